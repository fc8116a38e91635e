import Foundation
public import Quantities
import SwiftCSV

/// A table of measured cases, one row a case, read from CSV.
public struct CaseTable: Sendable {
  /// Column names in the order of the file.
  public let columns: [String]
  /// Rows by column name; absent and empty cells are both empty.
  public let rows: [[String: String]]
  /// Name of the file as given, for messages.
  public let file: String

  /// Largest file that is read [B].
  static let sizeLimit = 64_000_000

  /// Reads a CSV file with a header row.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - required: Columns without which the file is not a table of such cases.
  ///   - diagnostics: Receives what is wrong with the file.
  /// - Returns: The table, or nil when the file is not one.
  public static func read(
    path: String,
    required: [String],
    into diagnostics: inout Diagnostics
  ) -> CaseTable? {
    guard let data = FileManager.default.contents(atPath: path) else {
      diagnostics.error(
        "the file cannot be read",
        file: path,
        hint: "check the path and its permissions"
      )
      return nil
    }
    guard data.count <= sizeLimit else {
      diagnostics.error(
        "the file has \(Format.quantity(Double(data.count), unit: "B")), which is no table of cases",
        file: path,
        hint: "tables up to \(Format.quantity(Double(sizeLimit), unit: "B")) are read"
      )
      return nil
    }
    guard !data.contains(0), let text = String(data: data, encoding: .utf8) else {
      diagnostics.error(
        "the file is binary, not CSV text",
        file: path,
        hint: "give a CSV file in UTF-8"
      )
      return nil
    }
    return parse(text, file: path, required: required, into: &diagnostics)
  }

  /// Reads CSV text with a header row.
  public static func parse(
    _ text: String,
    file: String,
    required: [String],
    into diagnostics: inout Diagnostics
  ) -> CaseTable? {
    do {
      let table = try NamedCSV(string: text, delimiter: .comma)
      let missing = required.filter { !table.header.contains($0) }
      guard missing.isEmpty else {
        for column in missing {
          diagnostics.error(
            "the column \"\(column)\" is missing",
            file: file,
            line: 1,
            field: column,
            hint: Nearest.names(to: column, among: table.header, limit: 1).first
              .map { "the file has \"\($0)\"" } ?? "columns needed: "
              + required.joined(separator: ", ")
          )
        }
        return nil
      }
      return CaseTable(columns: table.header, rows: table.rows, file: file)
    } catch {
      diagnostics.error(
        "the file is no comma-separated table: \(error)",
        file: file,
        hint: "separate cells by commas and quote cells that hold commas"
      )
      return nil
    }
  }
}
