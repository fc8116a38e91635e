import Workloads

/// Whether a plan can be laid out at all, in the tests' own words.
enum Layout {
  /// The first rule that a plan breaks, nil when it breaks none; memory is not looked at.
  static func fault(_ plan: TrainingPlan, of job: TrainingJob, domain: Int) -> String? {
    let model = job.architecture
    let ranks = plan.data * plan.context
    let perPipeline = job.globalBatch / max(1, plan.data * plan.microBatch)
    func divides(_ part: Int, _ whole: Int) -> Bool { part > 0 && whole % part == 0 }
    let rules: [(holds: Bool, name: String)] = [
      (divides(plan.tensor, model.heads), "tensor divides heads"),
      (
        divides(plan.tensor, model.kvHeads) || divides(model.kvHeads, plan.tensor),
        "tensor and key/value heads"
      ),
      (plan.tensor <= domain, "tensor within a domain"),
      (plan.pipeline * plan.virtual <= model.layers, "a layer for each chunk"),
      (plan.virtual == 1 || plan.pipeline > 1, "chunks need stages"),
      (divides(plan.context, job.sequence), "context divides the sequence"),
      (divides(plan.data * plan.microBatch, job.globalBatch), "ranks divide the batch"),
      (plan.virtual == 1 || divides(plan.pipeline, perPipeline), "interleaving fills stages"),
      (
        model.experts.map { divides(plan.expert, $0.count) } ?? (plan.expert == 1),
        "expert ranks divide experts"
      ),
      (divides(plan.expert, ranks * plan.tensor), "expert ranks divide a stage's"),
      (
        !plan.sequenceParallel || divides(plan.tensor, job.sequence / plan.context),
        "tensor divides the rank's sequence"
      ),
      (plan.shardGroup.map { divides($0, ranks) } ?? true, "shards divide data ranks"),
    ]
    return rules.first { !$0.holds }?.name
  }
}
