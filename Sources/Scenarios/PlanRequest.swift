public import Workloads

/// A plan as far as a scenario fixes it; what is nil is searched for.
public struct PlanRequest: Hashable, Sendable {
  /// Ranks that split each layer's matrices.
  public var tensor: Int?
  /// Stages that split the layers.
  public var pipeline: Int?
  /// Chunks of layers that a stage holds.
  public var virtual: Int?
  /// Ranks that split a sequence.
  public var context: Int?
  /// Ranks that split the experts.
  public var expert: Int?
  /// Ranks that work on different sequences; must agree with what the others leave.
  public var data: Int?
  /// Sequences that pass through the pipeline together.
  public var microBatch: Int?
  /// What backward computes again.
  public var recompute: TrainingPlan.Recompute?
  /// Layers of a stage that are recomputed in full.
  public var recomputedLayers: Int?
  /// Whether norms are split along the sequence.
  public var sequenceParallel: Bool?
  /// Which state data ranks share out.
  public var sharding: TrainingPlan.Sharding?
  /// Ranks that share the weights.
  public var shardGroup: Int?
  /// Which traffic hides.
  public var overlap: TrainingPlan.Overlap?
  /// The pipeline's order of work.
  public var schedule: TrainingPlan.Schedule = .oneForwardOneBackward
  /// Which ranks stand closest together.
  public var rankOrder: TrainingPlan.RankOrder?

  /// A request that fixes nothing.
  public init() {}

  /// A request that fixes everything as in a plan.
  public init(fixing plan: TrainingPlan) {
    tensor = plan.tensor
    pipeline = plan.pipeline
    virtual = plan.virtual
    context = plan.context
    expert = plan.expert
    microBatch = plan.microBatch
    recompute = plan.recompute
    recomputedLayers = plan.recomputedLayers
    sequenceParallel = plan.sequenceParallel
    sharding = plan.sharding
    shardGroup = plan.shardGroup
    overlap = plan.overlap
    schedule = plan.schedule
    rankOrder = plan.rankOrder
  }

  /// Whether every part that changes an estimate is fixed.
  public var isComplete: Bool {
    tensor != nil && pipeline != nil && virtual != nil && context != nil && expert != nil
      && microBatch != nil && recompute != nil && sequenceParallel != nil && sharding != nil
  }
}
