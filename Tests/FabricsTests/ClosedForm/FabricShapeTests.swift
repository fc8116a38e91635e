import Fabrics
import Testing

/// Counts of topologies against closed forms and against graphs built link by link.
struct FabricShapeTests {
  /// A topology with the graph that it means.
  static let graphs: [(Topology, SmallGraph)] = [
    (.fullMesh(endpoints: 8), .mesh(8)), (.fullMesh(endpoints: 5), .mesh(5)),
    (.ring(endpoints: 9), .torus([9])), (.torus(sides: [4, 4], twisted: false), .torus([4, 4])),
    (.torus(sides: [2, 3, 2], twisted: false), .torus([2, 3, 2])),
    (.torus(sides: [4, 1, 4], twisted: false), .torus([4, 4])),
    (.clos(endpoints: 16, radix: 4, tiers: 3, oversubscription: 1), .fatTree(4)),
    (.clos(endpoints: 54, radix: 6, tiers: 3, oversubscription: 1), .fatTree(6)),
    (
      .dragonfly(groups: 9, routersPerGroup: 4, endpointsPerRouter: 2, globalLinks: 2),
      .dragonfly(9, 4, 2)
    ),
    (.hyperX(sides: [3, 4], endpointsPerRouter: 2), .hyperX(3, 4, 2)),
  ]

  @Test(arguments: graphs.indices)
  func `links, switches and diameter are those of the graph`(index: Int) {
    let (topology, graph) = Self.graphs[index]
    let shape = FabricShape(topology)
    #expect(FabricShape.problems(of: topology).isEmpty)
    #expect(shape.endpoints == graph.endpoints)
    #expect(shape.linkCount == graph.links.count, "\(topology)")
    #expect(shape.switchCount == graph.nodes - graph.endpoints, "\(topology)")
    #expect(shape.diameter == graph.diameter, "\(topology)")
  }

  @Test(arguments: [[4, 4], [2, 8], [4, 2, 2], [16], [3, 4]])
  func `the bisection of a torus is the least of all halves`(sides: [Int]) {
    let graph = SmallGraph.torus(sides)
    // A torus with an odd side has halves that no plane cuts, which can only cut more links.
    let shape = FabricShape(.torus(sides: sides, twisted: false))
    #expect(shape.bisectionLinks == Double(graph.bisection), "\(sides)")
  }

  @Test(arguments: [4, 7, 8])
  func `the bisection of a mesh is the least of all halves`(count: Int) {
    let shape = FabricShape(.fullMesh(endpoints: count))
    #expect(shape.bisectionLinks == Double(SmallGraph.mesh(count).bisection))
  }

  @Test(arguments: [2, 4, 8, 16], [1, 2, 3, 4])
  func `a whole folded Clos has 2 (k/2)^L endpoints and as many links at every tier`(
    half: Int,
    tiers: Int
  ) {
    let radix = 2 * half
    let limit = FabricShape.closLimit(radix: radix, tiers: tiers)
    var expected = 2
    for _ in 0..<tiers { expected *= half }
    #expect(limit == expected)
    let topology = Topology.clos(endpoints: limit, radix: radix, tiers: tiers, oversubscription: 1)
    let shape = FabricShape(topology)
    #expect(FabricShape.problems(of: topology).isEmpty)
    #expect(shape.links.count == tiers)
    #expect(shape.links.allSatisfy { $0.count == limit })
    // (2L − 1) (k/2)^(L − 1) switches.
    #expect(shape.switchCount == (2 * tiers - 1) * expected / 2 / half)
    #expect(shape.switches.allSatisfy { $0.ports <= radix })
    #expect(shape.bisectionShare == 1)
    let more = Topology.clos(
      endpoints: limit + 1,
      radix: radix,
      tiers: tiers,
      oversubscription: 1
    )
    #expect(!FabricShape.problems(of: more).isEmpty)
  }

  @Test(arguments: [(1000, 64, 2), (5000, 64, 3), (100_000, 144, 3), (11, 6, 2), (3, 64, 2)])
  func `a part of a Clos has ports for all its links`(endpoints: Int, radix: Int, tiers: Int) {
    for ratio in [1.0, 2, 3] {
      let topology = Topology.clos(
        endpoints: endpoints,
        radix: radix,
        tiers: tiers,
        oversubscription: ratio
      )
      guard FabricShape.problems(of: topology).isEmpty else { continue }
      let shape = FabricShape(topology)
      for (tier, row) in shape.switches.enumerated() {
        #expect(row.ports <= radix)
        let ends = shape.links.reduce(0) { sum, group in
          sum + (group.lower == .tier(tier) ? group.count : 0)
            + (group.upper == .tier(tier) ? group.count : 0)
        }
        #expect(ends <= row.count * radix, "\(row.name)")
      }
    }
  }

