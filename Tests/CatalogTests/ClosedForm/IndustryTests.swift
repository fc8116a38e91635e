import Catalog
import Documents
import Foundation
import Quantities
import Supply
import Testing

/// The supply chain put together from files: units, dates, intervals, and what is refused.
struct IndustryTests {
  /// The shipped files with texts of some replaced, or new files.
  static func industry(
    _ files: [String: String] = [:],
    from start: Quarter = Quarter(2022, 1)
  ) throws -> (record: IndustryRecord?, diagnostics: Diagnostics) {
    var catalog = Catalog()
    var diagnostics = Diagnostics()
    if !files.isEmpty {
      let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("narrows-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      for (path, text) in files {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try text.write(to: file, atomically: true, encoding: .utf8)
      }
      catalog.overlay(folder: folder.path, into: &diagnostics)
    }
    let record = catalog.industry(from: start, into: &diagnostics)
    return (record, diagnostics)
  }

  /// A stage of which little is said, which occupies a carrier of its own.
  static func stage(_ changes: [(String, String)] = []) -> String {
    changes.reduce(
      """
      id: probe
      sources: { own: "made up for this test" }
      source: own
      grade: published
      layer: silicon
      carrier: probe-wafers
      unit: wafers
      period: month
      price: 10 USD
      capital: 300 USD
      build: { value: 15 month, low: 12 month, high: 18 month }
      planned-growth: 21 %
      expansion-needs: { hbm: 0.3 }
      outside: { growth: 44 %, elasticity: 0.5 }
      owners: [{ company: hynix, region: korea, share: 0.6 }]
      states:
        - at: 2022Q1
          capacity: { value: 100, low: 80, high: 150 }
          outside: 40
          orders: [{ arrives: 2022Q2, amount: 5 }, { arrives: 2023Q1, amount: 7 }]
        - at: 2024Q1
          capacity: 1000
          outside: 400
      """
    ) { $0.replacing($1.0, with: $1.1) }
  }

