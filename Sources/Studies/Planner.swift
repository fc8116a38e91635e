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

  /// The most promising plans, best first, those that do not fit in memory included.
  ///
  /// - Parameters:
  ///   - count: Plans to keep.
  ///   - scenario: The scenario by which they are ranked, memory left out of account.
  /// - Returns: At most that many plans.
  public func promising(_ count: Int, _ scenario: Scenario) -> [TrainingPlan] {
    let plans = PlanSpace.plans(scenario)
    let scores = scored(plans, scenario: scenario)
    return plans.indices.sorted {
      (-scores[$0].merit, $0) < (-scores[$1].merit, $1)
    }.prefix(count).map { plans[$0] }
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
