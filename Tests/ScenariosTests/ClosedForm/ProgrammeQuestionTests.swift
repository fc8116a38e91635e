import Documents
import Quantities
import Scenarios
import Supply
import Testing

/// Programmes in files about the supply chain: what is read, what is filled in, what is refused.
struct ProgrammeQuestionTests {
  /// A programme without faults that uses every section.
  static let good = """
    narrows: 1
    name: test
    roadmap: { from: 2022Q1, to: 2030Q4 }
    programme:
      name: A plan
      place: france
      starts: 2025Q2
      wish: { power: 500 MW, by: 2028Q4 }
      products: [b200, rubin]
      vendors: [amd]
      buyer: states
      share: 0.1
      delivery: 9 month
      export: { units-per-year: 50000, compute: 300000 }
      grid: { granted: [{ at: 2026Q1, power: 100 MW }], wait: 36 month, limit: 400 MW }
      on-site: { power: 50 MW, wait: 15 month }
      shells: { standing: 10 MW, build: 21 month, per-year: 200 MW, price: 9 USD/W, life: 15 year }
      budget: { total: 15e9 USD, per-year: 4e9 USD, loans: 50 %, interest: 5 % }
      staff: { at-start: 50, trained-per-year: 200, per-megawatt: 1.5, wage: 90000 USD }
      electricity: 0.09 USD/kWh
      load: 70 %
      upkeep: 0.8 USD/W/year
      residency: 60 %
      token-rate: 1500
    """

  /// Reads a text with another in place of a part.
  static func read(_ old: String = "", _ new: String = "") -> (RoadmapQuestion?, Diagnostics) {
    RoadmapQuestionTests.read(old.isEmpty ? good : good.replacing(old, with: new))
  }

  @Test func `a programme that uses every field is read`() throws {
    let (question, diagnostics) = Self.read()
    let programme = try #require(question?.programme, "\(diagnostics)")
    #expect(programme.name == "A plan")
    #expect(programme.starts == Quarter(2025, 2) && programme.by == Quarter(2028, 4))
    #expect(programme.goal == .power(500e6))
    #expect(
      programme.products == ["b200", "rubin", "mi300x", "mi355x", "mi450x", "amd-2029", "amd-2032"]
    )
    #expect(programme.buyer == "states" && programme.share == 0.1 && programme.delivery == 3)
    #expect(programme.exportUnits == 50_000 && programme.exportCompute == 300_000)
    // Power of its own comes five quarters after the start and is no part of the grid's limit.
    #expect(
      programme.power
        == Programme.Room(
          grants: [
            Programme.Grant(at: Quarter(2026, 1), amount: 100e6),
            Programme.Grant(at: Quarter(2026, 3), amount: 50e6),
          ],
          wait: 12,
          limit: 450e6
        )
    )
    #expect(
      programme.shells
        == Programme.Room(
          grants: [Programme.Grant(at: Quarter(2025, 2), amount: 10e6)],
          wait: 7,
          perYear: 200e6
        )
    )
    #expect(programme.budget == Programme.Budget(total: 15e9, perYear: 4e9, loans: 0.5))
    #expect(programme.staff?.perMegawatt == 1.5 && programme.staff?.trainedPerYear == 200)
    #expect(programme.prices.site == 9)
    #expect((programme.prices.load - 0.7).magnitude < 1e-12)
    #expect((programme.prices.electricity - 0.09 / 3.6e6).magnitude < 1e-15)
    #expect((programme.prices.upkeep - 0.8).magnitude < 1e-12)
    #expect((programme.prices.siteLife - 15).magnitude < 1e-12)
    #expect(programme.prices.interest == 0.05 && programme.prices.wage == 90_000)
    #expect(programme.residency == 0.6 && programme.tokenRate == 1_500)
  }

  @Test func `what is not written does not limit, but for grid and shells`() throws {
    let (question, diagnostics) = RoadmapQuestionTests.read(
      """
      narrows: 1
      programme: { place: france, starts: 2025Q2, wish: { compute: 2e5 }, share: 20 % }
      """
    )
    let read = try #require(question, "\(diagnostics)")
    let programme = try #require(read.programme)
    #expect(programme.goal == .compute(2e5) && programme.by == nil && programme.products == nil)
    #expect(programme.budget == Programme.Budget() && programme.staff == nil)
    #expect(programme.exportUnits == .infinity && programme.delivery == 0)
    // The shortest usual wait in France is seven years; shells take 21 months.
    #expect(programme.power.wait == 28 && programme.shells.wait == 7)
    #expect(programme.prices.load == read.industry.market.occupancy)
    #expect((programme.prices.site - 8.5).magnitude < 1e-9)
    #expect(read.weakFigures.contains("sites/france: electricity.price"))
  }

  @Test func `no programme is read where none is written`() throws {
    let (question, _) = RoadmapQuestionTests.read("narrows: 1\n")
    #expect(try #require(question).programme == nil)
  }

  @Test(arguments: [
    ("place: france", "place: frnace", "nearest: france", "programme.place", 6),
    ("[b200, rubin]", "[b200, rubn]", "nearest: rubin", "programme.products[1]", 9),
    ("vendors: [amd]", "vendors: [amdd]", "nearest: amd", "programme.vendors[0]", 10),
    ("buyer: states", "buyer: stats", "nearest: states", "programme.buyer", 11),
    ("starts: 2025Q2", "starts: 2025", "\"2025\" is no quarter", "programme.starts", 7),
    (
      "starts: 2025Q2", "starts: 2021Q2", "not in the roadmap, which runs from 2022Q1 to 2030Q4",
      "programme.starts", 7
    ),
    ("by: 2028Q4", "by: 2024Q4", "2024Q4 is before the start 2025Q2", "programme.wish.by", 8),
    (
      "power: 500 MW, by", "power: 500 MW, compute: 5, by", "power and compute are both written",
      "programme.wish", 8
    ),
    (
      "power: 500 MW, by", "by", "none of power, accelerators and compute is written",
      "programme.wish", 8
    ), ("share: 0.1", "share: 1.5", "1.5", "programme.share", 12),
    ("per-megawatt: 1.5, ", "", "this field is missing", "programme.staff.per-megawatt", 19),
    ("at: 2026Q1", "at: soon", "\"soon\" is no quarter", "programme.grid.granted[0].at", 15),
    ("delivery: 9 month", "delivery: 9 MW", "9 MW", "programme.delivery", 13),
  ])
  func `a fault is named at its place`(
    old: String,
    new: String,
    message: String,
    field: String,
    line: Int
  ) throws {
    let (question, diagnostics) = Self.read(old, new)
    #expect(question == nil)
    let fault = try #require(
      diagnostics.entries.first { $0.severity == .error && $0.field == field },
      "\(diagnostics)"
    )
    #expect("\(fault)".contains(message), "\(fault)")
    #expect(fault.file == "r.yaml" && fault.line == line, "\(fault)")
  }

  @Test func `all faults are named at once`() {
    let text = Self.good.replacing("place: france", with: "place: frnace")
      .replacing("buyer: states", with: "buyer: stats").replacing("by: 2028Q4", with: "by: x")
    let (_, diagnostics) = RoadmapQuestionTests.read(text)
    #expect(diagnostics.entries.count { $0.severity == .error } == 3, "\(diagnostics)")
  }
}
