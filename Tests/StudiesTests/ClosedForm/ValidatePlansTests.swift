import Catalog
import Compute
import Scenarios
import Systems
import Testing
import Training
import Workloads

@testable import Studies

/// Places of plans among all valid ones against plain estimates of the very same plans.
struct ValidatePlansTests {
  /// Cells of a small run that is well described.
  private static let small = [
    "row_id": "small", "source_group": "narayanan_sc21", "type": "dense", "model": "GPT",
    "layers": "6", "hidden": "2048", "heads": "8", "kv_heads": "8", "ffn": "8192", "glu": "0",
    "vocab": "51200", "seq_len": "256", "global_batch": "16", "micro_batch": "1", "tp": "2",
    "pp": "2", "vpp": "1", "cp": "1", "ep": "1", "sp": "0", "n_gpus": "8", "gpu": "A100-SXM4-80GB",
    "precision": "fp16 mixed", "recompute": "full", "zero": "none", "schedule": "1F1B",
    "framework": "Megatron-LM (2021-04)",
  ]

  /// A case with some cells changed.
  private static func row(_ changes: [String: String] = [:]) -> TrainingCase {
    TrainingCase(row: small.merging(changes) { $1 }, index: 0)
  }

  /// The places of cases.
  private static func report(_ rows: TrainingCase..., jobs: Int = 1) -> PlanReport {
    ValidatePlans.report(rows, catalog: Questions.catalog, jobs: jobs)
  }

  /// Runs of several kinds, small enough to estimate every plan.
  private static let kinds: [[String: String]] = [
    ["global_batch": "96", "n_gpus": "24", "layers": "12"],
    ["framework": "Megatron-LM (2022)", "global_batch": "12", "n_gpus": "6", "tp": "1", "pp": "3"],
    [
      "framework": "torchtitan 2024-12", "gpu": "H100-SXM5-80GB", "n_gpus": "8",
      "precision": "BF16", "hidden": "16384", "heads": "16", "kv_heads": "16", "ffn": "65536",
    ],
    [
      "type": "moe", "n_experts": "4", "topk": "2", "moe_ffn": "4096", "n_gpus": "8",
      "framework": "NeMo 24.07", "gpu": "H100-SXM5-80GB", "precision": "BF16", "layers": "2",
    ],
  ]

  @Test(arguments: kinds)
  func `a count agrees with estimates of every plan`(_ changes: [String: String]) throws {
    var resolver = TrainingCaseResolver(catalog: Questions.catalog)
    let run = try resolver.resolve(Self.row(changes)).get()
    let scenario = Scenario(timing: run.job, on: run.system, with: run.stack)
    let goals = SearchGoals(objective: .tokensPerSecond)
    let space = TrainingSearchSpace(scenario, goals: goals)
    let capacity = run.system.accelerator.memoryCapacity
    var seconds: [Double] = []
    var plans = 0
    func visit(_ plan: TrainingPlan) {
      let step = TrainingModel.step(of: run.job, plan: plan, on: run.system, with: run.stack)
      plans += 1
      if step.memory.total <= capacity { seconds.append(step.seconds) }
    }
    space.forEach(visit)
    seconds.sort()
    #expect(plans == space.count && seconds.count > 100)
    for share in [0, 0.1, 1] {
      let own = seconds[Int(share * Double(seconds.count - 1))]
      let times = [own * 0.999, own, own * 1.5]
      let tally = space.tally(times: times, on: PlanSearch(goals))
      #expect(tally.fitting == seconds.count)
      #expect(tally.faster == times.map { time in seconds.count { $0 < time } }, "\(share)")
      #expect(tally.estimated <= seconds.count)
      #expect(space.tally(times: times, on: PlanSearch(goals, jobs: 3)) == tally)
    }
    let found = try #require(PlanSearch(goals)(space).ranking.first)
    let best = TrainingModel.step(of: run.job, plan: found.plan, on: run.system, with: run.stack)
    #expect(best.seconds == seconds.first)
  }

