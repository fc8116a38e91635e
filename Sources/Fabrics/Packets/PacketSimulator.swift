/// Runs traffic on a network packet by packet, with a receiver-driven transport and trimming.
///
/// It shows what fair sharing of a fluid does not: the start of flows, queues, packets cut where
/// senders collide, and what repeats cost. Its time grows with the packets times hops.
public struct PacketSimulator: Sendable {
  /// The network.
  public let graph: NetworkGraph
  /// Transport and queues.
  public var settings: PacketSettings

  /// Makes a simulator.
  public init(graph: NetworkGraph, settings: PacketSettings = PacketSettings()) {
    self.graph = graph
    self.settings = settings
  }

  /// Runs traffic to its end.
  ///
  /// - Throws: `TrafficProblems` with everything that keeps it from being run.
  public func run(_ traffic: Traffic) throws(TrafficProblems) -> PacketRun {
    var problems = traffic.problems(nodes: graph.endpoints)
    if problems.isEmpty, let circle = traffic.circle() { problems.append(circle) }
    guard problems.isEmpty else { throw TrafficProblems(all: problems) }
    var router = Router(graph: graph, routing: .ecmp, seed: 0)
    var lost: [Traffic.Task] = []
    var route: [Router.Hop] = []
    for task in traffic.tasks where task.bytes > 0 && task.source != task.destination {
      let works = router.route(
        from: Int(task.source),
        to: Int(task.destination),
        flow: 0,
        loads: [],
        into: &route
      )
      if !works { lost.append(task) }
    }
    if let first = lost.first {
      throw TrafficProblems(all: [
        .unreachable(
          source: Int(first.source),
          destination: Int(first.destination),
          flows: lost.count
        )
      ])
    }
    var engine = PacketEngine(graph: graph, traffic: traffic, settings: settings)
    return engine.run()
  }
}
