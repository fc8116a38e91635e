import Compute
public import Systems
public import Workloads

/// Memory of one accelerator of a copy, by what holds it [B].
public struct ServingMemory: Hashable, Sendable {
  /// Weights of the fullest rank.
  public var weights = 0.0
  /// Context, graphs, activations and buffers.
  public var reserve = 0.0
  /// What the engine leaves for keys and values.
  public var cacheCapacity = 0.0
  /// Keys and values of one token of one request.
  public var cachePerToken = 0.0
  /// Tokens of a request that windowed layers keep no keys and values of, as a share of memory.
  public var window: Window?

  /// Layers that keep only the last tokens.
  public struct Window: Hashable, Sendable {
    /// Tokens kept.
    public var tokens: Double
    /// Share of the layers that keep only those.
    public var share: Double
  }

  /// Keys and values of a request of so many tokens [B].
  public func cache(tokens: Double) -> Double {
    guard let window else { return tokens * cachePerToken }
    let kept = (1 - window.share) * tokens + window.share * min(tokens, window.tokens)
    return kept * cachePerToken
  }

  /// Requests of so many tokens that one attention rank can hold at once.
  public func requests(tokens: Double) -> Double {
    let each = cache(tokens: tokens)
    return each > 0 ? max(0, cacheCapacity / each) : .infinity
  }
}

extension ServingMemory {
  /// The memory of a copy's fullest rank.
  ///
  /// - Parameters:
  ///   - architecture: The model.
  ///   - recipe: Its number formats.
  ///   - layout: How a copy is laid out.
  ///   - system: On what.
  ///   - stack: With which engine.
  public init(
    architecture: Architecture,
    recipe: ServingRecipe,
    layout: ServingPlan.Layout,
    system: System,
    stack: ServingStack
  ) {
    let tensor = Double(layout.tensor)
    let stages = Double(layout.pipeline)
    var layers = Double(
      architecture.layers * (architecture.attentionParameters + architecture.normParameters)
    )
    layers *= recipe.projectionWeights.bytes / tensor
    layers +=
      Double(architecture.denseLayers * architecture.denseFeedForwardParameters)
      * recipe.weights.bytes / tensor
    if let experts = architecture.experts {
      let sparse = Double(architecture.expertLayers)
      let shards = Double(min(layout.expert, experts.count) * layout.expertTensor)
      layers +=
        sparse * Double(experts.count * architecture.expertParameters)
        * recipe.expertWeights.bytes / shards
      layers += sparse * Double(architecture.sharedExpertParameters) * recipe.weights.bytes / tensor
      layers += sparse * Double(architecture.routerParameters) * 2
    }
    let ends =
      Double(architecture.embeddingParameters + architecture.headParameters) * recipe.head.bytes
    // Embedding and head are split over all ranks of a stage, whatever attention does.
    // Long pipelines balance their stages around them.
    weights = layers / stages + ends / Double(layout.stage) / stages
    reserve = stack.memoryReserve
    cacheCapacity = max(
      0,
      system.accelerator.totalCapacity * stack.memoryShare - weights - reserve
    )
    switch architecture.attention {
    case .grouped:
      let kept = max(1, Double(architecture.kvHeads) / tensor)
      cachePerToken =
        2 * kept * Double(architecture.headDimension) * Double(architecture.layers) / stages
        * recipe.cache.bytes
    case .latent(let latent):
      // The latent is shared by all heads: every rank that splits them keeps all of it.
      cachePerToken =
        Double(latent.kvRank + latent.ropeDimension) * Double(architecture.layers) / stages
        * recipe.cache.bytes
    }
    if let tokens = architecture.window, architecture.windowedShare > 0, stack.keepsWindow {
      window = Window(tokens: Double(tokens), share: architecture.windowedShare)
    }
  }

  /// Keys and values of one token over a whole copy, each byte once [B].
  static func transferred(_ architecture: Architecture, recipe: ServingRecipe) -> Double {
    let values: Int
    switch architecture.attention {
    case .grouped: values = 2 * architecture.kvHeads * architecture.headDimension
    case .latent(let latent): values = latent.kvRank + latent.ropeDimension
    }
    return Double(values * architecture.layers) * recipe.cache.bytes
  }
}
