/// What is kept of one searched system: the plans, from which all else follows again.
public struct SystemRecord<Plan: SearchedPlan>: Hashable, Sendable, Codable {
  /// The best plans, best first.
  public var ranking: [Plan] = []
  /// Plans of the front.
  public var front: [Plan] = []
  /// How plans were covered.
  public var coverage = Coverage()
  /// Plans of the system.
  public var count = 0
  /// Why there is no such system, or no plan for it; empty when there is.
  public var refusals: [String] = []

  /// Whether every plan was covered.
  var isProven: Bool { coverage.total == count }
}

/// What a search found of one system.
public struct SystemOutcome<Plan: SearchedPlan>: Sendable {
  /// The system's number among all.
  public var variant: Int
  /// The best plans, best first; one that misses something where all do.
  public var ranking: [Candidate<Plan>]
  /// The front of the system's plans.
  public var front: [Candidate<Plan>]
  /// How plans were covered.
  public var coverage: Coverage
  /// Plans of the system.
  public var count: Int
  /// Why the system cannot be, or its best plan cannot; empty when they can.
  public var problems: [String]
  /// Limits of the budget that the best plan exceeds.
  public var excesses: [BudgetUse]

  /// Whether the system can be, with its best plan.
  public var isFeasible: Bool { problems.isEmpty && !ranking.isEmpty }
}
