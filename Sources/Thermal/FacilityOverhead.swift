/// What a facility spends beyond its IT power, part by part, each over IT power, and its water.
public struct FacilityOverhead: Sendable, Hashable {
  /// Fans and pumps inside the building.
  public let circulation: Double

  /// Fans and pumps of the plant outside.
  public let rejection: Double

  /// Compressors.
  public let chiller: Double

  /// Losses of the electrical rooms.
  public let electrical: Double

  /// Light, offices, controls, security.
  public let other: Double

  /// Water evaporated and bled, over IT energy [m³/J].
  public let waterUse: Double

  /// Power usage effectiveness: facility over IT power.
  @inlinable
  public var powerUsageEffectiveness: Double {
    1 + circulation + rejection + chiller + electrical + other
  }

  /// Water usage effectiveness in its usual unit [L/kWh].
  public var waterLitresPerKilowattHour: Double { waterUse * 1e3 * 3.6e6 }

  /// Creates an account of overheads.
  ///
  /// - Parameters:
  ///   - circulation: Fans and pumps inside, over IT power.
  ///   - rejection: Fans and pumps outside, over IT power.
  ///   - chiller: Compressors, over IT power.
  ///   - electrical: Losses of the electrical rooms, over IT power.
  ///   - other: Light and the rest, over IT power.
  ///   - waterUse: Water over IT energy [m³/J].
  public init(
    circulation: Double,
    rejection: Double,
    chiller: Double,
    electrical: Double,
    other: Double,
    waterUse: Double
  ) {
    self.circulation = circulation
    self.rejection = rejection
    self.chiller = chiller
    self.electrical = electrical
    self.other = other
    self.waterUse = waterUse
  }
}
