import Economics
import Testing

@Suite struct CostOfOwnershipTests {
  private let prices = CapitalPrices(
    accelerator: 30_000,
    host: 15_000,
    network: 8_000,
    storage: 2_000,
    facility: 11
  )

  private func model(occupancy: Double = 1) -> CostOfOwnership {
    CostOfOwnership(
      prices: prices,
      electricityPrice: 0.08 / 3.6e6,
      waterPrice: 2,
      rentalPrice: 2.0 / 3600,
      occupancy: occupancy
    )
  }

  @Test func `parts sum to the total`() {
    let rate = model().rate(ratedITPower: 1300, facilityPower: 1200, waterUse: 1e-7)
    let sum =
      rate.accelerators + rate.hosts + rate.network + rate.facility + rate.energy
      + rate.maintenance + rate.operation + rate.water
    #expect(abs(rate.total / sum - 1) < 1e-12)
    #expect(rate.perHour > 1 && rate.perHour < 3)
    #expect(abs(rate.energy * 3600 - 1.2 * 0.08) < 1e-12)
  }

  @Test func `half the use doubles fixed cost and leaves energy`() {
    let full = model().rate(ratedITPower: 1300, facilityPower: 1200)
    let half = model(occupancy: 0.5).rate(ratedITPower: 1300, facilityPower: 1200)
    #expect(abs(half.capital / full.capital - 2) < 1e-12)
    #expect(half.energy == full.energy)
  }

  @Test func `the basis decides what a run costs`() {
    let owner = model()
    let rate = owner.rate(ratedITPower: 1300, facilityPower: 1200)
    let hour = 3600.0
    #expect(owner.runCost(basis: .rented, accelerators: 10, duration: hour, rate: rate) == 20)
    #expect(
      owner.runCost(basis: .bought, accelerators: 10, duration: hour, rate: rate) == 550_000
    )
    let amortised = owner.runCost(
      basis: .amortised,
      accelerators: 10,
      duration: hour,
      rate: rate
    )
    #expect(abs(amortised - 10 * rate.perHour) < 1e-9)
    let second = owner.secondPrice(basis: .bought, rate: rate, runDuration: hour)
    #expect(abs(second * hour * 10 - 550_000) < 1e-6)
  }

  @Test func `shares rebuild a cluster price from the accelerator`() {
    let prices = CapitalPrices.fromAccelerator(27_000, facility: 11)
    #expect(abs(prices.network / prices.equipment - 0.19) < 1e-12)
    #expect(abs(prices.equipment * 0.81 - 27_000 * 1.64) < 1e-6)
  }

  @Test func `a million tokens cost a million times a token`() {
    #expect(TokenPrice.perMillion(secondPrice: 1e-3, tokensPerSecond: 1000) == 1)
    #expect(TokenPrice.perMillion(secondPrice: 1e-3, tokensPerSecond: 0) == .infinity)
  }

  @Test func `embodied carbon is spread over the life`() {
    #expect(Carbon.embodiedShare(150, lifetime: 5, duration: 1) == 30)
    let package = Carbon.accelerator(dieArea: 814e-6, memory: 80e9)
    // 8.14 cm² × 1.54 kg/cm² / 0.8 + 80 GB × 65 g/GB + 0.15 kg.
    #expect(abs(package - 21.02) < 0.01)
  }
}
