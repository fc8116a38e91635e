import Economics
import Testing

@Suite struct ServingCostTests {
  private func owner(occupancy: Double) -> CostOfOwnership {
    CostOfOwnership(
      prices: CapitalPrices(accelerator: 30_000, host: 15_000, network: 8_000, facility: 11),
      electricityPrice: 0.08 / 3.6e6,
      waterPrice: 2,
      rentalPrice: 2.0 / 3600,
      occupancy: occupancy
    )
  }

  private func rate(occupancy: Double) -> CostRate {
    owner(occupancy: occupancy).rate(ratedITPower: 1300, facilityPower: 1200, waterUse: 1e-7)
  }

  // Sums of eight terms of one sign: a few roundings of 1e-16 each.
  private let rounding = 1e-12

  @Test(arguments: [0, 0.3, 1])
  func `a busy system costs what its owner pays`(idleShare: Double) throws {
    let rate = rate(occupancy: 1)
    let cost = try ServingCost(rate, accelerators: 64, idleShare: idleShare)
    #expect(abs((cost.fixed + cost.variable) / (64 * rate.total) - 1) < rounding)
    #expect(try cost.perClockSecond(utilisation: 1) == cost.perBusySecond(utilisation: 1))
    let metered = 64 * (rate.energy + rate.water)
    #expect(abs(cost.variable - (1 - idleShare) * metered) < rounding * metered)
  }

  @Test(arguments: [0.1, 0.5, 0.95])
  func `utilisation says what occupancy says of owned machines`(utilisation: Double) throws {
    let cost = try ServingCost(rate(occupancy: 1), accelerators: 1, idleShare: 0)
    let busy = try cost.perBusySecond(utilisation: utilisation)
    #expect(abs(busy / rate(occupancy: utilisation).total - 1) < rounding)
    let clock = try cost.perClockSecond(utilisation: utilisation)
    #expect(abs(clock / (busy * utilisation) - 1) < rounding)
  }

  @Test func `rent does not stop when work stops`() throws {
    let rent = try ServingCost(fixed: 2)
    #expect(try rent.perClockSecond(utilisation: 0.25) == 2)
    #expect(try rent.perBusySecond(utilisation: 0.25) == 8)
  }
}
