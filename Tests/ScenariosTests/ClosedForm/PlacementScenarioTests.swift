import Documents
import Quantities
import Scenarios
import Systems
import Testing
import Workloads

/// Scenarios about placement: what is read, what is filled in, and what is refused.
struct PlacementScenarioTests {
  /// A scenario without faults.
  static let good = """
    narrows: 1
    name: test
    placement:
      classes:
        - name: note
          rate: 40 /s
          input: 200
          output: 80
          residency: device
          slo: { ttft: 0.5 s }
        - name: file
          rate: 300 /min
          input: 6000
          output: 500
          residency: germany
          slo: { ttft: 2 s, tpot: 50 ms, end-to-end: 40 s }
          least-quality: 0.8
      pools:
        - name: phones
          kind: device
          country: germany
          instances: 20000
          system: { accelerator: snapdragon-8-elite, count: 1 }
          models: [{ model: llama-3.2-3b, precision: q4-0 }]
        - name: edge
          kind: site
          country: germany
          latency: 8 ms
          instances: 4
          scalable: true
          busy-share: 70 %
          system: { accelerator: l40s, count: 4 }
          plan: { tensor: 4 }
          site: { place: germany }
          models:
            - { model: llama-3.1-8b, precision: fp8 }
            - { name: wide, model: llama-3.1-8b }
      quality:
        llama-3.1-8b: { file: 0.9 }
        wide: 1
    """

  /// Reads a text.
  static func read(_ text: String) -> (scenario: PlacementScenario?, diagnostics: Diagnostics) {
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
    guard case .placement(let scenario) = read else { return (nil, diagnostics) }
    return (scenario, diagnostics)
  }

  @Test func `the table of fields is sound`() {
    #expect(PlacementFormat.schema.problems.isEmpty)
    #expect(PlacementFormat.schema.attributes.count > 40)
  }

  @Test func `classes, pools, models and quality are read`() throws {
    let scenario = try #require(Self.read(Self.good).scenario)
    #expect(scenario.aim == .cost && scenario.name == "test")
    #expect(scenario.classes.map(\.rate) == [40, 5])
    #expect(scenario.classes.map(\.residency) == [.device, .country("germany")])
    let file = scenario.classes[1]
    #expect(file.timeToFirstToken == 2 && file.timePerOutputToken == 0.05 && file.endToEnd == 40)
    #expect(scenario.pools.map(\.kind) == [.device, .site])
    let edge = scenario.pools[1]
    #expect(edge.latency == 0.008 && edge.instances == 4 && edge.isScalable)
    #expect(abs(edge.busyShare - 0.7) < 1e-15 && edge.payment == .all)
    #expect(edge.services.map(\.name) == ["llama-3.1-8b", "wide"])
    let service = edge.services[0].scenario
    #expect(service.recipe == ServingRecipe(.fp8) && service.system.count == 4)
    #expect(service.request.layout.tensor == 4 && service.request.layout.pipeline == nil)
    #expect(edge.services[1].scenario.recipe == ServingRecipe(.bf16))
    #expect(scenario.score(of: "llama-3.1-8b", for: "file") == 0.9)
    #expect(scenario.score(of: "llama-3.1-8b", for: "note") == nil)
    #expect(scenario.score(of: "wide", for: "note") == 1)
    #expect(scenario.score(of: "llama-3.2-3b", for: "note") == nil)
  }

