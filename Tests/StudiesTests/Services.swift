import Catalog
import Documents
import Quantities
import Scenarios

/// Scenarios about serving that the tests of studies share.
enum Services {
  /// Reads a text; nil when anything is wrong with it.
  static func read(_ text: String) -> ServingScenario? {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "test.yaml", into: &diagnostics),
      case .serving(let scenario) = ScenarioReader.any(
        node,
        folder: ".",
        catalog: Questions.catalog,
        into: &diagnostics
      )
    else { return nil }
    return scenario
  }

  /// The text of a scenario whose plan is open.
  static func text(
    model: String,
    load: String,
    part: String,
    count: Int,
    precision: String = "bf16",
    more: String = ""
  ) -> String {
    """
    narrows: 1
    workload:
      model: \(model)
      serving: { input: 1024, output: 512, \(load), precision: \(precision)\(more) }
    system: { accelerator: \(part), count: \(count) }
    site: { place: us-virginia, power-limit: 500 MW }
    """
  }

  /// Machines, models and loads of several kinds, with open plans.
  static let several: [ServingScenario] = [
    text(model: "llama-3.1-8b", load: "concurrency: 32", part: "h100-sxm", count: 2),
    text(model: "llama-3.1-70b", load: "rate: 2 /s", part: "h100-sxm", count: 8, precision: "fp8"),
    text(
      model: "llama-3.1-70b",
      load: "offline: true",
      part: "h200-sxm",
      count: 4,
      precision: "int4",
      more: ", prefix-hit: 0.4"
    ),
    text(
      model: "deepseek-r1",
      load: "concurrency: 256",
      part: "b200-sxm",
      count: 8,
      precision: "nvfp4",
      more: ", speculative: { tokens: 1, acceptance: 0.8 }"
    ),
    text(
      model: "deepseek-r1",
      load: "concurrency: 256",
      part: "h200-sxm",
      count: 24,
      precision: "fp8-block"
    ) + "\nplan: { tensor: 8, prefill: { tensor: 8 } }",
    text(model: "llama-3.1-8b", load: "batch: 4", part: "m3-max-40-core", count: 1),
  ].compactMap(read)
}
