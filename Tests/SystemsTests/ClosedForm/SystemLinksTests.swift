import Fabrics
import Links
import Testing
import Thermal

@testable import Systems

@Suite struct SystemLinksTests {
  /// A technology made up.
  private func technology(
    _ family: LinkFamily,
    reach: Double,
    energy: Double = 0,
    ring: RingLink? = nil
  ) -> LinkTechnology {
    LinkTechnology(
      id: family.rawValue,
      name: family.rawValue,
      family: family,
      laneRate: 200e9,
      reach: reach,
      moduleEnergy: energy,
      hostEnergy: 4e-12,
      latency: 10e-9,
      pricePerRate: 0.5e-9,
      failureRate: 250e-9 / 3600,
      flapRate: 4e-4 / 86_400,
      portRate: 400e9,
      replacedUnit: .module,
      blastRate: 400e9,
      ring: ring
    )
  }

  /// A rack of 72 with copper inside and a switch of 72 ports.
  private func system(_ usual: LinkTechnology, count: Int = 1_024) -> System {
    var system = Bench.system(count: count, domain: 72, perRack: 9)
    system.fabric.scaleUp.switchRadix = 72
    system.links.usualScaleUp = TierLinks(
      technology: usual,
      rate: 3.6e12,
      portsPerAccelerator: 1,
      linksPerPort: 1,
      length: 1
    )
    system.links.switchPower = 50
    system.links.switchPrice = 1_000
    return system.relinked(scaleUp: usual, domain: 72)
  }

  @Test func `the usual links at the usual domain add nothing`() {
    let links = system(technology(.passiveCopper, reach: 1)).links
    #expect(links.addedPower == 0 && links.addedPrice == 0 && links.addedLatency == 0)
    #expect(links.scaleUp == links.usualScaleUp)
  }

  @Test func `a second tier of switches doubles links and adds two switch ports`() throws {
    let copper = technology(.passiveCopper, reach: 1)
    let light = technology(.copackagedRing, reach: 500, energy: 5e-12)
    let wide = system(copper).relinked(scaleUp: light, domain: 576)
    let tier = try #require(wide.links.scaleUp)
    #expect(tier.linksPerPort == 2 && wide.domain == 576)
    // Two links of two ends at 9 pJ/bit, less one of two ends at 4 pJ/bit, and two switch ports.
    #expect(abs(wide.links.addedPower - (3.6e12 * (36 - 8) * 1e-12 + 100)) < 1e-9)
    #expect(wide.links.addedLatency > 0)
    #expect(wide.nodePower(acceleratorPower: 700) > system(copper).nodePower(acceleratorPower: 700))
    // The way back leaves no trace.
    let back = wide.relinked(scaleUp: copper, domain: 72)
    #expect(back.links == system(copper).links)
    #expect(back.fabric.ranksPerDomain == 72)
  }

  @Test func `copper that is too short is named with the domain it allows`() {
    let copper = technology(.passiveCopper, reach: 1)
    let wide = system(copper).relinked(scaleUp: copper, domain: 144)
    let problems = wide.problems(wide.facilityEstimate(acceleratorPower: 600))
    #expect(problems.contains { $0.contains("domain of 144") && $0.contains("enough for 72") })
    let short = system(copper)
    #expect(short.problems(short.facilityEstimate(acceleratorPower: 600)).isEmpty)
  }

  @Test(arguments: [1.0, 1.6, 2.5, 5, 50, 500])
  func `the largest domain reaches and the next rack does not`(_ reach: Double) {
    let largest = DomainLayout.largestDomain(reach: reach, perNode: 4, nodesPerRack: 18)
    func length(_ domain: Int) -> Double {
      DomainLayout(domain: domain, perNode: 4, nodesPerRack: 18).longestLink
    }
    #expect(length(largest) <= TierLinks.slack * reach)
    #expect(length(largest + 1) > TierLinks.slack * reach)
  }

