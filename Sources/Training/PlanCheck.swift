public import Systems
public import Workloads

/// Whether a plan can be laid out at all, and why not.
public enum PlanCheck {
  /// What forbids a plan, in the user's words; empty when nothing does.
  ///
  /// Memory is not checked here: it is part of the estimate.
  public static func problems(
    _ plan: TrainingPlan, of job: TrainingJob, on system: System
  ) -> [String] {
    var found: [String] = []
    let architecture = job.architecture
    func divides(_ part: Int, _ whole: Int) -> Bool { part > 0 && whole % part == 0 }
    if plan.accelerators != system.count {
      found.append(
        "tensor × pipeline × context × data = \(plan.tensor) × \(plan.pipeline) × \(plan.context)"
          + " × \(plan.data) = \(plan.accelerators), but the system has \(system.count)"
          + " accelerators")
    }
    if !divides(plan.tensor, architecture.heads) {
      found.append(
        "plan.tensor is \(plan.tensor); it must divide the \(architecture.heads) attention heads")
    }
    let quotient = architecture.kvHeads % plan.tensor == 0 || plan.tensor % architecture.kvHeads == 0
    if !quotient {
      found.append(
        "plan.tensor is \(plan.tensor); it must divide the \(architecture.kvHeads) key/value heads"
          + " or be a multiple of them")
    }
    if plan.tensor > system.domain {
      found.append(
        "plan.tensor is \(plan.tensor), more than the \(system.domain) accelerators that share"
          + " a scale-up fabric")
    }
    if plan.pipeline * plan.virtual > architecture.layers {
      found.append(
        "plan.pipeline × plan.virtual is \(plan.pipeline * plan.virtual), more than the"
          + " \(architecture.layers) layers")
    }
    if plan.virtual > 1, plan.pipeline == 1 {
      found.append("plan.virtual is \(plan.virtual), which needs plan.pipeline above 1")
    }
    if !divides(plan.context, job.sequence) {
      found.append(
        "plan.context is \(plan.context); it must divide the sequence of \(job.sequence) tokens")
    }
    if !divides(plan.data * plan.microBatch, job.globalBatch) {
      found.append(
        "plan.data × plan.micro-batch is \(plan.data * plan.microBatch); it must divide the"
          + " global batch of \(job.globalBatch) sequences")
    }
    if plan.virtual > 1, plan.pipeline > 1 {
      let batches = job.globalBatch / max(1, plan.data * plan.microBatch)
      if !divides(plan.pipeline, batches) {
        found.append(
          "an interleaved pipeline needs its \(batches) micro-batches to be a multiple of its"
            + " \(plan.pipeline) stages")
      }
    }
    if let experts = architecture.experts {
      if !divides(plan.expert, experts.count) {
        found.append(
          "plan.expert is \(plan.expert); it must divide the \(experts.count) experts")
      }
      if !divides(plan.expert, plan.data * plan.context * plan.tensor) {
        found.append(
          "plan.expert is \(plan.expert); it must divide data × context × tensor ="
            + " \(plan.data * plan.context * plan.tensor) ranks of a stage")
      }
    } else if plan.expert > 1 {
      found.append("plan.expert is \(plan.expert), but the model has no experts")
    }
    if plan.sequenceParallel, plan.tensor > 1, job.sequence / plan.context % plan.tensor != 0 {
      found.append(
        "plan.sequence-parallel needs plan.tensor \(plan.tensor) to divide"
          + " \(job.sequence / plan.context) tokens")
    }
    if let shards = plan.shardGroup, !divides(shards, plan.data * plan.context) {
      found.append(
        "plan.shard-group is \(shards); it must divide the \(plan.data * plan.context)"
          + " data-parallel ranks")
    }
    return found
  }
}
