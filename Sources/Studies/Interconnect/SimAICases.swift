import Fabrics
import Foundation
import Systems

/// What SimAI, a simulator of training networks, prints and tabulates.
///
/// *Outputs of its packet simulation* (docs/Tutorial.md) follow from the machine that each run
/// describes: a ring takes `2(n−1)` steps, each after the stated send latency and the latency of the
/// links crossed; addition in the switch is a pipeline of four chunks in two stages. Packets reach
/// `wireShare` of the line. Rows that state a rate of NVLink run inside a node, rows that name a
/// network run along the rails, one rank a node, as the tutorial's workloads place them.
///
/// *Its tables of efficiency* by nodes and bytes (inputs/ratio) are, within 0.1, the textbook
/// `setup + step·k + X/(efficiency·B)`, with one step latency for rings limited by NVLink and by
/// ports alike. The constants are fitted to the tables.
enum SimAICases: InterconnectFamily {
  static let name = "SimAI"

  /// Share of a line that its simulated transport reaches (1); from the largest messages of the
  /// three published sweeps: 167.6 of 180, 46.2 of 50 GB/s.
  private static let wireShare = 0.93
  /// Latency of one hop over a node's links [s]: its default of 25 ns, twice, and the packet.
  private static let nodeHop = 0.25e-6
  /// Latency of a step over the network [s]: four links at its default of 0.5 µs and the packets.
  private static let networkHop = 2.5e-6
  /// Chunks of its addition in the switch, and the stages that they pass.
  private static let (chunks, stages) = (4.0, 2.0)

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.isNamed("simai") else { return nil }
    if item.asked.contains("efficiency") { return tabulated(item) }
    if item.asked == "busbw" { return simulated(item, context: &context) }
    return .skipped(
      "the share of runs that a simulator meets is a claim about runs which the row does not give"
    )
  }

  /// A ring or a switch's addition in the packet simulation.
  private static func simulated(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction {
    guard let bytes = MeasuredCollectiveCases.bytes(item.text) else {
      return .skipped("the row gives no message size")
    }
    let total = MeasuredCollectiveCases.ranks(item, context: context) ?? 8
    let local = MeasuredCollectiveCases.perDomain(item.text, ranks: total, domain: 8)
    let send = item.text.number("as_send_lat", "send_lat") ?? 2
    let stated = item.text.amounts("Gb/s", "Gbps").first { $0.before.contains("nvlink") }
    if let stated {
      let rate = stated.number * 1e9 / 8 * wireShare
      let ranks = Double(local)
      let latency = send * 1e-6 + nodeHop
      let wire = bytes * Collective.allReduce.wireFactor(ranks: ranks)
      if item.mentions("nvls") {
        let seconds = (chunks + stages - 1) * (latency + bytes / chunks / rate)
        return .si(wire / seconds)
      }
      let steps = Collective.allReduce.ringSteps(ranks: ranks)
      return .si(wire / (steps * latency + wire / rate))
    }
    let network = context.network(in: item.text) ?? "roce-400"
    guard let part = context.accelerator(in: item.text),
      let system = context.system(part, network: network)
    else { return .skipped("the row names no accelerator of the catalogue") }
    let out = system.fabric.scaleOut
    let ranks = Double(max(2, total / max(1, local)))
    let port = item.text.amounts("Gb/s", "Gbps").first.map { $0.number * 1e9 / 8 } ?? out.bandwidth
    // Ports of a node under one switch send their neighbours' traffic over hashed uplinks.
    let crosses = item.mentions("dcn") && ranks > 8
    let rate = port * wireShare * (crosses ? out.spineEfficiency : 1)
    let wire = bytes * Collective.allReduce.wireFactor(ranks: ranks)
    let latency = send * 1e-6 + networkHop
    let steps = Collective.allReduce.ringSteps(ranks: ranks)
    return .si(wire / (steps * latency + wire / rate))
  }

  /// Inside a node: 8 GPUs over NVLink of 450 GB/s, all-gather.
  private static let nodeRing = CollectiveRegime(
    setup: 4.0e-6,
    step: 2.9e-6,
    efficiency: 0.82,
    ramp: 0.11e6
  )
  /// Inside a node: 8 GPUs over NVLink of 450 GB/s, all-to-all.
  private static let nodeExchange = CollectiveRegime(
    setup: 20.5e-6,
    step: 0,
    efficiency: 0.81,
    ramp: 0.53e6
  )
  /// Between nodes: latency of a step of a ring through all ranks.
  private static let ringStep = 4.0e-6

  /// The share of the line that a collective of a size reaches over some nodes.
  private static func tabulated(_ item: InterconnectCase) -> InterconnectPrediction {
    guard let bytes = item.text.number("bytes"), let nodes = item.text.number("nodes"),
      bytes > 0, nodes >= 1
    else { return .skipped("the row does not give nodes and bytes") }
    let each = item.text.whole.firstMatch(of: /x ([0-9]+) GPU/).flatMap { Double($0.1) } ?? 8
    let ranks = nodes * each
    guard ranks > 1 else { return .skipped("a single rank moves nothing") }
    let line: Double
    let regime: CollectiveRegime
    let isExchange = item.mentions("all-to-all", "ata_ratio", "alltoall")
    switch (nodes, isExchange) {
    case (1, true): (line, regime) = (450e9, nodeExchange)
    case (1, false): (line, regime) = (450e9, nodeRing)
    case (_, true):
      // One port a rank.
      line = 50e9
      regime = CollectiveRegime(setup: 98e-6, step: 0, efficiency: 0.925, ramp: 0.19e6)
    default:
      // Limited by NVLink only where it is slower than a node's eight ports: 200 GB/s (H800).
      let isNode = item.mentions("nvlink")
      line = isNode ? 200e9 : 400e9
      regime =
        isNode
        ? CollectiveRegime(setup: 0, step: ringStep, efficiency: 0.89)
        : CollectiveRegime(setup: 33e-6, step: ringStep, efficiency: 0.99, ramp: 0.017e6)
    }
    let wire = bytes * (ranks - 1) / ranks
    let steps = ranks - 1
    let seconds =
      regime.latency(steps: steps) + regime.effectiveBytes(wire) / regime.efficiency / line
    return .plain(wire / seconds / line)
  }
}
