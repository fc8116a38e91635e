import Foundation
import Quantities
import Scenarios
import Studies

/// Tables of measured cases, found by subject or recognised by their columns.
struct CaseFiles {
  /// Training runs.
  var training: CaseTable?
  /// Serving runs.
  var inference: CaseTable?
  /// Kernels, one table a kind.
  var kernels: [CaseTable] = []
  /// Collectives.
  var collectives: CaseTable?
  /// Published, simulated, derived and measured values of links and networks.
  var interconnect: CaseTable?
  /// Published totals of money, power, energy and carbon.
  var economics: CaseTable?

  /// Where tables are looked for when none is named.
  static let usualFolder = "../shared/measured"
  /// Where the table of interconnect cases is looked for when none is named.
  static let interconnectTable = "../shared/reference/interconnect.csv"
  /// The table of economics cases, which comes with the program's sources.
  static let economicsTable = "Documentation/Validation/economics.csv"
  /// Tables of kernels by the names they usually have.
  static let kernelNames = [
    "gemm.csv", "moe.csv", "context_attention.csv", "generation_attention.csv",
  ]

  /// Reads the tables of a subject.
  ///
  /// - Parameters:
  ///   - path: A file or folder, nil for the usual place.
  ///   - subject: What is wanted, nil for all that is found.
  /// - Returns: The tables.
  /// - Throws: `Failure` when there is no such file, or none holds what is wanted.
  static func read(_ path: String?, subject: ValidateCommand.Subject?) throws -> CaseFiles {
    var paths: [String]
    if let path {
      paths = try files(at: path)
    } else {
      let kernels = usualFolder + "/kernels/"
      switch subject {
      case .training, .plans: paths = [usualFolder + "/training.csv"]
      case .inference: paths = [usualFolder + "/inference.csv"]
      case .kernels: paths = kernelNames.map { kernels + $0 }
      case .collectives: paths = [kernels + "collectives.csv"]
      case .interconnect: paths = [interconnectTable]
      case .economics: paths = [economicsTable]
      case nil:
        paths =
          [usualFolder + "/training.csv", usualFolder + "/inference.csv"]
          + kernelNames.map { kernels + $0 }
          + [kernels + "collectives.csv", interconnectTable, economicsTable]
      }
      let found = paths.filter { FileManager.default.fileExists(atPath: $0) }
      guard !found.isEmpty else {
        let what = subject.map { "\($0.rawValue) cases" } ?? "cases"
        throw Failure.file(
          "no measured \(what) at \(paths[0]); give a CSV file or a folder with --cases"
        )
      }
      paths = found
    }
    var diagnostics = Diagnostics()
    let tables = paths.compactMap { CaseTable.read(path: $0, required: [], into: &diagnostics) }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
    return try sorted(tables, subject: subject, from: path)
  }

  /// The CSV files at a path: itself, or those of a folder.
  private static func files(at path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure.file("\(path): there is no such file; give a CSV file or a folder with --cases")
    }
    guard isFolder.boolValue else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let found = names.filter { $0.hasSuffix(".csv") }.sorted()
    guard !found.isEmpty else { throw Failure.file("\(path): the folder holds no CSV file") }
    return found.map { path + "/" + $0 }
  }

  /// Deals tables out by their columns.
  private static func sorted(
    _ tables: [CaseTable],
    subject: ValidateCommand.Subject?,
    from path: String?
  ) throws -> CaseFiles {
    var files = CaseFiles()
    var diagnostics = Diagnostics()
    for table in tables {
      let columns = Set(table.columns)
      if columns.contains("op_name") {
        if subject == nil || subject == .collectives { files.collectives = table }
        let missing = ValidateCollectives.columns.filter { !columns.contains($0) }
        for column in missing where subject != .kernels {
          diagnostics.error(
            "the column \"\(column)\" is missing",
            file: table.file,
            line: 1,
            field: column
          )
        }
      } else if columns.contains("quantity"), columns.contains("domain") {
        if subject == nil || subject == .interconnect { files.interconnect = table }
        for column in ValidateInterconnect.columns where !columns.contains(column) {
          diagnostics.error(
            "the column \"\(column)\" is missing",
            file: table.file,
            line: 1,
            field: column
          )
        }
      } else if columns.contains("quantity"), columns.contains("parameters") {
        if subject == nil || subject == .economics { files.economics = table }
        for column in ValidateEconomics.columns where !columns.contains(column) {
          diagnostics.error(
            "the column \"\(column)\" is missing",
            file: table.file,
            line: 1,
            field: column
          )
        }
      } else if ValidateKernels.Sheet(table) != nil {
        if subject == nil || subject == .kernels { files.kernels.append(table) }
      } else if columns.contains("n_gpus"), columns.contains("gpu") {
        if [nil, .training, .plans].contains(subject) { files.training = table }
      } else if columns.contains("hardware"), columns.contains("model") {
        if subject == nil || subject == .inference { files.inference = table }
      } else if tables.count == 1 {
        diagnostics.error(
          table.columns.isEmpty
            ? "the file is empty"
            : "the columns are those of no known table: \(table.columns.prefix(6).joined(separator: ", "))",
          file: table.file,
          line: 1,
          hint:
            "training needs gpu and n_gpus; inference hardware and model; kernels system, latency_ms and gemm_dtype, moe_dtype"
            + " or attn_dtype; collectives "
            + ValidateCollectives.columns.joined(separator: ", ")
            + "; interconnect " + ValidateInterconnect.columns.joined(separator: ", ")
            + "; economics " + ValidateEconomics.columns.joined(separator: ", ")
        )
      }
    }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
    if files.training == nil, files.inference == nil, files.kernels.isEmpty,
      files.collectives == nil, files.interconnect == nil, files.economics == nil
    {
      diagnostics.error(
        "there are no \(subject?.rawValue ?? "measured") cases here",
        file: path ?? usualFolder,
        hint: "check the subject and --cases"
      )
      throw Failure.input(diagnostics)
    }
    return files
  }
}
