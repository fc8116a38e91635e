import Testing

@testable import Links

/// What a technology makes of a demand.
struct LinkEstimateTests {
  /// A pluggable module of 200G lanes.
  static let module = LinkTechnology(
    id: "module",
    name: "Module",
    family: .pluggableDSP,
    laneRate: 200e9,
    reach: 500,
    moduleEnergy: 15e-12,
    laserEnergy: 0.5e-12,
    hostEnergy: 4e-12,
    latency: 100e-9,
    edgeDensity: 0.4e15,
    pricePerRate: 1.25e-9,
    pricePerRateMetre: 1e-12,
    failureRate: 250e-9 / 3600,
    flapRate: 0.0004 / 86_400,
    portRate: 400e9,
    replacedUnit: .module,
    blastRate: 1.6e12,
    year: 2025
  )

  @Test func `power, price, lanes and edge are in proportion to rate`() {
    let one = Self.module.estimate(.init(rate: 1.6e12, length: 100))
    let two = Self.module.estimate(.init(rate: 3.2e12, length: 100))
    #expect(one.lanes == 8 && two.lanes == 16)
    #expect(one.power(.host) > 0 && abs(two.power(.host) / one.power(.host) - 2) < 1e-12)
    #expect(abs(two.price / one.price - 2) < 1e-12)
    #expect(abs(one.edge - 4e-3) < 1e-15)
    #expect(abs(one.price - (2_000 + 160)) < 1e-9)
    #expect(abs(one.power(.module) - 48) < 1e-9)
  }

  @Test func `failures count both ends and flaps the link`() {
    let link = Self.module.estimate(.init(rate: 400e9, length: 10))
    // 250 FIT is 456 years between failures of one end.
    #expect(abs(link.failuresPerYear - 2 / 456.3) < 1e-5)
    #expect(abs(link.flapsPerYear - 0.0004 * 365.25) < 1e-9)
  }

  @Test func `each obstacle is named, and none where all is well`() {
    #expect(Self.module.estimate(.init(rate: 1e12, length: 500)).isFeasible)
    let bad = Self.module.estimate(
      .init(rate: 1e12, length: 501, temperature: 400, edge: 1e-3, year: 2024)
    )
    #expect(bad.obstacles == [.length, .temperature, .edge, .year])
    #expect(bad.reachMargin == -1)
  }

  @Test func `error correction adds to the latency of cables and fibres alone`() {
    let link = Self.module.estimate(.init(rate: 400e9, length: 0))
    // Two codewords of 5,440 bits at 425 Gb/s.
    #expect(abs(link.correctionDelay - 2 * 5_440 / 425e9) < 1e-15)
    #expect(
      Self.module.estimate(.init(rate: 400e9, length: 0, correction: .none)).latency == 100e-9
    )
    var chip = Self.module
    chip.family = .dieToDieAdvanced
    #expect(chip.estimate(.init(rate: 400e9, length: 0)).correctionDelay == 0)
  }

  @Test func `a partial lane is a whole one and exact rates are not rounded up`() {
    #expect(Self.module.estimate(.init(rate: 1.0e12, length: 0)).lanes == 5)
    #expect(Self.module.estimate(.init(rate: 1.01e12, length: 0)).lanes == 6)
    #expect(Self.module.estimate(.init(rate: 0.6e12, length: 0)).lanes == 3)
  }
}
