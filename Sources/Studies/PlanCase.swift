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
    /// Its place among all valid plans of the job.
    public var all: PlanPlace
    /// Its place among those that use the same techniques, in other degrees.
    public var alike: PlanPlace
    /// Why their plan is not one of the valid plans, nil when it is.
    public var outside: String?
    /// Number of the job, the same for rows of one job on one system with one software.
    public var job: Int

    /// Whether their plan fits in memory as estimated.
    public var fits: Bool { step.memory.total <= capacity }
    /// Whether their plan is valid and fits, so that no search may find less than it.
    public var isMember: Bool { outside == nil && fits }
  }
}

/// A plan's place among others of the same job.
public struct PlanPlace: Sendable {
  /// Time of a step under the plan [s].
  public var seconds: Double
  /// The best of the others found; nil when none fits.
  public var best: TrainingPlan?
  /// Predicted step under the best; nil when none fits.
  public var bestStep: StepEstimate?
  /// The others, itself among them where it is one of their kind.
  public var plans = 0
  /// Of these, plans that fit in memory.
  public var fitting = 0
  /// Of those that fit, plans that are predicted faster.
  public var faster = 0

  /// A place among no others.
  init(seconds: Double) { self.seconds = seconds }

  /// Predicted time of a step under the best; nil when none fits [s].
  public var bestSeconds: Double? { bestStep?.seconds }
  /// Share of the plans that fit which are predicted faster, 0…1.
  public var share: Double { fitting > 0 ? Double(faster) / Double(fitting) : 0 }
  /// Whether the best is predicted at least as fast.
  public var isReached: Bool { bestSeconds.map { $0 <= seconds * (1 + 1e-12) } ?? false }
  /// Speed of the best over this one, less one; nil when none fits.
  public var gain: Double? { bestSeconds.map { seconds / $0 - 1 } }

  /// Adds other plans, with the best of them.
  mutating func add(
    plans: Int,
    fitting: Int,
    faster: Int,
    best: (plan: TrainingPlan, step: StepEstimate)?
  ) {
    self.plans += plans
    self.fitting += fitting
    self.faster += faster
    guard let best, bestSeconds.map({ best.step.seconds < $0 }) ?? true else { return }
    self.best = best.plan
    bestStep = best.step
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
  /// Places among all valid plans.
  public var all: Places
  /// Places among plans that use the same techniques.
  public var alike: Places

  /// What places come to.
  public struct Places: Sendable {
    /// Cases in which the best plan is predicted at least as fast.
    public var reached: Int
    /// Cases whose plan is among the best 5 %.
    public var leading: Int
    /// Median share of plans that are predicted faster.
    public var median: Double
    /// 90th percentile of that share.
    public var p90: Double
    /// Median gain of the best plan.
    public var medianGain: Double
    /// 90th percentile of that gain.
    public var p90Gain: Double

    /// Sums up places.
    init(_ places: [PlanPlace]) {
      reached = places.count(where: \.isReached)
      leading = places.count { $0.share <= 0.05 }
      let shares = places.map(\.share)
      let gains = places.compactMap(\.gain)
      median = Statistics.median(shares) ?? 0
      p90 = Statistics.quantile(0.9, of: shares) ?? 0
      medianGain = Statistics.median(gains) ?? 0
      p90Gain = Statistics.quantile(0.9, of: gains) ?? 0
    }
  }

  /// Sums up a set of cases.
  public init(group: String, cases: [PlanCase]) {
    self.group = group
    let outcomes = cases.compactMap(\.outcome)
    let fitting = outcomes.filter(\.fits)
    count = fitting.count
    skipped = cases.count { $0.skippedBecause != nil }
    misfits = outcomes.count - fitting.count
    outside = fitting.count { $0.outside != nil }
    all = Places(fitting.map(\.all))
    alike = Places(fitting.map(\.alike))
  }
}

/// Published plans beside all valid ones, with their places summed up.
public struct PlanReport: Sendable {
  /// Every case, in the order of the table.
  public var cases: [PlanCase]
  /// Summaries: the sets that targets are stated for, then each group of chosen plans, then the rest.
  public var summaries: [PlanSummary]
}
