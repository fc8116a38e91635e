import Economics
import Testing

@Suite struct TokenCostTests {
  private let rounding = 1e-12

  @Test(
    arguments: [(0.4, 0.0), (0.4, 0.1), (0, 0.3), (0.7, 0.3), (1, 0), (0, 0)],
    [1.0, 0.35]
  )
  func `no cost is lost between the kinds of tokens`(
    shares: (prefill: Double, cache: Double),
    utilisation: Double
  ) throws {
    let cost = try ServingCost(fixed: 3, variable: 0.5)
    let rates = try TokenCounts(input: 40_000, cachedInput: 60_000, output: 12_000)
    let price = try TokenCost(
      cost: cost,
      rates: rates,
      prefillShare: shares.prefill,
      cacheShare: shares.cache,
      utilisation: utilisation
    )
    let busy = try cost.perBusySecond(utilisation: utilisation)
    #expect(abs(price.total(of: rates) / busy - 1) < rounding)
    // Fixed and variable parts add up apart, too.
    let variable =
      price.input.variable * rates.input + price.cachedInput.variable * rates.cachedInput
      + price.output.variable * rates.output
    #expect(abs(variable / 1e6 - cost.variable) < rounding)
    let fixed =
      price.input.fixed * rates.input + price.cachedInput.fixed * rates.cachedInput
      + price.output.fixed * rates.output
    #expect(abs(fixed / 1e6 - cost.fixed / utilisation) < rounding * cost.fixed / utilisation)
    #expect(price.output.total == price.output.fixed + price.output.variable)
  }

  @Test func `half the use doubles the fixed part and leaves the variable part`() throws {
    let cost = try ServingCost(fixed: 3, variable: 0.5)
    let rates = try TokenCounts(input: 40_000, output: 12_000)
    func price(_ utilisation: Double) throws -> TokenCost {
      try TokenCost(cost: cost, rates: rates, prefillShare: 0.4, utilisation: utilisation)
    }
    let full = try price(1)
    let half = try price(0.5)
    #expect(half.output.fixed == 2 * full.output.fixed)
    #expect(half.input.fixed == 2 * full.input.fixed)
    #expect(half.output.variable == full.output.variable)
    // 1e6·0.4·3.5/40,000 and 1e6·0.6·3.5/12,000 by hand.
    #expect(abs(full.input.total - 35) < rounding * 35)
    #expect(abs(full.output.total - 175) < rounding * 175)
  }

  @Test func `shared machines and pools of the same cost agree`() throws {
    let rates = try TokenCounts(input: 40_000, output: 12_000)
    let shared = try TokenCost(
      cost: try ServingCost(fixed: 4, variable: 1),
      rates: rates,
      prefillShare: 0.25,
      utilisation: 0.5
    )
    let pools = TokenCost(
      prefill: try TokenCost.Pool(
        cost: try ServingCost(fixed: 1, variable: 0.25),
        tokensPerSecond: 40_000,
        utilisation: 0.5
      ),
      decode: try TokenCost.Pool(
        cost: try ServingCost(fixed: 3, variable: 0.75),
        tokensPerSecond: 12_000,
        utilisation: 0.5
      )
    )
    #expect(shared == pools)
  }

  @Test func `a cache hit costs its memory and nothing else`() throws {
    let cost = try ServingCost(fixed: 3, variable: 0.5)
    let rates = try TokenCounts(totalInput: 100_000, cachedShare: 0.6, output: 12_000)
    let free = try TokenCost(cost: cost, rates: rates, prefillShare: 0.4, utilisation: 1)
    #expect(free.cachedInput.total == 0)
    #expect(abs(try free.averageInput(over: rates) / free.input.total - 0.4) < rounding)
    let kept = try TokenCost(
      cost: cost,
      rates: rates,
      prefillShare: 0.4,
      cacheShare: 0.06,
      utilisation: 1
    )
    #expect(abs(kept.cachedInput.total - 1e6 * 0.06 * 3.5 / 60_000) < rounding * 3.5)
    #expect(kept.input == free.input)
    #expect(kept.output.total < free.output.total)
  }

  @Test func `an input that hits as a whole costs what the cache costs`() throws {
    let rates = try TokenCounts(totalInput: 1000, cachedShare: 1, output: 10)
    let price = try TokenCost(
      cost: try ServingCost(fixed: 1),
      rates: rates,
      prefillShare: 0,
      cacheShare: 0.25,
      utilisation: 1
    )
    #expect(try price.averageInput(over: rates) == 250)
    #expect(throws: EconomicsError.self) {
      try price.averageInput(over: TokenCounts(input: 0, output: 10))
    }
  }

  @Test func `the whole input splits at the cache`() throws {
    let counts = try TokenCounts(totalInput: 1000, cachedShare: 0.25, output: 10)
    #expect(counts.input == 750 && counts.cachedInput == 250)
    #expect(counts.totalInput == 1000 && counts.total == 1010)
  }
}
