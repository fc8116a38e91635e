import Power
import Testing

@Suite struct ConversionStageTests {
  @Test(arguments: [(0.96, 0.5, 0.952), (0.993, 0.45, 0.991), (0.93, 0.4, 0.91)])
  func `a stage meets the two efficiencies that it is made from`(
    peak: Double,
    at: Double,
    full: Double
  ) throws {
    let stage = try #require(
      ConversionStage(
        name: "s",
        place: .hall,
        peakEfficiency: peak,
        peakLoad: at,
        fullLoadEfficiency: full,
        loading: 1
      )
    )
    #expect(abs(stage.efficiency(load: at) - peak) < 1e-12)
    #expect(abs(stage.efficiency(load: 1) - full) < 1e-12)
    let found = try #require(stage.peakLoad)
    #expect(abs(found - at) < 1e-9)
    for load in stride(from: 0.1, through: 1.2, by: 0.1) {
      #expect(stage.efficiency(load: load) <= peak + 1e-12)
    }
  }

  @Test func `equal efficiencies give a loss that is proportional to the load`() throws {
    let stage = try #require(
      ConversionStage(
        name: "s",
        place: .rack,
        peakEfficiency: 0.9,
        peakLoad: 0.5,
        fullLoadEfficiency: 0.9,
        loading: 1
      )
    )
    #expect(abs(stage.efficiency(load: 0.1) - 0.9) < 1e-12)
    #expect(stage.peakLoad == nil)
  }

  @Test func `a curve that would need a negative loss is refused at the stated bound`() {
    let bound = ConversionStage.leastFullLoadEfficiency(peakEfficiency: 0.96, peakLoad: 0.5)
    #expect(abs(bound - 0.950_495) < 1e-6)
    func stage(full: Double) -> ConversionStage? {
      ConversionStage(
        name: "s",
        place: .rack,
        peakEfficiency: 0.96,
        peakLoad: 0.5,
        fullLoadEfficiency: full,
        loading: 1
      )
    }
    #expect(stage(full: bound - 1e-4) == nil)
    #expect(stage(full: bound + 1e-4) != nil)
    #expect(stage(full: 0.97) == nil)
  }

  @Test func `a kiloampere through a hundred microohms is a hundred watts`() {
    #expect(abs(Conductor.loss(power: 54_000, voltage: 54, resistance: 100e-6) - 100) < 1e-9)
    #expect(abs(Conductor.current(power: 1e6, voltage: 800) - 1250) < 1e-9)
    let low = Conductor.loss(power: 1e6, voltage: 54, resistance: 1e-4)
    let high = Conductor.loss(power: 1e6, voltage: 800, resistance: 1e-4)
    #expect(abs(low / high - 219) < 1)
    #expect(abs(Conductor.resistance(length: 2, area: 4e-4) - 2e-4) < 1e-12)
  }

  @Test func `fans at half flow take about an eighth of their power`() {
    #expect(abs(FanLaw.relativePower(flow: 0.5, standbyShare: 0) - 0.125) < 1e-12)
    #expect(FanLaw.relativePower(flow: 1) == 1)
    #expect(
      FanLaw.serverFanPower(rated: 100, heat: 0.1) == FanLaw.serverFanPower(rated: 100, heat: 0.4)
    )
  }
}
