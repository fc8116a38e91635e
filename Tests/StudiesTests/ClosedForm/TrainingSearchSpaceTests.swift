import Scenarios
import Studies
import Systems
import Testing
import Training
import Workloads

/// The plans of a training job against all tuples that pass rules in the tests' own words.
struct TrainingSearchSpaceTests {
  /// A small model of one of three kinds on a few accelerators.
  private static func scenario(
    _ source: Int,
    count: Int,
    layers: Int,
    domain: Int = 8,
    change: (inout Scenario) -> Void = { _ in }
  ) -> Scenario {
    var scenario = RandomTrainingSpaces.sources[source]
    scenario.system.count = count
    scenario.system.node.domain = domain
    scenario.job.architecture.layers = layers
    scenario.job.architecture.heads = 4
    scenario.job.architecture.kvHeads = 2
    if scenario.job.architecture.experts != nil {
      scenario.job.architecture.experts?.count = 6
      scenario.job.architecture.experts?.perToken = 2
      scenario.job.architecture.experts?.denseLayers = 0
    }
    scenario.job.globalBatch = 4
    scenario.job.sequence = 384
    change(&scenario)
    return scenario
  }

  /// Small jobs, with everything open or some of it fixed.
  private static let cases: [Scenario] = [
    scenario(0, count: 4, layers: 2),
    scenario(0, count: 4, layers: 6) { $0.stack.attention = .unfused },
    scenario(0, count: 8, layers: 3, domain: 2) { $0.job.sequence = 512 },
    scenario(2, count: 6, layers: 4, domain: 4) { $0.job.globalBatch = 12 },
    scenario(3, count: 4, layers: 4, domain: 2),
    scenario(0, count: 8, layers: 6) { $0.request.schedule = .zeroBubble },
    scenario(2, count: 4, layers: 6) { $0.request.schedule = .dualPipe },
    scenario(0, count: 8, layers: 6) {
      $0.request.virtual = 2
      $0.request.sharding = .weights
      $0.request.shardGroup = 2
    },
    scenario(0, count: 8, layers: 6) {
      $0.request.overlap = [.data]
      $0.request.rankOrder = .pipelineFirst
      $0.request.recompute = .full
      $0.request.recomputedLayers = 1
    },
    scenario(2, count: 8, layers: 4) {
      $0.request.expert = 2
      $0.request.microBatch = 1
      $0.request.context = 2
      $0.request.sequenceParallel = true
      $0.request.data = 2
    },
  ]

  // MARK: Rules

  /// Whether ranks can be dealt out so.
  private static func dealsOut(_ plan: TrainingPlan, _ scenario: Scenario) -> Bool {
    let model = scenario.job.architecture
    let job = scenario.job
    let heads = model.kvHeads
    return plan.tensor * plan.pipeline * plan.context * plan.data == scenario.system.count
      && plan.tensor <= scenario.system.domain && model.heads.isMultiple(of: plan.tensor)
      && (heads.isMultiple(of: plan.tensor) || plan.tensor.isMultiple(of: heads))
      && plan.pipeline <= model.layers && plan.context.nonzeroBitCount == 1
      && job.sequence.isMultiple(of: plan.context)
      && (plan.context == 1 || job.sequence / plan.context >= 128)
      && job.globalBatch.isMultiple(of: plan.data * plan.microBatch)
      && (plan.schedule != .dualPipe || plan.pipeline > 1)
  }

  /// Whether the ranks of a stage can share the experts so.
  private static func sharesExperts(_ plan: TrainingPlan, _ scenario: Scenario) -> Bool {
    guard let experts = scenario.job.architecture.experts else { return plan.expert == 1 }
    return experts.count.isMultiple(of: plan.expert)
      && (plan.tensor * plan.context * plan.data).isMultiple(of: plan.expert)
  }

  /// Whether stages can hold so many chunks of equal size.
  private static func interleaves(_ plan: TrainingPlan, _ scenario: Scenario) -> Bool {
    guard plan.virtual > 1 else { return true }
    let layers = scenario.job.architecture.layers
    let chunks = plan.pipeline * plan.virtual
    let micro = scenario.job.globalBatch / (plan.data * plan.microBatch)
    return plan.pipeline > 1 && plan.schedule == .oneForwardOneBackward
      && (layers.isMultiple(of: chunks) || (layers + 2).isMultiple(of: chunks)
        || scenario.request.virtual != nil)
      && micro.isMultiple(of: plan.pipeline)
  }

