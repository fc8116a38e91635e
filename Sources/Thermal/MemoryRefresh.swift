/// Bandwidth that stacked memory loses to refresh, which doubles when it is hot.
///
/// A share `t_RFC/t_REFI` of the time goes to refresh: 350 ns in 3.9 µs up to 85 °C, twice as often
/// up to 95 °C and four times above (JEDEC JESD238 for HBM3, JESD79-5 for DDR5). Per-bank refresh
/// hides most of it behind traffic to other banks; the part that stays visible is an input.
public enum MemoryRefresh {
  /// Share of peak bandwidth that refresh leaves at a memory temperature.
  ///
  /// - Parameters:
  ///   - temperature: Memory temperature [K].
  ///   - visibleShare: Share of refresh time that per-bank refresh cannot hide.
  ///   - refreshShare: Refresh time over refresh interval up to 85 °C.
  /// - Returns: A share of the bandwidth, 0 to 1.
  @inlinable
  public static func bandwidthShare(
    temperature: Double,
    visibleShare: Double = 0.3,
    refreshShare: Double = 0.09
  ) -> Double {
    let multiple: Double = temperature <= 358.15 ? 1 : (temperature <= 368.15 ? 2 : 4)
    return max(0, 1 - visibleShare * refreshShare * multiple)
  }
}
