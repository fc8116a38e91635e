import Quantities
public import Training
public import Workloads

/// A published run's plan beside all valid plans of the same job.
public struct PlanCase: Sendable {
  /// The row's name in its table.
  public var id: String
  /// The group under which it is summed up.
  public var group: String
  /// The model, accelerators and their number.
  public var what: String
  /// Whether the row is a run that a team chose its plan for, and not one of a series of trials.
  public var isChosen: Bool
  /// Columns that the row lacks and that were taken as predicted best.
  public var completed: [String] = []
  /// Measured time of a step, when there is one [s].
  public var measured: Double?
  /// What came of it, nil when the row was skipped.
  public var outcome: Outcome?
  /// Why there is no outcome, nil when there is one.
  public var skippedBecause: String?

  /// A published plan's place among all valid ones.
  public struct Outcome: Sendable {
    /// Their plan.
    public var plan: TrainingPlan
    /// Predicted step under their plan.
    public var step: StepEstimate
    /// Memory of an accelerator [B].
    public var capacity: Double
    /// The best plan found; nil when none fits.
    public var best: TrainingPlan?
    /// Predicted time of a step under the best plan; nil when none fits [s].
    public var bestSeconds: Double?
    /// Valid plans of the job.
    public var plans: Int
    /// Of these, plans that fit in memory.
    public var fitting: Int
    /// Of those that fit, plans that are predicted faster than theirs.
    public var faster: Int
    /// Why their plan is not one of the valid plans, nil when it is.
    public var outside: String?
    /// Number of the job, the same for rows of one job on one system with one software.
    public var job: Int

    /// Whether their plan fits in memory as estimated.
    public var fits: Bool { step.memory.total <= capacity }
    /// Whether their plan is valid and fits, so that no search may find less than it.
    public var isMember: Bool { outside == nil && fits }
    /// Share of the plans that fit which are predicted faster than theirs, 0…1.
    public var share: Double { fitting > 0 ? Double(faster) / Double(fitting) : 0 }
    /// Whether the best plan is predicted at least as fast as theirs.
    public var isReached: Bool { bestSeconds.map { $0 <= step.seconds * (1 + 1e-12) } ?? false }
    /// Speed of the best plan over theirs, less one; nil when none fits.
    public var gain: Double? { bestSeconds.map { step.seconds / $0 - 1 } }
  }
}

/// Places of published plans over a set of cases.
public struct PlanSummary: Sendable {
  /// The set.
  public var group: String
  /// Cases whose plan fits, of which the rest is told.
  public var count: Int
  /// Cases skipped.
  public var skipped: Int
  /// Cases whose plan does not fit in memory as estimated.
  public var misfits: Int
  /// Cases whose plan fits but is none of the valid ones.
  public var outside: Int
  /// Of the cases that fit, those in which the best plan is predicted at least as fast.
  public var reached: Int
  /// Of the cases that fit, those whose plan is among the best 5 % of valid plans.
  public var leading: Int
  /// Median share of plans that are predicted faster.
  public var median: Double
  /// 90th percentile of that share.
  public var p90: Double
  /// Median gain of the best plan.
  public var medianGain: Double
  /// 90th percentile of that gain.
  public var p90Gain: Double

  /// Sums up a set of cases.
  public init(group: String, cases: [PlanCase]) {
    self.group = group
    let outcomes = cases.compactMap(\.outcome)
    let fitting = outcomes.filter(\.fits)
    count = fitting.count
    skipped = cases.count { $0.skippedBecause != nil }
    misfits = outcomes.count - fitting.count
    outside = fitting.count { $0.outside != nil }
    reached = fitting.count(where: \.isReached)
    leading = fitting.count { $0.share <= 0.05 }
    let shares = fitting.map(\.share)
    let gains = fitting.compactMap(\.gain)
    median = Statistics.median(shares) ?? 0
    p90 = Statistics.quantile(0.9, of: shares) ?? 0
    medianGain = Statistics.median(gains) ?? 0
    p90Gain = Statistics.quantile(0.9, of: gains) ?? 0
  }
}

/// Published plans beside all valid ones, with their places summed up.
public struct PlanReport: Sendable {
  /// Every case, in the order of the table.
  public var cases: [PlanCase]
  /// Summaries: the sets that targets are stated for, then each group of chosen plans, then the rest.
  public var summaries: [PlanSummary]
}
