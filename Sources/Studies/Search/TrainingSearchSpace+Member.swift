import Scenarios
import Training
public import Workloads

extension TrainingSearchSpace {
  /// The plan of this space that lays a job out as a given one does.
  ///
  /// What changes nothing is written as the space writes it: traffic that does not exist does not
  /// hide, a single rank shares nothing out, fused attention's core is not recomputed apart.
  ///
  /// - Parameter plan: Any plan of the job.
  /// - Returns: A plan with the same step, which is in the space if ``fault(of:)`` finds nothing.
  public func canonical(_ plan: TrainingPlan) -> TrainingPlan {
    var plan = plan
    let copies = plan.data * plan.context
    if plan.tensor == 1 { plan.sequenceParallel = false }
    if plan.pipeline == 1 { plan.virtual = 1 }
    if copies == 1 { plan.sharding = .none }
    if plan.sharding != .weights || plan.shardGroup == copies { plan.shardGroup = nil }
    if plan.recompute.contains(.full) {
      plan.recompute = .full
    } else if plan.recompute.contains(.feedForward) {
      plan.recompute.remove(.activation)
    }
    if scenario.stack.attention != .unfused { plan.recompute.remove(.coreAttention) }
    let held = (scenario.job.architecture.layers + plan.pipeline - 1) / max(1, plan.pipeline)
    if plan.recompute != .full || (plan.recomputedLayers ?? 0) >= held {
      plan.recomputedLayers = nil
    }
    if plan.recomputedLayers == 0 {
      plan.recompute = []
      plan.recomputedLayers = nil
    }
    plan.overlap.formIntersection(choices.overlaps(plan).first ?? [])
    return plan
  }

  /// Why a plan is not one of this space, in the user's words; nil when it is.
  ///
  /// - Parameter plan: A plan as ``canonical(_:)`` writes it.
  /// - Returns: The first part of it that no plan of the space has.
  public func fault(of plan: TrainingPlan) -> String? {
    let stages = choices.pipelines(tensor: plan.tensor, context: plan.context)
    let perCopy = scenario.job.globalBatch / max(1, plan.data)
    let micro = plan.microBatch
    let rules: [(isMet: () -> Bool, words: String)] = [
      ({ choices.tensors.contains(plan.tensor) }, "\(plan.tensor) tensor ranks"),
      (
        { choices.contexts(tensor: plan.tensor).contains(plan.context) },
        "\(plan.context) context ranks"
      ),
      (
        { stages.contains { $0.pipeline == plan.pipeline && $0.data == plan.data } },
        "\(plan.pipeline) stages and \(plan.data) copies"
      ),
      (
        {
          choices.experts(ranks: plan.tensor * plan.context * plan.data).contains(plan.expert)
        },
        "\(plan.expert) expert ranks"
      ),
      (
        { choices.microBatches(perCopy: perCopy).contains(micro) },
        "micro-batches of \(micro) of \(perCopy) sequences"
      ),
      (
        {
          choices.virtuals(pipeline: plan.pipeline, perCopy: perCopy, microBatch: micro)
            .contains(plan.virtual)
        },
        "\(plan.virtual) chunks on \(plan.pipeline) stages with \(perCopy / micro) micro-batches"
      ),
      (
        {
          choices.sequenceParallel(tensor: plan.tensor, context: plan.context)
            .contains(plan.sequenceParallel)
        },
        "norms split over \(plan.tensor) ranks"
      ),
      (
        { choices.recomputations.contains(plan.recompute) },
        "its way to recompute"
      ),
      (
        {
          choices.recomputedLayers(plan.recompute, pipeline: plan.pipeline)
            .contains { $0 == plan.recomputedLayers }
        },
        "\(plan.recomputedLayers ?? 0) layers recomputed"
      ),
      (
        {
          choices.shardings(
            tensor: plan.tensor,
            pipeline: plan.pipeline,
            context: plan.context,
            data: plan.data
          )
          .contains { $0.sharding == plan.sharding && $0.group == plan.shardGroup }
        },
        "shards over \(plan.shardGroup ?? plan.data * plan.context) ranks"
      ),
      ({ choices.overlaps(plan).contains(plan.overlap) }, "the traffic that it hides"),
      ({ choices.rankOrders(plan).contains(plan.rankOrder) }, "its order of ranks"),
    ]
    return rules.first { !$0.isMet() }?.words
  }
}
