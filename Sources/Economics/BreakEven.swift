/// Where serving tokens earns what it costs.
public enum BreakEven {
  /// Price of a million output tokens at which revenue meets cost [USD].
  ///
  /// `1e6·(fixed/u + variable)/(output + r·input + c·cached)`: input counts as the fraction of an
  /// output token that its price is of the output's.
  ///
  /// - Parameters:
  ///   - cost: Cost of the whole system.
  ///   - rates: Tokens of each kind per second of busy time [1/s].
  ///   - utilisation: Busy over clock time `u`, above 0 and at most 1.
  ///   - inputRatio: Price of computed input over that of output `r`, at least 0.
  ///   - cachedRatio: Price of cached input over that of output `c`, at least 0.
  /// - Returns: The price; those of input are the ratios times it.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range or no token is paid.
  public static func outputPrice(
    cost: ServingCost,
    rates: TokenCounts,
    utilisation: Double,
    inputRatio: Double,
    cachedRatio: Double
  ) throws(EconomicsError) -> Double {
    try Check.atLeast(inputRatio, field: "inputRatio", unit: "")
    try Check.atLeast(cachedRatio, field: "cachedRatio", unit: "")
    let second = try cost.perBusySecond(utilisation: utilisation)
    let paid = rates.output + inputRatio * rates.input + cachedRatio * rates.cachedInput
    try Check.above(paid, field: "rates that are paid for", unit: "/s")
    return TokenPrice.perMillion(secondPrice: second, tokensPerSecond: paid)
  }

  /// Utilisation at which a tariff meets cost, `fixed/(revenue − variable)`.
  ///
  /// Revenue and variable cost are per busy second. The same rates are assumed at any utilisation:
  /// less work means idle time, not smaller batches.
  ///
  /// - Parameters:
  ///   - cost: Cost of the whole system.
  ///   - rates: Tokens of each kind per second of busy time [1/s].
  ///   - tariff: What customers pay.
  /// - Returns: Busy over clock time; above 1 the system cannot earn its cost however busy, and nil
  ///   when each busy second earns no more than its own energy and water.
  public static func utilisation(
    cost: ServingCost,
    rates: TokenCounts,
    tariff: TokenTariff
  ) -> Double? {
    let earned = tariff.revenue(of: rates) - cost.variable
    return earned > 0 ? cost.fixed / earned : nil
  }

  /// Price of an accelerator second at which a tariff meets cost when all time is rented [USD/s].
  ///
  /// `u·revenue/accelerators`: the most that a buyer of machine time can pay.
  ///
  /// - Parameters:
  ///   - rates: Tokens of each kind per second of busy time [1/s].
  ///   - tariff: What customers pay.
  ///   - utilisation: Busy over clock time `u`, above 0 and at most 1.
  ///   - accelerators: Accelerators that are rented, more than 0.
  /// - Returns: The price.
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
  public static func rentalPrice(
    rates: TokenCounts,
    tariff: TokenTariff,
    utilisation: Double,
    accelerators: Double
  ) throws(EconomicsError) -> Double {
    try Check.utilisation(utilisation)
    try Check.above(accelerators, field: "accelerators", unit: "")
    return utilisation * tariff.revenue(of: rates) / accelerators
  }
}
