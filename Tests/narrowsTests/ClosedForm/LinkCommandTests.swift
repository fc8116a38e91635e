import Foundation
import Testing

/// `narrows link` as its users run it.
struct LinkCommandTests {
  /// Writes a file, runs the command on it with options, and removes it.
  static func run(_ text: String, _ options: [String] = []) throws -> Program.Outcome {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-link-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("link.yaml"))
    return try Program.run(["link", "link.yaml"] + options, folder: folder)
  }

  /// A file without faults.
  static let good = """
    narrows: 1
    link: { rate: 1.6 Tb/s, lane-rate: 200 Gb/s, length: 0.5 m }
    copper: { gauge: 26 }
    """

  @Test func `a link is answered with units in its keys`() throws {
    let outcome = try Self.run(Self.good, ["--format", "json"])
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(outcome.result["feasible"] as? Bool == true)
    let copper = try #require(outcome.result["copper"] as? [String: Any])
    #expect((copper["margin_dB"] as? Double ?? 0) > 3)
    let technologies = try #require(outcome.result["technologies"] as? [[String: Any]])
    #expect(technologies.count > 5)
  }

  @Test func `settings change the file and a sweep has a point for each choice`() throws {
    let outcome = try Self.run(
      Self.good,
      [
        "--set", "link.length=[0.5 m, 1 m, 4 m]", "--set", "copper.gauge=[26, 30]", "--format",
        "csv",
      ]
    )
    #expect(outcome.code == 0)
    #expect(outcome.output.split(separator: "\n").count == 7)
    let far = try Self.run(Self.good, ["--set", "link.length=4m", "--format", "json"])
    #expect(far.code == 0 && far.result["feasible"] as? Bool == false)
  }

  @Test func `all that is wrong is listed with file and line, exit 65`() throws {
    let text = Self.good.replacing("gauge: 26", with: "gauge: 260")
      .replacing("length: 0.5 m", with: "length: 0.5").replacing("1.6 Tb/s", with: "1.6 TB")
    let outcome = try Self.run(text)
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("3 errors"))
    for place in [
      "link.yaml:2: error: link.rate", "link.yaml:2: error: link.length", "link.yaml:3:",
    ] {
      #expect(outcome.errors.contains(place), "\(outcome.errors)")
    }
    let huge = try Self.run(
      Self.good,
      ["--set", "link.length=1 mm..9 m step 1 mm", "--set", "link.rate=1 Tb/s..9 Tb/s step 1 Tb/s"]
    )
    #expect(huge.code == 65)
    #expect(try Program.run("link", "nowhere.yaml").code == 66)
  }
}
