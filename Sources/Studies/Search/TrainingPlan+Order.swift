public import Workloads

extension TrainingPlan: SearchedPlan {
  /// Tensor, pipeline, context, expert, virtual, micro-batch, recomputation, then switches: small before
  /// large, less before more, but more overlap before less.
  public var tieOrder: [Int] {
    [
      tensor, pipeline, context, expert, virtual, microBatch, recompute.rawValue,
      recomputedLayers ?? .max, sequenceParallel ? 1 : 0, sharding.rawValue, shardGroup ?? .max,
      -overlap.rawValue, rankOrder == .dataFirst ? 0 : 1,
    ]
  }
}
