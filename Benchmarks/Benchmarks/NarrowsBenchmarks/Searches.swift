import Benchmark
import Catalog
import Documents
import Quantities
import Scenarios
import Studies

/// Searches of whole spaces, timed from the scenario to the proven optimum.
struct Searches: Sendable {
  /// A training scenario from its text, or nil when it is not valid.
  static func training(_ text: String, catalog: Catalog) -> Scenario? {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "benchmark", into: &diagnostics) else {
      return nil
    }
    let scenario = ScenarioReader.read(node, folder: ".", catalog: catalog, into: &diagnostics)
    for entry in diagnostics.errors { print(entry) }
    return scenario
  }

  /// Searches 48 systems for Llama 3.1 405B: six kinds of accelerators in eight numbers, with a front.
  static func llama405B() -> SystemSearchResult<Scenario>? {
    let catalog = Catalog()
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: llamaText, file: "benchmark", into: &diagnostics),
      let space = ScenarioSpace.read(node, folder: ".", into: &diagnostics)
    else { return nil }
    let goals = SearchGoals(
      objective: .tokensPerDollar,
      top: 10,
      front: [.tokensPerSecond, .costPerToken]
    )
    return SystemSearch<Scenario>(goals, count: space.count, jobs: 2) { variant in
      var diagnostics = Diagnostics()
      let read = ScenarioReader.read(
        space.variant(variant),
        folder: ".",
        catalog: catalog,
        into: &diagnostics
      )
      return read.map { .scenario($0) } ?? .refused(["not readable"])
    }(keep: { _ in })
  }

  /// Llama 3.1 405B on 1,024 to 131,072 accelerators of six kinds.
  private static let llamaText = """
    narrows: 1
    workload:
      model: llama-3.1-405b
      training: { tokens: 15.6e12, sequence: 8192, global-batch: 2048, precision: bf16 }
    system:
      accelerator: [h100-sxm, h200-sxm, b200-sxm, gb200, b300-sxm, mi355x]
      count: 1024..131072 step x2
    objective: tokens-per-dollar
    """

  /// A GPT of 530 billion weights on 5,120 A100 with 2,560 sequences a step.
  static let gpt530B = """
    narrows: 1
    workload:
      model: megatron-turing-530b
      training: { sequence: 2048, global-batch: 2560, precision: bf16 }
    system: { accelerator: a100-sxm, count: 5120 }
    software: generic-2024
    objective: tokens-per-second
    """
}
