/// What a solver found out about a linear program.
public struct LinearSolution: Hashable, Sendable {
  /// How the search ended.
  public enum Status: Hashable, Sendable {
    /// An optimum was found.
    case optimal
    /// No values satisfy all bounds.
    case infeasible
    /// The objective falls without end.
    case unbounded
    /// The search ended otherwise; the solver's word for it.
    case other(String)
  }

  /// How the search ended.
  public var status: Status
  /// The least objective; none unless optimal.
  public var objective: Double?
  /// The value of every column; empty unless optimal.
  public var values: [Double]
  /// By how much the objective grows as a column is raised by one: `cost − Σ weight·dual`.
  public var reducedCosts: [Double]
  /// The sum of every row; empty unless optimal.
  public var activities: [Double]
  /// By how much the objective grows as the bound at which a row rests is raised by one.
  ///
  /// Not negative where the row rests at its lower bound, not positive at its upper one. Where an
  /// optimum is degenerate there are several, and this is one of them.
  public var duals: [Double]

  /// A search that ended in an optimum.
  public init(
    objective: Double,
    values: [Double],
    reducedCosts: [Double],
    activities: [Double],
    duals: [Double]
  ) {
    status = .optimal
    self.objective = objective
    self.values = values
    self.reducedCosts = reducedCosts
    self.activities = activities
    self.duals = duals
  }

  /// A search that ended without an optimum.
  public init(without status: Status) {
    precondition(status != .optimal)
    self.status = status
    values = []
    reducedCosts = []
    activities = []
    duals = []
  }
}
