import Foundation
import Testing

/// `narrows roadmap` as its users run it.
struct RoadmapCommandTests {
  /// Writes a file, runs the command on it with options, and removes it.
  private static func run(
    _ options: [String],
    text: String = good,
    solver: String? = nil
  ) throws -> Program.Outcome {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-roadmap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("roadmap.yaml"))
    guard let solver else {
      return try Program.run(["roadmap", "roadmap.yaml"] + options, folder: folder)
    }
    return try Program.shell(
      "NARROWS_HIGHS=\(solver) \"$NARROWS\" roadmap roadmap.yaml",
      folder: folder
    )
  }

  /// A file without faults.
  private static let good = """
    narrows: 1
    name: a short run
    roadmap: { from: 2022Q1, to: 2025Q4 }
    """

  @Test(.enabled(if: Program.solver != nil))
  func `a run is answered quarter by quarter`() throws {
    let outcome = try Self.run(["--format", "json"])
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let quarters = try #require(outcome.result["quarters"] as? [[String: Any]])
    #expect(quarters.count == 16)
    #expect((outcome.result["answer"] as? String)?.isEmpty == false)
    #expect(outcome.result["map"] == nil && outcome.result["order"] == nil)
    #expect(outcome.result["uncertainty"] == nil)
  }

  @Test(.enabled(if: Program.solver != nil))
  func `options set fields of the file`() throws {
    let outcome = try Self.run(["--to", "2023Q2", "--map", "--at", "2023Q1", "--format", "json"])
    #expect(outcome.code == 0)
    #expect((outcome.result["quarters"] as? [Any])?.count == 6)
    let map = try #require(outcome.result["map"] as? [String: Any])
    #expect(map["quarter"] as? String == "2023Q1")
  }

  @Test(.enabled(if: Program.solver != nil))
  func `samples do not depend on threads`() throws {
    let options = ["--to", "2022Q4", "--samples", "6", "--seed", "3", "--format", "csv"]
    let one = try Self.run(options + ["--jobs", "1"])
    let two = try Self.run(options + ["--jobs", "2"])
    #expect(one.code == 0 && one.output == two.output)
    #expect(one.output.hasPrefix("section,name,quarter,level,value\n"))
  }

  @Test(.enabled(if: Program.solver != nil))
  func `what cannot be built in time is an answer`() throws {
    let outcome = try Self.run([
      "--product", "h100", "--megawatts", "1e6", "--by", "2023Q1", "--at", "2022Q4",
      "--format", "json",
    ])
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let order = try #require(outcome.result["order"] as? [String: Any])
    #expect(order["feasible"] as? Bool == false)
    #expect((order["reasons"] as? [String])?.isEmpty == false)
  }

  @Test(
    .enabled(if: Program.solver != nil),
    arguments: [
      (["--set", "roadmap.change.stages.nothing.capacity=2x"], "is no figure of the supply chain"),
      (["--company", "nobody"], "\"nobody\" is no supplier"),
      (["--product", "nothing", "--megawatts", "1"], "\"nothing\" is no product"),
      (["--to", "2021Q4"], "2021Q4 is before the start 2022Q1"),
    ]
  )
  func `what is wrong with the question is said`(options: [String], message: String) throws {
    let outcome = try Self.run(options)
    #expect(outcome.code == 65 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(message))
  }

  @Test(arguments: [
    ["--product", "h100"], ["--by", "2028Q1"], ["--at", "soon"], ["--backtest", "--map"],
  ])
  func `options that do not go together are refused`(options: [String]) throws {
    let outcome = try Self.run(options)
    #expect(outcome.code == 64 && outcome.output.isEmpty)
  }

  @Test func `without the solver the program says how to get it`() throws {
    let outcome = try Self.run([], solver: "/nowhere/libhighs.so.1")
    #expect(outcome.code == 69 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("make setup") && outcome.errors.contains("NARROWS_HIGHS"))
  }

  @Test func `a file that is not there is said to be missing`() throws {
    #expect(try Program.run("roadmap", "nowhere.yaml").code == 66)
  }
}
