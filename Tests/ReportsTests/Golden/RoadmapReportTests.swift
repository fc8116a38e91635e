import Foundation
import LinearPrograms
import Studies
import Supply
import Testing

@testable import Reports

/// Reports of a run of a small industry, against recorded ones.
@Suite(.enabled(if: HighsSolver.isAvailable))
struct RoadmapReportTests {
  private let origin = Origin(version: "0", catalog: "0", command: "test")

  /// Reports the small industry.
  private static func report(
    asksMap: Bool = false,
    company: String? = nil,
    order: OrderDates.Wish? = nil
  ) throws -> RoadmapReport {
    let inquiry = RoadmapInquiry(
      name: "a small industry",
      industry: SmallIndustry.industry,
      from: Quarter(2022, 2),
      end: Quarter(2029, 4),
      today: Quarter(2024, 4),
      asksMap: asksMap,
      company: company,
      order: order
    )
    return RoadmapReport(
      try RoadmapStudy.answer(inquiry, solver: HighsSolver.load(), jobs: 2),
      resolved: [(path: "name", text: "a small industry")],
      weakFigures: ["stage.packages.price"]
    )
  }

  /// What somebody who builds asks.
  private static let order = OrderDates.Wish(
    product: "anvil-2",
    power: 30e6,
    quarter: Quarter(2026, 2)
  )

  /// The report as a person reads it.
  private func text(_ report: RoadmapReport) throws -> String {
    try #require(
      report.rendered(as: .text, origin: origin, style: TextStyle(isColoured: false))
    )
  }

  @Test func `a run reads as recorded`() throws {
    try Snapshot.expect(try text(try Self.report()), named: "roadmap.txt")
  }

  @Test func `the map and an order read as recorded`() throws {
    let report = try Self.report(asksMap: true, order: Self.order)
    try Snapshot.expect(try text(report), named: "roadmap-map.txt")
  }

  @Test func `one company reads as recorded`() throws {
    let report = try Self.report(company: "hammer")
    try Snapshot.expect(try text(report), named: "roadmap-company.txt")
  }

  /// The small industry with a known accelerator, and what its work costs.
  private static func costs() throws -> RoadmapReport {
    var report = try report()
    report.study.inquiry.industry.products[0].accelerator = "h100-sxm"
    let machine = MachineWork(
      accelerator: "h100-sxm",
      training: .init(utilisation: 0.4, goodput: 0.9, rate: 4e14, software: "tongs"),
      serving: .init(rate: 2_000, timePerOutputToken: 0.04, format: "fp8", engine: "bellows"),
      problems: ["serving: it is made up"]
    )
    report.study.costs = RoadmapCosts(
      report.study.quarters,
      of: report.study.inquiry.industry,
      machines: ["h100-sxm": machine]
    )
    return report
  }

  @Test func `what work costs reads as recorded`() throws {
    let text = try text(try Self.costs())
    let costs = try #require(text.range(of: "What work costs"))
    try Snapshot.expect(String(text[costs.lowerBound...]), named: "roadmap-costs.txt")
  }

  @Test func `what work costs has units in its keys and two charts`() throws {
    let report = try Self.costs()
    let costs = try #require(JSON.object(report.members)["result"]?["costs"])
    guard case .array(let years) = costs["years"], let first = years.first else {
      Issue.record("there are no years")
      return
    }
    #expect(years.count == 7 && first["year"] == .integer(2023))
    #expect(first["machine"]?["cost_rented_USD_per_million_tokens"] != nil)
    #expect(first["frontier_run"]?["cost_rented_USD"] != nil)
    #expect(first["spending_USD"]?["giant"] != nil)
    guard case .array(let charts) = report.charts?["vconcat"],
      case .array(let tokens) = charts[5]["data"]?["values"]
    else {
      Issue.record("there are no charts")
      return
    }
    #expect(charts.count == 7 && tokens.count == 2 * years.count)
    var without = try Self.report()
    without.study.costs = RoadmapCosts(
      without.study.quarters,
      of: without.study.inquiry.industry,
      machines: [:]
    )
    #expect(try text(without).contains("nothing can be said"))
    #expect(!(try text(try Self.report()).contains("What work costs")))
  }

  @Test func `no line is cut off`() throws {
    for report in [
      try Self.report(), try Self.report(asksMap: true, order: Self.order),
      try Self.report(company: "anvil"), try Self.costs(),
    ] {
      #expect(try !text(report).contains("… ") && !text(report).contains("…\n"))
    }
  }

  @Test func `rows are one a quarter and stage`() throws {
    let report = try Self.report()
    let quarters = Quarter(2029, 4).since(Quarter(2022, 2)) + 1
    #expect(report.table.count == 1 + quarters * SmallIndustry.stages.count)
    let width = report.table[0].count
    #expect(report.table.allSatisfy { $0.count == width })
    let binds = try #require(report.table[0].firstIndex(of: "binds"))
    let bound = report.table.dropFirst().filter { $0[binds] == "true" }
    #expect(bound.count == report.study.quarters.reduce(0) { $0 + $1.bindingStages.count })
  }

  @Test func `keys carry units and every format can be written`() throws {
    let report = try Self.report(asksMap: true, company: "anvil", order: Self.order)
    for format in ReportFormat.allCases {
      let text = report.rendered(as: format, origin: origin, style: TextStyle(isColoured: false))
      #expect((text ?? "").count > 200)
      #expect(!(text ?? "nan").contains("nan"))
    }
    let result = try #require(JSON.object(report.members)["result"])
    #expect(result["answer"] == .text(report.sentence))
    guard case .array(let quarters) = result["quarters"], let first = quarters.first,
      case .array(let stages) = first["stages"], let stage = stages.first
    else {
      Issue.record("quarters have no stages")
      return
    }
    #expect(first["rental_price_USD_per_h"] != nil && first["compute_H100e"] != nil)
    #expect(stage["price_up_USD"] != nil && stage["lead_time_quarters"] != nil)
    #expect(result["map"]?["quarter"] == "2024Q4")
    #expect(result["order"]?["feasible"] == .flag(false))
    #expect(result["company"]?["company"] == "anvil")
  }

  @Test func `the ribbon has what binds in every quarter`() throws {
    let report = try Self.report()
    guard case .array(let charts) = report.charts?["vconcat"],
      case .array(let cells) = charts.first?["data"]?["values"]
    else {
      Issue.record("there is no ribbon")
      return
    }
    #expect(charts.count == 5)
    #expect(cells.count == report.study.quarters.reduce(0) { $0 + $1.binding.count })
  }
}
