import Compute
import Systems

/// A straight line below a system's power at the meter, over the power that each accelerator draws.
///
/// Power at the meter rises with that of the accelerators, so between two samples it is no less than at the
/// lower one: a line that stays below all samples by one step's rise stays below the curve. Then
/// energy for a step, `power · time`, is bounded by the least time and the least energy above idle alone.
struct PowerLine: Sendable {
  /// Power at the meter where accelerators rest [W].
  private let base: Double
  /// Rise at the meter per watt of one accelerator [W/W].
  private let slope: Double
  /// Power above idle up to which the line holds [W].
  private let reach: Double

  /// The line below a system.
  init(below system: System) {
    let idle = system.accelerator.idlePower
    let samples = 64
    let reach = max(1, 2 * system.acceleratorPowerLimit - idle)
    guard reach.isFinite else {
      base = system.facilityEstimate(acceleratorPower: idle).facilityPower
      slope = 0
      self.reach = 0
      return
    }
    let step = reach / Double(samples)
    let powers = (0...samples).map {
      system.facilityEstimate(acceleratorPower: idle + Double($0) * step).facilityPower
    }
    let slope = max(0, zip(powers.dropFirst(), powers).map { ($0 - $1) / step }.min() ?? 0)
    let least = powers.indices.map { powers[$0] - slope * Double($0) * step }.min() ?? 0
    self.slope = slope
    self.reach = reach
    base = least - slope * step
  }

  /// A power at the meter that is not reached from below [W].
  ///
  /// - Parameter dynamic: Power of one accelerator above idle [W].
  /// - Returns: The line's value.
  func power(above dynamic: Double) -> Double { base + slope * min(dynamic, reach) }
}