  @Test func `the best plan of a job has none before it`() throws {
    let first = try #require(Self.report(Self.row()).cases.first?.outcome)
    let best = try #require(first.all.best)
    #expect(first.outside == nil && first.isMember && first.all.isReached)
    #expect(first.all.faster > 0 && (first.all.gain ?? 0) > 0)
    #expect(best.recompute.isEmpty && best.context == 1 && best.rankOrder == .dataFirst)
    let zero = ["none", "ZeRO-1", "ZeRO-2", "ZeRO-3"][best.sharding.rawValue]
    let row = Self.row([
      "tp": "\(best.tensor)", "pp": "\(best.pipeline)", "vpp": "\(best.virtual)",
      "micro_batch": "\(best.microBatch)", "sp": best.sequenceParallel ? "1" : "0",
      "recompute": "none", "zero": zero,
    ])
    let report = Self.report(row, Self.row(), jobs: 2)
    let outcome = try #require(report.cases.first?.outcome)
    #expect(outcome.plan == best)
    #expect(outcome.all.faster == 0 && outcome.all.share == 0 && outcome.all.gain == 0)
    #expect(outcome.alike.faster == 0 && outcome.alike.gain == 0)
    // Rows of one job share its plans.
    let second = try #require(report.cases.last?.outcome)
    #expect(second.job == outcome.job && second.all.faster == first.all.faster)
  }

  @Test func `plans alike use no technique that a plan does not`() throws {
    let outcome = try #require(Self.report(Self.row()).cases.first?.outcome)
    let best = try #require(outcome.alike.best)
    #expect(best.context == 1 && best.virtual == 1 && !best.sequenceParallel)
    #expect(best.sharding == .none && (best.recompute.isEmpty || best.recompute == .full))
    #expect(outcome.alike.plans < outcome.all.plans && outcome.alike.fitting > 1)
    #expect(outcome.alike.isReached && (outcome.alike.gain ?? 0) <= (outcome.all.gain ?? 0))
  }

  @Test func `what a row lacks is taken as predicted best`() throws {
    let open = Self.report(Self.row(["micro_batch": "", "recompute": ""]))
    let item = try #require(open.cases.first)
    #expect(item.completed == ["micro_batch", "recompute"])
    let outcome = try #require(item.outcome)
    #expect(outcome.plan.tensor == 2 && outcome.plan.pipeline == 2 && outcome.plan.virtual == 1)
    for size in [1, 2, 4] {
      for mode in ["none", "full"] {
        let given = Self.report(Self.row(["micro_batch": "\(size)", "recompute": mode]))
        let other = try #require(given.cases.first?.outcome)
        #expect(outcome.step.seconds <= other.step.seconds, "\(size) \(mode)")
      }
    }
    #expect(open.summaries.first { $0.group == "teams, completed" }?.count == 1)
    #expect(open.summaries.first { $0.group == "teams, as published" }?.count == 0)
  }

  @Test func `plans outside the space and plans that do not fit are told apart`() throws {
    let report = Self.report(
      Self.row(["recompute": "selective (SAC)"]),
      Self.row(["layers": "96", "hidden": "12288", "ffn": "49152", "heads": "96", "kv_heads": "96"]
      ),
      Self.row(["gpu": ""]),
      Self.row(["source_group": "llm_foundry"])
    )
    #expect(report.cases[0].outcome?.outside == "its way to recompute")
    #expect(report.cases[1].outcome?.fits == false)
    #expect(report.cases[2].skippedBecause == "missing gpu")
    #expect(report.cases.map(\.isChosen) == [true, true, true, false])
    let all = try #require(report.summaries.last)
    #expect(all.count == 2 && all.misfits == 1 && all.outside == 1 && all.skipped == 1)
  }

  @Test func `a plan is written as its space writes it`() throws {
    var resolver = TrainingCaseResolver(catalog: Questions.catalog)
    let run = try resolver.resolve(Self.row()).get()
    let scenario = Scenario(timing: run.job, on: run.system, with: run.stack)
    let space = TrainingSearchSpace(scenario, goals: SearchGoals(objective: .tokensPerSecond))
    var plan = TrainingPlan(data: 8, sequenceParallel: true)
    plan.overlap = [.tensor, .pipeline]
    plan.shardGroup = 8
    plan.recompute = .full
    plan.recomputedLayers = 6
    let written = space.canonical(plan)
    #expect(written == TrainingPlan(data: 8, recompute: .full))
    #expect(space.fault(of: written) == nil)
    plan.microBatch = 3
    #expect(space.fault(of: space.canonical(plan)) == "micro-batches of 3 of 2 sequences")
    func check(_ plan: TrainingPlan) {
      #expect(space.canonical(plan) == plan && space.fault(of: plan) == nil)
    }
    space.forEach(check)
  }
}
