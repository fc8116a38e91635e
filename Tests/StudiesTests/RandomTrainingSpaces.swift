import Compute
import Economics
import Quantities
import Scenarios
import Studies
import Systems
import Training
import Workloads

/// Small spaces of plans for training, drawn at random from parts of the shipped catalogue.
struct RandomTrainingSpaces {
  private var generator: SplitMix64

  /// Draws from a seed.
  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// Scenarios whose machines, software and models are varied.
  static let sources: [Scenario] = [
    ("llama-3.1-8b", "h100-sxm", "bf16", "direct-liquid"),
    ("gpt-3-175b", "a100-sxm", "bf16", "air"),
    ("mixtral-8x7b", "b200-sxm", "fp8", "direct-liquid"),
    ("deepseek-v3", "h800-sxm", "fp8-block", "direct-liquid"),
    ("llama-3.1-70b", "mi300x", "bf16", "direct-liquid"),
    ("llama-3.1-8b", "tpu-v5p", "bf16", "direct-liquid"),
    ("llama-3.1-405b", "gb200", "fp8", "direct-liquid"),
  ].compactMap { model, part, precision, cooling in
    var scenario = Questions.read(
      Questions.text(
        model: model,
        batch: 64,
        part: part,
        count: 64,
        precision: precision,
        cooling: cooling
      )
    )
    // Whatever it is shipped as, software is taken to do everything.
    scenario?.stack.abilities = .all
    return scenario
  }

