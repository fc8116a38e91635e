public import Scenarios

/// All plans of a scenario, in groups that share much of their work.
///
/// A space walks a group by estimating plans or by proving that none of them has a place; both are
/// booked, so that covered plans add up to all of them.
public protocol SearchSpace: Sendable {
  /// The kind of design that a plan makes.
  associatedtype Answer: StudiedDesign where Answer.Plan: SearchedPlan

  /// Plans in all.
  var count: Int { get }
  /// Number of groups.
  var groups: Int { get }

  /// The best values that any plan of a group could have; infinite where nothing is proven.
  func bound(of group: Int) -> Merits
  /// Plans of a group.
  func count(of group: Int) -> Int
  /// Estimates or excludes every plan of a group.
  func walk(_ group: Int, into walk: inout SearchWalk<Answer.Plan>)
}

/// A scenario whose plans can be searched.
public protocol Searched: Studied where Answer.Plan: SearchedPlan {
  /// The kind of space.
  associatedtype Space: SearchSpace where Space.Answer == Answer

  /// All plans that the scenario leaves open.
  func searchSpace(_ goals: SearchGoals) -> Space
}

extension Scenario: Searched {
  /// All plans of the job that the scenario leaves open.
  public func searchSpace(_ goals: SearchGoals) -> TrainingSearchSpace {
    TrainingSearchSpace(self, goals: goals)
  }
}

extension ServingScenario: Searched {
  /// All plans for the traffic that the scenario leaves open.
  public func searchSpace(_ goals: SearchGoals) -> ServingSearchSpace { ServingSearchSpace(self) }
}

/// One group's walk: what is known from before, what it found, and how it was covered.
public struct SearchWalk<Plan: SearchedPlan>: Sendable {
  /// What is looked for.
  public let goals: SearchGoals
  /// Whether plans may be left out that are proven to have no place.
  let prunes: Bool
  /// The best designs known before this walk.
  private let known: Incumbents<Plan>
  /// The best designs of this walk.
  private(set) var found: Incumbents<Plan>
  /// How plans were covered.
  public var coverage = Coverage()

  /// Begins a walk.
  init(goals: SearchGoals, prunes: Bool, known: Incumbents<Plan>) {
    self.goals = goals
    self.prunes = prunes
    self.known = known
    found = Incumbents(goals)
  }

  /// Whether no plan with these values or worse could find a place.
  public func excludes(_ merits: Merits) -> Bool {
    prunes && (known.excludes(merits) || found.excludes(merits))
  }

  /// Whether no plan with these values or worse could find a place, none of them before a plan.
  public func excludes(_ merits: Merits, from plan: Plan) -> Bool {
    prunes && (known.excludes(merits, from: plan) || found.excludes(merits, from: plan))
  }

  /// Whether no plan that misses something by at least so much could find a place.
  public func excludes(_ standing: Standing) -> Bool {
    prunes && (known.excludes(standing) || found.excludes(standing))
  }

  /// Books a plan that was estimated.
  public mutating func offer(_ plan: Plan, standing: Standing, merits: Merits) {
    coverage.estimated += 1
    // A place in neither means no place at all.
    guard standing.level != .good || !excludes(merits) else { return }
    found.add(Candidate(plan: plan, standing: standing, merits: merits))
  }

  /// Books a plan that does not fit in memory, which needs so much of it [B].
  public mutating func offer(misfit plan: Plan, need: Double) {
    coverage.misfit += 1
    found.add(
      Candidate(
        plan: plan,
        standing: Standing(.misfit, shortfall: need),
        merits: Merits(repeating: 0)
      )
    )
  }
}
