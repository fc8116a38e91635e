import Catalog
import Documents
import Quantities
import Testing
import Workloads

/// What is read, assumed and refused in a `config.json`.
struct ModelConfigTests {
  /// A small Llama, to which keys are added or whose keys are changed.
  static let small: KeyValuePairs<String, String> = [
    "model_type": "\"llama\"", "hidden_size": "64", "num_hidden_layers": "4",
    "num_attention_heads": "8", "intermediate_size": "128", "vocab_size": "1000",
  ]

  /// Reads the small Llama with changes; a change to nothing takes the key away.
  static func read(_ changes: [String: String]) -> (Architecture?, Diagnostics) {
    var lines = small.filter { changes[$0.key] == nil }.map { "\"\($0.key)\": \($0.value)" }
    lines += changes.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { "\"\($0.key)\": \($0.value)" }
    return parse("{\n" + lines.joined(separator: ",\n") + "\n}")
  }

  /// Reads a text.
  static func parse(_ text: String) -> (Architecture?, Diagnostics) {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "config.json", into: &diagnostics) else {
      return (nil, diagnostics)
    }
    return (ModelConfig.architecture(from: node, into: &diagnostics), diagnostics)
  }

  @Test func `absent keys take the family's values`() throws {
    let (llama, quiet) = Self.read([:])
    #expect(quiet.isEmpty)
    #expect(llama?.kvHeads == 8)
    #expect(llama?.headDimension == 8)
    #expect(llama?.tied == false)
    #expect(llama?.window == nil)
    let gemma = Self.read(["model_type": "\"gemma\""]).0
    #expect(gemma?.tied == true)
    #expect(gemma?.headDimension == 256)
    let mistral = Self.read(["model_type": "\"mistral\""]).0
    #expect(mistral?.window == 4096)
    #expect(mistral?.windowedShare == 1)
    let open = Self.read(["model_type": "\"mistral\"", "sliding_window": "null"]).0
    #expect(open?.window == nil)
  }

  @Test func `a missing key is named with its place and meaning`() throws {
    let (architecture, found) = Self.read(["hidden_size": "", "vocab_size": ""])
    #expect(architecture == nil)
    #expect(found.errors.map(\.field) == ["hidden_size", "vocab_size"])
    let first = try #require(found.errors.first)
    #expect(first.file == "config.json")
    #expect(first.line == 1)
    #expect(first.message.contains("width of the residual stream"))
  }

  @Test(arguments: [
    ("num_attention_heads", "7"), ("num_key_value_heads", "3"), ("num_key_value_heads", "16"),
    ("hidden_size", "-64"), ("hidden_size", "64.0"), ("hidden_size", "\"64\""),
    ("num_hidden_layers", "0"), ("vocab_size", "2000000000"), ("vocab_size", "1e99"),
    ("vocab_size", "99999999999999999999"), ("vocab_size", "true"), ("vocab_size", "[1, 2]"),
    ("attention_bias", "\"yes\""), ("head_dim", "0"), ("intermediate_size", "{}"),
  ])
  func `a nonsense value is an error at its key`(key: String, value: String) throws {
    let (architecture, found) = Self.read([key: value])
    #expect(architecture == nil)
    #expect(found.errors.count == 1)
    #expect(found.errors.first?.field == key)
    #expect((found.errors.first?.line ?? 0) > 1)
  }

  @Test func `all problems are reported at once`() {
    let (_, found) = Self.read([
      "hidden_size": "-1", "num_attention_heads": "", "vocab_size": "1.5",
      "tie_word_embeddings": "2", "num_hidden_layers": "999999999",
    ])
    #expect(found.errors.count == 5)
  }

  @Test func `sizes whose product overflows are an error`() {
    let (architecture, found) = Self.read([
      "hidden_size": "1000000000", "intermediate_size": "1000000000",
      "num_hidden_layers": "100000",
    ])
    #expect(architecture == nil)
    #expect(found.errors.count == 1)
  }

  @Test func `an unknown family is read with a warning`() throws {
    let (architecture, found) = Self.read(["model_type": "\"llamma\""])
    #expect(architecture?.parameters == Self.read([:]).0?.parameters)
    #expect(!found.hasErrors)
    #expect(found.entries.count == 1)
    #expect(found.description.contains("llama"))
    let (experts, _) = Self.read([
      "model_type": "\"novel\"", "num_experts": "4", "num_experts_per_tok": "2",
    ])
    #expect(experts?.experts?.count == 4)
    #expect(Self.read(["model_type": ""]).1.entries.count == 1)
  }

  @Test(arguments: [
    ("model_type", "\"mamba2\""), ("model_type", "\"t5\""), ("model_type", "\"nemotron_h\""),
    ("mamba_d_state", "128"), ("is_encoder_decoder", "true"),
  ])
  func `what is no decoder of attention layers is refused`(key: String, value: String) {
    let (architecture, found) = Self.read(["model_type": "\"novel\""].merging([key: value]) { $1 })
    #expect(architecture == nil)
    #expect(found.errors.count == 1)
    #expect(found.errors.first?.field == key)
  }

  @Test(arguments: ["[]", "3", "text"])
  func `a document that is no mapping is refused`(text: String) {
    let (architecture, found) = Self.parse(text)
    #expect(architecture == nil)
    #expect(found.errors.count == 1)
  }

  @Test func `layer types decide the share of windowed layers`() {
    let types = #"["sliding_attention", "sliding_attention", "full_attention", "full_attention"]"#
    let (architecture, _) = Self.read([
      "model_type": "\"gpt_oss\"", "num_local_experts": "4", "layer_types": types,
    ])
    #expect(architecture?.windowedShare == 0.5)
    #expect(architecture?.window == 128)
    let odd = types.replacing("full", with: "linear")
    let (none, found) = Self.read(["model_type": "\"olmo3\"", "layer_types": odd])
    #expect(none == nil)
    #expect(found.errors.first?.field == "layer_types")
  }

  @Test func `layers with experts follow the period and the dense start`() throws {
    let (maverick, _) = Self.read([
      "model_type": "\"llama4_text\"", "num_local_experts": "4", "interleave_moe_layer_step": "2",
    ])
    let model = try #require(maverick)
    #expect((0..<4).map(model.hasExperts(layer:)) == [false, true, false, true])
    #expect(model.expertLayers == 2)
    let (listed, _) = Self.read([
      "model_type": "\"qwen3_moe\"", "moe_intermediate_size": "16", "mlp_only_layers": "[0]",
    ])
    #expect(listed?.expertLayers == 3)
    let (tooMany, found) = Self.read([
      "model_type": "\"mixtral\"", "num_experts_per_tok": "9",
    ])
    #expect(tooMany == nil)
    #expect(found.errors.first?.field == "num_experts_per_tok")
  }

  @Test func `latent attention keeps its ranks`() throws {
    let (found, _) = Self.read([
      "model_type": "\"deepseek_v2\"", "q_lora_rank": "null", "kv_lora_rank": "16",
      "qk_rope_head_dim": "4", "qk_nope_head_dim": "8", "v_head_dim": "8",
    ])
    let model = try #require(found)
    #expect(model.headDimension == 12)
    #expect(model.experts == nil)
    guard case .latent(let latent) = model.attention else {
      Issue.record("not latent")
      return
    }
    #expect(latent.queryRank == 0)
    #expect(latent.kvRank == 16)
  }

  @Test func `a recurrent state is read as a window that takes as much memory`() throws {
    let (found, diagnostics) = Self.read([
      "model_type": "\"qwen3_next\"", "hidden_size": "1024", "num_key_value_heads": "2",
      "head_dim": "128", "linear_num_key_heads": "4", "linear_num_value_heads": "8",
      "linear_conv_kernel_dim": "4", "num_hidden_layers": "8",
    ])
    let model = try #require(found, "\(diagnostics)")
    #expect(diagnostics.entries.map(\.severity) == [.warning])
    #expect(model.windowedShare == 0.75)
    // Eight states of 128 by 128 in four bytes, and three inputs of 2,048 channels in two.
    let state = 8 * 128 * 128 * 4 + 2048 * 3 * 2
    let token = 2 * model.kvHeads * model.headDimension * 2
    let window = try #require(model.window)
    #expect(abs(window * token - state) <= token / 2)
    // Weights beyond plain attention widen the part that every token visits.
    #expect(model.intermediate > 128)
    #expect(model.extraPerLayer < 3 * model.hidden)
    let plain = try #require(
      Self.read([
        "model_type": "\"qwen3_next\"", "hidden_size": "1024", "num_key_value_heads": "2",
        "head_dim": "128", "full_attention_interval": "1", "num_hidden_layers": "8",
      ]).0
    )
    #expect(plain.window == nil)
    #expect(plain.windowedShare == 0)
  }
}
