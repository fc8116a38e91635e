import Documents
import Foundation
import Quantities
import Scenarios
import Testing
import Training

/// Inputs that are wrong: what is reported, where, and that nothing crashes.
struct BadScenarioTests {
  /// A change that makes the good scenario wrong, and what must be reported of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    /// The text taken out.
    var old: String
    /// The text put in.
    var new: String
    /// The field that is named.
    var field: String
    /// The line that is named.
    var line: Int
    /// Words of which each is somewhere in message or hint.
    var words: [String]
    /// What the test is called.
    var testDescription: String { "\(old) → \(new)" }

    /// Describes a fault.
    init(_ old: String, _ new: String, _ field: String, _ line: Int, _ words: String...) {
      self.old = old
      self.new = new
      self.field = field
      self.line = line
      self.words = words
    }
  }

  /// One fault each.
  static let faults: [Fault] = [
    Fault("narrows: 1", "narrows: 2", "narrows", 1, "1"),
    Fault("llama-3.1-8b", "llama-3.1-9b", "workload.model", 4, "llama-3.1-8b", "no model"),
    Fault("h100-sxm", "h100-smx", "system.accelerator", 7, "h100-sxm", "no accelerator"),
    Fault("us-virginia", "us-virgina", "site.place", 19, "us-virginia"),
    Fault("count: 64", "count: 64\n  node: hgx-h10", "system.node", 9, "hgx-h100"),
    Fault("count: 64", "count: 64\n  node: dgx-a100", "system.node", 9, "does not take"),
    Fault(
      "count: 64",
      "count: 64\n  scale-out: { link: infiniband-nrd }",
      "system.scale-out.link",
      9,
      "infiniband-ndr"
    ),
    Fault(
      "count: 64",
      "count: 64\n  scale-out: { link: pcie5 }",
      "system.scale-out.link",
      9,
      "host"
    ),
    Fault("count: 64", "count: 64\nsoftware: mexo-2024", "software", 9, "nemo-2024"),
    Fault("place: us-virginia", "cooling: aire", "site.cooling", 19, "air"),
    Fault("place: us-virginia", "distribution: 54vv", "site.distribution", 19, "54v"),
    Fault("sequence: 8192, ", "", "workload.training.sequence", 5, "missing"),
    Fault("  accelerator: h100-sxm\n", "", "system.accelerator", 7, "missing"),
    Fault("power-limit: 1 MW", "power-limit: 1000000", "site.power-limit", 19, "W"),
    Fault("power-limit: 1 MW", "power-limit: 1 GB", "site.power-limit", 19, "GB", "W"),
    Fault("power-limit: 1 MW", "power-limit: -3 kW", "site.power-limit", 19, "-3"),
    Fault("life: 4 years", "life: 4", "economics.life", 20, "s"),
    Fault("life: 4 years", "life: 0 years", "economics.life", 20, "from"),
    Fault("life: 4 years", "life: 4 lightyears", "economics.life", 20, "lightyears"),
    Fault("count: 64", "count: -64", "system.count", 8, "-64"),
    Fault("count: 64", "count: 0", "system.count", 8, "0"),
    Fault("count: 64", "count: 6.4", "system.count", 8, "whole"),
    Fault("count: 64", "count: 1e300", "system.count", 8, "1e300"),
    Fault("count: 64", "count: 99999999999999999999", "system.count", 8, "9999"),
    Fault("count: 64", "count: .nan", "system.count", 8, "number"),
    Fault("count: 64", "count: [1, 2]", "system.count", 8, "list"),
    Fault("count: 64", "count: 64 GB", "system.count", 8, "GB"),
    Fault("tokens: 15e12", "tokens: -1", "workload.training.tokens", 5, "-1"),
    Fault("tokens: 15e12", "tokens: .inf", "workload.training.tokens", 5, "number"),
    Fault("precision: bf16", "precision: bf61", "workload.training.precision", 5, "bf16"),
    Fault("precision: bf16", "precision: nvfp4", "workload.training.precision", 5, "multiplies"),
    Fault("objective: tokens-per-dollar", "objective: fun", "objective", 21, "tokens-per-dollar"),
    Fault("tensor: 2", "tenser: 2", "plan.tenser", 10, "tensor"),
    Fault("tensor: 2", "tensor: 3", "plan.tensor", 10, "32 attention heads"),
    Fault("tensor: 2", "tensor: 16", "plan.tensor", 10, "8", "scale-up"),
    Fault("pipeline: 1", "pipeline: 64", "plan.pipeline", 11, "32 layers"),
    Fault("virtual: 1", "virtual: 2", "plan.virtual", 12, "more than one stage"),
    Fault("context: 1", "context: 3", "plan.context", 13, "8192"),
    Fault("expert: 1", "expert: 4", "plan.expert", 14, "no experts"),
    Fault("expert: 1", "expert: 1\n  data: 7", "plan.data", 15, "32"),
    Fault(
      "global-batch: 128",
      "global-batch: 100",
      "workload.training.global-batch",
      5,
      "128"
    ),
    Fault("count: 64", "count: 63", "system.count", 8, "63"),
    Fault("recompute: none", "recompute: some", "plan.recompute", 16, "selective"),
    Fault("recompute: none", "recompute: [norm, all]", "plan.recompute", 16, "core-attention"),
    Fault("sequence-parallel: true", "sequence-parallel: 7", "plan.sequence-parallel", 17, "true"),
    Fault("optimizer-sharding: 1", "optimizer-sharding: 4", "plan.optimizer-sharding", 18, "3"),
    Fault("basis: amortised", "basis: stolen", "economics.basis", 20, "rented"),
    Fault("workload:", "workload: 3\nwork:", "workload", 3, "mapping"),
  ]

  @Test(arguments: faults)
  func `a fault is reported with its field, its line and a way out`(fault: Fault) throws {
    let text = Files.good.replacing(fault.old, with: fault.new)
    try #require(text != Files.good)
    let (scenario, diagnostics) = Files.read(text)
    #expect(scenario == nil)
    let found = diagnostics.errors.first { $0.field == fault.field }
    let all = Comment(rawValue: diagnostics.description)
    let error = try #require(found, all)
    #expect(error.file == "s.yaml", all)
    #expect(error.line == fault.line, all)
    let words = error.message + " " + (error.hint ?? "")
    for word in fault.words { #expect(words.contains(word), all) }
  }

  @Test func `all faults of a file come in one report`() {
    let text = Files.changed([
      ("llama-3.1-8b", "llama-9"), ("sequence: 8192, ", ""), ("h100-sxm", "h1000"),
      ("count: 64", "count: -1"), ("tensor: 2", "tenser: 2"), ("1 MW", "1"),
      ("4 years", "4 GB"), ("recompute: none", "recompute: some"), ("us-virginia", "mars"),
      ("tokens-per-dollar", "fun"),
    ])
    let (scenario, diagnostics) = Files.read(text)
    #expect(scenario == nil)
    let fields = Set(diagnostics.errors.compactMap(\.field))
    for field in [
      "workload.model", "workload.training.sequence", "system.count", "plan.tenser",
      "site.power-limit", "economics.life", "plan.recompute", "objective",
    ] {
      #expect(fields.contains(field), "\(field) missing from\n\(diagnostics)")
    }
    #expect(diagnostics.errors.count >= 8)
  }

  @Test func `names that are unknown are reported beside a wrong count`() {
    let (_, diagnostics) = Files.read(
      Files.changed([("count: 64", "count: -1"), ("h100-sxm", "h1000"), ("us-virginia", "mars")])
    )
    let fields = Set(diagnostics.errors.compactMap(\.field))
    #expect(fields == ["system.count", "system.accelerator", "site.place"], "\(diagnostics)")
  }

  @Test func `contradictions of a plan are reported beside an unrelated fault`() {
    let (_, diagnostics) = Files.read(
      Files.changed([("tensor: 2", "tensor: 3"), ("4 years", "4")])
    )
    let fields = Set(diagnostics.errors.compactMap(\.field))
    #expect(fields.contains("plan.tensor") && fields.contains("economics.life"), "\(diagnostics)")
  }

  @Test func `several contradictions of a plan come together`() {
    let (_, diagnostics) = Files.read(
      Files.changed([
        ("tensor: 2", "tensor: 3"), ("context: 1", "context: 3"),
        ("expert: 1", "expert: 2"),
      ])
    )
    #expect(diagnostics.errors.count >= 3, "\(diagnostics)")
  }

  @Test func `a fixed degree that nothing else fixes is not ignored`() {
    // 64 accelerators over tensor 2 and pipeline 1 leave 32; the other degrees are open.
    let (scenario, diagnostics) = Files.read(
      Files.changed([("context: 1", "data: 7"), ("  micro-batch: 1\n", "")])
    )
    #expect(scenario == nil && diagnostics.hasErrors, "data: 7 does not divide 64")
  }

  @Test func `key value heads and sequence parallelism are checked as heads are`() {
    let heads = Files.changed([
      (
        "llama-3.1-8b",
        "{ model_type: llama, hidden_size: 1536, num_hidden_layers: 4, num_attention_heads: 12,"
          + " num_key_value_heads: 3, intermediate_size: 4096, vocab_size: 32000 }"
      ),
      ("tensor: 2", "tensor: 4"),
    ])
    let (scenario, diagnostics) = Files.read(heads)
    #expect(scenario == nil && diagnostics.hasErrors, "4 ranks share 3 key/value heads")
    let (other, more) = Files.read(
      Files.changed([("sequence: 8192", "sequence: 8191"), ("context: 1", "context: 1")])
    )
    #expect(other == nil && more.hasErrors, "2 tensor ranks share 8191 tokens")
  }

  /// Aliases with `*` are for tables of measurements, which spell a framework's name in many ways.
  @Test func `a misspelt id is not taken for a pattern's match`() {
    let (scenario, diagnostics) = Files.read(
      Files.good.replacing("count: 64", with: "count: 64\nsoftware: nemo-2042")
    )
    #expect(scenario == nil && diagnostics.hasErrors, "taken for \(scenario?.stack.id ?? "")")
  }

  @Test func `a rent is needed where time is rented, and a length where the run is bought`() {
    let (_, bought) = Files.read(
      Files.changed([("tokens: 15e12, ", ""), ("amortised", "bought")])
    )
    #expect(bought.errors.contains { $0.field == "workload.training.tokens" }, "\(bought)")
    let (_, timed) = Files.read(
      Files.changed([("tokens: 15e12, ", ""), ("tokens-per-dollar", "time-to-train")])
    )
    #expect(timed.errors.contains { $0.field == "workload.training.tokens" }, "\(timed)")
  }

  /// Texts that are no scenario.
  static let strangers = [
    "", "   \n", "42", "[1, 2, 3]", "hello", "kind: Deployment\nspec: { replicas: 3 }",
    "a: [1, 2", "a: b: c", "\t- x", "narrows: 1\nnarrows: 1", "- narrows: 1", "null", "&a [*a]",
    "a: &x 1\n" + String(repeating: "b: *x\n", count: 60),
    String(repeating: "[", count: 5_000), String(repeating: "{a: ", count: 2_000),
    "workload: {}", "narrows: {}", "narrows: 1\nworkload: []\nsystem: 3\nplan: x\nsite: [1]",
  ]

  @Test(arguments: strangers)
  func `a text that is no scenario is refused without a crash`(text: String) {
    let (scenario, diagnostics) = Files.read(text)
    #expect(scenario == nil)
    #expect(diagnostics.hasErrors)
    #expect(diagnostics.errors.allSatisfy { $0.file == "s.yaml" })
  }

  @Test func `YAML that is something else is told so`() {
    let (_, diagnostics) = Files.read("kind: Deployment\nspec: { replicas: 3 }")
    #expect(diagnostics.errors.count == 1)
    #expect(diagnostics.errors.first?.message.contains("not a scenario") == true)
    #expect(diagnostics.errors.first?.hint?.contains("narrows: 1") == true)
  }

  @Test func `a key written twice is named with its lines`() {
    let (scenario, diagnostics) = Files.read(
      Files.good.replacing("  count: 64\n", with: "  count: 64\n  count: 128\n")
    )
    #expect(scenario == nil)
    let error = diagnostics.errors.first
    #expect(error?.message.contains("\"count\"") == true)
    #expect(error?.line == 9, "\(diagnostics)")
  }

  @Test func `a binary file, a huge file and a folder are refused`() throws {
    let binary = Data((0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    try Files.temporary("s.yaml", binary) { path in
      let (scenario, diagnostics) = try Files.read(path: path)
      #expect(scenario == nil)
      #expect(diagnostics.errors.first?.message.contains("not a UTF-8 text") == true)
      #expect(diagnostics.errors.first?.file == path)
    }
    // A file of 100 MB that takes no room: only its last byte is written.
    try Files.temporary("s.yaml", Data()) { path in
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.truncate(atOffset: 100_000_000)
      try handle.close()
      let (scenario, diagnostics) = try Files.read(path: path)
      #expect(scenario == nil)
      #expect(diagnostics.errors.first?.message.contains("larger than 5 MB") == true)
    }
    #expect(throws: DocumentFileError.self) { try Files.read(path: "/") }
    #expect(throws: DocumentFileError.self) { try Files.read(path: "/nowhere/at-all.yaml") }
  }

  @Test func `no cut or changed byte of a scenario crashes the reader`() {
    var generator = SplitMix64(seed: 7)
    let bytes = Array(Files.good.utf8)
    for _ in 0..<60 {
      var changed = bytes
      for _ in 0..<(1 + Int(generator.uniform() * 3)) {
        let place = Int(generator.uniform() * Double(changed.count))
        changed[place] = UInt8(32 + generator.uniform() * 95)
      }
      let end = generator.uniform() < 0.5 ? changed.count : Int(generator.uniform() * 400)
      let (scenario, diagnostics) = Files.read(
        String(decoding: changed.prefix(end), as: UTF8.self)
      )
      #expect((scenario == nil) == diagnostics.hasErrors)
    }
  }
}
