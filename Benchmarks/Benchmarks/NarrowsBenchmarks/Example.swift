import Catalog
import Foundation
import Quantities
import Scenarios
import Studies
import Workloads

/// The first example, read: Llama 3.1 405B on 16,384 H100, its plan fixed.
struct Example: Sendable {
  /// The scenario.
  let scenario: Scenario
  /// Its plan.
  let plan: TrainingPlan

  /// Reads the example and its plan, or returns nil when it is not what it was.
  init?() {
    guard let scenario = Self.read(Catalog()), let plan = PlanSpace.plans(scenario).first else {
      return nil
    }
    self.scenario = scenario
    self.plan = plan
  }

  /// Reads the example with a catalogue.
  static func read(_ catalog: Catalog) -> Scenario? {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appending(path: "Examples/01-llama-405b-16k-h100.yaml").path()
    var diagnostics = Diagnostics()
    return try? ScenarioReader.read(path: path, catalog: catalog, into: &diagnostics)
  }
}
