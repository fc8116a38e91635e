import Scenarios
import Testing
import Training

@testable import Reports
@testable import Studies

/// Comparisons and validations against recorded ones.
struct OtherReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "test")

  @Test func `a comparison shows differences first, then results with ratios`() throws {
    let first = try Fixture.scenario()
    var second = first
    second.name = "the same at half the price"
    second.resolved = first.resolved.map { field in
      field.path == "site.cooling" ? (field.path, "direct-liquid") : field
    }
    var comparison = Comparison([first, second], planner: Planner(), progress: { _ in })
    var cheaper = Fixture.design(second)
    cheaper.run.secondPrice /= 2
    comparison.designs = [Fixture.design(first), cheaper]
    let report = ComparisonReport(comparison)
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    try Snapshot.expect(text, named: "compare.txt")
    let differences = JSON.object(report.members)["result"]?["differences"]
    #expect(
      differences == [["field": "site.cooling", "values": ["air", "direct-liquid"]]]
    )
  }

  @Test func `a validation shows summaries, skips and the worst cases`() throws {
    var cases = (1...12).map { index in
      ValidationCase(
        id: "case-\(index)",
        group: index < 7 ? "first" : "second",
        metric: "latency",
        measured: 1e-3,
        predicted: 1e-3 * (1 + Double(index) / 100)
      )
    }
    cases.append(
      ValidationCase(
        id: "odd",
        group: "second",
        metric: "latency",
        measured: 2e-3,
        skippedBecause: "no part \"odd\" in the catalogue"
      )
    )
    let summary = ValidationSummary(group: "all", metric: "latency", cases: cases)
    let report = ValidationTextReport([
      ValidationReport(subject: "kernels", cases: cases, summaries: [summary])
    ])
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    try Snapshot.expect(text, named: "validate.txt")
    #expect(report.table.count == 14)
    #expect(
      report.table[0] == [
        "row_id", "group", "metric", "measured", "predicted", "error", "skipped_because",
      ]
    )
    #expect(report.table[13][6] == "no part \"odd\" in the catalogue")
  }
}
