import Documents
import Quantities
import Scenarios
import Testing

/// Lists and ranges that are wrong: what is reported, and where.
@Suite struct `bad scenario space tests` {
  /// What is wrong with the good scenario with texts replaced.
  private func faults(_ changes: [(String, String)]) throws -> [Diagnostic] {
    var diagnostics = Diagnostics()
    let node = try #require(
      Node.parse(text: Files.changed(changes), file: "s.yaml", into: &diagnostics)
    )
    #expect(ScenarioSpace.read(node, folder: ".", into: &diagnostics) == nil)
    return diagnostics.errors
  }

  @Test(arguments: [
    // Ranges.
    ("count: 64", "count: 64..8", "system.count", 8, "8..64"),
    ("count: 64", "count: 8..", "system.count", 8, "is no range"),
    ("count: 64", "count: ..8", "system.count", 8, "is no range"),
    ("count: 64", "count: 1...8", "system.count", 8, "is no range"),
    ("count: 64", "count: 1..8..64", "system.count", 8, "is no range"),
    ("count: 64", "count: 8..64 step", "system.count", 8, "is no range"),
    ("count: 64", "count: 8..64 step 0", "system.count", 8, "above 0"),
    ("count: 64", "count: 8..64 step -8", "system.count", 8, "above 0"),
    ("count: 64", "count: 8..64 step x1", "system.count", 8, "above 1"),
    ("count: 64", "count: 8..64 step x0.5", "system.count", 8, "above 1"),
    ("count: 64", "count: 8..64 step xx", "system.count", 8, "no factor"),
    ("count: 64", "count: 8..64 step x1.3", "system.count", 8, "10.4"),
    ("count: 64", "count: 8..64 step 1.5", "system.count", 8, "9.5"),
    ("count: 64", "count: 8..64 step 8 GB", "system.count", 8, "information"),
    ("count: 64", "count: 1..16777216", "system.count", 8, "16,777,216 values"),
    ("count: 64", "count: 0..8", "system.count", 8, "from 1"),
    ("count: 64", "count: 0.5..8", "system.count", 8, "0.5"),
    ("count: 64", "count: a..8", "system.count", 8, "number"),
    ("tokens: 15e12", "tokens: 1.5e12..3e12", "workload.training.tokens", 5, "values are more"),
    ("power-limit: 1 MW", "power-limit: 20 MW..100 MW", "site.power-limit", 19, "name its step"),
    ("power-limit: 1 MW", "power-limit: 20..100 MW step 20 MW", "site.power-limit", 19, "no unit"),
    ("power-limit: 1 MW", "power-limit: 20 MW..100 step 20 MW", "site.power-limit", 19, "no unit"),
    ("power-limit: 1 MW", "power-limit: 20 MW..100 MW step 20", "site.power-limit", 19, "no unit"),
    (
      "power-limit: 1 MW", "power-limit: 20 MW..100 GB step 20 MW", "site.power-limit", 19,
      "a power is due"
    ),
    (
      "power-limit: 1 MW", "power-limit: 20 MW..100 MW step 20 GB", "site.power-limit", 19,
      "a power is due"
    ),
    ("power-limit: 1 MW", "power-limit: 20 MX..100 MW step 20 MW", "site.power-limit", 19, "MX"),
    ("life: 4 years", "discount-rate: 0..1", "economics.discount-rate", 20, "name its step"),
    (
      "life: 4 years", "discount-rate: 0..1 step x2", "economics.discount-rate", 20, "begin above 0"
    ),
    // Lists.
    ("count: 64", "count: []", "system.count", 8, "empty"),
    ("count: 64", "count: [8, 16, 8]", "system.count", 8, "written twice"),
    ("count: 64", "count: [1024, 1_024]", "system.count", 8, "same value"),
    ("count: 64", "count: [8, 4..16 step 4]", "system.count", 8, "written twice"),
    ("count: 64", "count: [8, many]", "system.count[1]", 8, "number"),
    ("count: 64", "count: [8, [16]]", "system.count[1]", 8, "list"),
    ("count: 64", "count: [8, ~]", "system.count[1]", 8, "nothing"),
    ("count: 64", "count: [8, 64..16]", "system.count[1]", 8, "16..64"),
    (
      "power-limit: 1 MW", "power-limit: [1 MW, 2 lightyears]", "site.power-limit[1]", 19,
      "lightyears"
    ),
    ("power-limit: 1 MW", "power-limit: [1 MW, 1000 kW]", "site.power-limit", 19, "same value"),
    (
      "accelerator: h100-sxm", "accelerator: [h100-sxm, H100-SXM]", "system.accelerator", 7,
      "same value"
    ),
    ("precision: bf16", "precision: [bf16, bf61]", "workload.training.precision[1]", 5, "bf16"),
    ("recompute: none", "overlap: [[tensor], data]", "plan.overlap[1]", 16, "list"),
    (
      "recompute: none", "overlap: [[tensor, data], [data, tensor]]", "plan.overlap", 16,
      "same value"
    ),
    ("name: test", "name: [a, b]", "name", 2, "one value"),
    ("narrows: 1", "narrows: [1]", "narrows", 1, "one value"),
    ("narrows: 1", "narrows: 1..2", "narrows", 1, "one value"),
    (
      "objective: tokens-per-dollar", "objective: [cost-per-token, tokens-per-dollar]", "objective",
      21, "one value"
    ),
  ])
  func `a bad list or range is reported with its place`(
    old: String,
    new: String,
    field: String,
    line: Int,
    words: String
  ) throws {
    let found = try faults([(old, new)])
    #expect(found.count == 1, "\(found)")
    let first = try #require(found.first)
    #expect(first.file == "s.yaml")
    #expect(first.line == line)
    #expect(first.field == field)
    #expect("\(first)".contains(words), "\(first)")
  }

  @Test func `all that is wrong is reported at once, other fields too`() throws {
    let found = try faults([
      ("count: 64", "count: 64..8"), ("accelerator: h100-sxm", "accelerator: []"),
      ("power-limit: 1 MW", "power-limit: [1 MW, 2 GB]"), ("life: 4 years", "life: 4"),
      ("tensor: 2", "tensr: 2"),
    ])
    #expect(
      Set(found.compactMap(\.field)) == [
        "system.count", "system.accelerator", "site.power-limit[1]", "economics.life", "plan.tensr",
      ]
    )
    #expect(found.count == 5)
  }
}
