public import Scenarios
import Training
public import Workloads

/// All plans of a training job.
///
/// A group holds the plans that split layers and micro-batches alike. It is walked number of stages by number
/// of stages, then by sharing of state, by what is recomputed, chunks, layers recomputed, order of ranks and
/// overlap; at each turn what is left may be proven to have no place, in memory or in time.
public struct TrainingSearchSpace: SearchSpace {
  /// The kind of design.
  public typealias Answer = Design

  /// Plans that split layers and micro-batches alike.
  struct Group: Sendable {
    /// What they have in common.
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
      for stages in cell.pipelines {
        for leaf in leaves(of: Branch(cell.plan, stages, choices)) { body(leaf) }
      }
    }
  }

  /// Deals ranks out in every way that divides.
  private static func groups(_ choices: TrainingChoices) -> [Group] {
    var groups: [Group] = []
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
              var plan = TrainingPlan(tensor: tensor, context: context, expert: expert)
              plan.microBatch = microBatch
              plan.sequenceParallel = norm
              plan.schedule = choices.schedule
              let count = own.reduce(0) { $0 + Branch(plan, $1, choices).count }
              groups.append(Group(plan: plan, pipelines: own, count: count))
            }
          }
        }
      }
    }
    return groups.filter { $0.count > 0 }
  }
}

// MARK: Branches

extension TrainingSearchSpace {
  /// Plans of a group that have the same number of stages.
  struct Branch {
    /// What they have in common; all traffic hides that may, and nothing is recomputed that need not be.
    var plan: TrainingPlan
    /// What backward may compute again, with the layers of a stage for which it does.
    var modes: [(mode: TrainingPlan.Recompute, layers: [Int?])]
    /// Chunks that a stage may hold.
    var virtuals: [Int]
    /// State that copies may share out.
    var shardings: [(sharding: TrainingPlan.Sharding, group: Int?)]
    /// Traffic that may hide, most first.
    var overlaps: [TrainingPlan.Overlap]
    /// Orders in which ranks may stand.
    var orders: [TrainingPlan.RankOrder]

    /// Lays out the plans of a group with a number of stages.
    init(
      _ plan: TrainingPlan,
      _ stages: (pipeline: Int, data: Int),
      _ choices: TrainingChoices
    ) {
      var plan = plan
      plan.pipeline = stages.pipeline
      plan.data = stages.data
      modes = choices.recomputations.map {
        ($0, choices.recomputedLayers($0, pipeline: stages.pipeline))
      }
      virtuals = choices.virtuals(
        pipeline: plan.pipeline,
        perCopy: choices.globalBatch / plan.data,
        microBatch: plan.microBatch
      )
      shardings = choices.shardings(
        tensor: plan.tensor,
        pipeline: plan.pipeline,
        context: plan.context,
        data: plan.data
      )
      overlaps = choices.overlaps(plan)
      orders = choices.rankOrders(plan)
      plan.overlap = overlaps.first ?? []
      plan.recompute = modes.first?.mode ?? []
      plan.recomputedLayers = modes.first?.layers.first ?? nil
      plan.virtual = virtuals.last ?? 1
      self.plan = plan
    }

    /// Plans that share out state in one way.
    var width: Int {
      modes.reduce(0) { $0 + $1.layers.count } * virtuals.count * overlaps.count * orders.count
    }

    /// Plans in all.
    var count: Int { width * shardings.count }
  }

  /// The plans of a branch.
  private func leaves(of branch: Branch) -> [TrainingPlan] {
    var found: [TrainingPlan] = []
    for (mode, counts) in branch.modes {
      for layers in counts {
        for virtual in branch.virtuals {
          for (sharding, group) in branch.shardings {
            for overlap in branch.overlaps {
              for order in branch.orders {
                var plan = branch.plan
                plan.recompute = mode
                plan.recomputedLayers = layers
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
      }
    }
    return found
  }
}
