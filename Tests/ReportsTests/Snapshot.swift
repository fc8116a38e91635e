import Foundation
import Testing

/// Comparison of whole outputs with recorded ones.
enum Snapshot {
  /// Expects a text to be the one recorded under a name.
  ///
  /// With `RECORD_SNAPSHOTS=1` the text is recorded instead, and the test fails so that no one
  /// takes a recording run for a passing one.
  static func expect(
    _ text: String,
    named name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
      Issue.record(
        "recorded \(name); run again without RECORD_SNAPSHOTS",
        sourceLocation: sourceLocation
      )
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, pair) in zip(old, new).enumerated() {
      #expect(pair.1 == pair.0, "\(name), line \(index + 1)", sourceLocation: sourceLocation)
    }
    #expect(old.count == new.count, "\(name) has other lines", sourceLocation: sourceLocation)
  }
}
