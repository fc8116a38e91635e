import ArgumentParser
import Catalog
import Foundation
import Reports

/// Options about how and where a result is written.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How the result is written: text, json, csv, html or vega.",
      valueName: "format"
    ),
    transform: Self.format
  )
  var format: ReportFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the result to this file instead of standard output, whole or not at all.",
      valueName: "file"
    )
  )
  var output: String?

  @Flag(name: .shortAndLong, help: "No progress bar and no remarks on standard error.")
  var quiet = false

  /// The format that a word means.
  private static func format(_ word: String) throws -> ReportFormat {
    if let format = ReportFormat(rawValue: word) { return format }
    let known = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\"\(word)\" is no format; formats: \(known).")
  }

  /// Writes a report as asked.
  func write(_ report: some Report, command: String) throws {
    let origin = Origin(version: Narrows.version, catalog: Catalog.version, command: command)
    let style = TextStyle(isColoured: output == nil && Console.isColoured)
    guard let text = report.rendered(as: format, origin: origin, style: style) else {
      let known = report.formats.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage(
        "\(command) has nothing to draw as \(format.rawValue); formats: \(known)."
      )
    }
    try write(text)
  }

  /// Writes text to the output file, whole or not at all, or to standard output.
  func write(_ text: String) throws {
    guard let output else {
      Console.write(text)
      return
    }
    try Self.write(text, to: output)
  }

  /// Writes text to a file, whole or not at all.
  static func write(_ text: String, to output: String) throws {
    do {
      // Devices and pipes cannot be replaced by a finished file, so they are written to directly.
      let kind = try? FileManager.default.attributesOfItem(atPath: output)[.type]
      let isRegular = kind == nil || kind as? FileAttributeType == .typeRegular
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: output),
        options: isRegular ? .atomic : []
      )
    } catch {
      throw Failure.file(
        "\(output): the file cannot be written; check that its folder exists and may be written to"
      )
    }
  }
}
