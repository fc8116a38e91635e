import Fabrics
import Testing

/// Published counts, gains and availabilities of networks; sources stand beside the numbers.
struct PublishedTopologyTests {
  @Test(arguments: [
    (144, 2, 10_368), (144, 3, 746_496), (512, 2, 131_072), (128, 2, 8_192), (64, 3, 65_536),
    (64, 2, 2_048),
  ])
  func `endpoints of a folded Clos`(radix: Int, tiers: Int, hosts: Int) {
    // 2 (k/2)^L; 10,368 is also what NVIDIA states for two tiers of the Q3400.
    #expect(FabricShape.closLimit(radix: radix, tiers: tiers) == hosts)
  }

  @Test(arguments: [(64, 5_120), (144, 25_920)])
  func `switches of a three-tier fat tree`(radix: Int, switches: Int) {
    // 5k²/4 (Al-Fares et al., SIGCOMM 2008).
    let shape = FabricShape(
      .clos(endpoints: radix * radix * radix / 4, radix: radix, tiers: 3, oversubscription: 1)
    )
    #expect(shape.switchCount == switches)
  }

  @Test(arguments: [(4, 4, 32), (8, 8, 128), (16, 16, 512), (16, 36, 512)])
  func `bisection of a torus`(side: Int, longest: Int, links: Int) {
    // 2n / max side.
    let shape = FabricShape(.torus(sides: [side, side, longest], twisted: false))
    #expect(shape.bisectionLinks == Double(links))
  }

  @Test func `bisection of a TPU v3 pod`() {
    // 1,024 chips as 32×32 with 6.4 TB/s (cloud.google.com/tpu/docs/v3); links of 100 GB/s.
    let shape = FabricShape(.torus(sides: [32, 32], twisted: false))
    #expect(shape.bisectionLinks * 100e9 == 6.4e12)
  }

  @Test func `copper of an NVL72 rack`() {
    // 5,184 cables, 130 TB/s both ways together (NVIDIA): 72 chips, 18 ports of 2 lanes of 200G.
    let copper = LinkPart(
      id: "c",
      name: "copper",
      isOptical: false,
      laneRate: 200e9,
      reach: 2,
      endEnergy: 0,
      portRate: 400e9
    )
    let chip = SwitchPart(id: "s", name: "switch", ports: 72, portRate: 400e9, power: 350)
    let bill = FabricBill(
      FabricDesign(
        topology: .switched(endpoints: 72, planes: 18),
        rate: 7.2e12,
        switches: [chip],
        technologies: [[copper]],
        layout: HallLayout(endpointsPerRack: 72)
      )
    )
    #expect(bill.pairs == 5_184)
    #expect(bill.switchCount == 18)
    #expect(bill.fibres == 0 && bill.transceivers == 0)
    #expect(abs(72 * bill.rate * 2 / 8 - 130e12) / 130e12 < 0.01)
  }

  @Test func `circuit switches of a TPU v4 pod`() {
    // 64 cubes of 96 fibres, 48 switches of 128 ports (Jouppi et al., ISCA 2023).
    let pod = CubeTorus(cubes: 64)
    let palomar = CircuitSwitchPart(
      id: "p",
      name: "Palomar",
      kind: .mirrors,
      ports: 136,
      sparePorts: 8,
      loss: 1.5,
      worstLoss: 2,
      switchingTime: 0.01,
      reconfigurationTime: 10,
      power: 108,
      pricePerPort: 100
    )
    #expect(pod.chips == 4_096 && pod.fibresPerCube == 96 && pod.fibres == 6_144)
    #expect(pod.circuitSwitches(palomar) == 48)
    #expect(palomar.count(fibres: pod.fibres) == 48)
    #expect(abs(1 - pod.availability(host: 0.999) - 0.015_881) < 1e-6)
  }

  @Test func `a twisted slice of 4×4×8 gains in all-to-all`() {
    // 1.63 (Jouppi et al., ISCA 2023, section 2.8); 1.31 for 4×8×8. Shortest ways used alike give
    // 1.75 and 1.39: both 6 to 7 % above what was measured.
    let gain = { (sides: [Int]) in
      TorusGraph(sides: sides, isTwisted: true).allToAllRate
        / TorusGraph(sides: sides, isTwisted: false).allToAllRate
    }
    #expect(abs(gain([4, 4, 8]) / 1.63 - 1) < 0.10)
    #expect(abs(gain([4, 8, 8]) / 1.31 - 1) < 0.10)
  }

  @Test func `a packet network slows an all-reduce of 4,096 chips down`() {
    // 1.8 to 2.4 (Jouppi et al., ISCA 2023, section 7.3), with islands of 2×2×2 and ports of 200G.
    let packets = TorusAgainstPackets(
      chips: 4_096,
      linkRate: 400e9,
      island: [2, 2, 2],
      packetRate: 200e9
    )
    #expect(abs(packets.slowdown(chunks: .infinity) / 1.8 - 1) < 0.20)
    #expect(abs(packets.slowdown(chunks: 2) / 2.4 - 1) < 0.20)
    let shape = FabricShape(.clos(endpoints: 4_096, radix: 40, tiers: 3, oversubscription: 1))
    // 568 switches.
    #expect(abs(Double(shape.switchCount) / 568 - 1) < 0.20)
  }

  @Test func `gravity goes with the product of what blocks send`() {
    // 20 and 50 Tb/s: 4 to 25 (Poutievski et al., SIGCOMM 2022, appendix C).
    let demand = BlockDemand.gravity(
      egress: [20, 20, 50, 50],
      ingress: [20, 20, 50, 50],
      isBalanced: false
    )
    #expect(abs(demand.rates[0][1] / demand.rates[2][3] - 0.16) < 1e-12)
  }

  @Test func `a box with full and half retimed modules`() {
    // 51.2T, 64 modules of 800G: 1,528 W with FRO, 1,270 W with half LPO and half LRO (Oracle, ECOC
    // 2026). Parts: chip of 500 W and 14 % (TechInsights), FRO 15 W (Meta and Broadcom, ECOC 2025),
    // LPO 8.5 W (FS, 2025), LRO 12.5 pJ/bit (Ciena and Source Photonics, ECOC 2026).
    func module(_ watts: Double) -> LinkPart {
      LinkPart(
        id: "\(watts)",
        name: "module",
        isOptical: true,
        laneRate: 100e9,
        reach: 500,
        endEnergy: watts / 800e9,
        portRate: 800e9
      )
    }
    let box = SwitchPart(id: "b", name: "box", ports: 64, portRate: 800e9, power: 570)
    let retimed = box.boxPower(with: [(module(15), 800e9, 64)])
    let linear = box.boxPower(with: [(module(8.5), 800e9, 32), (module(10), 800e9, 32)])
    #expect(abs(retimed / 1_528 - 1) < 0.10)
    #expect(abs(linear / 1_270 - 1) < 0.10)
  }
}