  /// Whether backward may compute just this again.
  private static func recomputes(_ plan: TrainingPlan, _ scenario: Scenario) -> Bool {
    let mode = plan.recompute
    if mode.contains(.full) {
      let most = (scenario.job.architecture.layers + plan.pipeline - 1) / plan.pipeline
      let isLimited = scenario.request.recomputedLayers != nil
      return mode == .full && (plan.recomputedLayers.map { $0 < most || isLimited } ?? true)
    }
    let isLatent = if case .latent = scenario.job.architecture.attention { true } else { false }
    return plan.recomputedLayers == nil && !mode.contains(.everyOther)
      && (!mode.contains(.coreAttention) || scenario.stack.attention == .unfused)
      && (!mode.contains(.latentProjection) || isLatent)
      && !mode.isSuperset(of: [.activation, .feedForward])
  }

  /// Whether copies may share out state so.
  private static func sharesState(_ plan: TrainingPlan, _ scenario: Scenario) -> Bool {
    let copies = plan.data * plan.context
    if let group = plan.shardGroup {
      guard copies.isMultiple(of: group) else { return false }
      if scenario.request.shardGroup == nil {
        let inside = scenario.system.domain / plan.tensor
        guard plan.sharding == .weights, group == inside, group > 1, group < copies else {
          return false
        }
      }
    }
    return copies > 1 || plan.sharding == .none || scenario.request.sharding != nil
  }

  /// Whether norms are split, traffic hides and ranks are ordered only where that means anything.
  private static func meansSomething(_ plan: TrainingPlan, _ scenario: Scenario) -> Bool {
    if plan.sequenceParallel {
      guard plan.tensor > 1 || scenario.request.sequenceParallel != nil,
        (scenario.job.sequence / plan.context).isMultiple(of: plan.tensor)
      else { return false }
    }
    var traffic: TrainingPlan.Overlap = []
    if plan.tensor > 1 { traffic.insert(.tensor) }
    if plan.data * plan.context > 1 { traffic.insert(.data) }
    if plan.pipeline > 1 { traffic.insert(.pipeline) }
    if plan.expert > 1 { traffic.insert(.expert) }
    let hides = traffic.intersection(scenario.stack.overlap).isSuperset(of: plan.overlap)
    let isMoved =
      plan.pipeline > 1 && plan.data > 1 && plan.expert <= plan.tensor * plan.context
    return (hides || scenario.request.overlap != nil)
      && (plan.rankOrder == .dataFirst || isMoved || scenario.request.rankOrder != nil)
  }

  /// Whether a plan has what the scenario fixes.
  private static func keeps(_ plan: TrainingPlan, _ request: PlanRequest) -> Bool {
    func agrees<Value: Equatable>(_ fixed: Value?, _ value: Value?) -> Bool {
      fixed == nil || fixed == value
    }
    return agrees(request.tensor, plan.tensor) && agrees(request.pipeline, plan.pipeline)
      && agrees(request.virtual, plan.virtual) && agrees(request.context, plan.context)
      && agrees(request.expert, plan.expert) && agrees(request.data, plan.data)
      && agrees(request.microBatch, plan.microBatch) && agrees(request.recompute, plan.recompute)
      && agrees(request.recomputedLayers, plan.recomputedLayers)
      && agrees(request.sequenceParallel, plan.sequenceParallel)
      && agrees(request.sharding, plan.sharding) && agrees(request.shardGroup, plan.shardGroup)
      && agrees(request.overlap, plan.overlap) && agrees(request.rankOrder, plan.rankOrder)
  }

  // MARK: All tuples

  /// Variants of plans, of which those are kept that pass a rule.
  private static func vary<Value>(
    _ plans: [TrainingPlan],
    _ field: WritableKeyPath<TrainingPlan, Value>,
    over values: [Value],
    where passes: (TrainingPlan) -> Bool = { _ in true }
  ) -> [TrainingPlan] {
    plans.flatMap { plan in
      values.map { value in
        var varied = plan
        varied[keyPath: field] = value
        return varied
      }
      .filter(passes)
    }
  }

