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

  /// A GPT of 530 billion weights on 5,120 A100 with 2,560 sequences a step.
  static let gpt530B = """
    narrows: 1
    workload:
      model: megatron-turing-530b
      training: { sequence: 2048, global-batch: 2560, precision: bf16 }
    system: { accelerator: a100-sxm, count: 5120 }
    software: megatron-2022
    objective: tokens-per-second
    """
}
