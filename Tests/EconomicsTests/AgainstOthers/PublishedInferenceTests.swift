import Economics
import Testing

/// Published accounts of serving, rebuilt from their own inputs.
@Suite struct PublishedInferenceTests {
  private static let day = 86_400.0

  // DeepSeek, open-infra-index, day 6 of its open source week (28 February 2025): nodes of 8 H800 at
  // 2 USD an hour each, 226.75 nodes on average over 24 h, 608 bn input tokens of which 342 bn
  // (56.3 %) hit the cache, 168 bn output; 73.7 k input (hits included) and 14.8 k output tokens a
  // second and node; 0.14, 0.55 and 2.19 USD a million; 87,072 and 562,027 USD a day, 545 %.
  private static let nodes = 226.75
  private static let nodeSecond = 8 * 2.0 / 3600

  private func served() throws -> TokenCounts {
    try TokenCounts(input: 608e9 - 342e9, cachedInput: 342e9, output: 168e9)
  }

  private func tariff() throws -> TokenTariff {
    try TokenTariff(input: 0.55, cachedInput: 0.14, output: 2.19)
  }

  private func rates() throws -> TokenCounts {
    let served = try served()
    return try TokenCounts(
      input: served.input / Self.day,
      cachedInput: served.cachedInput / Self.day,
      output: served.output / Self.day
    )
  }

  @Test func `DeepSeek's nodes cost what it says, to the dollar`() throws {
    let cost = try ServingCost(fixed: Self.nodes * Self.nodeSecond)
    let daily = try cost.perClockSecond(utilisation: 1) * Self.day
    // 226.75·8·2·24 is a whole number of dollars.
    #expect(abs(daily - 87_072) < 1e-9)
  }

  @Test func `DeepSeek's revenue follows from its tokens as far as they are rounded`() throws {
    let revenue = try tariff().revenue(of: served())
    // Counts are rounded to a billion: half of one in the input at 0.55, in the hits at 0.55 − 0.14
    // and in the output at 2.19 USD a million may move 1575 USD; the gap is 73.
    #expect(abs(revenue - 562_027) <= 500 * (0.55 + 0.41 + 2.19))
    #expect(abs(revenue - 562_100) < 0.01)
    // One count of hits meets revenue, 342 bn and 56.3 % together if input and output are exact.
    let dear = try tariff().revenue(of: TokenCounts(input: 608e9, output: 168e9))
    let hits = (dear - 562_027) / (0.55 - 0.14) * 1e6
    #expect((hits / 1e9).rounded() == 342)
    #expect((hits / 608e9 * 1000).rounded() == 563)
  }

  @Test func `DeepSeek's margin of 545 % is over cost, and 84.5 % of revenue`() throws {
    let margin = try Margin(revenue: 562_027, cost: 87_072)
    #expect((margin.overCost * 100).rounded() == 545)
    #expect(abs(margin.ofRevenue - 0.845) < 0.0005)
    let rebuilt = try Margin(revenue: try tariff().revenue(of: served()), cost: 87_072)
    // 1575 USD of rounding over the cost are 1.8 points.
    #expect(abs(rebuilt.overCost - 5.45) < 0.005 + 1575 / 87_072)
  }

  @Test func `DeepSeek's rates a node add up to its nodes`() throws {
    let prefill = 608e9 / Self.day / 73.7e3
    let decode = 168e9 / Self.day / 14.8e3
    // Relative half steps of the four rounded figures.
    let slack =
      prefill * (0.5 / 608 + 0.05 / 73.7) + decode * (0.5 / 168 + 0.05 / 14.8)
    #expect(slack < 1)
    #expect(abs(prefill + decode - Self.nodes) < slack)
    #expect(abs(prefill + decode - 226.86) < 0.01)
  }

