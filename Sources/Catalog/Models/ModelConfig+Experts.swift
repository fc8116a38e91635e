import Workloads

/// Families with routed experts, with or without latent attention.
extension ModelConfig {
  /// Readers of the families with experts.
  static let expertReaders: [String: Reader] = [
    "mixtral": mixtral, "qwen2_moe": qwen2Experts, "qwen3_moe": qwen3Experts,
    "qwen3_vl_moe_text": qwen3Experts, "deepseek_v2": deepSeek, "deepseek_v3": deepSeek,
    "deepseek_v32": deepSeekSparse, "glm_moe_dsa": deepSeekSparse, "kimi_k2": deepSeek,
    "gpt_oss": gptOSS,
    "llama4": llama4, "llama4_text": llama4, "dbrx": dbrx, "phimoe": phiExperts,
    "olmoe": olmoExperts, "granitemoe": graniteExperts, "granitemoeshared": graniteExperts,
    "glm4_moe": glmExperts, "dots1": dots, "minimax_m2": miniMax, "grok-1": grok,
    "ernie4_5_moe": ernieExperts, "hunyuan_v1_moe": hunyuanExperts, "hunyuan": hunyuanExperts,
  ]

  /// Mixtral: Mistral with routed experts of the dense intermediate size.
  static func mixtral(_ config: inout ConfigReader) -> Architecture {
    config.assume([.experts: 8, .expertsPerToken: 2])
    var result = config.decoder(gated: true, tied: false, kvHeads: 8)
    config.readWindow(into: &result, size: nil, share: 1)
    result.experts = config.experts(for: result)
    return result
  }

  /// Qwen 2 MoE: Qwen 2 with a gated shared expert.
  static func qwen2Experts(_ config: inout ConfigReader) -> Architecture {
    config.assume([.experts: 60, .expertsPerToken: 4])
    var result = qwen2(&config)
    result.experts = config.experts(for: result)
    if (result.experts?.sharedIntermediate ?? 0) > 0 { result.experts?.sharedGate = true }
    return result
  }

  /// Qwen 3 MoE: Qwen 3 with routed experts and no shared one.
  static func qwen3Experts(_ config: inout ConfigReader) -> Architecture {
    config.assume([.experts: 128, .expertsPerToken: 8])
    var result = qwen3(&config)
    result.experts = config.experts(for: result)
    return result
  }

  /// DeepSeek's first MoE (16 B) and 67 B: Llama's attention, shared experts where given.
  static func deepSeekFirst(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    if config.has("n_routed_experts") { result.experts = config.experts(for: result) }
    return result
  }

  /// DeepSeek V2, V3, R1 and Kimi K2: latent attention, shared experts, first layers dense.
  ///
  /// The router's correction bias of V3 is a stored parameter and counted. Heads of keys and values
  /// are as many as query heads, since the latent is expanded for each.
  static func deepSeek(_ config: inout ConfigReader) -> Architecture {
    let latent = Architecture.Latent(
      queryRank: config.count(.queryRank, default: 0, minimum: 0),
      kvRank: config.count(.kvRank),
      ropeDimension: config.count(.ropeDimension),
      plainDimension: config.count(.plainDimension),
      valueDimension: config.count(.valueDimension)
    )
    var result = config.decoder(
      gated: true,
      tied: false,
      headDimension: latent.plainDimension + latent.ropeDimension,
      ignoresHeadKey: true
    )
    result.attention = .latent(latent)
    result.kvHeads = result.heads
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    if config.has("n_routed_experts") {
      result.experts = config.experts(for: result)
      let method = config.text("topk_method")
      result.experts?.routerBias =
        method == "noaux_tc" || (method == nil && config.text("model_type") != "deepseek_v2")
    }
    result.predictionLayers = config.count(.predictionLayers, default: 0, minimum: 0)
    return result
  }

  /// DeepSeek V3.2 and GLM 5: V3 with an indexer in each layer, counted as parameters only.
  static func deepSeekSparse(_ config: inout ConfigReader) -> Architecture {
    var result = deepSeek(&config)
    let heads = config.count(
      ConfigKey("index_n_heads", holds: "the heads of the indexer", maximum: 10_000),
      default: 64
    )
    let width = config.count(
      ConfigKey("index_head_dim", holds: "the dimension of an indexer head", maximum: 10_000),
      default: 128
    )
    if case .latent(let latent) = result.attention {
      // Queries from the latent, one key, its LayerNorm and a weight for each head.
      result.extraPerLayer =
        latent.queryRank * heads * width + result.hidden * (width + heads) + 2 * width
    }
    config.warn(
      "sparse attention is read as dense; only its indexer's weights count",
      at: "model_type"
    )
    return result
  }

