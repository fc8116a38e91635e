/// The number formats and state sizes of a training run, per kind of tensor.
public struct TrainingRecipe: Hashable, Sendable {
  /// Format in which the layers' matrix products are computed.
  public var matmul: NumberFormat
  /// Format of activations between kernels and of the messages that carry them.
  public var activation: NumberFormat
  /// Format of attention's matrix products.
  public var attention: NumberFormat
  /// Bytes of a weight as kept on the rank that computes with it [B/parameter].
  public var weightBytes: Double
  /// Bytes of an accumulated gradient [B/parameter].
  public var gradientBytes: Double
  /// Bytes of master weight and optimizer moments [B/parameter].
  public var optimizerBytes: Double
  /// Bytes of a gradient as it is reduced over data-parallel ranks [B/parameter].
  public var reductionBytes: Double
  /// Bytes of a weight as it is gathered from its shards [B/parameter].
  public var gatherBytes: Double
  /// Bytes of an activation kept as input of a later weight gradient [B].
  public var savedBytes: Double
  /// Bytes of an activation sent to and from experts at dispatch [B].
  public var dispatchBytes: Double

  /// Describes a recipe by its formats and state sizes.
  public init(
    matmul: NumberFormat,
    activation: NumberFormat = .bf16,
    attention: NumberFormat = .bf16,
    weightBytes: Double = 2,
    gradientBytes: Double = 4,
    optimizerBytes: Double = 12,
    reductionBytes: Double = 4,
    gatherBytes: Double = 2,
    savedBytes: Double = 2,
    dispatchBytes: Double = 2
  ) {
    self.matmul = matmul
    self.activation = activation
    self.attention = attention
    self.weightBytes = weightBytes
    self.gradientBytes = gradientBytes
    self.optimizerBytes = optimizerBytes
    self.reductionBytes = reductionBytes
    self.gatherBytes = gatherBytes
    self.savedBytes = savedBytes
    self.dispatchBytes = dispatchBytes
  }
}