  /// One of several values.
  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(generator.uniform() * Double(values.count))]
  }

  /// Whether a chance comes true.
  mutating func chance(_ share: Double) -> Bool { generator.uniform() < share }

  /// A scenario with limits of memory and budget, some of which only few of its plans keep to.
  mutating func scenario() -> Scenario {
    var scenario = open()
    let space = TrainingSearchSpace(scenario, goals: SearchGoals(objective: .timeToTrain))
    guard space.count <= 600 else { return scenario }
    let plans = space.plans
    guard !plans.isEmpty else { return scenario }
    if chance(0.35) {
      let need = Design(scenario: scenario, plan: pick(plans)).need
      scenario.system.accelerator.memoryCapacity = need * pick([1, 1, 0.999, 1.2, 0.5])
    }
    guard chance(0.35) else { return scenario }
    let design = Design(scenario: scenario, plan: pick(plans))
    let share = pick([1, 1, 1.1, 0.9, 0.4])
    if chance(0.5) { scenario.budget.deadline = design.timeToFinish.map { $0 * share } }
    if chance(0.4) { scenario.budget.carbon = design.carbonOfPeriod * share }
    if chance(0.4) { scenario.budget.opex = design.operatingCostPerSecond * share }
    if chance(0.2) { scenario.budget.capex = design.capitalCost * pick([1, 0.5]) }
    return scenario
  }

  /// A scenario without limits.
  private mutating func open() -> Scenario {
    var scenario = pick(Self.sources)
    scenario.system.count = pick([1, 2, 4, 6, 8, 8, 12, 16, 16, 24, 32, 64])
    scenario.job.architecture = small(scenario.job.architecture)
    scenario.job.globalBatch = pick([1, 4, 6, 16, 48, 64])
    scenario.job.sequence = pick([128, 768, 1_024, 4_096])
    scenario.job.tokens = chance(0.7) ? pick([1e9, 1e12]) : nil
    scenario.basis = pick(AccountingBasis.allCases)
    // A part without a price is free by itself, and all its plans alike.
    if chance(0.9) { scenario.ownership.rentalPrice = 5.5e-4 }
    if chance(0.9) { scenario.ownership.prices.accelerator = 25_000 }
    scenario.objective = .tokensPerSecond
    vary(&scenario.stack)
    if chance(0.5) { bare(&scenario) }
    fix(&scenario.request, of: scenario)
    return scenario
  }

  /// A model of a few layers of the same kind.
  private mutating func small(_ model: Architecture) -> Architecture {
    var small = model
    small.layers = pick([1, 2, 3, 4, 6, 7, 8, 12])
    small.heads = pick([2, 4, 6, 8])
    small.kvHeads = pick([1, 2, small.heads, small.heads])
    small.hidden = small.headDimension * small.heads * pick([1, 4])
    small.intermediate = pick([1_024, 16_384])
    small.vocabulary = pick([1_024, 128_256])
    small.predictionLayers = min(small.predictionLayers, pick([0, 1]))
    if var experts = small.experts {
      experts.count = pick([4, 6, 8])
      experts.perToken = pick([1, 2])
      experts.denseLayers = min(experts.denseLayers, pick([0, 1, 3]), small.layers - 1)
      small.experts = experts
    }
    return small
  }

  /// Software that differs in what it hides and in what it costs.
  private mutating func vary(_ stack: inout SoftwareStack) {
    if chance(0.4) { stack.attention = .unfused }
    stack.hostPerKernel = pick([0, stack.hostPerKernel, 5e-5])
    stack.hostPerStep = pick([0, stack.hostPerStep, 0.2])
    stack.spread = pick([0, stack.spread])
    stack.contention = pick([0, stack.contention, 0.5])
    stack.overlap = pick([stack.overlap, [.tensor, .data, .pipeline, .expert], []])
  }

  /// Takes away what comes on top of kernels and traffic within layers, so that bounds lie close.
  private mutating func bare(_ scenario: inout Scenario) {
    scenario.stack.hostPerStep = 0
    scenario.stack.spread = 0
    scenario.stack.optimizerTraffic = 0
    scenario.stack.pipelineHidden = 1
    scenario.stack.dataHidden = 1
    scenario.stack.contention = 0
    scenario.job.recipe.gradientBytes = 0.5
    // At one clock and far below its limit a chip takes what its kernels take.
    scenario.system.accelerator.sustainedEnergy = pick([0.2, 1])
    if chance(0.5) { scenario.system.accelerator.clockCurve.minimum = 1 }
    scenario.job.globalBatch = pick([24, 32])
    scenario.system.count = pick([1, 2, 4])
  }

  /// Fixes parts of the plan, enough of them that few plans are left.
  private mutating func fix(_ request: inout PlanRequest, of scenario: Scenario) {
    if chance(0.3) { request.tensor = pick([1, 2]) }
    if chance(0.5) { request.pipeline = pick([1, 2, 4]) }
    if chance(0.7) { request.context = pick([1, 1, 2]) }
    if chance(0.5) { request.expert = scenario.job.architecture.experts == nil ? 1 : pick([1, 2]) }
    if chance(0.5) { request.virtual = 1 }
    if chance(0.6) { request.microBatch = pick([1, 1, 2]) }
    if chance(0.7) {
      request.recompute = pick([[], .full, .coreAttention, [.norm, .activation]])
      if request.recompute == .full, chance(0.3) { request.recomputedLayers = 1 }
    }
    if chance(0.6) { request.sequenceParallel = pick([false, true]) }
    if chance(0.5) { request.sharding = pick(TrainingPlan.Sharding.allCases) }
    if request.sharding == .weights, chance(0.3) { request.shardGroup = 2 }
    if chance(0.6) { request.overlap = pick([[], scenario.stack.overlap, .tensor]) }
    if chance(0.5) { request.rankOrder = pick(TrainingPlan.RankOrder.allCases) }
    if chance(0.2) {
      request.schedule = pick(TrainingPlan.Schedule.allCases)
      if request.schedule != .oneForwardOneBackward { request.virtual = 1 }
    }
  }

  /// What is looked for.
  mutating func goals() -> SearchGoals {
    let objectives = Objective.training
    var front: [Objective] = []
    for _ in 0..<pick([0, 2, 3]) { front.append(pick(objectives.filter { !front.contains($0) })) }
    return SearchGoals(objective: pick(objectives), top: pick([1, 3, 3]), front: front)
  }
}

extension TrainingSearchSpace {
  /// Every plan, in no order that counts.
  var plans: [TrainingPlan] {
    var plans: [TrainingPlan] = []
    let add = { plans.append($0) }
    forEach(add)
    return plans
  }
}
