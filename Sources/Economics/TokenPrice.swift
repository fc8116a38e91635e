/// Cost of what comes out.
public enum TokenPrice {
  /// Cost of a million tokens [USD].
  ///
  /// - Parameters:
  ///   - secondPrice: Cost of one accelerator second [USD/s].
  ///   - tokensPerSecond: Tokens per second and accelerator, goodput included [1/s].
  /// - Returns: The cost; infinite without tokens.
  @inlinable
  public static func perMillion(secondPrice: Double, tokensPerSecond: Double) -> Double {
    tokensPerSecond > 0 ? 1e6 * secondPrice / tokensPerSecond : .infinity
  }
}
