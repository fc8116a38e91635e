import Documents
import Workloads

/// Groups of keys that most families share.
extension ConfigReader {
  /// Reads the keys that every decoder has and checks them against each other.
  ///
  /// - Parameters:
  ///   - gated: Whether the feed-forward part has three matrices.
  ///   - tied: Whether embedding and head are one where `tie_word_embeddings` is absent.
  ///   - headDimension: Head dimension where its key is absent, nil for width over heads.
  ///   - ignoresHeadKey: Whether the family does not follow `head_dim` (latent attention).
  ///   - kvHeads: Key/value heads where their key is absent, nil for as many as query heads.
  ///   - intermediateFactor: Intermediate size over the width where the key is absent.
  ///   - intermediateDefault: Intermediate size where the key is absent.
  ///   - vocabularyKey: Where the size of the vocabulary stands.
  /// - Returns: The architecture so far, with 1 in place of what could not be read.
  mutating func decoder(
    gated: Bool,
    tied: Bool,
    headDimension: Int? = nil,
    ignoresHeadKey: Bool = false,
    kvHeads: Int? = nil,
    intermediateFactor: Int? = nil,
    intermediateDefault: Int? = nil,
    vocabulary vocabularyKey: ConfigKey = .vocabulary
  ) -> Architecture {
    let layers = count(.layers)
    let hidden = read(.hidden)
    let heads = read(.heads)
    let vocabulary = count(vocabularyKey)
    let keyValue = read(.kvHeads, default: kvHeads ?? heads)
    if let heads, let keyValue { checkHeads(heads, keyValue) }
    var head = headDimension
    if !ignoresHeadKey, let given = found(.headDimension) {
      head = count(.headDimension, at: given)
    } else if head == nil, let hidden, let heads {
      head = hidden / heads
      if hidden % heads != 0 {
        fail(
          "\(hidden) of width do not divide evenly among \(heads) heads and head_dim is not given",
          at: spelling(of: .heads)
        )
      }
    }
    let factor = intermediateFactor.flatMap { factor in hidden.map { $0 * factor } }
    // Where all layers have experts, the dense size may be left out and is never used.
    let expert = found(.expertIntermediate).map { count(.expertIntermediate, at: $0) }
    let fallback = factor ?? intermediateDefault ?? expert ?? (intermediateFactor == nil ? nil : 1)
    return Architecture(
      layers: layers,
      hidden: hidden ?? 1,
      heads: heads ?? 1,
      kvHeads: keyValue ?? 1,
      headDimension: max(1, head ?? 1),
      intermediate: count(.intermediate, default: fallback),
      gated: gated,
      vocabulary: vocabulary,
      tied: flag("tie_word_embeddings", default: tied)
    )
  }

  /// Checks that key/value heads divide query heads.
  mutating func checkHeads(_ heads: Int, _ keyValue: Int) {
    if keyValue > heads {
      fail(
        "\(keyValue) key/value heads are more than the \(heads) query heads",
        at: spelling(of: .kvHeads)
      )
    } else if heads % keyValue != 0 {
      fail(
        "\(heads) query heads do not divide evenly among \(keyValue) key/value heads",
        at: spelling(of: .kvHeads)
      )
    }
  }

  /// Reads routed and shared experts and which layers have them.
  ///
  /// - Parameter architecture: What has been read before.
  /// - Returns: The experts; of the dense intermediate size where they have no size of their own.
  mutating func experts(for architecture: Architecture) -> Architecture.Experts {
    let count = self.count(.experts)
    let perToken = self.count(.expertsPerToken)
    let size = self.count(.expertIntermediate, default: architecture.intermediate)
    var shared = self.count(.sharedIntermediate, default: 0, minimum: 0)
    if shared == 0 { shared = self.count(.sharedExperts, default: 0, minimum: 0) * size }
    if perToken > count {
      fail(
        "a token visits \(perToken) experts and there are only \(count)",
        at: spelling(of: .expertsPerToken)
      )
    }
    let (dense, every) = expertLayers(of: architecture.layers)
    return Architecture.Experts(
      count: count,
      perToken: perToken,
      intermediate: size,
      sharedIntermediate: shared,
      denseLayers: dense,
      every: every
    )
  }