  /// Every tuple of parts that passes all rules.
  private static func plans(_ scenario: Scenario) -> [TrainingPlan] {
    var plans = [TrainingPlan(schedule: scenario.request.schedule)]
    let few = Array(1...12)
    plans = vary(plans, \.tensor, over: few)
    plans = vary(plans, \.pipeline, over: few)
    plans = vary(plans, \.context, over: few)
    plans = vary(plans, \.data, over: few) {
      $0.tensor * $0.pipeline * $0.context * $0.data == scenario.system.count
    }
    plans = vary(plans, \.microBatch, over: few) { dealsOut($0, scenario) }
    plans = vary(plans, \.expert, over: few) { sharesExperts($0, scenario) }
    plans = vary(plans, \.virtual, over: few) { interleaves($0, scenario) }
    plans = vary(plans, \.recompute, over: (0..<128).map(TrainingPlan.Recompute.init(rawValue:)))
    plans = vary(plans, \.recomputedLayers, over: [nil] + few) { recomputes($0, scenario) }
    plans = vary(plans, \.sharding, over: TrainingPlan.Sharding.allCases)
    plans = vary(plans, \.shardGroup, over: [nil] + few) {
      sharesState($0, scenario) && keeps($0, scenario.request.free)
    }
    plans = vary(plans, \.sequenceParallel, over: [false, true])
    plans = vary(plans, \.rankOrder, over: TrainingPlan.RankOrder.allCases) {
      meansSomething($0, scenario.hidingNothing)
    }
    plans = vary(plans, \.overlap, over: (0..<16).map(TrainingPlan.Overlap.init(rawValue:)))
    return plans.filter { meansSomething($0, scenario) && keeps($0, scenario.request) }
  }

  @Test(arguments: cases.indices)
  func `a space holds every plan that is valid, and each once`(_ index: Int) {
    let scenario = Self.cases[index]
    let space = TrainingSearchSpace(scenario, goals: SearchGoals(objective: .tokensPerSecond))
    let found = space.plans
    let expected = Set(Self.plans(scenario))
    #expect(expected.count > 20)
    #expect(found.count == space.count && Set(found).count == found.count)
    let extra = Set(found).subtracting(expected)
    let missing = expected.subtracting(found)
    #expect(extra.isEmpty, "\(extra.count) such as \(String(describing: extra.first))")
    #expect(missing.isEmpty, "\(missing.count) such as \(String(describing: missing.first))")
  }

  /// Whether software with some abilities can run a plan, in the tests' own words.
  private static func canRun(
    _ plan: TrainingPlan,
    layers: Int,
    with abilities: SoftwareStack.Abilities
  ) -> Bool {
    func has(_ ability: SoftwareStack.Abilities) -> Bool { abilities.contains(ability) }
    let parts: TrainingPlan.Recompute = [.norm, .activation, .latentProjection, .feedForward]
    let sharing =
      switch plan.sharding {
      case .none: true
      case .optimizer: has(.optimizerSharding)
      case .gradients: has(.gradientSharding) && (plan.pipeline == 1 || has(.pipelineSharding))
      case .weights: has(.weightSharding) && (plan.pipeline == 1 || has(.pipelineSharding))
      }
    return sharing && (plan.tensor == 1 || has(.tensor))
      && (plan.pipeline == 1 || has(.pipeline)) && (plan.context == 1 || has(.context))
      && (plan.virtual == 1 || has(.interleaved))
      && (layers.isMultiple(of: plan.pipeline * plan.virtual) || has(.unevenStages))
      && (!plan.sequenceParallel || has(.sequenceParallel))
      && (!plan.recompute.contains(.coreAttention) || has(.recomputeAttention))
      && (plan.recompute.isDisjoint(with: parts) || has(.recomputeParts))
      && (plan.recomputedLayers == nil || has(.recomputeLayers))
  }

  @Test(arguments: SoftwareStack.Abilities.words.map(\.word))
  func `software that lacks an ability gets all plans that do without it, and no others`(
    _ word: String
  ) throws {
    let lacking = try #require(SoftwareStack.Abilities.words.first { $0.word == word }?.ability)
    let able = SoftwareStack.Abilities.all.subtracting(lacking)
    var left = 0
    for source in [0, 3] {
      var scenario = Self.scenario(source, count: 4, layers: 6) {
        $0.stack.attention = .unfused
        $0.request.overlap = []
        $0.request.rankOrder = .dataFirst
      }
      let goals = SearchGoals(objective: .tokensPerSecond)
      scenario.stack.abilities = .all
      let all = TrainingSearchSpace(scenario, goals: goals).plans
      scenario.stack.abilities = able
      let space = TrainingSearchSpace(scenario, goals: goals)
      let expected = all.filter { Self.canRun($0, layers: 6, with: able) }
      #expect(Set(space.plans) == Set(expected))
      #expect(space.count == expected.count)
      for plan in all {
        let asked = SoftwareStack.Abilities(of: plan, layers: 6)
        #expect(Self.canRun(plan, layers: 6, with: asked))
        #expect(able.isSuperset(of: asked) == Self.canRun(plan, layers: 6, with: able))
      }
      left += all.count - expected.count
    }
    #expect(left > 0)
  }

