import Testing

@testable import Links

@Suite struct LinkTechnologyTests {
  /// A co-packaged engine with an external laser.
  private let engine = LinkTechnology(
    id: "engine",
    name: "Engine",
    family: .copackagedRing,
    laneRate: 200e9,
    reach: 500,
    moduleEnergy: 3e-12,
    laserEnergy: 1e-12,
    hostEnergy: 2e-12,
    latency: 5e-9,
    portRate: 1.6e12,
    replacedUnit: .package,
    blastRate: 51.2e12
  )

  @Test func `a wider boundary counts what the narrower one counts and more`() {
    #expect(engine.endEnergy(.module) == 3e-12)
    #expect(engine.endEnergy(.laser) == 4e-12)
    #expect(engine.endEnergy(.host) == 6e-12)
    #expect(engine.linkEnergy(.host) == 12e-12)
    #expect(abs(engine.endPower(rate: 1.6e12) - 6.4) < 1e-12)
  }

  @Test func `delay grows by the time of flight`() {
    #expect(abs(engine.delay(length: 1000) - (5e-9 + 4.897e-6)) < 1e-9)
  }
}
