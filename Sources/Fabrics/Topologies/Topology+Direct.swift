extension Topology {
  /// Every endpoint joined to every other.
  static func fullMeshGraph(_ count: Int, rates: [LinkRate]) -> NetworkGraph {
    var builder = GraphBuilder(endpoints: count, rates: rates)
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1) { builder.connect(first, second, tier: 0) }
    }
    return builder.graph(endpointsForward: true)
  }

  /// A torus; a ring is a torus of one axis.
  ///
  /// A side of two has two cables between its ends, as its ports are there. Twisted: the wraps of
  /// the shorter axes move half way along the longest (Cámara et al. 2010, k × k × 2k).
  static func torusGraph(_ sides: [Int], twisted: Bool, rates: [LinkRate]) -> NetworkGraph {
    let count = sides.reduce(1, *)
    var builder = GraphBuilder(endpoints: count, rates: rates)
    var strides: [Int] = []
    var stride = 1
    for side in sides {
      strides.append(stride)
      stride *= side
    }
    let longest = sides.indices.max { sides[$0] < sides[$1] } ?? 0
    for node in 0..<count {
      for (axis, side) in sides.enumerated() where side > 1 {
        let place = node / strides[axis] % side
        var next = place + 1 < side ? node + strides[axis] : node - place * strides[axis]
        if twisted, place + 1 == side, axis != longest, side < sides[longest] {
          let along = next / strides[longest] % sides[longest]
          let moved = (along + sides[longest] / 2) % sides[longest]
          next += (moved - along) * strides[longest]
        }
        builder.connect(node, next, tier: axis)
      }
    }
    return builder.graph(endpointsForward: true)
  }

  /// Every endpoint joined to each of a number of switches.
  static func switchedGraph(_ count: Int, planes: Int, rates: [LinkRate]) -> NetworkGraph {
    var builder = GraphBuilder(endpoints: count, rates: rates)
    for _ in 0..<planes {
      let plane = builder.addSwitch(tier: 0)
      for endpoint in 0..<count { builder.connect(endpoint, plane, tier: 0) }
    }
    return builder.graph(endpointsForward: false)
  }

  /// Routers along axes, each with endpoints, full mesh along each axis (Ahn and others 2009).
  static func hyperXGraph(_ sides: [Int], _ perRouter: Int, rates: [LinkRate]) -> NetworkGraph {
    let routers = sides.reduce(1, *)
    var builder = GraphBuilder(endpoints: routers * perRouter, rates: rates)
    let nodes = (0..<routers).map { _ in builder.addSwitch(tier: 0) }
    for router in 0..<routers {
      for index in 0..<perRouter {
        builder.connect(router * perRouter + index, nodes[router], tier: 0)
      }
    }
    var stride = 1
    for (axis, side) in sides.enumerated() {
      for router in 0..<routers {
        let place = router / stride % side
        for other in place + 1..<max(side, place + 1) {
          builder.connect(nodes[router], nodes[router + (other - place) * stride], tier: 1 + axis)
        }
      }
      stride *= side
    }
    return builder.graph(endpointsForward: false)
  }

  /// Blocks joined pairwise by `uplinks / (blocks − 1)` cables, the rest by rounds of pairs.
  static func blockMeshGraph(_ blocks: Int, uplinks: Int, rates: [LinkRate]) -> NetworkGraph {
    var builder = GraphBuilder(endpoints: blocks, rates: rates)
    for pair in blockMeshPairs(blocks, uplinks: uplinks) {
      for _ in 0..<pair.cables { builder.connect(pair.first, pair.second, tier: 0) }
    }
    return builder.graph(endpointsForward: true)
  }

  /// Cables between each pair of blocks; what does not divide evenly goes round by round.
  static func blockMeshPairs(
    _ blocks: Int,
    uplinks: Int
  ) -> [(first: Int, second: Int, cables: Int)] {
    guard blocks > 1 else { return [] }
    let each = uplinks / (blocks - 1)
    let rest = uplinks % (blocks - 1)
    let even = blocks + blocks % 2
    var extra = [Bool](repeating: false, count: blocks * blocks)
    // The circle method: in each round every block (but one when odd) meets one other.
    for round in 0..<rest {
      for index in 0..<even / 2 {
        let first = index == 0 ? even - 1 : (round + index) % (even - 1)
        let second = (round + even - 1 - index) % (even - 1)
        guard first < blocks, second < blocks else { continue }
        extra[min(first, second) * blocks + max(first, second)] = true
      }
    }
    var pairs: [(first: Int, second: Int, cables: Int)] = []
    for first in 0..<blocks {
      for second in first + 1..<blocks {
        let cables = each + (extra[first * blocks + second] ? 1 : 0)
        if cables > 0 { pairs.append((first, second, cables)) }
      }
    }
    return pairs
  }
}
