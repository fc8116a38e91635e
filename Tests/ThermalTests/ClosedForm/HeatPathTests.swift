import Testing
import Thermal

@Suite struct HeatPathTests {
  @Test func `the design temperature is exceeded in 35 hours a year`() {
    let hours = CoolingInUse.virginia.hours(for: .dry)
    let exceeded = hours.share(above: CoolingInUse.virginia.designTemperature) * 8766
    #expect(abs(exceeded - 35) < 0.2)
    #expect(hours.share(above: CoolingInUse.virginia.meanTemperature) == 0.5)
  }

  @Test func `mean excess is the integral of the share above`() {
    let hours = NormalDistribution(mean: 290, deviation: 8)
    var sum = 0.0
    let step = 0.01
    for index in 0..<8000 {
      sum += hours.share(above: 285 + (Double(index) + 0.5) * step) * step
    }
    #expect(abs(hours.meanExcess(above: 285) - sum) < 1e-5)
  }

  @Test func `a loop warmer than any day needs no compressor`() {
    let warm = HeatPath(
      supplyTemperature: CoolingInUse.celsius(60),
      circulationShare: 0,
      rejection: .dry,
      rejectionShare: 0,
      approach: 8,
      chillerMargin: 16,
      chillerEfficiency: 0.4
    )
    #expect(warm.chillerShare(climate: CoolingInUse.virginia) < 1e-6)
    #expect(warm.economiserShare(climate: CoolingInUse.virginia) > 0.999_999)
    #expect(warm.peakChillerShare(climate: CoolingInUse.virginia) == 0)
  }

  @Test(arguments: CoolingInUse.climates)
  func `warmer supply never costs more compressor`(climate: Climate) {
    var last = Double.infinity
    for supply in stride(from: 14.0, through: 50, by: 2) {
      let path = HeatPath(
        supplyTemperature: CoolingInUse.celsius(supply),
        circulationShare: 0,
        rejection: .dry,
        rejectionShare: 0,
        approach: 10,
        chillerMargin: 18,
        chillerEfficiency: 0.4
      )
      let share = path.chillerShare(climate: climate)
      #expect(share <= last + 1e-12)
      last = share
    }
  }

  @Test(arguments: CoolingInUse.all, CoolingInUse.climates)
  func `PUE is one and its parts, and the design hour is no better`(
    technology: CoolingTechnology,
    climate: Climate
  ) {
    let account = technology.overhead(climate: climate, electricalShare: 0.05)
    let sum =
      1 + account.circulation + account.rejection + account.chiller + account.electrical
      + account.other
    #expect(abs(account.powerUsageEffectiveness - sum) < 1e-12)
    let peak = technology.peakPowerUsage(climate: climate, electricalShare: 0.05)
    #expect(peak >= account.powerUsageEffectiveness - 1e-3)
  }

  @Test func `a dry plant takes no water`() {
    let account = CoolingInUse.oil.overhead(
      climate: CoolingInUse.virginia,
      electricalShare: 0.05
    )
    #expect(account.waterUse == 0)
  }

  @Test func `servers without fans take less for the same work`() {
    let liquid = CoolingInUse.oil.serverPower(1120, ratedWith: CoolingInUse.air)
    #expect(abs(liquid - 1000) < 1e-9)
    #expect(CoolingInUse.air.serverPower(1120, ratedWith: CoolingInUse.air) == 1120)
  }
}
