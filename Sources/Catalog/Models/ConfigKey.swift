/// A number of a `config.json`, under the several names that model families give it.
struct ConfigKey: Hashable, Sendable {
  /// Names in the order they are looked for, the usual one first; a dot leads into a nested mapping.
  let names: [String]
  /// What the number means, as an error message says it.
  let holds: String
  /// The largest value that can be meant.
  let maximum: Int

  /// Describes a number by its names and meaning.
  init(_ names: String..., holds: String, maximum: Int = 1_000_000_000) {
    self.names = names
    self.holds = holds
    self.maximum = maximum
  }

  /// Transformer layers.
  static let layers = ConfigKey(
    "num_hidden_layers",
    "n_layer",
    "n_layers",
    "num_layers",
    holds: "the number of transformer layers",
    maximum: 100_000
  )
  /// Width of the residual stream.
  static let hidden = ConfigKey(
    "hidden_size",
    "n_embd",
    "d_model",
    "n_embed",
    holds: "the width of the residual stream"
  )
  /// Query heads.
  static let heads = ConfigKey(
    "num_attention_heads",
    "n_head",
    "n_heads",
    "num_heads",
    holds: "the number of query heads"
  )
  /// Key/value heads.
  static let kvHeads = ConfigKey(
    "num_key_value_heads",
    "num_kv_heads",
    "n_head_kv",
    "attn_config.kv_n_heads",
    holds: "the number of key/value heads, at most the number of query heads"
  )
  /// Dimension of a head.
  static let headDimension = ConfigKey(
    "head_dim",
    "kv_channels",
    holds: "the dimension of one attention head"
  )
  /// Intermediate size of a dense feed-forward part.
  static let intermediate = ConfigKey(
    "intermediate_size",
    "ffn_hidden_size",
    "ffn_dim",
    "n_inner",
    holds: "the intermediate size of the feed-forward part"
  )
  /// Entries of the vocabulary.
  static let vocabulary = ConfigKey(
    "vocab_size",
    holds: "the number of entries in the vocabulary"
  )
  /// Entries of the vocabulary where the padded number stands apart (ChatGLM).
  static let paddedVocabulary = ConfigKey(
    "padded_vocab_size",
    "vocab_size",
    holds: "the number of entries in the vocabulary, padding included"
  )
  /// Rows of the table of learned positions.
  static let positions = ConfigKey(
    "n_positions",
    "max_position_embeddings",
    "n_ctx",
    "max_seq_len",
    holds: "the number of learned positions"
  )
  /// Keys that a query of a windowed layer sees.
  static let window = ConfigKey(
    "sliding_window",
    "window_size",
    "attention_chunk_size",
    holds: "the tokens that a windowed layer sees"
  )
  /// Routed experts of a layer.
  static let experts = ConfigKey(
    "num_local_experts",
    "n_routed_experts",
    "num_experts",
    "moe_num_experts",
    "ffn_config.moe_num_experts",
    holds: "the number of routed experts in a layer",
    maximum: 1_000_000
  )
  /// Routed experts a token visits.
  static let expertsPerToken = ConfigKey(
    "num_experts_per_tok",
    "num_experts_per_token",
    "experts_per_token",
    "top_k_experts",
    "moe_topk",
    "moe_k",
    "ffn_config.moe_top_k",
    holds: "the number of routed experts that a token visits"
  )
  /// Intermediate size of one routed expert.
  static let expertIntermediate = ConfigKey(
    "moe_intermediate_size",
    "ffn_config.ffn_hidden_size",
    holds: "the intermediate size of one routed expert"
  )
  /// Shared experts of a layer.
  static let sharedExperts = ConfigKey(
    "n_shared_experts",
    "num_shared_experts",
    "num_shared_expert",
    "moe_num_shared_experts",
    holds: "the number of shared experts in a layer",
    maximum: 1_000_000
  )
  /// Intermediate size of the shared expert.
  static let sharedIntermediate = ConfigKey(
    "shared_expert_intermediate_size",
    "shared_intermediate_size",
    holds: "the intermediate size of the shared expert"
  )
  /// Layers at the start without experts.
  static let denseLayers = ConfigKey(
    "first_k_dense_replace",
    "moe_layer_start_index",
    holds: "the number of layers at the start that have no experts",
    maximum: 100_000
  )
  /// One layer in so many has experts.
  static let expertPeriod = ConfigKey(
    "moe_layer_freq",
    "decoder_sparse_step",
    "interleave_moe_layer_step",
    "moe_layer_interval",
    holds: "one layer in so many has experts",
    maximum: 100_000
  )
  /// Layers for multi-token prediction.
  static let predictionLayers = ConfigKey(
    "num_nextn_predict_layers",
    "num_mtp_modules",
    holds: "the number of layers for multi-token prediction",
    maximum: 1_000
  )

  /// Rank of the key/value latent.
  static let kvRank = ConfigKey("kv_lora_rank", holds: "the rank of the key/value latent")
  /// Rank of the query latent.
  static let queryRank = ConfigKey("q_lora_rank", holds: "the rank of the query latent, or null")
  /// Rotary part of a head.
  static let ropeDimension = ConfigKey(
    "qk_rope_head_dim",
    holds: "the dimension of a head's rotary part"
  )
  /// Plain part of a head.
  static let plainDimension = ConfigKey(
    "qk_nope_head_dim",
    holds: "the dimension of a head's part without positions"
  )
  /// Value part of a head.
  static let valueDimension = ConfigKey("v_head_dim", holds: "the dimension of a head's values")
}
