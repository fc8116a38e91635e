import Fabrics
import Quantities

/// Networks and traffic that are run.
struct FlowRuns {
  /// A fat tree of 1,024 endpoints at 100 Gb/s.
  let tree: NetworkGraph
  /// An all-to-all of them in 1,023 rounds, 1,047,552 flows.
  let rounds: Traffic
  /// A permutation of them, 2 MB each.
  let permutation: Traffic
  /// A Clos of 100,000 endpoints.
  let large: NetworkGraph

  /// Builds them; nil when a topology cannot be built.
  init?() {
    let rate = LinkRate(bandwidth: 12.5e9, latency: 1e-6)
    guard
      let tree = try? Topology.clos(endpoints: 1_024, radix: 16, tiers: 3, oversubscription: 1)
        .graph(rates: [rate]),
      let large = try? Topology.clos(endpoints: 100_000, radix: 128, tiers: 3, oversubscription: 1)
        .graph(rates: [rate])
    else { return nil }
    self.tree = tree
    self.large = large
    rounds = .allToAllRounds(ranks: Array(0..<1_024), bytes: 1e9)
    var generator = SplitMix64(seed: 1)
    permutation = .permutation(endpoints: 1_024, bytes: 2e6, generator: &generator)
  }

  /// Runs the all-to-all and returns when it ends [s].
  func allToAll(_ routing: Routing) -> Double? {
    try? FlowSimulator(graph: tree, settings: .init(routing: routing)).run(rounds).completion
  }

  /// Runs a ring all-reduce of 1 GB over 100,000 endpoints, 20 billion flows.
  func ring() -> StepRun? {
    try? FlowSimulator(graph: large).run(
      StepSchedule.ringAllReduce(ranks: Array(0..<100_000), bytes: 1e9)
    )
  }

  /// Runs the permutation packet by packet.
  func packets() -> Double? {
    try? PacketSimulator(graph: tree, settings: .init(routing: .spray)).run(permutation).completion
  }
}
