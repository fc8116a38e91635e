public import LinearPrograms
public import Supply

/// Roadmaps started in the past, scored against what happened since.
///
/// Each starts from a state frozen at a date and sees nothing later but dated shocks of demand. Beside
/// them stand rules that need no model: what binds goes on binding, and a calendar that goes one way.
public struct RoadmapBacktest: Hashable, Sendable {
  /// A date of freezing and the quarter from which the run starts.
  public struct Freeze: Hashable, Sendable {
    /// Last quarter that is known.
    public var frozen: Quarter
    /// First quarter of the run.
    public var start: Quarter

    /// A freeze.
    public init(frozen: Quarter, start: Quarter) {
      self.frozen = frozen
      self.start = start
    }

    /// The freezes of the protocol: before the shock, in the shortage of packages, and after it.
    public static let usual = [
      Freeze(frozen: Quarter(2022, 1), start: Quarter(2022, 1)),
      Freeze(frozen: Quarter(2023, 4), start: Quarter(2024, 1)),
      Freeze(frozen: Quarter(2024, 4), start: Quarter(2025, 1)),
    ]
  }

  /// The scores of one freeze.
  public struct Origin: Hashable, Sendable {
    /// The freeze.
    public var freeze: Freeze
    /// Windows over which labels are scored.
    public var windows: [Window]
    /// First-binding quarters of the layers that came after the freeze.
    public var order: RoadmapOrder
    /// Yearly figures.
    public var series: [SeriesScore]
    /// Turning points of the rental price.
    public var turns: [TurnScore]
    /// Shares of accelerators.
    public var shares: [ShareScore]
    /// Capacities.
    public var capacities: [CapacityScore]
  }

  /// Labels over some quarters, the roadmap's first and then those of the rules.
  public struct Window: Hashable, Sendable {
    /// Name for a reader, such as `next 4 quarters`.
    public var name: String
    /// Scores: the roadmap, persistence, the calendar, and the calendar read as best suits it.
    public var scores: [RoadmapLabelScore]

    /// Whether the roadmap does better than every rule, by credit.
    public var beatsRules: Bool {
      guard let own = scores.first else { return false }
      return scores.dropFirst().allSatisfy { own.credited > $0.credited }
    }
  }

  /// A run with something changed that must break the migration.
  public struct Control: Hashable, Sendable {
    /// What became of the migration from packaging to power and back to silicon.
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
      /// Neither packaging nor power binds before the labels end.
      case vanishes
      /// Layers bind in another order, or some no longer do.
      case reorders
      /// The order stays and quarters move.
      case shifts
      /// Nothing moves: the control fails.
      case remains
    }

    /// What was changed.
    public var name: String
    /// What became of the migration.
    public var verdict: Verdict
    /// First-binding quarters.
    public var order: RoadmapOrder
    /// What binds by quarter.
    public var labels: RoadmapLabels
  }

  /// What happened.
  public var truth: RoadmapTruth
  /// Scores by freeze.
  public var origins: [Origin]
  /// Freezes at which there is no industry to start from.
  public var missing: [Quarter]
  /// Negative controls of the first freeze.
  public var controls: [Control]

  /// Runs and scores.
  ///
  /// - Parameters:
  ///   - truth: What happened.
  ///   - freezes: The dates.
  ///   - end: The last quarter of every run.
  ///   - solver: The solver.
  ///   - industry: The industry as it stood at the beginning of a quarter; nil where it is not known.
  /// - Throws: `LinearProgramError` when a run cannot be made.
  public init(
    against truth: RoadmapTruth,
    freezes: [Freeze] = Freeze.usual,
    through end: Quarter = Quarter(2027, 4),
    solver: HighsSolver,
    industry: (Quarter) -> Industry?
  ) throws(LinearProgramError) {
    self.truth = truth
    origins = []
    missing = []
    controls = []
    for (index, freeze) in freezes.enumerated() {
      guard let past = industry(freeze.start) else {
        missing.append(freeze.start)
        continue
      }
      let roadmap = try Roadmap(of: past, through: end, detail: .prices, solver: solver)
      let origin = Origin(roadmap, freeze, truth)
      origins.append(origin)
      guard index == 0 else { continue }
      for (name, changed) in Self.changes(of: past) {
        let other = try Roadmap(of: changed, through: end, detail: .prices, solver: solver)
        controls.append(Control(name, other, against: origin.order, truth))
      }
    }
  }

  /// Industries that must not show the migration.
  static func changes(of industry: Industry) -> [(name: String, industry: Industry)] {
    var swapped = industry
    let power = mean(industry, .power)
    let packaging = mean(industry, .packaging)
    for stage in swapped.stages.indices {
      if swapped.stages[stage].layer == .power { swapped.stages[stage].build = packaging }
      if swapped.stages[stage].layer == .packaging { swapped.stages[stage].build = power }
    }
    var calm = industry
    calm.events.removeAll { event in
      if case .demand(_, let factor) = event.effect { factor > 1 } else { false }
    }
    return [
      ("build times of power and packaging swapped", swapped),
      ("no shock of demand", calm),
    ].filter { $0.1 != industry }
  }

  /// Mean time to build the stages of a layer, weighed by nothing [quarter].
  private static func mean(_ industry: Industry, _ layer: Layer) -> Double {
    let builds = industry.stages.filter { $0.layer == layer }.map(\.build)
    return builds.isEmpty ? 0 : builds.reduce(0, +) / Double(builds.count)
  }
}

