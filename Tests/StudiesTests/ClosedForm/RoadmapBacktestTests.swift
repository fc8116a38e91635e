import LinearPrograms
import Quantities
import Studies
import Supply
import Testing

@Suite struct `Roadmap backtest tests` {
  /// The truth that the program carries.
  private func truth() throws -> RoadmapTruth {
    var diagnostics = Diagnostics()
    let truth = RoadmapTruth.shipped(into: &diagnostics)
    #expect(diagnostics.errors.isEmpty, "\(diagnostics.errors)")
    return try #require(truth)
  }

  /// Labels that say the same over some quarters.
  private func saying(_ layers: [Layer], from: Quarter, count: Int) -> RoadmapLabels {
    RoadmapLabels(
      name: "test",
      layers: Dictionary(
        uniqueKeysWithValues: (0..<count).map { (from.advanced(by: $0), layers) }
      )
    )
  }

  @Test func `the shipped truth goes from demand by packages, memory and power to silicon`() throws
  {
    let truth = try truth()
    #expect(truth.quarters.count == 18)
    #expect(Set(truth.quarters).count == 18)
    let firsts = truth.firsts
    #expect(firsts.map(\.layer) == [.packaging, .memory, .power, .silicon])
    #expect(firsts.map(\.quarter.description) == ["2023Q2", "2024Q2", "2025Q2", "2026Q1"])
    #expect(truth.layers(in: Quarter(2024, 3)) == [.packaging, .memory])
    #expect(truth.layers(in: Quarter(2027, 1)) == nil)
    // -38 to -59 % is what the facts say of the forecast of July 2023.
    let error = try #require(truth.vintages.first).error
    #expect(abs(error.lowerBound + 0.586) < 0.001)
    #expect(abs(error.upperBound + 0.375) < 0.001)
  }

  @Test func `a wrong truth is told with its line`() {
    var diagnostics = Diagnostics()
    let text = """
      sources: { a: "A" }
      labels:
        - { from: 2022Q1, to: 2022Q9, layers: [glue], source: b, grade: sure }
      """
    #expect(RoadmapTruth.read(text: text, file: "x.yaml", into: &diagnostics) == nil)
    #expect(diagnostics.errors.contains { $0.line == 3 && $0.message.contains("glue") })
    #expect(diagnostics.errors.contains { $0.message.contains("series is missing") })
  }

  @Test func `full credit is for the strongest layer in its quarter`() throws {
    let truth = try truth()
    // 2024Q1 is packaging, 2024Q2 packaging and memory.
    let quarters = [Quarter(2024, 1), Quarter(2024, 2)]
    func credits(_ layers: [Layer]) -> [Double] {
      RoadmapLabelScore(
        saying(layers, from: quarters[0], count: 2),
        against: truth,
        in: quarters
      ).rows.map(\.credit)
    }
    #expect(credits([.packaging]) == [1, 1])
    #expect(credits([.memory]) == [0.5, 1])
    #expect(credits([.power, .packaging]) == [0.5, 0.5])
    #expect(credits([.power]) == [0, 0])
  }

  @Test func `the truth itself scores in full, and nothing scores more`() throws {
    let truth = try truth()
    let labels = RoadmapLabels(
      name: "truth",
      layers: Dictionary(
        uniqueKeysWithValues: truth.quarters.map { ($0, truth.layers(in: $0) ?? []) }
      )
    )
    let score = RoadmapLabelScore(labels, against: truth, in: truth.quarters)
    #expect(score.rows.count == 18)
    #expect(score.credited == 1 && score.strict == 1 && score.exact == 1)
  }

