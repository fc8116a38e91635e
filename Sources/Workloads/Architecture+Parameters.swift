/// Exact parameter counts, from the shapes of the weights.
///
/// They count what a checkpoint of the model stores: matrices, biases, norms, embeddings. Rotary
/// tables and other buffers are not parameters. Extra layers for multi-token prediction stand apart
/// in ``predictionParameters``, as published totals leave them out (671 B of DeepSeek-V3).
extension Architecture {
  /// All parameters of the model, without layers for multi-token prediction.
  public var parameters: Int {
    embeddingParameters + headParameters + finalNormParameters
      + denseLayers * denseLayerParameters + expertLayers * expertLayerParameters
  }

  /// Parameters that take part in one token, embedding and head included.
  ///
  /// All but the routed experts a token does not visit: the convention of Mixtral (12.9 B) and
  /// DeepSeek-V3 (37 B). OpenAI leaves the input embedding out for gpt-oss; subtract
  /// ``embeddingParameters`` to compare.
  public var activeParameters: Int {
    guard let experts else { return parameters }
    let idle = max(0, experts.count - experts.perToken)
    return parameters - expertLayers * idle * expertParameters
  }

  /// Parameters of all layers, without embeddings, output head and final norm.
  public var layerParameters: Int {
    denseLayers * denseLayerParameters + expertLayers * expertLayerParameters
  }

  /// Parameters of the token and position embeddings and of a norm after them.
  public var embeddingParameters: Int {
    (vocabulary + learnedPositions) * hidden + (embeddingNorm ? normVector(hidden) : 0)
  }

  /// Parameters of the output head, 0 for its matrix when it shares the embedding's weights.
  public var headParameters: Int {
    (tied ? 0 : vocabulary * hidden) + (headBias ? vocabulary : 0)
  }

  /// Parameters of the norm before the output head.
  public var finalNormParameters: Int { normVector(hidden) }

  /// Layers whose feed-forward part is made of routed experts.
  public var expertLayers: Int {
    guard let experts else { return 0 }
    return max(0, layers - experts.denseLayers) / max(1, experts.every)
  }

  /// Layers with a dense feed-forward part.
  public var denseLayers: Int { layers - expertLayers }

  /// Whether a layer's feed-forward part is made of routed experts.
  ///
  /// - Parameter layer: The layer's place, 0 for the first.
  /// - Returns: True where a router chooses among experts, false for a dense feed-forward part.
  public func hasExperts(layer: Int) -> Bool {
    guard let experts, layer >= experts.denseLayers, layer < layers else { return false }
    return (layer - experts.denseLayers + 1) % max(1, experts.every) == 0
  }

  /// Parameters of one layer with a dense feed-forward part.
  public var denseLayerParameters: Int {
    attentionParameters + normParameters + extraPerLayer + denseFeedForwardParameters
  }

  /// Parameters of one layer with routed experts, 0 for a dense model.
  public var expertLayerParameters: Int {
    guard let experts else { return 0 }
    return attentionParameters + normParameters + extraPerLayer + routerParameters
      + sharedExpertParameters + experts.count * expertParameters
  }

  /// Parameters of one layer's attention: projections and their biases, without norms.
  public var attentionParameters: Int {
    switch attention {
    case .grouped:
      let query = heads * headDimension
      let inputs = query + 2 * kvHeads * headDimension
      return hidden * inputs + query * hidden
        + (qkvBias ? inputs : 0) + (outputBias ? hidden : 0)
    case .latent(let latent):
      let query = heads * (latent.plainDimension + latent.ropeDimension)
      let down = latent.kvRank + latent.ropeDimension
      let up = latent.kvRank * heads * (latent.plainDimension + latent.valueDimension)
      let queries =
        latent.queryRank == 0
        ? hidden * query : hidden * latent.queryRank + latent.queryRank * query
      let biases = (qkvBias ? latent.queryRank + down : 0) + (outputBias ? hidden : 0)
      return queries + hidden * down + up + heads * latent.valueDimension * hidden + biases
    }
  }

  /// Parameters of one dense feed-forward part.
  public var denseFeedForwardParameters: Int {
    feedForward(intermediate, biases: feedForwardBias)
  }

  /// Parameters of one routed expert, 0 for a dense model.
  public var expertParameters: Int {
    guard let experts else { return 0 }
    return feedForward(experts.intermediate, biases: experts.biases)
  }

  /// Parameters of one layer's shared experts together, their gate included, 0 without any.
  public var sharedExpertParameters: Int {
    guard let experts else { return 0 }
    return feedForward(experts.sharedIntermediate, biases: false)
      + (experts.sharedGate ? hidden : 0)
  }

  /// Parameters of one layer's router, 0 for a dense model.
  public var routerParameters: Int {
    guard let experts else { return 0 }
    return experts.count * hidden + (experts.routerBias ? experts.count : 0)
  }

  /// Parameters of one layer's norms, those of queries, keys and latents included.
  public var normParameters: Int {
    var count = normsPerLayer * normVector(hidden)
    if case .latent(let latent) = attention { count += latent.queryRank + latent.kvRank }
    guard queryKeyNorm else { return count }
    switch queryKeyScale {
    case .none: return count
    case .shared: return count + 2 * headDimension
    case .everyHead: return count + (heads + kvHeads) * headDimension
    }
  }

  /// Parameters of the layers for multi-token prediction, not part of ``parameters``.
  ///
  /// A layer like the model's last one, a projection of two hidden vectors to one and three norms
  /// (DeepSeek-AI 2024, DeepSeek-V3 technical report, section 2.2). Embedding and head are those
  /// of the model, although some checkpoints store a copy.
  public var predictionParameters: Int {
    let layer = hasExperts(layer: layers - 1) ? expertLayerParameters : denseLayerParameters
    return predictionLayers * (layer + 2 * hidden * hidden + 3 * normVector(hidden))
  }

  /// Parameters of a feed-forward part with two matrices, three when gated.
  private func feedForward(_ width: Int, biases: Bool) -> Int {
    let matrices = gated ? 3 : 2
    return matrices * hidden * width + (biases ? (matrices - 1) * width + hidden : 0)
  }

  /// Parameters of one norm over a vector: scale, and bias where there is one.
  private func normVector(_ width: Int) -> Int {
    normAffine ? (normBias ? 2 : 1) * width : 0
  }
}
