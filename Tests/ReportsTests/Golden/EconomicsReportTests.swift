import Catalog
import Documents
import Quantities
import Scenarios
import Studies
import Testing

@testable import Reports

/// Reports of economics, against recorded ones.
struct EconomicsReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "test")

  /// A question with every section, on prices of its own.
  private static let yaml = """
    narrows: 1
    name: made-up money
    economics:
      run:
        { compute: 1e25 FLOP, accelerator: h100-sxm, count: 8192, mfu: MFU, deadline: 30 day,
          staff-share: 30 %, failed-share: 20 %, failures: { between: 50000 h } }
      generations:
        until: 2027
        models:
          - { name: one, date: 2020-06, compute: 1e23 FLOP, cost: 2 MUSD, hardware: V100 }
          - { name: two, date: 2022-06-15, compute: 3e24 FLOP, cost: 9 MUSD }
          - { name: three, date: 2023, compute: 2e25 FLOP, cost: 30 MUSD }
          - { name: four, date: 2024-11, cost: 120 MUSD }
        budgets: [{ name: a lab, amount: 2 GUSD, share: 20 % }]
      sizing: { served: 1e14 }
      serving:
        { nodes: 100, accelerator: h100-sxm, input: 3e11, cached-share: 50 %, output: 8e10,
          rates: { input: 7e4 /s, output: 1.5e4 /s },
          tariff: { input: 0.5 USD, cached: 0.1 USD, output: 2 USD } }
      site: { accelerator: h100-sxm, power: 100 MW }
      emissions: { accelerator: h100-sxm, accelerator-time: 1e6 h }
      ownership: { price: 25000 USD, rent: 2 USD/h }
    """

  /// Answers the question for a utilisation, or utilisations.
  private static func report(_ mfu: String) throws -> EconomicsReport {
    var diagnostics = Diagnostics()
    let text = yaml.replacing("MFU,", with: "\(mfu),")
    let node = try #require(Node.parse(text: text, file: "e.yaml", into: &diagnostics))
    let space = try #require(EconomicsReader.space(node, into: &diagnostics))
    let study = EconomicsStudy.answer(space, catalog: Catalog(), into: &diagnostics)
    return EconomicsReport(try #require(study, "\(diagnostics)"))
  }

  @Test func `every section reads as recorded`() throws {
    let report = try Self.report("40 %")
    let text = report.rendered(as: .text, origin: origin, style: TextStyle(isColoured: false))
    try Snapshot.expect(try #require(text), named: "economics.txt")
  }

  @Test func `a sweep reads as recorded`() throws {
    let report = try Self.report("[20 %, 40 %, 60 %]")
    let text = report.rendered(as: .csv, origin: origin, style: TextStyle(isColoured: false))
    try Snapshot.expect(try #require(text), named: "economics.csv")
  }

  @Test func `charts are as recorded`() throws {
    let report = try Self.report("40 %")
    let text = report.rendered(as: .vega, origin: origin, style: TextStyle(isColoured: false))
    try Snapshot.expect(try #require(text), named: "economics.vl.json")
  }

  @Test func `every format can be written and has no number that is none`() throws {
    for report in [try Self.report("40 %"), try Self.report("[20 %, 40 %]")] {
      for format in ReportFormat.allCases {
        let text = report.rendered(as: format, origin: origin, style: TextStyle(isColoured: false))
        #expect((text ?? "").count > 200)
        #expect(!(text ?? "nan").contains(/\bnan\b/))
      }
    }
  }

  @Test func `every number has a unit in its key or is a share, a count or a factor`() throws {
    let report = try Self.report("40 %")
    let figures = try #require(report.first).figures
    #expect(figures.count > 70)
    let units: [(EconomicsFigure.Kind, [String])] = [
      (.money, ["_USD", "_USD_per_day", "_USD_per_year", "_USD_per_million", "_USD_per_h"]),
      (.mass, ["_kg"]), (.duration, ["_s"]),
    ]
    for figure in figures {
      guard let allowed = units.first(where: { $0.0 == figure.kind })?.1 else { continue }
      #expect(allowed.contains { figure.key.hasSuffix($0) }, "\(figure.key)")
    }
    #expect(Set(figures.map { "\($0.section).\($0.key)" }).count == figures.count)
  }
}
