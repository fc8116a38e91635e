/// Cost of a serving system per second, split by whether it stops when the work stops.
///
/// Fixed cost runs on the clock: repayment, rent, upkeep, staff, and what an idle machine draws.
/// Variable cost runs only while the system is busy: the energy and water above those of idling.
public struct ServingCost: Sendable, Hashable {
  /// Cost of a second of clock time, busy or not [USD/s].
  public let fixed: Double

  /// Further cost of a second of busy time [USD/s].
  public let variable: Double

  /// Creates a cost from its two parts.
  ///
  /// - Parameters:
  ///   - fixed: Per second of clock time [USD/s]; rent is wholly fixed.
  ///   - variable: Per second of busy time on top [USD/s].
  /// - Throws: `EconomicsError.outOfRange` when a part is negative or not finite.
  public init(fixed: Double, variable: Double = 0) throws(EconomicsError) {
    try Check.atLeast(fixed, field: "fixed", unit: "USD/s")
    try Check.atLeast(variable, field: "variable", unit: "USD/s")
    self.fixed = fixed
    self.variable = variable
  }

  /// Creates the cost of owned accelerators.
  ///
  /// The rate must be that of ``CostOfOwnership`` at an occupancy of 1, since idle time is
  /// accounted for here and would count twice.
  ///
  /// - Parameters:
  ///   - rate: Cost of one accelerator per second of use, its power that of busy time.
  ///   - accelerators: Accelerators in the system, more than 0.
  ///   - idleShare: Power when idle over power when busy, 0 to 1; 0 where idle machines are put to
  ///     other work.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
  public init(
    _ rate: CostRate,
    accelerators: Double,
    idleShare: Double
  ) throws(EconomicsError) {
    try Check.above(accelerators, field: "accelerators", unit: "")
    try Check.share(idleShare, field: "idleShare")
    let metered = rate.energy + rate.water
    try self.init(
      fixed: (rate.total - metered + idleShare * metered) * accelerators,
      variable: (1 - idleShare) * metered * accelerators
    )
  }

  /// Cost of a second of clock time at a utilisation, `fixed + u·variable` [USD/s].
  ///
  /// - Parameter utilisation: Busy over clock time `u`, above 0 and at most 1.
  /// - Returns: The cost.
  /// - Throws: `EconomicsError.outOfRange` when the utilisation is outside its range.
  public func perClockSecond(utilisation: Double) throws(EconomicsError) -> Double {
    try Check.utilisation(utilisation)
    return fixed + utilisation * variable
  }

  /// Cost that a second of busy time has to bear, `fixed/u + variable` [USD/s].
  ///
  /// - Parameter utilisation: Busy over clock time `u`, above 0 and at most 1.
  /// - Returns: The cost.
  /// - Throws: `EconomicsError.outOfRange` when the utilisation is outside its range.
  public func perBusySecond(utilisation: Double) throws(EconomicsError) -> Double {
    try Check.utilisation(utilisation)
    return fixed / utilisation + variable
  }

  /// A share of the cost, both parts in the same proportion.
  func scaled(by share: Double) throws(EconomicsError) -> ServingCost {
    try ServingCost(fixed: fixed * share, variable: variable * share)
  }
}
