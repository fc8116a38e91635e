import Scenarios
import Studies

/// The plans of a scenario, each estimated by itself, ranked as a search must rank them.
struct Enumerated<Answer: StudiedDesign> where Answer.Plan: SearchedPlan {
  /// A plan with its standing and its values.
  struct Plain {
    /// The plan.
    var plan: Answer.Plan
    /// How near it is to what must hold.
    var standing: Standing
    /// The ranking's value and the front's, greater is better.
    var merits: [Double]

    /// Whether it stands before another.
    func isBefore(_ other: Plain) -> Bool {
      if standing.level != other.standing.level { return standing.level > other.standing.level }
      if standing.level == .good {
        if merits[0] != other.merits[0] { return merits[0] > other.merits[0] }
      } else if standing.shortfall != other.standing.shortfall {
        return standing.shortfall < other.standing.shortfall
      }
      return isFirst(other)
    }

    /// Whether it comes first where both are as good.
    func isFirst(_ other: Plain) -> Bool {
      plan.tieOrder.lexicographicallyPrecedes(other.plan.tieOrder)
    }

    /// Whether it leaves another without a place on the front.
    func beats(_ other: Plain) -> Bool {
      let pairs = zip(merits, other.merits).dropFirst()
      guard pairs.allSatisfy({ $0 >= $1 }) else { return false }
      return pairs.contains { $0 > $1 } || isFirst(other)
    }
  }

  /// All plans, best first.
  let plans: [Plain]
  /// The front's plans.
  let front: [Plain]

  /// Estimates plans one by one.
  init(_ scenario: Answer.Asked, _ plans: [Answer.Plan], _ goals: SearchGoals) {
    let designs = plans.map { plan in
      let design = Answer(scenario: scenario, plan: plan)
      return Plain(
        plan: plan,
        standing: design.standing,
        merits: ([goals.objective] + goals.front).map { design.merit(by: $0) }
      )
    }
    self.plans = designs.sorted { $0.isBefore($1) }
    let good = goals.front.isEmpty ? [] : designs.filter { $0.standing.level == .good }
    front = good.filter { one in !good.contains { $0.beats(one) } }
  }
}

extension Candidate {
  /// The values of goals as a list, for comparing.
  func values(_ goals: SearchGoals) -> [Double] { (0...goals.front.count).map { merits[$0] } }
}
