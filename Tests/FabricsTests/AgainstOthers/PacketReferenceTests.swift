import Quantities
import Testing

@testable import Fabrics

/// Packets and flows against the packet simulation of others.
///
/// Broadcom csg-htsim at 841d9e7, EQDS, 2,000,000 B in 490 packets, 1 µs links, queues of 35
/// packets: rows V0522 to V0570 without those of 1,024 endpoints, which take long unoptimised.
@Suite("Packets against htsim tests")
struct PacketReferenceTests {
  /// What is run.
  enum Pattern: Sendable {
    /// Flows between given endpoints.
    case pairs([(Int, Int)])
    /// All others to the last.
    case incast
  }

  /// A row of the reference.
  struct Case: Sendable, CustomTestStringConvertible {
    /// What it is called there.
    var name: String
    /// Endpoints.
    var endpoints: Int
    /// Rate of links [Gb/s].
    var rate: Double
    /// Who sends to whom.
    var pattern: Pattern
    /// How routes are chosen.
    var routing: Routing
    /// Shortest, median and longest time [µs].
    var times: (Double, Double, Double)
    /// True for leaf and spine with 8 endpoints and 2 links up a leaf.
    var isTapered = false
    /// The name in the list of tests.
    var testDescription: String { "\(name) at \(rate) Gb/s, \(routing.name)" }

    /// The network.
    func graph() throws -> NetworkGraph {
      let rates = [LinkRate(bandwidth: rate * 1e9 / 8, latency: 1e-6)]
      guard !isTapered else {
        return try Topology.clos(
          endpoints: endpoints,
          radix: 10,
          tiers: 2,
          oversubscription: 4
        ).graph(rates: rates)
      }
      var radix = 2
      while radix * radix * radix / 4 < endpoints { radix += 2 }
      return try Topology.clos(endpoints: endpoints, radix: radix, tiers: 3, oversubscription: 1)
        .graph(rates: rates)
    }

    /// The flows.
    var traffic: Traffic {
      switch pattern {
      case .incast:
        return .incast(senders: Array(0..<endpoints - 1), to: endpoints - 1, bytes: 2e6)
      case .pairs(let pairs):
        var traffic = Traffic()
        for pair in pairs { traffic.add(.init(from: pair.0, to: pair.1, bytes: 2e6)) }
        return traffic
      }
    }
  }

  /// The permutation of 16 endpoints.
  static let sixteen = [
    (7, 5), (15, 1), (0, 13), (14, 8), (1, 3), (6, 7), (5, 11), (9, 12), (11, 4), (3, 14),
    (12, 15), (2, 10), (13, 2), (10, 6), (4, 0), (8, 9),
  ]
  /// The permutation of 32 endpoints.
  static let thirtyTwo = [
    (19, 0), (1, 25), (13, 4), (8, 6), (3, 5), (23, 1), (11, 23), (12, 28), (18, 12), (14, 19),
    (15, 29), (10, 2), (17, 26), (31, 9), (0, 16), (30, 14), (6, 8), (2, 31), (22, 3), (26, 10),
    (27, 20), (24, 30), (4, 11), (28, 21), (7, 13), (20, 18), (5, 17), (25, 24), (29, 15),
    (21, 7), (9, 27), (16, 22),
  ]

  /// The rows.
  static let cases: [Case] = [
    one(100, 177.822), one(200, 99.7472), one(400, 65.9023), one(800, 54.8095),
    Case(
      name: "bidir",
      endpoints: 16,
      rate: 100,
      pattern: .pairs([(0, 13), (13, 0)]),
      routing: .spray,
      times: (179.43, 179.903, 179.903)
    ),
    incast(100, (2_447.62, 2_457.71, 2_470.43)), incast(200, (1_213.37, 1_238.65, 1_242.88)),
    incast(400, (567.69, 623.672, 627.123)), incast(800, (255.743, 323.518, 324.6)),
    permutation(100, (170.204, 187.86, 201.148)), permutation(200, (86.9181, 103.975, 114.29)),
    permutation(400, (45.6847, 65.9367, 74.2975)), permutation(800, (26.7521, 56.4384, 66.1748)),
    Case(
      name: "permutation",
      endpoints: 16,
      rate: 100,
      pattern: .pairs(sixteen),
      routing: .ecmp,
      times: (171.002, 349.16, 416.704)
    ),
    Case(
      name: "leaf and spine",
      endpoints: 32,
      rate: 100,
      pattern: .pairs(thirtyTwo),
      routing: .spray,
      times: (171.542, 723.311, 784.974),
      isTapered: true
    ),
  ]

