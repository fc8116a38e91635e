import Economics
import Testing

@Suite struct DemandTests {
  private let rounding = 1e-12

  @Test func `unit elasticity keeps spending`() throws {
    let demand = try Demand(elasticity: -1)
    #expect(abs(try demand.volumeRatio(priceRatio: 0.1) - 10) < rounding * 10)
    #expect(try demand.spendingRatio(priceRatio: 0.1) == 1)
  }

  @Test(arguments: [(-0.5, false), (-0.99, false), (-1.01, true), (-2, true)])
  func `a fall in price raises spending beyond unit elasticity`(
    elasticity: Double,
    rises: Bool
  ) throws {
    let demand = try Demand(elasticity: elasticity)
    #expect((try demand.spendingRatio(priceRatio: 0.5) > 1) == rises)
    let volume = try demand.volumeRatio(priceRatio: 0.5)
    #expect(abs(try demand.spendingRatio(priceRatio: 0.5) - 0.5 * volume) < rounding)
    // Energy follows spending when price follows energy per token.
    let rebound = try demand.rebound(energyPerTokenRatio: 0.5, priceRatio: 0.5)
    #expect((rebound > 1) == rises)
  }

  @Test func `what does not reach the price does not rebound`() throws {
    let demand = try Demand(elasticity: -2)
    #expect(try demand.rebound(energyPerTokenRatio: 0.5, priceRatio: 1) == 0)
    #expect(try Demand(elasticity: 0).rebound(energyPerTokenRatio: 0.5, priceRatio: 0.5) == 0)
    #expect(try demand.energyRatio(energyPerTokenRatio: 0.5, priceRatio: 0.5) == 2)
    // Twice the energy instead of half: three times the saving of a half is taken back.
    #expect(try demand.rebound(energyPerTokenRatio: 0.5, priceRatio: 0.5) == 3)
  }

  @Test func `two changes of price act like their product`() throws {
    let demand = try Demand(elasticity: -1.3)
    let steps =
      try demand.volumeRatio(priceRatio: 0.8) * demand.volumeRatio(priceRatio: 0.25)
    #expect(abs(steps / (try demand.volumeRatio(priceRatio: 0.2)) - 1) < rounding)
  }
}
