import Foundation

/// A page of `Documentation/Formats` whose lower part is written from the program's tables.
struct FormatPage {
  /// The line that parts what people write from what is generated.
  static let mark = "do not edit. -->\n"

  /// The page's file.
  let url: URL

  /// Finds a page from this file's own path.
  init(_ name: String) {
    url = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Documentation/Formats/\(name)")
  }

  /// Whether the page ends with a text; when `RECORD_SNAPSHOTS` is set it is written so, and fails.
  func ends(with generated: String) throws -> Bool {
    let text = try String(contentsOf: url, encoding: .utf8)
    guard let range = text.range(of: Self.mark) else { return false }
    let expected = text[..<range.upperBound] + "\n" + generated
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try expected.write(to: url, atomically: true, encoding: .utf8)
      return false
    }
    return text == expected
  }
}
