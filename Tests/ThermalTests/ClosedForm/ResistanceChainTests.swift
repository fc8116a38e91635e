import Foundation
import Testing
import Thermal

@Suite struct ResistanceChainTests {
  private let chain = ResistanceChain(
    inletTemperature: 298.15,
    interfaceResistance: 0.013,
    sinkResistance: 0.04,
    coolantResistance: 0.014
  )

  @Test func `without leakage the junction is the sum of its steps`() {
    let state = chain.equilibrium(dynamicPower: 700, leakage: .none)
    #expect(abs(state.temperature - (298.15 + 700 * 0.067)) < 1e-9)
    #expect(state.power == 700)
    #expect(abs(chain.power(temperature: state.temperature) - 700) < 1e-9)
  }

  @Test(arguments: [100.0, 400, 700, 1000])
  func `with leakage heat made and heat removed agree`(power: Double) {
    let leakage = LeakageModel.typical(ratedPower: 700)
    let state = chain.equilibrium(dynamicPower: power, leakage: leakage)
    #expect(abs(state.leakage / leakage.power(temperature: state.temperature) - 1) < 1e-10)
    #expect(abs(state.temperature - chain.temperature(power: state.power)) < 1e-8)
    #expect(!state.isRunaway)
  }

  @Test func `leakage that feeds itself runs away and the result says so`() {
    let hot = LeakageModel(
      referencePower: 500,
      referenceTemperature: 338.15,
      coefficient: 0.03
    )
    let state = chain.equilibrium(dynamicPower: 900, leakage: hot)
    #expect(state.isRunaway)
    let held = chain.throttled(dynamicPower: 900, leakage: hot, limit: 360)
    #expect(held.temperature == 360)
    #expect(held.dynamicPower >= 0)
  }

  @Test func `near the brink the stable root is still found`() {
    // A gain of 0.36, where no more than 1/e = 0.3679 has a balance.
    let coefficient = 0.02
    let resistance = 0.05
    let line = ResistanceChain(
      inletTemperature: 300,
      interfaceResistance: resistance,
      sinkResistance: 0,
      coolantResistance: 0
    )
    let leakage = LeakageModel(
      referencePower: 0.36 / (coefficient * resistance),
      referenceTemperature: 300,
      coefficient: coefficient
    )
    let state = line.equilibrium(dynamicPower: 0, leakage: leakage)
    let u = coefficient * (state.temperature - 300)
    #expect(abs(u - 0.36 * exp(u)) < 1e-9)
    #expect(u < 1)
  }

  @Test func `a throttled part stands at its limit and a cool one is left alone`() {
    let leakage = LeakageModel.typical(ratedPower: 700)
    let held = chain.throttled(dynamicPower: 900, leakage: leakage, limit: 345)
    #expect(held.temperature == 345)
    #expect(abs(held.power - chain.power(temperature: 345)) < 1e-9)
    #expect(held.dynamicPower < 900)
    let free = chain.throttled(dynamicPower: 300, leakage: leakage, limit: 345)
    #expect(free == chain.equilibrium(dynamicPower: 300, leakage: leakage))
  }

  @Test func `at equal cap a cooler part has more left for switching`() {
    let leakage = LeakageModel.typical(ratedPower: 700)
    var cold = chain
    cold.inletTemperature = 278.15
    let warmPower = chain.dynamicPowerLimit(limit: 370, cap: 700, leakage: leakage)
    let coldPower = cold.dynamicPowerLimit(limit: 370, cap: 700, leakage: leakage)
    #expect(coldPower > warmPower)
    let state = chain.equilibrium(dynamicPower: warmPower, leakage: leakage)
    #expect(abs(state.power - 700) < 1e-6)
    #expect(chain.dynamicPowerLimit(limit: 310, cap: 700, leakage: leakage) < 200)
  }

  @Test func `an inlet above the limit leaves nothing`() {
    #expect(chain.dynamicPowerLimit(limit: 290, leakage: .none) == 0)
  }

  @Test func `a larger die and a smaller one scale as argued`() {
    let one = CoolingInUse.air.junctionChain(dieArea: 814e-6, ratedPower: 700)
    let two = CoolingInUse.air.junctionChain(dieArea: 2 * 814e-6, ratedPower: 1400)
    #expect(abs(one.interfaceResistance / two.interfaceResistance - 2) < 1e-12)
    #expect(abs(one.sinkResistance / two.sinkResistance - 2.0.squareRoot()) < 1e-12)
    #expect(abs(one.coolantResistance * 700 - two.coolantResistance * 1400) < 1e-12)
  }

  @Test func `refresh doubles above 85 and again above 95 degrees`() {
    let cool = 1 - MemoryRefresh.bandwidthShare(temperature: 350)
    let warm = 1 - MemoryRefresh.bandwidthShare(temperature: 360)
    let hot = 1 - MemoryRefresh.bandwidthShare(temperature: 370)
    #expect(abs(warm / cool - 2) < 1e-9 && abs(hot / cool - 4) < 1e-9)
  }
}
