import Economics
import Testing

@Suite struct TokenEfficiencyTests {
  private func efficiency(rate: Double = 5e6) throws -> TokenEfficiency {
    try TokenEfficiency(
      tokensPerSecond: rate,
      acceleratorPower: 5e5,
      equipmentPower: 8e5,
      facilityPower: 1e6
    )
  }

  @Test func `a wider boundary gives fewer tokens for a joule`() throws {
    let efficiency = try efficiency()
    #expect(efficiency.tokensPerJoule(at: .accelerator) == 10)
    #expect(efficiency.tokensPerJoule(at: .equipment) == 6.25)
    #expect(efficiency.tokensPerJoule(at: .facility) == 5)
    #expect(efficiency.facilityRatio == 1.25)
  }

  @Test(arguments: TokenEfficiency.Boundary.allCases)
  func `the figures are one figure in three units`(boundary: TokenEfficiency.Boundary) throws {
    let efficiency = try efficiency()
    let perJoule = efficiency.tokensPerJoule(at: boundary)
    #expect(efficiency.tokensPerSecondPerMegawatt(at: boundary) == 1e6 * perJoule)
    #expect(abs(efficiency.energyPerToken(at: boundary) * perJoule - 1) < 1e-15)
    #expect(try self.efficiency(rate: 0).energyPerToken(at: boundary) == .infinity)
  }
}
