extension Topology {
  /// The graph of the topology.
  ///
  /// - Parameter rates: What a link does, by tier from the endpoints up; the last holds above.
  /// - Returns: The graph.
  /// - Throws: `TopologyProblems` with everything that keeps it from being built.
  public func graph(rates: [LinkRate]) throws(TopologyProblems) -> NetworkGraph {
    var found = problems()
    if rates.isEmpty { found.append(.count(field: "rates", value: 0, least: 1, most: nil)) }
    for (index, rate) in rates.enumerated() {
      if !(rate.bandwidth > 0) || !rate.bandwidth.isFinite {
        found.append(.rate(index: index, field: "bandwidth", value: rate.bandwidth))
      }
      if !(rate.latency >= 0) || !rate.latency.isFinite {
        found.append(.rate(index: index, field: "latency", value: rate.latency))
      }
    }
    guard found.isEmpty else { throw TopologyProblems(all: found) }
    switch self {
    case .fullMesh(let count): return Self.fullMeshGraph(count, rates: rates)
    case .ring(let count): return Self.torusGraph([count], twisted: false, rates: rates)
    case .torus(let sides, let twisted):
      return Self.torusGraph(sides, twisted: twisted, rates: rates)
    case .switched(let count, let planes):
      return Self.switchedGraph(count, planes: planes, rates: rates)
    case .clos(let count, let radix, let tiers, let oversubscription):
      let shape = ClosShape(radix: radix, tiers: tiers, oversubscription: oversubscription)
      return shape.graph(leaves: shape.leaves(endpoints: count), endpoints: count, rates: rates)
    case .railOptimised(let nodes, let rails, let radix, let tiers, let oversubscription):
      let shape = ClosShape(radix: radix, tiers: tiers, oversubscription: oversubscription)
      return shape.graph(
        leaves: shape.railLeaves(nodes: nodes, rails: rails),
        endpoints: nodes * rails,
        rates: rates
      )
    case .dragonfly(let groups, let routers, let perRouter, let global):
      return Self.dragonflyGraph(groups, routers, perRouter, global, rates: rates)
    case .dragonflyPlus(let groups, let leaves, let spines, let perLeaf, let global):
      return Self.dragonflyPlusGraph(groups, leaves, spines, perLeaf, global, rates: rates)
    case .hyperX(let sides, let perRouter):
      return Self.hyperXGraph(sides, perRouter, rates: rates)
    case .blockMesh(let blocks, let uplinks):
      return Self.blockMeshGraph(blocks, uplinks: uplinks, rates: rates)
    }
  }

  /// A scale-up domain of this topology in every group of endpoints of an outer network.
  ///
  /// Endpoint `i` of the outer network belongs to domain `i / endpoints of this`; it has the links
  /// of both. Routes inside a domain stay inside it.
  public func inside(
    _ outer: Topology,
    rates: [LinkRate],
    outerRates: [LinkRate]
  ) throws(TopologyProblems) -> NetworkGraph {
    let inner = try graph(rates: rates)
    let whole = try outer.graph(rates: outerRates)
    let size = inner.endpoints
    guard size > 0, whole.endpoints % size == 0 else {
      throw TopologyProblems(all: [
        .ratio(
          field: "endpoints of the outer network",
          value: Double(whole.endpoints),
          allowed: "a multiple of the domain's \(size)"
        )
      ])
    }
    let domains = whole.endpoints / size
    var cables: [NetworkGraph.Link] = []
    var tiers: [UInt8] = []
    for domain in 0..<domains {
      let shift = Int32(whole.endpoints + domain * inner.switches - size)
      let base = Int32(domain * size)
      for index in stride(from: 0, to: inner.links.count, by: 2) {
        var link = inner.links[index]
        link.from += link.from < size ? base : shift
        link.to += link.to < size ? base : shift
        cables.append(link)
      }
      tiers += inner.switchTiers
    }
    let first = NetworkGraph(
      endpoints: whole.endpoints,
      switchTiers: tiers,
      cables: cables,
      endpointsForward: inner.endpointsForward
    )
    return first.joined(with: whole, otherCost: 8)
  }

  /// Endpoints of the topology.
  public var endpoints: Int {
    switch self {
    case .fullMesh(let count), .ring(let count), .switched(let count, _),
      .clos(let count, _, _, _):
      return count
    case .torus(let sides, _): return sides.reduce(1, *)
    case .railOptimised(let nodes, let rails, _, _, _): return nodes * rails
    case .dragonfly(let groups, let routers, let perRouter, _):
      return groups * routers * perRouter
    case .dragonflyPlus(let groups, let leaves, _, let perLeaf, _):
      return groups * leaves * perLeaf
    case .hyperX(let sides, let perRouter): return sides.reduce(1, *) * perRouter
    case .blockMesh(let blocks, _): return blocks
    }
  }

