/// Inference over a model's life against its training, in operations or money.
///
/// Training takes `6N` operations a token and inference `2N`, with `N` the parameters that a token
/// meets (active ones in a mixture of experts). Attention over the context is left out: with full
/// attention it adds about `context/(6·width)` to either. Only final training counts: no trials, no
/// post-training. A cached input token takes no operations.
public struct LifetimeRatio: Sendable, Hashable {
  /// Cost of one operation in each phase [USD/FLOP], or 1 for all to count operations.
  public struct Prices: Sendable, Hashable {
    /// Price of an operation in training [USD/FLOP].
    public let training: Double

    /// Price of an operation on input tokens [USD/FLOP].
    public let prefill: Double

    /// Price of an operation on output tokens [USD/FLOP].
    public let decode: Double

    /// Prices under which cost is the number of operations.
    public static let operations = Prices(training: 1, prefill: 1, decode: 1, trusted: ())

    /// Prices that need no check.
    private init(training: Double, prefill: Double, decode: Double, trusted: Void) {
      self.training = training
      self.prefill = prefill
      self.decode = decode
    }

    /// Creates prices.
    ///
    /// - Parameters:
    ///   - training: In training, more than 0 [USD/FLOP].
    ///   - prefill: On input tokens, at least 0 [USD/FLOP].
    ///   - decode: On output tokens, at least 0 [USD/FLOP].
    /// - Throws: `EconomicsError.outOfRange` when a price is outside its range.
    public init(training: Double, prefill: Double, decode: Double) throws(EconomicsError) {
      try Check.above(training, field: "training", unit: "USD/FLOP")
      try Check.atLeast(prefill, field: "prefill", unit: "USD/FLOP")
      try Check.atLeast(decode, field: "decode", unit: "USD/FLOP")
      self.init(training: training, prefill: prefill, decode: decode, trusted: ())
    }
  }

  /// Parameters that a token meets, `N`.
  public let activeParameters: Double

  /// Tokens of the final training, `D`.
  public let trainingTokens: Double

  /// Tokens served over the model's life.
  public let served: TokenCounts

  /// Price of an operation in each phase.
  public let prices: Prices

  /// Creates the account of a model's life.
  ///
  /// - Parameters:
  ///   - activeParameters: Parameters that a token meets, more than 0.
  ///   - trainingTokens: Tokens of the final training, more than 0.
  ///   - served: Tokens served over the model's life.
  ///   - prices: Price of an operation in each phase; operations are counted without.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
  public init(
    activeParameters: Double,
    trainingTokens: Double,
    served: TokenCounts,
    prices: Prices = .operations
  ) throws(EconomicsError) {
    try Check.above(activeParameters, field: "activeParameters", unit: "")
    try Check.above(trainingTokens, field: "trainingTokens", unit: "tokens")
    self.activeParameters = activeParameters
    self.trainingTokens = trainingTokens
    self.served = served
    self.prices = prices
  }

  /// Price of an operation that a machine makes at a part of its peak [USD/FLOP].
  ///
  /// - Parameters:
  ///   - secondPrice: Cost of one accelerator second [USD/s].
  ///   - peak: Its peak rate in the precision used, more than 0 [FLOP/s].
  ///   - utilisation: Share of the peak that counts as model operations, above 0 and at most 1.
  /// - Returns: The price.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
  public static func operationPrice(
    secondPrice: Double,
    peak: Double,
    utilisation: Double
  ) throws(EconomicsError) -> Double {
    try Check.atLeast(secondPrice, field: "secondPrice", unit: "USD/s")
    try Check.above(peak, field: "peak", unit: "FLOP/s")
    try Check.utilisation(utilisation)
    return secondPrice / (peak * utilisation)
  }

  /// Cost of training, `6·N·D·price` [FLOP or USD].
  public var training: Double { 6 * activeParameters * trainingTokens * prices.training }

  /// Cost of inference, `2·N·(input·price + output·price)` [FLOP or USD].
  public var inference: Double {
    2 * activeParameters * (served.input * prices.prefill + served.output * prices.decode)
  }

  /// Cost of the whole life [FLOP or USD].
  public var total: Double { training + inference }

  /// Inference over training.
  public var ratio: Double { inference / training }

  /// Training tokens that would cost what inference does.
  public var equivalentTrainingTokens: Double { trainingTokens * ratio }

  /// Computed input and output tokens, in the mix served, that cost what training did.
  ///
  /// `3D` where an operation costs the same everywhere; infinite when inference is free.
  public var parityTokens: Double {
    inference > 0 ? (served.input + served.output) / ratio : .infinity
  }
}
