import Compute
import Quantities
import Reports
import Studies
import Workloads

/// Errors of a calibration by kind and format, and how they are shown.
enum KernelScores {
  /// The catalogue file of fitted constants with the errors of both halves.
  static func sheet(
    id: String,
    source: String,
    constants: KernelConstants,
    cases: [KernelCase],
    accelerator: Accelerator
  ) -> KernelSheet {
    let machine = TiledMachine(accelerator: accelerator, constants: constants, issue: .eager)
    var scores: [(label: String, fitted: KernelScore, test: KernelScore)] = []
    var products: [NumberFormat] = []
    var experts: [NumberFormat] = []
    for kind in KernelCase.Kind.allCases {
      for format in NumberFormat.allCases {
        let some = cases.filter { $0.kind == kind && $0.format == format }
        guard !some.isEmpty else { continue }
        if kind == .gemm { products.append(format) }
        if kind == .moe { experts.append(format) }
        scores.append(
          (
            "\(kind.rawValue)-\(format.rawValue)",
            KernelScore(some.filter(\.isFitted), on: machine),
            KernelScore(some.filter { !$0.isFitted }, on: machine)
          )
        )
      }
    }
    return KernelSheet(
      id: id,
      source: source,
      constants: constants,
      matrixFormats: products,
      mixtureFormats: experts,
      scores: scores
    )
  }

  /// Number, mean and bias of a half of the cases.
  typealias Errors = (count: Int, mean: Double, bias: Double)

  /// A row of the table of errors.
  static func row(_ label: String, fitted: Errors, test: Errors) -> [Table.Cell] {
    func cells(_ half: Errors) -> [Table.Cell] {
      guard half.count > 0 else { return [.text("0"), .text("–"), .text("–")] }
      return [
        .text(Format.count(half.count)), .text(Format.percent(half.mean)),
        .text(Format.percent(half.bias)),
      ]
    }
    return [.text(label)] + cells(fitted) + cells(test)
  }

  /// The table of errors, by their mean or another statistic.
  static func table(_ rows: [[Table.Cell]], statistic: String = "mean") -> Table {
    let titles = ["fitted", statistic, "bias", "held back", statistic, "bias"]
    return Table(
      [Table.Column("cases")] + titles.map { Table.Column($0, isNumber: true) },
      rows: rows
    )
  }
}
