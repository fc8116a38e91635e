/// Tokens of each kind, counted per second, per day or over a model's life.
///
/// A request's input is split at the prefix cache: what hits it is read, what misses it is computed.
public struct TokenCounts: Sendable, Hashable {
  /// Input tokens that were computed, cache misses only [1 or 1/s].
  public let input: Double

  /// Input tokens whose keys and values came from a prefix cache [1 or 1/s].
  public let cachedInput: Double

  /// Output tokens, those of reasoning included [1 or 1/s].
  public let output: Double

  /// Creates counts of the three kinds, all over the same time.
  ///
  /// - Parameters:
  ///   - input: Input tokens that were computed [1 or 1/s].
  ///   - cachedInput: Input tokens that hit the cache [1 or 1/s].
  ///   - output: Output tokens [1 or 1/s].
  /// - Throws: `EconomicsError.outOfRange` when a count is negative or not finite.
  public init(
    input: Double,
    cachedInput: Double = 0,
    output: Double
  ) throws(EconomicsError) {
    try Check.atLeast(input, field: "input", unit: "tokens")
    try Check.atLeast(cachedInput, field: "cachedInput", unit: "tokens")
    try Check.atLeast(output, field: "output", unit: "tokens")
    self.input = input
    self.cachedInput = cachedInput
    self.output = output
  }

  /// Creates counts from the whole input and the share of it that hits the cache.
  ///
  /// - Parameters:
  ///   - totalInput: Input tokens, computed and cached [1 or 1/s].
  ///   - cachedShare: Share of the input that hits the cache, 0 to 1.
  ///   - output: Output tokens [1 or 1/s].
  /// - Throws: `EconomicsError.outOfRange` when a count or the share is outside its range.
  public init(
    totalInput: Double,
    cachedShare: Double,
    output: Double
  ) throws(EconomicsError) {
    try Check.atLeast(totalInput, field: "totalInput", unit: "tokens")
    try Check.share(cachedShare, field: "cachedShare")
    try self.init(
      input: totalInput * (1 - cachedShare),
      cachedInput: totalInput * cachedShare,
      output: output
    )
  }

  /// Input tokens, computed and cached [1 or 1/s].
  public var totalInput: Double { input + cachedInput }

  /// All tokens [1 or 1/s].
  public var total: Double { totalInput + output }
}
