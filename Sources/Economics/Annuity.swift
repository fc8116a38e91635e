import Foundation

/// Spreading a price over the years in which the thing serves.
public enum Annuity {
  /// Seconds in a Julian year [s].
  public static let year = 365.25 * 86_400.0

  /// The yearly payment, per unit borrowed, that repays a loan over its lifetime [1/year].
  ///
  /// `r / (1 − (1 + r)⁻ⁿ)`, computed with `expm1`/`log1p` so that small rates keep full accuracy.
  /// Limits: `r = 0` gives `1/n`; `n = ∞` gives `r`.
  ///
  /// - Parameters:
  ///   - discountRate: Fraction per year, greater than −1; `0.07` is 7 %.
  ///   - years: Years of service, greater than 0; may be infinite.
  /// - Returns: Payment per year and unit borrowed.
  public static func factor(discountRate: Double, years: Double) -> Double {
    precondition(discountRate > -1 && years > 0)
    if years == .infinity { return max(0, discountRate) }
    if discountRate == 0 { return 1 / years }
    return discountRate / -expm1(-years * log1p(discountRate))
  }

  /// The payment per second that repays a price, less what it is sold for at the end [USD/s].
  ///
  /// The residual is worth `s·(1 + r)⁻ⁿ` today, so `(p − s·(1 + r)⁻ⁿ) · factor / year`.
  ///
  /// - Parameters:
  ///   - price: What is paid at the start [USD].
  ///   - lifetime: Time of service [s].
  ///   - discountRate: Fraction per year, greater than −1.
  ///   - residualShare: Resale value at the end over the price.
  /// - Returns: Payment per second.
  public static func rate(
    price: Double,
    lifetime: Double,
    discountRate: Double,
    residualShare: Double = 0
  ) -> Double {
    let years = lifetime / year
    let residual = residualShare * price * exp(-years * log1p(discountRate))
    return (price - residual) * factor(discountRate: discountRate, years: years) / year
  }
}
