import Compute
import Documents
import Economics
import Foundation
import Quantities
import Scenarios
import Systems
import Testing
import Training
import Workloads

/// Scenarios that are right: what they resolve to.
struct ScenarioTests {
  @Test func `the format's table has no faults`() {
    #expect(ScenarioFormat.schema.problems.isEmpty)
    #expect(ScenarioFormat.schema.attributes.count > 35)
  }

  @Test func `a scenario resolves to parts, job and plan`() throws {
    let (found, diagnostics) = Files.read(Files.good)
    #expect(!diagnostics.hasErrors, "\(diagnostics)")
    let scenario = try #require(found)
    #expect(scenario.system.count == 64)
    #expect(scenario.system.accelerator.id == "h100-sxm")
    #expect(scenario.system.node.id == "hgx-h100")
    #expect(scenario.job.tokens == 15e12)
    #expect(scenario.job.architecture.layers == 32)
    #expect(scenario.job.tokensPerStep == 128 * 8_192)
    #expect(scenario.system.facility.site.powerLimit == 1e6)
    #expect(scenario.ownership.equipmentLife == 4 * 365.25 * 86_400)
    #expect(scenario.request.isComplete)
    #expect(scenario.request.recompute == [])
    #expect(scenario.basis == .amortised && scenario.objective == .tokensPerDollar)
  }