  @Test func `DeepSeek's pools price a million tokens at 6 cents in and 30 cents out`() throws {
    let rates = try rates()
    let prefillNodes = rates.totalInput / 73.7e3
    let decodeNodes = rates.output / 14.8e3
    let prefill = try ServingCost(fixed: prefillNodes * Self.nodeSecond)
    let decode = try ServingCost(fixed: decodeNodes * Self.nodeSecond)
    let price = TokenCost(
      prefill: try TokenCost.Pool(
        cost: prefill,
        tokensPerSecond: rates.input,
        utilisation: 1
      ),
      decode: try TokenCost.Pool(
        cost: decode,
        tokensPerSecond: rates.output,
        utilisation: 1
      )
    )
    // 16 USD an hour over 14.8 k and 73.7 k tokens a second, by hand.
    #expect(abs(price.output.total - 0.3003) < 0.00005)
    #expect(abs(try price.averageInput(over: rates) - 0.0603) < 0.00005)
    // Computed input alone bears the hits' share of a pool whose rate counts them.
    #expect(abs(price.input.total - 0.0603 * 608 / 266) < 0.0002)
    let daily = price.total(of: rates) * Self.day
    #expect(abs(daily / 87_072 - 1) < 1 / Self.nodes)
  }

  @Test func `DeepSeek's list prices break even at a sixth of its load`() throws {
    let cost = try ServingCost(fixed: Self.nodes * Self.nodeSecond)
    let rates = try rates()
    let tariff = try tariff()
    let found = try #require(BreakEven.utilisation(cost: cost, rates: rates, tariff: tariff))
    // Revenue over cost is 1 + 545 %, so 1/6.45 with the rounding of the margin and of the counts.
    #expect(abs(found * 6.45 - 1) < 0.005)
    let price = try BreakEven.outputPrice(
      cost: cost,
      rates: rates,
      utilisation: 1,
      inputRatio: tariff.input / tariff.output,
      cachedRatio: tariff.cachedInput / tariff.output
    )
    #expect(abs(price / (2.19 / 6.45) - 1) < 0.005)
  }

  // RTP-LLM, report on reproducing DeepSeek's serving (2025), states 32.2 k tokens a second and node
  // for DeepSeek's prefill without hits.
  @Test func `DeepSeek computes 32 thousand input tokens a second and node`() throws {
    let counts = try TokenCounts(totalInput: 73.7e3, cachedShare: 0.563, output: 0)
    #expect(abs(counts.input - 32.2e3) < 50)
  }

  // LMSYS, Deploying DeepSeek on 96 H100 GPUs, 5 May 2025: 22.3 k output tokens a second and decode
  // node of 8, 0.20 USD a million. The price of time is not given; the rent that it implies is that
  // of DeepSeek's account only when input is free, so the figure leaves prefill nodes out.
  @Test func `SGLang's twenty cents are the decode nodes alone at two dollars an hour`() throws {
    let rates = try TokenCounts(input: 0, output: 22.3e3)
    let rent = try BreakEven.rentalPrice(
      rates: rates,
      tariff: try TokenTariff(input: 0, cachedInput: 0, output: 0.20),
      utilisation: 1,
      accelerators: 8
    )
    // The price is rounded to a cent: 2.5 %.
    #expect(abs(rent * 3600 / 2 - 1) < 0.025)
  }

  // Google, environmental impact of Gemini's median text prompt (August 2025): 0.24 Wh at the meter,
  // 58 % accelerators, 25 % hosts, 10 % idle spares, 8 % overhead; fleet PUE 1.09.
  @Test func `Gemini's overhead of 8 % is its PUE of 1.09`() throws {
    let prompt = 0.24 * 3600
    let efficiency = try TokenEfficiency(
      tokensPerSecond: 1,
      acceleratorPower: 0.58 * prompt,
      equipmentPower: (1 - 0.08) * prompt,
      facilityPower: prompt
    )
    // Half a point of the overhead is 0.6 points of the ratio.
    #expect(abs(efficiency.facilityRatio - 1.09) < 0.006)
    #expect(abs(efficiency.energyPerToken(at: .facility) - 864) < 1e-9)
    let parts = efficiency.energyPerToken(at: .accelerator) + (0.25 + 0.10) * prompt
    // Four shares, each rounded to a point.
    #expect(abs(parts / efficiency.energyPerToken(at: .equipment) - 1) < 0.02)
  }
}
