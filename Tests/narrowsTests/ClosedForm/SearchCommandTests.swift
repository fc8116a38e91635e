import Foundation
import GRDB
import Testing

/// What `search` answers and refuses, and how it goes on.
struct SearchCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.job, to: "job.yaml")
    try folder.write(Self.sweep, to: "sweep.yaml")
  }

  /// A job whose plan is open in few parts.
  private static let job = Jobs.small.replacing("tensor: 2, pipeline: 1,", with: "pipeline: 1,")

  /// The job on several systems, one of which is refused: 24 copies do not share 128 sequences.
  private static let sweep =
    job
    .replacing("accelerator: h100-sxm, node: hgx-h100", with: "accelerator: [h100-sxm, a100-sxm]")
    .replacing("count: 16", with: "count: 8..64 step 8")

  /// Runs `narrows search` in the folder, keeping nothing.
  private func search(_ words: String) throws -> Program.Outcome {
    try Program.shell("\"$NARROWS\" search \(words) --store none", folder: folder.url)
  }

  // MARK: Shapes

  @Test func `a search over plans answers in every shape`() throws {
    let text = try search("job.yaml --explain-pruning")
    #expect(text.code == 0)
    #expect(text.errors.isEmpty)
    for words in ["14 plans by tokens-per-dollar", "no other is better", "not reached"] {
      #expect(text.output.contains(words), "\(words)")
    }
    let pareto = "--pareto tokens-per-second,tokens-per-joule,power"
    let outcome = try search("job.yaml --top 3 \(pareto) --format json")
    #expect(outcome.code == 0)
    let best = try #require(outcome.result["best"] as? [[String: Any]])
    let front = try #require(outcome.result["front"] as? [[String: Any]])
    #expect(best.count == 3 && !front.isEmpty)
    #expect(best.map { $0["rank"] as? Int } == [1, 2, 3])
    let rows = try search("job.yaml --top 3 \(pareto) --format csv").output.split(separator: "\n")
    #expect(rows.count == 1 + best.count + front.count)
    #expect(rows[0].hasPrefix("kind,rank,feasible,tokens-per-dollar [tokens/USD],"))
    #expect(rows.filter { $0.hasPrefix("front,") }.count == front.count)
    let page = try search("job.yaml \(pareto) --format html")
    #expect(page.code == 0)
    #expect(page.output.hasPrefix("<!DOCTYPE html>") || page.output.hasPrefix("<!doctype html>"))
    for options in ["", pareto, "--set 'system.count=[8, 16]'"] {
      let chart = try search("job.yaml \(options) --format vega").json
      #expect((chart["$schema"] as? String)?.contains("vega-lite") == true)
      let parts = try #require(chart["vconcat"] as? [[String: Any]])
      for part in parts {
        let values = (part["data"] as? [String: Any])?["values"] as? [[String: Any]]
        #expect(values?.isEmpty == false, "\(options)")
      }
    }
  }

  @Test func `machine output has the keys that programs hold on to`() throws {
    let outcome = try search("sweep.yaml --format json --pareto power,time-to-train")
    #expect(outcome.code == 0)
    #expect(Set(outcome.json.keys) == ["narrows", "scenario", "result", "diagnostics"])
    let result = outcome.result
    #expect(
      Set(result.keys) == [
        "objective", "pareto", "feasible", "proven", "systems", "systems_searched",
        "systems_feasible", "plans", "coverage", "axes", "best", "front", "exclusions", "excluded",
      ]
    )
    #expect(result["objective"] as? String == "tokens-per-dollar")
    #expect(result["pareto"] as? [String] == ["power", "time-to-train"])
    #expect(result["feasible"] as? Bool == true && result["proven"] as? Bool == true)
    #expect(result["systems"] as? Int == 16 && result["systems_searched"] as? Int == 16)
    let coverage = try #require(result["coverage"] as? [String: Int])
    #expect(Set(coverage.keys) == ["estimated", "misfit", "outrun"])
    #expect(coverage.values.reduce(0, +) == result["plans"] as? Int)
    let axes = try #require(result["axes"] as? [String: [String]])
    #expect(axes["system.accelerator"] == ["h100-sxm", "a100-sxm"])
    #expect(axes["system.count"]?.count == 8)
    let best = try #require(result["best"] as? [[String: Any]])
    #expect(best.count == min(10, result["systems_feasible"] as? Int ?? 0) && best.count > 2)
    let values = best.compactMap { $0["cost_per_million_tokens_USD"] as? Double }
    #expect(values.count == best.count && values == values.sorted())
    for row in best {
      let setting = try #require(row["setting"] as? [String: Any])
      #expect(Set(setting.keys) == ["system.accelerator", "system.count"])
      for key in ["rank", "feasible", "problems", "step_time_s", "plan"] {
        #expect(row[key] != nil, "\(key)")
      }
    }
    let excluded = try #require(result["excluded"] as? [[String: Any]])
    let left = excluded.compactMap { $0["systems"] as? Int }.reduce(0, +)
    #expect(left == 16 - (result["systems_feasible"] as? Int ?? 16) && left > 0)
    let scenario = outcome.json["scenario"] as? [String: Any]
    let first = best.first?["setting"] as? [String: Any]
    let system = scenario?["system"] as? [String: Any]
    #expect(system?["count"] as? Int == first?["system.count"] as? Int)
  }

  @Test func `the answer does not depend on the number of threads`() throws {
    for file in ["job", "sweep"] {
      let outputs = try ["1", "2", "5"].map { jobs in
        try search("\(file).yaml --format json --pareto power,tokens-per-second --jobs \(jobs)")
          .output
      }
      #expect(outputs[0].count > 1_000)
      #expect(Set(outputs).count == 1)
    }
  }

  // MARK: Refusals

  @Test func `several values where one system is asked for are named with their lines`() throws {
    let outcome = try search("sweep.yaml --over plan")
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    for words in [
      "sweep.yaml:6: error: system.accelerator: 2 values", "system.count: 8 values",
      "--over system",
    ] {
      #expect(outcome.errors.contains(words), "\(words)")
    }
    #expect(try search("job.yaml --over system --format json").code == 0)
  }

  @Test func `a name in a list that no system can use is named with its line`() throws {
    try folder.write(
      Self.job.replacing("h100-sxm, node: hgx-h100", with: "[h100-sxm, h100-smx]"),
      to: "wrong.yaml"
    )
    let outcome = try search("wrong.yaml")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("wrong.yaml:6: error: system.accelerator: \"h100-smx\""))
    #expect(outcome.errors.contains("nearest: h100-sxm"))
  }

  @Test(arguments: [
    ("64..8 step 8", "runs down"), ("[]", "empty"), ("8..64 step 0", "step"), ("8..", "range"),
  ])
  func `a range without values is refused`(_ range: String, _ words: String) throws {
    try folder.write(Self.job.replacing("count: 16", with: "count: \(range)"), to: "range.yaml")
    let outcome = try search("range.yaml")
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("range.yaml:6: error: system.count: "), "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test func `a budget that nothing meets is an answer, with by how much it is missed`() throws {
    for (file, name) in [("job", "No plan of a small job"), ("sweep", "None of 16 systems")] {
      let text = try search("\(file).yaml --set budget.deadline=1h")
      #expect(text.code == 0)
      #expect(text.output.hasPrefix("\(name) meets the budget: budget.deadline"), "\(file)")
      #expect(text.output.contains("60 min"), "\(file)")
      let outcome = try search("\(file).yaml --set budget.deadline=1h --format json")
      #expect(outcome.code == 0)
      #expect(outcome.result["feasible"] as? Bool == false)
      #expect(outcome.result["proven"] as? Bool == true)
      let exclusions = try #require(outcome.result["exclusions"] as? [[String: Any]])
      #expect(exclusions.map { $0["budget"] as? String } == ["deadline"])
      let best = try #require((outcome.result["best"] as? [[String: Any]])?.first)
      let time = try #require(best["time_to_train_s"] as? Double)
      let ratio = try #require(exclusions.first?["least_excess_ratio"] as? Double)
      #expect(ratio > 1 && abs(ratio * 3_600 / time - 1) < 1e-9)
    }
  }

  @Test func `a space that would never end is refused with its size and time, at once`() throws {
    let start = Date()
    let outcome = try search(
      "job.yaml --set system.count=8..80000\\ step\\ 8"
        + " --set workload.training.global-batch=8..80000\\ step\\ 8"
        + " --set 'workload.training.sequence=[1024, 2048, 4096]'"
    )
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("300,000,000 systems with about"))
    #expect(outcome.errors.contains("would take about"))
    #expect(outcome.errors.contains("step x2"))
    #expect(Date().timeIntervalSince(start) < 60)
  }

  @Test(arguments: [
    "--top 0", "--top 1001", "--objective nothing", "--pareto power", "--pareto power,power",
    "--pareto power,nothing", "--pareto power,", "--over node",
    "--pareto power,time-to-train,cost-of-run,tokens-per-joule",
  ])
  func `what makes no sense is usage`(_ words: String) throws {
    let outcome = try search("job.yaml \(words)")
    #expect(outcome.code == 64)
    #expect(outcome.output.isEmpty && !outcome.errors.isEmpty)
  }

  @Test func `objectives of another kind of workload are refused`() throws {
    let pareto = try search("job.yaml --pareto power,time-to-first-token")
    #expect(pareto.code == 65)
    #expect(pareto.errors.contains("time-to-first-token does not suit this workload"))
    #expect(try search("job.yaml --objective time-to-first-token").code == 65)
  }

  // MARK: The store

  /// Runs `narrows` in the folder with a store.
  private func stored(_ words: String, store: String = "runs.sqlite") throws -> Program.Outcome {
    try Program.shell("\"$NARROWS\" \(words) --store \(store)", folder: folder.url)
  }

  /// The runs of a store, newest first.
  private func runs(_ store: String = "runs.sqlite") throws -> [[String: Any]] {
    let listed = try stored("runs list --format json", store: store).result
    return try #require(listed["runs"] as? [[String: Any]])
  }

  @Test func `nothing is kept where that is asked for`() throws {
    #expect(try search("job.yaml").code == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(files.sorted() == ["job.yaml", "sweep.yaml"])
  }

  @Test func `a store that is none, or that cannot be opened, is reported`() throws {
    try folder.write(String(repeating: "no store at all. ", count: 100), to: "text.sqlite")
    #expect(try stored("search job.yaml", store: "text.sqlite").code == 65)
    #expect(try stored("search job.yaml", store: ".").code == 66)
  }

  @Test func `a sweep that was cut off goes on where it stopped, and ends as a whole one`() throws {
    let question = "search sweep.yaml --top 5 --pareto power,time-to-train --format json"
    let whole = try stored(question)
    #expect(whole.code == 0)
    let shown = try stored("runs show 1 --format json").result
    let file = folder.url.appendingPathComponent("runs.sqlite").path
    // As a killed process leaves it: some pieces and no designs.
    let queue = try DatabaseQueue(path: file)
    try queue.write { database in
      try database.execute(
        sql: """
          DELETE FROM pieces WHERE piece % 3 = 1;
          DELETE FROM figures; DELETE FROM designs;
          UPDATE runs SET state = 'interrupted', ended = NULL, summary = '';
          """
      )
    }
    try queue.close()
    #expect(try runs().map { $0["state"] as? String } == ["interrupted"])
    #expect(try runs().map { $0["finished_pieces"] as? Int } == [11])
    let resumed = try stored(question)
    #expect(resumed.code == 0)
    #expect(resumed.output == whole.output)
    #expect(resumed.errors.contains("Run 1 goes on: 11 of 16 systems are done."))
    let again = try stored("runs show 1 --format json").result
    #expect(try runs().map { $0["state"] as? String } == ["done"])
    #expect(try runs().map { $0["finished_pieces"] as? Int } == [16])
    let designs = try #require(again["designs"] as? [[String: Any]])
    #expect(designs.count == (shown["designs"] as? [Any])?.count && designs.count > 5)
    #expect(
      designs.map { $0["settings"] as? String }
        == (shown["designs"] as? [[String: Any]])?.map { $0["settings"] as? String }
    )
    // What is done is asked anew, and another question is another run.
    #expect(try stored(question).errors.isEmpty)
    #expect(try stored("search sweep.yaml --top 4 --quiet").errors.isEmpty)
    #expect(try runs().count == 3)
  }

  @Test func `a search that is stopped answers with the best so far, and goes on`() throws {
    let question =
      "search job.yaml --set system.count=8..8000\\ step\\ 8"
      + " --set workload.training.global-batch=128..128000\\ step\\ 128 --format json"
    // The remark on the time it takes comes when the search is about to begin.
    func stopped(_ errors: String) throws -> Program.Outcome {
      try Program.shell(
        """
        "$NARROWS" \(question) --store runs.sqlite 2>\(errors) & pid=$!
        for i in $(seq 600); do
          grep -q 'Ctrl-C' \(errors) && break
          sleep 0.1
        done
        sleep 3
        kill -INT $pid
        wait $pid
        """,
        folder: folder.url
      )
    }
    let first = try stopped("first.txt")
    #expect(first.code == 0)
    #expect(first.result["proven"] as? Bool == false)
    let begun = try #require(first.result["systems_searched"] as? Int)
    #expect(begun > 0 && begun < 1_000_000)
    let state = try #require(try runs().first)
    #expect(state["state"] as? String == "interrupted")
    let finished = try #require(state["finished_pieces"] as? Int)
    #expect(finished > 0 && finished <= begun)
    let second = try stopped("second.txt")
    #expect(second.code == 0)
    let errors = folder.url.appendingPathComponent("second.txt")
    #expect(try String(contentsOf: errors, encoding: .utf8).contains("Run 1 goes on: "))
    let later = try #require(second.result["systems_searched"] as? Int)
    #expect(later >= finished)
    #expect(try runs().count == 1)
  }
}