  @Test func `every default is written out`() throws {
    let minimal = """
      narrows: 1
      workload: { model: llama-3.1-8b, training: { sequence: 8192, global-batch: 128 } }
      system: { accelerator: h100-sxm, count: 64 }
      """
    let scenario = try #require(Files.read(minimal).0)
    let fields = Dictionary(scenario.resolved.map { ($0.path, $0.text) }) { first, _ in first }
    #expect(fields.count == scenario.resolved.count)
    let expected = [
      "workload.training.precision": "bf16", "system.node": "hgx-h100",
      "system.scale-up.domain": "8", "system.scale-out.topology": "rail-optimised",
      "system.scale-out.oversubscription": "1", "site.place": "us-virginia",
      "site.cooling": "air", "site.distribution": "54v",
      "economics.basis": "amortised", "economics.life": "4 year",
      "economics.discount-rate": "0.07", "objective": "tokens-per-dollar",
      "plan.schedule": "1f1b",
    ]
    for (path, text) in expected { #expect(fields[path] == text, "\(path)") }
    #expect(fields["software"] != nil && fields["system.scale-out.link"] != nil)
    let ofServing = ["workload.serving.", "economics.input-price", "economics.cached-price"]
    for attribute in ScenarioFormat.schema.attributes where attribute.defaultValue != nil {
      guard !ofServing.contains(where: { attribute.path.hasPrefix($0) }) else {
        #expect(fields[attribute.path] == nil, "\(attribute.path)")
        continue
      }
      #expect(fields[attribute.path] != nil, "\(attribute.path)")
    }
  }

  @Test func `settings override the file, in order`() throws {
    try Files.temporary("s.yaml", Data(Files.good.utf8)) { path in
      let (scenario, diagnostics) = try Files.read(
        path: path,
        settings: [
          "system.count=128", "plan.recompute=full", "plan.overlap=[tensor, data]",
          "site.power-limit=2 MW", "economics.rent=3 USD/h", "system.count=256",
        ]
      )
      #expect(!diagnostics.hasErrors, "\(diagnostics)")
      #expect(scenario?.system.count == 256)
      #expect(scenario?.request.recompute == .full)
      #expect(scenario?.request.overlap == [.tensor, .data])
      #expect(scenario?.system.facility.site.powerLimit == 2e6)
      #expect(abs((scenario?.ownership.rentalPrice ?? 0) * 3_600 - 3) < 1e-12)
      #expect(scenario?.resolved.contains { $0 == ("system.count", "256") } == true)
    }
  }

  @Test func `a wrong setting is reported beside the faults of the file`() throws {
    let bad = Files.good.replacing("tensor: 2", with: "tensor: zwei")
    try Files.temporary("s.yaml", Data(bad.utf8)) { path in
      let (scenario, diagnostics) = try Files.read(
        path: path,
        settings: ["nonsense", "system.cuont=1", "narrows.x=1", "=3"]
      )
      #expect(scenario == nil)
      let text = diagnostics.description
      #expect(diagnostics.errors.count >= 5, "\(text)")
      #expect(text.contains("\"nonsense\" is no setting"))
      #expect(text.contains("system.cuont") && text.contains("count"))
      #expect(text.contains("plan.tensor"))
    }
  }

  /// A small model, as its configuration file would say.
  static let config = """
    { "model_type": "llama", "hidden_size": 2048, "num_hidden_layers": 16,
      "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 8192,
      "vocab_size": 128256, "tie_word_embeddings": true }
    """

  @Test func `a model may be written out`() throws {
    let text = Files.good.replacing(
      "model: llama-3.1-8b",
      with: "model: \(Self.config.replacing("\n", with: " "))"
    )
    let (scenario, diagnostics) = Files.read(text)
    #expect(!diagnostics.hasErrors, "\(diagnostics)")
    #expect(scenario?.job.architecture.layers == 16)
    #expect(scenario?.model == "inline model")
    #expect(scenario?.job.architecture.tied == true)
  }

  @Test func `a model may be a config file beside the scenario`() throws {
    try Files.temporary("config.json", Data(Self.config.utf8)) { path in
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      for name in ["config.json", "./config.json", path] {
        let text = Files.good.replacing("llama-3.1-8b", with: name)
        let (scenario, diagnostics) = Files.read(text, folder: folder)
        #expect(!diagnostics.hasErrors, "\(diagnostics)")
        #expect(scenario?.job.architecture.hidden == 2_048)
      }
    }
    let (missing, diagnostics) = Files.read(
      Files.good.replacing("llama-3.1-8b", with: "nowhere/config.json")
    )
    #expect(missing == nil)
    #expect(diagnostics.errors.first?.field == "workload.model")
    #expect(diagnostics.errors.first?.line == 4)
  }

  @Test func `a config file with faults is reported in its own lines`() throws {
    let bad = Self.config.replacing("\"hidden_size\": 2048", with: "\"hidden_size\": -1")
    try Files.temporary("config.json", Data(bad.utf8)) { path in
      let (scenario, diagnostics) = Files.read(
        Files.good.replacing("llama-3.1-8b", with: path)
      )
      #expect(scenario == nil)
      #expect(diagnostics.errors.contains { $0.file == path && $0.line == 1 }, "\(diagnostics)")
    }
  }

  @Test func `aliases and case of names do not matter`() throws {
    let (scenario, diagnostics) = Files.read(
      Files.good.replacing("h100-sxm", with: "H100-SXM5-80GB")
    )
    #expect(scenario?.system.accelerator.id == "h100-sxm", "\(diagnostics)")
  }

  @Test func `what is open of a plan stays open`() throws {
    let text = Files.good.replacing("  pipeline: 1\n  virtual: 1\n", with: "")
    let request = try #require(Files.read(text).0).request
    #expect(!request.isComplete)
    #expect(request.pipeline == nil && request.tensor == 2)
    var plan = TrainingPlan(tensor: 4, pipeline: 2, data: 8)
    plan.recompute = .full
    #expect(PlanRequest(fixing: plan).isComplete)
    #expect(PlanRequest().isComplete == false)
  }

  @Test func `every objective has a unit and a direction`() {
    #expect(Objective.allCases.count == 10)
    for objective in Objective.allCases {
      #expect(!objective.unit.isEmpty)
      #expect(objective.isMaximised == objective.rawValue.hasPrefix("tokens-per"))
      #expect(Objective.training.contains(objective) || Objective.serving.contains(objective))
    }
  }
}