  @Test func `oversubscription takes away uplinks and bisection in its proportion`() {
    let shape = FabricShape(.clos(endpoints: 1536, radix: 64, tiers: 2, oversubscription: 3))
    #expect(shape.switches[0].count == 32)
    #expect(shape.links[1].count == 512)
    #expect(abs(shape.bisectionShare - 1.0 / 3) < 1e-12)
  }

  @Test func `planes multiply switches and links and share the rate`() {
    let one = FabricShape(.clos(endpoints: 512, radix: 64, tiers: 2, oversubscription: 1))
    let four = one.copied(4)
    #expect(four.switchCount == 4 * one.switchCount && four.linkCount == 4 * one.linkCount)
    #expect(four.bisection == one.bisection && four.links[0].rate == 0.25)
    let rack = FabricShape(.switched(endpoints: 72, planes: 18))
    #expect(rack.switchCount == 18 && rack.linkCount == 72 * 18)
  }

  @Test func `rails have a first switch for each rank`() {
    let shape = FabricShape(
      .railOptimised(nodes: 128, rails: 8, radix: 64, tiers: 2, oversubscription: 1)
    )
    #expect(shape.endpoints == 1024)
    #expect(shape.switches[0].count == 8 * 4)
    #expect(shape.links[0].count == 1024)
  }

  @Test func `a dragonfly's and a mesh of blocks' cuts are those of their groups`() {
    let fly = FabricShape(
      .dragonfly(groups: 8, routersPerGroup: 7, endpointsPerRouter: 4, globalLinks: 4)
    )
    // 28 links of a group to 7 others: 4 a pair, 16 pairs across.
    #expect(fly.bisectionLinks == 64)
    #expect(fly.switches[0].ports == 4 + 6 + 4)
    let plus = FabricShape(
      .dragonflyPlus(groups: 5, leaves: 4, spines: 4, endpointsPerLeaf: 4, globalLinks: 2)
    )
    #expect(plus.linkCount == 80 + 80 + 20 && plus.diameter == 5)
    let mesh = FabricShape(.blockMesh(blocks: 16, uplinks: 150))
    #expect(mesh.linkCount == 1200 && mesh.bisectionLinks == 640)
  }

  @Test func `all that cannot be is said at once`() {
    let found = FabricShape.problems(
      of: .dragonfly(groups: 0, routersPerGroup: 0, endpointsPerRouter: 0, globalLinks: 1)
    )
    #expect(found.count == 3)
    #expect(FabricShape.problems(of: .torus(sides: [4, 4, 4], twisted: true)).count == 1)
    #expect(FabricShape.problems(of: .torus(sides: [4, 4, 8], twisted: true)).isEmpty)
    #expect(FabricShape.problems(of: .torus(sides: [], twisted: false)).count == 1)
    #expect(FabricShape.problems(of: .blockMesh(blocks: 8, uplinks: 3)).count == 1)
    #expect(
      FabricShape.problems(
        of: .dragonfly(groups: 40, routersPerGroup: 4, endpointsPerRouter: 1, globalLinks: 2)
      ).count == 1
    )
    #expect(
      FabricShape.problems(of: .clos(endpoints: 8, radix: 8, tiers: 9, oversubscription: 0.5)).count
        == 2
    )
  }

  @Test func `every node of a twisted torus has its links both ways`() {
    for sides in [[4, 4, 8], [2, 4], [4, 8, 8], [3, 6]] {
      let graph = TorusGraph(sides: sides, isTwisted: true)
      let load = graph.uniformLoad
      let plain = TorusGraph(sides: sides, isTwisted: false).uniformLoad
      #expect(load.meanDistance < plain.meanDistance, "\(sides)")
      #expect(load.greatest <= plain.greatest, "\(sides)")
      // All ways together are as long as the links that they load.
      let links = 2 * load.loads.reduce(0, +)
      #expect(abs(links - load.meanDistance * Double(graph.nodes)) < 1e-6, "\(sides)")
    }
  }
}