  /// What keeps the topology from being built; empty when nothing does.
  public func problems() -> [TopologyProblem] {
    var found: [TopologyProblem] = []
    func check(_ field: String, _ value: Int, _ least: Int, _ most: Int? = nil) {
      if value < least || most.map({ value > $0 }) == true {
        found.append(.count(field: field, value: value, least: least, most: most))
      }
    }
    func check(sides: [Int], most: Int) {
      let product = sides.reduce(1.0) { $0 * Double($1) }
      if sides.isEmpty || sides.count > most || sides.contains(where: { $0 < 1 })
        || product > Double(Self.mostEndpoints)
      {
        found.append(
          .sides(
            value: sides,
            allowed: "1 to \(most), each at least 1, with a product up to \(Self.mostEndpoints)"
          )
        )
      }
    }
    func check(oversubscription: Double) {
      if !(oversubscription >= 1) || !oversubscription.isFinite {
        found.append(
          .ratio(
            field: "oversubscription",
            value: oversubscription,
            allowed: "1 (full bisection) or more"
          )
        )
      }
    }
    switch self {
    case .fullMesh(let count): check("endpoints", count, 1, 8_192)
    case .ring(let count): check("endpoints", count, 1, Self.mostEndpoints)
    case .torus(let sides, let twisted):
      check(sides: sides, most: 6)
      if twisted, let longest = sides.max(), sides.count < 2 || longest % 2 != 0 {
        found.append(
          .sides(value: sides, allowed: "two or more, the longest even, for a twisted torus")
        )
      }
    case .switched(let count, let planes):
      check("endpoints", count, 1, Self.mostEndpoints)
      check("planes", planes, 1, 1_024)
    case .clos(let count, let radix, let tiers, let oversubscription):
      check("endpoints", count, 1, Self.mostEndpoints)
      check("radix", radix, 2, 65_536)
      check("tiers", tiers, 1, 4)
      check(oversubscription: oversubscription)
      if found.isEmpty {
        let shape = ClosShape(radix: radix, tiers: tiers, oversubscription: oversubscription)
        found += shape.problems(endpoints: count)
      }
    case .railOptimised(let nodes, let rails, let radix, let tiers, let oversubscription):
      check("nodes", nodes, 1, Self.mostEndpoints)
      check("rails", rails, 1, 1_024)
      check("radix", radix, 2, 65_536)
      check("tiers", tiers, 1, 4)
      check(oversubscription: oversubscription)
      if found.isEmpty {
        let shape = ClosShape(radix: radix, tiers: tiers, oversubscription: oversubscription)
        found += shape.railProblems(nodes: nodes, rails: rails)
      }
    case .dragonfly(let groups, let routers, let perRouter, let global):
      check("groups", groups, 1, 65_536)
      check("routersPerGroup", routers, 1, 4_096)
      check("endpointsPerRouter", perRouter, 1, 4_096)
      check("globalLinks", global, groups > 1 ? 1 : 0, 4_096)
      if found.isEmpty, routers * global < groups - 1 {
        found.append(
          .ports(
            device: "a group's global side",
            needed: groups - 1,
            radix: routers * global
          )
        )
      }
    case .dragonflyPlus(let groups, let leaves, let spines, let perLeaf, let global):
      check("groups", groups, 1, 65_536)
      check("leaves", leaves, 1, 4_096)
      check("spines", spines, 1, 4_096)
      check("endpointsPerLeaf", perLeaf, 1, 4_096)
      check("globalLinks", global, groups > 1 ? 1 : 0, 4_096)
      if found.isEmpty, spines * global < groups - 1 {
        found.append(
          .ports(device: "a group's global side", needed: groups - 1, radix: spines * global)
        )
      }
    case .hyperX(let sides, let perRouter):
      check(sides: sides, most: 6)
      check("endpointsPerRouter", perRouter, 1, 4_096)
    case .blockMesh(let blocks, let uplinks):
      check("blocks", blocks, 1, 8_192)
      check("uplinks", uplinks, max(0, blocks - 1), 1_048_576)
    }
    if found.isEmpty { check("endpoints", endpoints, 1, Self.mostEndpoints) }
    return found
  }

  /// Most endpoints that a graph is built for.
  static let mostEndpoints = 4_194_304
}
