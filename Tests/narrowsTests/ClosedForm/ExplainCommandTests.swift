import Foundation
import Testing

/// What `explain` and `compare` write.
struct ExplainCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Jobs.small, to: "job.yaml")
  }

  @Test func `machine output has the keys that programs hold on to`() throws {
    let outcome = try Program.run("explain", "job.yaml", "--format", "json", folder: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(Set(outcome.json.keys) == ["narrows", "scenario", "result", "diagnostics"])
    let origin = outcome.json["narrows"] as? [String: Any] ?? [:]
    #expect(Set(origin.keys) == ["version", "catalog", "command"])
    let scenario = outcome.json["scenario"] as? [String: Any] ?? [:]
    #expect((scenario["economics"] as? [String: Any])?["basis"] as? String == "amortised")
    #expect((scenario["system"] as? [String: Any])?["count"] as? Int == 16)
    let result = outcome.result
    let keys = [
      "step_time_s", "tokens_per_s", "tokens_per_s_per_accelerator", "model_flops_utilization",
      "mfu_convention", "time_s", "memory_per_accelerator_B", "goodput", "time_to_train_s",
      "power_accelerator_W", "power_rack_W", "power_facility_W", "energy_per_token_J",
      "cost_per_million_tokens_USD", "cost_run_USD", "carbon_kg", "pue", "junction_temperature_C",
      "clock_share", "feasible", "problems", "walls", "cascade", "plan",
    ]
    for key in keys { #expect(result[key] != nil, "\(key)") }
    let wall = (result["walls"] as? [[String: Any]])?.first ?? [:]
    for key in [
      "name", "layer", "demand", "capacity", "unit", "utilization", "gain", "knob", "suppliers",
      "years_to_resolve",
    ] {
      #expect(wall[key] != nil, "\(key)")
    }
    let step = (result["cascade"] as? [[String: Any]])?.first ?? [:]
    for key in ["wall", "relaxed_by", "objective"] { #expect(step[key] != nil, "\(key)") }
  }

  @Test func `accounts sum to their totals, and rates agree with each other`() throws {
    let result = try Program.run(
      "explain",
      "job.yaml",
      "--format",
      "json",
      "--steps",
      "0",
      folder: folder.url
    ).result
    func number(_ key: String) throws -> Double { try #require(result[key] as? Double) }
    let time = try #require(result["time_s"] as? [String: Double])
    let step = try number("step_time_s")
    #expect(time.count == 14)
    #expect(abs(time.values.reduce(0, +) - step) < 1e-9 * step)
    let memory = try #require(result["memory_per_accelerator_B"] as? [String: Double])
    let total = try #require(memory["total"])
    #expect(abs(memory.values.reduce(0, +) - 2 * total) < 1e-9 * total)
    let tokens = 128.0 * 4_096
    let rate = try number("tokens_per_s")
    #expect(abs(rate * step / tokens - 1) < 1e-12)
    let each = try number("tokens_per_s_per_accelerator")
    #expect(abs(each * 16 / rate - 1) < 1e-12)
    let whole = try number("time_to_train_s") * rate * number("goodput")
    #expect(abs(whole / 1e11 - 1) < 1e-9)
    let power = try number("power_facility_W")
    let energy = try number("energy_per_token_J") * number("tokens_per_s_with_failures")
    #expect(abs(energy / power - 1) < 1e-9)
    let spent = try number("cost_run_USD")
    let cost = try number("cost_per_million_tokens_USD") * 1e5
    #expect(abs(cost / spent - 1) < 1e-9)
  }

  @Test func `the answer does not depend on the number of threads`() throws {
    try folder.write(
      Jobs.small.replacing("tensor: 2, pipeline: 1, virtual: 1,", with: ""),
      to: "open.yaml"
    )
    let outputs = try ["1", "2", "5"].map { jobs in
      try Program.run(
        "explain",
        "open.yaml",
        "--format",
        "json",
        "--steps",
        "1",
        "--jobs",
        jobs,
        folder: folder.url
      ).output
    }
    #expect(outputs[0].count > 1_000)
    #expect(Set(outputs).count == 1)
  }

  @Test(arguments: [("3x", 3.0), ("1.5", 1.5), ("+50%", 1.5)])
  func `walls are relaxed by as much as was asked`(_ text: String, _ factor: Double) throws {
    let outcome = try Program.run(
      "explain",
      "job.yaml",
      "--format",
      "json",
      "--steps",
      "0",
      "--relax",
      text,
      folder: folder.url
    )
    #expect(outcome.result["relaxation"] as? Double == factor)
  }

  @Test func `text goes to the file that was named, as it would to the screen`() throws {
    let shown = try Program.run("explain", "job.yaml", folder: folder.url)
    let written = try Program.run(
      "explain",
      "job.yaml",
      "--output",
      "answer.txt",
      folder: folder.url
    )
    #expect(written.code == 0)
    #expect(written.output.isEmpty)
    let file = folder.url.appendingPathComponent("answer.txt")
    #expect(try String(contentsOf: file, encoding: .utf8) == shown.output)
    #expect(shown.output.hasPrefix("Llama 3.1 8B on 16 NVIDIA H100"))
    #expect(!shown.output.contains("\u{1B}"))
  }

  @Test func `every shipped example is answered`() throws {
    let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Examples")
    let names = try FileManager.default.contentsOfDirectory(atPath: examples.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(names.count >= 5)
    for name in names {
      let text = try String(contentsOf: examples.appendingPathComponent(name), encoding: .utf8)
      if Program.solver == nil, text.contains(/\n(placement|roadmap):/) {
        print("skipped Examples/\(name): HiGHS is not installed; `make setup` installs it")
        continue
      }
      let isSearch = text.contains("\n# Run      narrows search ")
      if let other = ["link", "fabric", "economics", "roadmap", "compare"].first(where: {
        text.contains("\n# Run      narrows \($0) ")
      }) {
        // `Scripts/examples` runs these as their headers say; here they are read and answered.
        let asked = other == "compare" ? ["explain", name, "--steps", "0"] : [other, name]
        let outcome = try Program.run(asked + ["--format", "json"], folder: examples)
        #expect(outcome.code == 0, "\(name): \(outcome.errors)")
        #expect(!outcome.result.isEmpty, "\(name)")
        continue
      }
      // Sweeps are long without optimisation; `Scripts/examples` runs them whole.
      let options =
        isSearch ? ["search", name, "--store", "none"] : ["explain", name, "--steps", "0"]
      if isSearch, text.contains("accelerator: [") { continue }
      let outcome = try Program.run(options + ["--format", "json"], folder: examples)
      #expect(outcome.code == 0, "\(name): \(outcome.errors)")
      let isFeasible = outcome.result["feasible"] as? Bool
      #expect(isFeasible != nil, "\(name)")
      if name.contains("infeasible") { #expect(isFeasible == false, "\(name)") }
    }
  }

  @Test func `a comparison names what differs`() throws {
    try folder.write(Jobs.small.replacing("count: 16", with: "count: 32"), to: "larger.yaml")
    let outcome = try Program.run(
      "compare",
      "job.yaml",
      "larger.yaml",
      "--format",
      "json",
      folder: folder.url
    )
    #expect(outcome.code == 0)
    let differences = outcome.result["differences"] as? [[String: Any]] ?? []
    #expect(differences.compactMap { $0["field"] as? String } == ["system.count"])
    #expect((outcome.result["estimates"] as? [Any])?.count == 2)
  }
}
