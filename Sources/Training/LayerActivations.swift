import Workloads

/// Bytes that forward keeps of one layer for one micro-batch on one rank.
struct LayerActivations {
  let setting: TrainingSetting
  let plan: TrainingPlan

  private var job: TrainingJob { setting.job }
  private var stack: SoftwareStack { setting.stack }

  /// Token rows of a rank.
  private var rows: Double { Double(plan.microBatch * job.sequence / plan.context) }

  /// Rows over which norms and residuals are kept.
  private var normRows: Double {
    plan.sequenceParallel ? rows / Double(plan.tensor) : rows
  }

  /// What stays of a layer under the plan's recomputation [B].
  func saved(experts: Bool) -> Double {
    let input = normRows * Double(job.architecture.hidden) * job.recipe.activation.bytes
    if plan.recompute.contains(.full) {
      guard let limited = plan.recomputedLayers else { return input }
      let stageLayers = max(1, job.architecture.layers / plan.pipeline)
      let share = min(1, Double(limited) / Double(stageLayers))
      return share * input + (1 - share) * kept(experts: experts)
    }
    return kept(experts: experts)
  }

  /// What a layer keeps when nothing of it but the plan's selected parts is recomputed [B].
  func kept(experts: Bool) -> Double {
    let architecture = job.architecture
    let width = job.recipe.activation.bytes
    let input = job.recipe.savedBytes
    let hidden = Double(architecture.hidden)
    let tensor = Double(plan.tensor)
    let mode = plan.recompute
    let keepsNorm = !mode.contains(.norm) && !mode.contains(.everyOther)
    let mask: Double = stack.dropout ? 1 : 0

    // Residual stream before each norm, norm outputs as inputs of products, dropout masks.
    var bytes = normRows * hidden * 2 * width
    if keepsNorm { bytes += normRows * hidden * 2 * input }
    bytes += normRows * hidden * 2 * mask

    // Queries, keys, values, and attention's output.
    switch architecture.attention {
    case .grouped:
      let query = Double(architecture.heads * architecture.headDimension) / tensor
      let key = Double(max(1, architecture.kvHeads / plan.tensor) * architecture.headDimension)
      bytes += rows * (query + 2 * key) * width + rows * query * width
    case .latent(let latent):
      let heads = Double(architecture.heads) / tensor
      let query = heads * Double(latent.plainDimension + latent.ropeDimension)
      let value = heads * Double(latent.valueDimension)
      bytes += rows * Double(latent.queryRank + latent.kvRank + latent.ropeDimension) * 2 * width
      bytes += rows * value * width
      if !mode.contains(.latentProjection) { bytes += rows * (2 * query + value) * width }
    }
    if stack.attention == .unfused {
      if !mode.contains(.coreAttention) {
        let scores = Double(architecture.heads) / tensor * Double(job.sequence)
        bytes += rows * scores * (2 * width + mask)
      }
    } else {
      bytes += rows * Double(architecture.heads) / tensor * 4
    }

    // Feed-forward part.
    let gates: Double = architecture.gated ? 2 : 1
    let keepsProduct = !mode.contains(.feedForward)
    let keepsActivation =
      keepsProduct && !mode.contains(.activation) && !mode.contains(.everyOther)
    // An activation that is recomputed has its input kept as products' inputs are, in 8 bits if so.
    let product = mode.contains(.activation) ? input : width
    func feedForward(rows: Double, intermediate: Double) -> Double {
      (keepsProduct ? rows * gates * intermediate * product : 0)
        + (keepsActivation ? rows * intermediate * input : 0)
    }
    if experts, let part = architecture.experts {
      let routed = rows / tensor * Double(part.perToken)
      bytes += feedForward(rows: routed, intermediate: Double(part.intermediate))
      // Rows as dispatched; as they come back they are weighted and summed at once, not kept.
      bytes += routed * hidden * input
      bytes += rows / tensor * Double(part.count) * 8
      bytes += feedForward(rows: rows, intermediate: Double(part.sharedIntermediate) / tensor)
    } else {
      bytes += feedForward(rows: rows, intermediate: Double(architecture.intermediate) / tensor)
    }
    return bytes
  }
}
