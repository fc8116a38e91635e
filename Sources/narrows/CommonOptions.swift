import ArgumentParser
import Catalog
import Foundation
import Quantities
import Reports

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @OptionGroup var writing: OutputOptions

  @Option(
    name: .customLong("catalog"),
    help: ArgumentHelp(
      "Lay a folder with parts of your own over the catalogue (repeatable).",
      valueName: "folder"
    )
  )
  var catalogs: [String] = []

  @Option(help: "Threads to use; the result does not depend on it. All cores without it.")
  var jobs: Int?

  @Option(help: "Seed of random numbers; the same seed gives the same result.")
  var seed: UInt64 = 1

  mutating func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs is \(jobs); give at least 1.")
    }
  }

  /// Threads to use.
  var threads: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  /// The catalogue with the overlays on top.
  func catalog() throws -> Catalog {
    var catalog = Catalog()
    var diagnostics = Diagnostics()
    for folder in catalogs { catalog.overlay(folder: folder, into: &diagnostics) }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
    return catalog
  }

  /// How the result is written.
  var format: ReportFormat { writing.format }

  /// Whether standard error stays empty but for errors.
  var quiet: Bool { writing.quiet }

  /// Writes a report as asked.
  func write(_ report: some Report, command: String) throws {
    try writing.write(report, command: command)
  }

  /// Writes text to the output file, whole or not at all, or to standard output.
  func write(_ text: String) throws { try writing.write(text) }
}
