import LinearPrograms
import Quantities
import Studies
import Supply
import Testing

@testable import Reports

/// Reports of programmes in a small industry, against recorded ones.
@Suite(.enabled(if: HighsSolver.isAvailable))
struct ProgrammeReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "test")

  /// Reports a programme in the invented industry.
  private static func report(_ change: (inout Programme) -> Void) throws -> RoadmapReport {
    var programme = Programme(
      name: "The plan",
      starts: Quarter(2023, 1),
      goal: .power(30e6),
      by: Quarter(2025, 4),
      buyer: "cloud",
      share: 0.1,
      prices: Programme.Prices(
        site: 9,
        electricity: 0.09 / 3.6e6,
        carbon: 0.056 / 3.6e6,
        upkeep: 0.9
      ),
      residency: 0.5,
      tokenRate: 1_000
    )
    change(&programme)
    let inquiry = RoadmapInquiry(
      name: "a small industry",
      industry: RoadmapFixture.industry(Quarter(2022, 1)),
      end: Quarter(2026, 4),
      today: Quarter(2024, 4),
      programme: programme
    )
    #expect(inquiry.problems.isEmpty)
    return RoadmapReport(
      try RoadmapStudy.answer(inquiry, solver: HighsSolver.load(), jobs: 1)
    )
  }

  /// A programme that lacks power.
  private static func lacking() throws -> RoadmapReport {
    try report {
      $0.power = Programme.Room(
        grants: [Programme.Grant(at: Quarter(2023, 3), amount: 20e6)],
        wait: nil
      )
      $0.budget.total = 3e9
    }
  }

  /// The report as a person reads it.
  private func text(_ report: RoadmapReport) throws -> String {
    try #require(
      report.rendered(as: .text, origin: origin, style: TextStyle(isColoured: false))
    )
  }

  @Test func `a programme that lacks power reads as recorded`() throws {
    // What the run itself says is recorded with the reports of runs.
    let own = try #require(try text(try Self.lacking()).split(separator: "\nWhat binds\n").first)
    try Snapshot.expect(String(own) + "\n", named: "programme.txt")
  }

  @Test func `what is missing comes first`() throws {
    let text = try text(try Self.lacking())
    #expect(
      text.hasPrefix("The plan has 20 MW of its 30 MW by 2025Q4; power holds it back: 10 MW more")
    )
  }

  @Test func `a wish that is met says when`() throws {
    let text = try text(try Self.report { $0.goal = .accelerators(2_000) })
    #expect(text.hasPrefix("The plan has its 2,000 accelerators at work in 2023Q"))
    #expect(text.contains("before it is due"))
  }

  @Test func `programs read whether it is feasible, what forbids it, and units in keys`() throws {
    let report = try Self.lacking()
    let result = try #require(report.members.first { $0.key == "result" }?.value)
    let programme = try #require(result["programme"])
    #expect(programme["feasible"] == .flag(false))
    #expect(programme["forbidden_by"] == .texts(["power"]))
    #expect(programme["wished_W"] == .number(30e6))
    guard case .array(let steps) = programme["quarters"] else {
      Issue.record("there are no quarters")
      return
    }
    #expect(steps.count == 16)
    let rows = report.table
    #expect(rows.count == 17 && rows.allSatisfy { $0.count == rows[0].count })
  }

  @Test func `the chart begins with what works and what holds it back`() throws {
    let charts = try #require(try Self.lacking().charts)
    guard case .array(let all) = charts["vconcat"], let first = all.first,
      case .array(let layers) = first["layer"]
    else {
      Issue.record("there is no chart")
      return
    }
    #expect(layers.count == 2)
  }

  @Test func `what a reader is told is enough`() {
    #expect(RoadmapReport.enough(190.04) == 191)
    #expect(RoadmapReport.enough(200e6 * (1 - 1e-10)) == 200e6)
    #expect(RoadmapReport.enough(0) == 0)
  }
}
