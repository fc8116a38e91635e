import Economics
import Testing

@Suite struct PublishedRunTests {
  private let hour = 3600.0

  // Llama 3 herd of models, arXiv:2407.21783, section 3.3.4: 16,384 H100, 54 days, 419 unexpected
  // interruptions, more than 90 % effective training time. Restarts were automatic but for three;
  // ten minutes down and ten seconds a checkpoint are assumed.
  @Test func `Llama 3 on 16,384 accelerators keeps more than nine tenths of its time`() {
    let single = 54 * 24 * hour / 419 * 16_384
    #expect(abs(single / hour - 50_676) < 100)
    let model = FailureModel(
      timeBetweenFailures: single,
      detectionTime: 3 * 60,
      restartTime: 7 * 60
    )
    let between = model.jobTimeBetweenFailures(accelerators: 16_384)
    #expect(abs(between / hour - 3.09) < 0.01)
    let goodput = Checkpointing.bestGoodput(
      writeTime: 10,
      downtime: model.downtime(accelerators: 16_384, spares: 0),
      timeBetweenFailures: between
    )
    #expect(goodput > 0.9 && goodput < 0.94)
  }

  // Kokolis et al., HPCA 2025: 6.5 failures per 1000 node-days of 8 A100; they project 1.8 h for
  // 16,384 and 0.23 h for 131,072 accelerators.
  @Test func `failures per node day give the published projections`() {
    let single = 1000 / 6.5 * 86_400 * 8
    let model = FailureModel(timeBetweenFailures: single, detectionTime: 0, restartTime: 0)
    #expect(abs(model.jobTimeBetweenFailures(accelerators: 16_384) / hour / 1.8 - 1) < 0.03)
    #expect(abs(model.jobTimeBetweenFailures(accelerators: 131_072) / hour / 0.23 - 1) < 0.03)
  }

  // FT-HSDP, arXiv:2602.00277: 100,000 accelerators, 18 min between failures, 44 % effective time.
  // Ten minutes down and twenty seconds a checkpoint are assumed.
  @Test func `a hundred thousand accelerators without fault tolerance lose half their time`() {
    let goodput = Checkpointing.bestGoodput(
      writeTime: 20,
      downtime: 600,
      timeBetweenFailures: 18 * 60
    )
    #expect(abs(goodput - 0.44) < 0.06)
  }

  // Epoch AI's cost model for Llama 3.1 405B: 51.0 M amortised with energy, 169.8 M rented, 896.0 M
  // bought; 16,384 accelerators, 2142 h; servers live five years, 1.275 kW at 0.75 of it, PUE 1.1,
  // 0.0771 USD/kWh. Capital at 3 % lands within 5 %.
  @Test func `Llama 3 costs one to three to eighteen by its accounting basis`() {
    let accelerators = 16_384.0
    let duration = 2142 * hour
    let equipment = 896_044_949 / accelerators
    let owner = CostOfOwnership(
      prices: CapitalPrices(accelerator: equipment, host: 0, network: 0, facility: 0),
      discountRate: 0.03,
      maintenanceShare: 0,
      operation: 0,
      electricityPrice: 0.0771 / 3.6e6,
      rentalPrice: 169_828_008 / (accelerators * duration)
    )
    let rate = owner.rate(ratedITPower: 1275, facilityPower: 1275 * 0.75 * 1.1)
    func cost(_ basis: AccountingBasis) -> Double {
      owner.runCost(basis: basis, accelerators: accelerators, duration: duration, rate: rate)
    }
    #expect(abs(cost(.amortised) / 51_040_524 - 1) < 0.05)
    #expect(abs(cost(.rented) / cost(.amortised) / 3.33 - 1) < 0.05)
    #expect(abs(cost(.bought) / cost(.amortised) / 17.6 - 1) < 0.05)
    #expect(rate.energy / rate.total < 0.07)
  }

