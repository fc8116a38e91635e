import Catalog
import Quantities
import Scenarios
import Studies
import Testing
import Training

/// Predictions of measured training runs through the same door as `validate training`.
struct MeasuredRunTests {
  /// The cases of a table.
  static func cases(_ text: String) throws -> [TrainingCase] {
    var diagnostics = Diagnostics()
    let table = try #require(
      CaseTable.parse(text, file: "measured.csv", required: ["gpu"], into: &diagnostics)
    )
    #expect(!diagnostics.hasErrors)
    #expect(table.rows.allSatisfy { ($0["source"] ?? "").count > 10 })
    return table.rows.enumerated().map { TrainingCase(row: $1, index: $0) }
  }

  /// Predicted over measured, less one, of each row.
  static func errors(
    _ text: String,
    predicted: (StepEstimate) -> Double,
    measured: (TrainingCase) -> Double?
  ) throws -> [(name: String, error: Double)] {
    var resolver = TrainingCaseResolver(catalog: Questions.catalog)
    return try cases(text).map { row in
      let run = try resolver.resolve(row).get()
      let step = TrainingModel.step(of: run.job, plan: run.plan, on: run.system, with: run.stack)
      let truth = try #require(measured(row))
      return (row.id + " " + row.group, predicted(step) / truth - 1)
    }
  }

  @Test func `step times are right to 8 percent in the mean and 25 percent in each`() throws {
    let errors = try Self.errors(
      MeasuredRuns.times,
      predicted: { $0.seconds },
      measured: { $0.stepTime }
    )
    #expect(errors.count >= 20)
    for (name, error) in errors { #expect(abs(error) <= 0.25, "\(name): \(error)") }
    let mean = try #require(Statistics.mean(errors.map { abs($0.error) }))
    let bias = try #require(Statistics.mean(errors.map(\.error)))
    #expect(mean <= 0.08)
    #expect(abs(bias) <= 0.05)
  }

  @Test func `memory is right to 10 percent in the mean and 20 percent in each`() throws {
    let errors = try Self.errors(
      MeasuredRuns.memory,
      predicted: { $0.memory.total },
      measured: { $0.memory }
    )
    #expect(errors.count >= 8)
    for (name, error) in errors { #expect(abs(error) <= 0.2, "\(name): \(error)") }
    let mean = try #require(Statistics.mean(errors.map { abs($0.error) }))
    #expect(mean <= 0.1)
  }

  @Test func `the report scores the same rows and hides what was measured from the model`() throws {
    let rows = try Self.cases(MeasuredRuns.times)
    let report = ValidateTraining.report(rows, catalog: Questions.catalog)
    #expect(report.cases.count == rows.count)
    #expect(report.cases.allSatisfy { $0.skippedBecause == nil && $0.error != nil })
    let all = report.summaries.last { $0.group == "all" && $0.metric == "step_time" }
    #expect(all?.count == rows.count)
    #expect(all?.mean == Statistics.mean(report.cases.compactMap(\.error).map(abs)))
    // Other measured values and other names change no prediction.
    let text = MeasuredRuns.times.replacing("3.697", with: "36.97").replacing("T0", with: "X9")
    let changed = ValidateTraining.report(try Self.cases(text), catalog: Questions.catalog)
    #expect(changed.cases.map(\.predicted) == report.cases.map(\.predicted))
    #expect(changed.cases.first?.measured == 36.97)
  }

  @Test func `a row that cannot be predicted says why`() throws {
    var resolver = TrainingCaseResolver(catalog: Questions.catalog)
    let full = try #require(try Self.cases(MeasuredRuns.times).first)
    #expect(throws: Never.self) { try resolver.resolve(full).get() }
    let line = MeasuredRuns.times.split(separator: "\n")
    let faults = [
      ("A100-SXM4-80GB", "Abacus 3000", "Abacus"), (",fp16 mixed,", ",,", "precision"),
      (",64,A100", ",63,A100", "63"),
    ]
    for (old, new, word) in faults {
      let text = line[0] + "\n" + line[1].replacing(old, with: new)
      let row = try #require(try Self.cases(String(text)).first)
      guard case .failure(let skipped) = resolver.resolve(row) else {
        Issue.record("\(new) was resolved")
        continue
      }
      #expect(skipped.reason.contains(word), "\(skipped.reason)")
    }
  }
}
