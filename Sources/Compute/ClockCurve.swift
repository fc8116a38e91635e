import Foundation

/// How dynamic energy follows the clock, and the clock that meets a power limit.
///
/// Dynamic power goes as `V²·f`. Voltage falls with frequency down to a floor, so dynamic
/// energy per unit of work goes as `max(r, floor)^(exponent − 1)` with `r` the clock over the
/// full clock. An exponent of 3 is voltage proportional to frequency; measured curves of large
/// GPUs near their top clock lie between 2 and 3.
public struct ClockCurve: Hashable, Sendable {
  /// Exponent of dynamic power on the clock above the floor.
  public var exponent: Double
  /// The clock, over the full clock, at which voltage stops falling.
  public var floor: Double
  /// The lowest clock over the full clock that the part will run at.
  public var minimum: Double

  /// Describes a curve.
  public init(exponent: Double = 2.6, floor: Double = 0.5, minimum: Double = 0.1) {
    self.exponent = exponent
    self.floor = floor
    self.minimum = minimum
  }

  /// A phase of work run at the clock its power limit allows.
  public struct Point: Hashable, Sendable {
    /// Clock over the full clock.
    public var clock: Double
    /// Time of the phase at that clock [s].
    public var seconds: Double
    /// Mean power at that clock, idle included [W].
    public var power: Double
  }

  /// Dynamic energy at a clock over that at the full clock.
  public func energyRatio(clock: Double) -> Double {
    pow(max(clock, floor), exponent - 1)
  }

  /// The highest clock at which a phase's mean power stays within a limit, and what follows from it.
  ///
  /// Solves `idle + E·ρ(r) / (t·c/r + t·(1 − c)) = limit` for `r`, with `ρ` the energy ratio,
  /// `t` and `E` time and energy at the full clock and `c` the share of time that follows the
  /// clock. The left side rises with `r`, so Newton steps in `log r` kept inside a bracket
  /// converge; 1e-9 is reached in a handful of steps.
  ///
  /// - Parameters:
  ///   - phase: Time, clock share and energy of the phase at the full clock.
  ///   - idle: Power drawn whatever runs [W].
  ///   - limit: Power that may not be exceeded on average [W].
  /// - Returns: The clock, and time and power at it.
  public func powerCapped(_ phase: KernelEstimate, idle: Double, limit: Double) -> Point {
    let clocked = phase.seconds * phase.clockShare
    let fixed = phase.seconds - clocked
    guard phase.seconds > 0 else { return Point(clock: 1, seconds: 0, power: idle) }
    let power = { (r: Double) in
      idle + phase.energy * self.energyRatio(clock: r) / (clocked / r + fixed)
    }
    let full = power(1)
    guard full > limit else { return Point(clock: 1, seconds: phase.seconds, power: full) }
    var low = log(minimum)
    var high = 0.0
    let budget = max(limit - idle, 1e-12)
    // Work in logs of the dynamic power, which is nearly straight there.
    var x = max(low, log(budget / (full - idle)) / exponent)
    for _ in 0..<40 {
      let r = exp(x)
      let time = clocked / r + fixed
      let value = log(phase.energy * energyRatio(clock: r) / time / budget)
      if abs(value) < 1e-10 { break }
      if value > 0 { high = x } else { low = x }
      let slope = (r > floor ? exponent - 1 : 0) + clocked / r / time
      var next = slope > 0 ? x - value / slope : (low + high) / 2
      if next <= low || next >= high { next = (low + high) / 2 }
      if abs(next - x) < 1e-12 { break }
      x = next
    }
    let r = exp(x)
    return Point(clock: r, seconds: clocked / r + fixed, power: power(r))
  }
}