  @Test func `defaults are those that are documented, and all are written out`() throws {
    let scenario = try #require(Self.read(Self.good).scenario)
    let phones = scenario.pools[0]
    #expect(phones.latency == 0 && !phones.isScalable && phones.busyShare == 1)
    #expect(phones.payment == .energy)
    let fields = Dictionary(scenario.resolved.map { ($0.path, $0.text) }) { first, _ in first }
    #expect(fields.count == scenario.resolved.count)
    let expected = [
      "placement.objective": "cost", "placement.pools[0].pays": "energy",
      "placement.pools[0].site.place": "us-virginia",
      "placement.pools[1].models[0].kv-precision": "bf16", "placement.pools[1].site.cooling": "air",
      "placement.classes[0].prefix-hit": "0",
    ]
    for (path, text) in expected { #expect(fields[path] == text, "\(path)") }
    #expect(fields["placement.pools[0].software"] != nil)
  }

  /// A change that makes the good scenario wrong, the field that is named, its line, and a word.
  static let faults: [(old: String, new: String, field: String, line: Int, word: String)] = [
    ("rate: 40 /s", "rate: 40", "placement.classes[0].rate", 6, "/s"),
    ("      input: 200\n", "", "placement.classes[0].input", 5, "missing"),
    ("name: file", "name: note", "placement.classes[1].name", 11, "more than one"),
    ("kind: site", "kind: office", "placement.pools[1].kind", 26, "region"),
    ("instances: 4", "instances: 0", "placement.pools[1].instances", 29, "from 1"),
    ("busy-share: 70 %", "busy-share: 170 %", "placement.pools[1].busy-share", 31, "1"),
    ("accelerator: l40s", "accelerator: l40x", "placement.pools[1].system.accelerator", 32, "l40s"),
    ("place: germany", "place: germny", "placement.pools[1].site.place", 34, "germany"),
    ("tensor: 4", "tensor: 3", "placement.pools[1].plan.tensor", 33, "does not divide"),
    (
      "model: llama-3.2-3b", "model: llama-3.2-3c", "placement.pools[0].models[0].model", 24,
      "llama-3.2-3b"
    ),
    (
      "precision: q4-0", "precision: nvfp4", "placement.pools[0].models[0].precision", 24,
      "does not multiply"
    ),
    ("name: wide, ", "", "placement.pools[1].models[1]", 37, "more than one"),
    ("wide: 1", "wider: 1", "placement.quality.wider", 40, "wide"),
    ("{ file: 0.9 }", "{ fil: 0.9 }", "placement.quality.llama-3.1-8b.fil", 39, "file"),
    ("latency: 8 ms", "latencies: 8 ms", "placement.pools[1].latencies", 28, "latency"),
    ("plan: { tensor: 4 }", "plan: { virtual: 2 }", "placement.pools[1].plan.virtual", 33, "field"),
  ]

  @Test(arguments: faults)
  func `a fault is reported with its field, its line and what is due`(
    fault: (old: String, new: String, field: String, line: Int, word: String)
  ) throws {
    let text = Self.good.replacing(fault.old, with: fault.new)
    try #require(text != Self.good)
    let (scenario, diagnostics) = Self.read(text)
    #expect(scenario == nil)
    let found = diagnostics.errors.first { $0.field == fault.field && $0.line == fault.line }
    let all = Comment(rawValue: diagnostics.description)
    let error = try #require(found, all)
    #expect("\(error.message) \(error.hint ?? "")".contains(fault.word), all)
  }

  @Test func `all faults are reported together and each once`() {
    var text = Self.good
    for fault in Self.faults.prefix(10) where fault.new != "" {
      text = text.replacing(fault.old, with: fault.new)
    }
    let errors = Self.read(text).diagnostics.errors
    #expect(errors.count >= 8)
    let places = errors.map { "\($0.field ?? "") \($0.message)" }
    #expect(Set(places).count == places.count)
  }

  @Test func `a country in which no pool stands is remarked, not refused`() throws {
    let text = Self.good.replacing("residency: germany", with: "residency: france")
    let scenario = try #require(Self.read(text).scenario)
    #expect(scenario.warnings.map(\.field) == ["placement.classes[1].residency"])
  }

  @Test func `a workload beside a placement is refused`() {
    let text = Self.good + "\nworkload: { model: llama-3.1-8b }\n"
    let (scenario, diagnostics) = Self.read(text)
    #expect(scenario == nil)
    #expect(diagnostics.errors.map(\.field) == ["placement"])
  }

  @Test func `a placement without classes and pools says what to add`() {
    let (scenario, diagnostics) = Self.read("narrows: 1\nplacement: { objective: energy }\n")
    #expect(scenario == nil)
    #expect(Set(diagnostics.errors.map(\.field)) == ["placement.classes", "placement.pools"])
  }

  @Test func `training readers refuse a placement`() throws {
    let (scenario, diagnostics) = Files.read(Self.good)
    #expect(scenario == nil)
    #expect(diagnostics.errors.map(\.field) == ["placement"])
  }
}