  @Test func `what a scenario fixes is in its space though its software lacks it`() {
    let goals = SearchGoals(objective: .tokensPerSecond)
    var scenario = Self.scenario(0, count: 8, layers: 6) { $0.job.globalBatch = 8 }
    scenario.stack.abilities = []
    let bare = TrainingSearchSpace(scenario, goals: goals).plans
    #expect(bare.allSatisfy { $0.context == 1 && $0.tensor == 1 && $0.pipeline == 1 })
    #expect(!bare.isEmpty && bare.allSatisfy { $0.sharding == .none })
    let fixed: [(inout PlanRequest) -> Void] = [
      { $0.context = 2 }, { $0.tensor = 2 }, { $0.pipeline = 4 },
      {
        $0.pipeline = 2
        $0.virtual = 3
      },
      { $0.sharding = .weights }, { $0.recompute = [.norm] }, { $0.recomputedLayers = 2 },
      {
        $0.tensor = 2
        $0.sequenceParallel = true
      },
    ]
    for fix in fixed {
      var asked = scenario
      fix(&asked.request)
      let plans = TrainingSearchSpace(asked, goals: goals).plans
      #expect(!plans.isEmpty && plans.allSatisfy { Self.keeps($0, asked.request) })
    }
  }

  @Test func `plans that explain looks at do not depend on what software can do`() {
    for source in RandomTrainingSpaces.sources.indices {
      var scenario = Self.scenario(source, count: 8, layers: 6)
      let all = PlanSpace.plans(scenario)
      scenario.stack.abilities = []
      #expect(!all.isEmpty && PlanSpace.plans(scenario) == all)
    }
  }

  @Test func `every plan that explain looks at is in the space`() {
    var spaces = RandomTrainingSpaces(seed: 31)
    var count = 0
    var chunks = 0
    for index in 0..<600 {
      let scenario = spaces.scenario()
      guard scenario.request.schedule != .dualPipe else { continue }
      let space = TrainingSearchSpace(scenario, goals: SearchGoals(objective: .tokensPerSecond))
      guard space.count <= 20_000 else { continue }
      let found = Set(space.plans)
      for plan in scenario.plans {
        if plan.virtual > 1, plan.schedule != .oneForwardOneBackward { continue }
        // Explain takes a fixed number of stages as it is, even where some hold no layer.
        if plan.pipeline > scenario.job.architecture.layers { continue }
        #expect(found.contains(scenario.bare(plan)), "\(index) \(plan)")
        count += 1
        chunks += plan.pipeline * plan.virtual > scenario.job.architecture.layers ? 1 : 0
      }
    }
    #expect(count > 1_000 && chunks > 0)
  }
}

extension PlanRequest {
  /// The request without what is looked at last.
  fileprivate var free: PlanRequest {
    var free = self
    free.sequenceParallel = nil
    free.overlap = nil
    free.rankOrder = nil
    return free
  }
}

extension Scenario {
  /// The scenario with no overlap asked for, so that any plan without one passes.
  fileprivate var hidingNothing: Scenario {
    var copy = self
    copy.request.overlap = []
    return copy
  }

  /// A plan without what has no effect in it.
  fileprivate func bare(_ plan: TrainingPlan) -> TrainingPlan {
    var bare = plan
    if request.sharding == nil, plan.data * plan.context == 1 { bare.sharding = .none }
    guard request.overlap == nil else { return bare }
    if plan.tensor == 1 { bare.overlap.remove(.tensor) }
    if plan.data * plan.context == 1 { bare.overlap.remove(.data) }
    if plan.pipeline == 1 { bare.overlap.remove(.pipeline) }
    if plan.expert == 1 { bare.overlap.remove(.expert) }
    return bare
  }
}