  /// One flow.
  static func one(_ rate: Double, _ time: Double) -> Case {
    Case(
      name: "one",
      endpoints: 16,
      rate: rate,
      pattern: .pairs([(0, 13)]),
      routing: .spray,
      times: (time, time, time)
    )
  }

  /// Fifteen to one.
  static func incast(_ rate: Double, _ times: (Double, Double, Double)) -> Case {
    Case(
      name: "incast",
      endpoints: 16,
      rate: rate,
      pattern: .incast,
      routing: .spray,
      times: times
    )
  }

  /// The sprayed permutation of 16.
  static func permutation(_ rate: Double, _ times: (Double, Double, Double)) -> Case {
    Case(
      name: "permutation",
      endpoints: 16,
      rate: rate,
      pattern: .pairs(sixteen),
      routing: .spray,
      times: times
    )
  }

  /// Medians over seeds of shortest, median and longest time [µs].
  static func packets(_ one: Case, seeds: ClosedRange<UInt64>) throws -> (Double, Double, Double) {
    let graph = try one.graph()
    var all: [FlowTimes] = []
    for seed in seeds {
      let run = try PacketSimulator(
        graph: graph,
        settings: .init(routing: one.routing, seed: seed)
      ).run(one.traffic)
      all.append(try #require(run.times(of: one.traffic)))
    }
    func middle(_ part: (FlowTimes) -> Double) -> Double {
      all.map(part).sorted()[all.count / 2] * 1e6
    }
    return (middle(\.least), middle(\.median), middle(\.most))
  }

  @Test(arguments: cases)
  func `packets take the time that htsim says`(one: Case) throws {
    // Hashes are others than there; the fewer the flows, the more they matter.
    let found = try Self.packets(one, seeds: one.routing == .ecmp ? 1...9 : 1...3)
    #expect(abs(found.0 / one.times.0 - 1) < 0.03)
    #expect(abs(found.1 / one.times.1 - 1) < (one.routing == .ecmp ? 0.1 : 0.05))
    #expect(abs(found.2 / one.times.2 - 1) < (one.routing == .ecmp ? 0.25 : 0.08))
  }

  @Test(arguments: cases)
  func `flows with the transport's terms come near where nothing collides`(one: Case) throws {
    guard one.routing == .spray, !one.isTapered else { return }
    let settings = FlowSettings(PacketSettings(routing: .spray))
    let run = try FlowSimulator(graph: one.graph(), settings: settings).run(one.traffic)
    let times = try #require(run.times(of: one.traffic))
    #expect(abs(times.median * 1e6 / one.times.1 - 1) < 0.1)
    #expect(abs(times.most * 1e6 / one.times.2 - 1) < 0.25)
  }

  @Test func `packets give the same bits for the same seed and end without a collision`() throws {
    let one = Self.cases[13]
    let simulator = PacketSimulator(
      graph: try one.graph(),
      settings: .init(routing: .ecmp, seed: 3)
    )
    let first = try simulator.run(one.traffic)
    let second = try simulator.run(one.traffic)
    #expect(first.finishes.map(\.bitPattern) == second.finishes.map(\.bitPattern))
    #expect(first.sent == 16 * 490)
    #expect(first.repeated == first.cut.reduce(0, +))
  }

  @Test func `packets wait for what must come first`() throws {
    let graph = try Topology.switched(endpoints: 3, planes: 1)
      .graph(rates: [.init(bandwidth: 12.5e9, latency: 1e-6)])
    var traffic = Traffic()
    traffic.add(.init(from: 0, to: 1, bytes: 1e5))
    traffic.add(.init(at: 1, time: 5e-5))
    traffic.add(.init(from: 1, to: 2, bytes: 1e5))
    traffic.order(0, before: 1)
    traffic.order(1, before: 2)
    let run = try PacketSimulator(graph: graph).run(traffic)
    #expect(run.starts[1] == run.finishes[0])
    #expect(abs(run.finishes[1] - run.starts[1] - 5e-5) < 1e-12)
    #expect(run.starts[2] == run.finishes[1])
    var lost = Traffic()
    lost.add(.init(from: 0, to: 7, bytes: 1))
    #expect(throws: TrafficProblems.self) { try PacketSimulator(graph: graph).run(lost) }
  }
}
