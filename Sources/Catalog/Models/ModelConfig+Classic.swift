import Workloads

/// Families with LayerNorm and a feed-forward part of two matrices, one part after the other.
extension ModelConfig {
  /// Readers of GPT-2 and its like.
  static let classicReaders: [String: Reader] = [
    "gpt2": gpt2, "gpt_bigcode": gptBigCode, "gpt_neo": gptNeo, "bloom": bloom, "opt": opt,
    "mpt": mpt, "starcoder2": starCoder2, "nemotron": nemotron,
  ]

  /// GPT-2 and Megatron's GPT: biases everywhere, learned positions, tied embeddings.
  static func gpt2(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: true, intermediateFactor: 4)
    result.learnedPositions = config.count(.positions, default: 1024)
    result.setAllBiases()
    return result
  }

  /// StarCoder 1 and SantaCoder: GPT-2 with one key/value head.
  static func gptBigCode(_ config: inout ConfigReader) -> Architecture {
    var result = gpt2(&config)
    if config.flag("multi_query", default: true) { result.kvHeads = 1 }
    return result
  }

  /// GPT-Neo: no biases on queries, keys and values; every second layer sees 256 tokens.
  static func gptNeo(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: true, intermediateFactor: 4)
    result.learnedPositions = config.count(.positions, default: 2048)
    result.setAllBiases()
    result.qkvBias = false
    config.readWindow(into: &result, size: 256, share: 0.5)
    return result
  }

  /// BLOOM: biases everywhere, ALiBi, a norm after the tied embedding.
  static func bloom(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: true, intermediateFactor: 4)
    result.setAllBiases()
    result.embeddingNorm = true
    return result
  }

  /// OPT: GPT-2 with two more learned positions than it can use.
  static func opt(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: true)
    result.learnedPositions = config.count(.positions, default: 2048) + 2
    result.setAllBiases()
    if !config.flag("enable_bias", default: true) {
      result.qkvBias = false
      result.outputBias = false
      result.feedForwardBias = false
    }
    result.normAffine = config.flag("layer_norm_elementwise_affine", default: true)
    let width = config.count(
      ConfigKey("word_embed_proj_dim", holds: "the width of the embedding"),
      default: max(1, result.hidden)
    )
    if width != result.hidden {
      config.fail(
        "word_embed_proj_dim is \(width) and hidden_size is \(result.hidden); embeddings of "
          + "another width than the layers (OPT-350M) are not supported",
        at: "word_embed_proj_dim"
      )
    }
    return result
  }

  /// MPT: no biases, ALiBi or learned positions, tied embeddings.
  static func mpt(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: true, intermediateFactor: 1)
    let expansion = config.count(
      ConfigKey("expansion_ratio", holds: "the intermediate size over the width"),
      default: 4
    )
    let width = ConfigKey("ffn_config.ffn_hidden_size", holds: ConfigKey.intermediate.holds)
    result.intermediate = config.count(width, default: expansion * result.hidden)
    if config.text("attn_config.attn_type") == "multiquery_attention" { result.kvHeads = 1 }
    if !config.flag("no_bias", default: true) { result.setAllBiases() }
    result.normBias = !config.flag("no_bias", default: true)
    let alibi = config.flag("attn_config.alibi", default: false)
    if config.flag("learned_pos_emb", default: true), !alibi {
      result.learnedPositions = config.count(.positions, default: 2048)
    }
    result.queryKeyNorm = config.flag("attn_config.qk_ln", default: false)
    result.queryKeyScale = .everyHead
    return result
  }

  /// StarCoder 2: biases everywhere, grouped heads, rotary positions, a window where given.
  static func starCoder2(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: true, kvHeads: 2)
    if config.flag("use_bias", default: true) { result.setAllBiases() }
    result.normBias = true
    config.readWindow(into: &result, size: nil, share: 1)
    return result
  }

  /// Nemotron 3 and 4: squared ReLU in two matrices, LayerNorm with bias, no other biases.
  static func nemotron(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: false)
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    result.feedForwardBias = config.flag("mlp_bias", default: false)
    result.normBias = true
    return result
  }
}

extension Architecture {
  /// Gives every projection and norm of a layer a bias, as GPT-2 has.
  mutating func setAllBiases() {
    normBias = true
    qkvBias = true
    outputBias = true
    feedForwardBias = true
  }
}
