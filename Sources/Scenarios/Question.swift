public import Economics
public import Quantities
import Serving
public import Systems
import Training

/// What every scenario says, whatever is asked of the system.
public protocol Question: Sendable {
  /// Name for a reader.
  var name: String { get }
  /// Name of the model.
  var model: String { get }
  /// Name of the software, for a reader.
  var software: String { get }
  /// The system as assembled.
  var system: System { get set }
  /// What owning and running the system costs.
  var ownership: CostOfOwnership { get set }
  /// What counts as the cost.
  var basis: AccountingBasis { get }
  /// What the system and its run may take at most.
  var budget: Budget { get set }
  /// What plans and walls are ranked by.
  var objective: Objective { get set }
  /// Every field as resolved, defaults written out, in the order of the format's table.
  var resolved: [(path: String, text: String)] { get }
  /// Figures of the catalogue that the result leans on and that are estimates or recollections.
  var weakFigures: [String] { get }
  /// Remarks that do not stop the study.
  var warnings: [Diagnostic] { get }
}

extension Scenario: Question {
  /// Name of the software, for a reader.
  public var software: String { stack.name }
}

extension ServingScenario: Question {
  /// Name of the engine, for a reader.
  public var software: String { stack.name }
}

/// A scenario of any kind.
public enum AnyScenario: Sendable {
  /// A training job.
  case training(Scenario)
  /// Served traffic.
  case serving(ServingScenario)
  /// Classes of requests on pools of machines.
  case placement(PlacementScenario)

  /// Name for a reader.
  public var name: String {
    switch self {
    case .training(let scenario): scenario.name
    case .serving(let scenario): scenario.name
    case .placement(let scenario): scenario.name
    }
  }
}
