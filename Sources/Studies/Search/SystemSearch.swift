import Scenarios
import Synchronization

/// Searches the plans of many systems: the best of each, the best of all, and the front.
///
/// Systems are searched in blocks whose results are handed over as they come, so that a caller can keep
/// them and begin again where it stopped. Threads work on different systems where there are enough,
/// else on the plans of one; the result is the same.
public struct SystemSearch<Asked: Searched>: Sendable {
  /// The kind of plan.
  public typealias Plan = Asked.Answer.Plan

  /// A system of the sweep as it could be read.
  public enum Reading: Sendable {
    /// A system with its workload.
    case scenario(Asked)
    /// Why there is no such system.
    case refused([String])
  }

  /// What is looked for.
  public var goals: SearchGoals
  /// Systems in all.
  public var count: Int
  /// Threads that work at once.
  public var jobs: Int
  /// Whether plans may be left out that are proven to have no place.
  public var prunes: Bool
  /// Reads one system.
  public var read: @Sendable (Int) -> Reading
  /// Tells that the search is to stop.
  public var isCancelled: @Sendable () -> Bool
  /// Called as work proceeds, with the share that is done, 0…1, and plans covered.
  public var progress: @Sendable (Double, Int) -> Void

  /// Describes a search.
  public init(
    _ goals: SearchGoals,
    count: Int,
    jobs: Int = 1,
    prunes: Bool = true,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Double, Int) -> Void = { _, _ in },
    read: @escaping @Sendable (Int) -> Reading
  ) {
    self.goals = goals
    self.count = count
    self.jobs = max(1, jobs)
    self.prunes = prunes
    self.isCancelled = isCancelled
    self.progress = progress
    self.read = read
  }

  /// Searches all systems.
  ///
  /// - Parameters:
  ///   - known: Records of systems that were searched before.
  ///   - keep: Receives the records of each block of systems, by their numbers.
  /// - Returns: What was found; of fewer systems where the search was stopped.
  /// - Throws: What `keep` throws.
  public func callAsFunction(
    known: [Int: SystemRecord<Plan>] = [:],
    keep: ([(variant: Int, record: SystemRecord<Plan>)]) throws -> Void = { _ in }
  ) rethrows -> SystemSearchResult<Asked> {
    var outcomes = known.keys.sorted().compactMap { variant in
      known[variant].map { restored(variant, $0) }
    }
    let open = (0..<count).filter { known[$0] == nil }
    let covered = Atomic(outcomes.reduce(0) { $0 + $1.count })
    let finished = Atomic(outcomes.count)
    var next = 0
    while next < open.count, !isCancelled() {
      let block = Array(open[next..<min(open.count, next + Self.block(of: count))])
      next += block.count
      let results = concurrently(block) { variant, jobs -> (SystemOutcome<Plan>, Bool)? in
        guard !isCancelled() else { return nil }
        let before = covered.load(ordering: .relaxed)
        let result = outcome(of: variant, jobs: jobs) { plans, all in
          let done = Double(finished.load(ordering: .relaxed))
          progress((done + Double(plans) / Double(max(1, all))) / Double(count), before + plans)
        }
        let plans = covered.add(result.0.coverage.total, ordering: .relaxed).newValue
        let systems = finished.add(1, ordering: .relaxed).newValue
        progress(Double(systems) / Double(count), plans)
        return result
      }
      let whole = results.compactMap { $0 }
      outcomes += whole.map(\.0)
      try keep(whole.filter(\.1).map { ($0.0.variant, Self.record($0.0)) })
    }
    return SystemSearchResult(self, outcomes: outcomes.sorted { $0.variant < $1.variant })
  }

  /// Systems of a block: few enough that little is lost when a sweep is killed.
  private static func block(of count: Int) -> Int { min(256, max(8, count / 64)) }

  /// Searches one system; false where it was not finished.
  private func outcome(
    of variant: Int,
    jobs: Int,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) -> (SystemOutcome<Plan>, Bool) {
    switch read(variant) {
    case .refused(let reasons):
      return (Self.refused(variant, reasons), true)
    case .scenario(let scenario):
      let space = scenario.searchSpace(goals)
      let all = space.count
      let search = PlanSearch(
        goals,
        jobs: jobs,
        prunes: prunes,
        isCancelled: isCancelled,
        progress: { progress($0, all) }
      )
      let result = search(space)
      return (outcome(variant, scenario, result), result.isProven)
    }
  }

  /// The outcome of a system that cannot be.
  private static func refused(_ variant: Int, _ reasons: [String]) -> SystemOutcome<Plan> {
    SystemOutcome(
      variant: variant,
      ranking: [],
      front: [],
      coverage: Coverage(),
      count: 0,
      problems: reasons,
      excesses: []
    )
  }

  /// The outcome of a system from what its search found.
  private func outcome(
    _ variant: Int,
    _ scenario: Asked,
    _ result: PlanSearch.Result<Plan>
  ) -> SystemOutcome<Plan> {
    let best = result.ranking.first.map { Asked.Answer(scenario: scenario, plan: $0.plan) }
    let problems = best?.problems ?? ["no plan divides the work"]
    // A machine that cannot stand at its site has no place on the front either.
    let fits = best?.standing.fits ?? false
    return SystemOutcome(
      variant: variant,
      ranking: result.ranking,
      front: problems.isEmpty ? result.front : [],
      coverage: result.coverage,
      count: result.count,
      problems: problems,
      excesses: fits ? best?.budgetUses.filter(\.isExceeded) ?? [] : []
    )
  }

  /// The record of an outcome.
  private static func record(_ outcome: SystemOutcome<Plan>) -> SystemRecord<Plan> {
    SystemRecord(
      ranking: outcome.ranking.map(\.plan),
      front: outcome.front.map(\.plan),
      coverage: outcome.coverage,
      count: outcome.count,
      refusals: outcome.ranking.isEmpty ? outcome.problems : []
    )
  }

  /// The outcome that a record was made of.
  private func restored(
    _ variant: Int,
    _ record: SystemRecord<Plan>
  ) -> SystemOutcome<Plan> {
    guard case .scenario(let scenario) = read(variant), record.refusals.isEmpty else {
      return Self.refused(variant, record.refusals)
    }
    func candidates(_ plans: [Plan]) -> [Candidate<Plan>] {
      plans.map { plan in
        let design = Asked.Answer(scenario: scenario, plan: plan)
        return Candidate(
          plan: plan,
          standing: design.standing,
          merits: goals.merits { design.value(of: $0) }
        )
      }
    }
    return outcome(
      variant,
      scenario,
      PlanSearch.Result(
        ranking: candidates(record.ranking),
        front: candidates(record.front),
        coverage: record.coverage,
        count: record.count
      )
    )
  }

  /// Results of a block by their place in it, on all threads.
  private func concurrently<Result: Sendable>(
    _ block: [Int],
    _ body: @Sendable (_ variant: Int, _ jobs: Int) -> Result
  ) -> [Result] {
    // Few systems: each takes all threads in turn.
    guard jobs > 1, block.count >= 2 * jobs else { return block.map { body($0, jobs) } }
    var results = [Result?](repeating: nil, count: block.count)
    PlanSearch(goals, jobs: jobs).concurrently(&results) { body(block[$0], 1) }
    return results.compactMap { $0 }
  }
}