  /// The probe in a supply chain for a start.
  static func probe(
    _ start: Quarter,
    _ changes: [(String, String)] = []
  ) throws -> (stage: Stage, record: IndustryRecord) {
    let found = try industry(["stages/probe.yaml": stage(changes)], from: start)
    let record = try #require(found.record, "\(found.diagnostics)")
    return (try #require(record.industry.stages.first { $0.id == "probe" }), record)
  }

  @Test func `the shipped files are a supply chain`() throws {
    let found = try Self.industry()
    let record = try #require(found.record, "\(found.diagnostics)")
    #expect(found.diagnostics.isEmpty, "\(found.diagnostics)")
    #expect(record.industry.stages.count >= 3)
    #expect(record.suppliers["tsmc"]?.region == "taiwan")
    #expect(record.ranges.contains { $0.path == "stages.cowos.build" })
    #expect(record.ranges.allSatisfy { $0.low <= $0.best && $0.best <= $0.high })
    #expect(Set(record.ranges.map(\.path)).count == record.ranges.count)
    #expect(!record.weakFigures.isEmpty)
  }

  @Test func `amounts by the month become amounts a quarter, and money and needs stay by unit`()
    throws
  {
    let (stage, record) = try Self.probe(Quarter(2022, 1))
    #expect(stage.capacity == 300)
    #expect(stage.outside?.amount == 120)
    #expect(stage.price == 10)
    #expect(stage.capital == 100)
    #expect(abs(stage.build - 5) < 1e-12)
    #expect(abs((stage.expansionNeeds["hbm"] ?? 0) - 0.1) < 1e-15)
    #expect(
      stage.orders == [
        Stage.Order(arrives: Quarter(2022, 2), amount: 15),
        Stage.Order(arrives: Quarter(2023, 1), amount: 21),
      ]
    )
    #expect(stage.owners == [Stage.Owner(company: "sk-hynix", region: "korea", share: 0.6)])
    #expect(!stage.isStanding)
    let ranges = record.ranges.filter { $0.path.hasPrefix("stages.probe.") }
    #expect(
      ranges.first { $0.path == "stages.probe.capacity" }
        == IndustryRange(path: "stages.probe.capacity", low: 240, best: 300, high: 450)
    )
    #expect(ranges.map(\.path).sorted() == ["stages.probe.build", "stages.probe.capacity"])
    #expect(abs((ranges.first { $0.path == "stages.probe.build" }?.low ?? 0) - 4) < 1e-12)
  }

  @Test(arguments: [("month", 3.0), ("quarter", 1), ("year", 0.25), ("standing", 1)])
  func `each period has its factor`(period: String, factor: Double) throws {
    let (stage, _) = try Self.probe(Quarter(2022, 1), [("period: month", "period: \(period)")])
    #expect(stage.capacity == 100 * factor)
    #expect(abs(stage.capital - 300 / factor) < 1e-9)
    #expect(stage.isStanding == (period == "standing"))
  }

  @Test func `a start between states grows the earlier one and never reads the later`() throws {
    let (stage, record) = try Self.probe(Quarter(2022, 3))
    #expect(abs(stage.capacity - 300 * 1.1) < 1e-9)
    #expect(abs((stage.outside?.amount ?? 0) - 120 * 1.2) < 1e-9)
    #expect(stage.orders == [Stage.Order(arrives: Quarter(2023, 1), amount: 21)])
    let range = record.ranges.first { $0.path == "stages.probe.capacity" }
    #expect(abs((range?.high ?? 0) - 450 * 1.1) < 1e-9)
    let changed = try Self.probe(Quarter(2023, 4), [("capacity: 1000", "capacity: 99999")])
    #expect(changed.stage == (try Self.probe(Quarter(2023, 4))).stage)
    #expect(try Self.probe(Quarter(2024, 1)).stage.capacity == 3000)
  }

  @Test func `what was under way and has arrived counts where it is more than planned growth`()
    throws
  {
    let (stage, _) = try Self.probe(
      Quarter(2022, 3),
      [("planned-growth: 21 %", "planned-growth: 0"), ("amount: 5", "amount: 50")]
    )
    #expect(abs(stage.capacity - 450) < 1e-9)
  }

  @Test(arguments: [nil, "growth: 21 %"])
  func `a start between states warns of a buyer whose growth is not written`(growth: String?)
    throws
  {
    let buyer = """
      id: probe
      sources: { own: "made up for this test" }
      source: own
      grade: published
      share: 0
      vendors: { nvidia: { low: 0, high: 1 } }
      facility-factor: 2
      \(growth ?? "")
      states: [{ at: 2022Q1, compute: 100, power: 70 kW }]
      """
    func remarks(_ start: Quarter) throws -> (compute: Double?, count: Int) {
      let found = try Self.industry(["buyers/probe.yaml": buyer], from: start)
      let record = try #require(found.record, "\(found.diagnostics)")
      let own = found.diagnostics.entries.filter { $0.file?.hasSuffix("probe.yaml") == true }
      #expect(own.allSatisfy { $0.severity == .warning && $0.line != nil })
      #expect(own.allSatisfy { $0.message.contains("is taken as at 2022Q1") })
      return (record.industry.buyers.first { $0.id == "probe" }?.compute, own.count)
    }
    #expect(try remarks(Quarter(2022, 1)) == (100, 0))
    let later = try remarks(Quarter(2022, 3))
    #expect(later.count == (growth == nil ? 1 : 0))
    #expect(abs((later.compute ?? 0) - (growth == nil ? 100 : 110)) < 1e-9)
  }

  @Test func `a start before every state names the parts and the dates that they have`() throws {
    let found = try Self.industry(["stages/probe.yaml": Self.stage()], from: Quarter(2021, 4))
    #expect(found.record == nil)
    let text = found.diagnostics.description
    #expect(text.contains("probe has no state at or before 2021Q4; it has 2022Q1, 2024Q1"))
    #expect(text.contains("hyperscalers has no state at or before 2021Q4"))
    #expect(found.diagnostics.errors.allSatisfy { $0.line != nil && $0.file != nil })
  }

  @Test func `events that figures by date already hold are left out`() throws {
    func event(_ id: String, _ body: String) -> String {
      "id: \(id)\nsources: { own: \"made up for this test\" }\nsource: own\ngrade: published\n\(body)\n"
    }
    let files = [
      "events/past.yaml": event("past", "date: 2022Q1\ncapacity: { stage: hbm, factor: 0.5 }"),
      "events/ban.yaml": event(
        "ban",
        "date: 2022Q1\nexport: { vendor: nvidia, buyer: hyperscalers, allowed: false }"
      ),
      "events/running.yaml": event(
        "running",
        "date: 2022Q1\nduration: 4\ncompany: { id: micron, stage: hbm, factor: 0 }"
      ),
      "events/ahead.yaml": event(
        "ahead",
        "date: 2023Q1\ndemand: { class: agents, factor: 2 }"
      ),
      "events/ended.yaml": event(
        "ended",
        "date: 2022Q1\nduration: 2\nregion: { id: korea, factor: 0 }"
      ),
    ]
    let found = try Self.industry(files, from: Quarter(2022, 3))
    let record = try #require(found.record, "\(found.diagnostics)")
    let ids = Set(record.industry.events.map(\.id))
    #expect(ids.isSuperset(of: ["ban", "running", "ahead"]))
    #expect(ids.isDisjoint(with: ["past", "ended"]))
    #expect(Set(record.eventNames).isSuperset(of: ["past", "ended", "ban"]))
    let event = try #require(record.industry.events.first { $0.id == "running" })
    #expect(event.effect == .company("micron", stage: "hbm", factor: 0))
    #expect(event.duration == 4)
  }

  @Test func `all that is wrong between files is said at once, with the nearest names`() throws {
    let files = [
      "stages/probe.yaml": Self.stage([
        ("company: hynix", "company: tsmd"), ("{ hbm: 0.3 }", "{ hbmm: 0.3 }"),
      ]),
      "events/strike.yaml": """
      id: strike
      sources: { own: "made up for this test" }
      source: own
      grade: published
      date: 2023Q1
      capacity: { stage: cowoz, factor: 0.5 }
      """,
      "buyers/states.yaml": """
      id: states
      sources: { own: "made up for this test" }
      source: own
      grade: published
      share: 0.1
      vendors: { nvidai: { low: 0, high: 1 } }
      facility-factor: 2
      states: [{ at: 2022Q1, compute: 1, power: 1 kW }]
      """,
    ]
    let found = try Self.industry(files)
    #expect(found.record == nil)
    let text = found.diagnostics.description
    #expect(text.contains("\"tsmd\" is no supplier (nearest: tsmc"), "\(text)")
    #expect(text.contains("\"hbmm\" is no carrier that a stage makes (nearest: hbm"))
    #expect(text.contains("\"cowoz\" is no stage (nearest: cowos"))
    #expect(text.contains("\"nvidai\" is no vendor (nearest: nvidia"))
    let shipped = try #require(try Self.industry().record).industry.buyers
    let sum = shipped.reduce(0.1) { $1.id == "states" ? $0 : $0 + $1.share }
    #expect(text.contains("the shares of buyers sum to \(Format.significant(sum)): "))
    #expect(text.contains("warning: carrier: nothing uses probe-wafers"))
    #expect(found.diagnostics.errors.allSatisfy { $0.file != nil && $0.hint != nil })
  }

  @Test(arguments: [
    (("low: 12 month", "low: 16 month"), "16 month is above the value 15 month"),
    (("high: 18 month", "high: 1 month"), "1 month is below the value 15 month"),
    (("share: 0.6", "share: 1.5"), "it must be from 0 to 1"),
    (("period: month", "period: week"), "it must be one of month, quarter, year, standing"),
    (("at: 2024Q1", "at: 2024Q5"), "\"2024Q5\" is no quarter"),
    (("at: 2024Q1", "at: 2022Q1"), "2022Q1 is written twice"),
    (("arrives: 2022Q2", "arrives: 2021Q2"), "2021Q2 is before the state's own 2022Q1"),
    (("outside: { growth: 44 %, elasticity: 0.5 }", ""), "use by others has no growth"),
    (
      (
        "share: 0.6 }",
        "share: 0.6 }, { company: tsmc, region: taiwan, share: 0.6 }"
      ), "the shares sum to 1.2, more than 1"
    ),
  ])
  func `a stage that contradicts itself is refused`(change: (String, String), message: String)
    throws
  {
    let found = try Self.industry(["stages/probe.yaml": Self.stage([change])])
    #expect(found.record == nil)
    #expect(found.diagnostics.description.contains(message), "\(found.diagnostics)")
    #expect(found.diagnostics.errors.contains { $0.file?.hasSuffix("probe.yaml") == true })
  }

  @Test func `an event has exactly one effect`() throws {
    let head = """
      id: odd
      sources: { own: "made up for this test" }
      source: own
      grade: published
      date: 2023Q1

      """
    let none = try Self.industry(["events/odd.yaml": head])
    #expect(none.diagnostics.description.contains("no effect is written"))
    let two = try Self.industry([
      "events/odd.yaml": head
        + "region: { id: taiwan, factor: 0 }\ncapacity: { stage: hbm, factor: 0.5 }\n"
    ])
    #expect(
      two.diagnostics.description.contains(
        "capacity and region are both written; one effect is due"
      )
    )
  }
}
