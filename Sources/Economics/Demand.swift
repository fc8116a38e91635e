import Foundation

/// Demand that answers a price by a constant power, `volume ∝ price^elasticity`.
///
/// The elasticity is the caller's claim: none is built in, because published ones are of
/// substitution between providers or of weak grade, and the market's is not known. Good for
/// changes within the range over which the elasticity was seen, all else equal; growth of demand
/// at a constant price is not in it.
public struct Demand: Sendable, Hashable {
  /// Relative change of volume over relative change of price; negative where demand slopes down.
  public let elasticity: Double

  /// Creates a demand.
  ///
  /// - Parameter elasticity: Change of volume over change of price, both in logarithms.
  /// - Throws: `EconomicsError.outOfRange` when it is not finite.
  public init(elasticity: Double) throws(EconomicsError) {
    try Check.finite(elasticity, field: "elasticity", unit: "")
    self.elasticity = elasticity
  }

  /// Volume after over before a change of price, `ratio^ε`.
  ///
  /// - Parameter priceRatio: Price after over before, more than 0.
  /// - Returns: The ratio of volumes.
  /// - Throws: `EconomicsError.outOfRange` when the ratio is not above 0.
  public func volumeRatio(priceRatio: Double) throws(EconomicsError) -> Double {
    try Check.above(priceRatio, field: "priceRatio", unit: "")
    return pow(priceRatio, elasticity)
  }

  /// Spending after over before a change of price, `ratio^(1 + ε)`.
  ///
  /// A fall in price raises spending exactly when `ε < −1`.
  ///
  /// - Parameter priceRatio: Price after over before, more than 0.
  /// - Returns: The ratio of spendings.
  /// - Throws: `EconomicsError.outOfRange` when the ratio is not above 0.
  public func spendingRatio(priceRatio: Double) throws(EconomicsError) -> Double {
    try Check.above(priceRatio, field: "priceRatio", unit: "")
    return pow(priceRatio, 1 + elasticity)
  }

  /// Energy after over before a change of energy per token and of price.
  ///
  /// - Parameters:
  ///   - energyPerTokenRatio: Energy per token after over before, more than 0.
  ///   - priceRatio: Price after over before, more than 0; the energy's share of cost and the part
  ///     passed on decide how far it follows.
  /// - Returns: The ratio of energies, `energyPerTokenRatio·priceRatio^ε`.
  /// - Throws: `EconomicsError.outOfRange` when a ratio is not above 0.
  public func energyRatio(
    energyPerTokenRatio: Double,
    priceRatio: Double
  ) throws(EconomicsError) -> Double {
    try Check.above(energyPerTokenRatio, field: "energyPerTokenRatio", unit: "")
    return energyPerTokenRatio * (try volumeRatio(priceRatio: priceRatio))
  }

  /// Share of the engineering saving of energy that more use takes back.
  ///
  /// `1 − (1 − energy ratio)/(1 − energy per token ratio)`: 0 when volume stays, 1 when nothing is
  /// saved, above 1 when use grows past the saving (Jevons 1865).
  ///
  /// - Parameters:
  ///   - energyPerTokenRatio: Energy per token after over before, above 0 and below 1.
  ///   - priceRatio: Price after over before, more than 0.
  /// - Returns: The share.
  /// - Throws: `EconomicsError.outOfRange` when a ratio is outside its range.
  public func rebound(
    energyPerTokenRatio: Double,
    priceRatio: Double
  ) throws(EconomicsError) -> Double {
    guard energyPerTokenRatio > 0, energyPerTokenRatio < 1 else {
      throw .outOfRange(
        field: "energyPerTokenRatio",
        value: energyPerTokenRatio,
        unit: "",
        allowed: "greater than 0 and less than 1, since a rebound is of a saving"
      )
    }
    let energy = try energyRatio(
      energyPerTokenRatio: energyPerTokenRatio,
      priceRatio: priceRatio
    )
    return 1 - (1 - energy) / (1 - energyPerTokenRatio)
  }
}
