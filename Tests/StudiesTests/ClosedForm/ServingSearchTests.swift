import Quantities
import Scenarios
import Studies
import Systems
import Testing
import Workloads

/// The search over plans for serving against plain estimates of the very same plans.
struct ServingSearchTests {
  /// A plan with its design's standing and values.
  private struct Plain {
    var plan: ServingPlan
    var standing: Standing
    var merits: Merits

    init(_ scenario: ServingScenario, _ plan: ServingPlan, _ goals: SearchGoals) {
      var design = ServingDesign(scenario: scenario, plan: plan)
      self.plan = plan
      standing = design.standing
      merits = goals.merits { objective in
        design.scenario.objective = objective
        return design.objective
      }
    }

    func isBefore(_ other: Plain) -> Bool {
      if standing.level != other.standing.level { return standing.level > other.standing.level }
      if standing.level == .good {
        if merits[0] != other.merits[0] { return merits[0] > other.merits[0] }
      } else if standing.shortfall != other.standing.shortfall {
        return standing.shortfall < other.standing.shortfall
      }
      return plan.tieOrder.lexicographicallyPrecedes(other.plan.tieOrder)
    }
  }

  /// The front of good designs; of equal ones the first in the order of ties.
  private func front(_ designs: [Plain], _ goals: SearchGoals) -> Set<ServingPlan> {
    guard !goals.front.isEmpty else { return [] }
    let good = designs.filter { $0.standing.level == .good }
    let lanes = 1...goals.front.count
    return Set(
      good.filter { one in
        !good.contains { other in
          guard lanes.allSatisfy({ other.merits[$0] >= one.merits[$0] }) else { return false }
          return lanes.contains { other.merits[$0] > one.merits[$0] }
            || other.plan.tieOrder.lexicographicallyPrecedes(one.plan.tieOrder)
        }
      }.map(\.plan)
    )
  }

  @Test func `a search finds what plain estimates of all plans find, on any number of threads`() {
    #expect(RandomServingSpaces.sources.count == 4)
    var spaces = RandomServingSpaces(seed: 20)
    var seen = (spaces: 0, plans: 0, pooled: 0, outrun: 0, misfit: 0, missing: 0, fronts: 0)
    for index in 0..<1_500 {
      let scenario = spaces.scenario()
      let goals = spaces.goals()
      let space = ServingSearchSpace(scenario)
      let plans = space.plans
      #expect(plans.count == space.count && Set(plans).count == plans.count)
      guard !plans.isEmpty, plans.count <= (index % 20 == 0 ? 80 : 20) else { continue }
      let designs = plans.map { Plain(scenario, $0, goals) }
      let best = designs.sorted { $0.isBefore($1) }.prefix(goals.top)
      let front = front(designs, goals)
      let found = PlanSearch(goals)(space)
      #expect(found.ranking.map(\.plan) == best.map(\.plan), "\(index)")
      for (candidate, plain) in zip(found.ranking, best) {
        #expect(candidate.standing == plain.standing, "\(index)")
        if plain.standing.fits { #expect(candidate.merits == plain.merits, "\(index)") }
      }
      #expect(Set(found.front.map(\.plan)) == front, "\(index)")
      #expect(found.coverage.total == space.count && found.count == space.count)
      if index % 8 == 0 {
        var other = scenario
        other.traffic.load = .concurrency(3)
        let moved = PlanSearch(goals)(ServingSearchSpace(other).under(scenario.traffic.load))
        #expect(moved.ranking.map(\.plan) == found.ranking.map(\.plan))
        #expect(moved.ranking.map(\.merits) == found.ranking.map(\.merits))
        #expect(moved.coverage == found.coverage)
        for other in [PlanSearch(goals, jobs: 2), PlanSearch(goals, prunes: false)] {
          let again = other(space)
          #expect(again.ranking.map(\.plan) == found.ranking.map(\.plan))
          #expect(again.ranking.map(\.merits) == found.ranking.map(\.merits))
          #expect(again.front.map(\.plan) == found.front.map(\.plan))
          if other.prunes { #expect(again.coverage == found.coverage) }
          if !other.prunes { #expect(again.coverage.outrun == 0) }
        }
      }
      seen.spaces += 1
      seen.plans += plans.count
      seen.pooled += best.first?.plan.prefill == nil ? 0 : 1
      seen.outrun += found.coverage.outrun > 0 ? 1 : 0
      seen.misfit += found.coverage.misfit > 0 ? 1 : 0
      seen.missing += best.first?.standing.level == .missesTarget ? 1 : 0
      seen.fronts += front.count > 1 ? 1 : 0
    }
    #expect(seen.spaces > 800 && seen.pooled > 50 && seen.outrun > 50)
    #expect(seen.misfit > 50 && seen.missing > 50 && seen.fronts > 50)
  }
}
