import Quantities
import Testing

@testable import Fabrics

/// Collectives as flows against the closed forms of an uncontended network.
@Suite("Collectives as flows tests")
struct CollectiveFlowTests {
  /// Bandwidth of a port [B/s].
  static let bandwidth = 50e9
  /// Latency of the way between two endpoints [s].
  static let alpha = 3e-6
  /// Bytes of the tensor [B].
  static let bytes = 64e6

  /// A switch without contention between ports.
  static func simulator(_ endpoints: Int) throws -> FlowSimulator {
    FlowSimulator(
      graph: try Topology.switched(endpoints: endpoints, planes: 1)
        .graph(rates: [.init(bandwidth: bandwidth, latency: alpha / 2)])
    )
  }

  /// Completion of a collective on the switch [s].
  static func time(
    _ collective: Collective,
    _ algorithm: CollectiveAlgorithm,
    _ size: Int,
    domain: Int = 1,
    chunks: Int = 1
  ) throws -> Double {
    try simulator(size).run(
      .collective(
        collective,
        algorithm,
        ranks: Array(0..<size),
        bytes: bytes,
        domain: domain,
        chunks: chunks
      )
    ).completion
  }

  @Test(arguments: [2, 3, 8, 13])
  func `rings and direct exchanges take their alpha-beta time`(size: Int) throws {
    let n = Double(size)
    let part = Self.bytes / n / Self.bandwidth
    let step = Self.alpha + part
    let all = Self.alpha + (n - 1) * part
    let expected: [(Collective, CollectiveAlgorithm, Double)] = [
      (.allReduce, .ring, 2 * (n - 1) * step), (.reduceScatter, .ring, (n - 1) * step),
      (.allGather, .ring, (n - 1) * step), (.allReduce, .direct, 2 * all),
      (.reduceScatter, .direct, all), (.allGather, .direct, all), (.allToAll, .direct, all),
      (.allToAll, .ring, (n - 1) * step),
      (.pointToPoint, .direct, Self.alpha + Self.bytes / Self.bandwidth),
    ]
    for (collective, algorithm, time) in expected {
      let found = try Self.time(collective, algorithm, size)
      #expect(abs(found - time) <= 1e-9 * time, "\(collective) \(algorithm)")
    }
  }

  @Test(arguments: [2, 4, 16])
  func `halving and doubling takes two log steps`(size: Int) throws {
    var steps = 0.0
    while 1 << Int(steps) < size { steps += 1 }
    let n = Double(size)
    let time = 2 * steps * Self.alpha + 2 * (n - 1) / n * Self.bytes / Self.bandwidth
    let found = try Self.time(.allReduce, .halvingDoubling, size)
    #expect(abs(found - time) <= 1e-9 * time)
    let odd = try Self.time(.allReduce, .halvingDoubling, size + 1)
    // The odd rank hands its vector over before and takes the result after; on the way in it
    // shares a port with the first exchange.
    let extra = 2 * (Self.alpha + Self.bytes / Self.bandwidth)
    #expect(odd >= (time + extra) * (1 - 1e-9))
    #expect(odd <= time + extra + Self.bytes / Self.bandwidth)
  }

  @Test func `a broadcast in chunks fills a chain once`() throws {
    let chunks = 8.0
    let step = Self.alpha + Self.bytes / chunks / Self.bandwidth
    let found = try Self.time(.broadcast, .ring, 5, chunks: 8)
    #expect(abs(found - (4 + chunks - 1) * step) <= 1e-9 * found)
    let tree = try Self.time(.broadcast, .tree, 2)
    #expect(abs(tree - Self.alpha - Self.bytes / Self.bandwidth) <= 1e-9 * tree)
  }

  @Test func `trees need a time that grows with the logarithm of ranks`() throws {
    func small(_ size: Int) throws -> Double {
      try Self.simulator(size).run(
        .collective(.allReduce, .tree, ranks: Array(0..<size), bytes: 1)
      ).completion / Self.alpha
    }
    let eight = try small(8)
    let many = try small(512)
    #expect(eight >= 6 && eight <= 8.01)
    #expect(many >= 18 && many <= 20.01)
  }

