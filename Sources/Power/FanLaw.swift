/// How fan and pump power follow the flow that is asked of them.
public enum FanLaw {
  /// Power over rated power at a flow over rated flow: the cube law with a floor.
  ///
  /// `s + (1 − s)·q³`: affinity laws for a fixed system curve (ASHRAE Handbook, HVAC Systems and
  /// Equipment, ch. Fans), plus the share `s` that drives and controls take at rest.
  /// Range: 0.2 ≤ q ≤ 1.2.
  ///
  /// - Parameters:
  ///   - flow: Flow over rated flow.
  ///   - standbyShare: Share of rated power at zero flow.
  /// - Returns: A share of rated power.
  @inlinable
  public static func relativePower(flow: Double, standbyShare: Double = 0.05) -> Double {
    standbyShare + (1 - standbyShare) * flow * flow * flow
  }

  /// Server fan power when flow follows the heat at constant air temperature rise [W].
  ///
  /// - Parameters:
  ///   - rated: Fan power at rated heat [W].
  ///   - heat: Heat that air carries over the rated heat; flow never falls below `leastFlow`.
  ///   - leastFlow: Lowest flow over rated flow that the controls allow.
  /// - Returns: The power.
  @inlinable
  public static func serverFanPower(
    rated: Double,
    heat: Double,
    leastFlow: Double = 0.4
  ) -> Double {
    rated * relativePower(flow: max(leastFlow, heat))
  }
}
