/// How a training job is laid on a number of accelerators.
public struct TrainingPlan: Hashable, Sendable, Codable {
  /// The order in which a pipeline's stages work on micro-batches.
  public enum Schedule: String, CaseIterable, Sendable, Codable {
    /// One forward, one backward; interleaved when a rank holds more than one chunk.
    case oneForwardOneBackward = "1f1b"
    /// Weight gradients fill the bubble (ZB-H1).
    case zeroBubble = "zero-bubble"
    /// Two directions at once with forward and backward paired (DualPipe).
    case dualPipe = "dualpipe"
  }

  /// What is computed again in the backward pass instead of being kept.
  public struct Recompute: OptionSet, Hashable, Sendable, Codable {
    /// The set as bits.
    public let rawValue: Int

    /// Makes a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Scores, softmax and their product with values.
    public static let coreAttention = Recompute(rawValue: 1)
    /// Norms.
    public static let norm = Recompute(rawValue: 2)
    /// The feed-forward part's activation function.
    public static let activation = Recompute(rawValue: 4)
    /// The up-projections of latent attention.
    public static let latentProjection = Recompute(rawValue: 8)
    /// The whole feed-forward part.
    public static let feedForward = Recompute(rawValue: 16)
    /// All of a layer but its input.
    public static let full = Recompute(rawValue: 32)
    /// Cheap operations chosen one by one, the products kept (torchtitan's selective mode).
    public static let everyOther = Recompute(rawValue: 64)
  }

  /// Which state the data-parallel ranks share out among themselves.
  public enum Sharding: Int, CaseIterable, Sendable, Codable {
    case none = 0
    /// Optimizer state (ZeRO-1, distributed optimizer).
    case optimizer = 1
    /// Optimizer state and gradients (ZeRO-2).
    case gradients = 2
    /// Optimizer state, gradients and weights (ZeRO-3, FSDP).
    case weights = 3
  }

  /// Which traffic is issued so that it can hide under computation.
  public struct Overlap: OptionSet, Hashable, Sendable, Codable {
    /// The set as bits.
    public let rawValue: Int

    /// Makes a set from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Tensor-parallel collectives under the products they feed.
    public static let tensor = Overlap(rawValue: 1)
    /// Gradient reduction and weight gathering under the passes.
    public static let data = Overlap(rawValue: 2)
    /// Stage-to-stage sends under other micro-batches.
    public static let pipeline = Overlap(rawValue: 4)
    /// Expert dispatch and combine under other work.
    public static let expert = Overlap(rawValue: 8)
  }

  /// Which ranks stand closest together, after those of a layer and of a sequence.
  public enum RankOrder: String, CaseIterable, Sendable, Codable {
    /// Copies of a stage, then stages: gradients keep to a domain as far as they can.
    case dataFirst = "data-first"
    /// Stages of a copy, then copies: sends between stages keep to a domain as far as they can.
    case pipelineFirst = "pipeline-first"
  }

  /// Ranks that split each layer's matrices.
  public var tensor: Int
  /// Stages that split the layers.
  public var pipeline: Int
  /// Chunks of layers that a stage holds.
  public var virtual: Int
  /// Ranks that split a sequence.
  public var context: Int
  /// Ranks that split the experts.
  public var expert: Int
  /// Ranks that work on different sequences.
  public var data: Int
  /// Sequences that pass through the pipeline together.
  public var microBatch: Int
  /// What is computed again in backward.
  public var recompute: Recompute
  /// Layers of a stage that are recomputed when `full`, nil for all.
  public var recomputedLayers: Int?
  /// Whether norms and dropouts are split along the sequence over the tensor ranks.
  public var sequenceParallel: Bool
  /// Which state the data-parallel ranks share out.
  public var sharding: Sharding
  /// Ranks that share the weights when `sharding` is `.weights`; all data ranks when nil.
  public var shardGroup: Int?
  /// Which traffic is issued to hide under computation.
  public var overlap: Overlap
  /// The pipeline's order of work.
  public var schedule: Schedule
  /// Layers whose saved activations are kept in host memory.
  public var offloadedLayers: Int
  /// Which ranks stand closest together, after those of a layer and of a sequence.
  public var rankOrder: RankOrder

  /// Describes a plan; every degree is at least 1.
  public init(
    tensor: Int = 1,
    pipeline: Int = 1,
    virtual: Int = 1,
    context: Int = 1,
    expert: Int = 1,
    data: Int = 1,
    microBatch: Int = 1,
    recompute: Recompute = [],
    recomputedLayers: Int? = nil,
    sequenceParallel: Bool = false,
    sharding: Sharding = .none,
    shardGroup: Int? = nil,
    overlap: Overlap = [],
    schedule: Schedule = .oneForwardOneBackward,
    offloadedLayers: Int = 0,
    rankOrder: RankOrder = .dataFirst
  ) {
    self.tensor = tensor
    self.pipeline = pipeline
    self.virtual = virtual
    self.context = context
    self.expert = expert
    self.data = data
    self.microBatch = microBatch
    self.recompute = recompute
    self.recomputedLayers = recomputedLayers
    self.sequenceParallel = sequenceParallel
    self.sharding = sharding
    self.shardGroup = shardGroup
    self.overlap = overlap
    self.schedule = schedule
    self.offloadedLayers = offloadedLayers
    self.rankOrder = rankOrder
  }

  /// Accelerators that the plan uses.
  public var accelerators: Int { tensor * pipeline * context * data }
}
