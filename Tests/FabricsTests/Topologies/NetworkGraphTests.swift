import Quantities
import Testing

@testable import Fabrics

/// Graphs of topologies against closed forms and against their counted shapes.
@Suite("Network graph tests")
struct NetworkGraphTests {
  /// A link of one byte a second, so that flows count links.
  static let unit = [LinkRate(bandwidth: 1, latency: 0)]

  /// Topologies of every kind at a size where they are whole.
  static let whole: [Topology] = [
    .fullMesh(endpoints: 7), .ring(endpoints: 10), .torus(sides: [4, 4, 4], twisted: false),
    .torus(sides: [4, 4, 8], twisted: true), .switched(endpoints: 12, planes: 3),
    .clos(endpoints: 8, radix: 8, tiers: 1, oversubscription: 1),
    .clos(endpoints: 32, radix: 8, tiers: 2, oversubscription: 1),
    .clos(endpoints: 128, radix: 8, tiers: 3, oversubscription: 1),
    .clos(endpoints: 32, radix: 4, tiers: 4, oversubscription: 1),
    .clos(endpoints: 48, radix: 8, tiers: 2, oversubscription: 3),
    .railOptimised(nodes: 8, rails: 4, radix: 8, tiers: 2, oversubscription: 1),
    .dragonfly(groups: 9, routersPerGroup: 4, endpointsPerRouter: 2, globalLinks: 2),
    .dragonflyPlus(groups: 5, leaves: 4, spines: 4, endpointsPerLeaf: 4, globalLinks: 1),
    .hyperX(sides: [4, 3], endpointsPerRouter: 3), .blockMesh(blocks: 6, uplinks: 20),
  ]

  @Test(arguments: whole)
  func `a graph has what its shape counts`(topology: Topology) throws {
    let graph = try topology.graph(rates: Self.unit)
    let shape = FabricShape(topology)
    #expect(graph.endpoints == shape.endpoints)
    #expect(graph.switches == shape.switchCount)
    #expect(graph.cables == shape.linkCount)
    #expect(graph.metrics().diameter == shape.diameter)
    #expect(graph.reachProblems().isEmpty)
    for (index, link) in graph.links.enumerated() {
      #expect(graph.links[index ^ 1].from == link.to && graph.links[index ^ 1].to == link.from)
    }
  }

  @Test func `folded Clos networks hold what the closed form says`() throws {
    // Rows V0627 to V0634.
    for (radix, tiers, hosts) in [
      (144, 2, 10_368), (144, 3, 746_496), (512, 2, 131_072), (128, 2, 8_192), (64, 3, 65_536),
      (64, 2, 2_048),
    ] {
      let shape = ClosShape(radix: radix, tiers: tiers, oversubscription: 1)
      #expect(shape.mostEndpoints == hosts)
      #expect(shape.problems(endpoints: hosts).isEmpty)
      #expect(!shape.problems(endpoints: hosts + 1).isEmpty)
    }
    let tree = try Topology.clos(endpoints: 65_536, radix: 64, tiers: 3, oversubscription: 1)
      .graph(rates: Self.unit)
    #expect(tree.switches == 5_120)
    let large = ClosShape(radix: 144, tiers: 3, oversubscription: 1)
    #expect(large.switchCounts(leaves: large.mostLeaves).reduce(0, +) == 25_920)
  }

  @Test(arguments: [[4, 4, 4], [8, 8, 8], [4, 6], [6]])
  func `a torus is cut across its longest side`(sides: [Int]) throws {
    // Rows V0635 and V0636 among them: 2n/max.
    let graph = try Topology.torus(sides: sides, twisted: false).graph(rates: Self.unit)
    let metrics = graph.metrics()
    let expected = 2 * graph.endpoints / (sides.max() ?? 1)
    #expect(metrics.bisection == Double(expected))
    #expect(metrics.diameter == sides.reduce(0) { $0 + $1 / 2 })
    let mean = sides.reduce(0.0) { $0 + Double($1) / 4 }
    let count = Double(graph.endpoints)
    #expect(abs(metrics.meanHops - mean * count / (count - 1)) < 1e-9)
  }

  @Test func `full networks pass half of their endpoints and tapered ones less`() throws {
    let full = try Topology.clos(endpoints: 128, radix: 8, tiers: 3, oversubscription: 1)
      .graph(rates: Self.unit)
    #expect(full.metrics().bisection == 64)
    let mesh = try Topology.fullMesh(endpoints: 8).graph(rates: Self.unit).metrics()
    #expect(mesh.bisection == 16 && mesh.method == .exact)
    let tapered = try Topology.clos(endpoints: 48, radix: 8, tiers: 2, oversubscription: 3)
      .graph(rates: Self.unit)
    #expect(tapered.metrics().bisection == 8)
  }

