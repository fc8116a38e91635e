import Documents
import Economics
import Quantities
import Scenarios
import Serving
import Systems
import Testing
import Workloads

/// Scenarios about serving: what is read, what is filled in, and what is refused.
struct ServingScenarioTests {
  /// A scenario without faults that fixes its whole plan.
  static let good = """
    narrows: 1
    name: test
    workload:
      model: llama-3.1-70b
      serving: { input: 2048, output: 512, concurrency: 256, precision: fp8, prefix-hit: 30 % }
    system:
      accelerator: h100-sxm
      count: 8
    plan:
      tensor: 4
      pipeline: 1
      replicas: 2
    site: { place: us-virginia }
    objective: tokens-per-dollar
    """

  /// A scenario about a mixture of experts in pools of its own.
  static let pools = """
    narrows: 1
    workload:
      model: deepseek-r1
      serving: { input: 4096, output: 1024, rate: 12 /s, precision: fp8-block }
    system: { accelerator: h200-sxm, count: 32 }
    plan:
      tensor: 1
      attention-data: 16
      expert: 16
      prefill: { tensor: 8, workers: 2 }
    """

  /// Reads a text.
  static func read(_ text: String) -> (scenario: ServingScenario?, diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "s.yaml", into: &diagnostics) else {
      return (nil, diagnostics)
    }
    let read = ScenarioReader.any(
      node,
      folder: ".",
      catalog: Files.catalog,
      into: &diagnostics
    )
    guard case .serving(let scenario) = read else { return (nil, diagnostics) }
    return (scenario, diagnostics)
  }

  @Test func `traffic, formats, plan and money are read`() throws {
    let scenario = try #require(Self.read(Self.good).scenario)
    #expect(scenario.traffic.input == 2_048 && scenario.traffic.output == 512)
    #expect(scenario.traffic.load == .concurrency(256))
    #expect(scenario.traffic.prefixHit == 0.3)
    #expect(scenario.recipe == ServingRecipe(.fp8))
    #expect(scenario.request.layout.tensor == 4 && scenario.request.replicas == 2)
    #expect(scenario.request.layout.attentionData == nil && scenario.request.prefill == nil)
    #expect(scenario.target.isEmpty)
    #expect(scenario.priceRatios == ServingPriceRatios(input: 0.25, cached: 0.064))
    #expect(scenario.objective == .tokensPerDollar)
  }

  @Test func `pools are asked for by naming one`() throws {
    let scenario = try #require(Self.read(Self.pools).scenario)
    #expect(scenario.traffic.load == .rate(12))
    let pool = try #require(scenario.request.prefill)
    #expect(pool.layout.tensor == 8 && pool.workers == 2 && pool.layout.expert == nil)
    let empty = Self.pools.replacing("prefill: { tensor: 8, workers: 2 }", with: "prefill: {}")
    #expect(Self.read(empty).scenario?.request.prefill == ServingPlanRequest.Pool())
  }

  /// Ways in which requests arrive.
  static let loads: [(text: String, load: ServingTraffic.Load)] = [
    ("concurrency: 256", .concurrency(256)), ("rate: 12 /s", .rate(12)),
    ("rate: 720 /min", .rate(12)), ("batch: 64", .batch(64)), ("offline: true", .offline),
  ]

  @Test(arguments: loads)
  func `requests arrive in one of four ways`(text: String, load: ServingTraffic.Load) throws {
    let changed = Self.good.replacing("concurrency: 256", with: text)
    let (scenario, diagnostics) = Self.read(changed)
    let all = Comment(rawValue: diagnostics.description)
    #expect(scenario?.traffic.load == load, all)
  }

  @Test func `every default is written out, and nothing of training`() throws {
    let scenario = try #require(Self.read(Self.good).scenario)
    let fields = Dictionary(scenario.resolved.map { ($0.path, $0.text) }) { first, _ in first }
    #expect(fields.count == scenario.resolved.count)
    let expected = [
      "workload.serving.kv-precision": "bf16",
      "workload.serving.projections-precision": "fp8", "software": "vllm-2025",
      "economics.input-price-ratio": "0.25",
    ]
    for (path, text) in expected { #expect(fields[path] == text, "\(path)") }
    #expect(fields["plan.schedule"] == nil && fields["workload.training.precision"] == nil)
  }

  @Test func `models with latent attention keep projections wide in 4 bits`() throws {
    let text = Self.pools.replacing("h200-sxm", with: "b200-sxm")
      .replacing("fp8-block", with: "nvfp4")
    let scenario = try #require(Self.read(text).scenario)
    #expect(scenario.recipe.projectionWeights == .bf16 && scenario.recipe.weights == .nvfp4)
    let own = text.replacing("nvfp4", with: "nvfp4, projections-precision: fp8")
    #expect(Self.read(own).scenario?.recipe.projectionWeights == .fp8)
  }

  @Test(arguments: NumberFormat.allCases)
  func `a format is taken where its arithmetic is there`(format: NumberFormat) {
    let text = Self.good.replacing("precision: fp8", with: "precision: \(format.rawValue)")
    let (scenario, diagnostics) = Self.read(text)
    let takes = ![.mxfp4, .nvfp4].contains(format)
    #expect((scenario != nil) == takes, Comment(rawValue: diagnostics.description))
  }

  /// A change that makes a scenario wrong, and what must be reported of it.
  struct Fault: Sendable, CustomTestStringConvertible {
    /// The scenario.
    var base: String
    /// The text taken out.
    var old: String
    /// The text put in.
    var new: String
    /// The field that is named.
    var field: String
    /// Words of which each is somewhere in message or hint.
    var words: [String]
    /// What the test is called.
    var testDescription: String { "\(old) → \(new)" }

    /// Describes a fault of the good scenario, or of another.
    init(_ old: String, _ new: String, _ field: String, _ words: String..., of base: String? = nil)
    {
      self.base = base ?? good
      self.old = old
      self.new = new
      self.field = field
      self.words = words
    }
  }

  /// One fault each.
  static let faults: [Fault] = [
    Fault("concurrency: 256, ", "", "workload.serving", "how requests arrive", "rate: 12 /s"),
    Fault("concurrency: 256", "concurrency: 4, batch: 4", "workload.serving", "and batch"),
    Fault("concurrency: 256", "offline: false", "workload.serving", "how requests arrive"),
    Fault("concurrency: 256", "trace: day.csv", "workload.serving.trace", "simulator"),
    Fault("concurrency: 256", "rate: 12", "workload.serving.rate", "/s"),
    Fault("concurrency: 256", "rate: 12 s", "workload.serving.rate", "/s"),
    Fault("concurrency: 256", "concurrency: 0", "workload.serving.concurrency", "0"),
    Fault("input: 2048, ", "", "workload.serving.input", "missing"),
    Fault("30 %", "130 %", "workload.serving.prefix-hit", "1"),
    Fault("precision: fp8", "precision: nvfp4", "workload.serving.precision", "not multiply"),
    Fault("precision: fp8", "precision: q4_k_m", "workload.serving.precision", "q4-k-m"),
    Fault(
      "precision: fp8",
      "precision: fp8, experts-precision: mxfp4",
      "workload.serving.experts-precision",
      "no experts"
    ),
    Fault(
      "precision: fp8-block",
      "precision: q4-k-m, experts-precision: fp8",
      "workload.serving.experts-precision",
      "whole file",
      of: pools
    ),
    Fault(
      "precision: fp8",
      "precision: fp8, slo: { ttft-p99: 2 s }",
      "workload.serving.slo.ttft-p99",
      "percentiles",
      "simulator"
    ),
    Fault(
      "precision: fp8",
      "precision: fp8, slo: { tpot: 50 }",
      "workload.serving.slo.tpot",
      "s"
    ),
    Fault(
      "precision: fp8",
      "precision: fp8, speculative: { tokens: 2 }",
      "workload.serving.speculative.acceptance",
      "missing"
    ),
    Fault("tensor: 4", "tensor: 3", "plan.tensor", "64 attention heads"),
    Fault("tensor: 4", "tensor: 16", "plan.tensor", "scale-up"),
    Fault("pipeline: 1", "pipeline: 99", "plan.pipeline", "80 layers"),
    Fault("pipeline: 1", "expert: 4", "plan.expert", "no experts"),
    Fault("pipeline: 1", "micro-batch: 1", "plan.micro-batch", "serving"),
    Fault("replicas: 2", "replicas: 3", "plan.replicas", "12 accelerators", "8"),
    Fault("replicas: 2", "replicas: 1048576", "plan.replicas", "more than"),
    Fault("expert: 16", "expert: 24", "plan.expert", "256 experts", of: pools),
    Fault("expert: 16", "expert: 32", "plan.expert", "16", of: pools),
    Fault("rate: 12 /s", "batch: 64", "plan.prefill", "side by side", of: pools),
    Fault("workers: 2", "workers: 4", "plan", "48 accelerators", "32", of: pools),
    Fault("{ tensor: 8", "{ tensor: 3", "plan.prefill.tensor", "heads", of: pools),
    Fault("objective: tokens-per-dollar", "objective: time-to-train", "objective", "serving"),
    Fault(
      "objective: tokens-per-dollar",
      "economics: { basis: bought }",
      "economics.basis",
      "rented"
    ),
    Fault("site: {", "software: nemo-2024\nsite: {", "software", "trains"),
    Fault("site: {", "software: vlllm-2025\nsite: {", "software", "vllm-2025"),
    Fault(
      "  serving:",
      "  training: { sequence: 4096, global-batch: 8 }\n  serving:",
      "workload.serving",
      "two questions"
    ),
    Fault("  serving: {", "  sarving: {", "workload.sarving", "serving"),
  ]

  @Test(arguments: faults)
  func `a fault is reported with its field and a way out`(fault: Fault) throws {
    let text = fault.base.replacing(fault.old, with: fault.new)
    try #require(text != fault.base)
    let (scenario, diagnostics) = Self.read(text)
    #expect(scenario == nil)
    let all = Comment(rawValue: diagnostics.description)
    let error = try #require(diagnostics.errors.first { $0.field == fault.field }, all)
    #expect(error.file == "s.yaml" && error.line != nil, all)
    let words = error.message + " " + (error.hint ?? "")
    for word in fault.words { #expect(words.contains(word), all) }
  }

  @Test func `no cut or missing line of a scenario crashes the reader`() {
    var count = 0
    for text in [Self.good, Self.pools] {
      for end in stride(from: 0, to: text.count, by: 3) {
        _ = Self.read(String(text.prefix(end)))
        count += 1
      }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for index in lines.indices {
        var left = lines
        left.remove(at: index)
        _ = Self.read(left.joined(separator: "\n"))
        count += 1
      }
    }
    #expect(count > 200)
  }

  @Test func `all faults of a file come in one report`() {
    let text = Self.good.replacing("llama-3.1-70b", with: "llama-9")
      .replacing("concurrency: 256", with: "trace: x").replacing("replicas: 2", with: "virtual: 2")
      .replacing("us-virginia", with: "mars").replacing("tokens-per-dollar", with: "cost-of-run")
    let fields = Set(Self.read(text).diagnostics.errors.compactMap(\.field))
    let expected = [
      "workload.model", "workload.serving.trace", "plan.virtual", "site.place", "objective",
    ]
    for field in expected {
      #expect(fields.contains(field), "\(field)")
    }
  }

  @Test func `a place that takes training alone says so of a service`() {
    let (scenario, diagnostics) = Files.read(Self.good)
    #expect(scenario == nil)
    #expect(diagnostics.errors.contains { $0.field == "workload.serving" })
  }

  @Test func `training has no plan of serving and none of its objectives`() {
    let text = Files.changed([
      ("tensor: 2", "tensor: 2\n  replicas: 2"),
      ("objective: tokens-per-dollar", "objective: time-to-first-token"),
    ])
    let fields = Files.read(text).1.errors.compactMap(\.field)
    #expect(fields.contains("plan.replicas") && fields.contains("objective"))
  }
}
