import LinearPrograms
import Quantities
import Reports
import Studies
import Supply
import Testing

@Suite(.enabled(if: HighsSolver.isAvailable)) struct `Back-test and sampling report tests` {
  /// The program that wrote a report.
  private let origin = Origin(version: "1", catalog: "1", command: "narrows roadmap")

  /// A report in every format that it has, none of which may hold a number that is none.
  private func texts(_ report: some Report) -> [ReportFormat: String] {
    var texts: [ReportFormat: String] = [:]
    for format in report.formats {
      texts[format] = report.rendered(as: format, origin: origin, style: .plain)
    }
    return texts
  }

  @Test func `a back-test says the order first, then labels, amounts and controls`() throws {
    let backtest = try RoadmapFixture.backtest()
    let texts = texts(BacktestReport(backtest))
    #expect(texts.count == 5)
    let text = try #require(texts[.text])
    #expect(text.hasPrefix("Started from 2022Q1, the roadmap binds at packaging"))
    for part in [
      "Frozen at 2022Q1", "Frozen at 2023Q4, run from 2024Q1", "persistence", "calendar",
      "Nvidia units", "rental price, peak", "What analysts foresaw", "no shock of demand",
      "There is no industry to start from at 2025Q1", "not modelled", "next 18 quarters",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    for (format, text) in texts {
      let words = text.lowercased()
      #expect(!words.contains("nan") && !words.contains("inf "), "\(format)")
    }
  }

  @Test func `rows of a back-test have as many cells as the header`() throws {
    let rows = BacktestReport(try RoadmapFixture.backtest()).table
    #expect(rows.count > 60)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
    #expect(rows.contains { $0[1] == "labels_strict" && $0[2] == "persistence" })
  }

  @Test func `labels in JSON are those of the scores`() throws {
    let backtest = try RoadmapFixture.backtest()
    let result = try #require(
      BacktestReport(backtest).members.first { $0.key == "result" }?.value
    )
    guard case .array(let origins) = result["origins"], origins.count == 2,
      case .array(let windows) = origins[0]["windows"], let window = windows.last,
      case .array(let scores) = window["scores"], let own = scores.first,
      case .number(let credited) = own["credited"], case .array(let quarters) = own["quarters"]
    else {
      Issue.record("the result lacks scores")
      return
    }
    #expect(quarters.count == 18)
    #expect(credited == backtest.origins[0].windows.last?.scores[0].credited)
  }

  @Test func `samples say who binds, how likely, and what decides`() throws {
    let sampling = try RoadmapFixture.sampling(20)
    let texts = texts(SamplingReport(sampling))
    #expect(texts.count == 5)
    let text = try #require(texts[.text])
    for part in [
      "At the end, 2025Q4,", "20 samples", "2 inputs are drawn", "first binds",
      "Rental price of an H100-equivalent hour", "demand.work.growth +", "stages.gone.build",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let rows = SamplingReport(sampling).table
    #expect(rows.allSatisfy { $0.count == rows[0].count })
    // Five outputs, sixteen quarters, five levels and the best inputs.
    #expect(rows.count { $0[0] == "fan" } == 5 * 16 * 6)
  }

  @Test func `no samples are no answer, said plainly`() throws {
    let texts = texts(SamplingReport(try RoadmapFixture.sampling(0)))
    #expect(texts[.text]?.hasPrefix("No sample of the roadmap could be run.") == true)
    #expect(texts[.vega] == nil)
  }
}
