import Quantities
import Testing

@testable import Fabrics

/// Rates and times of flows against a plain simulation and against closed forms.
@Suite("Flow simulation tests")
struct FlowTests {
  /// One link's rate in these tests.
  static let rate = LinkRate(bandwidth: 12.5e9, latency: 1e-6)

  /// Networks of different kinds, small enough for the plain simulation.
  static let networks: [Topology] = [
    .clos(endpoints: 16, radix: 4, tiers: 3, oversubscription: 1),
    .clos(endpoints: 24, radix: 8, tiers: 2, oversubscription: 3),
    .torus(sides: [3, 4], twisted: false),
    .dragonfly(groups: 4, routersPerGroup: 2, endpointsPerRouter: 2, globalLinks: 2),
    .hyperX(sides: [3, 3], endpointsPerRouter: 2),
    .fullMesh(endpoints: 6),
    .switched(endpoints: 9, planes: 3),
  ]

  /// Traffic with random sizes, starts and orders.
  static func random(endpoints: Int, tasks: Int, seed: UInt64) -> Traffic {
    var generator = SplitMix64(seed: seed)
    var traffic = Traffic()
    for index in 0..<tasks {
      let source = Int.random(in: 0..<endpoints, using: &generator)
      let target = Int.random(in: 0..<endpoints, using: &generator)
      let task = traffic.add(
        .init(
          from: source,
          to: target,
          bytes: 1e6 * (0.1 + generator.uniform()),
          start: 1e-4 * generator.uniform() * Double(index % 3),
          time: index % 4 == 0 ? 2e-5 * generator.uniform() : 0,
          connection: index
        )
      )
      if index > 4, index % 2 == 0 {
        traffic.order(Int.random(in: 0..<index, using: &generator), before: task)
      }
    }
    return traffic
  }

  @Test(arguments: networks)
  func `every flow ends when the plain simulation says`(topology: Topology) throws {
    let graph = try topology.graph(rates: [Self.rate, .init(bandwidth: 25e9, latency: 2e-6)])
    var compared = 0
    for (number, routing) in [Routing.ecmp, .paths(3), .spray, .byDestination].enumerated() {
      let settings = FlowSettings(
        routing: routing,
        seed: 7,
        packets: .init(payload: 4_086, header: 64),
        startup: 1e-6
      )
      let traffic = Self.random(endpoints: graph.endpoints, tasks: 60, seed: UInt64(number + 1))
      let run = try FlowSimulator(graph: graph, settings: settings).run(traffic)
      let slow = SlowFlows(graph: graph, settings: settings).finishes(traffic)
      for (fast, plain) in zip(run.finishes, slow) {
        // Both add the same pieces in another order.
        #expect(abs(fast - plain) <= 1e-9 + 1e-6 * plain)
        compared += 1
      }
    }
    #expect(compared == 240)
  }

  @Test(arguments: networks)
  func `links carry what routes bring and no link is overfull`(topology: Topology) throws {
    let graph = try topology.graph(rates: [Self.rate])
    let traffic = Self.random(endpoints: graph.endpoints, tasks: 80, seed: 5)
    for routing in [Routing.ecmp, .spray, .paths(4), .adaptive] {
      let run = try FlowSimulator(graph: graph, settings: .init(routing: routing)).run(traffic)
      var arrived = 0.0
      for (index, link) in graph.links.enumerated() {
        if Int(link.to) < graph.endpoints { arrived += run.carried[index] }
        if Int(link.from) < graph.endpoints { arrived -= run.carried[index] }
        #expect(run.carried[index] <= link.bandwidth * run.completion * (1 + 1e-9))
      }
      let sent = traffic.tasks.reduce(0) { $0 + ($1.source == $1.destination ? 0 : $1.bytes) }
      let left = graph.endpoints
      var out = 0.0
      for task in traffic.tasks where task.source != task.destination { out += task.bytes }
      #expect(left > 0 && out == sent)
      // What leaves endpoints arrives at endpoints.
      #expect(abs(arrived) <= 1e-6 * sent)
    }
  }

