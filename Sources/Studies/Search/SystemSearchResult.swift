/// What a search over systems, or over the plans of one, found.
public struct SystemSearchResult<Asked: Searched>: Sendable {
  /// The kind of plan.
  public typealias Plan = Asked.Answer.Plan

  /// A plan on one of the systems.
  public struct Entry: Sendable {
    /// The system's number among all.
    public var variant: Int
    /// The plan with its values.
    public var candidate: Candidate<Plan>
  }

  /// What was looked for.
  public let goals: SearchGoals
  /// Systems in all.
  public let count: Int
  /// What was found of each system that was searched, in their order.
  public let outcomes: [SystemOutcome<Plan>]
  /// The best, best first: plans where there is one system, else the best plan of each.
  ///
  /// Those that can
  /// be stand alone; where nothing can be, those that come nearest.
  public let ranking: [Entry]
  /// The front over all plans of all systems, greatest value of its first objective first.
  public let front: [Entry]
  /// How plans were covered, in all.
  public let coverage: Coverage
  /// Plans of all systems that were begun.
  public let planCount: Int
  /// Reads a system again.
  private let read: @Sendable (Int) -> SystemSearch<Asked>.Reading

  /// Sums outcomes up.
  init(_ search: SystemSearch<Asked>, outcomes: [SystemOutcome<Plan>]) {
    goals = search.goals
    count = search.count
    read = search.read
    self.outcomes = outcomes
    var coverage = Coverage()
    for outcome in outcomes { coverage.add(outcome.coverage) }
    self.coverage = coverage
    planCount = outcomes.reduce(0) { $0 + $1.count }
    let feasible = outcomes.filter(\.isFeasible)
    var entries: [Entry] = []
    for outcome in feasible.isEmpty ? outcomes : feasible {
      for candidate in outcome.ranking.prefix(search.count == 1 ? goals.top : 1)
      where feasible.isEmpty || candidate.standing.level == .good {
        entries.append(Entry(variant: outcome.variant, candidate: candidate))
      }
    }
    // Where nothing can be, what exceeds its limits by least comes first.
    let excess = Dictionary(
      uniqueKeysWithValues: outcomes.map { outcome in
        (
          outcome.variant,
          outcome.excesses.map(\.ratio).max() ?? (outcome.isFeasible ? 1 : .infinity)
        )
      }
    )
    ranking = entries.sorted { first, second in
      let (one, other) = (excess[first.variant] ?? 1, excess[second.variant] ?? 1)
      return one == other ? Self.precedes(first, second) : one < other
    }
    front = Self.front(feasible)
  }

  /// Whether every plan of every system was covered, so that the best is proven.
  public var isProven: Bool { outcomes.count == count && coverage.total == planCount }

  /// Whether anything found can be.
  public var isFeasible: Bool { outcomes.contains(where: \.isFeasible) }

  /// The design of an entry.
  public func design(_ entry: Entry) -> Asked.Answer? {
    guard case .scenario(let scenario) = read(entry.variant) else { return nil }
    return Asked.Answer(scenario: scenario, plan: entry.candidate.plan)
  }

  /// Whether one entry stands before another; ties go to the system that comes first, then to the
  /// plan that does.
  private static func precedes(_ first: Entry, _ second: Entry) -> Bool {
    let (one, other) = (first.candidate, second.candidate)
    if one.standing == other.standing, one.merits[0] == other.merits[0],
      first.variant != second.variant
    {
      return first.variant < second.variant
    }
    return one.precedes(other)
  }

  /// The front over the fronts of all systems.
  ///
  /// Designs by falling first value: one is dominated, if at all, by one before it or equal to it there.
  private static func front(_ outcomes: [SystemOutcome<Plan>]) -> [Entry] {
    let all = outcomes.flatMap { outcome in
      outcome.front.map { Entry(variant: outcome.variant, candidate: $0) }
    }
    let sorted = all.sorted { first, second in
      let (one, other) = (first.candidate.merits, second.candidate.merits)
      for lane in 1...3 where one[lane] != other[lane] { return one[lane] > other[lane] }
      return precedes(first, second)
    }
    var front: [Entry] = []
    for entry in sorted {
      let merits = entry.candidate.merits
      let isBeaten = front.contains { known in
        let other = known.candidate.merits
        return other.dominates(merits) || (1...3).allSatisfy { other[$0] == merits[$0] }
      }
      if !isBeaten { front.append(entry) }
    }
    return front
  }

  /// What keeps all systems out, where nothing can be: each limit of the budget, how many systems
  /// exceed it, and the least excess among these as a ratio above 1.
  public var exclusions: [(key: String, systems: Int, least: BudgetUse)] {
    var found: [(key: String, systems: Int, least: BudgetUse)] = []
    for use in outcomes.flatMap(\.excesses) {
      if let index = found.firstIndex(where: { $0.key == use.key }) {
        found[index].systems += 1
        if use.ratio < found[index].least.ratio { found[index].least = use }
      } else {
        found.append((use.key, 1, use))
      }
    }
    return found
  }
}
