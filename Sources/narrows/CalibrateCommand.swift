import ArgumentParser
import Catalog
import Compute
import Documents
import Fabrics
import Quantities
import Reports
import Scenarios
import Studies
import Systems
import Training
import Workloads

/// Constants of a part from measurements.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Fits a part's constants to measured kernels, collectives, training or serving runs.",
    discussion: """
      Half of the cases, chosen by a hash of their shape, are fitted; the other half is only \
      scored. The catalogue fragment goes to standard output, the errors to standard error.

      EXAMPLES:
        narrows calibrate collectives --measured collectives.csv --part h100-sxm
        narrows calibrate training --measured training.csv --part nemo-2024
        narrows calibrate inference --measured inference.csv --part sglang-2025
        narrows calibrate kernels --measured gemm.csv --measured moe.csv --part h100-sxm \
      --output mine/kernels/h100-sxm.yaml
      """
  )

  /// What is fitted.
  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case kernels
    case collectives
    case training
    case inference
  }

  @Argument(help: "What is fitted.")
  var subject: Subject

  @Option(help: ArgumentHelp("Measured cases as CSV (repeatable).", valueName: "file"))
  var measured: [String]

  @Option(
    help: ArgumentHelp(
      "The accelerator; for training the software stack, for inference the engine: id or alias.",
      valueName: "id"
    )
  )
  var part: String

  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func validate() throws {
    guard common.format == .text else {
      throw ValidationError("calibrate writes catalogue YAML; leave --format out.")
    }
  }

  mutating func run() throws {
    let catalog = try common.catalog()
    if subject == .training { return try training(catalog) }
    if subject == .inference { return try inference(catalog) }
    var diagnostics = Diagnostics()
    guard let found = catalog.machine(accelerator: part, field: "--part", into: &diagnostics),
      let file = catalog.file(.accelerators, named: part)
    else { throw Failure.input(diagnostics) }
    var tables = CaseFiles()
    for path in measured {
      let kind: ValidateCommand.Subject = subject == .kernels ? .kernels : .collectives
      let read = try CaseFiles.read(path, subject: kind)
      tables.kernels += read.kernels
      tables.collectives = read.collectives ?? tables.collectives
    }
    switch subject {
    case .kernels: try kernels(tables.kernels, machine: found.machine, file: file)
    case .collectives: try collectives(tables.collectives, file: file, catalog: catalog)
    case .training, .inference: break
    }
  }

  /// Fits a software stack to its runs and writes the fragment.
  private func training(_ catalog: Catalog) throws {
    var diagnostics = Diagnostics()
    guard
      let (id, record) = catalog.entry(
        .software,
        named: part,
        field: "--part",
        into: &diagnostics
      )
    else { throw Failure.input(diagnostics) }
    var resolver = TrainingCaseResolver(catalog: catalog, takesUsual: false)
    var runs: [StackCalibration.Run] = []
    for path in measured {
      let rows = try CaseFiles.read(path, subject: .training).training?.rows ?? []
      for row in rows.enumerated().map({ TrainingCase(row: $1, index: $0) }) {
        guard row.grade == "A", let seconds = row.stepTime,
          case .success(let run) = resolver.resolve(row), run.stack.id == id
        else { continue }
        runs.append(StackCalibration.Run(run: run, seconds: seconds))
      }
    }
    guard runs.isEmpty || runs.contains(where: { !$0.isFitted }) && runs.count >= 4 else {
      throw wrong(
        "\(runs.count) runs of \(id) are too few: at least 4 are needed, some of them in each half"
      )
    }
    guard !runs.isEmpty else {
      throw wrong(
        "no run of grade A with a step time is about \(id); column framework must fit one of its"
          + " aliases: " + record.texts("aliases").joined(separator: ", ")
      )
    }
    var calibration = StackCalibration(runs: runs)
    let half = calibration.fitted(from: SoftwareFormat.stack(record))
    let (own, other) = (
      calibration.errors(half, fitted: true), calibration.errors(half, fitted: false)
    )
    calibration.fitsAll = true
    let stack = calibration.fitted(from: SoftwareFormat.stack(record))
    try common.write(StackCalibration.yaml(stack))
    report([
      KernelScores.row("\(id), fitted on half", fitted: summary(own), test: summary(other)),
      KernelScores.row(
        "\(id), fitted on all, as written",
        fitted: summary(calibration.errors(stack)),
        test: (0, 0, 0)
      ),
    ])
  }

  /// Count, mean absolute error and bias.
  private func summary(_ errors: [Double]) -> (Int, Double, Double) {
    (
      errors.count, Statistics.mean(errors.map(abs)) ?? 0, Statistics.mean(errors) ?? 0
    )
  }

  /// Fits kernels and writes the file.
  private func kernels(_ tables: [CaseTable], machine: any Machine, file: CatalogFile) throws {
    guard let machine = machine as? TiledMachine else {
      throw wrong("\(file.id) has no model of single kernels that could be fitted")
    }
    let cases = ValidateKernels.kernels(tables, of: file)
    guard !cases.isEmpty else { throw wrong(Self.nothing(for: file)) }
    let calibration = KernelCalibration(accelerator: machine.accelerator, cases: cases)
    let fitted = calibration.fitted(from: machine.constants)
    let sheet = KernelScores.sheet(
      id: file.id,
      source: measured.joined(separator: ", "),
      constants: fitted,
      cases: cases,
      accelerator: machine.accelerator
    )
    try common.write(sheet.text)
    report(
      sheet.scores.map {
        KernelScores.row(
          $0.label,
          fitted: ($0.fitted.count, $0.fitted.mean, $0.fitted.bias),
          test: ($0.test.count, $0.test.mean, $0.test.bias)
        )
      }
    )
  }

  /// Fits collectives and writes the mapping.
  private func collectives(_ table: CaseTable?, file: CatalogFile, catalog: Catalog) throws {
    let cases = table.map { ValidateCollectives.collectives($0, of: file) } ?? []
    guard !cases.isEmpty else { throw wrong(Self.nothing(for: file)) }
    var diagnostics = Diagnostics()
    guard
      let system = catalog.assemble(
        SystemParts(accelerator: file.id, count: 1_024),
        into: &diagnostics
      )?.system
    else { throw Failure.input(diagnostics) }
    let fewest = 40
    let counts = Dictionary(grouping: cases, by: \.collective).mapValues(\.count)
    let short = counts.filter { $0.value < fewest }.sorted { $0.key.rawValue < $1.key.rawValue }
    guard short.isEmpty else {
      throw wrong(
        "too few rows to fit "
          + short.map { "\($0.key.rawValue) (\($0.value))" }.joined(separator: ", ")
          + "; each pattern needs at least \(fewest) over sizes and numbers of ranks"
      )
    }
    let tier = system.fabric.scaleUp
    let calibration = CollectiveCalibration(
      cases: cases.filter { $0.ranks <= tier.size },
      bandwidth: tier.bandwidth,
      addsInSwitch: tier.inNetworkReduction
    )
    try common.write(calibration.yaml(source: "measured"))
    let (own, other) = (calibration.fitted, calibration.heldBack)
    report([
      KernelScores.row(
        "collectives",
        fitted: (own.count, own.mean, own.bias),
        test: (other.count, other.mean, other.bias)
      )
    ])
  }

  /// Writes the errors to standard error.
  func report(_ rows: [[Table.Cell]], statistic: String = "mean") {
    guard !common.quiet else { return }
    let table = KernelScores.table(rows, statistic: statistic)
    let text = TextRenderer(style: .plain).render([.table(table)])
    Console.error(text)
  }

  /// A problem with what was given.
  func wrong(_ message: String) -> Failure {
    var diagnostics = Diagnostics()
    diagnostics.error(message, file: measured.first)
    return .input(diagnostics)
  }

  /// What is said when no row is about the part.
  private static func nothing(for file: CatalogFile) -> String {
    "no row is about \(file.id); the column system must hold its id or one of its aliases: "
      + file.aliases.joined(separator: ", ")
  }
}
