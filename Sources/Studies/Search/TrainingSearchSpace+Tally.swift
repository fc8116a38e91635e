import Compute
import Scenarios
import Systems
import Training
import Workloads

extension TrainingSearchSpace {
  /// How many plans fit in memory, and how many of these take less than given times.
  struct Tally: Equatable {
    /// Plans that fit in memory.
    var fitting = 0
    /// Of these, plans faster than each time.
    var faster: [Int]
    /// Plans whose step was estimated; the others were proven slower or do not fit.
    var estimated = 0

    /// Adds another part of the space.
    mutating func add(_ other: Tally) {
      fitting += other.fitting
      for index in faster.indices { faster[index] += other.faster[index] }
      estimated += other.estimated
    }
  }

  /// Counts all plans exactly.
  ///
  /// A plan whose least time exceeds every given one is not estimated: only its memory is looked at.
  ///
  /// - Parameters:
  ///   - times: Times of a step, least first [s].
  ///   - search: Says on how many threads; the count does not depend on it.
  /// - Returns: The counts.
  func tally(times: [Double], on search: PlanSearch) -> Tally {
    let none = Tally(faster: [Int](repeating: 0, count: times.count))
    var parts = [Tally](repeating: none, count: groups)
    search.concurrently(&parts) { tally(cells[$0], times: times) }
    return parts.reduce(into: none) { $0.add($1) }
  }

  /// Counts the plans of a group.
  private func tally(_ cell: Group, times: [Double]) -> Tally {
    var tally = Tally(faster: [Int](repeating: 0, count: times.count))
    let kernels = sweep.kernels(cell.plan)
    for branch in branches(of: cell) {
      var stages = BranchStages(branch, kernels: kernels, sweep: sweep)
      for virtual in branch.virtuals {
        var plan = branch.plan
        plan.virtual = virtual
        // Rounding of the bound is covered by a billionth.
        let least = sweep.least(plan, stages: stages.common).seconds * (1 - 1e-9)
        for (index, (sharding, group)) in branch.shardings.enumerated() {
          plan.sharding = sharding
          plan.shardGroup = group
          let memory = sweep.memory(plan)
          guard memory.total <= scenario.system.accelerator.memoryCapacity else { continue }
          tally.fitting += branch.overlaps.count * branch.orders.count
          guard let slowest = times.last, least < slowest else { continue }
          for overlap in branch.overlaps {
            plan.overlap = overlap
            for order in branch.orders {
              plan.rankOrder = order
              let step = sweep.step(plan, stages: stages(plan, sharding: index), memory: memory)
              tally.book(step.seconds, against: times)
            }
          }
        }
      }
    }
    return tally
  }

  /// The stages of a branch's plans, each worked out once.
  private struct BranchStages {
    /// The stages of plans that share out no weights and hide all they can.
    let common: PlanStages
    private let kernels: PlanKernels
    private let sweep: TrainingSweep
    /// What was worked out, by what stages depend on.
    private var known: [Int: PlanStages] = [:]

    /// Prepares for a branch.
    init(_ branch: Branch, kernels: PlanKernels, sweep: TrainingSweep) {
      self.kernels = kernels
      self.sweep = sweep
      common = sweep.stages(branch.plan, kernels: kernels)
    }

    /// The stages of a plan.
    ///
    /// - Parameters:
    ///   - plan: A plan of the branch.
    ///   - sharding: Place of its sharding among those of the branch.
    /// - Returns: Its stages.
    mutating func callAsFunction(_ plan: TrainingPlan, sharding: Int) -> PlanStages {
      // Chunks and sends between stages are none of a stage's own; ranks stand elsewhere only for
      // those that gather weights.
      let order = plan.rankOrder == .dataFirst ? 0 : 1
      let kind = plan.sharding == .weights ? 1 + 2 * sharding + order : 0
      let place = 16 * kind + plan.overlap.subtracting(.pipeline).rawValue
      if let found = known[place] { return found }
      let found = sweep.stages(plan, kernels: kernels)
      known[place] = found
      return found
    }
  }
}

extension TrainingSearchSpace.Tally {
  /// Counts a plan that fits and takes so long.
  mutating func book(_ seconds: Double, against times: [Double]) {
    estimated += 1
    for index in times.indices.reversed() {
      guard seconds < times[index] else { return }
      faster[index] += 1
    }
  }
}
