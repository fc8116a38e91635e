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
    var kernels = KernelsByMode(sweep: sweep)
    for stages in cell.pipelines {
      let branch = Branch(cell.plan, stages, choices)
      for (sharding, group) in branch.shardings {
        var base = branch.plan
        base.sharding = sharding
        base.shardGroup = group
        guard sweep.leastMemory(base) <= capacity else { continue }
        // More chunks leave less of a bubble and send more: none of them bounds the others.
        let orders = branch.orders.filter { order in
          base.rankOrder = order
          return branch.virtuals.contains { virtual in
            base.virtual = virtual
            return mayBeat(times, base, kernels[base])
          }
        }
        for (mode, layers) in branch.modes {
          base.recompute = mode
          for virtual in branch.virtuals {
            base.virtual = virtual
            let fitting = firstFitting(layers.count) { place in
              var plan = base
              plan.recomputedLayers = layers[place]
              return sweep.memory(plan).total
            }
            let left = layers.dropFirst(fitting)
            tally.fitting += left.count * branch.overlaps.count * branch.orders.count
            for order in orders {
              base.rankOrder = order
              book(base, left, branch.overlaps, kernels[base], times: times, into: &tally)
            }
          }
        }
      }
    }
    return tally
  }

  /// Whether some plan that takes no less than one does could take less than any of some times.
  private func mayBeat(_ times: [Double], _ plan: TrainingPlan, _ kernels: PlanKernels) -> Bool {
    guard let slowest = times.last else { return false }
    guard sweep.hidingPays else { return true }
    let stages = sweep.stages(plan, kernels: kernels)
    // Rounding of the bound is covered by a billionth.
    return sweep.least(plan, stages: stages, isSettled: true).seconds * (1 - 1e-9) < slowest
  }

  /// Books plans that fit and differ in how many layers are recomputed, and in overlap; the more layers, the
  /// longer they take.
  private func book(
    _ base: TrainingPlan,
    _ layers: ArraySlice<Int?>,
    _ overlaps: [TrainingPlan.Overlap],
    _ kernels: PlanKernels,
    times: [Double],
    into tally: inout Tally
  ) {
    var plan = base
    for count in layers {
      plan.recomputedLayers = count
      plan.overlap = overlaps.first ?? []
      guard mayBeat(times, plan, kernels) else { return }
      let memory = sweep.memory(plan)
      for overlap in overlaps {
        plan.overlap = overlap
        let stages = sweep.stages(plan, kernels: kernels)
        tally.book(sweep.step(plan, stages: stages, memory: memory).seconds, against: times)
      }
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
