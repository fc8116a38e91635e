import Foundation
import Testing

/// `narrows economics` and `narrows validate economics` as their users run them.
struct EconomicsCommandTests {
  /// Writes a file, runs the command on it with options, and removes it.
  static func run(_ text: String, _ options: [String] = []) throws -> Program.Outcome {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-economics-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("e.yaml"))
    return try Program.run(["economics", "e.yaml"] + options, folder: folder)
  }

  /// A file without faults.
  static let good = """
    narrows: 1
    name: a run
    economics:
      run: { compute: 1e24 FLOP, accelerator: h100-sxm, count: 1024, mfu: 40 % }
      ownership: { rent: 2 USD/h }
    """

  @Test func `a run is answered in a sentence first, and with units in its keys`() throws {
    let text = try Self.run(Self.good)
    #expect(text.code == 0 && text.errors.isEmpty)
    #expect(text.output.hasPrefix("a run: 1,024 h100-sxm make 1e24 FLOP in"))
    let outcome = try Self.run(Self.good, ["--format", "json"])
    let run = try #require(outcome.result["run"] as? [String: Any])
    // 1e24 operations over 989.4 TFLOP/s at 40 %, two dollars an hour.
    let rented = try #require(run["cost_rented_USD"] as? Double)
    #expect(abs(rented / (1e24 / 989.4e12 / 0.4 / 3600 * 2) - 1) < 1e-9)
    #expect((run["components"] as? [Any])?.count == 7)
  }

  @Test func `settings change the file and a sweep has a point for each choice`() throws {
    let outcome = try Self.run(
      Self.good,
      [
        "--set", "economics.run.mfu=[30 %, 40 %, 50 %]", "--set",
        "economics.ownership.rent=1 USD/h..3 USD/h step 1 USD/h", "--format", "csv",
      ]
    )
    #expect(outcome.code == 0)
    #expect(outcome.output.split(separator: "\n").count == 10)
    let vega = try Self.run(
      Self.good,
      ["--set", "economics.run.mfu=20 %..60 % step 10 %", "--format", "vega"]
    )
    #expect(vega.code == 0 && vega.output.contains("economics.run.mfu [%]"))
  }

  @Test func `all that is wrong is listed with file and line, exit 65`() throws {
    let text = Self.good.replacing("1e24 FLOP", with: "1e24").replacing("h100-sxm", with: "h1000")
      .replacing("rent: 2 USD/h", with: "rent: 2 USD")
    let outcome = try Self.run(text)
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    for place in ["e.yaml:4: error: economics.run.compute", "e.yaml:4: error: economics.run.acc"] {
      #expect(outcome.errors.contains(place), "\(outcome.errors)")
    }
    #expect(outcome.errors.contains("e.yaml:5: error: economics.ownership.rent"))
    #expect(try Program.run("economics", "nowhere.yaml").code == 66)
    #expect(try Self.run("narrows: 1\nlink: { rate: 1 Tb/s }").code == 65)
  }

  @Test func `published totals are held against predictions`() throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Documentation/Validation/economics.csv")
      .path
    let outcome = try Program.run("validate", "economics", "--cases", path, "--format", "json")
    #expect(outcome.code == 0)
    let cases = try #require(outcome.result["cases"] as? [[String: Any]])
    #expect(cases.count >= 60)
    let day = try #require(cases.first { $0["row_id"] as? String == "E001" })
    #expect(day["within"] as? Bool == true)
    // Recognised by its columns without the subject too.
    let any = try Program.run("validate", "--cases", path)
    #expect(any.code == 0 && any.output.hasPrefix("Economics:"))
    let other = try Program.run("validate", "training", "--cases", path)
    #expect(other.code == 65)
  }
}
