import Quantities
import Workloads

/// Plans as words and as machine-readable values.
enum PlanWords {
  /// What backward computes again, as scenarios write it.
  static func recompute(_ plan: TrainingPlan) -> [String] {
    let names: [(TrainingPlan.Recompute, String)] = [
      (.coreAttention, "core-attention"), (.norm, "norm"), (.activation, "activation"),
      (.latentProjection, "latent-projection"), (.feedForward, "feed-forward"), (.full, "full"),
      (.everyOther, "every-other"),
    ]
    return names.filter { plan.recompute.contains($0.0) }.map(\.1)
  }

  /// Which traffic hides, as scenarios write it.
  static func overlap(_ plan: TrainingPlan) -> [String] {
    let names: [(TrainingPlan.Overlap, String)] = [
      (.tensor, "tensor"), (.data, "data"), (.pipeline, "pipeline"), (.expert, "expert"),
    ]
    return names.filter { plan.overlap.contains($0.0) }.map(\.1)
  }

  /// Which state data ranks share out.
  static func sharding(_ sharding: TrainingPlan.Sharding) -> String {
    switch sharding {
    case .none: "nothing sharded"
    case .optimizer: "optimizer sharded"
    case .gradients: "optimizer and gradients sharded"
    case .weights: "optimizer, gradients and weights sharded"
    }
  }

  /// The plan in a line.
  static func sentence(_ plan: TrainingPlan, microBatches: Int) -> String {
    var parts = ["tensor \(plan.tensor)"]
    var pipeline = "pipeline \(plan.pipeline)"
    if plan.virtual > 1 { pipeline += " × \(plan.virtual) chunks" }
    parts.append(pipeline)
    if plan.context > 1 { parts.append("context \(plan.context)") }
    if plan.expert > 1 { parts.append("expert \(plan.expert)") }
    parts.append("data \(Format.count(plan.data))")
    parts.append(
      "micro-batch \(plan.microBatch)"
        + (microBatches > 0 ? " × \(Format.count(microBatches))" : "")
    )
    let again = recompute(plan)
    switch again {
    case []: parts.append("nothing recomputed")
    case ["full"]:
      parts.append(
        plan.recomputedLayers.map { "\($0) layers a stage recomputed" } ?? "everything recomputed"
      )
    default: parts.append(again.joined(separator: " + ") + " recomputed")
    }
    if plan.tensor > 1 {
      parts.append(plan.sequenceParallel ? "sequence-parallel" : "not sequence-parallel")
    }
    parts.append(sharding(plan.sharding))
    if plan.pipeline > 1 { parts.append(plan.schedule.rawValue) }
    if plan.rankOrder == .pipelineFirst { parts.append("stages of a copy together") }
    let hidden = overlap(plan)
    parts.append(hidden.isEmpty ? "no overlap" : "overlap of " + hidden.joined(separator: ", "))
    return parts.joined(separator: " · ")
  }

  /// The plan as a code for tables: a letter and a number a part, what is 1 or usual left out.
  static func code(_ plan: TrainingPlan) -> String {
    var parts = ["t\(plan.tensor)"]
    parts.append("p\(plan.pipeline)" + (plan.virtual > 1 ? "x\(plan.virtual)" : ""))
    if plan.context > 1 { parts.append("c\(plan.context)") }
    if plan.expert > 1 { parts.append("e\(plan.expert)") }
    parts += ["d\(plan.data)", "m\(plan.microBatch)"]
    if plan.recompute.contains(.full) {
      parts.append("r" + (plan.recomputedLayers.map(String.init) ?? "all"))
    } else if !plan.recompute.isEmpty {
      let names = recompute(plan).map { $0.split(separator: "-").compactMap(\.first) }
      parts.append("r:" + names.map { String($0) }.joined(separator: "+"))
    }
    parts.append("z\(plan.sharding.rawValue)" + (plan.shardGroup.map { "/\($0)" } ?? ""))
    if plan.sequenceParallel { parts.append("s") }
    if !plan.overlap.isEmpty {
      parts.append("o:" + overlap(plan).compactMap(\.first).map { String($0) }.joined())
    }
    if plan.rankOrder == .pipelineFirst { parts.append("pf") }
    return parts.joined(separator: " ")
  }

  /// What the letters of ``code(_:)`` mean.
  static let legend =
    "Plans: t tensor, p pipeline (x chunks), c context, e expert, d data, m micro-batch; r recomputed (layers,"
    + " or parts: ca core attention, n norm, a activation, lp latent projection, ff feed-forward), z sharded"
    + " state (/group), s sequence-parallel, o overlap (tensor, data, pipeline, expert), pf stages of a copy"
    + " stand together. JSON and CSV have every plan in words."

  /// The plan with the keys of a scenario.
  static func json(_ plan: TrainingPlan) -> JSON {
    [
      "tensor": .integer(plan.tensor), "pipeline": .integer(plan.pipeline),
      "virtual": .integer(plan.virtual), "context": .integer(plan.context),
      "expert": .integer(plan.expert), "data": .integer(plan.data),
      "micro-batch": .integer(plan.microBatch), "recompute": .texts(recompute(plan)),
      "recomputed-layers": plan.recomputedLayers.map { .integer($0) } ?? .null,
      "sequence-parallel": .flag(plan.sequenceParallel),
      "optimizer-sharding": .integer(plan.sharding.rawValue),
      "shard-group": plan.shardGroup.map { .integer($0) } ?? .null,
      "overlap": .texts(overlap(plan)), "schedule": .text(plan.schedule.rawValue),
      "rank-order": .text(plan.rankOrder.rawValue),
    ]
  }
}
