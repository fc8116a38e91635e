/// Runs of ASTRA-sim, in its own units and with its own rounding.
enum AstraSimFamily: InterconnectFamily {
  static let name = "ASTRA-sim"

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.isNamed("astra") else { return nil }
    if item.asked.contains("error") {
      return .skipped("the points behind the peer's error stand in a figure, not in the row")
    }
    guard let finish = AstraSimCases.finish(parameters: item.parameters, case: item.name) else {
      return .skipped("the row's network or collective is none that ASTRA-sim's own files describe")
    }
    return .si(finish * 1e-9)
  }
}
