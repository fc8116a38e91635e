import Foundation
import Scenarios
import Testing

@testable import Reports
@testable import Studies

/// Whole explanations and comparisons of services against recorded ones.
struct ServingReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "explain")

  /// The report of the made-up service, a token of which takes so long [s].
  private func report(token: Double = 0.04) throws -> ExplanationReport<ServingScenario> {
    let scenario = try ServingFixture.scenario()
    let design = try ServingFixture.design(scenario, token: token)
    return ExplanationReport(
      scenario: scenario,
      explanation: ServingFixture.explanation(design)
    )
  }

  @Test func `text begins with throughput, times and cost, and goes on to the account`() throws {
    let text = try report().rendered(as: .text, origin: origin, style: .plain)
    try Snapshot.expect(text ?? "", named: "serving.txt")
  }

  @Test func `a target that is missed comes first, with what can be met`() throws {
    let text = try report(token: 0.08).rendered(as: .text, origin: origin, style: .plain)
    try Snapshot.expect(text ?? "", named: "serving-missed.txt")
  }

  @Test func `comma-separated values are one number a row`() throws {
    let text = try report().rendered(as: .csv, origin: origin, style: .plain)
    try Snapshot.expect(text ?? "", named: "serving.csv")
  }

  @Test func `charts are a Vega-Lite specification of account and cascade`() throws {
    let text = try report().rendered(as: .vega, origin: origin, style: .plain)
    try Snapshot.expect(text ?? "", named: "serving.vl.json")
  }

  @Test func `machine output says which tokens it counts and how far targets reach`() throws {
    let result = JSON.object(try report().members)["result"]
    #expect(result?["token_convention"] != nil)
    #expect(result?["reach"]?["greatest_load"] == .number(640))
    #expect(result?["plan"]?["prefill"]?["workers"] == .integer(1))
    #expect(result?["held_by"] == .text("load"))
  }

  @Test func `no line of text is wider than a hundred columns`() throws {
    for token in [0.04, 0.08] {
      let text = try report(token: token).rendered(as: .text, origin: origin, style: .plain)
      let lines = (text ?? "").split(separator: "\n")
      #expect(lines.count > 30)
      #expect(lines.allSatisfy { $0.count <= 100 })
    }
  }

  @Test func `a comparison has the figures of services`() throws {
    let first = try ServingFixture.scenario()
    var second = first
    second.name = "the same, quicker"
    second.resolved = first.resolved.map { field in
      field.path == "site.cooling" ? (field.path, "direct-liquid") : field
    }
    var comparison = Comparison([first, second], planner: Planner(), progress: { _ in })
    comparison.designs = [
      try ServingFixture.design(first), try ServingFixture.design(second, token: 0.03),
    ]
    let report = ComparisonReport(comparison)
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    try Snapshot.expect(text, named: "compare-serving.txt")
  }

  @Test func `a service without a valid plan is infeasible with a reason`() throws {
    let report = ExplanationReport(scenario: try ServingFixture.scenario(), explanation: nil)
    let text = report.rendered(as: .text, origin: origin, style: .plain) ?? ""
    #expect(text.contains("no plan lays the model out"))
    #expect(JSON.object(report.members)["result"]?["feasible"] == .flag(false))
  }
}
