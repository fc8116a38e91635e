public import Foundation

/// Power that leaks through transistors at rest and grows with their temperature.
///
/// `P(T) = P₀ · exp(k·(T − T₀))`. The exponential form over 20–85 °C is measured by De Vogeleer et
/// al., SAMOS 2014 (arXiv:1404.3381) on mobile processors; share and `k` of a data-centre part are
/// not published, so the catalogue marks them as estimated. Range: 280 K to 390 K.
public struct LeakageModel: Sendable, Hashable {
  /// Leakage at the reference temperature [W].
  public var referencePower: Double

  /// Temperature at which `referencePower` holds [K].
  public var referenceTemperature: Double

  /// Growth per kelvin [1/K].
  public var coefficient: Double

  /// No leakage at all.
  public static let none = LeakageModel(
    referencePower: 0,
    referenceTemperature: 338.15,
    coefficient: 0
  )

  /// Share of rated power that leaks in FinFET accelerators at 65 °C, estimated.
  public static let typicalShare = 0.12

  /// Growth per kelvin in FinFET accelerators, doubling in 39 K, estimated [1/K].
  public static let typicalCoefficient = 0.018

  /// Creates a leakage model.
  ///
  /// - Parameters:
  ///   - referencePower: Leakage at the reference temperature, at least 0 [W].
  ///   - referenceTemperature: Temperature of that figure [K].
  ///   - coefficient: Growth per kelvin, at least 0 [1/K].
  public init(referencePower: Double, referenceTemperature: Double, coefficient: Double) {
    precondition(referencePower >= 0 && coefficient >= 0)
    self.referencePower = referencePower
    self.referenceTemperature = referenceTemperature
    self.coefficient = coefficient
  }

  /// Leakage of an accelerator from its rated power, at 65 °C unless said otherwise.
  ///
  /// - Parameters:
  ///   - ratedPower: Rated power of the part [W].
  ///   - share: Share of it that leaks at the reference temperature.
  ///   - referenceTemperature: Temperature at which the share holds [K].
  ///   - coefficient: Growth per kelvin [1/K].
  /// - Returns: The leakage model.
  public static func typical(
    ratedPower: Double,
    share: Double = typicalShare,
    referenceTemperature: Double = 338.15,
    coefficient: Double = typicalCoefficient
  ) -> LeakageModel {
    LeakageModel(
      referencePower: share * ratedPower,
      referenceTemperature: referenceTemperature,
      coefficient: coefficient
    )
  }

  /// Leakage at a temperature [W].
  ///
  /// - Parameter temperature: Junction temperature [K].
  /// - Returns: The power.
  @inlinable
  public func power(temperature: Double) -> Double {
    referencePower * exp(coefficient * (temperature - referenceTemperature))
  }
}
