/// A plan that a search has estimated.
public struct Candidate<Plan: SearchedPlan>: Sendable {
  /// The plan.
  public var plan: Plan
  /// How near it is to what must hold.
  public var standing: Standing
  /// Its values, greater is better.
  public var merits: Merits

  /// Whether this candidate stands before another in the ranking; ties go by the plan's order.
  func precedes(_ other: Candidate) -> Bool {
    if standing.level != other.standing.level { return standing.level > other.standing.level }
    if standing.level == .good {
      if merits[0] != other.merits[0] { return merits[0] > other.merits[0] }
    } else if standing.shortfall != other.standing.shortfall {
      return standing.shortfall < other.standing.shortfall
    }
    return plan.precedes(other.plan)
  }
}

/// A plan that has its place among others of equal merit.
public protocol SearchedPlan: Hashable, Sendable, Codable {
  /// The plan's parts as numbers, in the order by which ties are broken, from small to large.
  var tieOrder: [Int] { get }
}

extension SearchedPlan {
  /// Whether this plan comes first among plans of equal merit.
  func precedes(_ other: Self) -> Bool { tieOrder.lexicographicallyPrecedes(other.tieOrder) }
}

/// The best designs that a search knows: the first few of the ranking, and the front.
///
/// What it holds does not depend on the order in which candidates come.
struct Incumbents<Plan: SearchedPlan>: Sendable {
  /// How many of the ranking are kept.
  let limit: Int
  /// Whether a front is kept.
  let hasFront: Bool
  /// The ranking, best first.
  private(set) var ranking: [Candidate<Plan>] = []
  /// Designs of the front, greatest first value first.
  private(set) var front: [Candidate<Plan>] = []

  /// Makes an empty collection for goals.
  init(_ goals: SearchGoals) {
    limit = goals.top
    hasFront = !goals.front.isEmpty
  }

  /// Whether no design with these values or worse could find a place.
  ///
  /// Only strictly better designs exclude, so that ties are decided by the plans themselves.
  ///
  /// - Parameter merits: The best values that a design could have.
  /// - Returns: True when better designs leave them no place.
  func excludes(_ merits: Merits) -> Bool {
    guard ranking.count >= limit, let last = ranking.last, last.standing.level == .good,
      last.merits[0] > merits[0]
    else { return false }
    return !hasFront || isDominated(merits)
  }

  /// Whether no design with these values or worse could find a place that comes after a plan.
  ///
  /// - Parameters:
  ///   - merits: The best values that a design could have.
  ///   - plan: A plan that comes no later than any of theirs.
  /// - Returns: True when better designs, or as good ones before the plan, leave them no place.
  func excludes(_ merits: Merits, from plan: Plan) -> Bool {
    guard ranking.count >= limit, let last = ranking.last, last.standing.level == .good,
      last.merits[0] > merits[0] || (last.merits[0] == merits[0] && last.plan.precedes(plan))
    else { return false }
    return !hasFront || isDominated(merits)
      || front.contains { twin in
        (1...3).allSatisfy { twin.merits[$0] == merits[$0] } && twin.plan.precedes(plan)
      }
  }

  /// Whether no design that misses something could find a place, if at least by so much.
  ///
  /// - Parameter standing: The best standing of such designs, less than good.
  /// - Returns: True when designs nearer to being good leave them no place.
  func excludes(_ standing: Standing) -> Bool {
    guard standing.level != .good, ranking.count >= limit, let last = ranking.last else {
      return false
    }
    if last.standing.level != standing.level { return last.standing.level > standing.level }
    return last.standing.shortfall < standing.shortfall
  }

  /// Whether a design of the front leaves no place for these values.
  private func isDominated(_ merits: Merits) -> Bool {
    // Designs stand by falling first value: only those before the last that is as good count.
    for candidate in front {
      if candidate.merits[1] < merits[1] { return false }
      if candidate.merits.dominates(merits) { return true }
    }
    return false
  }

  /// Adds a design where it has a place.
  mutating func add(_ candidate: Candidate<Plan>) {
    if ranking.count < limit || ranking.last.map(candidate.precedes) ?? true {
      let place = ranking.firstIndex { candidate.precedes($0) } ?? ranking.count
      ranking.insert(candidate, at: place)
      if ranking.count > limit { ranking.removeLast() }
    }
    if hasFront, candidate.standing.level == .good { addToFront(candidate) }
  }

  /// Adds a design to the front unless one there is better, and drops those it is better than.
  private mutating func addToFront(_ candidate: Candidate<Plan>) {
    guard !isDominated(candidate.merits) else { return }
    func isEqual(_ other: Candidate<Plan>) -> Bool {
      (1...3).allSatisfy { other.merits[$0] == candidate.merits[$0] }
    }
    if let twin = front.firstIndex(where: isEqual) {
      if candidate.plan.precedes(front[twin].plan) { front[twin] = candidate }
      return
    }
    front.removeAll { candidate.merits.dominates($0.merits) }
    func isAfter(_ other: Candidate<Plan>) -> Bool {
      for lane in 1...3 where other.merits[lane] != candidate.merits[lane] {
        return other.merits[lane] < candidate.merits[lane]
      }
      return false
    }
    let place = front.firstIndex(where: isAfter) ?? front.count
    front.insert(candidate, at: place)
  }

  /// Adds all that another collection holds.
  mutating func add(_ other: Incumbents) {
    for candidate in other.ranking { add(candidate) }
    for candidate in other.front { addToFront(candidate) }
  }
}
