import Catalog
import Foundation
import Quantities
import Scenarios
import Testing

@testable import Studies

/// Published totals of `Documentation/Validation/economics.csv` against what their inputs make.
struct EconomicsCasesTests {
  /// The table that comes with the program.
  private static func table() throws -> CaseTable {
    let url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/Validation/economics.csv")
    var diagnostics = Diagnostics()
    let table = CaseTable.read(
      path: url.path,
      required: ValidateEconomics.columns,
      into: &diagnostics
    )
    return try #require(table, "\(diagnostics)")
  }

  @Test func `identities hold within two percent and nothing is skipped`() throws {
    let table = try Self.table()
    let report = ValidateEconomics.report(table, catalog: Catalog())
    #expect(report.cases.count >= 60)
    #expect(report.cases.allSatisfy { $0.skippedBecause == nil })
    let kinds = Dictionary(grouping: report.cases) { $0.tags["kind"] ?? "" }
    #expect(kinds.keys.sorted() == ["fitted", "identity", "model"])
    let exact = (kinds["identity"] ?? []) + (kinds["fitted"] ?? [])
    #expect(exact.count >= 28)
    for item in exact {
      let error = try #require(item.error)
      #expect(abs(error) < 0.02, "\(item.id) \(item.metric)")
      #expect(item.within == true, "\(item.id)")
    }
    // What a model makes of public prices is wider; half of it is within a twentieth.
    let models = (kinds["model"] ?? []).compactMap(\.error).map(abs)
    #expect(try #require(Statistics.median(models)) < 0.05)
    #expect(try #require(models.max()) < 0.35)
  }

  @Test func `the name, the value and the source of a row do not move its prediction`() throws {
    let table = try Self.table()
    let catalog = Catalog()
    let report = ValidateEconomics.report(table, catalog: catalog)
    for (row, item) in zip(table.rows, report.cases) {
      let bare = ValidateEconomics.prediction(
        parameters: row["parameters"] ?? "",
        quantity: row["quantity"] ?? "",
        catalog: catalog
      )
      let unit = try (row["unit"] ?? "").isEmpty ? Unit.one : Unit.parse(row["unit"] ?? "")
      #expect(item.predicted == bare.value.map(unit.number), "\(item.id)")
    }
  }

  @Test func `rows that decide nothing say why`() throws {
    var diagnostics = Diagnostics()
    let text = """
      id,parameters,quantity,unit,value,tolerance
      a,{ run: { accelerator: h100-sxm } },run.mfu,,1,2 %
      b,"{ emissions: { energy: 1 J } }",emissions.mass_kg,kg,1,2 %
      c,"{ emissions: { energy: 1 J } }",emissions.carbon_per_hour_kg,kg,1,2 %
      d,"{ emissions: { energy: 1 J } }",emissions.energy_J,parsec J,1,2 %
      e,not a mapping,run.mfu,,1,2 %
      """
    let table = try #require(
      CaseTable.parse(text, file: "t.csv", required: [], into: &diagnostics)
    )
    let report = ValidateEconomics.report(table, catalog: Catalog())
    let reasons = report.cases.map { $0.skippedBecause ?? "" }
    try #require(reasons.count == 5)
    let words = ["neither operations", "no section", "do not decide", "is no unit", ""]
    for (reason, word) in zip(reasons, words) {
      #expect(!reason.isEmpty && (word.isEmpty || reason.contains(word)), "\(reason)")
    }
    #expect(report.cases.allSatisfy { $0.predicted == nil && $0.within == nil })
  }
}
