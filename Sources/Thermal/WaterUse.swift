/// Water that evaporative plants take.
public enum WaterUse {
  /// Water evaporated and bled per heat rejected through a tower [m³/J].
  ///
  /// `1/(ρ·h_fg) · 1/(1 − 1/N)`: latent heat 2.43 MJ/kg at 30 °C and bleed at `N` cycles of
  /// concentration. Four cycles give 1.98 L/kWh, near the 1.8 L/kWh taken as the US mean by
  /// Shehabi et al., LBNL-1005775 (2016). First order: sensible heat and drift are left out.
  ///
  /// - Parameter cyclesOfConcentration: Salt in the basin over salt in the make-up, more than 1.
  /// - Returns: The volume.
  @inlinable
  public static func perJouleRejected(cyclesOfConcentration: Double = 4) -> Double {
    1 / (1000 * 2.43e6) / (1 - 1 / cyclesOfConcentration)
  }
}