  @Test func `the same seed gives the same bits`() throws {
    let graph = try Self.networks[0].graph(rates: [Self.rate])
    let traffic = Self.random(endpoints: 16, tasks: 200, seed: 3)
    let simulator = FlowSimulator(graph: graph, settings: .init(routing: .ecmp, seed: 11))
    let first = try simulator.run(traffic)
    let second = try simulator.run(traffic)
    #expect(first.finishes.map(\.bitPattern) == second.finishes.map(\.bitPattern))
    let other = try FlowSimulator(graph: graph, settings: .init(routing: .ecmp, seed: 12))
      .run(traffic)
    #expect(first.finishes != other.finishes)
  }

  @Test func `a flap stalls a flow until routes avoid the cable`() throws {
    let graph = try Topology.switched(endpoints: 2, planes: 2).graph(rates: [Self.rate])
    var traffic = Traffic()
    traffic.add(.init(from: 0, to: 1, bytes: 12.5e6))
    let calm = try FlowSimulator(graph: graph).run(traffic)
    let used = try #require(calm.carried.indices.first { calm.carried[$0] > 0 })
    var settings = FlowSettings(
      failures: [.init(cable: used / 2, at: 0.5e-3)],
      detection: 0.25e-3
    )
    let moved = try FlowSimulator(graph: graph, settings: settings).run(traffic)
    #expect(abs(moved.completion - calm.completion - 0.25e-3) < 1e-9)
    settings.failures[0].duration = 0.1e-3
    let flapped = try FlowSimulator(graph: graph, settings: settings).run(traffic)
    #expect(abs(flapped.completion - calm.completion - 0.1e-3) < 1e-9)
  }

  @Test func `two failures of one cable hold it down together`() throws {
    let graph = try Topology.switched(endpoints: 2, planes: 1).graph(rates: [Self.rate])
    var traffic = Traffic()
    traffic.add(.init(from: 0, to: 1, bytes: 12.5e6))
    let calm = try FlowSimulator(graph: graph).run(traffic).completion
    let settings = FlowSettings(
      failures: [
        .init(cable: 0, at: 0.1e-3, duration: 2e-3), .init(cable: 0, at: 1e-3, duration: 3e-3),
      ],
      detection: 0.2e-3
    )
    let run = try FlowSimulator(graph: graph, settings: settings).run(traffic)
    // Down from 0.1 to 4 ms; the route is there again 0.2 ms later.
    #expect(abs(run.completion - calm - 4.1e-3) < 1e-9)
  }

  @Test func `a flow that can never arrive is an error with its ends`() throws {
    let graph = try Topology.switched(endpoints: 3, planes: 1).graph(rates: [Self.rate])
    var traffic = Traffic()
    traffic.add(.init(from: 0, to: 2, bytes: 1e9))
    let settings = FlowSettings(failures: [.init(cable: 2, at: 1e-3)], detection: 1e-4)
    #expect(
      throws: TrafficProblems(all: [.unreachable(source: 0, destination: 2, flows: 1)])
    ) { try FlowSimulator(graph: graph, settings: settings).run(traffic) }
  }

  @Test func `all that is wrong with traffic is listed at once`() throws {
    let graph = try Topology.ring(endpoints: 4).graph(rates: [Self.rate])
    var traffic = Traffic()
    traffic.add(.init(from: 0, to: 9, bytes: 1))
    traffic.add(.init(from: -1, to: 1, bytes: -.infinity))
    traffic.order(0, before: 7)
    let settings = FlowSettings(failures: [.init(cable: 99, at: .nan, duration: 0)])
    let problems = #expect(throws: TrafficProblems.self) {
      try FlowSimulator(graph: graph, settings: settings).run(traffic)
    }
    #expect(problems?.all.count == 7)
    var circle = Traffic()
    circle.add(.init(at: 0, time: 1))
    circle.add(.init(at: 0, time: 1))
    circle.order(0, before: 1)
    circle.order(1, before: 0)
    #expect(throws: TrafficProblems(all: [.cycle(task: 0, waiting: 2)])) {
      try FlowSimulator(graph: graph).run(circle)
    }
  }
}
