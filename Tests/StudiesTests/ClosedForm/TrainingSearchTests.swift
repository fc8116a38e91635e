import Scenarios
import Studies
import Systems
import Testing
import Training
import Workloads

/// The search over training plans against plain estimates of the very same plans.
struct TrainingSearchTests {
  /// What occurred in the spaces that were compared.
  private struct Seen {
    var spaces = 0
    var plans = 0
    var outrun = 0
    var misfit = 0
    var missing = 0
    var nothingFits = 0
    var fronts = 0
    var wide = 0
    var ties = 0
    var objectives: Set<Objective> = []
  }

  /// Compares random spaces of at most so many plans, some of them larger.
  private func compare(_ draws: Int, seed: UInt64, atMost limit: Int) -> Seen {
    var spaces = RandomTrainingSpaces(seed: seed)
    var seen = Seen()
    for index in 0..<draws {
      let scenario = spaces.scenario()
      let goals = spaces.goals()
      let space = TrainingSearchSpace(scenario, goals: goals)
      guard (1...(index % 50 == 0 ? 10 * limit : limit)).contains(space.count) else { continue }
      let plans = space.plans
      #expect(plans.count == space.count && Set(plans).count == plans.count, "\(index)")
      let all = Enumerated<Design>(scenario, plans, goals)
      let best = all.plans.prefix(goals.top)
      let found = PlanSearch(goals)(space)
      #expect(found.ranking.map(\.plan) == best.map(\.plan), "\(index) \(goals)")
      #expect(found.ranking.map(\.standing) == best.map(\.standing), "\(index) \(goals)")
      for (candidate, plain) in zip(found.ranking, best) where plain.standing.fits {
        #expect(candidate.values(goals) == plain.merits, "\(index) \(goals)")
      }
      #expect(Set(found.front.map(\.plan)) == Set(all.front.map(\.plan)), "\(index) \(goals)")
      #expect(found.front.count == all.front.count)
      #expect(found.coverage.total == space.count && found.count == space.count && found.isProven)
      if index % 8 == 0 { repeated(space, goals, found) }
      seen.spaces += 1
      seen.plans += plans.count
      seen.outrun += found.coverage.outrun > 0 ? 1 : 0
      seen.misfit += found.coverage.misfit > 0 ? 1 : 0
      seen.missing += all.plans.contains { $0.standing.level == .missesTarget } ? 1 : 0
      seen.nothingFits += best.allSatisfy { !$0.standing.fits } ? 1 : 0
      seen.fronts += all.front.count > 1 ? 1 : 0
      seen.wide += all.front.count > 1 && goals.front.count == 3 ? 1 : 0
      let rest = all.plans.dropFirst(goals.top)
      seen.ties += best.last?.merits[0] == rest.first?.merits[0] ? 1 : 0
      if best.first?.standing.level == .good { seen.objectives.insert(goals.objective) }
    }
    return seen
  }

  /// Compares a search with one on two threads and with one that leaves nothing out.
  private func repeated(
    _ space: TrainingSearchSpace,
    _ goals: SearchGoals,
    _ found: PlanSearch.Result<TrainingPlan>
  ) {
    for other in [PlanSearch(goals, jobs: 2), PlanSearch(goals, jobs: 2, prunes: false)] {
      let again = other(space)
      #expect(again.ranking.map(\.plan) == found.ranking.map(\.plan))
      #expect(again.ranking.map(\.merits) == found.ranking.map(\.merits))
      #expect(again.front.map(\.plan) == found.front.map(\.plan))
      #expect(again.front.map(\.merits) == found.front.map(\.merits))
      if other.prunes {
        #expect(again.coverage == found.coverage)
      } else {
        #expect(again.coverage.outrun == 0 && again.coverage.total == found.count)
      }
    }
  }

  @Test func `a search finds what plain estimates of all plans find, on any number of threads`() {
    #expect(RandomTrainingSpaces.sources.count == 7)
    let seen = compare(1_800, seed: 11, atMost: 60)
    #expect(seen.spaces > 600 && seen.plans > 10_000)
    #expect(seen.outrun > 50 && seen.misfit > 100 && seen.missing > 80)
    #expect(seen.nothingFits > 20 && seen.fronts > 60 && seen.wide > 30 && seen.ties > 20)
    #expect(seen.objectives == Set(Objective.training))
  }
}
