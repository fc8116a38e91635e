import Catalog
import Documents
import Quantities
import Scenarios

/// Scenarios that the tests of studies share.
enum Questions {
  /// The shipped catalogue.
  static let catalog = Catalog()

  /// Reads a text; nil when anything is wrong with it.
  static func read(_ text: String, catalog: Catalog = catalog) -> Scenario? {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "test.yaml", into: &diagnostics) else {
      return nil
    }
    return ScenarioReader.read(node, folder: ".", catalog: catalog, into: &diagnostics)
  }

  /// The text of a scenario whose plan is open.
  static func text(
    model: String,
    batch: Int,
    part: String,
    count: Int,
    precision: String = "bf16",
    cooling: String = "direct-liquid",
    limit: String = "500 MW"
  ) -> String {
    """
    narrows: 1
    workload:
      model: \(model)
      training: { tokens: 1e12, sequence: 4096, global-batch: \(batch), precision: \(precision) }
    system: { accelerator: \(part), count: \(count) }
    site: { place: us-virginia, cooling: \(cooling), power-limit: \(limit) }
    """
  }

  /// Machines and models of several kinds, with open plans.
  static let several: [Scenario] = [
    text(model: "llama-3.1-8b", batch: 128, part: "h100-sxm", count: 16),
    text(model: "llama-3.1-70b", batch: 256, part: "h100-sxm", count: 256, precision: "fp8"),
    text(model: "gpt-3-175b", batch: 512, part: "a100-sxm", count: 128, cooling: "air"),
    text(model: "mixtral-8x7b", batch: 256, part: "b200-sxm", count: 64),
    text(model: "llama-3.1-405b", batch: 512, part: "gb200", count: 576, precision: "fp8"),
    text(model: "llama-3.1-70b", batch: 256, part: "mi300x", count: 64),
    text(model: "llama-3.1-8b", batch: 256, part: "tpu-v5p", count: 64),
  ].compactMap { read($0) }
}
