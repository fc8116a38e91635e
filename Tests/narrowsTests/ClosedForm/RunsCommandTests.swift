import Foundation
import Runs
import Testing

/// Kept runs, listed, shown, compared and pruned.
struct RunsCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What is asked, of some pieces, with some accelerators.
  private func question(_ name: String, count: Int, version: String = "0.1.0") -> RunQuestion {
    RunQuestion(
      command: "search",
      name: name,
      scenario: """
        {"name": "a job, \\"quoted\\"", "system": {"accelerator": "h100-sxm", "count": \(count)},
         "plan": {"overlap": ["tensor", "data"]}, "site": {"power-limit": null}}
        """,
      options: "over system",
      programVersion: version,
      catalogVersion: "2026-01",
      seed: 7,
      pieces: 4,
      objective: "tokens-per-dollar"
    )
  }

  /// A design with a step time [s] and a cost [USD].
  private func design(
    _ rank: Int,
    seconds: Double,
    dollars: Double?,
    kind: KeptDesign.Kind = .best
  ) -> KeptDesign {
    KeptDesign(
      rank: rank,
      kind: kind,
      name: "design \(rank)",
      settings: "system.count=\(rank * 8), system.accelerator=h100-sxm",
      plan: "tensor 8 · pipeline \(rank)",
      isFeasible: rank < 3,
      figures: [
        KeptDesign.Figure("step_time_s", unit: "s", value: seconds),
        KeptDesign.Figure("cost_run_USD", unit: "USD", value: dollars),
      ]
    )
  }

  /// Three runs: one done, one cut short and one done by a later version; nobody works on any.
  private func fill(_ name: String = "runs.sqlite") throws {
    let owner = RunOwner(process: 1, host: "elsewhere", start: "")
    let store = try RunStore(
      path: folder.url.appendingPathComponent(name).path,
      surroundings: RunSurroundings(
        now: { Date(timeIntervalSince1970: 1_700_000_000) },
        owner: owner,
        isAlive: { _ in true }
      )
    )
    let first = try store.begin(question("first", count: 8))
    try first.record((0..<4).map { Piece($0, payload: "{}") })
    let front = design(1, seconds: 1, dollars: 900, kind: .front)
    try first.finish(
      .done,
      summary: "3 designs of 40",
      designs: [
        design(2, seconds: 3, dollars: .infinity), design(1, seconds: 2, dollars: 0.1), front,
      ]
    )
    let second = try store.begin(question("second", count: 16))
    try second.record([Piece(2, payload: "{}", designs: [design(1, seconds: 5, dollars: nil)])])
    let third = try store.begin(question("third, with a comma", count: 16, version: "0.2.0"))
    try third.finish(.done, summary: "", designs: [design(1, seconds: 4, dollars: 0.2)])
  }

  /// Runs `narrows runs` on the store of the folder.
  private func runs(_ words: String) throws -> Program.Outcome {
    try Program.shell("\"$NARROWS\" runs \(words) --store runs.sqlite", folder: folder.url)
  }

  @Test func `a list begins with the newest and says what was cut short`() throws {
    try fill()
    let text = try runs("list")
    #expect(text.code == 0)
    #expect(text.errors.isEmpty)
    let lines = text.output.split(separator: "\n").map(String.init)
    #expect(lines[0].hasPrefix("3 runs are kept, one of them cut short"))
    #expect(lines.filter { $0.contains("tokens-per-dollar") }.count == 3)
    let result = try runs("list --format json").result
    let listed = try #require(result["runs"] as? [[String: Any]])
    #expect(listed.map { $0["id"] as? Int } == [3, 2, 1])
    #expect(listed.map { $0["state"] as? String } == ["done", "interrupted", "done"])
    #expect(listed.map { $0["finished_pieces"] as? Int } == [0, 1, 4])
    #expect(listed[2]["began"] as? String == "2023-11-14T22:13:20.000Z")
    let limited = try runs("list --limit 2 --format json").result
    #expect((limited["runs"] as? [Any])?.count == 2)
    #expect(limited["has_more"] as? Bool == true)
    let rows = try runs("list --format csv").output.split(separator: "\n")
    #expect(rows.count == 4)
    #expect(rows[1].hasPrefix("3,\"third, with a comma\",search,done,"))
  }

  @Test func `a store that is not there has no runs, and is not made`() throws {
    for command in ["list", "prune --keep 3"] {
      let outcome = try runs(command)
      #expect(outcome.code == 0)
      #expect(outcome.output.hasPrefix("No runs are kept yet"))
    }
    for command in ["show 1", "compare 1 2", "prune 1"] {
      let outcome = try runs(command)
      #expect(outcome.code == 65)
      #expect(outcome.errors.contains("there is no run 1; the store has no runs"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func `a run is shown with what was asked and all it found`() throws {
    try fill()
    let text = try runs("show 1")
    #expect(text.code == 0)
    #expect(text.output.hasPrefix("Run 1 is done: 3 designs of 40\n"))
    for words in ["2 s", "$0.1", "system.count=8", "pipeline 1", "plan.overlap", "catalogue 2026"] {
      #expect(text.output.contains(words), "\(words)")
    }
    let outcome = try runs("show 1 --format json")
    let scenario = try #require(outcome.json["scenario"] as? [String: Any])
    #expect(scenario["name"] as? String == "a job, \"quoted\"")
    let system = try #require(scenario["system"] as? [String: Any])
    #expect(system["count"] as? Int == 8)
    #expect((scenario["site"] as? [String: Any])?["power-limit"] is NSNull)
    let designs = try #require(outcome.result["designs"] as? [[String: Any]])
    #expect(designs.map { $0["kind"] as? String } == ["best", "best", "front"])
    let figures = try designs.map { try #require($0["figures"] as? [String: Any]) }
    #expect(figures.map { $0["step_time_s"] as? Double } == [2, 3, 1])
    #expect(figures[1]["cost_run_USD"] is NSNull)
    let rows = try runs("show 1 --format csv").output.split(separator: "\n")
    #expect(rows.count == 4)
    #expect(rows[0].hasSuffix(",feasible,step_time_s,cost_run_USD"))
    #expect(rows[1].hasSuffix(",true,2.0,0.1"))
    let unfinished = try runs("show 2").output
    #expect(unfinished.hasPrefix("Run 2 was cut short with 1 of 4 pieces finished"))
    let page = try runs("show 1 --format html")
    #expect(page.code == 0)
    #expect(page.output.contains("Best designs"))
  }

  @Test func `runs are compared by what was asked and by their best designs`() throws {
    try fill()
    let outcome = try runs("compare 1 2 3 --format json")
    #expect(outcome.code == 0)
    let differences = try #require(outcome.result["differences"] as? [[String: Any]])
    #expect(differences.map { $0["field"] as? String } == ["system.count"])
    #expect(differences[0]["values"] as? [String] == ["8", "16", "16"])
    let figures = try #require(outcome.result["figures"] as? [[String: Any]])
    #expect(figures[0]["values"] as? [Double] == [2, 5, 4])
    #expect(figures[0]["ratios"] as? [Double] == [1, 2.5, 2])
    #expect((figures[1]["ratios"] as? [Any])?[1] is NSNull)
    let remarks = try #require(outcome.json["diagnostics"] as? [[String: Any]])
    #expect(remarks.count == 2)
    let text = try runs("compare 1 2 3").output
    #expect(text.hasPrefix("The best designs' step time goes from 2 s (run 1) to 5 s (run 2), 2.5"))
    for words in ["versions of narrows: 0.1.0 (run 1)", "Not finished: run 2", "4 s (2x)"] {
      #expect(text.contains(words), "\(words)")
    }
    let alike = try runs("compare 2 2 --format json")
    #expect((alike.result["differences"] as? [Any])?.isEmpty == true)
    let rows = try runs("compare 1 3 --format csv").output.split(separator: "\n")
    #expect(rows[0] == "key,unit,run 1,run 3")
    #expect(rows.contains("step_time_s,s,2.0,4.0"))
  }

  @Test func `pruning removes what all conditions hold for, after a dry run that does not`() throws
  {
    try fill()
    let dry = try runs("prune --older-than 30d --keep 1 --dry-run")
    #expect(dry.code == 0)
    #expect(dry.output.hasPrefix("2 runs would go, 1 would be left."))
    #expect(try (runs("list --format json").result["runs"] as? [Any])?.count == 3)
    #expect(try runs("prune --unfinished --older-than 1h").output.hasPrefix("1 run was removed"))
    #expect(try runs("prune 3").output.hasPrefix("1 run was removed, 1 is left."))
    let left = try #require(try runs("list --format json").result["runs"] as? [[String: Any]])
    #expect(left.map { $0["id"] as? Int } == [1])
    #expect(try runs("prune --older-than 99999w").output.hasPrefix("No runs were removed"))
  }

  @Test func `a number that no run has is answered with those that have`() throws {
    try fill()
    for command in ["show 9", "compare 1 9", "prune 9"] {
      let outcome = try runs(command)
      #expect(outcome.code == 65, "\(command)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("there is no run 9; runs: 1, 2, 3"), "\(command)")
    }
  }

  @Test func `a file that is no store is refused and left alone`() throws {
    let text = String(repeating: "no store at all. ", count: 100)
    try folder.write(text, to: "runs.sqlite")
    let outcome = try runs("list")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("runs.sqlite: this file is no store of runs"))
    let file = folder.url.appendingPathComponent("runs.sqlite")
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    #expect(try runs("list").code == 66)
  }

  @Test(arguments: [
    "prune", "prune --keep -1", "prune --older-than 30", "prune --older-than soon", "show",
    "compare 1", "list --limit 0", "list --format vega", "show one",
  ])
  func `what makes no sense is usage`(_ words: String) throws {
    try fill()
    let outcome = try runs(words)
    #expect(outcome.code == 64)
    #expect(outcome.output.isEmpty)
    #expect(try runs("list --format json").result["runs"] as? [Any] != nil)
  }

  @Test func `the store is found through the environment`() throws {
    try fill("a.sqlite")
    for setting in ["NARROWS_STORE=a.sqlite", "XDG_DATA_HOME=\"$PWD/data\""] {
      let outcome = try Program.shell(
        "mkdir -p data/narrows && cp a.sqlite data/narrows/runs.sqlite;"
          + " \(setting) \"$NARROWS\" runs list",
        folder: folder.url
      )
      #expect(outcome.code == 0)
      #expect(outcome.output.hasPrefix("3 runs"), "\(setting)")
    }
    let none = try Program.shell("\"$NARROWS\" runs list --store none", folder: folder.url)
    #expect(none.code == 64)
  }
}
