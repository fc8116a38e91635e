import Catalog
import Quantities
import Serving
import Systems
import Workloads

/// A service that is estimated again and again: DeepSeek-R1 on eight B200 under 64 clients.
struct Service: Sendable {
  let model: Architecture
  let system: System
  let stack: ServingStack

  /// Takes the parts from the shipped catalogue, or returns nil when one is missing.
  init?() {
    var diagnostics = Diagnostics()
    let catalog = Catalog()
    guard let (_, record) = catalog.entry(.models, named: "deepseek-r1", into: &diagnostics),
      let model = ModelFormat.architecture(record, into: &diagnostics),
      let assembled = catalog.assemble(
        SystemParts(accelerator: "b200-sxm", count: 8),
        into: &diagnostics
      ),
      let stack = catalog.engine(named: "sglang-2025", on: "b200-sxm", into: &diagnostics)
    else { return nil }
    self.model = model
    system = assembled.system
    self.stack = stack
  }

  /// The estimate.
  func estimate() -> ServingEstimate {
    ServingModel.estimate(
      of: ServingTraffic(input: 1_024, output: 1_024, load: .concurrency(64)),
      model: model,
      recipe: ServingRecipe(.fp8Block, cache: .fp8),
      plan: ServingPlan(layout: .init(tensor: 8, expert: 8)),
      on: system,
      with: stack
    )
  }
}
