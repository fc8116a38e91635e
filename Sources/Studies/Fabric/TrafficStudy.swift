public import Fabrics
public import Scenarios

/// What became of traffic under one routing.
public struct TrafficOutcome: Sendable {
  /// A link and how much it was used.
  public struct Use: Sendable, Hashable {
    /// The link in words.
    public var name: String
    /// Bytes carried [B].
    public var bytes: Double
    /// Share of its rate that was used until the end (1).
    public var share: Double
  }

  /// How routes were chosen.
  public var routing: Routing
  /// When the last flow ended, the median over samples [s].
  public var completion: Double
  /// Times of flows, medians over samples; nil where steps stand for flows.
  public var times: FlowTimes?
  /// The links used most, in the first sample.
  public var busiest: [Use]
  /// Packets sent again for each sent, in the first sample; nil where none are run (1).
  public var repeats: Double?
  /// How equal steps were run; nil where flows were.
  public var steps: StepRun?
  /// Seeds of hashes that were run.
  public var samples: Int
  /// Why it was not run; nil where it was.
  public var problem: String?
}

/// What is found out about traffic on one network.
public struct TrafficFindings: Sendable {
  /// Endpoints of the network.
  public var endpoints: Int
  /// Flows that were run.
  public var flows: Int
  /// Bytes of all flows [B].
  public var bytes: Double
  /// Longest time of a flow if each had the network for itself [s].
  public var alone: Double
  /// Outcomes: the routing asked for, then those beside it.
  public var outcomes: [TrafficOutcome]
  /// What happened when under the routing asked for; nil unless asked for.
  public var timeline: Timeline?
}

/// Runs traffic on networks.
public struct TrafficStudy: Sendable {
  /// True to keep what happened when.
  public var keepsTimeline: Bool

  /// A study.
  public init(keepsTimeline: Bool = false) { self.keepsTimeline = keepsTimeline }

  /// What is found out on a network; nil where it cannot be built, which its reader tells.
  public func callAsFunction(
    _ asked: TrafficScenario,
    on design: FabricDesign
  ) -> TrafficFindings? {
    guard let graph = try? design.graph(latency: asked.linkLatency) else { return nil }
    let routings = [asked.routing] + asked.compared
    if asked.isStepwise(endpoints: graph.endpoints) {
      let schedule = asked.schedule(endpoints: graph.endpoints)
      return TrafficFindings(
        endpoints: graph.endpoints,
        flows: schedule.pairs.count * schedule.steps,
        bytes: schedule.bytes * Double(schedule.pairs.count) * Double(schedule.steps),
        alone: 0,
        outcomes: routings.map { steps(schedule, asked, $0, on: graph) },
        timeline: nil
      )
    }
    let traffic = asked.traffic(on: graph)
    let sending = traffic.tasks.filter { $0.bytes > 0 && $0.source != $0.destination }
    var findings = TrafficFindings(
      endpoints: graph.endpoints,
      flows: sending.count,
      bytes: sending.reduce(0) { $0 + $1.bytes },
      alone: 0,
      outcomes: [],
      timeline: nil
    )
    for routing in routings {
      switch asked.fidelity {
      case .flows: findings.outcomes.append(flows(traffic, asked, routing, on: graph))
      case .packets: findings.outcomes.append(packets(traffic, asked, routing, on: graph))
      }
    }
    if let longest = sending.max(by: { $0.bytes < $1.bytes }) {
      var one = Traffic()
      one.add(
        .init(
          from: Int(longest.source),
          to: Int(longest.destination),
          bytes: longest.bytes
        )
      )
      var settings = asked.flowSettings(asked.routing, 0)
      settings.failures = []
      let run = try? FlowSimulator(graph: graph, settings: settings).run(one)
      findings.alone = run?.completion ?? 0
    }
    if keepsTimeline {
      var settings = asked.flowSettings(asked.routing, asked.seed)
      settings.recordsLoads = true
      findings.timeline = (try? FlowSimulator(graph: graph, settings: settings).run(traffic))?
        .timeline(of: traffic, on: graph)
    }
    return findings
  }

  /// The middle of some numbers.
  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  /// Medians over samples.
  private static func median(_ times: [FlowTimes]) -> FlowTimes? {
    guard var middle = times.first else { return nil }
    middle.least = median(times.map(\.least))
    middle.median = median(times.map(\.median))
    middle.p99 = median(times.map(\.p99))
    middle.most = median(times.map(\.most))
    return middle
  }

