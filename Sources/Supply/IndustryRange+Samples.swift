import Foundation

extension IndustryRange {
  /// Whether the number is spread on a logarithmic scale: it is positive and spans more than threefold.
  ///
  /// A range such as 2 to 20 says that factors are uncertain, not differences.
  public var isLogarithmic: Bool { low > 0 && high / low > 3 }

  /// The value below which a share of a triangular distribution with its mode at the best value lies.
  ///
  /// The distribution is over the logarithm where ``isLogarithmic``. A best value outside the range
  /// counts as the nearer end.
  ///
  /// - Parameter share: From 0 to 1.
  /// - Returns: A value from `low` to `high`, in the unit of the number.
  public func value(at share: Double) -> Double {
    guard high > low else { return best }
    let mode = min(max(best, low), high)
    guard isLogarithmic else { return Self.triangle(share, low, mode, high) }
    return min(max(exp(Self.triangle(share, log(low), log(mode), log(high))), low), high)
  }

  /// Quantile of a triangular distribution.
  private static func triangle(
    _ share: Double,
    _ low: Double,
    _ mode: Double,
    _ high: Double
  ) -> Double {
    let width = high - low
    let turn = (mode - low) / width
    return share < turn
      ? low + (share * width * (mode - low)).squareRoot()
      : high - ((1 - share) * width * (high - mode)).squareRoot()
  }
}
