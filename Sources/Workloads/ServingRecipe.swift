/// The number formats of a served model, per kind of tensor.
public struct ServingRecipe: Hashable, Sendable {
  /// Format in which the layers' dense products are computed.
  public var matmul: NumberFormat
  /// Format in which their weights are stored.
  public var weights: NumberFormat
  /// Format in which the experts' products are computed.
  public var experts: NumberFormat
  /// Format in which the experts' weights are stored.
  public var expertWeights: NumberFormat
  /// Format in which attention's projections are computed.
  public var projections: NumberFormat
  /// Format in which attention's projections are stored.
  public var projectionWeights: NumberFormat
  /// Format of the output head's weights.
  public var head: NumberFormat
  /// Format of attention's products.
  public var attention: NumberFormat
  /// Format of keys and values in memory.
  public var cache: NumberFormat

  /// A recipe by the formats of weights and cache; the rest follows.
  ///
  /// Formats that narrow weights alone (int4, GGUF) are multiplied in 16 bits. The head stays in
  /// 16 bits unless the whole file is narrow, as GGUF files are.
  ///
  /// - Parameters:
  ///   - format: Format of the layers' weights, and of their products where hardware has it.
  ///   - experts: Format of the experts' weights, the same when nil.
  ///   - projections: Format of attention's projections, the same when nil.
  ///   - cache: Format of keys and values.
  public init(
    _ format: NumberFormat,
    experts: NumberFormat? = nil,
    projections: NumberFormat? = nil,
    cache: NumberFormat = .bf16
  ) {
    matmul = format.arithmetic
    weights = format
    self.experts = (experts ?? format).arithmetic
    expertWeights = experts ?? format
    self.projections = (projections ?? format).arithmetic
    projectionWeights = projections ?? format
    head = format.isWholeFile ? format : format == .fp32 ? .fp32 : .bf16
    attention = cache == .fp8 ? .fp8 : .bf16
    self.cache = cache
  }
}

extension NumberFormat {
  /// The format in which products with weights of this format are computed.
  public var arithmetic: NumberFormat {
    switch self {
    case .int4: .bf16
    case .q8, .q4, .q4K: .fp16
    default: self
    }
  }

  /// Whether files of this format narrow embedding and output head too.
  public var isWholeFile: Bool {
    switch self {
    case .q8, .q4, .q4K: true
    default: false
    }
  }
}
