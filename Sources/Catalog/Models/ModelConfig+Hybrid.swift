import Workloads

/// Families in which most layers mix tokens by a recurrent state and the rest by softmax attention.
///
/// An ``Architecture`` knows one kind of layer, with a window in a share of them. A layer with a
/// state is read as attention with a window whose keys and values, in 16 bits, take as many bytes
/// as the state: what decoding reads and a sequence holds is then right, and bounded as it is. The
/// projections that such layers, or gates, have beyond plain attention are counted in the part of
/// the feed-forward work that every token visits, so that weights and their arithmetic are right in
/// sum. Not right: the arithmetic of the recurrence itself, a few per cent of a layer's.
extension ModelConfig {
  /// Readers of the hybrid families.
  static let hybridReaders: [String: Reader] = [
    "qwen3_next": qwen3Next, "qwen3_5_moe": qwen3Next, "qwen3_5_moe_text": qwen3Next,
    "qwen3_5": qwen3Next, "qwen3_5_text": qwen3Next, "lfm2": lfm2, "gemma4": gemma4,
    "gemma4_text": gemma4,
  ]

  /// What the layers of a hybrid model are made of.
  struct Hybrid {
    /// Layers with softmax attention.
    var attentionLayers: Int
    /// Parameters of such a layer's attention, norms of queries and keys included.
    var attention: Int
    /// Parameters of another layer's mixer.
    var mixer: Int
    /// What such a layer keeps of a sequence [B].
    var state: Int
  }

  /// Qwen 3 Next and 3.5: gated delta rule in three layers of four, gated attention in the fourth.
  ///
  /// The state is a matrix in 32 bits for each value head (Yang and others, Gated Delta Networks,
  /// arXiv 2412.06464), with the inputs of a short convolution.
  static func qwen3Next(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: false, headDimension: 256, kvHeads: 2)
    result.queryKeyNorm = true
    if ConfigKey.experts.names.contains(where: config.has) {
      result.experts = config.experts(for: result)
      if (result.experts?.sharedIntermediate ?? 0) > 0 { result.experts?.sharedGate = true }
    }
    let hidden = result.hidden
    let keyHeads = config.count(
      ConfigKey("linear_num_key_heads", holds: "the key heads of a linear layer", maximum: 10_000),
      default: 16
    )
    let valueHeads = config.count(
      ConfigKey(
        "linear_num_value_heads",
        holds: "the value heads of a linear layer",
        maximum: 10_000
      ),
      default: 32
    )
    let keyWidth = config.count(
      ConfigKey("linear_key_head_dim", holds: "a linear layer's key dimension", maximum: 10_000),
      default: 128
    )
    let valueWidth = config.count(
      ConfigKey(
        "linear_value_head_dim",
        holds: "a linear layer's value dimension",
        maximum: 10_000
      ),
      default: 128
    )
    let taps = config.count(
      ConfigKey("linear_conv_kernel_dim", holds: "the taps of the convolution", maximum: 1_000),
      default: 4
    )
    let values = valueHeads * valueWidth
    let channels = 2 * keyHeads * keyWidth + values
    let gates = config.flag("attn_output_gate", default: true) ? 1 : 0
    let query = result.heads * result.headDimension
    let inputs = (1 + gates) * query + 2 * result.kvHeads * result.headDimension
    // Queries, keys, values and their gate, two scalars a head, convolution, decay, norm, output.
    let mixer =
      hidden * (channels + values + 2 * valueHeads) + channels * taps + 2 * valueHeads
      + valueWidth + values * hidden
    let interval = config.count(
      ConfigKey("full_attention_interval", holds: "one layer in so many has attention"),
      default: 4
    )
    let listed = config.texts("layer_types")?.filter { $0 == "full_attention" }.count
    let hybrid = Hybrid(
      attentionLayers: min(result.layers, listed ?? result.layers / interval),
      attention: hidden * (inputs + query) + 2 * result.headDimension,
      mixer: mixer,
      state: valueHeads * keyWidth * valueWidth * 4 + channels * (taps - 1) * 2
    )
    config.set(hybrid, in: &result)
    result.predictionLayers = config.count(.predictionLayers, default: 0, minimum: 0)
    return result
  }

  /// LFM 2: gated short convolutions, with attention in the listed layers.
  static func lfm2(_ config: inout ConfigReader) -> Architecture {
    var result = config.decoder(gated: true, tied: true, kvHeads: 8)
    result.queryKeyNorm = true
    let taps = config.count(
      ConfigKey("conv_L_cache", holds: "the taps of the convolution", maximum: 1_000),
      default: 3
    )
    if config.flag("block_auto_adjust_ff_dim", default: true) {
      let step = config.count(
        ConfigKey("block_multiple_of", holds: "the step of the intermediate size"),
        default: 256
      )
      result.intermediate = (2 * result.intermediate / 3 + step - 1) / step * step
    }
    let listed =
      config.texts("layer_types")?.filter { $0 == "full_attention" }.count
      ?? config.wholeNumbers("full_attn_idxs")?.count ?? result.layers
    let hidden = result.hidden
    let query = result.heads * result.headDimension
    let keys = result.kvHeads * result.headDimension
    let hybrid = Hybrid(
      attentionLayers: min(result.layers, listed),
      attention: hidden * (2 * query + 2 * keys) + 2 * result.headDimension,
      mixer: 4 * hidden * hidden + hidden * taps,
      state: hidden * taps * 2
    )
    config.set(hybrid, in: &result)
    return result
  }

  /// Gemma 4: five layers of six with a window; the sixth has heads of its own size, without values.
  ///
  /// All layers are read with the heads of the windowed ones, so that long contexts take more memory
  /// and less arithmetic than they do. The dense part beside the experts is read as a shared expert.
  static func gemma4(_ config: inout ConfigReader) -> Architecture {
    if config.has("hidden_size_per_layer_input"),
      config.count(
        ConfigKey("hidden_size_per_layer_input", holds: "the width of per-layer embeddings"),
        minimum: 0
      ) > 0
    {
      config.fail(
        "per-layer embeddings cannot be described here",
        at: "hidden_size_per_layer_input"
      )
    }
    var result = config.decoder(gated: true, tied: true, headDimension: 256)
    result.queryKeyNorm = true
    result.normsPerLayer = 4
    var extra = 1
    if config.flag("enable_moe_block", default: false) {
      let dense = result.intermediate
      result.experts = config.experts(for: result)
      result.experts?.sharedIntermediate = dense
      result.normsPerLayer = 7
      extra += result.hidden + (result.experts?.count ?? 0)
    }
    let width = config.count(
      ConfigKey("global_head_dim", holds: "the dimension of a head of a layer without window"),
      default: 512
    )
    let heads = config.count(
      ConfigKey("num_global_key_value_heads", holds: "key heads of a layer without window"),
      default: result.kvHeads
    )
    let keys = config.flag("attention_k_eq_v", default: false) ? heads : 2 * heads
    let full = config.texts("layer_types")?.filter { $0 == "full_attention" }.count
    let open = min(result.layers, full ?? result.layers / 6)
    config.readWindow(
      into: &result,
      size: 512,
      share: 1 - Double(open) / Double(max(1, result.layers))
    )
    let global = result.hidden * width * (2 * result.heads + keys) + 2 * width
    let local = result.attentionParameters + 2 * result.headDimension
    config.widen(&result, by: open * (global - local))
    result.extraPerLayer += extra
    config.warn("layers without window are read with the heads of the others", at: "model_type")
    return result
  }
}