  @Test func `a twisted torus carries more of an all-to-all`() throws {
    // Row V0620: 1.63 for 4 × 4 × 8.
    func load(_ twisted: Bool) throws -> Double {
      let graph = try Topology.torus(sides: [4, 4, 8], twisted: twisted).graph(rates: Self.unit)
      var router = Router(graph: graph, routing: .spray, seed: 1)
      var carried = [Double](repeating: 0, count: graph.links.count)
      var route: [Router.Hop] = []
      for source in 0..<graph.endpoints {
        for target in 0..<graph.endpoints where target != source {
          let works = router.route(
            from: source,
            to: target,
            flow: 0,
            loads: [],
            into: &route
          )
          #expect(works)
          for hop in route { carried[Int(hop.link)] += hop.weight }
        }
      }
      return carried.max() ?? 0
    }
    #expect(abs(try load(false) / load(true) / 1.63 - 1) < 0.1)
  }

  @Test func `a domain keeps its traffic inside`() throws {
    let graph = try Topology.fullMesh(endpoints: 4).inside(
      .clos(endpoints: 16, radix: 8, tiers: 2, oversubscription: 1),
      rates: Self.unit,
      outerRates: Self.unit
    )
    var traffic = Traffic()
    traffic.add(.init(from: 4, to: 7, bytes: 1))
    traffic.add(.init(from: 0, to: 12, bytes: 1))
    let run = try FlowSimulator(graph: graph).run(traffic)
    var direct = 0.0
    var outside = 0.0
    for (index, link) in graph.links.enumerated() {
      if link.kind == .direct {
        direct += run.carried[index]
      } else {
        outside += run.carried[index]
      }
    }
    #expect(direct == 1)
    #expect(outside == 4)
    #expect(throws: TopologyProblems.self) {
      try Topology.fullMesh(endpoints: 3).inside(
        .clos(endpoints: 16, radix: 8, tiers: 2, oversubscription: 1),
        rates: Self.unit,
        outerRates: Self.unit
      )
    }
  }

  @Test func `all that is wrong with a topology is listed at once`() {
    let wrong: [(Topology, Int)] = [
      (.clos(endpoints: 0, radix: 1, tiers: 9, oversubscription: .nan), 4),
      (.clos(endpoints: 200, radix: 8, tiers: 3, oversubscription: 1), 1),
      (.torus(sides: [4, 0], twisted: false), 1), (.torus(sides: [3, 3], twisted: true), 1),
      (.dragonfly(groups: 10, routersPerGroup: 2, endpointsPerRouter: 1, globalLinks: 1), 1),
      (.hyperX(sides: [], endpointsPerRouter: 0), 2), (.blockMesh(blocks: 9, uplinks: 3), 1),
      (.railOptimised(nodes: 0, rails: 0, radix: 0, tiers: 0, oversubscription: 0), 5),
    ]
    for (topology, count) in wrong {
      let found = #expect(throws: TopologyProblems.self) {
        try topology.graph(rates: [.init(bandwidth: 0, latency: -1)])
      }
      #expect(found?.all.count == count + 2, "\(topology)")
      #expect(found?.description.contains("must be") == true)
    }
  }

  @Test func `a network given by links says what is wrong with it`() {
    let rate = LinkRate(bandwidth: 1, latency: 0)
    let apart = #expect(throws: TopologyProblems.self) {
      try NetworkGraph(
        endpoints: 4,
        switches: 2,
        cables: [
          .init(from: 0, to: 4, rate: rate), .init(from: 1, to: 4, rate: rate),
          .init(from: 2, to: 5, rate: rate), .init(from: 3, to: 5, rate: rate),
        ]
      )
    }
    #expect(apart?.all == [.disconnected(endpoint: 2, from: 0, unreachable: 2)])
    let crowded = #expect(throws: TopologyProblems.self) {
      try NetworkGraph(
        endpoints: 3,
        switches: 1,
        cables: [
          .init(from: 0, to: 3, rate: rate), .init(from: 1, to: 3, rate: rate),
          .init(from: 2, to: 3, rate: rate), .init(from: 2, to: 9, rate: rate),
          .init(from: 1, to: 1, rate: .init(bandwidth: .nan, latency: 0)),
        ],
        radix: 2
      )
    }
    #expect(crowded?.all.count == 4)
  }
}
