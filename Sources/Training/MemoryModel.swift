import Systems
import Workloads

/// Memory of the fullest accelerator, part by part.
///
/// Saved activations follow Korthikanti et al. 2022 (arXiv:2205.05198), equations 1–6, carried
/// over to fused attention, gated and routed feed-forward parts and context parallelism; the first
/// stage keeps as many micro-batches as there are stages, and `1 + (p − 1)/(p·v)` times that when
/// interleaved. The last stage keeps one, and the logits of its loss.
struct MemoryModel {
  let setting: TrainingSetting
  let plan: TrainingPlan

  private var job: TrainingJob { setting.job }
  private var system: System { setting.system }
  private var stack: SoftwareStack { setting.stack }

  /// The account of the stage that holds most: the first, the last, or where layers are dealt out
  /// unevenly the second.
  func account() -> MemoryAccount {
    var fullest = account(stage: 0)
    guard plan.pipeline > 1 else { return fullest }
    let layout = StageLayout(layers: job.architecture.layers, stages: plan.pipeline)
    if plan.pipeline > 2, layout.middle > layout.first {
      let second = account(stage: 1)
      if second.total > fullest.total { fullest = second }
    }
    let last = account(stage: plan.pipeline - 1)
    return fullest.total >= last.total ? fullest : last
  }

  /// Memory that the first stage takes whatever it keeps of its passes, rounding left out [B].
  var least: Double {
    let state = held(stage: 0).memory.total
    return (stack.memoryReserve + (1 + stack.memoryMargin) * state) * (1 - 1e-12)
  }

  /// The state that a stage holds, before activations.
  private struct Held {
    /// Weights, gradients and optimizer state.
    var memory: MemoryAccount
    /// Layers without experts.
    var dense: Int
    /// Layers with experts.
    var sparse: Int
    /// Weights outside experts before they are shared out [parameters].
    var shared: Double
  }

  /// The state that a stage holds.
  private func held(stage: Int) -> Held {
    let architecture = job.architecture
    let recipe = job.recipe
    let layout = StageLayout(layers: architecture.layers, stages: plan.pipeline)
    let isFirst = stage == 0
    let isLast = stage == plan.pipeline - 1
    var layers = isFirst ? layout.first : isLast ? layout.last : layout.middle
    if isLast, job.trainsPredictionLayers { layers += architecture.predictionLayers }

    // Weights on this stage, outside experts and in experts.
    let leading = architecture.experts?.denseLayers ?? 0
    let sparse =
      architecture.experts == nil
      ? 0 : isFirst ? max(0, layers - leading) : min(layers, max(1, architecture.expertLayers))
    let dense = layers - sparse
    let routed = Double(architecture.experts?.count ?? 0) * Double(architecture.expertParameters)
    var shared =
      Double(dense) * Double(architecture.denseLayerParameters)
      + Double(sparse) * (Double(architecture.expertLayerParameters) - routed)
    if isFirst { shared += Double(architecture.embeddingParameters) }
    if isLast {
      shared += Double(architecture.headParameters + architecture.finalNormParameters)
      if architecture.tied, !isFirst {
        shared += Double(architecture.vocabulary * architecture.hidden)
      }
    }
    shared /= Double(plan.tensor)
    let expert = Double(sparse) * routed / Double(plan.expert)

    let copies = Double(plan.data * plan.context)
    let expertCopies = Double(
      max(1, plan.data * plan.context * plan.tensor / max(1, plan.expert))
    )
    func held(_ bytes: Double, from sharding: TrainingPlan.Sharding) -> Double {
      let isShared = plan.sharding.rawValue >= sharding.rawValue
      let group = plan.sharding == .weights ? Double(plan.shardGroup ?? Int(copies)) : copies
      return bytes
        * (shared / (isShared ? group : 1) + expert / (isShared ? expertCopies : 1))
    }
    var memory = MemoryAccount()
    memory.weights = held(recipe.weightBytes, from: .weights)
    if job.isAdapter {
      let trained = Network(plan, in: setting).trainedParameters
      memory.gradients = trained * recipe.gradientBytes
      memory.optimizer = trained * recipe.optimizerBytes
    } else {
      memory.gradients = held(recipe.gradientBytes, from: .gradients)
      memory.optimizer = held(recipe.optimizerBytes, from: .optimizer)
    }
    return Held(memory: memory, dense: dense, sparse: sparse, shared: shared)
  }

  /// The account of one stage.
  private func account(stage: Int) -> MemoryAccount {
    let held = held(stage: stage)
    var memory = held.memory
    let (dense, sparse, shared) = (held.dense, held.sparse, held.shared)
    let layers = dense + sparse
    let isLast = stage == plan.pipeline - 1
    let recipe = job.recipe
    let architecture = job.architecture

    let perLayer = LayerActivations(setting: setting, plan: plan)
    let inFlight = microBatchesInFlight(stage: stage)
    memory.activations =
      inFlight
      * (Double(dense) * perLayer.saved(experts: false)
        + Double(sparse) * perLayer.saved(experts: true))
    if plan.offloadedLayers > 0 {
      memory.activations *= 1 - min(1, Double(plan.offloadedLayers) / Double(max(1, layers)))
    }
    if plan.recompute.contains(.full) {
      memory.working = max(
        perLayer.kept(experts: false),
        sparse > 0 ? perLayer.kept(experts: true) : 0
      )
    }
    if plan.sharding == .weights {
      // Two layers' weights and one layer's gradients are whole at a time.
      let layer = max(shared, 1) / Double(max(1, layers))
      memory.working += layer * (2 * recipe.gatherBytes + recipe.reductionBytes)
    }
    if isLast {
      let rows = Double(plan.microBatch * job.sequence / plan.context)
      memory.working +=
        rows * Double(architecture.vocabulary) / Double(plan.tensor) * stack.logitBytes
    }
    memory.reserve = stack.memoryReserve + stack.memoryMargin * memory.total
    return memory
  }

  /// Micro-batches whose activations a stage holds at once, in units of all its chunks.
  private func microBatchesInFlight(stage: Int) -> Double {
    let stages = Double(plan.pipeline)
    let batches = Double(max(1, job.globalBatch / max(1, plan.data * plan.microBatch)))
    guard plan.pipeline > 1 else { return 1 }
    if plan.schedule == .dualPipe { return min(batches, stages + 1) }
    let depth = stages - Double(stage)
    guard plan.virtual > 1 else { return min(batches, depth) }
    // Narayanan et al. 2021: warm-up of (p − s − 1)·2 + (v − 1)·p chunks, one more in steady state.
    let chunks = Double(plan.virtual)
    let warm = 2 * (depth - 1) + (chunks - 1) * stages + 1
    return min(batches, warm / chunks)
  }
}
