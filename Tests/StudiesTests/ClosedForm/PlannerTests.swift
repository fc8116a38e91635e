import Catalog
import Compute
import Documents
import Foundation
import Quantities
import Scenarios
import Studies
import Systems
import Testing
import Training
import Workloads

/// Choosing plans: the same answer on any number of threads and in any spelling of the question.
struct PlannerTests {
  @Test func `one thread and four choose the same plan with the same numbers`() throws {
    for scenario in Questions.several.prefix(2).map(Self.narrowed) {
      let one = try #require(Planner(jobs: 1).best(scenario))
      let four = try #require(Planner(jobs: 4).best(scenario))
      #expect(one.tried == four.tried && one.tried > 64)
      #expect(one.fitting == four.fitting)
      #expect(one.best.plan == four.best.plan)
      #expect(one.best.figures == four.best.figures)
      #expect(
        Planner(jobs: 1).promising(20, scenario) == Planner(jobs: 4).promising(20, scenario)
      )
    }
  }

  /// A scenario with a smaller space of plans.
  static func narrowed(_ scenario: Scenario) -> Scenario {
    var scenario = scenario
    scenario.request.virtual = 1
    scenario.request.context = 1
    return scenario
  }

  @Test func `the chosen plan is the best of all that fit`() throws {
    let scenario = Self.narrowed(try #require(Questions.several.first))
    let best = try #require(Planner().best(scenario))
    let capacity = scenario.system.accelerator.memoryCapacity
    let designs = PlanSpace.plans(scenario).map { Design(scenario: scenario, plan: $0) }
    let fitting = designs.filter { $0.run.step.memory.total <= capacity }
    #expect(fitting.count == best.fitting && !fitting.isEmpty)
    #expect(fitting.map(\.merit).max() == best.best.merit)
  }

  @Test func `every plan of the space can be laid out`() {
    var count = 0
    for scenario in Questions.several.prefix(3) {
      for plan in PlanSpace.plans(scenario) {
        count += 1
        let fault = Layout.fault(plan, of: scenario.job, domain: scenario.system.domain)
        #expect(fault == nil, "\(scenario.model): \(plan)")
        #expect(plan.accelerators == scenario.system.count)
        guard fault == nil else { return }
      }
    }
    #expect(count > 2_000)
  }

  @Test func `what is fixed stays fixed`() throws {
    var scenario = try #require(Questions.several.first)
    scenario.request.tensor = 2
    scenario.request.pipeline = 2
    scenario.request.recompute = .full
    scenario.request.data = 4
    let plans = PlanSpace.plans(scenario)
    #expect(!plans.isEmpty)
    #expect(plans.allSatisfy { $0.tensor == 2 && $0.pipeline == 2 && $0.recompute == .full })
    #expect(plans.allSatisfy { $0.data == 4 })
    scenario.request.data = nil
    scenario.request.context = 1
    #expect(PlanSpace.plans(scenario).allSatisfy { $0.data == 4 })
  }

  @Test func `short sequences have plans too`() throws {
    let text = Questions.text(model: "llama-3.1-8b", batch: 128, part: "h100-sxm", count: 8)
      .replacing("sequence: 4096", with: "sequence: 512")
    let scenario = try #require(Questions.read(text))
    #expect(!PlanSpace.plans(scenario).isEmpty)
  }

  @Test func `degrees that are fixed but fit no layout give no plan`() throws {
    var scenario = try #require(Questions.several.first { $0.job.architecture.experts != nil })
    scenario.request.tensor = 1
    scenario.request.context = 1
    scenario.request.pipeline = 16
    scenario.request.expert = 8
    for plan in PlanSpace.plans(scenario) {
      let fault = Layout.fault(plan, of: scenario.job, domain: scenario.system.domain)
      #expect(fault == nil)
      guard fault == nil else { return }
    }
  }

  @Test func `data ranks that are fixed alone are not ignored`() throws {
    var scenario = try #require(Questions.several.first)
    scenario.request.data = 4
    let plans = PlanSpace.plans(scenario)
    #expect(!plans.isEmpty && plans.allSatisfy { $0.data == 4 })
  }

  /// Numbers of a scenario under its best plan.
  static func figures(_ text: String, catalog: Catalog = Questions.catalog) throws -> [ResultFigure]
  {
    let scenario = try #require(Questions.read(text, catalog: catalog))
    let plans = PlanSpace.plans(scenario)
    let plan = try #require(plans.first)
    return Design(scenario: scenario, plan: plan).figures
  }

  /// A scenario with figures of many dimensions.
  static let question = """
    narrows: 1
    workload:
      model: llama-3.1-8b
      training: { tokens: 15e12, sequence: 8192, global-batch: 128 }
    system:
      accelerator: h100-sxm
      count: 64
    plan: { tensor: 2, pipeline: 1, context: 1, micro-batch: 1, recompute: none }
    site: { power-limit: 0.5 MW, electricity-price: 0.09 USD/kWh }
    economics: { life: 4 year, discount-rate: 0.07 }
    """

  @Test func `sizes in other units change nothing`() throws {
    let other = Self.question
      .replacing("15e12", with: "15000000000000").replacing("0.5 MW", with: "500 kW")
      .replacing("0.09 USD/kWh", with: "90 USD/MWh").replacing("4 year", with: "48 months")
      .replacing("0.07", with: "7 %")
    #expect(other != Self.question)
    let first = try Self.figures(Self.question)
    let second = try Self.figures(other)
    #expect(first.count == second.count && first.count > 15)
    for (a, b) in zip(first, second) {
      let gap = abs((a.value ?? 0) - (b.value ?? 0))
      #expect(gap <= 1e-12 * abs(a.value ?? 0), "\(a.key)")
    }
  }

  @Test func `the order of keys changes nothing`() throws {
    let other = """
      economics: { discount-rate: 0.07, life: 4 year }
      site: { electricity-price: 0.09 USD/kWh, power-limit: 0.5 MW }
      plan: { recompute: none, micro-batch: 1, context: 1, pipeline: 1, tensor: 2 }
      system:
        count: 64
        accelerator: h100-sxm
      workload:
        training: { global-batch: 128, sequence: 8192, tokens: 15e12 }
        model: llama-3.1-8b
      narrows: 1
      """
    #expect(try Self.figures(Self.question) == Self.figures(other))
    let resolved = { (text: String) in Questions.read(text)?.resolved.map(\.path) }
    #expect(resolved(Self.question) == resolved(other))
  }

  /// 80 GiB is 85.899345920 GB; a part written so is the same part.
  @Test func `a part's capacity in GB or GiB gives the same result`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let parts = folder.appendingPathComponent("accelerators")
    try FileManager.default.createDirectory(at: parts, withIntermediateDirectories: true)
    let text = try #require(Questions.catalog.file(.accelerators, named: "h100-sxm")?.text)
    let old = try #require(text.split(separator: "\n").first { $0.contains("  capacity:") })
    var results: [[ResultFigure]] = []
    for size in ["80 GiB", "85.899345920 GB", "85899345920 B"] {
      try text.replacing(old, with: "  capacity: \(size)")
        .write(to: parts.appendingPathComponent("h100-sxm.yaml"), atomically: true, encoding: .utf8)
      var catalog = Catalog()
      var diagnostics = Diagnostics()
      catalog.overlay(folder: folder.path, into: &diagnostics)
      #expect(!diagnostics.hasErrors)
      let scenario = try #require(Questions.read(Self.question, catalog: catalog))
      #expect(scenario.system.accelerator.memoryCapacity == 85_899_345_920)
      results.append(try Self.figures(Self.question, catalog: catalog))
    }
    #expect(results.count == 3)
    #expect(results.allSatisfy { $0 == results[0] })
  }
}
