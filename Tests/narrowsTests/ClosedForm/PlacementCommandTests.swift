import Foundation
import Testing

/// What `explain` and `compare` do with placements.
struct PlacementCommandTests {
  private let folder: TemporaryFolder

  /// One class on one pool.
  private static let small = """
    narrows: 1
    name: one pool
    placement:
      classes:
        - { name: chat, rate: 5 /s, input: 500, output: 100, slo: { tpot: 100 ms } }
      pools:
        - name: edge
          kind: site
          country: germany
          instances: 2
          system: { accelerator: l40s, count: 1 }
          plan: { tensor: 1, pipeline: 1, replicas: 1 }
          models: [{ model: llama-3.1-8b, precision: fp8 }]

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.small, to: "place.yaml")
    try folder.write(Self.small.replacing("tpot: 100 ms", with: "tpot: 1 us"), to: "hasty.yaml")
  }

  @Test(.enabled(if: Program.solver != nil))
  func `machine output has the keys that programs hold on to`() throws {
    let outcome = try Program.run("explain", "place.yaml", "--format", "json", folder: folder.url)
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(Set(outcome.json.keys) == ["narrows", "scenario", "result", "diagnostics"])
    let keys = [
      "feasible", "problems", "objective", "requests_per_s", "requests_unserved_per_s",
      "cost_per_hour_USD", "cost_unused_pools_per_hour_USD", "power_W", "power_requests_W",
      "shares",
      "classes", "pools", "binding_pool", "excluded", "quality_given", "smaller_model_suffices",
      "remarks", "figures_to_distrust", "token_convention",
    ]
    for key in keys { #expect(outcome.result[key] != nil, "\(key)") }
    #expect(outcome.result["feasible"] as? Bool == true)
    let shares = try #require(outcome.result["shares"] as? [[String: Any]])
    #expect(shares.count == 1 && shares[0]["share"] as? Double == 1)
    #expect(shares[0]["plan"] is [String: Any])
    #expect(outcome.result["quality_given"] as? Bool == false)
  }

  @Test(.enabled(if: Program.solver != nil))
  func `a limit that cannot be met is an answer with what comes nearest`() throws {
    let outcome = try Program.run("explain", "hasty.yaml", "--format", "json", folder: folder.url)
    #expect(outcome.code == 0)
    #expect(outcome.result["feasible"] as? Bool == false)
    let problems = outcome.result["problems"] as? [String] ?? []
    #expect(problems.count == 1 && problems[0].contains("nearest comes edge with llama-3.1-8b"))
  }

  @Test(.enabled(if: Program.solver != nil), arguments: ["text", "csv", "html", "vega"])
  func `every format is written`(format: String) throws {
    let outcome = try Program.run("explain", "place.yaml", "--format", format, folder: folder.url)
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("edge") && outcome.output.contains("chat"))
  }

  @Test(.enabled(if: Program.solver != nil))
  func `without a table of quality nothing is said of smaller models`() throws {
    let outcome = try Program.run("explain", "place.yaml", folder: folder.url)
    #expect(outcome.output.contains("Nothing is said about it, as there is no table of quality"))
  }

  @Test func `without the solver the program says how to get it`() throws {
    let outcome = try Program.shell(
      "NARROWS_HIGHS=/nowhere/libhighs.so.1 \"$NARROWS\" explain place.yaml",
      folder: folder.url
    )
    #expect(outcome.code == 69)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("make setup") && outcome.errors.contains("NARROWS_HIGHS"))
  }

  @Test func `placements are not compared`() throws {
    let outcome = try Program.run("compare", "place.yaml", "hasty.yaml", folder: folder.url)
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("placements are not compared"))
    #expect(outcome.errors.contains("narrows explain"))
  }

  @Test func `a fault in a placement is found before the solver is asked for`() throws {
    try folder.write(Self.small.replacing("count: 1", with: "count: 0"), to: "bad.yaml")
    let outcome = try Program.run("explain", "bad.yaml", folder: folder.url)
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("bad.yaml:11: error: placement.pools[0].system.count"))
  }
}
