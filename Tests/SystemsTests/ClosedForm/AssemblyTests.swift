import Compute
import Systems
import Testing
import Thermal

/// What an assembled system counts, and what it refuses.
struct AssemblyTests {
  @Test(arguments: [(1, 1), (8, 1), (9, 2), (64, 8), (16_384, 2_048)])
  func `nodes are rounded up`(count: Int, nodes: Int) {
    #expect(Bench.system(count: count).nodes == nodes)
  }

  @Test func `a domain is no larger than the system`() {
    #expect(Bench.system(count: 4).domain == 4)
    #expect(Bench.system(count: 64).domain == 8)
    #expect(Bench.system(count: 64, domain: 72).domain == 64)
  }

  @Test func `a node's power is that of its parts and its fans`() {
    let system = Bench.system(count: 8)
    let estimate = system.facilityEstimate(acceleratorPower: 500)
    let expected = (8 * 500 + 1_000 + 8 * 25) * 1.02
    #expect(abs(estimate.nodePower - expected) < 1e-9)
    #expect(estimate.nodesPerRack == 1 && estimate.racks == 1)
  }

  @Test func `fewer nodes go into a rack under air`() {
    let cooled = Bench.system().facilityEstimate(acceleratorPower: 600)
    #expect(cooled.nodesPerRack == 4 && cooled.racks == 2)
    // A node takes (8·700 + 1200)·1.12 = 7.6 kW at the boards: four need 31 kW, six need 47 kW.
    let blown = Bench.system(cooling: Bench.air, perRack: 8)
      .facilityEstimate(acceleratorPower: 600)
    #expect(blown.nodesPerRack == 5 && blown.racks == 2)
    #expect(blown.rackRatedPower <= Bench.air.rackPowerLimit)
    #expect(blown.rackPower < blown.rackRatedPower)
  }

  @Test func `a scale-up fabric keeps its rack together, and what cannot be cooled is said`() {
    let rack = Bench.system(count: 72, cooling: Bench.air, domain: 72, perRack: 9)
    let estimate = rack.facilityEstimate(acceleratorPower: 600)
    #expect(estimate.nodesPerRack == 9)
    let problems = rack.problems(estimate)
    #expect(problems.count == 1)
    #expect(problems.first?.contains("a rack of 9 Node nodes needs") == true)
    #expect(problems.first?.contains("air carries 45 kW a rack") == true)
    #expect(problems.first?.contains("site.cooling") == true)
    #expect(
      Bench.system(count: 72, domain: 72, perRack: 9).problems(estimate).isEmpty,
      "cold plates carry it"
    )
  }

  @Test func `a site that is too small says how many accelerators would fit`() {
    let count = 1_024
    let free = Bench.system(count: count).facilityEstimate(acceleratorPower: 600)
    #expect(Bench.system(count: count).problems(free).isEmpty)
    let small = Bench.system(count: count, powerLimit: free.facilityPeakPower / 2)
    let found = small.problems(small.facilityEstimate(acceleratorPower: 600))
    #expect(found.count == 1)
    #expect(found.first?.contains("site.power-limit") == true)
    #expect(found.first?.contains("512") == true, "\(found)")
    let exact = Bench.system(count: count, powerLimit: free.facilityPeakPower)
    #expect(exact.problems(free).isEmpty)
  }

  @Test func `cooling that cannot hold the junction lowers the power limit, then refuses`() {
    var hot = Bench.gpu
    hot.powerLimit = 1_400
    let system = Bench.system(count: 8, cooling: Bench.air, gpu: hot, perRack: 1)
    let chain = Bench.air.junctionChain(dieArea: hot.dieArea, ratedPower: 1_400)
    let carried = (360 - 298) / chain.resistance
    #expect(abs(system.coolingPowerLimit - carried) < 1e-6 * carried)
    #expect(system.acceleratorPowerLimit == system.coolingPowerLimit)
    #expect(system.acceleratorPowerLimit < 1_400)
    let estimate = system.facilityEstimate(acceleratorPower: system.acceleratorPowerLimit)
    #expect(abs(estimate.junctionTemperature - 360) < 1e-6)

    hot.dieArea = 200e-6
    let tiny = Bench.system(count: 8, cooling: Bench.air, gpu: hot, perRack: 1)
    let found = tiny.problems(tiny.facilityEstimate(acceleratorPower: 100))
    #expect(found.contains { $0.contains("holds GPU at its limit temperature") }, "\(found)")
  }

  @Test func `a part without a temperature limit is held by its own power limit`() {
    var gpu = Bench.gpu
    gpu.temperatureLimit = 0
    #expect(Bench.system(cooling: Bench.air, gpu: gpu).acceleratorPowerLimit == 700)
  }

  @Test(arguments: [Bench.liquid, Bench.air])
  func `facility power closes over racks, network and overhead`(cooling: CoolingTechnology) {
    let system = Bench.system(count: 256, cooling: cooling)
    var last = 0.0
    for power in stride(from: 70.0, through: 700, by: 70) {
      let estimate = system.facilityEstimate(acceleratorPower: power)
      let racks = Double(system.nodes) / Double(estimate.nodesPerRack)
      #expect(
        abs(estimate.itPower - racks * estimate.rackPower - estimate.networkPower)
          < 1e-9 * estimate.itPower
      )
      #expect(estimate.networkPower == 256 * 50)
      let usage = estimate.powerUsageEffectiveness
      #expect(usage > 1.01 && usage < 1.6)
      #expect(abs(estimate.facilityPower - usage * estimate.itPower) < 1e-9 * estimate.itPower)
      #expect(estimate.facilityPower > last)
      #expect(estimate.facilityPower < estimate.facilityPeakPower)
      #expect(estimate.rackPower <= estimate.rackRatedPower * (1 + 1e-12))
      #expect(estimate.waterUse >= 0)
      last = estimate.facilityPower
    }
  }

  @Test func `air uses more power than cold plates`() {
    let liquid = Bench.system(count: 256).facilityEstimate(acceleratorPower: 600)
    let air = Bench.system(count: 256, cooling: Bench.air).facilityEstimate(acceleratorPower: 600)
    #expect(air.facilityPower > 1.1 * liquid.facilityPower)
    #expect(air.junctionTemperature > liquid.junctionTemperature)
  }
}
