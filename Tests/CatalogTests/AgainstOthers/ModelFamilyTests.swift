import Catalog
import Documents
import Quantities
import Testing
import Workloads

/// Families that no model file covers, by a `config.json` written out and its published count.
///
/// Counts: number of parameters of the named model on Hugging Face, quoted from memory; that they
/// are met to the last digit is what supports both the counts and the readers.
struct ModelFamilyTests {
  /// A configuration and its published count.
  struct Case: Sendable, CustomTestStringConvertible {
    /// The model on Hugging Face.
    let model: String
    /// Its configuration.
    let json: String
    /// Its published count.
    let count: Int

    /// The model's name.
    var testDescription: String { model }

    /// Writes out a case.
    init(_ model: String, _ json: String, _ count: Int) {
      self.model = model
      self.json = json
      self.count = count
    }
  }

  /// One case a family.
  static let cases = [
    Case(
      "EleutherAI/gpt-neo-2.7B",
      #"""
      {"model_type": "gpt_neo", "hidden_size": 2560, "num_layers": 32, "num_heads": 20,
       "intermediate_size": null, "vocab_size": 50257, "max_position_embeddings": 2048}
      """#,
      2_651_307_520
    ),
    Case(
      "baichuan-inc/Baichuan2-7B-Base",
      #"""
      {"model_type": "baichuan", "hidden_size": 4096, "num_hidden_layers": 32,
       "num_attention_heads": 32, "intermediate_size": 11008, "vocab_size": 125696}
      """#,
      7_505_973_248
    ),
    Case(
      "internlm/internlm-7b",
      #"""
      {"model_type": "internlm", "hidden_size": 4096, "num_hidden_layers": 32, "bias": true,
       "num_attention_heads": 32, "intermediate_size": 11008, "vocab_size": 103168}
      """#,
      7_321_948_160
    ),
    Case(
      "Qwen/Qwen-7B",
      #"""
      {"model_type": "qwen", "hidden_size": 4096, "num_hidden_layers": 32, "kv_channels": 128,
       "num_attention_heads": 32, "intermediate_size": 22016, "vocab_size": 151936,
       "no_bias": true}
      """#,
      7_721_324_544
    ),
    Case(
      "THUDM/chatglm3-6b",
      #"""
      {"model_type": "chatglm", "hidden_size": 4096, "num_layers": 28, "num_attention_heads": 32,
       "ffn_hidden_size": 13696, "padded_vocab_size": 65024, "kv_channels": 128,
       "multi_query_attention": true, "multi_query_group_num": 2, "add_qkv_bias": true,
       "add_bias_linear": false}
      """#,
      6_243_584_000
    ),
    Case(
      "THUDM/glm-4-9b-hf",
      #"""
      {"model_type": "glm", "hidden_size": 4096, "num_hidden_layers": 40, "head_dim": 128,
       "num_attention_heads": 32, "num_key_value_heads": 2, "intermediate_size": 13696,
       "vocab_size": 151552, "attention_bias": true}
      """#,
      9_399_951_360
    ),
    Case(
      "LGAI-EXAONE/EXAONE-3.0-7.8B-Instruct",
      #"""
      {"model_type": "exaone", "hidden_size": 4096, "num_layers": 32, "num_attention_heads": 32,
       "num_key_value_heads": 8, "intermediate_size": 14336, "vocab_size": 102400}
      """#,
      7_818_448_896
    ),
    Case(
      "allenai/OLMo-7B-hf",
      #"""
      {"model_type": "olmo", "hidden_size": 4096, "num_hidden_layers": 32,
       "num_attention_heads": 32, "intermediate_size": 11008, "vocab_size": 50304}
      """#,
      6_888_095_744
    ),
    Case(
      "allenai/Olmo-3-1025-7B",
      #"""
      {"model_type": "olmo3", "hidden_size": 4096, "num_hidden_layers": 32,
       "num_attention_heads": 32, "intermediate_size": 11008, "vocab_size": 100278}
      """#,
      7_298_011_136
    ),
    Case(
      "CohereForAI/c4ai-command-r7b-12-2024",
      #"""
      {"model_type": "cohere2", "hidden_size": 4096, "num_hidden_layers": 32,
       "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 14336,
       "vocab_size": 256000}
      """#,
      8_028_033_024
    ),
    Case(
      "ibm-granite/granite-3.1-3b-a800m-base",
      #"""
      {"model_type": "granitemoe", "hidden_size": 1536, "num_hidden_layers": 32,
       "num_attention_heads": 24, "num_key_value_heads": 8, "intermediate_size": 512,
       "num_local_experts": 40, "num_experts_per_tok": 8, "vocab_size": 49155,
       "tie_word_embeddings": true}
      """#,
      3_298_793_472
    ),
    Case(
      "swiss-ai/Apertus-8B-2509",
      #"""
      {"model_type": "apertus", "hidden_size": 4096, "num_hidden_layers": 32,
       "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 21504,
       "vocab_size": 131072}
      """#,
      8_053_338_176
    ),
    Case(
      "rednote-hilab/dots.llm1.base",
      #"""
      {"model_type": "dots1", "hidden_size": 4096, "num_hidden_layers": 62, "head_dim": 128,
       "num_attention_heads": 32, "num_key_value_heads": 32, "intermediate_size": 10944,
       "moe_intermediate_size": 1408, "n_routed_experts": 128, "n_shared_experts": 2,
       "num_experts_per_tok": 6, "first_k_dense_replace": 1, "vocab_size": 152064}
      """#,
      142_774_381_696
    ),
    Case(
      "baidu/ERNIE-4.5-0.3B-PT",
      #"""
      {"model_type": "ernie4_5", "hidden_size": 1024, "num_hidden_layers": 18,
       "num_attention_heads": 16, "num_key_value_heads": 2, "head_dim": 128,
       "intermediate_size": 3072, "vocab_size": 103424}
      """#,
      360_748_032
    ),
    Case(
      "google/gemma-3-4b-it, language part (4300079472 less 419816304 of vision)",
      #"""
      {"model_type": "gemma3", "vision_config": {"hidden_size": 1152}, "text_config":
       {"model_type": "gemma3_text", "hidden_size": 2560, "num_hidden_layers": 34,
        "intermediate_size": 10240, "sliding_window": 1024}}
      """#,
      3_880_263_168
    ),
    Case(
      "Salesforce/codegen-16B-mono",
      #"""
      {"model_type": "codegen", "n_embd": 6144, "n_layer": 34, "n_head": 24, "vocab_size": 51200}
      """#,
      16_032_155_648
    ),
    Case(
      "tiiuae/falcon-40b, first form of its configuration",
      #"""
      {"model_type": "RefinedWeb", "hidden_size": 8192, "n_layer": 60, "n_head": 128,
       "n_head_kv": 8, "vocab_size": 65024, "bias": false}
      """#,
      41_303_293_952
    ),
  ]

  @Test(arguments: cases)
  func `the family's keys give the published count`(known: Case) throws {
    var diagnostics = Diagnostics()
    let node = try #require(
      Node.parse(text: known.json, file: "config.json", into: &diagnostics)
    )
    let architecture = try #require(
      ModelConfig.architecture(from: node, into: &diagnostics),
      "\(diagnostics)"
    )
    #expect(architecture.parameters == known.count)
    #expect(!diagnostics.hasErrors)
  }
}
