import Testing

@testable import Links

/// Copper: limits and scaling.
struct CopperTests {
  @Test func `loss rises with frequency and with thinner wires`() {
    var last = 0.0
    for frequency in stride(from: 1e9, through: 120e9, by: 1e9) {
      let loss = Twinax.loss(gauge: 28).perMetre(at: frequency)
      #expect(loss > last)
      last = loss
    }
    for gauge in 24..<34 {
      let thick = Twinax.loss(gauge: Double(gauge)).perMetre(at: 26e9)
      #expect(Twinax.loss(gauge: Double(gauge + 1)).perMetre(at: 26e9) > thick)
    }
  }

  @Test func `the fitted gauges are met and wires shrink by half in six gauges`() {
    #expect(Twinax.loss(gauge: 26).conductor == 0.610)
    #expect(abs(Twinax.loss(gauge: 30).conductor - 1.034) < 1e-12)
    #expect(abs(Twinax.diameter(gauge: 26) - 0.4049e-3) < 1e-7)
    #expect(abs(Twinax.diameter(gauge: 32) / Twinax.diameter(gauge: 26) - 0.4987) < 1e-3)
    // Beyond the fitted gauges skin loss goes as one over the diameter.
    let ratio = Twinax.loss(gauge: 34).conductor / Twinax.loss(gauge: 30).conductor
    #expect(abs(ratio - Twinax.diameter(gauge: 30) / Twinax.diameter(gauge: 34)) < 1e-12)
  }

  @Test func `the margin is nothing at the reach and a metre's loss a metre before`() {
    for standard in CopperStandard.allCases {
      let channel = standard.channel
      #expect(abs(channel.margin(length: channel.reach)) < 1e-9)
      let before = channel.margin(length: channel.reach - 0.1)
      #expect(abs(before - 0.1 * channel.lossPerMetre) < 1e-9)
    }
  }

  @Test func `a reserve and more loss shorten the reach, down to nothing`() {
    var channel = CopperStandard.ieee8023dj.channel
    let whole = channel.reach
    channel.reserve = 3
    #expect(abs(whole - channel.reach - 3 / channel.lossPerMetre) < 1e-12)
    channel.extraLoss = 40
    #expect(channel.reach == 0 && channel.margin(length: 0) < 0)
  }

  @Test func `each lane rate has its standard up to where there is none`() {
    #expect(CopperStandard.forLaneRate(25e9) == .ieee8023bj)
    #expect(CopperStandard.forLaneRate(106.25e9) == .ieee8023ck)
    #expect(CopperStandard.forLaneRate(200e9) == .ieee8023dj)
    #expect(CopperStandard.forLaneRate(400e9) == nil)
  }
}