extension RoadmapBacktest.Origin {
  /// Scores a run.
  init(_ roadmap: Roadmap, _ freeze: RoadmapBacktest.Freeze, _ truth: RoadmapTruth) {
    self.freeze = freeze
    let labels = RoadmapLabels(roadmap)
    let last = truth.quarters.last ?? freeze.start
    windows = Self.windows(freeze, last).map { name, quarters in
      RoadmapBacktest.Window(
        name: name,
        scores: [RoadmapLabelScore(labels, against: truth, in: quarters)]
          + Self.rules(freeze, truth, quarters)
      )
    }
    order = RoadmapOrder(labels, against: truth, from: freeze)
    series = truth.series.compactMap { RoadmapBacktest.SeriesScore($0, roadmap) }
    turns = RoadmapBacktest.TurnScore.all(truth, roadmap)
    shares = truth.shares.compactMap { RoadmapBacktest.ShareScore($0, roadmap) }
    capacities = truth.capacities.compactMap { RoadmapBacktest.CapacityScore($0, roadmap) }
  }

  /// The next four quarters, the next eight, and all that have labels, each once.
  private static func windows(
    _ freeze: RoadmapBacktest.Freeze,
    _ last: Quarter
  ) -> [(String, [Quarter])] {
    let all = max(0, last.since(freeze.start) + 1)
    var counts: [Int] = []
    for count in [4, 8, all].map({ min($0, all) }) where count > 0 && !counts.contains(count) {
      counts.append(count)
    }
    return counts.map { count in
      ("next \(count) quarters", (0..<count).map { freeze.start.advanced(by: $0) })
    }
  }

  /// Quarters to power at which the calendar is read: 1, 1½ and 2 years.
  static let calendar = [4, 6, 8]

  /// Scores of the rules over some quarters.
  private static func rules(
    _ freeze: RoadmapBacktest.Freeze,
    _ truth: RoadmapTruth,
    _ quarters: [Quarter]
  ) -> [RoadmapLabelScore] {
    guard let end = quarters.last else { return [] }
    let persistence = RoadmapLabels(persistenceOf: truth, at: freeze.frozen, through: end)
    // Economics comes after 3 to 5 years; as far into its span as power is into its own.
    let calendars = calendar.map { power in
      RoadmapLabels(
        calendarFrom: freeze.start,
        through: end,
        power: power,
        economics: 12 + 2 * (power - 4)
      )
    }
    let read = calendars.map { RoadmapLabelScore($0, against: truth, in: quarters) }
    var scores = [RoadmapLabelScore(persistence, against: truth, in: quarters), read[1]]
    if var best = read.max(by: { $0.credited < $1.credited }), best.credited > read[1].credited {
      best.name = "calendar at its best"
      scores.append(best)
    }
    return scores
  }
}

extension RoadmapBacktest.Control {
  /// Judges a run with something changed.
  init(
    _ name: String,
    _ roadmap: Roadmap,
    against order: RoadmapOrder,
    _ truth: RoadmapTruth
  ) {
    let labels = RoadmapLabels(roadmap)
    let changed = RoadmapOrder(labels, against: truth, from: nil)
    let last = truth.quarters.last ?? roadmap.industry.start
    let isEarly = [Layer.packaging, .power].contains { layer in
      labels.first(layer).map { $0 <= last } ?? false
    }
    self.name = name
    self.labels = labels
    self.order = changed
    if !isEarly {
      verdict = .vanishes
    } else if changed.sequence != order.sequence {
      verdict = .reorders
    } else {
      verdict = changed == order ? .remains : .shifts
    }
  }
}
