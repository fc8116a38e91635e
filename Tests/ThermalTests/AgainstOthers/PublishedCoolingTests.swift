import Testing
import Thermal

@Suite struct PublishedCoolingTests {
  private func pue(
    _ technology: CoolingTechnology,
    _ climate: Climate,
    electrical: Double
  ) -> Double {
    technology.overhead(climate: climate, electricalShare: electrical).powerUsageEffectiveness
  }

  // Air-cooled halls report 1.4 to 1.5 in hot and humid places; 1.55–1.58 is the mean of all ages
  // and loads (Uptime Institute surveys 2022–2024).
  @Test func `air in Singapore is between 1.4 and 1.5`() {
    let value = pue(CoolingInUse.air, CoolingInUse.singapore, electrical: 0.06)
    #expect(value > 1.4 && value < 1.5)
  }

  // IDC 2024: public clouds 1.25, on premises 1.63. Microsoft reports 1.17, new designs 1.12.
  @Test func `air in temperate places is between 1.2 and 1.3`() {
    for climate in [CoolingInUse.virginia, CoolingInUse.sweden] {
      let value = pue(CoolingInUse.air, climate, electrical: 0.06)
      #expect(value > 1.2 && value < 1.3)
    }
  }

  // Cold plates: 1.1 to 1.2 is what makers and operators state.
  @Test(arguments: CoolingInUse.climates)
  func `cold plates are between 1.1 and 1.2`(climate: Climate) {
    let value = pue(CoolingInUse.directLiquid, climate, electrical: 0.043)
    #expect(value > 1.09 && value < 1.21)
  }

  // Immersion: 1.03 to 1.1 is what makers state, at the low end without electrical losses.
  @Test(arguments: [CoolingInUse.oil, CoolingInUse.boiling], CoolingInUse.climates)
  func `immersion is near 1.03 without electrical losses and near 1.1 with them`(
    technology: CoolingTechnology,
    climate: Climate
  ) {
    let mechanical = pue(technology, climate, electrical: 0)
    let value = pue(technology, climate, electrical: 0.043)
    #expect(mechanical > 1.03 && mechanical < 1.07)
    #expect(value > 1.07 && value < 1.11)
  }

  // ExaDigiT's model of Frontier, warm water: cooling takes 5.5 % (efficiency 0.945).
  @Test func `a warm-water plant takes about a twentieth`() {
    let account = CoolingInUse.directLiquid.overhead(
      climate: CoolingInUse.virginia,
      electricalShare: 0
    )
    let cooling = account.circulation + account.rejection + account.chiller
    #expect(abs(cooling - 0.055) < 0.025)
  }

  // Latif et al., arXiv:2507.16781: eight H100 under load are at 54–72 °C in air and 41–50 °C with
  // liquid. Inlets are not stated; 25 °C of air and 20 °C of water are assumed here.
  @Test(arguments: [500.0, 700])
  func `an H100 is about as warm as measured in air and in liquid`(total: Double) {
    let air = CoolingInUse.air.junctionChain(dieArea: 814e-6, ratedPower: 700)
    let inAir = air.temperature(power: total) - 273.15
    #expect(inAir > 54 && inAir < 74)
    let warm = CoolingInUse.directLiquid.junctionChain(dieArea: 814e-6, ratedPower: 700)
    let liquid = ResistanceChain(
      inletTemperature: CoolingInUse.celsius(20),
      interfaceResistance: warm.interfaceResistance,
      sinkResistance: warm.sinkResistance,
      coolantResistance: warm.coolantResistance
    )
    let inLiquid = liquid.temperature(power: total) - 273.15
    #expect(inLiquid > 40 && inLiquid < 53)
  }

  // Wagner 2015 ranks cold plates before two-phase before oil by the resistance to the coolant.
  @Test func `the ranking of liquids is the published one`() {
    let plates = CoolingInUse.directLiquid.sinkResistance
    #expect(plates < CoolingInUse.boiling.sinkResistance)
    #expect(CoolingInUse.boiling.sinkResistance < CoolingInUse.oil.sinkResistance)
  }

  // A GB200 rack of 72 stands at 132 kW and cannot be cooled by air; four H100 systems can.
  @Test func `rack limits admit what is shipped`() {
    #expect(CoolingInUse.directLiquid.canCool(rackPower: 132e3))
    #expect(!CoolingInUse.air.canCool(rackPower: 132e3))
    #expect(CoolingInUse.air.canCool(rackPower: 4 * 10.2e3))
  }

  // Shehabi et al., LBNL-1005775: 1.8 L/kWh is the US mean.
  @Test func `a hall with towers takes about two litres a kilowatt hour`() {
    let account = CoolingInUse.air.overhead(
      climate: CoolingInUse.virginia,
      electricalShare: 0.06
    )
    #expect(account.waterLitresPerKilowattHour > 1.6 && account.waterLitresPerKilowattHour < 2.3)
  }
}