  @Test func `links of the usual kind leave interruptions as measured`() {
    let usual = TierLinks(
      technology: technology(.pluggableDSP, reach: 500),
      rate: 400e9,
      portsPerAccelerator: 1,
      linksPerPort: 2
    )
    let few = LinkFailures(links: usual, usual: usual, accelerators: 1_024)
    #expect(few.interruptionRatio == 1)
    // 2,048 links, 0.0004 flaps a day each, 9 s a flap.
    #expect(abs(1 - few.availability - 2_048 * 4e-4 * 9 / 86_400) < 1e-7)
    let many = LinkFailures(links: usual, usual: usual, accelerators: 65_536)
    #expect(many.availability < few.availability)
    var dual = usual
    dual.isDualHomed = true
    let second = LinkFailures(links: dual, usual: usual, accelerators: 16_384)
    #expect(abs(second.interruptionRatio - (1 - 35.0 / 419)) < 1e-12)
    #expect(second.availability > 1 - LinkFailures.degradation)
    var worse = usual
    worse.technology.failureRate *= 3
    let ratio = LinkFailures(links: worse, usual: usual, accelerators: 1).interruptionRatio
    #expect(abs(ratio - (1 + 2 * 35.0 / 419)) < 1e-12)
  }

  @Test func `modules in air of 22 °C are as warm as the fleet's medians`() {
    var tier = TierLinks(
      technology: technology(.pluggableDSP, reach: 500, energy: 8.1 / 400e9),
      rate: 400e9,
      portsPerAccelerator: 1,
      linksPerPort: 2
    )
    var system = Bench.system(count: 8)
    system.facility.cooling.air.supplyTemperature = 295.15
    #expect(abs(system.moduleTemperature(of: tier) - 273.15 - 45.5) < 0.01)
    tier.technology.moduleEnergy = 4.2 / 400e9
    #expect(abs(system.moduleTemperature(of: tier) - 273.15 - 35.1) < 0.01)
  }

  /// Rings that need no heat at a temperature and make up for 29 K below it.
  private func rings(coldLock: Double) -> RingLink {
    RingLink(
      budget: OpticalBudget(
        source: .amplitude(Spread(2)),
        terms: [],
        receiver: OpticalReceiver(bandwidth: 50e9, sensitivity: 0, sensitivityClosure: 0)
      ),
      ring: Ring(
        wavelength: 1.31e-6,
        width: 0.4e-9,
        freeRange: 9e-9,
        modulationShift: 0.1e-9,
        heaterPowerPerRange: 27e-3,
        heaterLimit: 5e-3,
        coldLock: coldLock
      ),
      role: .both,
      correction: .kp4,
      laneRate: 200e9
    )
  }

  @Test func `engines take heat in the cold and lose their wavelength when warm`() throws {
    let light = technology(.copackagedRing, reach: 500, ring: rings(coldLock: 353))
    let plain = system(light)
    let warm = try #require(plain.engine(at: 345))
    let cold = try #require(plain.engine(at: 330))
    #expect(warm.works && cold.works)
    #expect(cold.heaterPower > warm.heaterPower && warm.heaterPower > 0)
    let collapse = try #require(warm.collapse)
    #expect(collapse > 353 && collapse < 356)
    let lost = try #require(plain.engine(at: 360))
    #expect(!lost.works)
    let broken = plain.coupled(to: lost)
    let problems = broken.problems(broken.facilityEstimate(acceleratorPower: 600))
    #expect(problems.contains { $0.contains("loses its wavelength") })
  }

  @Test func `coupling takes heaters and bandwidth into account once and gives them back`() throws {
    let light = technology(.copackagedRing, reach: 500, ring: rings(coldLock: 353))
    let plain = system(light)
    let point = try #require(plain.engine(at: 335))
    let once = plain.coupled(to: point)
    #expect(abs(once.links.addedPower - point.heaterPower) < 1e-12)
    #expect(once.fabric.scaleUp.bandwidth <= plain.fabric.scaleUp.bandwidth)
    let twice = once.coupled(to: point)
    #expect(abs(twice.links.addedPower - once.links.addedPower) < 1e-12)
    #expect(twice.fabric.scaleUp.bandwidth == once.fabric.scaleUp.bandwidth)
    let away = once.relinked(scaleUp: technology(.passiveCopper, reach: 1), domain: 72)
    #expect(away.links.engine == nil)
    #expect(abs(away.fabric.scaleUp.bandwidth / plain.fabric.scaleUp.bandwidth - 1) < 1e-12)
  }

  @Test func `the engines stand at the temperature of the accelerator's case`() throws {
    let light = technology(.copackagedRing, reach: 500, ring: rings(coldLock: 353))
    let plain = system(light)
    let junction = plain.facilityEstimate(acceleratorPower: 600).junctionTemperature
    let point = try #require(plain.engine(junction: junction))
    #expect(abs(junction - point.temperature - 600 * 0.013) < 1e-9)
  }
}
