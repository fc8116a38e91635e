import Foundation

/// The way of heat from a junction to the coolant that arrives at the rack, as resistances in line.
///
/// `T_j = T_in + P·(R_interface + R_sink + R_coolant)`, where `R_coolant` is the warming of the
/// stream up to the hottest part that it passes. One lumped node stands for the die: hot spots lie
/// above it by 5–15 K at 100 W/cm², which the limit temperature of a data sheet already allows for.
public struct ResistanceChain: Sendable, Hashable {
  /// Temperature at which the coolant arrives [K].
  public var inletTemperature: Double

  /// Junction to case: silicon, interface material and lid [K/W].
  public var interfaceResistance: Double

  /// Case to coolant: heat sink, cold plate or boiling surface [K/W].
  public var sinkResistance: Double

  /// Warming of the coolant on its way, over the power of the part [K/W].
  public var coolantResistance: Double

  /// Creates a chain.
  ///
  /// - Parameters:
  ///   - inletTemperature: Temperature at which the coolant arrives [K].
  ///   - interfaceResistance: Junction to case [K/W].
  ///   - sinkResistance: Case to coolant [K/W].
  ///   - coolantResistance: Warming of the coolant over the power of the part [K/W].
  public init(
    inletTemperature: Double,
    interfaceResistance: Double,
    sinkResistance: Double,
    coolantResistance: Double
  ) {
    precondition(interfaceResistance >= 0 && sinkResistance >= 0 && coolantResistance >= 0)
    self.inletTemperature = inletTemperature
    self.interfaceResistance = interfaceResistance
    self.sinkResistance = sinkResistance
    self.coolantResistance = coolantResistance
  }

  /// All resistances in line [K/W].
  @inlinable
  public var resistance: Double { interfaceResistance + sinkResistance + coolantResistance }

  /// Junction temperature at a total power [K].
  ///
  /// - Parameter power: Power of the part, leakage included [W].
  /// - Returns: The temperature.
  @inlinable
  public func temperature(power: Double) -> Double {
    inletTemperature + power * resistance
  }

  /// Total power at which the junction reaches a temperature, at least 0 [W].
  ///
  /// - Parameter temperature: Junction temperature [K].
  /// - Returns: The power.
  @inlinable
  public func power(temperature: Double) -> Double {
    resistance > 0 ? max(0, (temperature - inletTemperature) / resistance) : .infinity
  }

  /// The state in which heat made and heat removed agree, leakage included.
  ///
  /// With `u = k·(T − T_d)`, `T_d = T_in + R·P_dyn` and `a = k·R·P_leak(T_d)` the balance reads
  /// `u = a·eᵘ`. It has a solution up to `a = 1/e`; beyond, the part runs away and the result says
  /// so. Newton's method from `u = a` rises monotonically to the lower, stable root because
  /// `a·eᵘ − u` is convex, and reaches full precision in at most eight steps for `a ≤ 0.35`.
  ///
  /// - Parameters:
  ///   - dynamicPower: Power that does not depend on temperature [W].
  ///   - leakage: Power that does.
  /// - Returns: The stable state; infinite when there is none.
  public func equilibrium(dynamicPower: Double, leakage: LeakageModel) -> JunctionState {
    let withoutLeakage = temperature(power: dynamicPower)
    let base = leakage.power(temperature: withoutLeakage)
    let gain = leakage.coefficient * resistance * base
    guard gain > 0 else {
      return JunctionState(
        temperature: withoutLeakage + resistance * base,
        dynamicPower: dynamicPower,
        leakage: base
      )
    }
    guard gain < Self.runawayGain else {
      return JunctionState(
        temperature: .infinity,
        dynamicPower: dynamicPower,
        leakage: .infinity
      )
    }
    var u = gain
    for _ in 0..<24 {
      let rise = gain * exp(u)
      let step = (rise - u) / (1 - rise)
      u += step
      if abs(step) < 1e-12 { break }
    }
    return JunctionState(
      temperature: withoutLeakage + u / leakage.coefficient,
      dynamicPower: dynamicPower,
      leakage: base * exp(u)
    )
  }

  /// The largest temperature-independent power under a temperature limit and a power cap [W].
  ///
  /// The total is the smaller of the cap and `(T_limit − T_in)/R`, and leakage at the temperature of
  /// that total takes its part: a cooler part of equal cap has more left for switching.
  ///
  /// - Parameters:
  ///   - limit: Highest junction temperature [K].
  ///   - cap: Highest total power; infinite without a cap [W].
  ///   - leakage: Power that depends on temperature.
  /// - Returns: Dynamic power, at least 0.
  public func dynamicPowerLimit(
    limit: Double,
    cap: Double = .infinity,
    leakage: LeakageModel
  ) -> Double {
    let total = min(cap, power(temperature: limit))
    let hottest = total.isFinite ? min(limit, temperature(power: total)) : limit
    return max(0, total - leakage.power(temperature: hottest))
  }

  /// The state at a wanted dynamic power, cut back where the junction would pass its limit.
  ///
  /// - Parameters:
  ///   - dynamicPower: Wanted dynamic power [W].
  ///   - leakage: Power that depends on temperature.
  ///   - limit: Highest junction temperature [K].
  /// - Returns: The state held; `dynamicPower` is smaller than wanted where the part throttles.
  public func throttled(
    dynamicPower: Double,
    leakage: LeakageModel,
    limit: Double
  ) -> JunctionState {
    let allowed = dynamicPowerLimit(limit: limit, leakage: leakage)
    let free = equilibrium(dynamicPower: min(dynamicPower, allowed), leakage: leakage)
    guard dynamicPower > allowed || free.temperature > limit else { return free }
    return JunctionState(
      temperature: limit,
      dynamicPower: allowed,
      leakage: leakage.power(temperature: limit)
    )
  }

  /// The loop gain `1/e` at which leakage feeds itself without end.
  static let runawayGain = 0.367_879_441_171_442_33
}
