public import Scenarios
import Training
public import Workloads

/// All plans of a training job.
///
/// A group holds the plans whose layers run the same kernels; it is walked stage count by stage count, then by
/// what is recomputed, chunks, sharing of state, overlap and order of ranks. Bounds come from kernels
/// and the traffic within layers alone, which every plan of a branch has.
public struct TrainingSearchSpace: SearchSpace {
  /// The kind of design.
  public typealias Answer = Design

  /// Plans whose layers run the same kernels.
  struct Group: Sendable {
    /// The parts of the plan that kernels depend on; the rest is open.
    var plan: TrainingPlan
    /// Numbers of stages, each with the copies that it leaves.
    var pipelines: [(pipeline: Int, data: Int)]
    /// Plans in all.
    var count: Int
  }

  /// The scenario.
  let scenario: Scenario
  /// What is looked for.
  let goals: SearchGoals
  /// What each part of a plan may be.
  let choices: TrainingChoices
  /// Estimates steps.
  let sweep: TrainingSweep
  /// Estimates runs.
  let model: RunModel
  /// What runs take at least.
  let least: LeastRun
  /// The groups.
  let cells: [Group]
  /// Plans in all.
  public let count: Int

  /// Lays out the plans of a scenario.
  public init(_ scenario: Scenario, goals: SearchGoals) {
    self.scenario = scenario
    self.goals = goals
    choices = TrainingChoices(scenario)
    sweep = TrainingSweep(job: scenario.job, system: scenario.system, stack: scenario.stack)
    model = RunModel(
      job: scenario.job,
      system: scenario.system,
      ownership: scenario.ownership,
      basis: scenario.basis,
      embodiedCarbon: scenario.embodiedCarbon
    )
    least = LeastRun(model, on: scenario.system)
    cells = Self.groups(choices)
    count = cells.reduce(0) { $0 + $1.count }
  }

  /// Number of groups.
  public var groups: Int { cells.count }
  /// Plans of a group.
  public func count(of group: Int) -> Int { cells[group].count }

  /// Every plan, in no order that counts.
  public func forEach(_ body: (TrainingPlan) -> Void) {
    for cell in cells {
      for branch in branches(of: cell) {
        for leaf in leaves(of: branch) { body(leaf) }
      }
    }
  }

  /// Deals ranks out in every way that divides.
  private static func groups(_ choices: TrainingChoices) -> [Group] {
    var groups: [Group] = []
    let modes = choices.recomputations
    for tensor in choices.tensors {
      for context in choices.contexts(tensor: tensor) {
        let pipelines = choices.pipelines(tensor: tensor, context: context)
        guard !pipelines.isEmpty else { continue }
        let norms = choices.sequenceParallel(tensor: tensor, context: context)
        let perStage = pipelines.map { choices.experts(ranks: tensor * context * $0.data) }
        for expert in Set(perStage.joined()).sorted() {
          let fitting = pipelines.indices.filter { perStage[$0].contains(expert) }
            .map { pipelines[$0] }
          let sizes = fitting.map { choices.microBatches(perCopy: choices.globalBatch / $0.data) }
          for microBatch in Set(sizes.joined()).sorted() {
            let own = fitting.indices.filter { sizes[$0].contains(microBatch) }
              .map { fitting[$0] }
            for norm in norms {
              for mode in modes {
                var plan = TrainingPlan(tensor: tensor, context: context, expert: expert)
                plan.microBatch = microBatch
                plan.sequenceParallel = norm
                plan.recompute = mode
                plan.schedule = choices.schedule
                let group = Group(plan: plan, pipelines: own, count: 0)
                groups.append(counted(group, choices))
              }
            }
          }
        }
      }
    }
    return groups.filter { $0.count > 0 }
  }

  /// A group with its plans counted.
  private static func counted(_ group: Group, _ choices: TrainingChoices) -> Group {
    var counted = group
    counted.count = group.pipelines.reduce(0) { sum, stages in
      var plan = group.plan
      plan.pipeline = stages.pipeline
      plan.data = stages.data
      let perCopy = choices.globalBatch / stages.data
      return sum
        + choices.recomputedLayers(plan.recompute, pipeline: plan.pipeline).count
        * choices.virtuals(
          pipeline: plan.pipeline,
          perCopy: perCopy,
          microBatch: plan.microBatch
        ).count
        * choices.shardings(tensor: plan.tensor, context: plan.context, data: plan.data).count
        * choices.overlaps(plan).count * choices.rankOrders(plan).count
    }
    return counted
  }
}

// MARK: Branches

extension TrainingSearchSpace {
  /// Plans of a group that have the same stages and the same layers recomputed.
  struct Branch {
    /// What they have in common; all traffic hides that may.
    var plan: TrainingPlan
    /// Chunks that a stage may hold.
    var virtuals: [Int]
    /// State that copies may share out.
    var shardings: [(sharding: TrainingPlan.Sharding, group: Int?)]
    /// Traffic that may hide, most first.
    var overlaps: [TrainingPlan.Overlap]
    /// Orders in which ranks may stand.
    var orders: [TrainingPlan.RankOrder]

    /// Plans of each number of chunks.
    var width: Int { shardings.count * overlaps.count * orders.count }
  }

  /// The branches of a group.
  func branches(of cell: Group) -> [Branch] {
    cell.pipelines.flatMap { stages -> [Branch] in
      var plan = cell.plan
      plan.pipeline = stages.pipeline
      plan.data = stages.data
      let virtuals = choices.virtuals(
        pipeline: plan.pipeline,
        perCopy: choices.globalBatch / plan.data,
        microBatch: plan.microBatch
      )
      let shardings = choices.shardings(
        tensor: plan.tensor,
        context: plan.context,
        data: plan.data
      )
      let overlaps = choices.overlaps(plan)
      let orders = choices.rankOrders(plan)
      return choices.recomputedLayers(plan.recompute, pipeline: plan.pipeline).map { layers in
        var plan = plan
        plan.recomputedLayers = layers
        plan.overlap = overlaps.first ?? []
        return Branch(
          plan: plan,
          virtuals: virtuals,
          shardings: shardings,
          overlaps: overlaps,
          orders: orders
        )
      }
    }
  }

  /// The plans of a branch.
  private func leaves(of branch: Branch) -> [TrainingPlan] {
    var found: [TrainingPlan] = []
    for virtual in branch.virtuals {
      for (sharding, group) in branch.shardings {
        for overlap in branch.overlaps {
          for order in branch.orders {
            var plan = branch.plan
            plan.virtual = virtual
            plan.sharding = sharding
            plan.shardGroup = group
            plan.overlap = overlap
            plan.rankOrder = order
            found.append(plan)
          }
        }
      }
    }
    return found
  }
}
