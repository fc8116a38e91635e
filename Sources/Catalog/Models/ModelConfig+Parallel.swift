import Workloads

/// Families in which attention and feed-forward part read the same input.
extension ModelConfig {
  /// Readers of the families with parallel blocks.
  static let parallelReaders: [String: Reader] = [
    "gptj": gptJ, "codegen": gptJ, "gpt_neox": gptNeoX, "falcon": falcon, "RefinedWeb": falcon,
    "RefinedWebModel": falcon, "phi": phi, "phi-msft": phi, "stablelm": stableLM,
    "stablelm_epoch": stableLM, "cohere": cohere, "cohere2": cohere2,
  ]

  /// GPT-J and CodeGen: one norm, biases only in feed-forward part and output head.
  static func gptJ(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: false, intermediateFactor: 4)
    result.normBias = true
    result.normsPerLayer = 1
    result.feedForwardBias = true
    result.headBias = true
    result.parallelBlocks = true
    return result
  }

  /// GPT-NeoX and Pythia: biases everywhere, a norm for each of the parallel parts.
  static func gptNeoX(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: false)
    result.setAllBiases()
    let bias = config.flag("attention_bias", default: true)
    result.qkvBias = bias
    result.outputBias = bias
    result.parallelBlocks = config.flag("use_parallel_residual", default: true)
    return result
  }

  /// Falcon: one key/value head (7B) or few with two parallel norms (40B, 180B, "new decoder").
  static func falcon(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: true, intermediateFactor: 4)
    let grouped = config.text("model_type") == "RefinedWeb"
    if config.flag("new_decoder_architecture", default: grouped) {
      let norms = ConfigKey("num_ln_in_parallel_attn", holds: "1 or 2 norms in a layer")
      result.normsPerLayer = config.count(norms, default: 2)
      result.parallelBlocks = true
    } else {
      result.kvHeads = config.flag("multi_query", default: true) ? 1 : result.heads
      result.parallelBlocks = config.flag("parallel_attn", default: true)
      result.normsPerLayer = result.parallelBlocks ? 1 : 2
    }
    if config.flag("bias", default: false) { result.setAllBiases() }
    result.normBias = true
    return result
  }

  /// Phi 1 and 2: one norm, biases everywhere, the output head included.
  static func phi(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: false, tied: false, intermediateFactor: 4)
    result.setAllBiases()
    result.normsPerLayer = 1
    result.headBias = true
    result.parallelBlocks = true
    return result
  }

  /// StableLM: LayerNorm and a gated feed-forward part, parallel only where said.
  static func stableLM(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    result.normBias = true
    result.qkvBias = config.flag("use_qkv_bias", default: false)
    result.parallelBlocks = config.flag("use_parallel_residual", default: false)
    result.normsPerLayer = result.parallelBlocks ? 1 : 2
    result.queryKeyNorm = config.flag("qk_layernorm", default: false)
    result.queryKeyScale = .everyHead
    return result
  }

  /// Command R: one norm without bias, gated feed-forward part, tied embeddings.
  static func cohere(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: true)
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    result.normsPerLayer = 1
    result.parallelBlocks = true
    result.queryKeyNorm = config.flag("use_qk_norm", default: false)
    result.queryKeyScale = .everyHead
    return result
  }

  /// Command R7B and A: Command R with a window in three layers of four.
  static func cohere2(_ config: inout ConfigReader) -> Architecture {
    var result = cohere(&config)
    config.readWindow(into: &result, size: 4096, share: 0.75)
    return result
  }
}
