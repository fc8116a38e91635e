extension Topology {
  /// Groups of routers, full mesh in and between groups (Kim and others 2008).
  static func dragonflyGraph(
    _ groups: Int,
    _ routers: Int,
    _ perRouter: Int,
    _ global: Int,
    rates: [LinkRate]
  ) -> NetworkGraph {
    var builder = GraphBuilder(endpoints: groups * routers * perRouter, rates: rates)
    var nodes: [[Int]] = []
    for group in 0..<groups {
      let members = (0..<routers).map { _ in builder.addSwitch(tier: 0) }
      for (index, router) in members.enumerated() {
        for port in 0..<perRouter {
          builder.connect((group * routers + index) * perRouter + port, router, tier: 0)
        }
        for other in members[(index + 1)...] { builder.connect(router, other, tier: 1) }
      }
      nodes.append(members)
    }
    connectGroups(nodes, global: global, tier: 2, builder: &builder)
    return builder.graph(endpointsForward: false)
  }

  /// Groups that are leaf–spine networks, spines joined between groups (Shpiner and others 2017).
  static func dragonflyPlusGraph(
    _ groups: Int,
    _ leaves: Int,
    _ spines: Int,
    _ perLeaf: Int,
    _ global: Int,
    rates: [LinkRate]
  ) -> NetworkGraph {
    var builder = GraphBuilder(endpoints: groups * leaves * perLeaf, rates: rates)
    var nodes: [[Int]] = []
    for group in 0..<groups {
      let tops = (0..<spines).map { _ in builder.addSwitch(tier: 1) }
      for index in 0..<leaves {
        let leaf = builder.addSwitch(tier: 0)
        for port in 0..<perLeaf {
          builder.connect((group * leaves + index) * perLeaf + port, leaf, tier: 0)
        }
        for top in tops { builder.connect(leaf, top, tier: 1) }
      }
      nodes.append(tops)
    }
    connectGroups(nodes, global: global, tier: 2, builder: &builder)
    return builder.graph(endpointsForward: false)
  }

  /// Joins groups pairwise by the ports of their routers, evenly.
  ///
  /// Port `q` of a group leads to the group `q + 1` further on, whose port `groups − 2 − q` leads
  /// back; ports that do not make a full round of all groups stay empty.
  static func connectGroups(
    _ nodes: [[Int]],
    global: Int,
    tier: Int,
    builder: inout GraphBuilder
  ) {
    let groups = nodes.count
    guard groups > 1, let routers = nodes.first?.count else { return }
    let rounds = routers * global / (groups - 1)
    for round in 0..<rounds {
      for group in 0..<groups {
        for port in 0..<groups - 1 {
          let other = (group + port + 1) % groups
          guard group < other else { continue }
          let here = round * (groups - 1) + port
          let there = round * (groups - 1) + groups - 2 - port
          builder.connect(nodes[group][here / global], nodes[other][there / global], tier: tier)
        }
      }
    }
  }
}
