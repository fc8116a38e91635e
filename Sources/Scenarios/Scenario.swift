public import Economics
public import Quantities
public import Systems
public import Training
public import Workloads

/// A question with every name resolved: what is asked, of which system, and what is sought.
public struct Scenario: Sendable {
  /// Name for a reader.
  public var name: String
  /// Name of the model.
  public var model: String
  /// What is trained.
  public var job: TrainingJob
  /// The system as assembled.
  public var system: System
  /// The software that trains.
  public var stack: SoftwareStack
  /// The plan as far as it is fixed.
  public var request: PlanRequest
  /// What owning and running the system costs.
  public var ownership: CostOfOwnership
  /// What counts as the cost.
  public var basis: AccountingBasis
  /// What the system and its run may take at most.
  public var budget: Budget
  /// What plans and walls are ranked by.
  public var objective: Objective
  /// Emission of making one accelerator [kg].
  public var embodiedCarbon: Double
  /// Every field as resolved, defaults written out, in the order of the format's table.
  public var resolved: [(path: String, text: String)]
  /// Figures of the catalogue that the result leans on and that are estimates or recollections.
  public var weakFigures: [String]
  /// Remarks that do not stop the study.
  public var warnings: [Diagnostic]
}
