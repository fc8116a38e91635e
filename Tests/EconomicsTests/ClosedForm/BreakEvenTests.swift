import Economics
import Testing

@Suite struct BreakEvenTests {
  private let rounding = 1e-12

  @Test(arguments: [1.0, 0.6, 0.05])
  func `at the break-even price revenue meets cost`(utilisation: Double) throws {
    let cost = try ServingCost(fixed: 3, variable: 0.5)
    let rates = try TokenCounts(input: 40_000, cachedInput: 60_000, output: 12_000)
    let price = try BreakEven.outputPrice(
      cost: cost,
      rates: rates,
      utilisation: utilisation,
      inputRatio: 0.25,
      cachedRatio: 0.0625
    )
    let tariff = try TokenTariff(
      input: 0.25 * price,
      cachedInput: 0.0625 * price,
      output: price
    )
    let busy = try cost.perBusySecond(utilisation: utilisation)
    #expect(abs(tariff.revenue(of: rates) / busy - 1) < rounding)
    // The utilisation at which that tariff breaks even is the one it was made for.
    let found = try #require(
      BreakEven.utilisation(cost: cost, rates: rates, tariff: tariff)
    )
    // The difference of revenue and variable cost loses at most a digit here.
    #expect(abs(found / utilisation - 1) < 10 * rounding)
    let rent = try BreakEven.rentalPrice(
      rates: rates,
      tariff: tariff,
      utilisation: utilisation,
      accelerators: 8
    )
    #expect(abs(8 * rent / (try cost.perClockSecond(utilisation: utilisation)) - 1) < rounding)
  }

  @Test func `output bears all when input is free`() throws {
    let cost = try ServingCost(fixed: 2)
    let rates = try TokenCounts(input: 40_000, output: 10_000)
    let price = try BreakEven.outputPrice(
      cost: cost,
      rates: rates,
      utilisation: 0.5,
      inputRatio: 0,
      cachedRatio: 0
    )
    #expect(price == 400)
  }

  @Test func `a tariff below the cost of energy never breaks even`() throws {
    let cost = try ServingCost(fixed: 2, variable: 1)
    let rates = try TokenCounts(input: 0, output: 10_000)
    let low = try TokenTariff(input: 0, cachedInput: 0, output: 99)
    #expect(BreakEven.utilisation(cost: cost, rates: rates, tariff: low) == nil)
    let middle = try TokenTariff(input: 0, cachedInput: 0, output: 200)
    #expect(BreakEven.utilisation(cost: cost, rates: rates, tariff: middle) == 2)
    let high = try TokenTariff(input: 0, cachedInput: 0, output: 500)
    #expect(BreakEven.utilisation(cost: cost, rates: rates, tariff: high) == 0.5)
  }

  @Test func `the two margins turn into each other`() throws {
    let margin = try Margin(revenue: 600, cost: 100)
    #expect(margin.profit == 500 && margin.overCost == 5)
    #expect(abs(margin.ofRevenue - margin.overCost / (1 + margin.overCost)) < rounding)
    #expect(try Margin(revenue: 50, cost: 100).overCost == -0.5)
  }
}
