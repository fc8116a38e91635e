import Compute
import Foundation
public import Scenarios
import Systems
import Training
public import Workloads

/// Chooses what a scenario leaves open of its plan, by trying all that is valid.
public struct Planner: Sendable {
  /// Threads that estimate at once; the result does not depend on it.
  public var jobs: Int

  /// Plans with a number of threads, at least 1.
  public init(jobs: Int = 1) { self.jobs = max(1, jobs) }

  /// What a choice among plans found.
  public struct Choice: Sendable {
    /// The best design; of those that fit in memory when any does.
    public var best: Design
    /// Plans tried.
    public var tried: Int
    /// Plans of all tried that fit in memory.
    public var fitting: Int
  }

  /// The best plan by the scenario's objective.
  ///
  /// A plan that fits in memory beats every one that does not; among those that do not, the one
  /// that needs least memory is returned, so that a report can say how far it is from fitting.
  /// Ties go to the plan that comes first, in the order tensor, pipeline, context, expert,
  /// virtual, micro-batch, recompute, from small to large.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - candidates: Plans to choose among, or all valid ones.
  /// - Returns: The choice, or nil when no plan is valid.
  public func best(_ scenario: Scenario, among candidates: [TrainingPlan]? = nil) -> Choice? {
    let plans = candidates ?? PlanSpace.plans(scenario)
    guard !plans.isEmpty else { return nil }
    let scores = scored(plans, scenario: scenario)
    var best = 0
    var fitting = 0
    for index in scores.indices {
      if scores[index].fits { fitting += 1 }
      if scores[index].isBetter(than: scores[best]) { best = index }
    }
    return Choice(
      best: Design(scenario: scenario, plan: plans[best]),
      tried: plans.count,
      fitting: fitting
    )
  }

  /// The most promising plans: the best that fit in memory, the best whether or not they fit, and
  /// those that need least memory.
  ///
  /// With all three a relaxed scenario finds its plan whether it was short of memory or not.
  ///
  /// - Parameters:
  ///   - count: Plans to keep of each.
  ///   - scenario: The scenario by which they are ranked.
  /// - Returns: At most three times that many plans, in the order of the plan space.
  public func promising(_ count: Int, _ scenario: Scenario) -> [TrainingPlan] {
    let plans = PlanSpace.plans(scenario)
    let scores = scored(plans, scenario: scenario)
    func first(_ indices: [Int], by key: (Score) -> Double) -> ArraySlice<Int> {
      indices.sorted { (key(scores[$0]), $0) < (key(scores[$1]), $1) }.prefix(count)
    }
    let all = Array(plans.indices)
    var kept = Set(first(all.filter { scores[$0].fits }) { -$0.merit })
    kept.formUnion(first(all) { -$0.merit })
    kept.formUnion(first(all) { $0.memory })
    return kept.sorted().map { plans[$0] }
  }

  /// How good a plan is.
  private struct Score: Sendable {
    var fits = false
    var merit = 0.0
    var memory = Double.infinity

    func isBetter(than other: Score) -> Bool {
      if fits != other.fits { return fits }
      return fits ? merit > other.merit : memory < other.memory
    }
  }

  /// Estimates plans on all threads, results by index.
  private func scored(_ plans: [TrainingPlan], scenario: Scenario) -> [Score] {
    var scores = [Score](repeating: Score(), count: plans.count)
    let chunk = 32
    let chunks = (plans.count + chunk - 1) / chunk
    scores.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      let work: @Sendable (Int) -> Void = { index in
        for position in index * chunk..<min(plans.count, (index + 1) * chunk) {
          let design = Design(scenario: scenario, plan: plans[position])
          let memory = design.run.step.memory.total
          buffer[position] = Score(
            fits: memory <= scenario.system.accelerator.memoryCapacity,
            merit: design.merit,
            memory: memory
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
