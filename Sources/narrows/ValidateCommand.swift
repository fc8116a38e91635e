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
      the predictions. Without --cases the tables under ../shared/measured are read where present, \
      for interconnect ../shared/reference/interconnect.csv, for economics \
      Documentation/Validation/economics.csv. \
      A folder is searched for gemm.csv, moe.csv, context_attention.csv, generation_attention.csv \
      and collectives.csv; a file is recognised by its columns.

      `plans` takes the cases of training and holds each run's plan against all valid plans of the \
      same job: how many are predicted faster, and how fast the best of them is.

      EXAMPLES:
        narrows validate training --cases runs.csv
        narrows validate training --cases runs.csv --grade A --format csv
        narrows validate plans --cases runs.csv --format csv
        narrows validate inference --cases runs.csv --grade A
        narrows validate kernels --cases kernels/
        narrows validate collectives --cases collectives.csv --format json
        narrows validate interconnect --cases interconnect.csv
        narrows validate interconnect --cases interconnect.csv --channels channels/
        narrows validate economics
      """
  )

  /// What is validated.
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case training
    case plans
    case inference
    case kernels
    case collectives
    case interconnect
    case economics
  }

  @Argument(
    help: "What is validated; everything but plans that cases are found for without it."
  )
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

  @Option(
    help: ArgumentHelp(
      "Folder with the channel files (.s4p) of interconnect cases that name a channel.",
      valueName: "folder"
    )
  )
  var channels: String?

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
    if subject == .plans, let table = tables.training {
      let report = ValidatePlans.report(
        trainingCases(table),
        catalog: catalog,
        jobs: common.threads,
        progress: { bar.update($0) }
      )
      bar.finish()
      return try common.write(PlanValidationReport(report), command: "validate")
    }
    var reports: [ValidationReport] = []
    if let table = tables.training {
      reports.append(
        ValidateTraining.report(
          trainingCases(table),
          catalog: catalog,
          progress: { bar.update($0) }
        )
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
    if let table = tables.interconnect {
      reports.append(
        ValidateInterconnect.report(
          table,
          catalog: catalog,
          channels: channels,
          progress: { bar.update($0) }
        )
      )
    }
    if let table = tables.economics {
      reports.append(ValidateEconomics.report(table, catalog: catalog))
    }
    bar.finish()
    try common.write(ValidationTextReport(reports), command: "validate")
  }

  /// The training runs of a table that have the grade asked for.
  private func trainingCases(_ table: CaseTable) -> [TrainingCase] {
    table.rows.enumerated().map { TrainingCase(row: $1, index: $0) }
      .filter { grade == nil || grade == "all" || $0.grade == grade }
  }
}
