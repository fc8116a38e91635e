import Compute
import Scenarios
import Systems
import Training
public import Workloads

extension TrainingSearchSpace {
  /// The best values of any plan of a group.
  public func bound(of group: Int) -> Merits {
    let cell = cells[group]
    var best = Merits(repeating: -.infinity)
    var kernels: PlanKernels?
    for stages in cell.pipelines {
      let branch = Branch(cell.plan, stages, choices)
      let own = kernels ?? sweep.kernels(branch.plan)
      kernels = own
      best = pointwiseMax(best, bound(branch.plan, own, isSettled: false))
    }
    return best
  }

  /// The best values of any plan that takes no less than one does.
  private func bound(
    _ plan: TrainingPlan,
    _ kernels: PlanKernels,
    isSettled: Bool
  ) -> Merits {
    guard sweep.hidingPays else { return Merits(repeating: .infinity) }
    let stages = sweep.stages(plan, kernels: kernels)
    let (seconds, energy) = sweep.least(plan, stages: stages, isSettled: isSettled)
    if goals.followTimeAlone {
      let tokens = scenario.job.tokensPerStep
      return goals.merits {
        $0 == .tokensPerSecond
          ? tokens / (seconds * (1 - 1e-9)) * model.goodput
          : model.timeToTrain(step: seconds * (1 - 1e-9)) ?? seconds * (1 - 1e-9)
      }
    }
    let run = least.run(seconds: seconds, energy: energy)
    return goals.merits { $0 == .power ? least.power : run.value(of: $0) }
  }

  /// Estimates or excludes every plan of a group.
  public func walk(_ group: Int, into walk: inout SearchWalk<TrainingPlan>) {
    let cell = cells[group]
    var kernels = KernelsByMode(sweep: sweep)
    for stages in cell.pipelines {
      let branch = Branch(cell.plan, stages, choices)
      if walk.excludes(bound(branch.plan, kernels[branch.plan], isSettled: false)) {
        walk.coverage.outrun += branch.count
        continue
      }
      for (sharding, group) in branch.shardings {
        var plan = branch.plan
        plan.sharding = sharding
        plan.shardGroup = group
        self.walk(plan, branch, &kernels, into: &walk)
      }
    }
  }

  /// Kernels of plans that differ in what is recomputed, each timed once.
  struct KernelsByMode {
    /// Times them.
    let sweep: TrainingSweep
    /// Those that were asked for.
    private var known: [(mode: TrainingPlan.Recompute, kernels: PlanKernels)] = []

    /// Knows none yet.
    init(sweep: TrainingSweep) { self.sweep = sweep }

    /// The kernels of a plan.
    subscript(plan: TrainingPlan) -> PlanKernels {
      mutating get {
        if let found = known.first(where: { $0.mode == plan.recompute }) { return found.kernels }
        let kernels = sweep.kernels(plan)
        known.append((plan.recompute, kernels))
        return kernels
      }
    }
  }

  /// Memory of an accelerator [B].
  var capacity: Double { scenario.system.accelerator.memoryCapacity }

  /// Estimates or excludes the plans of a branch that share out state in one way.
  private func walk(
    _ base: TrainingPlan,
    _ branch: Branch,
    _ kernels: inout KernelsByMode,
    into walk: inout SearchWalk<TrainingPlan>
  ) {
    var base = base
    let state = sweep.leastMemory(base)
    if state > capacity, walk.excludes(Standing(.misfit, shortfall: state)) {
      walk.coverage.misfit += branch.width
      return
    }
    // More chunks leave less of a bubble and send more: none of them bounds the others.
    let hasPlace = branch.orders.contains { order in
      base.rankOrder = order
      return branch.virtuals.contains { virtual in
        base.virtual = virtual
        return !walk.excludes(bound(base, kernels[base], isSettled: true))
      }
    }
    guard hasPlace else {
      walk.coverage.outrun += branch.width
      return
    }
    base.rankOrder = branch.orders.first ?? .dataFirst
    for (mode, layers) in branch.modes {
      base.recompute = mode
      for virtual in branch.virtuals {
        base.virtual = virtual
        self.walk(base, layers, branch, kernels[base], into: &walk)
      }
    }
  }

  /// Estimates or excludes plans that differ in how many layers are recomputed, and in order and overlap.
  ///
  /// More layers take more time and less memory, so those that fit follow those that do not, and what has no
  /// place is followed by nothing that has.
  private func walk(
    _ base: TrainingPlan,
    _ layers: [Int?],
    _ branch: Branch,
    _ kernels: PlanKernels,
    into walk: inout SearchWalk<TrainingPlan>
  ) {
    var plan = base
    let width = branch.overlaps.count * branch.orders.count
    func memory(_ place: Int) -> MemoryAccount {
      var plan = base
      plan.recomputedLayers = layers[place]
      return sweep.memory(plan)
    }
    let fitting = firstFitting(layers.count) { memory($0).total }
    walk.coverage.misfit += fitting * width
    if fitting > 0 {
      // Of those that do not fit the last needs least, and neither overlap nor order changes that.
      plan.recomputedLayers = layers[fitting - 1]
      walk.coverage.misfit -= 1
      walk.offer(misfit: plan, need: memory(fitting - 1).total)
    }
    guard fitting < layers.count else { return }
    for order in branch.orders {
      plan.rankOrder = order
      for place in fitting..<layers.count {
        plan.recomputedLayers = layers[place]
        plan.overlap = base.overlap
        if walk.excludes(bound(plan, kernels, isSettled: true)) {
          walk.coverage.outrun += (layers.count - place) * branch.overlaps.count
          break
        }
        let memory = memory(place)
        for overlap in branch.overlaps {
          plan.overlap = overlap
          let stages = sweep.stages(plan, kernels: kernels)
          offer(plan, step: sweep.step(plan, stages: stages, memory: memory), into: &walk)
        }
      }
    }
  }

  /// The first of some places, whose needs of memory fall, that fits; their number when none does.
  func firstFitting(_ count: Int, need: (Int) -> Double) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if need(middle) > capacity { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Books a plan with its step.
  private func offer(
    _ plan: TrainingPlan,
    step: StepEstimate,
    into walk: inout SearchWalk<TrainingPlan>
  ) {
    let run = model.estimate(step)
    // Memory was looked at; a budget is all that may still be missed.
    let standing =
      scenario.budget.isEmpty
      ? Standing(.good) : Design(scenario: scenario, plan: plan, run: run).standing
    walk.offer(plan, standing: standing, merits: goals.merits(run.value(of:)))
  }
}

extension SearchGoals {
  /// Whether all values follow from the time of a step alone.
  var followTimeAlone: Bool {
    ([objective] + front).allSatisfy { $0 == .tokensPerSecond || $0 == .timeToTrain }
  }
}
