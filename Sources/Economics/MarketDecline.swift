import Foundation

/// Wear of equipment by the fall of its market value: what a run takes is the value lost while it runs.
///
/// The other way to amortise beside repayment over a life (``Annuity``): a machine bought long before
/// a run has lost most of its worth already, and an early run bears more than a late one. Epoch AI's
/// published training costs use it (arXiv:2405.21015), with a fall of 0.14 orders of magnitude a year,
/// `1 − 10^−0.14 = 27.6 %`.
public enum MarketDecline {
  /// Value lost over a time of use [USD].
  ///
  /// `p·(1 − d)^age·(1 − (1 − d)^t)`.
  ///
  /// - Parameters:
  ///   - price: What was paid [USD].
  ///   - declinePerYear: Share of its value that a machine loses a year `d`, 0 to below 1.
  ///   - age: Time from purchase to the begin of the use [s].
  ///   - duration: Time of use `t` [s].
  /// - Returns: The loss.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
  public static func loss(
    price: Double,
    declinePerYear: Double,
    age: Double,
    duration: Double
  ) throws(EconomicsError) -> Double {
    try Check.atLeast(price, field: "price", unit: "USD")
    try Check.atLeast(age, field: "age", unit: "s")
    try Check.atLeast(duration, field: "duration", unit: "s")
    guard declinePerYear >= 0, declinePerYear < 1 else {
      throw .outOfRange(
        field: "declinePerYear",
        value: declinePerYear,
        unit: "",
        allowed: "from 0 to below 1"
      )
    }
    let rate = log1p(-declinePerYear) / Annuity.year
    return price * exp(rate * age) * -expm1(rate * duration)
  }
}
