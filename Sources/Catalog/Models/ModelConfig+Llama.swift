import Workloads

/// Families with the block of Llama: RMSNorm before a gated feed-forward part, rotary positions.
extension ModelConfig {
  /// Readers of the dense families near Llama.
  static let llamaReaders: [String: Reader] = [
    "llama": llama, "yi": llama, "Yi": llama, "aquila": llama, "granite": llama,
    "internlm3": llama, "smollm3": smolLM3, "deepseek": deepSeekFirst,
    "mistral": mistral, "ministral": mistral, "ministral3": mistral,
    "qwen": qwenFirst, "qwen2": qwen2, "qwen2_vl": qwen2, "qwen2_vl_text": qwen2,
    "qwen2_5_vl": qwen2, "qwen2_5_vl_text": qwen2, "qwen3": qwen3, "qwen3_vl_text": qwen3,
    "gemma": gemma, "gemma2": gemma2, "gemma3": gemma3, "gemma3_text": gemma3,
    "phi3": phi3, "internlm": internLM, "internlm2": llamaPlain, "baichuan": llamaPlain,
    "olmo": olmo, "olmo2": olmo2, "olmo3": olmo3, "glm": glm, "glm4": glm4, "chatglm": chatGLM,
    "seed_oss": seedOSS, "exaone": exaone, "exaone4": exaone4, "ernie4_5": ernie,
    "hunyuan_v1_dense": hunyuan, "arcee": arcee, "apertus": apertus,
  ]

  /// Llama: no biases unless `attention_bias` or `mlp_bias` says so.
  static func llama(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    let bias = config.flag("attention_bias", default: config.flag("bias", default: false))
    result.qkvBias = config.flag("qkv_bias", default: bias)
    result.outputBias = bias
    result.feedForwardBias = config.flag("mlp_bias", default: false)
    return result
  }

  /// Llama's block without the bias keys (InternLM 2, Baichuan).
  static func llamaPlain(_ config: inout ConfigReader) -> Architecture {
    config.decoder(gated: true, tied: false)
  }

  /// SmolLM 3: Llama with tied embeddings; one layer in four has no positions.
  static func smolLM3(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.tied = config.flag("tie_word_embeddings", default: true)
    return result
  }