  @Test func `a hierarchical all-reduce adds its three stages`() throws {
    let graph = try Topology.switched(endpoints: 4, planes: 1).inside(
      .railOptimised(nodes: 3, rails: 4, radix: 16, tiers: 2, oversubscription: 1),
      rates: [.init(bandwidth: 400e9, latency: 0.5e-6)],
      outerRates: [.init(bandwidth: 50e9, latency: 1e-6)]
    )
    let run = try FlowSimulator(graph: graph).run(
      .collective(
        .allReduce,
        .hierarchical,
        ranks: Array(0..<12),
        bytes: Self.bytes,
        domain: 4
      )
    )
    let inner = 1e-6 + 3 * Self.bytes / 4 / 400e9
    let outer = 4 * (2e-6 + Self.bytes / 12 / 50e9)
    let time = 2 * inner + outer
    #expect(abs(run.completion - time) <= 1e-9 * time)
  }

  @Test func `switches that add carry the vector once each way`() throws {
    let simulator = try Self.simulator(6)
    let run = try simulator.run(
      .inNetworkReduction(
        ranks: Array(0..<6),
        bytes: Self.bytes,
        graph: simulator.graph,
        chunks: 10
      )
    )
    let chunk = Self.alpha / 2 + Self.bytes / 10 / Self.bandwidth
    #expect(abs(run.completion - 11 * chunk) <= 1e-9 * run.completion)
    #expect(run.carried.allSatisfy { abs($0 - Self.bytes) < 1 })
    let clos = try Topology.clos(endpoints: 16, radix: 4, tiers: 3, oversubscription: 1)
      .graph(rates: [.init(bandwidth: Self.bandwidth, latency: 1e-6)])
    let wide = try FlowSimulator(graph: clos).run(
      .inNetworkReduction(ranks: Array(0..<16), bytes: Self.bytes, graph: clos, chunks: 64)
    )
    #expect(wide.completion < 1.2 * Self.bytes / Self.bandwidth)
    #expect(wide.completion > Self.bytes / Self.bandwidth)
  }

  @Test(arguments: [Routing.ecmp, .spray, .byDestination])
  func `equal steps end when all their flows do`(routing: Routing) throws {
    var reasons: Set<StepRun.Reason> = []
    let networks: [Topology] = [
      .ring(endpoints: 9), .clos(endpoints: 24, radix: 8, tiers: 2, oversubscription: 3),
      .clos(endpoints: 16, radix: 4, tiers: 3, oversubscription: 1),
      .torus(sides: [3, 3], twisted: false),
    ]
    for topology in networks {
      let graph = try topology.graph(rates: [.init(bandwidth: 12.5e9, latency: 1e-6)])
      let ranks = Array(0..<graph.endpoints)
      for order in [ranks, ranks.map { $0 * 5 % ranks.count }] where Set(order).count == order.count
      {
        let simulator = FlowSimulator(graph: graph, settings: .init(routing: routing))
        let schedule = StepSchedule.ringAllReduce(ranks: order, bytes: 1e6)
        let quick = try simulator.run(schedule)
        let plain = try simulator.run(schedule.traffic(steps: schedule.steps))
        reasons.insert(quick.reason)
        #expect(abs(quick.completion - plain.completion) <= 1e-9 * plain.completion)
      }
    }
    #expect(reasons.contains(.contentionFree))
  }

  @Test func `a schedule too long to run flow by flow is refused with its size`() throws {
    let graph = try Topology.clos(endpoints: 4_096, radix: 128, tiers: 2, oversubscription: 3)
      .graph(rates: [.init(bandwidth: 1e9, latency: 1e-6)])
    var generator = SplitMix64(seed: 1)
    let ranks = Array(0..<graph.endpoints).shuffled(using: &generator)
    #expect(throws: TrafficProblems(all: [.size(flows: 4_096 * 8_190, most: 20_000_000)])) {
      try FlowSimulator(graph: graph).run(StepSchedule.ringAllReduce(ranks: ranks, bytes: 1e6))
    }
  }
}
