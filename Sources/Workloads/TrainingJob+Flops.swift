extension TrainingJob {
  /// Operations that the model's mathematics needs for one step, nothing recomputed [FLOP].
  ///
  /// Six per active matrix parameter and token (the output head counted, embeddings not) plus
  /// attention over the full square of the sequence, `12·L·h·s` a token, as PaLM (Chowdhery et al.
  /// 2022, appendix B) counts them; four instead of six for frozen weights under adapters.
  public var modelFlopsPerStep: Double {
    let perToken = isAdapter ? 4.0 : 6.0
    return tokensPerStep
      * (perToken * Double(matrixParametersPerToken) + attentionFlopsPerToken)
  }

  /// Weights that multiply each token: active parameters without embeddings, head included.
  var matrixParametersPerToken: Int {
    let shared = architecture.tied ? architecture.vocabulary * architecture.hidden : 0
    return architecture.activeParameters - architecture.embeddingParameters + shared
  }

  /// Operations of attention's core for one token, forward and backward, full square [FLOP].
  var attentionFlopsPerToken: Double {
    let value: Int
    switch architecture.attention {
    case .grouped: value = architecture.headDimension
    case .latent(let latent): value = latent.valueDimension
    }
    return 6 * Double(architecture.layers) * Double(architecture.heads)
      * Double(architecture.headDimension + value) * Double(sequence)
  }
}
