public import Workloads

/// What a training framework of a given date does well and badly: a dated part like any other.
public struct SoftwareStack: Hashable, Sendable {
  /// The catalogue name, such as `megatron-2024`.
  public var id: String
  /// Name and date for a reader.
  public var name: String
  /// Whether attention is one fused kernel.
  public var attention: LayerWork.AttentionKernel
  /// Whether residuals and attention have dropout.
  public var dropout: Bool
  /// Matrix products' rate in a step over that of the accelerator's measured kernels.
  public var matmulRate: Double
  /// Forward attention's rate over that of the accelerator's measured kernel.
  public var attentionForward: Double
  /// Backward attention's rate over that of the accelerator's backward kernel.
  public var attentionBackward: Double
  /// Attention's rate with heads of 64 and less over what the accelerator's model gives.
  public var attentionNarrow: Double
  /// Traffic of element-wise kernels over the least that separate kernels need.
  public var vectorTraffic: Double
  /// Time of quantising kernels over that of casts standing alone, 0 when all are fused away.
  public var quantiseTraffic: Double
  /// Host time to launch one kernel [s].
  public var hostPerKernel: Double
  /// Host time of a step outside the passes: data, logging, optimizer set-up [s].
  public var hostPerStep: Double
  /// Share of tensor-parallel traffic that hides when overlapped, 0…1.
  public var tensorHidden: Double
  /// Share of pipeline sends that hide when overlapped, 0…1.
  public var pipelineHidden: Double
  /// Share of expert traffic that hides when overlapped, 0…1.
  public var expertHidden: Double
  /// How far dispatch sends a token once to a node instead of once to each of its ranks, 0…1.
  public var dispatchPerNode: Double
  /// Share of a backward pass under which data-parallel traffic may hide, 0…1.
  public var dataHidden: Double
  /// Bandwidth that collectives reach in a training step over that of a benchmark, 0…1.
  public var collectiveEfficiency: Double
  /// Time that hidden traffic adds to the kernels above it, over its own time.
  public var contention: Double
  /// Spread of speed between nodes and steps, as a share of a step [1].
  public var spread: Double
  /// Which traffic the stack hides when a plan does not say.
  public var overlap: TrainingPlan.Overlap
  /// Bytes that the optimizer moves for a parameter it updates [B].
  public var optimizerTraffic: Double
  /// Bytes of an accumulated gradient in 16-bit recipes [B/parameter].
  public var gradientBytes: Double
  /// Bytes of a gradient as it is reduced in 16-bit recipes [B/parameter].
  public var reductionBytes: Double
  /// Memory that context, libraries and communication buffers take [B].
  public var memoryReserve: Double
  /// Memory held by the allocator beyond what is in use, as a share.
  public var memoryMargin: Double
  /// Whether weights are gathered from their shards in 8 bits by quantised recipes.
  public var quantisedGather: Bool
  /// Whether tokens are dispatched to experts in 8 bits by quantised recipes.
  public var quantisedDispatch: Bool
  /// Bytes kept for a logit between forward and backward [B].
  public var logitBytes: Double
  /// What a search may choose for it; a plan that is given may use more.
  public var abilities: Abilities

  /// Describes a stack; what is left out has the value of a stack without the ability.
  public init(
    id: String,
    name: String,
    attention: LayerWork.AttentionKernel = .flash,
    dropout: Bool = false,
    matmulRate: Double = 1,
    attentionForward: Double = 1,
    attentionBackward: Double = 1,
    attentionNarrow: Double = 1,
    vectorTraffic: Double = 1,
    quantiseTraffic: Double = 1,
    hostPerKernel: Double = 5e-6,
    hostPerStep: Double = 0,
    tensorHidden: Double = 0,
    pipelineHidden: Double = 0,
    expertHidden: Double = 0,
    dispatchPerNode: Double = 0,
    dataHidden: Double = 0.8,
    collectiveEfficiency: Double = 1,
    contention: Double = 0,
    spread: Double = 0,
    overlap: TrainingPlan.Overlap = [],
    optimizerTraffic: Double = 38,
    gradientBytes: Double = 4,
    reductionBytes: Double = 4,
    memoryReserve: Double = 2e9,
    memoryMargin: Double = 0,
    quantisedGather: Bool = false,
    quantisedDispatch: Bool = false,
    logitBytes: Double = 6,
    abilities: Abilities = .all
  ) {
    self.id = id
    self.name = name
    self.attention = attention
    self.dropout = dropout
    self.matmulRate = matmulRate
    self.attentionForward = attentionForward
    self.attentionBackward = attentionBackward
    self.attentionNarrow = attentionNarrow
    self.vectorTraffic = vectorTraffic
    self.quantiseTraffic = quantiseTraffic
    self.hostPerKernel = hostPerKernel
    self.hostPerStep = hostPerStep
    self.tensorHidden = tensorHidden
    self.pipelineHidden = pipelineHidden
    self.expertHidden = expertHidden
    self.dispatchPerNode = dispatchPerNode
    self.dataHidden = dataHidden
    self.collectiveEfficiency = collectiveEfficiency
    self.contention = contention
    self.spread = spread
    self.overlap = overlap
    self.optimizerTraffic = optimizerTraffic
    self.gradientBytes = gradientBytes
    self.reductionBytes = reductionBytes
    self.memoryReserve = memoryReserve
    self.memoryMargin = memoryMargin
    self.quantisedGather = quantisedGather
    self.quantisedDispatch = quantisedDispatch
    self.logitBytes = logitBytes
    self.abilities = abilities
  }
}
