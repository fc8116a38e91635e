import Compute
import Foundation
import Scenarios
import Systems

/// Chooses what a scenario leaves open of its plan, by trying all that is valid.
public struct Planner: Sendable {
  /// Threads that estimate at once; the result does not depend on it.
  public var jobs: Int

  /// Plans with a number of threads, at least 1.
  public init(jobs: Int = 1) { self.jobs = max(1, jobs) }

  /// What a choice among plans found.
  public struct Choice<Answer: StudiedDesign>: Sendable {
    /// The best design; of those that meet what is asked, or fit in memory, when any does.
    public var best: Answer
    /// Plans tried.
    public var tried: Int
    /// Plans of all tried that fit in memory.
    public var fitting: Int
  }

  /// The best plan by the scenario's objective.
  ///
  /// A plan that fits in memory beats every one that does not, and one that meets the targets every
  /// one that misses them; among those that do not, the nearest to doing so is returned (the one
  /// that needs least memory, or misses by least), so that a report can say how far it is.
  /// Ties go to the plan that comes first, in the order tensor, pipeline, context, expert,
  /// virtual, micro-batch, recompute, from small to large.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - candidates: Plans to choose among, or all valid ones.
  /// - Returns: The choice, or nil when no plan is valid.
  public func best<Asked: Studied>(
    _ scenario: Asked,
    among candidates: [Asked.Answer.Plan]? = nil
  ) -> Choice<Asked.Answer>? {
    let plans = candidates ?? scenario.plans
    guard !plans.isEmpty else { return nil }
    let scores = scored(plans, scenario: scenario)
    var best = 0
    var fitting = 0
    for index in scores.indices {
      if scores[index].standing.fits { fitting += 1 }
      if scores[index].isBetter(than: scores[best]) { best = index }
    }
    return Choice(
      best: Asked.Answer(scenario: scenario, plan: plans[best]),
      tried: plans.count,
      fitting: fitting
    )
  }

  /// The most promising plans: the best that meet what is asked, the best whether or not they do,
  /// those that need least memory, and those that miss their targets by least.
  ///
  /// With all of them a relaxed scenario finds its plan whether it was short of memory or not.
  ///
  /// - Parameters:
  ///   - count: Plans to keep of each.
  ///   - scenario: The scenario by which they are ranked.
  /// - Returns: At most three times that many plans, in the order of the plan space.
  public func promising<Asked: Studied>(_ count: Int, _ scenario: Asked) -> [Asked.Answer.Plan] {
    let plans = scenario.plans
    let scores = scored(plans, scenario: scenario)
    func first(_ indices: [Int], by key: (Score) -> Double) -> ArraySlice<Int> {
      indices.sorted { (key(scores[$0]), $0) < (key(scores[$1]), $1) }.prefix(count)
    }
    let all = Array(plans.indices)
    var kept = Set(first(all.filter { scores[$0].standing.level == .good }) { -$0.merit })
    kept.formUnion(first(all) { -$0.merit })
    kept.formUnion(first(all) { $0.need })
    let missing = all.filter { scores[$0].standing.level == .missesTarget }
    kept.formUnion(first(missing) { $0.standing.shortfall })
    return kept.sorted().map { plans[$0] }
  }

  /// How good a plan is.
  private struct Score: Sendable {
    var standing = Standing(.misfit, shortfall: .infinity)
    var merit = 0.0
    /// What plans that miss something are compared by, whatever they miss.
    var need = Double.infinity

    func isBetter(than other: Score) -> Bool {
      if standing.level != other.standing.level { return standing.level > other.standing.level }
      return standing.level == .good
        ? merit > other.merit : standing.shortfall < other.standing.shortfall
    }
  }

  /// Estimates plans on all threads, results by index.
  private func scored<Asked: Studied>(
    _ plans: [Asked.Answer.Plan],
    scenario: Asked
  ) -> [Score] {
    var scores = [Score](repeating: Score(), count: plans.count)
    let chunk = 32
    let chunks = (plans.count + chunk - 1) / chunk
    scores.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      let work: @Sendable (Int) -> Void = { index in
        for position in index * chunk..<min(plans.count, (index + 1) * chunk) {
          let design = Asked.Answer(scenario: scenario, plan: plans[position])
          buffer[position] = Score(
            standing: design.standing,
            merit: design.merit,
            need: design.need
          )
        }
      }
      if jobs == 1 || chunks == 1 {
        for index in 0..<chunks { work(index) }
      } else {
        DispatchQueue.concurrentPerform(iterations: chunks, execute: work)
      }
    }
    return scores
  }
}