  /// Reads which layers have experts: how many at the start have none, and one in so many after.
  private mutating func expertLayers(of layers: Int) -> (dense: Int, every: Int) {
    if let marks = wholeNumbers("moe_layer_freq") {
      let dense = marks.prefix { $0 == 0 }.count
      if marks.dropFirst(dense).contains(0) {
        fail("layers without experts must be the first ones", at: "moe_layer_freq")
      }
      return (dense, 1)
    }
    var dense = count(.denseLayers, default: 0, minimum: 0)
    let every = count(.expertPeriod, default: 1)
    if let plain = wholeNumbers("mlp_only_layers"), !plain.isEmpty {
      dense = plain.count
      if plain.sorted() != Array(0..<plain.count) {
        fail("layers without experts must be the first ones", at: "mlp_only_layers")
      }
    }
    if dense > layers {
      fail(
        "\(dense) layers without experts are more than the \(layers) layers",
        at: spelling(of: .denseLayers)
      )
    }
    return (dense, every)
  }

  /// Reads the window of attention and which layers have it.
  ///
  /// - Parameters:
  ///   - architecture: Where window and share are set.
  ///   - size: The window where its key is absent, nil for none; a key of null means none.
  ///   - share: Of all layers, the share with a window where `layer_types` is absent.
  mutating func readWindow(into architecture: inout Architecture, size: Int?, share: Double) {
    let names = ConfigKey.window.names
    let listed = windowedShare()
    let isNull = names.contains(where: mentions) && found(.window) == nil
    if isNull || (found(.window) == nil && size == nil) { return }
    architecture.window = count(.window, default: size)
    architecture.windowedShare = listed ?? share
    if architecture.windowedShare == 0 { architecture.window = nil }
  }

  /// Reads the window of Qwen, which holds only where `use_sliding_window` says so.
  mutating func readOptionalWindow(into architecture: inout Architecture) {
    guard flag("use_sliding_window", default: false) else { return }
    let from = count(
      ConfigKey("max_window_layers", holds: "the first layer with a window"),
      default: 28,
      minimum: 0
    )
    let layers = max(1, architecture.layers)
    readWindow(
      into: &architecture,
      size: 4096,
      share: Double(max(0, layers - from)) / Double(layers)
    )
  }

  /// The share of windowed layers by `layer_types`, nil where the key is absent.
  private mutating func windowedShare() -> Double? {
    guard let types = texts("layer_types"), !types.isEmpty else { return nil }
    let known: Set<String> = ["sliding_attention", "chunked_attention", "full_attention"]
    for other in Set(types).subtracting(known).sorted() {
      fail("layers of type \"\(other)\" are not supported", at: "layer_types")
    }
    let windowed = types.filter { $0 != "full_attention" }.count
    return Double(windowed) / Double(types.count)
  }

  /// Reports a model too large to be meant, whose parameters could not be counted exactly.
  ///
  /// - Parameter architecture: What has been read.
  mutating func checkSize(of architecture: Architecture) {
    let width = Double(architecture.hidden)
    let experts = architecture.experts
    var inner =
      Double(architecture.intermediate) + Double(experts?.sharedIntermediate ?? 0)
      + Double(experts?.count ?? 0) * Double(experts?.intermediate ?? 0)
    var head = Double(architecture.headDimension)
    if case .latent(let latent) = architecture.attention {
      inner += Double(latent.queryRank) + Double(latent.kvRank)
      head += Double(latent.valueDimension)
      head *= 1 + Double(latent.queryRank + latent.kvRank) / width
    }
    let perLayer = width * (4 * Double(architecture.heads) * head + 3 * inner)
    let rows = 2 * Double(architecture.vocabulary) + Double(architecture.learnedPositions)
    let layers = Double(architecture.layers + architecture.predictionLayers)
    if layers * perLayer + rows * width > 1e17 {
      fail("the sizes together make a model of more than 1e17 parameters", at: nil)
    }
  }
}
