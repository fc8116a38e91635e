import Foundation
import Testing

/// What `explain` and `compare` write about serving.
struct ServingCommandTests {
  private let folder: TemporaryFolder

  /// A service with its plan fixed.
  private static let service = """
    narrows: 1
    name: a small service
    workload:
      model: llama-3.1-8b
      serving: { input: 512, output: 128, concurrency: 16, slo: { tpot: 1 s } }
    system: { accelerator: h100-sxm, node: hgx-h100, count: 2 }
    plan: { tensor: 1, pipeline: 1, replicas: 2 }

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.service, to: "service.yaml")
    try folder.write(Jobs.small, to: "job.yaml")
  }

  @Test func `machine output has the keys that programs hold on to`() throws {
    let outcome = try Program.run("explain", "service.yaml", "--format", "json", folder: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(Set(outcome.json.keys) == ["narrows", "scenario", "result", "diagnostics"])
    let keys = [
      "ttft_s", "tpot_s", "throughput_output_tokens_per_s", "throughput_total_tokens_per_s",
      "throughput_output_tokens_per_s_per_accelerator",
      "throughput_total_tokens_per_s_per_accelerator", "batch", "kv_cache_B", "requests_per_s",
      "queue", "power_accelerator_W", "power_rack_W", "power_facility_W", "energy_per_token_J",
      "tokens_per_joule", "tokens_per_s_per_MW", "cost_per_million_tokens_USD",
      "cost_per_million_input_tokens_USD", "cost_per_million_output_tokens_USD",
      "cost_fixed_per_million_tokens_USD", "cost_variable_per_million_tokens_USD",
      "break_even_price_per_million_output_tokens_USD", "carbon_per_million_tokens_kg", "time_s",
      "memory_per_accelerator_B", "feasible", "problems", "walls", "cascade", "plan", "reach",
      "token_convention",
    ]
    for key in keys { #expect(outcome.result[key] != nil, "\(key)") }
    let time = try #require(outcome.result["time_s"] as? [String: Double])
    #expect(
      Set(time.keys) == [
        "matmul", "experts", "attention", "vector", "tensor_comm", "expert_comm", "pipeline_comm",
        "host", "throttle", "prefill",
      ]
    )
    let token = try #require(outcome.result["tpot_s"] as? Double)
    #expect(abs(time.values.reduce(0, +) - token) < 1e-9 * token)
    #expect(outcome.result["feasible"] as? Bool == true)
  }

  @Test func `a target that is missed is an answer`() throws {
    let outcome = try Program.run(
      "explain",
      "service.yaml",
      "--format",
      "json",
      "--set",
      "workload.serving.slo.tpot=1 us",
      folder: folder.url
    )
    #expect(outcome.code == 0)
    #expect(outcome.result["feasible"] as? Bool == false)
    let text = try Program.run(
      "explain",
      "service.yaml",
      "--set",
      "workload.serving.slo.tpot=1 us",
      folder: folder.url
    )
    #expect(text.output.contains("no load of this shape"))
  }

  @Test(arguments: ["text", "csv", "html", "vega"])
  func `every shape is written`(format: String) throws {
    let outcome = try Program.run("explain", "service.yaml", "--format", format, folder: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.output.count > 1_000)
  }

  @Test func `services are compared with each other`() throws {
    try folder.write(
      Self.service.replacing("concurrency: 16", with: "concurrency: 64"),
      to: "busier.yaml"
    )
    let outcome = try Program.run(
      "compare",
      "service.yaml",
      "busier.yaml",
      "--format",
      "json",
      folder: folder.url
    )
    #expect(outcome.code == 0)
    let differences = outcome.result["differences"] as? [[String: Any]] ?? []
    #expect(
      differences.compactMap { $0["field"] as? String } == ["workload.serving.concurrency"]
    )
  }

  @Test func `training stands beside serving over the same choices`() throws {
    let outcome = try Program.run(
      "compare",
      "service.yaml",
      "job.yaml",
      "--set",
      "site.cooling=[air, direct-liquid]",
      "--format",
      "json",
      folder: folder.url
    )
    #expect(outcome.code == 0, "\(outcome.errors)")
    let choices = outcome.result["choices"] as? [[String: Any]] ?? []
    #expect(
      choices.compactMap { $0["choice"] as? String } == ["cooling air", "cooling direct-liquid"]
    )
    for choice in choices {
      let scenarios = choice["scenarios"] as? [[String: Any]] ?? []
      #expect(scenarios.count == 2)
      #expect(scenarios.allSatisfy { ($0["value"] as? Double ?? 0) > 0 })
    }
    let first = choices.first?["scenarios"] as? [[String: Any]] ?? []
    #expect(first.allSatisfy { $0["ratio"] as? Double == 1 })
  }

  @Test func `one scenario without a choice is nothing to compare`() throws {
    let outcome = try Program.run("compare", "job.yaml", folder: folder.url)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("two scenarios or more"))
  }

  @Test func `percentiles are refused rather than pretended`() throws {
    try folder.write(
      Self.service.replacing("slo: { tpot: 1 s }", with: "slo: { tpot-p99: 50 ms }"),
      to: "tail.yaml"
    )
    let outcome = try Program.run("explain", "tail.yaml", folder: folder.url)
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("tail.yaml:5") && outcome.errors.contains("simulator"))
  }
}