  @Test func `the return of a layer is not its first time`() {
    var labels = saying([.silicon], from: Quarter(2022, 1), count: 2)
    labels.layers[Quarter(2022, 3)] = [.power]
    labels.layers[Quarter(2022, 4)] = [.silicon, .power]
    #expect(labels.first(.silicon) == Quarter(2022, 1))
    #expect(labels.returns(.silicon, after: Quarter(2022, 2)) == Quarter(2022, 4))
    #expect(labels.returns(.power, after: Quarter(2022, 3)) == nil)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `every freeze is scored beside the rules`() throws {
    let truth = try truth()
    let found = try RoadmapBacktest(against: truth, solver: HighsSolver.load()) { start in
      start == Quarter(2024, 1) ? nil : InventedIndustry.starting(start)
    }
    #expect(found.missing == [Quarter(2024, 1)])
    #expect(found.origins.map(\.freeze.frozen) == [Quarter(2022, 1), Quarter(2024, 4)])
    let first = try #require(found.origins.first)
    #expect(first.windows.map { $0.scores[0].rows.count } == [4, 8, 18])
    for window in first.windows {
      #expect(window.scores[0].name == "Narrows")
      #expect(window.scores[1].name == "persistence")
      #expect(window.scores[2].name == "calendar")
      for score in window.scores {
        #expect(score.rows.count == window.scores[0].rows.count)
        #expect(score.strict <= score.credited && score.credited <= 1)
      }
    }
    // From 2022Q1 demand goes on binding for five quarters, and the quarter after counts half.
    #expect(first.windows[2].scores[1].credited == 5.5 / 18)
    // Packaging from 2022Q1 to 2023Q2, then power to 2025Q4, then economics: right in 2023Q2 and
    // 2025Q2 to Q4, beside the truth in 2023Q1 and 2025Q1.
    #expect(first.windows[2].scores[2].credited == 5.0 / 18)
    #expect(first.series.map(\.name).contains("Nvidia units"))
    #expect(first.turns.map(\.kind) == [.peak, .low, .rise])
    #expect(first.shares.count == 3)
    let later = try #require(found.origins.last)
    #expect(later.windows.map { $0.scores[0].rows.count } == [4, 6])
    #expect(later.order.entries.map(\.layer) == [.power, .silicon])
    #expect(later.series.flatMap(\.years).allSatisfy { $0.year == 2025 })
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `amounts are sums of the run's quarters`() throws {
    let truth = try truth()
    let industry = InventedIndustry.starting()
    let solver = try HighsSolver.load()
    let found = try RoadmapBacktest(against: truth, solver: solver) { start in
      start == industry.start ? industry : nil
    }
    let roadmap = try Roadmap(
      of: industry,
      through: Quarter(2027, 4),
      detail: .prices,
      solver: solver
    )
    let origin = try #require(found.origins.first)
    let units = try #require(origin.series.first { $0.name == "Nvidia units" })
    let year = try #require(units.years.first { $0.year == 2024 })
    let expected = roadmap.quarters[8..<12].reduce(0) { $0 + $1.units }
    #expect(year.predicted == expected)
    #expect(units.years.filter(\.isScored).map(\.year) == [2023, 2024, 2025])
    let capacity = try #require(origin.capacities.first { $0.name == "CoWoS" })
    #expect(capacity.predicted == roadmap.quarters[7].stages[2].capacity / 3)
    let share = try #require(origin.shares.first { $0.stages == ["n5"] }?.predicted)
    #expect((0..<1).contains(share))
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `controls change what they are named after`() throws {
    let truth = try truth()
    let found = try RoadmapBacktest(against: truth, solver: HighsSolver.load()) {
      InventedIndustry.starting($0)
    }
    #expect(
      found.controls.map(\.name) == [
        "build times of power and packaging swapped", "no shock of demand",
      ]
    )
    #expect(found.controls.allSatisfy { $0.verdict != .remains })
    // Without the shock nothing of the chain can bind earlier.
    let first = try #require(found.origins.first)
    for (calm, base) in zip(found.controls[1].order.entries, first.order.entries)
    where !base.isReturn {
      if let bound = calm.predicted { #expect(bound >= base.predicted ?? bound) }
    }
  }
}