  /// Mistral: 8 key/value heads and a window of 4,096 where the keys are absent.
  static func mistral(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false, kvHeads: 8)
    config.readWindow(into: &result, size: 4096, share: 1)
    return result
  }

  /// Qwen 1: the stored intermediate size is that of gate and up projection together.
  static func qwenFirst(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    result.intermediate /= 2
    result.qkvBias = true
    let bias = !config.flag("no_bias", default: true)
    result.outputBias = bias
    result.feedForwardBias = bias
    return result
  }

  /// Qwen 2 and 2.5: biases on queries, keys and values; a window only where it is switched on.
  static func qwen2(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    result.qkvBias = true
    config.readOptionalWindow(into: &result)
    return result
  }

  /// Qwen 3: normalised queries and keys, heads of 128, no biases.
  static func qwen3(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false, headDimension: 128)
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    result.queryKeyNorm = true
    config.readOptionalWindow(into: &result)
    return result
  }

  /// Gemma: tied embeddings and heads of 256.
  static func gemma(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: true, headDimension: 256)
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    return result
  }

  /// Gemma 2: norms before and after both parts, every second layer with a window.
  static func gemma2(_ config: inout ConfigReader) -> Architecture {
    var result = gemma(&config)
    result.normsPerLayer = 4
    config.readWindow(into: &result, size: 4096, share: 0.5)
    return result
  }

  /// Gemma 3: Gemma 2 with normalised queries and keys, five layers in six with a window.
  ///
  /// Its text part may leave out vocabulary and heads, which are then those of the library's class.
  static func gemma3(_ config: inout ConfigReader) -> Architecture {
    config.assume([.vocabulary: 262_208, .heads: 8, .kvHeads: 4])
    var result = gemma(&config)
    result.normsPerLayer = 4
    result.queryKeyNorm = true
    let period = config.count(
      ConfigKey(
        "sliding_window_pattern",
        "_sliding_window_pattern",
        holds: "the period, in layers, of full attention"
      ),
      default: 6
    )
    let full = result.layers / max(1, period)
    let share = Double(result.layers - full) / Double(max(1, result.layers))
    config.readWindow(into: &result, size: 4096, share: share)
    return result
  }

  /// Phi 3 and 4: Llama's block; a window over all layers where given.
  static func phi3(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    config.readWindow(into: &result, size: nil, share: 1)
    return result
  }

  /// InternLM 1: biases on all four projections of attention.
  static func internLM(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    let bias = config.flag("bias", default: true)
    result.qkvBias = bias
    result.outputBias = bias
    return result
  }

  /// OLMo 1: norms without parameters.
  static func olmo(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.normAffine = false
    return result
  }

  /// OLMo 2: norms after each part, queries and keys normalised over all heads together.
  static func olmo2(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.queryKeyNorm = true
    result.queryKeyScale = .everyHead
    return result
  }

  /// OLMo 3: OLMo 2 with a window in three layers of four.
  static func olmo3(_ config: inout ConfigReader) -> Architecture {
    var result = olmo2(&config)
    config.readWindow(into: &result, size: 4096, share: 0.75)
    return result
  }

  /// GLM (the 9 B of 2024 in the library's own form): biases on queries, keys and values.
  static func glm(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false, headDimension: 128)
    result.qkvBias = config.flag("attention_bias", default: true)
    return result
  }

  /// GLM 4 of 2025: GLM with norms before and after both parts.
  static func glm4(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false, headDimension: 128)
    result.qkvBias = config.flag("attention_bias", default: false)
    result.normsPerLayer = 4
    return result
  }

  /// ChatGLM 2 to GLM 4 in the authors' own form: grouped heads by `multi_query_group_num`.
  static func chatGLM(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false, vocabulary: .paddedVocabulary)
    if config.flag("multi_query_attention", default: false) {
      result.kvHeads = config.count(
        ConfigKey("multi_query_group_num", holds: "the number of key/value heads"),
        default: 1
      )
      config.checkHeads(result.heads, result.kvHeads)
    }
    let bias = config.flag("add_bias_linear", default: false)
    result.qkvBias = config.flag("add_qkv_bias", default: false) || bias
    result.outputBias = bias
    result.feedForwardBias = bias
    return result
  }

  /// Seed-OSS: biases on queries, keys and values, heads of 128.
  static func seedOSS(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false, headDimension: 128)
    result.qkvBias = config.flag("attention_bias", default: true)
    result.outputBias = config.flag("attention_out_bias", default: false)
    result.feedForwardBias = config.flag("mlp_bias", default: false)
    return result
  }

  /// EXAONE 3: Llama's block under its own key names.
  static func exaone(_ config: inout ConfigReader) -> Architecture {
    config.decoder(gated: true, tied: false)
  }

  /// EXAONE 4: normalised queries and keys, norms after each part, a window where given.
  static func exaone4(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    result.queryKeyNorm = true
    config.readWindow(into: &result, size: nil, share: 0.75)
    return result
  }

  /// ERNIE 4.5, dense: tied embeddings, no biases unless `use_bias` says so.
  static func ernie(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: true)
    let bias = config.flag("use_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    result.feedForwardBias = bias
    return result
  }

  /// Hunyuan, dense: Llama with normalised queries and keys.
  static func hunyuan(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.queryKeyNorm = config.flag("use_qk_norm", default: true)
    return result
  }

  /// Arcee: Llama with a squared ReLU in a feed-forward part of two matrices.
  static func arcee(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.gated = false
    return result
  }

  /// Apertus: two matrices with xIELU (two parameters a layer), normalised queries and keys.
  static func apertus(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.gated = false
    result.queryKeyNorm = true
    result.extraPerLayer = 2
    return result
  }
}