extension ConfigReader {
  /// Counts further parameters of all layers in the feed-forward part that every token visits.
  ///
  /// - Parameters:
  ///   - architecture: As read so far.
  ///   - surplus: Parameters of all layers together.
  func widen(_ architecture: inout Architecture, by surplus: Int) {
    let each = max(0, (surplus + architecture.layers / 2) / architecture.layers)
    let matrices = 3 * architecture.hidden
    if architecture.experts == nil {
      architecture.intermediate += each / matrices
    } else {
      architecture.experts?.sharedIntermediate += each / matrices
    }
    architecture.extraPerLayer = each % matrices
  }

  /// Describes a hybrid model's layers by a window and a wider feed-forward part.
  ///
  /// - Parameters:
  ///   - hybrid: What the layers are made of.
  ///   - architecture: As read with plain attention in all layers.
  mutating func set(_ hybrid: ModelConfig.Hybrid, in architecture: inout Architecture) {
    guard !failed else { return }
    let layers = architecture.layers
    let others = layers - hybrid.attentionLayers
    let plain = architecture.attentionParameters + 2 * architecture.headDimension
    let real = hybrid.attentionLayers * hybrid.attention + others * hybrid.mixer
    widen(&architecture, by: real - layers * plain)
    if others > 0 {
      let token = 4 * architecture.kvHeads * architecture.headDimension
      architecture.window = max(1, (hybrid.state + token / 2) / token)
      architecture.windowedShare = Double(others) / Double(layers)
    }
    warn(
      "layers that keep a state are read as attention with a window of the state's size",
      at: "model_type"
    )
  }
}
