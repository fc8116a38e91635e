import Foundation
import Scenarios
import Testing

@testable import Reports
@testable import Studies

/// Whole explanations against recorded ones.
struct ExplanationReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "explain")

  /// The report of the made-up design.
  private func report(problems: [String] = []) throws -> ExplanationReport<Scenario> {
    let scenario = try Fixture.scenario()
    let design = Fixture.design(scenario, problems: problems)
    return ExplanationReport(scenario: scenario, explanation: Fixture.explanation(design))
  }

  @Test func `text begins with the answer and goes on to the account, walls and cascade`() throws {
    let text = try report().rendered(as: .text, origin: origin, style: .plain)
    try Snapshot.expect(text ?? "", named: "explain.txt")
  }

  @Test func `an infeasible design says so first, then every reason and what would help`() throws {
    let report = try report(problems: [
      "the fullest accelerator needs 90 GiB but has 80 GiB; most of it is activations",
      "the site needs 40 MW, more than site.power-limit of 30 MW",
    ])
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    try Snapshot.expect(text, named: "explain-infeasible.txt")
  }

  @Test func `comma-separated values are one number a row`() throws {
    let text = try report().rendered(as: .csv, origin: origin, style: .plain)
    try Snapshot.expect(text ?? "", named: "explain.csv")
  }

  @Test func `charts are a Vega-Lite specification of account and cascade`() throws {
    let text = try report().rendered(as: .vega, origin: origin, style: .plain)
    try Snapshot.expect(text ?? "", named: "explain.vl.json")
  }

  @Test func `the page needs nothing else`() throws {
    let page = try report().rendered(as: .html, origin: origin, style: .plain) ?? ""
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.contains("Made-up 400B"))
    #expect(!page.contains("http"))
    #expect(!page.contains("<script"))
  }

  @Test func `no line of text is wider than a hundred columns`() throws {
    for problems in [[], ["a reason"]] {
      let text = try report(problems: problems).rendered(as: .text, origin: origin, style: .plain)
      let lines = (text ?? "").split(separator: "\n")
      #expect(lines.count > 30)
      #expect(lines.allSatisfy { $0.count <= 100 })
    }
  }

  @Test func `a scenario without a valid plan is infeasible with a reason`() throws {
    let report = ExplanationReport(scenario: try Fixture.scenario(), explanation: nil)
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    #expect(text.contains("cannot be built or run as asked"))
    let result = JSON.object(report.members)["result"]
    #expect(result?["feasible"] == .flag(false))
    #expect(report.charts?["vconcat"] != nil)
    #expect(report.formats == ReportFormat.allCases)
  }
}
