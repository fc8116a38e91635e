public import Economics
public import Quantities
public import Serving
public import Systems
public import Workloads

/// A question about serving with every name resolved.
public struct ServingScenario: Sendable {
  /// What the mean request must get.
  public struct Target: Hashable, Sendable {
    /// Longest time to the first token, nil for any [s].
    public var timeToFirstToken: Double?
    /// Longest time per output token, nil for any [s].
    public var timePerOutputToken: Double?

    /// Describes a target.
    public init(timeToFirstToken: Double? = nil, timePerOutputToken: Double? = nil) {
      self.timeToFirstToken = timeToFirstToken
      self.timePerOutputToken = timePerOutputToken
    }

    /// Whether anything is asked for.
    public var isEmpty: Bool { timeToFirstToken == nil && timePerOutputToken == nil }
  }

  /// Name for a reader.
  public var name: String
  /// Name of the model.
  public var model: String
  /// The model.
  public var architecture: Architecture
  /// What is asked.
  public var traffic: ServingTraffic
  /// The model's number formats.
  public var recipe: ServingRecipe
  /// What the mean request must get.
  public var target: Target
  /// The system as assembled.
  public var system: System
  /// The engine that serves.
  public var stack: ServingStack
  /// The plan as far as it is fixed.
  public var request: ServingPlanRequest
  /// What owning and running the system costs.
  public var ownership: CostOfOwnership
  /// What counts as the cost.
  public var basis: AccountingBasis
  /// What the tokens of a request are sold at, each kind over an output token.
  public var priceRatios: ServingPriceRatios
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
