/// What a customer pays for a million tokens of each kind [USD].
public struct TokenTariff: Sendable, Hashable {
  /// Price of a million input tokens that miss the cache [USD].
  public let input: Double

  /// Price of a million input tokens that hit the cache [USD].
  public let cachedInput: Double

  /// Price of a million output tokens [USD].
  public let output: Double

  /// Creates a tariff.
  ///
  /// - Parameters:
  ///   - input: A million input tokens that miss the cache [USD].
  ///   - cachedInput: A million input tokens that hit the cache [USD].
  ///   - output: A million output tokens [USD].
  /// - Throws: `EconomicsError.outOfRange` when a price is negative or not finite.
  public init(
    input: Double,
    cachedInput: Double,
    output: Double
  ) throws(EconomicsError) {
    try Check.atLeast(input, field: "input", unit: "USD")
    try Check.atLeast(cachedInput, field: "cachedInput", unit: "USD")
    try Check.atLeast(output, field: "output", unit: "USD")
    self.input = input
    self.cachedInput = cachedInput
    self.output = output
  }

  /// What tokens earn [USD or USD/s].
  ///
  /// - Parameter counts: Tokens of each kind; per second gives a revenue per second.
  /// - Returns: The revenue.
  public func revenue(of counts: TokenCounts) -> Double {
    (input * counts.input + cachedInput * counts.cachedInput + output * counts.output) / 1e6
  }
}
