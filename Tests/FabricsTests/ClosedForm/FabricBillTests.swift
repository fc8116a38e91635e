import Fabrics
import Testing

/// Bills of material: conservation, lengths, choice of technologies and failures.
struct FabricBillTests {
  /// A copper cable that reaches a little.
  static let copper = LinkPart(
    id: "copper",
    name: "copper",
    isOptical: false,
    laneRate: 200e9,
    reach: 2,
    endEnergy: 0,
    pricePerRate: 0.05e-9,
    failureRate: 1e-10,
    flapRate: 1e-9,
    portRate: 800e9
  )
  /// A module that reaches far.
  static let module = LinkPart(
    id: "module",
    name: "module",
    isOptical: true,
    laneRate: 200e9,
    reach: 500,
    endEnergy: 15e-12,
    pricePerRate: 1e-9,
    pricePerRateMetre: 1e-12,
    failureRate: 2e-10,
    flapRate: 4e-9,
    portRate: 400e9
  )
  /// A switch of 64 ports.
  static let box = SwitchPart(
    id: "box",
    name: "box",
    ports: 64,
    portRate: 800e9,
    leastPortRate: 100e9,
    power: 600,
    price: 20_000,
    failureRate: 2e-10
  )
  /// A hall.
  static let hall = HallLayout(endpointsPerRack: 32, inRack: 1)

  /// A Clos of modules.
  static func design(
    _ endpoints: Int = 1024,
    technologies: [[LinkPart]] = [[module]],
    tors: FabricDesign.FirstSwitches = .single,
    box: SwitchPart = box
  ) -> FabricDesign {
    let rate = 800e9
    let radix = box.radix(rate: tors == .dual ? rate / 2 : rate)
    return FabricDesign(
      topology: .clos(endpoints: endpoints, radix: radix, tiers: 2, oversubscription: 1),
      rate: rate,
      firstSwitches: tors,
      switches: [box],
      technologies: technologies,
      layout: hall
    )
  }

  @Test func `an optical Clos has two transceivers a link and their power at both ends`() {
    let design = Self.design()
    #expect(design.problems.isEmpty)
    let bill = FabricBill(design)
    #expect(bill.isFeasible)
    #expect(bill.linkCount == 2048 && bill.transceivers == 4096)
    #expect(bill.fibres == 2048 * 8 && bill.pairs == 0)
    #expect(abs(bill.opticsPower - 4096 * 12) < 1e-6)
    #expect(bill.switchPower == Double(bill.switchCount) * 600)
    #expect(abs(bill.power - bill.switchPower - bill.opticsPower) < 1e-6)
    let media = bill.links.reduce(0) { $0 + Double($1.count) * $1.meanLength * 0.8 }
    #expect(abs(bill.linkPrice - 2048 * 800 - media) < 1e-6)
    #expect(abs(bill.energyPerBit - bill.power / 1024 / 800e9) < 1e-20)
  }

