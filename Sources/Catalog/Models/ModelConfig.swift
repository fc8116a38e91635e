public import Documents
public import Quantities
public import Workloads

/// Reads the `config.json` of a model on Hugging Face as an architecture.
///
/// The keys are those of the transformers library (Hugging Face, configuration classes of release
/// 4.57, 2025), and where a key is absent its family's default there holds. Only what decides size
/// and arithmetic is read. Of a multimodal model the language part alone is read.
/// Out of scope: encoders, and layers that are no attention (state-space, linear, convolution) but
/// for the families of `ModelConfig+Hybrid.swift`, which are described as near as a window comes.
public enum ModelConfig {
  /// Maps the tree of a `config.json` to an architecture.
  ///
  /// An unknown `model_type` with the usual keys is read like Llama, with a warning. Every problem
  /// found is reported, not only the first.
  ///
  /// - Parameters:
  ///   - node: The tree of the file, or the same keys in another document.
  ///   - diagnostics: Where problems and warnings are added.
  /// - Returns: The architecture, or nil when a problem leaves it undefined.
  public static func architecture(
    from node: Node,
    into diagnostics: inout Diagnostics
  ) -> Architecture? {
    guard var config = ConfigReader(node, into: &diagnostics) else { return nil }
    if let inner = config.languagePart() { config = inner }
    let architecture = read(&config)
    config.checkSize(of: architecture)
    diagnostics.add(contentsOf: config.problems)
    return config.failed ? nil : architecture
  }

  /// Names of the families, as `model_type` gives them, that are read with their own rules.
  public static var families: [String] { readers.keys.sorted() }

  /// Reads one family's keys.
  typealias Reader = @Sendable (inout ConfigReader) -> Architecture

  /// The reader of each known `model_type`.
  static let readers: [String: Reader] = llamaReaders.merging(classicReaders) { first, _ in first }
    .merging(parallelReaders) { first, _ in first }
    .merging(expertReaders) { first, _ in first }
    .merging(hybridReaders) { first, _ in first }

  /// Families whose layers an ``Architecture`` cannot describe, with the reason.
  static let unsupported: [String: String] = {
    var reasons: [String: String] = [:]
    for name in [
      "mamba", "mamba2", "falcon_mamba", "falcon_h1", "jamba", "bamba", "zamba", "zamba2", "rwkv",
      "rwkv7", "nemotron_h", "granitemoehybrid", "recurrent_gemma", "lfm2_moe", "kimi_linear",
      "minimax", "minimax_text_01", "minimax_m1", "plamo2",
    ] { reasons[name] = "has layers that are not softmax attention" }
    for name in [
      "t5", "mt5", "umt5", "bart", "mbart", "pegasus", "whisper", "marian", "m2m_100", "bert",
      "roberta", "xlm-roberta", "distilbert", "deberta-v2", "albert", "electra", "modernbert",
      "vit", "clip", "siglip_vision_model", "wav2vec2",
    ] { reasons[name] = "is not a decoder-only transformer" }
    reasons["mllama"] = "has cross-attention layers"
    reasons["mllama_text_model"] = reasons["mllama"]
    reasons["gemma3n"] = "has per-layer embeddings and alternating updates"
    reasons["gemma3n_text"] = reasons["gemma3n"]
    return reasons
  }()

  /// Chooses the reader by `model_type` and runs it.
  private static func read(_ config: inout ConfigReader) -> Architecture {
    let type = config.text("model_type")
    if let type, let reason = unsupported[type] {
      config.fail(
        "\"\(type)\" \(reason), which an architecture here cannot describe",
        at: "model_type"
      )
      return .placeholder
    }
    if let type, let reader = readers[type] { return reader(&config) }
    if config.flag("is_encoder_decoder", default: false) {
      config.fail(
        "the model has an encoder and a decoder; only decoder-only transformers are read",
        at: "is_encoder_decoder"
      )
      return .placeholder
    }
    if let key = config.firstKey(where: isForeign) {
      config.fail("names layers that are not softmax attention, which is not supported", at: key)
      return .placeholder
    }
    let read = "read like Llama (gated feed-forward part, RMSNorm, no biases unless keys say so)"
    if let type {
      let near = Nearest.names(to: type, among: families, limit: 3)
      config.warn(
        "\"\(type)\" is not a known family; it is \(read)",
        at: "model_type",
        hint: near.isEmpty ? nil : "nearest families: \(near.joined(separator: ", "))"
      )
    } else {
      config.warn("no model_type is given; the configuration is \(read)", at: nil)
    }
    return unknown(&config)
  }

  /// Whether a key belongs to layers that are no attention.
  private static func isForeign(_ key: String) -> Bool {
    ["mamba", "ssm_", "linear_attn", "linear_key", "hybrid_override", "full_attention_interval"]
      .contains { key.hasPrefix($0) }
  }

  /// Reads a configuration of no known family by the usual keys.
  private static func unknown(_ config: inout ConfigReader) -> Architecture {
    if config.has("kv_lora_rank") { return deepSeek(&config) }
    var result = config.decoder(gated: true, tied: false)
    let bias = config.flag("attention_bias", default: false)
    result.qkvBias = bias
    result.outputBias = bias
    result.feedForwardBias = config.flag("mlp_bias", default: false)
    result.queryKeyNorm = config.flag("use_qk_norm", default: false)
    config.readWindow(into: &result, size: nil, share: 1)
    if ConfigKey.experts.names.contains(where: config.has) {
      result.experts = config.experts(for: result)
    }
    return result
  }
}

extension Architecture {
  /// Stands for an architecture that could not be read; never handed out.
  static let placeholder = Architecture(
    layers: 1,
    hidden: 1,
    heads: 1,
    kvHeads: 1,
    headDimension: 1,
    intermediate: 1,
    gated: true,
    vocabulary: 1
  )
}
