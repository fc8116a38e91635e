/// Runs traffic on a network at the level of flows.
public struct FlowSimulator: Sendable {
  /// The network.
  public let graph: NetworkGraph
  /// How flows are run.
  public var settings: FlowSettings

  /// Makes a simulator.
  public init(graph: NetworkGraph, settings: FlowSettings = FlowSettings()) {
    self.graph = graph
    self.settings = settings
  }

  /// Runs traffic to its end.
  ///
  /// Rates are max-min fair at every moment; a flow ends when its last byte has arrived: what it
  /// sends divided by its rate, the way's latency, and one packet stored at each device between.
  ///
  /// - Throws: `TrafficProblems` with everything that keeps it from being run.
  public func run(_ traffic: Traffic) throws(TrafficProblems) -> FlowRun {
    let problems = traffic.problems(nodes: graph.nodes) + settings.problems(on: graph)
    guard problems.isEmpty else { throw TrafficProblems(all: problems) }
    let folds =
      settings.routing == .spray && settings.failures.isEmpty && !settings.recordsLoads
      && graph.switches > 0
    guard folds else { return try finish(traffic, on: graph).run }
    let (small, part) = graph.sprayQuotient()
    let run = try finish(traffic, on: small).run
    var carried = [Double](repeating: 0, count: graph.links.count)
    for link in carried.indices where part[link] >= 0 {
      carried[link] = run.carried[Int(part[link])] / Double(small.links[Int(part[link])].lanes)
    }
    return run.with(carried: carried)
  }

  /// Runs traffic that has no problems of its own, and says why it does not end when it does not.
  func finish(
    _ traffic: Traffic,
    on graph: NetworkGraph
  ) throws(TrafficProblems) -> (run: FlowRun, bound: Bool) {
    var engine = FlowEngine(graph: graph, traffic: traffic, settings: settings)
    let run = engine.run()
    guard run.unfinished > 0 else { return (run, engine.everBound) }
    if let circle = traffic.circle() { throw TrafficProblems(all: [circle]) }
    let waiting = engine.slotTask.indices.filter { engine.slotTask[$0] >= 0 }
    guard let slot = waiting.first else { return (run, engine.everBound) }
    let task = traffic.tasks[Int(engine.slotTask[slot])]
    throw TrafficProblems(all: [
      .unreachable(
        source: Int(task.source),
        destination: Int(task.destination),
        flows: waiting.count
      )
    ])
  }
}
