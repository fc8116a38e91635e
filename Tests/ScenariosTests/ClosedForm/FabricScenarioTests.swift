import Documents
import Fabrics
import Foundation
import Quantities
import Scenarios
import Testing

/// Files about one network: what is read, and every fault at once.
struct FabricScenarioTests {
  /// Reads a text.
  static func read(_ text: String, folder: String = ".") -> (FabricScenario?, Diagnostics) {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "f.yaml", into: &diagnostics) else {
      return (nil, diagnostics)
    }
    let scenario = FabricReader.read(
      node,
      folder: folder,
      catalog: Files.catalog,
      into: &diagnostics
    )
    return (scenario, diagnostics)
  }

  /// A network without faults.
  static let clos = """
    narrows: 1
    fabric:
      topology: clos
      endpoints: 4096
      rate: 800 Gb/s
      switch: spectrum-sn5600
      links: { technology: pluggable-dsp-200g }
    """

  /// Blocks without faults.
  static let blocks = """
    narrows: 1
    circuits:
      blocks:
      - { name: a, uplinks: 8, speed: 100 Gb/s }
      - { name: b, uplinks: 8, speed: 100 Gb/s }
      - { name: c, uplinks: 8, speed: 200 Gb/s }
      demand: DEMAND
    """

  @Test func `a Clos takes its radix from the switch and its tiers from its size`() throws {
    let (scenario, diagnostics) = Self.read(Self.clos)
    let design = try #require(scenario?.variants.first?.design, "\(diagnostics)")
    #expect(
      design.topology == .clos(endpoints: 4096, radix: 64, tiers: 3, oversubscription: 1)
    )
    #expect(design.rate == 800e9)
    #expect(design.technologies[0][0].endEnergy > 1e-12)
    let (dual, _) = Self.read(Self.clos + "\n  tors: dual")
    #expect(
      dual?.variants[0].design.topology
        == .clos(endpoints: 4096, radix: 128, tiers: 2, oversubscription: 1)
    )
  }

  @Test func `a mesh of blocks is written by its uplinks`() throws {
    let (scenario, diagnostics) = Self.read(
      """
      narrows: 1
      fabric:
        topology: block-mesh
        blocks: 16
        uplinks: 512
        rate: 800 Gb/s
        links: { technology: pluggable-dsp-200g }
      """
    )
    let design = try #require(scenario?.variants.first?.design, "\(diagnostics)")
    let bill = FabricBill(design)
    #expect(bill.links.allSatisfy { abs($0.rate - 800e9) < 1 })
    #expect(bill.linkCount == 16 * 512 / 2)
  }

  @Test func `lists make networks side by side, the last varying fastest`() throws {
    let (scenario, diagnostics) = Self.read(
      Self.clos.replacing("4096", with: "[64, 128]").replacing(
        "switch: spectrum-sn5600",
        with: "switch: [spectrum-sn5600, tomahawk-5-bailly]"
      )
    )
    let variants = try #require(scenario?.variants, "\(diagnostics)")
    #expect(
      variants.map(\.label) == [
        "64, spectrum-sn5600", "64, tomahawk-5-bailly", "128, spectrum-sn5600",
        "128, tomahawk-5-bailly",
      ]
    )
    #expect(variants[1].design.switches[0].hasOptics)
  }

  @Test func `every fault of a network is told with its line`() {
    let (scenario, diagnostics) = Self.read(
      """
      narrows: 1
      fabric:
        topology: clos
        endpoints: 4096
        rate: 800 Gb
        switch: spectrum-sn5601
        links: { cheapest-of: [pluggable-dsp-200g, pluggable-dsp-201g] }
        layout: { in-rack: -1 m }
        colour: red
      """
    )
    #expect(scenario == nil)
    let lines = Set(diagnostics.errors.compactMap(\.line))
    #expect(lines.isSuperset(of: [5, 6, 7, 8, 9]), "\(diagnostics)")
    #expect(diagnostics.errors.allSatisfy { $0.file == "f.yaml" })
  }

  @Test(arguments: [
    ("endpoints: 4096", "endpoints: 9000000", "join"), ("endpoints: 4096", "", "missing"),
    (
      "topology: clos\n  endpoints: 4096",
      "topology: dragonfly\n  groups: 9\n  routers: 32\n  endpoints-per-switch: 32\n  global-links: 8",
      "71 ports"
    ),
    (
      "topology: clos\n  endpoints: 4096", "topology: torus\n  sides: [4, 4, 4]\n  twisted: true",
      "twisted"
    ),
    ("links: { technology: pluggable-dsp-200g }", "", "no technology"),
    ("switch: spectrum-sn5600", "", "neither a switch"),
    ("rate: 800 Gb/s", "rate: 800 Gb/s\n  oversubscription: 0.5", "oversubscription"),
    ("endpoints: 4096", "endpoints: []", "empty"),
  ])
  func `networks that cannot be are refused`(old: String, new: String, word: String) {
    let (scenario, diagnostics) = Self.read(Self.clos.replacing(old, with: new))
    #expect(scenario == nil)
    #expect("\(diagnostics)".contains(word), "\(diagnostics)")
  }

  @Test func `a file without a section is none about a network`() {
    let (scenario, diagnostics) = Self.read("narrows: 1\nname: x")
    #expect(scenario == nil && diagnostics.errors.count == 1)
  }

  @Test func `a matrix in the file is read in bits`() throws {
    let rows = "[[0, 400 Gb/s, 100 Gb/s], [1 Gb/s, 0, 0], [0, 0, 0]]"
    let (scenario, diagnostics) = Self.read(Self.blocks.replacing("DEMAND", with: rows))
    let demand = try #require(scenario?.circuits?.demand, "\(diagnostics)")
    #expect(demand.rates[0] == [0, 400e9, 100e9] && demand.rates[1][0] == 1e9)
    #expect(scenario?.circuits?.present.problems.isEmpty == true)
  }

  @Test(arguments: [
    ("[[0, 1 Gb/s], [0, 0, 0]]", 2), ("[[0, -1 Gb/s, 0], [0, 0, x], [0, 0, 0]]", 2),
    ("[[0, 900 Gb/s, 0], [0, 0, 900 Gb/s], [0, 0, 0]]", 3), ("gravity", 3), ("missing.csv", 1),
    ("{ a: 1 }", 1), ("[[0, 3, 0], [0, 0, 0], [0, 0, 0]]", 1),
  ])
  func `demands that cannot be are refused, each fault told`(text: String, count: Int) {
    let (scenario, diagnostics) = Self.read(Self.blocks.replacing("DEMAND", with: text))
    #expect(scenario == nil)
    #expect(diagnostics.errors.count >= count, "\(diagnostics)")
  }

  /// Reads blocks with a demand in a file.
  static func csv(_ text: String, more: String = "") throws -> (FabricScenario?, Diagnostics) {
    try Files.temporary("d.csv", Data(text.utf8)) { path in
      read(blocks.replacing("DEMAND", with: path) + more)
    }
  }

  @Test func `a matrix in a CSV file goes by names`() throws {
    let (scenario, diagnostics) = try Self.csv("Gb/s,c,a,b\nb,1,2,0\na,3,0,4\nc,0,5,6\n")
    let rates = try #require(scenario?.circuits?.demand.rates, "\(diagnostics)")
    #expect(rates == [[0, 4e9, 3e9], [2e9, 0, 1e9], [5e9, 6e9, 0]])
  }

  @Test(arguments: [
    "Gb/s,a,b\na,0,1\nb,1,0\n", "Gb/s,a,b,c\na,0,1,1\nb,1,0\nc,0,0,0\n", "Gb/s,a,b,d\na,0,1,1\n",
    ",a,b,c\na,0,1,1\nb,1,0,1\nc,1,1,0\n", "Gb/s,a,b,c\na,0,-1,1\nb,1,0,nan\nc,1,1,0\n", "", "x\n",
    "source,destination,rate\na,b,1\n", "source,destination\na,b\n",
    "source,destination,rate_Gb/s\na,x,1\nb,c,-1\n",
  ])
  func `tables that are none are refused with their lines`(text: String) throws {
    let (scenario, diagnostics) = try Self.csv(text)
    #expect(scenario == nil)
    #expect(!diagnostics.errors.isEmpty)
    #expect(diagnostics.errors.allSatisfy { $0.file?.hasSuffix("d.csv") == true })
  }

  @Test func `of rows over time the peak of the window counts, several links of a pair as one`()
    throws
  {
    let rows = """
      time_s,source,destination,rate_Gb/s
      0,a,b,90
      100,a,b,10
      100,a,b,15
      160,a,b,20
      160,b,c,7
      """
    let (all, diagnostics) = try Self.csv(rows)
    #expect(all?.circuits?.demand.rates[0][1] == 90e9, "\(diagnostics)")
    #expect(all?.circuits?.window.count == 3)
    let (late, _) = try Self.csv(rows, more: "\n  window: 60 s")
    #expect(late?.circuits?.demand.rates[0][1] == 25e9)
    #expect(late?.circuits?.demand.rates[1][2] == 7e9)
  }

  @Test func `loads of links become what blocks send, spread by gravity`() throws {
    let rows = "time_s,from,to,load_Gb/s\n0,a,b,30\n0,b,a,30\n0,b,c,30\n0,c,b,30\n"
    let (scenario, diagnostics) = try Self.csv(rows)
    let demand = try #require(scenario?.circuits?.demand, "\(diagnostics)")
    // A line of three has no traffic past its middle, which scaling nears slowly.
    #expect(abs(demand.egress(1) - 60e9) < 0.01 * 60e9)
    #expect(abs(demand.ingress(0) - 30e9) < 0.01 * 30e9)
  }

  @Test func `links that are there must fit, be symmetric and join all`() {
    let rows = "[[0, 1 Gb/s, 0], [0, 0, 0], [0, 0, 0]]"
    let base = Self.blocks.replacing("DEMAND", with: rows)
    for (present, count) in [
      ("[[0, 9, 0], [9, 0, 1], [0, 1, 0]]", 2), ("[[0, 1, 0], [2, 0, 1], [0, 1, 0]]", 1),
      ("[[0, 4, 0], [4, 0, 0], [0, 0, 0]]", 1), ("[[0, 4], [4, 0]]", 1), ("none", 1),
    ] {
      let (scenario, diagnostics) = Self.read(base + "\n  present: \(present)")
      #expect(scenario == nil)
      #expect(diagnostics.errors.count >= count, "\(present): \(diagnostics)")
    }
  }

  @Test func `cubes have their defaults and their faults`() throws {
    let (scenario, _) = Self.read("narrows: 1\ncubes: { twist: [4, 4, 8] }")
    let cubes = try #require(scenario?.cubes)
    #expect(cubes.torus.chips == 4096 && cubes.slices.last == 4096)
    let (none, diagnostics) = Self.read(
      "narrows: 1\ncubes: { twist: [4, 4, 4], slices: [9999], packet: { island: [0] }, switch: x }"
    )
    #expect(none == nil && diagnostics.errors.count == 4)
  }
}
