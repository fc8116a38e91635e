import Foundation
public import Quantities

/// A value that is known as lowest, typical and highest.
public struct Spread: Sendable, Hashable {
  /// How values between lowest and highest are weighed.
  public enum Law: String, CaseIterable, Sendable, Hashable {
    /// Density rises in a line from the lowest to the typical value and falls to the highest.
    case triangular
    /// Normal about the typical value, a sixth of the range as deviation, cut at both ends.
    case normal
  }

  /// Lowest value.
  public var low: Double
  /// Value to be expected.
  public var typical: Double
  /// Highest value.
  public var high: Double

  /// Gathers three values; they are put in order.
  public init(low: Double, typical: Double, high: Double) {
    self.low = min(low, typical, high)
    self.high = max(low, typical, high)
    self.typical = max(self.low, min(typical, self.high))
  }

  /// A value that is known exactly.
  public init(_ value: Double) { self.init(low: value, typical: value, high: value) }

  /// Nothing.
  public static let zero = Spread(0)

  /// The values of so many alike in a row, all at their lowest, typical or highest.
  public static func * (left: Spread, right: Double) -> Spread {
    Spread(low: left.low * right, typical: left.typical * right, high: left.high * right)
  }

  /// One value drawn at random.
  ///
  /// - Parameters:
  ///   - law: How values are weighed.
  ///   - generator: Where chance comes from.
  /// - Returns: A value from lowest to highest.
  public func drawn(_ law: Law, from generator: inout SplitMix64) -> Double {
    guard high > low else { return typical }
    switch law {
    case .triangular:
      let share = generator.uniform()
      let range = high - low
      let rise = (typical - low) / range
      return share < rise
        ? low + (share * range * (typical - low)).squareRoot()
        : high - ((1 - share) * range * (high - typical)).squareRoot()
    case .normal:
      let deviation = (high - low) / 6
      while true {
        let value = typical + deviation * Self.normal(from: &generator)
        if value >= low, value <= high { return value }
      }
    }
  }

  /// A number of the standard normal distribution, by the polar method of Marsaglia (1964).
  private static func normal(from generator: inout SplitMix64) -> Double {
    while true {
      let x = 2 * generator.uniform() - 1
      let y = 2 * generator.uniform() - 1
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      return x * (-2 * log(square) / square).squareRoot()
    }
  }
}
