import Foundation

/// A bell curve of hourly outdoor temperatures.
public struct NormalDistribution: Sendable, Hashable {
  /// Mean over the year [K].
  public let mean: Double

  /// Standard deviation over the hours of the year [K].
  public let deviation: Double

  /// Creates a distribution.
  ///
  /// - Parameters:
  ///   - mean: Mean over the year [K].
  ///   - deviation: Standard deviation, more than 0 [K].
  public init(mean: Double, deviation: Double) {
    precondition(deviation > 0)
    self.mean = mean
    self.deviation = deviation
  }

  /// Share of the hours above a temperature.
  ///
  /// - Parameter threshold: Temperature [K].
  /// - Returns: A share, 0 to 1.
  public func share(above threshold: Double) -> Double {
    0.5 * erfc((threshold - mean) / (deviation * 2.0.squareRoot()))
  }

  /// Mean over the year of the excess above a temperature, `E[(T − t)⁺]` [K].
  ///
  /// `σ·φ(z) + (μ − t)·(1 − Φ(z))` with `z = (t − μ)/σ`.
  ///
  /// - Parameter threshold: Temperature [K].
  /// - Returns: The excess, at least 0.
  public func meanExcess(above threshold: Double) -> Double {
    let z = (threshold - mean) / deviation
    let density = exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
    return max(0, deviation * density + (mean - threshold) * share(above: threshold))
  }
}
