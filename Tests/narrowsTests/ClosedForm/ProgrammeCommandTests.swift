import Foundation
import Testing

/// `narrows roadmap` with a programme, as its users run it.
struct ProgrammeCommandTests {
  /// A programme that has less power than it wishes.
  private static let lacking = """
    narrows: 1
    name: a short run
    roadmap: { from: 2022Q1, to: 2026Q4 }
    programme:
      name: The plan
      place: france
      starts: 2023Q1
      wish: { power: 20 MW, by: 2026Q2 }
      share: 0.5
      grid: { granted: [{ at: 2023Q1, power: 5 MW }], wait: 20 year }
    """

  /// Runs the command on a text and removes the file.
  private static func run(_ text: String, _ options: [String] = []) throws -> Program.Outcome {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-programme-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appendingPathComponent("plan.yaml"))
    return try Program.run(["roadmap", "plan.yaml"] + options, folder: folder)
  }

  @Test(.enabled(if: Program.solver != nil))
  func `an infeasible programme is an answer, and its remedy makes it feasible`() throws {
    let outcome = try Self.run(Self.lacking, ["--format", "json"])
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let programme = try #require(outcome.result["programme"] as? [String: Any])
    #expect(programme["feasible"] as? Bool == false)
    #expect(programme["forbidden_by"] as? [String] == ["power"])
    let change = try #require((programme["smallest_change"] as? [[String: Any]])?.first)
    let amount = try #require(change["amount"] as? Double)
    let from = try #require(change["from"] as? String)
    let granted = "programme.grid.granted[1]"
    let remedied = try Self.run(
      Self.lacking,
      [
        "--set", "\(granted).at=\(from)", "--set", "\(granted).power=\(amount) W", "--format",
        "json",
      ]
    )
    let better = try #require(remedied.result["programme"] as? [String: Any])
    #expect(better["feasible"] as? Bool == true)
  }

  @Test func `names that mean nothing are refused together`() throws {
    let text = Self.lacking.replacingOccurrences(of: "france", with: "frnace")
      .replacingOccurrences(of: "share: 0.5", with: "share: 0.5\n  products: [b2000]")
    let outcome = try Self.run(text)
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("plan.yaml:6"))
    #expect(outcome.errors.contains("nearest: france"))
    #expect(outcome.errors.contains("programme.products[0]"))
  }
}
