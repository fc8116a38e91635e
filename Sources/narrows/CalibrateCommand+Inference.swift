import Catalog
import Documents
import Quantities
import Reports
import Scenarios
import Serving
import Studies

extension CalibrateCommand {
  /// Fits a serving engine to its runs and writes the fragment.
  func inference(_ catalog: Catalog) throws {
    var diagnostics = Diagnostics()
    guard
      let (id, record) = catalog.entry(
        .engines,
        named: part,
        field: "--part",
        into: &diagnostics
      )
    else { throw Failure.input(diagnostics) }
    var resolver = InferenceCaseResolver(catalog: catalog)
    var runs: [EngineCalibration.Run] = []
    for path in measured {
      let rows = try CaseFiles.read(path, subject: .inference).inference?.rows ?? []
      for row in rows.enumerated().map({ InferenceCase(row: $1, index: $0) }) {
        guard row.grade == "A",
          case .success(let run) = resolver.resolve(row), run.stack.id == id
        else { continue }
        let measured = EngineCalibration.Run(row: row, run: run)
        guard measured.token ?? measured.throughput ?? measured.first != nil else { continue }
        runs.append(measured)
      }
    }
    guard runs.contains(where: \.isFitted), runs.contains(where: { !$0.isFitted }), runs.count >= 4
    else {
      throw wrong(
        "\(runs.count) runs of \(id) are too few: at least 4 are needed, some of them in each half;"
          + " columns engine and engine_version must fit one of its aliases: "
          + record.texts("aliases").joined(separator: ", ")
      )
    }
    var calibration = EngineCalibration(runs: runs)
    let start = EngineFormat.start(record)
    let half = calibration.fitted(from: start)
    let own = calibration.errors(half, fitted: true)
    let other = calibration.errors(half, fitted: false)
    calibration.fitsAll = true
    let stack = calibration.fitted(from: start)
    try common.write(EngineCalibration.yaml(stack))
    let all = calibration.errors(stack, fitted: true) + calibration.errors(stack, fitted: false)
    let kinds: [(String, (EngineCalibration.Errors) -> Double?)] = [
      ("tpot", { $0.token }), ("ttft", { $0.first }), ("throughput", { $0.throughput }),
    ]
    var rows: [[Table.Cell]] = []
    for (name, error) in kinds {
      let fit = own.compactMap(error)
      let test = other.compactMap(error)
      guard !fit.isEmpty || !test.isEmpty else { continue }
      rows.append(
        KernelScores.row("\(name), fitted on half", fitted: medians(fit), test: medians(test))
      )
      rows.append(
        KernelScores.row(
          "\(name), fitted on all, as written",
          fitted: medians(all.compactMap(error)),
          test: (0, 0, 0)
        )
      )
    }
    report(rows, statistic: "median")
  }

  /// Count, median absolute error and bias.
  private func medians(_ errors: [Double]) -> (Int, Double, Double) {
    (errors.count, Statistics.median(errors.map(abs)) ?? 0, Statistics.mean(errors) ?? 0)
  }
}
