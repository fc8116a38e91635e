/// Currents and ohmic loss in busbars and cables.
public enum Conductor {
  /// Current that carries a power at a voltage, `P/V` [A].
  ///
  /// - Parameters:
  ///   - power: Power carried [W].
  ///   - voltage: Voltage between the conductors [V].
  /// - Returns: The current.
  @inlinable
  public static func current(power: Double, voltage: Double) -> Double {
    power / voltage
  }

  /// Ohmic loss of that current, `R·(P/V)²` [W].
  ///
  /// At equal copper 800 V loses 219 times less than 54 V.
  ///
  /// - Parameters:
  ///   - power: Power carried [W].
  ///   - voltage: Voltage between the conductors [V].
  ///   - resistance: Resistance there and back [Ω].
  /// - Returns: The loss.
  @inlinable
  public static func loss(power: Double, voltage: Double, resistance: Double) -> Double {
    let current = current(power: power, voltage: voltage)
    return resistance * current * current
  }

  /// Resistance of a bar there and back, `2·ρ·l/A` [Ω].
  ///
  /// - Parameters:
  ///   - length: Length one way [m].
  ///   - area: Cross-section of one conductor [m²].
  ///   - resistivity: Copper at 60 °C is 2.0e-8 [Ω·m].
  /// - Returns: The resistance.
  @inlinable
  public static func resistance(
    length: Double,
    area: Double,
    resistivity: Double = 2.0e-8
  ) -> Double {
    2 * resistivity * length / area
  }
}