  @Test func `of technologies each length takes the cheapest that reaches`() {
    let bill = FabricBill(Self.design(technologies: [[Self.copper, Self.module]]))
    let below = bill.links.filter { $0.group == "endpoint–leaf" }
    #expect(below.count == 1 && below[0].part.id == "copper" && below[0].place == .rack)
    let above = bill.links.filter { $0.group == "leaf–spine" && $0.part.id == "module" }
    #expect(above.reduce(0) { $0 + $1.count } > 900)
    #expect(
      bill.pairs == below[0].count * 8
        + bill.links.reduce(0) {
          $0 + ($1.group == "leaf–spine" && $1.part.id == "copper" ? $1.count * 8 : 0)
        }
    )
    #expect(bill.price < FabricBill(Self.design()).price)
    #expect(bill.isFeasible)
  }

  @Test func `what does not reach is said and counted all the same`() {
    let bill = FabricBill(Self.design(technologies: [[Self.copper]]))
    #expect(bill.reasons.count == 1 && bill.linkCount == 2048)
    #expect(bill.reasons[0].contains("leaf–spine"))
  }

  @Test func `two first switches halve rates and make halts rare`() {
    let single = FabricBill(Self.design())
    let dual = FabricBill(Self.design(tors: .dual))
    #expect(dual.links.allSatisfy { $0.rate == 400e9 })
    #expect(dual.linkCount == 2 * single.linkCount)
    #expect(dual.halts < single.halts / 1e3)
    // Single: each of 1,024 links has two ends and flaps; 32 leaves.
    let link = 2 * 2e-10 * 2 + 4e-9 * 2
    #expect(abs(single.halts - (1024 * link + 32 * 2e-10)) < 1e-12)
  }

  @Test func `built-in optics take the place of the switch's ends`() {
    var box = Self.box
    box.hasOptics = true
    box.opticsPower = 350
    box.opticsPrice = 30_000
    let plugged = FabricBill(Self.design())
    let built = FabricBill(Self.design(box: box))
    #expect(built.transceivers == 1024)
    #expect(
      abs(built.opticsPower - 1024 * 12 - Double(built.switchCount) * 350) < 1e-6
    )
    #expect(built.power < plugged.power)
    #expect(built.switchPower == plugged.switchPower)
  }

  @Test func `an account without first switches and endpoints' ends leaves them out`() {
    var design = Self.design()
    design.boundary = FabricDesign.Boundary(countsEndpointEnds: false, countsFirstTier: false)
    let bill = FabricBill(design)
    #expect(bill.switchCount == 16 && bill.linkCount == 1024)
    design.boundary = FabricDesign.Boundary(countsEndpointEnds: false)
    #expect(FabricBill(design).transceivers == 1024 + 2 * 1024)
    design.boundary = FabricDesign.Boundary(cardPower: 25, cardPrice: 1_500)
    #expect(FabricBill(design).cardPower == 25_600)
  }

  @Test func `fibres follow lanes, wavelengths and circulators`() {
    var part = Self.module
    #expect(part.strands(rate: 1.6e12) == 16)
    part.wavelengths = 4
    #expect(part.strands(rate: 800e9) == 2 && part.strands(rate: 1.6e12) == 4)
    part.isBidirectional = true
    #expect(part.strands(rate: 800e9) == 1)
    #expect(Self.copper.strands(rate: 400e9) == 4)
  }

  @Test func `ports split and bundle`() {
    #expect(Self.box.radix(rate: 800e9) == 64)
    #expect(Self.box.radix(rate: 400e9) == 128)
    #expect(Self.box.radix(rate: 300e9) == 128)
    #expect(Self.box.radix(rate: 50e9) == 512)
    #expect(Self.box.radix(rate: 1.6e12) == 32)
    #expect(Self.box.radix(rate: 1e12) == 32)
  }

  @Test func `ports that do not suffice are told with the rest`() {
    var design = Self.design()
    design.topology = .dragonfly(
      groups: 9,
      routersPerGroup: 32,
      endpointsPerRouter: 32,
      globalLinks: 8
    )
    #expect(design.problems.count == 1 && design.problems[0].contains("71 ports"))
    design.rate = -1
    design.layout.endpointsPerRack = 0
    design.planes = 0
    #expect(design.problems.count == 3)
    design = Self.design()
    design.switches = []
    #expect(design.problems.count == 1)
  }

  @Test func `shares of lengths sum to one, and the middle is nearer than any two`() {
    let hall = Self.hall
    for group in [1, 32, 64, 640, 6_400, 50_000] {
      for span in [HallLayout.Span.toMiddle(group: group), .anyTwo(group: group, unit: 1)] {
        let lengths = hall.lengths(span)
        #expect(abs(lengths.reduce(0) { $0 + $1.share } - 1) < 1e-9)
        #expect(lengths.allSatisfy { $0.length > 0 && $0.share > 0 })
        #expect(lengths == lengths.sorted { $0.length < $1.length })
      }
      let middle = hall.lengths(.toMiddle(group: group)).last?.length ?? 0
      let any = hall.lengths(.anyTwo(group: group, unit: 1)).last?.length ?? 0
      #expect(middle <= any)
    }
  }

  @Test func `pairs of racks are those counted one by one`() {
    let hall = HallLayout(endpointsPerRack: 1, racksPerRow: 4, rackPitch: 1, rowPitch: 10, riser: 0)
    var found: [Double: Double] = [:]
    for a in 0..<12 {
      for b in a..<12 {
        let way = Double(abs(a % 4 - b % 4)) + 10 * Double(abs(a / 4 - b / 4))
        found[a == b ? -1 : way, default: 0] += a == b ? 0.5 : 1
      }
    }
    let total = found.values.reduce(0, +)
    let lengths = hall.lengths(.anyTwo(group: 12, unit: 1))
    #expect(lengths.count == found.count)
    for length in lengths {
      let key = length.place == .rack ? -1 : length.length
      #expect(abs((found[key] ?? 0) / total - length.share) < 1e-12, "\(length)")
    }
  }

  @Test func `a box draws its own power and that of what is plugged in`() {
    let power = Self.box.boxPower(with: [(Self.module, 800e9, 64)])
    #expect(abs(power - 600 - 64 * 12) < 1e-9)
    var built = Self.box
    built.hasOptics = true
    built.opticsPower = 300
    #expect(built.boxPower(with: [(Self.module, 800e9, 64)]) == 900)
  }
}
