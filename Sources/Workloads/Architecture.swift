/// A decoder-only transformer, as far as its size and its arithmetic need it.
public struct Architecture: Hashable, Sendable {
  /// How keys and values are projected and kept.
  public enum AttentionKind: Hashable, Sendable {
    /// Multi-head, grouped-query and multi-query attention, by the number of key/value heads.
    case grouped
    /// Multi-head latent attention: keys and values are rebuilt from a low-rank latent.
    case latent(Latent)
  }

  /// The ranks and head dimensions of multi-head latent attention.
  public struct Latent: Hashable, Sendable {
    /// Rank of the query's latent, 0 when queries are projected directly.
    public var queryRank: Int
    /// Rank of the shared key/value latent.
    public var kvRank: Int
    /// Dimension of a head's part with rotary positions, shared by all heads for keys.
    public var ropeDimension: Int
    /// Dimension of a head's part without positions.
    public var plainDimension: Int
    /// Dimension of a head's values.
    public var valueDimension: Int

    /// Describes latent attention by its ranks and head dimensions.
    public init(
      queryRank: Int,
      kvRank: Int,
      ropeDimension: Int,
      plainDimension: Int,
      valueDimension: Int
    ) {
      self.queryRank = queryRank
      self.kvRank = kvRank
      self.ropeDimension = ropeDimension
      self.plainDimension = plainDimension
      self.valueDimension = valueDimension
    }
  }

  /// A feed-forward part made of routed experts.
  public struct Experts: Hashable, Sendable {
    /// Routed experts in a layer.
    public var count: Int
    /// Routed experts that a token visits.
    public var perToken: Int
    /// Intermediate size of one routed expert.
    public var intermediate: Int
    /// Intermediate size of all shared experts together, 0 for none.
    public var sharedIntermediate: Int
    /// Layers at the start that keep a dense feed-forward part.
    public var denseLayers: Int
    /// One layer in so many has experts, the last of each such group after the dense ones: 1 for each.
    public var every: Int
    /// Whether a shared expert has a gate of its own (Qwen 2 MoE).
    public var sharedGate: Bool
    /// Whether the router has a bias for each expert.
    public var routerBias: Bool
    /// Whether each expert's projections have biases (gpt-oss).
    public var biases: Bool

    /// Describes the routed experts of a feed-forward part.
    public init(
      count: Int,
      perToken: Int,
      intermediate: Int,
      sharedIntermediate: Int = 0,
      denseLayers: Int = 0,
      every: Int = 1,
      sharedGate: Bool = false,
      routerBias: Bool = false,
      biases: Bool = false
    ) {
      self.count = count
      self.perToken = perToken
      self.intermediate = intermediate
      self.sharedIntermediate = sharedIntermediate
      self.denseLayers = denseLayers
      self.every = every
      self.sharedGate = sharedGate
      self.routerBias = routerBias
      self.biases = biases
    }
  }

  /// Which learned scales the normalisation of queries and keys has.
  public enum QueryKeyScale: Hashable, Sendable {
    /// No learned scale (Llama 4).
    case none
    /// One vector over a head's dimension, the same for all heads (Qwen 3, Gemma 3).
    case shared
    /// One vector over the dimensions of all heads together (OLMo 2, Command R+).
    case everyHead
  }

  /// Transformer layers.
  public var layers: Int
  /// Width of the residual stream.
  public var hidden: Int
  /// Query heads.
  public var heads: Int
  /// Key/value heads.
  public var kvHeads: Int
  /// Dimension of a query–key head (for latent attention, plain plus rotary part).
  public var headDimension: Int
  /// Intermediate size of a dense feed-forward part.
  public var intermediate: Int
  /// Whether the feed-forward part is gated (three matrices instead of two).
  public var gated: Bool
  /// Entries of the vocabulary as stored, padding included.
  public var vocabulary: Int
  /// Whether the output head shares the embedding's weights.
  public var tied: Bool
  /// How keys and values are projected.
  public var attention: AttentionKind
  /// Routed experts, or nil for a dense model.
  public var experts: Experts?
  /// Learned absolute position embeddings, 0 for rotary, ALiBi or none.
  public var learnedPositions: Int
  /// Norms in a layer over the hidden width: 2 usually, 1 in most parallel blocks, 4 in Gemma 2.
  public var normsPerLayer: Int
  /// Whether a norm carries a bias besides its scale (LayerNorm).
  public var normBias: Bool
  /// Whether a norm has parameters at all (OLMo 1 has none).
  public var normAffine: Bool
  /// Whether there is a norm after the embedding (BLOOM).
  public var embeddingNorm: Bool
  /// Whether query, key and value projections have biases.
  public var qkvBias: Bool
  /// Whether the attention's output projection has a bias.
  public var outputBias: Bool
  /// Whether the feed-forward projections have biases.
  public var feedForwardBias: Bool
  /// Whether the output head has a bias (GPT-J, Phi).
  public var headBias: Bool
  /// Whether queries and keys are normalised before their product.
  public var queryKeyNorm: Bool
  /// Other parameters of a layer that no matrix holds, such as attention sinks [parameters].
  public var extraPerLayer: Int
  /// Whether attention and feed-forward part read the same input (GPT-J, Falcon, Phi).
  public var parallelBlocks: Bool
  /// Keys a query sees at most in the windowed layers, nil when none has a window.
  public var window: Int?
  /// Of all layers, the share that is windowed, 0…1.
  public var windowedShare: Double
  /// Extra layers that predict further tokens (multi-token prediction), stored with the model.
  public var predictionLayers: Int
  /// Which learned scales there are where ``queryKeyNorm`` is set.
  public var queryKeyScale: QueryKeyScale

  /// Describes an architecture; what is left out has the value most models have.
  public init(
    layers: Int,
    hidden: Int,
    heads: Int,
    kvHeads: Int,
    headDimension: Int,
    intermediate: Int,
    gated: Bool,
    vocabulary: Int,
    tied: Bool = false,
    attention: AttentionKind = .grouped,
    experts: Experts? = nil,
    learnedPositions: Int = 0,
    normsPerLayer: Int = 2,
    normBias: Bool = false,
    normAffine: Bool = true,
    embeddingNorm: Bool = false,
    qkvBias: Bool = false,
    outputBias: Bool = false,
    feedForwardBias: Bool = false,
    headBias: Bool = false,
    queryKeyNorm: Bool = false,
    extraPerLayer: Int = 0,
    parallelBlocks: Bool = false,
    window: Int? = nil,
    windowedShare: Double = 0,
    predictionLayers: Int = 0,
    queryKeyScale: QueryKeyScale = .shared
  ) {
    self.layers = layers
    self.hidden = hidden
    self.heads = heads
    self.kvHeads = kvHeads
    self.headDimension = headDimension
    self.intermediate = intermediate
    self.gated = gated
    self.vocabulary = vocabulary
    self.tied = tied
    self.attention = attention
    self.experts = experts
    self.learnedPositions = learnedPositions
    self.normsPerLayer = normsPerLayer
    self.normBias = normBias
    self.normAffine = normAffine
    self.embeddingNorm = embeddingNorm
    self.qkvBias = qkvBias
    self.outputBias = outputBias
    self.feedForwardBias = feedForwardBias
    self.headBias = headBias
    self.queryKeyNorm = queryKeyNorm
    self.extraPerLayer = extraPerLayer
    self.parallelBlocks = parallelBlocks
    self.window = window
    self.windowedShare = windowedShare
    self.predictionLayers = predictionLayers
    self.queryKeyScale = queryKeyScale
  }
}
