import ArgumentParser
import Catalog
import Foundation
import Quantities
import Reports
import Scenarios
import Studies

/// Predictions against measurements.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Predictions against measurements: every case, every skip, every error.",
    discussion: """
      Reads measured cases from CSV, predicts each from the columns that describe it, and scores \
      the predictions. Without --cases the tables under ../shared/measured are read where present. \
      A folder is searched for gemm.csv, moe.csv, context_attention.csv, generation_attention.csv \
      and collectives.csv; a file is recognised by its columns.

      EXAMPLES:
        narrows validate training --cases runs.csv
        narrows validate training --cases runs.csv --grade A --format csv
        narrows validate inference --cases runs.csv --grade A
        narrows validate kernels --cases kernels/
        narrows validate collectives --cases collectives.csv --format json
      """
  )

  /// What is validated.
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case training
    case inference
    case kernels
    case collectives
  }

  @Argument(help: "What is validated; everything that cases are found for without it.")
  var subject: Subject?

  @Option(help: ArgumentHelp("Measured cases: a CSV file, or a folder of them.", valueName: "file"))
  var cases: String?

  @Option(
    help: ArgumentHelp(
      "Training and inference cases of this grade of evidence only: A, B or C; all without it.",
      valueName: "grade"
    )
  )
  var grade: String?

  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func validate() throws {
    if let grade, !["A", "B", "C", "all"].contains(grade) {
      throw ValidationError("--grade is \"\(grade)\"; grades: A, B, C, all.")
    }
  }

  mutating func run() throws {
    let catalog = try common.catalog()
    let tables = try CaseFiles.read(cases, subject: subject)
    let bar = ProgressBar(quiet: common.quiet)
    var reports: [ValidationReport] = []
    if let table = tables.training {
      let rows = table.rows.enumerated().map { TrainingCase(row: $1, index: $0) }
        .filter { grade == nil || grade == "all" || $0.grade == grade }
      reports.append(
        ValidateTraining.report(rows, catalog: catalog, progress: { bar.update($0) })
      )
    }
    if let table = tables.inference {
      let rows = table.rows.enumerated().map { InferenceCase(row: $1, index: $0) }
        .filter { grade == nil || grade == "all" || $0.grade == grade }
      reports.append(
        ValidateInference.report(rows, catalog: catalog, progress: { bar.update($0) })
      )
    }
    if !tables.kernels.isEmpty {
      reports.append(
        ValidateKernels.report(tables.kernels, catalog: catalog, progress: { bar.update($0) })
      )
    }
    if let table = tables.collectives {
      reports.append(
        ValidateCollectives.report(table, catalog: catalog, progress: { bar.update($0) })
      )
    }
    bar.finish()
    try common.write(ValidationTextReport(reports), command: "validate")
  }
}