  /// The links used most.
  private static func busiest(
    _ carried: [Double],
    _ completion: Double,
    on graph: NetworkGraph
  ) -> [TrafficOutcome.Use] {
    let share = { (link: Int) in carried[link] / graph.links[link].bandwidth }
    return carried.indices.filter { carried[$0] > 0 }
      .sorted { (share($1), $0) < (share($0), $1) }.prefix(8)
      .map { link in
        TrafficOutcome.Use(
          name: graph.name(ofLink: link),
          bytes: carried[link],
          share: completion > 0 ? min(1, share(link) / completion) : 0
        )
      }
  }

  /// Runs flows under a routing.
  private func flows(
    _ traffic: Traffic,
    _ asked: TrafficScenario,
    _ routing: Routing,
    on graph: NetworkGraph
  ) -> TrafficOutcome {
    let count = asked.sampleCount(flows: traffic.tasks.count, routing: routing)
    var runs: [FlowRun] = []
    for sample in 0..<count {
      let settings = asked.flowSettings(routing, asked.seed &+ UInt64(sample))
      do {
        runs.append(try FlowSimulator(graph: graph, settings: settings).run(traffic))
      } catch {
        return .failed(routing, error.description)
      }
    }
    return TrafficOutcome(
      routing: routing,
      completion: Self.median(runs.map(\.completion)),
      times: Self.median(runs.compactMap { $0.times(of: traffic) }),
      busiest: runs.first.map { Self.busiest($0.carried, $0.completion, on: graph) } ?? [],
      repeats: nil,
      steps: nil,
      samples: count,
      problem: nil
    )
  }

  /// Runs packets under a routing.
  private func packets(
    _ traffic: Traffic,
    _ asked: TrafficScenario,
    _ routing: Routing,
    on graph: NetworkGraph
  ) -> TrafficOutcome {
    let count = asked.sampleCount(flows: traffic.tasks.count, routing: routing)
    var runs: [PacketRun] = []
    for sample in 0..<count {
      var settings = asked.transport
      settings.routing = routing
      settings.seed = asked.seed &+ UInt64(sample)
      do {
        runs.append(try PacketSimulator(graph: graph, settings: settings).run(traffic))
      } catch {
        return .failed(routing, error.description)
      }
    }
    return TrafficOutcome(
      routing: routing,
      completion: Self.median(runs.map(\.completion)),
      times: Self.median(runs.compactMap { $0.times(of: traffic) }),
      busiest: runs.first.map { Self.busiest($0.carried, $0.completion, on: graph) } ?? [],
      repeats: runs.first.map { Double($0.repeated) / Double(max(1, $0.sent)) },
      steps: nil,
      samples: count,
      problem: nil
    )
  }

  /// Runs equal steps under a routing.
  private func steps(
    _ schedule: StepSchedule,
    _ asked: TrafficScenario,
    _ routing: Routing,
    on graph: NetworkGraph
  ) -> TrafficOutcome {
    let settings = asked.flowSettings(routing, asked.seed)
    do {
      let run = try FlowSimulator(graph: graph, settings: settings).run(schedule)
      return TrafficOutcome(
        routing: routing,
        completion: run.completion,
        times: nil,
        busiest: [],
        repeats: nil,
        steps: run,
        samples: 1,
        problem: nil
      )
    } catch {
      return .failed(routing, error.description)
    }
  }
}

extension TrafficOutcome {
  /// An outcome that is none.
  static func failed(_ routing: Routing, _ problem: String) -> TrafficOutcome {
    TrafficOutcome(
      routing: routing,
      completion: .infinity,
      times: nil,
      busiest: [],
      repeats: nil,
      steps: nil,
      samples: 0,
      problem: problem
    )
  }
}

extension TrafficScenario {
  /// How flows are run under a routing.
  func flowSettings(_ routing: Routing, _ seed: UInt64) -> FlowSettings {
    var settings = self.settings
    settings.routing = routing
    settings.seed = seed
    return settings
  }

  /// Seeds that are run: the fewer the flows, the more their hashes matter.
  func sampleCount(flows: Int, routing: Routing) -> Int {
    if let samples { return samples }
    if fidelity == .flows, routing == .spray || routing == .byDestination { return 1 }
    let wanted = min(9, 2_000 / max(1, flows))
    return max(1, wanted - (wanted + 1) % 2)
  }
}
