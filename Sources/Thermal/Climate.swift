/// The weather of a place, in the four figures that a cooling plant is sized and run by.
///
/// Hourly temperatures are taken as normal, with the spread that puts the design temperature at its
/// 0.4 % exceedance (35 hours a year, ASHRAE Handbook Fundamentals, climatic design information):
/// `σ = (T_design − T_mean)/2.652`. Real distributions are flatter than normal in temperate places:
/// against hourly files the share of economiser hours is off by up to 8 points.
public struct Climate: Sendable, Hashable {
  /// Mean dry-bulb temperature over the year [K].
  public var meanTemperature: Double

  /// Dry-bulb temperature exceeded in 0.4 % of the hours [K].
  public var designTemperature: Double

  /// Mean wet-bulb temperature over the year [K].
  public var meanWetBulb: Double

  /// Wet-bulb temperature exceeded in 0.4 % of the hours [K].
  public var designWetBulb: Double

  /// Standard deviations from the mean to the 0.4 % exceedance of a normal distribution.
  public static let designQuantile = 2.652

  /// Creates a climate.
  ///
  /// - Parameters:
  ///   - meanTemperature: Mean dry-bulb temperature [K].
  ///   - designTemperature: Dry-bulb temperature exceeded in 0.4 % of the hours [K].
  ///   - meanWetBulb: Mean wet-bulb temperature [K].
  ///   - designWetBulb: Wet-bulb temperature exceeded in 0.4 % of the hours [K].
  public init(
    meanTemperature: Double,
    designTemperature: Double,
    meanWetBulb: Double,
    designWetBulb: Double
  ) {
    precondition(designTemperature > meanTemperature && designWetBulb > meanWetBulb)
    self.meanTemperature = meanTemperature
    self.designTemperature = designTemperature
    self.meanWetBulb = meanWetBulb
    self.designWetBulb = designWetBulb
  }

  /// Hourly temperatures over the year of the medium that heat is rejected to.
  ///
  /// - Parameter rejection: Dry to air, or by evaporation down to the wet bulb.
  /// - Returns: The hours as a distribution.
  public func hours(for rejection: HeatRejection) -> NormalDistribution {
    switch rejection {
    case .dry:
      NormalDistribution(
        mean: meanTemperature,
        deviation: (designTemperature - meanTemperature) / Self.designQuantile
      )
    case .evaporative:
      NormalDistribution(
        mean: meanWetBulb,
        deviation: (designWetBulb - meanWetBulb) / Self.designQuantile
      )
    }
  }
}
