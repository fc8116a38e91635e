/// A graph built link by link, on which counts are checked by brute force.
struct SmallGraph {
  /// Nodes, endpoints first.
  var nodes: Int
  /// Endpoints.
  var endpoints: Int
  /// Links as pairs of nodes, parallel ones repeated.
  var links: [(Int, Int)] = []

  /// Adds a switch.
  mutating func addSwitch() -> Int {
    nodes += 1
    return nodes - 1
  }

  /// Neighbours of every node.
  var neighbours: [[Int]] {
    var all = Array(repeating: [Int](), count: nodes)
    for (a, b) in links {
      all[a].append(b)
      all[b].append(a)
    }
    return all
  }

  /// Distances from a node; -1 where it cannot reach.
  func distances(from start: Int) -> [Int] {
    let around = neighbours
    var distance = Array(repeating: -1, count: nodes)
    distance[start] = 0
    var front = [start]
    while !front.isEmpty {
      var next: [Int] = []
      for node in front {
        for other in around[node] where distance[other] < 0 {
          distance[other] = distance[node] + 1
          next.append(other)
        }
      }
      front = next
    }
    return distance
  }

  /// Links on the longest of shortest ways between endpoints.
  var diameter: Int {
    (0..<endpoints).map { distances(from: $0)[0..<endpoints].max() ?? 0 }.max() ?? 0
  }

  /// Fewest links between two halves of the endpoints, by trying all halves; for no more than 16.
  var bisection: Int {
    precondition(nodes == endpoints && nodes <= 16)
    var least = Int.max
    for mask in 0..<(1 << nodes) where mask.nonzeroBitCount == nodes / 2 {
      least = min(least, links.count { (mask >> $0.0 & 1) != (mask >> $0.1 & 1) })
    }
    return least
  }

  /// Every endpoint joined to every other.
  static func mesh(_ count: Int) -> SmallGraph {
    var graph = SmallGraph(nodes: count, endpoints: count)
    for a in 0..<count { for b in a + 1..<max(count, a + 1) { graph.links.append((a, b)) } }
    return graph
  }

  /// A torus without a twist.
  static func torus(_ sides: [Int]) -> SmallGraph {
    let count = sides.reduce(1, *)
    var graph = SmallGraph(nodes: count, endpoints: count)
    for node in 0..<count {
      var stride = 1
      for side in sides {
        let place = node / stride % side
        if side > 1 { graph.links.append((node, node + ((place + 1) % side - place) * stride)) }
        stride *= side
      }
    }
    return graph
  }

  /// A fat tree of three tiers of switches of `k` ports (Al-Fares et al., SIGCOMM 2008).
  static func fatTree(_ k: Int) -> SmallGraph {
    let hosts = k * k * k / 4
    var graph = SmallGraph(nodes: hosts, endpoints: hosts)
    let cores = (0..<k * k / 4).map { _ in graph.addSwitch() }
    var host = 0
    for _ in 0..<k {
      let aggregations = (0..<k / 2).map { _ in graph.addSwitch() }
      for _ in 0..<k / 2 {
        let leaf = graph.addSwitch()
        for _ in 0..<k / 2 {
          graph.links.append((host, leaf))
          host += 1
        }
        for aggregation in aggregations { graph.links.append((leaf, aggregation)) }
      }
      for (index, aggregation) in aggregations.enumerated() {
        for core in 0..<k / 2 { graph.links.append((aggregation, cores[index * k / 2 + core])) }
      }
    }
    return graph
  }

  /// Groups of routers, one link between each pair of groups for each router's global link in turn.
  static func dragonfly(_ groups: Int, _ routers: Int, _ perRouter: Int) -> SmallGraph {
    let hosts = groups * routers * perRouter
    var graph = SmallGraph(nodes: hosts, endpoints: hosts)
    let nodes = (0..<groups).map { _ in (0..<routers).map { _ in graph.addSwitch() } }
    for (group, members) in nodes.enumerated() {
      for (index, router) in members.enumerated() {
        for port in 0..<perRouter {
          graph.links.append(((group * routers + index) * perRouter + port, router))
        }
        for other in members[(index + 1)...] { graph.links.append((router, other)) }
      }
    }
    // Balanced: groups = routers · global + 1 with one link a pair.
    for a in 0..<groups {
      for b in a + 1..<max(groups, a + 1) {
        let here = (b - a - 1) * routers / (groups - 1)
        let there = (groups - 1 - (b - a)) * routers / (groups - 1)
        graph.links.append((nodes[a][here], nodes[b][there]))
      }
    }
    return graph
  }

  /// Routers in a row of full meshes along each of two axes.
  static func hyperX(_ first: Int, _ second: Int, _ perRouter: Int) -> SmallGraph {
    let hosts = first * second * perRouter
    var graph = SmallGraph(nodes: hosts, endpoints: hosts)
    let nodes = (0..<first * second).map { _ in graph.addSwitch() }
    for (index, router) in nodes.enumerated() {
      for port in 0..<perRouter { graph.links.append((index * perRouter + port, router)) }
      for other in index + 1..<max(nodes.count, index + 1)
      where other / first == index / first || other % first == index % first {
        graph.links.append((router, nodes[other]))
      }
    }
    return graph
  }
}
