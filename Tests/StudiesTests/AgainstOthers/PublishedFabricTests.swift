import Catalog
import Documents
import Fabrics
import Foundation
import LinearPrograms
import Quantities
import Scenarios
import Studies
import Testing

/// Examples of networks against what is published about the networks that they follow.
struct PublishedFabricTests {
  /// What is found out about an example.
  static func findings(_ name: String, settings: [String] = []) throws -> FabricFindings {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Examples/\(name).yaml").path
    var diagnostics = Diagnostics()
    let scenario = try FabricReader.read(
      path: path,
      settings: settings,
      catalog: Catalog(),
      into: &diagnostics
    )
    return try FabricStudy()(try #require(scenario, "\(diagnostics)"))
  }

  @Test func `price, power and capacity of blocks joined directly`() throws {
    // Poutievski et al., SIGCOMM 2022, sections 6.4 and 6.5: 70 % of the price, 62 to 70 % over
    // generations, 59 % of the power, 57 % more capacity.
    let found = try #require(
      try Self.findings(
        "24-jupiter-transition",
        settings: ["circuits.solver=own", "circuits.error.samples=0"]
      ).circuits
    )
    #expect(abs(found.priceRatio - 0.70) < 0.03, "\(found.priceRatio)")
    #expect((0.59...0.73).contains(found.priceRatioOverGenerations))
    #expect(abs(found.priceRatioOverGenerations - 0.62) < 0.03)
    #expect(abs(found.powerRatio - 0.59) < 0.03, "\(found.powerRatio)")
    #expect(abs(found.ownCapacity / found.spineCapacity - 1.57) < 0.03)
    // The power cannot be met without aggregation blocks' own switches, whatever the parts.
    let narrow = BlockFabricBill(
      found.scenario.blocks,
      joined: .circuits(circulators: true),
      with: found.scenario.parts,
      aggregationStages: 0
    )
    let clos = BlockFabricBill(
      found.scenario.blocks,
      joined: .spine(stages: 1),
      with: found.scenario.parts,
      aggregationStages: 0
    )
    #expect(narrow.power < 0.5 * clos.power)
  }

  @Test func `links on the way before and after links are chosen`() throws {
    // 1.64 and 1.04 (table 1); the demand is made up in its likeness, so this is no proof.
    guard (try? HighsSolver.load()) != nil else { return }
    let found = try #require(
      try Self.findings("24-jupiter-transition", settings: ["circuits.error.samples=0"]).circuits
    )
    #expect(abs((found.present.routed?.stretch ?? 0) - 1.64) < 0.05)
    #expect(abs((found.chosen.routed?.stretch ?? 0) - 1.04) < 0.05)
    #expect((found.chosen.routed?.utilisation ?? 9) < 0.901)
    #expect(found.rewiring.liveShare >= 0.75 && found.rewiring.attainable == nil)
  }

  @Test func `copper keeps a scale-up domain in its rack`() throws {
    let bills = try Self.findings("22-nvl72-against-576-optical").bills
    #expect(bills.count == 6)
    #expect(bills.map(\.isFeasible) == [true, true, false, true, false, true])
    // 5,184 cables in 18 switches (NVIDIA).
    #expect(bills[0].pairs == 5_184 && bills[0].switchCount == 18)
    #expect(bills[5].transceivers == 2 * bills[5].linkCount)
  }

  @Test func `a box of the catalogue draws what was measured with two kinds of modules`() throws {
    // 1,528 and 1,270 W for 64 modules of 800G (Oracle, ECOC 2026).
    var diagnostics = Diagnostics()
    let (_, record) = try #require(
      Catalog().entry(.switches, named: "tomahawk-5-box", into: &diagnostics)
    )
    let box = SwitchFormat.part(record)
    func module(_ watts: Double) -> LinkPart {
      LinkPart(
        id: "m",
        name: "module",
        isOptical: true,
        laneRate: 100e9,
        reach: 500,
        endEnergy: watts / 800e9,
        portRate: 800e9
      )
    }
    #expect(abs(box.boxPower(with: [(module(15), 800e9, 64)]) / 1_528 - 1) < 0.10)
    let linear = box.boxPower(with: [(module(8.5), 800e9, 32), (module(10), 800e9, 32)])
    #expect(abs(linear / 1_270 - 1) < 0.10)
  }
}
