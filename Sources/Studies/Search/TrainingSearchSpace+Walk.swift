import Compute
import Scenarios
import Systems
import Training
public import Workloads

extension TrainingSearchSpace {
  /// The best values of any plan of a group.
  public func bound(of group: Int) -> Merits {
    let cell = cells[group]
    let kernels = sweep.kernels(cell.plan)
    var best = Merits(repeating: -.infinity)
    for (pipeline, data) in cell.pipelines {
      var plan = cell.plan
      plan.pipeline = pipeline
      plan.data = data
      plan.overlap = choices.overlaps(plan).first ?? []
      // No fewer layers are recomputed than these.
      plan.recomputedLayers =
        choices.recomputedLayers(plan.recompute, pipeline: pipeline).first ?? nil
      // More chunks than any stage may hold leave no more of a bubble.
      plan.virtual = max(1, scenario.job.architecture.layers)
      best = pointwiseMax(best, bound(plan, sweep.stages(plan, kernels: kernels)))
    }
    return best
  }

  /// The best values of any plan with these stages.
  private func bound(_ plan: TrainingPlan, _ stages: PlanStages) -> Merits {
    let least = sweep.least(plan, stages: stages)
    return bound(seconds: least.seconds, energy: least.energy)
  }

  /// The best values of any plan whose step takes so much.
  private func bound(seconds: Double, energy: Double) -> Merits {
    let run = least.run(seconds: seconds, energy: energy)
    return goals.merits { $0 == .power ? least.power : run.value(of: $0) }
  }

  /// Estimates or excludes every plan of a group.
  public func walk(_ group: Int, into walk: inout SearchWalk<TrainingPlan>) {
    let cell = cells[group]
    let kernels = sweep.kernels(cell.plan)
    for branch in branches(of: cell) {
      let stages = sweep.stages(branch.plan, kernels: kernels)
      for virtual in branch.virtuals {
        var plan = branch.plan
        plan.virtual = virtual
        if walk.excludes(bound(plan, stages)) {
          walk.coverage.outrun += branch.width
        } else {
          visit(plan, branch, kernels: kernels, stages: stages, into: &walk)
        }
      }
    }
  }

  /// Estimates the plans of a branch with a number of chunks.
  private func visit(
    _ base: TrainingPlan,
    _ branch: Branch,
    kernels: PlanKernels,
    stages: PlanStages,
    into walk: inout SearchWalk<TrainingPlan>
  ) {
    let capacity = scenario.system.accelerator.memoryCapacity
    for (sharding, group) in branch.shardings {
      var plan = base
      plan.sharding = sharding
      plan.shardGroup = group
      plan.rankOrder = branch.orders.first ?? .dataFirst
      let memory = sweep.memory(plan)
      guard memory.total <= capacity else {
        offer(misfits: plan, branch, need: memory.total, into: &walk)
        continue
      }
      for overlap in branch.overlaps {
        plan.overlap = overlap
        let own = overlap == base.overlap && sharding != .weights
        for order in branch.orders {
          plan.rankOrder = order
          let stages = own ? stages : sweep.stages(plan, kernels: kernels)
          offer(plan, step: sweep.step(plan, stages: stages, memory: memory), into: &walk)
        }
      }
    }
  }

  /// Books plans that do not fit; neither overlap nor the order of ranks changes memory.
  private func offer(
    misfits plan: TrainingPlan,
    _ branch: Branch,
    need: Double,
    into walk: inout SearchWalk<TrainingPlan>
  ) {
    guard !walk.excludes(Standing(.misfit, shortfall: need)) else {
      walk.coverage.misfit += branch.overlaps.count * branch.orders.count
      return
    }
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
