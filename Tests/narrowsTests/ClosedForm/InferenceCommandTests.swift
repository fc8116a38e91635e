import Foundation
import Testing

/// What `validate inference` and `calibrate inference` do with tables good and bad.
struct InferenceCommandTests {
  private let folder: TemporaryFolder

  /// The columns of the tables here.
  private static let header =
    "row_id,model,precision,hardware,num_chips,tp,serving_mode,engine,isl,osl,concurrency,"
    + "ttft_ms,ttft_stat,tpot_ms\n"

  /// A run of eight billion parameters on one accelerator.
  private static func row(_ name: String, input: Int = 512, clients: Int = 8) -> String {
    "\(name),llama-3.1-8b,bf16,h100-sxm,1,1,agg,vllm,\(input),256,\(clients),80,median,9\n"
  }

  init() throws { folder = try TemporaryFolder() }

  /// Runs `validate inference` or `calibrate inference` on a file.
  private func run(_ command: String, _ file: String, _ more: String = "") throws -> Program.Outcome
  {
    let option = command == "validate" ? "--cases" : "--part vllm-2025 --measured"
    return try Program.shell(
      "\"$NARROWS\" \(command) inference \(option) '\(file)' \(more)",
      folder: folder.url
    )
  }

  @Test func `rows are predicted, and what cannot be says why`() throws {
    try folder.write(
      Self.header + Self.row("a") + Self.row("b").replacing("h100-sxm", with: "abacus")
        + Self.row("c").replacing("llama-3.1-8b", with: "babbage-1")
        + Self.row("d").replacing("bf16", with: "fp3") + Self.row("e", clients: 0),
      to: "runs.csv"
    )
    let outcome = try run("validate", "runs.csv", "--format csv")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "row_id,group,metric,measured,predicted,error,skipped_because")
    #expect(lines.count == 11)
    #expect(lines.contains { $0.hasPrefix("a,cases,tpot,0.009,0.0") })
    #expect(lines.contains { $0.hasPrefix("b,") && $0.contains("abacus") })
    #expect(lines.contains { $0.hasPrefix("c,") && $0.contains("babbage-1") })
    #expect(lines.contains { $0.hasPrefix("d,") && $0.contains("fp3") })
    #expect(lines.contains { $0.hasPrefix("e,") && $0.contains("concurrency") })
    let json = try run("validate", "runs.csv", "--format json")
    let summary = json.result["summary"] as? [[String: Any]] ?? []
    let all = summary.first {
      $0["group"] as? String == "all" && $0["metric"] as? String == "tpot"
    }
    #expect(all?["n"] as? Int == 1)
    #expect(all?["skipped"] as? Int == 4)
  }

  @Test(arguments: ["validate", "calibrate"])
  func `a missing file is named`(command: String) throws {
    let outcome = try run(command, "nowhere.csv")
    #expect(outcome.code == 66)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("nowhere.csv: there is no such file"))
  }

  @Test(arguments: ["validate", "calibrate"])
  func `tables of something else are wrong input`(command: String) throws {
    try folder.write("a,b\n1,2\n", to: "other.csv")
    try folder.write("row_id,gpu,n_gpus,step_time_s\nx1,H100,8,1.5\n", to: "training.csv")
    try folder.write("", to: "empty.csv")
    try folder.write("\n\n\n", to: "blank.csv")
    for name in ["other.csv", "training.csv", "empty.csv", "blank.csv"] {
      let outcome = try run(command, name)
      #expect(outcome.code == 65, "\(name): \(outcome.code)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains(name), "\(outcome.errors)")
    }
    let outcome = try run(command, "other.csv")
    #expect(outcome.errors.contains("hardware and model"))
  }

  @Test(arguments: ["validate", "calibrate"])
  func `binary files are refused without a crash`(command: String) throws {
    let binary = folder.url.appendingPathComponent("binary.csv")
    try Data((0..<4_096).map { UInt8(($0 * 7 + 128) % 256) }).write(to: binary)
    let outcome = try run(command, "binary.csv")
    #expect(outcome.code == 65, "\(outcome.code) \(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }

  @Test func `cells of nonsense are skipped, not predicted`() throws {
    var text = Self.header
    for value in ["-5", "nan", "inf", "1e400", "1e300", "twelve", "0x10", "٣"] {
      text += Self.row("i\(value)").replacing(",512,", with: ",\(value),")
      text += Self.row("c\(value)").replacing(",8,80,", with: ",\(value),80,")
      text += Self.row("n\(value)").replacing("h100-sxm,1,1,", with: "h100-sxm,\(value),\(value),")
    }
    try folder.write(text, to: "nonsense.csv")
    let outcome = try run("validate", "nonsense.csv", "--format csv")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").dropFirst().map(String.init)
    #expect(lines.count == 48)
    for line in lines {
      let lower = line.split(separator: ",", omittingEmptySubsequences: false).dropFirst(3)
      #expect(!lower.prefix(3).contains { $0.contains("nan") || $0.contains("inf") }, "\(line)")
      #expect(!lower.prefix(3).contains { $0.hasPrefix("-") } || lower.first != "", "\(line)")
    }
    #expect(lines.filter { $0.contains("skipped") || $0.contains("missing") }.count >= 10)
  }

  @Test func `an engine that is unknown brings the nearest names`() throws {
    try folder.write(Self.header + Self.row("a"), to: "runs.csv")
    let outcome = try Program.run(
      "calibrate",
      "inference",
      "--measured",
      "runs.csv",
      "--part",
      "vllm-2052",
      folder: folder.url
    )
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("vllm-2025"))
  }

  @Test func `too few runs are counted, with the names that the engine goes by`() throws {
    try folder.write(Self.header + Self.row("a"), to: "one.csv")
    try folder.write(Self.header, to: "none.csv")
    for (name, count) in [("one.csv", 1), ("none.csv", 0)] {
      let outcome = try run("calibrate", name)
      #expect(outcome.code == 65, "\(name)")
      #expect(
        outcome.errors.contains("\(count) runs of vllm-2025 are too few"),
        "\(outcome.errors)"
      )
    }
  }

  @Test func `a calibration writes constants that the catalogue reads`() throws {
    var text = Self.header
    for input in [128, 512, 2_048] {
      for clients in [2, 8, 32] {
        text += Self.row("r\(input)-\(clients)", input: input, clients: clients)
      }
    }
    try folder.write(text, to: "runs.csv")
    let outcome = try run("calibrate", "runs.csv", "--quiet")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("matmul-ratio: "))
    #expect(outcome.output.contains("\nhost:\n  per-step: "))
    try folder.write(
      """
      id: vllm-mine
      name: "vLLM of mine"
      sources:
        log: "runs of my own, measured today"
      source: log
      grade: estimated

      """ + outcome.output,
      to: "engines/vllm-mine.yaml"
    )
    let check = try Program.run("catalog", "check", "engines/vllm-mine.yaml", folder: folder.url)
    #expect(check.code == 0, "\(check.errors)")
  }

  @Test func `an engine of one's own is fitted from a folder`() throws {
    var text = Self.header
    for clients in [1, 2, 4, 8, 16, 32] { text += Self.row("r\(clients)", clients: clients) }
    try folder.write(text.replacing(",vllm,", with: ",mine 1.2,"), to: "runs.csv")
    try folder.write(
      """
      id: mine
      name: "An engine of mine"
      aliases: ["mine", "mine *"]
      year: 2026
      sources:
        log: "runs of my own, measured today"
      source: log
      grade: estimated
      chunk: 4096

      """,
      to: "parts/engines/mine.yaml"
    )
    let outcome = try Program.shell(
      "\"$NARROWS\" calibrate inference --catalog parts --part mine --measured runs.csv",
      folder: folder.url
    )
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("host:"))
    #expect(outcome.errors.contains("tpot") && outcome.errors.contains("fitted on all"))
  }
}