  /// gpt-oss: biases everywhere, a sink for each head, every second layer with a window of 128.
  static func gptOSS(_ config: inout ConfigReader) -> Architecture {
    config.assume([.expertsPerToken: 4])
    var result = config.decoder(gated: true, tied: false, headDimension: 64, kvHeads: 8)
    let bias = config.flag("attention_bias", default: true)
    result.qkvBias = bias
    result.outputBias = bias
    result.extraPerLayer = result.heads
    config.readWindow(into: &result, size: 128, share: 0.5)
    result.experts = config.experts(for: result)
    result.experts?.routerBias = true
    result.experts?.biases = true
    return result
  }

  /// Llama 4: a shared expert beside one routed, three layers in four see chunks of 8,192.
  ///
  /// `intermediate_size` is that of an expert, `intermediate_size_mlp` that of a dense layer.
  static func llama4(_ config: inout ConfigReader) -> Architecture {
    config.assume([.experts: 16, .expertsPerToken: 1, .expertPeriod: 1])
    var result = config.decoder(gated: true, tied: false, headDimension: 128, kvHeads: 8)
    let expert = result.intermediate
    result.intermediate = config.count(
      ConfigKey("intermediate_size_mlp", holds: "the intermediate size of a dense layer"),
      default: max(1, 2 * expert)
    )
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    result.queryKeyNorm = config.flag("use_qk_norm", default: true)
    result.queryKeyScale = .none
    let share = Double(result.layers - result.layers / 4) / Double(max(1, result.layers))
    config.readWindow(into: &result, size: 8192, share: share)
    result.experts = config.experts(for: result)
    result.experts?.intermediate = expert
    result.experts?.sharedIntermediate = expert
    return result
  }

  /// DBRX: LayerNorm without bias, all layers with gated experts.
  static func dbrx(_ config: inout ConfigReader) -> Architecture {
    let expert = config.count(.expertIntermediate, default: 3584)
    var result = config.decoder(
      gated: true,
      tied: false,
      intermediateDefault: expert
    )
    result.experts = config.experts(for: result)
    result.experts?.intermediate = expert
    return result
  }

  /// Phi 3.5 MoE: LayerNorm, biases in attention and output head.
  static func phiExperts(_ config: inout ConfigReader) -> Architecture {
    config.assume([.experts: 16, .expertsPerToken: 2])
    var result = config.decoder(gated: true, tied: false, kvHeads: 8)
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    result.normBias = true
    result.headBias = config.flag("lm_head_bias", default: false)
    config.readWindow(into: &result, size: nil, share: 1)
    result.experts = config.experts(for: result)
    return result
  }

  /// OLMoE: Llama with queries and keys normalised over all heads together.
  static func olmoExperts(_ config: inout ConfigReader) -> Architecture {
    config.assume([.experts: 64, .expertsPerToken: 8])
    var result = olmo2(&config)
    result.experts = config.experts(for: result)
    return result
  }

  /// Granite MoE: Llama with experts of the dense intermediate size, with a shared one where given.
  static func graniteExperts(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.experts = config.experts(for: result)
    return result
  }

  /// GLM 4.5: Llama's attention with biases, a shared expert, first layers dense.
  static func glmExperts(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    result.qkvBias = config.flag("attention_bias", default: false)
    result.queryKeyNorm = config.flag("use_qk_norm", default: false)
    result.experts = config.experts(for: result)
    result.experts?.routerBias = true
    result.predictionLayers = config.count(.predictionLayers, default: 0, minimum: 0)
    return result
  }

  /// dots.llm1: GLM 4.5's layer without biases, always with normalised queries and keys.
  static func dots(_ config: inout ConfigReader) -> Architecture {
    var result = llama(&config)
    result.queryKeyNorm = true
    result.experts = config.experts(for: result)
    result.experts?.routerBias = true
    return result
  }

  /// MiniMax M2: queries and keys normalised over all heads together, all layers with experts.
  static func miniMax(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false)
    result.queryKeyNorm = config.flag("use_qk_norm", default: true)
    result.queryKeyScale = .everyHead
    result.experts = config.experts(for: result)
    result.experts?.routerBias = config.flag("use_routing_bias", default: true)
    if config.flag("use_mtp", default: true) {
      result.predictionLayers = config.count(.predictionLayers, default: 0, minimum: 0)
    }
    return result
  }

  /// Grok 1: norms before and after both parts, gated experts, the head tied to the embedding.
  static func grok(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: true)
    result.normsPerLayer = 4
    result.experts = config.experts(for: result)
    return result
  }

  /// ERNIE 4.5 MoE: experts from a first layer on, with a correction bias in the router.
  static func ernieExperts(_ config: inout ConfigReader) -> Architecture {
    var result = ernie(&config)
    result.experts = config.experts(for: result)
    result.experts?.routerBias = config.flag("moe_use_aux_free", default: true)
    result.predictionLayers = config.count(.predictionLayers, default: 0, minimum: 0)
    return result
  }

  /// Hunyuan MoE: normalised queries and keys, a shared expert of the routed experts' size.
  static func hunyuanExperts(_ config: inout ConfigReader) -> Architecture {
    config.assume([.sharedExperts: 1])
    var result = hunyuan(&config)
    result.experts = config.experts(for: result)
    return result
  }
}