  // Epoch AI, May 2026: 1 GW of IT for 38 bn USD costs 12, 8.5 and 7 bn a year when IT lives 3, 5
  // and 7 years and the facility 14. Split of capital (25.8 and 12.2 bn) and rate (4 %) are fitted
  // to the three totals; energy is 0.083 USD/kWh at 75 % load and PUE 1.1.
  @Test(arguments: [(3.0, 12.0e9), (5, 8.5e9), (7, 7.0e9)])
  func `a gigawatt costs what is published for three lives`(years: Double, published: Double) {
    let owner = CostOfOwnership(
      prices: CapitalPrices(accelerator: 25.8e9, host: 0, network: 0, facility: 12.2),
      equipmentLife: years * Annuity.year,
      discountRate: 0.04,
      maintenanceShare: 0,
      operation: 0.9,
      electricityPrice: 0.083 / 3.6e6,
      rentalPrice: 0
    )
    let rate = owner.rate(ratedITPower: 1e9, facilityPower: 1e9 * 0.75 * 1.1)
    #expect(abs(rate.total * Annuity.year / published - 1) < 0.02)
    #expect(abs(rate.energy * Annuity.year / 0.6e9 - 1) < 0.01)
  }

  // SemiAnalysis, November 2025: H200 at 37,000 USD over four years is 1.06 USD/h of capital.
  @Test func `an H200 repaid evenly over four years costs a dollar an hour`() {
    let rate = Annuity.rate(price: 37_000, lifetime: 4 * Annuity.year, discountRate: 0)
    #expect(abs(rate * hour - 1.06) < 0.01)
    // 0.53 USD per million tokens at 1.41 USD/h is 739 tokens a second.
    let price = TokenPrice.perMillion(secondPrice: 1.41 / hour, tokensPerSecond: 739)
    #expect(abs(price - 0.53) < 0.001)
  }

  // DeepSeek, open infra index day 6: 226.75 nodes of 8 at 2 USD/h cost 87,072 USD a day; 342 bn
  // cached and 266 bn other input tokens and 168 bn output tokens at list price make 562,027 USD.
  @Test func `a day of DeepSeek inference adds up`() {
    let owner = CostOfOwnership(
      prices: CapitalPrices(accelerator: 0, host: 0, network: 0, facility: 0),
      electricityPrice: 0,
      rentalPrice: 2 / hour
    )
    let rate = owner.rate(ratedITPower: 0, facilityPower: 0)
    let cost = owner.runCost(
      basis: .rented,
      accelerators: 226.75 * 8,
      duration: 24 * hour,
      rate: rate
    )
    #expect(abs(cost - 87_072) < 1)
    let list = 342e3 * 0.14 + 266e3 * 0.55 + 168e3 * 2.19
    #expect(abs(list / 562_027 - 1) < 0.001)
    #expect(abs((list - cost) / cost - 5.45) < 0.01)
    let perMillion = TokenPrice.perMillion(
      secondPrice: 2 / hour,
      tokensPerSecond: 168e9 / 86_400 / (226.75 * 8)
    )
    #expect(abs(perMillion - 87_072 / 168e3) < 1e-4)
  }

  // Llama 3.1 model card: 1.46, 7.0 and 30.84 M hours at 700 W emit 420, 2040 and 8930 t.
  @Test(arguments: [(1.46e6, 420e3), (7.0e6, 2040e3), (30.84e6, 8930e3)])
  func `Llama 3 models imply one emission per energy`(hours: Double, published: Double) {
    let carbon = Carbon.operational(energy: hours * hour * 700, intensity: 0.414 / 3.6e6)
    #expect(abs(carbon / published - 1) < 0.01)
  }

  // Luccioni et al., arXiv:2211.02001: BLOOM took 433.2 MWh at 57 g/kWh, 24.7 t.
  @Test func `BLOOM's energy on the French grid gives its emission`() {
    let carbon = Carbon.operational(energy: 433.2e6 * 3600, intensity: 57e-3 / 3.6e6)
    #expect(abs(carbon / 24.7e3 - 1) < 0.002)
  }
}
