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
      let (seconds, energy) = least(branch.plan, own, isSettled: false)
      guard seconds > 0 else { return Merits(repeating: .infinity) }
      best = pointwiseMax(best, bound(seconds: seconds, energy: energy))
    }
    return best
  }

  /// The least that any plan takes which takes no less than one does: time [s] and energy [J].
  private func least(
    _ plan: TrainingPlan,
    _ kernels: PlanKernels,
    isSettled: Bool
  ) -> (seconds: Double, energy: Double) {
    guard sweep.hidingPays else { return (0, 0) }
    let stages = sweep.stages(plan, kernels: kernels)
    return sweep.least(plan, stages: stages, isSettled: isSettled)
  }

  /// Whether no plan that takes no less than one does could find a place.
  private func isOutrun(
    _ plan: TrainingPlan,
    _ kernels: PlanKernels,
    isSettled: Bool,
    _ walk: SearchWalk<TrainingPlan>
  ) -> Bool {
    let (seconds, energy) = least(plan, kernels, isSettled: isSettled)
    guard seconds > 0 else { return false }
    if let miss = leastMiss(seconds: seconds, energy: energy),
      walk.excludes(Standing(.missesTarget, shortfall: miss))
    {
      return true
    }
    return walk.excludes(bound(seconds: seconds, energy: energy))
  }

  /// By what ratio plans that take so much or more exceed the budget at least; nil where they may keep to it.
  private func leastMiss(seconds: Double, energy: Double) -> Double? {
    let budget = scenario.budget
    guard budget.deadline != nil || budget.carbon != nil else { return nil }
    let run = least.run(seconds: seconds, energy: energy)
    var worst = 1.0
    if let limit = budget.deadline, let time = run.timeToTrain { worst = max(worst, time / limit) }
    if let limit = budget.carbon { worst = max(worst, run.carbon / limit) }
    worst *= 1 - 1e-9
    return worst > 1 ? worst : nil
  }

  /// The best values of any plan whose step takes so much.
  private func bound(seconds: Double, energy: Double) -> Merits {
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
      if isOutrun(branch.plan, kernels[branch.plan], isSettled: false, walk) {
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
        return !isOutrun(base, kernels[base], isSettled: true, walk)
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
    // Of those that do not fit, fewer layers recomputed need more.
    for place in (0..<fitting).reversed() {
      plan.recomputedLayers = layers[place]
      let need = memory(place).total
      if walk.excludes(Standing(.misfit, shortfall: need)) {
        walk.coverage.misfit += (place + 1) * width
        break
      }
      offer(misfits: plan, branch, need: need, into: &walk)
    }
    guard fitting < layers.count else { return }
    for order in branch.orders {
      plan.rankOrder = order
      for place in fitting..<layers.count {
        plan.recomputedLayers = layers[place]
        plan.overlap = base.overlap
        if isOutrun(plan, kernels, isSettled: true, walk) {
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

  /// Books plans that do not fit; neither overlap nor the order of ranks changes memory.
  private func offer(
    misfits plan: TrainingPlan,
    _ branch: Branch,
    need: Double,
    into walk: inout SearchWalk<TrainingPlan>
  ) {
    var plan = plan
    for overlap in branch.overlaps {
      plan.overlap = overlap
      for order in branch.orders {
        plan.rankOrder = order
        walk.offer(misfit: plan, need: need)
      }
    }
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
