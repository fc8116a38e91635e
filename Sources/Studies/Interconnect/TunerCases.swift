import Fabrics
import Foundation

/// What a communication library's own tuner says.
enum TunerCases: InterconnectFamily {
  static let name = "library tuner"

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "collective", item.isNamed("tuner") else { return nil }
    guard let generation = generation(item) else {
      return .skipped("the row names no generation of accelerators that the tuner knows")
    }
    let asked = item.asked
    if asked.contains("efficiency"), asked.contains("nvls") {
      return .plain(generation.switchEfficiency)
    }
    if asked.contains("per link") { return .si(generation.linkRate) }
    if asked.contains("busbw") { return busRate(item, generation) }
    guard asked.contains("time") || asked.contains("best") else {
      return .skipped("the tuner does not say \"\(item.quantity)\"")
    }
    guard let ranks = item.text.number("n"), ranks > 1, let bytes = item.text.number("bytes") else {
      return .skipped("the row does not say how many ranks and bytes the call has")
    }
    guard
      let choice = model(item, generation, ranks: Int(min(ranks, 1e7)))
        .best(MeasuredCollectiveCases.collective(item) ?? .allReduce, bytes: bytes)
    else { return .skipped("the tuner does not choose for this collective") }
    if let stated = item.text.field("best algorithm/protocol", "algorithm/protocol"),
      stated.lowercased() != choice.name.lowercased()
    {
      return .wrong(choice.seconds, "best is \(choice.name), not \(stated)")
    }
    return .si(choice.seconds)
  }

  /// The communicator that a row describes.
  private static func model(
    _ item: InterconnectCase,
    _ generation: TunerModel.Generation,
    ranks: Int
  ) -> TunerModel {
    let text = item.text
    let channels = Int(text.number("channels") ?? (generation == .ampere ? 12 : 16))
    let nodes =
      text.lower.contains("single node")
      ? 1 : Int(text.number("nodes") ?? text.amount("nodes", "node") ?? 1)
    let stated = text.number("maxbw", "bw").map { $0 * 1e9 }
    return TunerModel(
      ranks: ranks,
      nodes: nodes,
      channels: channels,
      busRate: stated ?? generation.linkRate * Double(generation.links),
      generation: generation,
      switchAdds: generation.switchEfficiency > 0 && !item.mentions("nvls off"),
      isAMDHost: item.mentions("amd host", "epyc")
    )
  }

  /// The rate of the switch's addition for a stated number of channels and rate of each.
  private static func busRate(
    _ item: InterconnectCase,
    _ generation: TunerModel.Generation
  ) -> InterconnectPrediction {
    guard
      let match = item.text.lower.firstMatch(of: /([0-9]+) channels x ([0-9.]+) gb\/s/),
      let channels = Int(match.1), let rate = Double(match.2)
    else { return .skipped("the row does not say how many channels of what rate there are") }
    var model = TunerModel(
      ranks: Int(item.text.number("n") ?? 8),
      channels: channels,
      busRate: rate * 1e9 * Double(channels),
      generation: generation,
      switchAdds: true
    )
    model.switchChannels = channels
    model.switchChannelRate = rate * 1e9
    return .si(model.switchRate(.allReduce))
  }

  /// The generation that a row names by itself, by a part or by a compute capability.
  private static func generation(_ item: InterconnectCase) -> TunerModel.Generation? {
    let text = item.text.lower
    if let match = text.firstMatch(of: /sm_?([0-9]{2,3})/), let capability = Int(match.1) {
      return .init(computeCapability: capability)
    }
    let names: [(TunerModel.Generation, [String])] = [
      (.blackwell, ["blackwell", "b100", "b200", "b300", "gb200", "gb300"]),
      (.hopper, ["hopper", "h100", "h200", "h800", "h20", "gh200"]),
      (.ampere, ["ampere", "a100", "a800", "a30"]), (.volta, ["volta", "v100"]),
    ]
    return names.first { $0.1.contains { text.contains($0) } }?.0
  }
}
