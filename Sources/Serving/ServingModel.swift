import Compute
public import Systems
public import Workloads

/// Estimates serving in steady state.
public enum ServingModel {
  /// The estimate of traffic on a system under a plan.
  ///
  /// - Parameters:
  ///   - traffic: What is asked.
  ///   - architecture: The model.
  ///   - recipe: Its number formats.
  ///   - plan: How it is laid out.
  ///   - system: On what.
  ///   - stack: With which engine.
  /// - Returns: Times, rates, memory and power.
  public static func estimate(
    of traffic: ServingTraffic,
    model architecture: Architecture,
    recipe: ServingRecipe,
    plan: ServingPlan,
    on system: System,
    with stack: ServingStack
  ) -> ServingEstimate {
    let model = Deployment(
      traffic: traffic,
      architecture: architecture,
      recipe: recipe,
      plan: plan,
      system: system,
      stack: stack
    )
    var estimate = model.estimate
    estimate.problems = model.problems(estimate)
    return estimate
  }
}

/// One plan under one load: what its estimates share.
///
/// Plans of the same layout share all but ``plan`` and what follows from it, so that a sweep sets
/// one plan after the other.
package struct Deployment: Sendable {
  /// What is asked.
  package var traffic: ServingTraffic
  let architecture: Architecture
  let recipe: ServingRecipe
  /// The plan; its layout stays that of the first.
  package private(set) var plan: ServingPlan
  let system: System
  let stack: ServingStack
  /// Copies that generate.
  let copy: IterationModel
  /// Memory of one of their accelerators.
  package let memory: ServingMemory
  /// Requests that the memory of one copy can hold at once.
  package let held: Double
  /// Most requests that one copy can run at once.
  package private(set) var capacity = 0.0
  /// What holds that number.
  private(set) var capacityLimit = ServingEstimate.Limit.cache

  /// Describes a plan on a system.
  package init(
    traffic: ServingTraffic,
    architecture: Architecture,
    recipe: ServingRecipe,
    plan: ServingPlan,
    system: System,
    stack: ServingStack
  ) {
    self.traffic = traffic
    self.architecture = architecture
    self.recipe = recipe
    self.plan = plan
    self.system = system
    self.stack = stack
    let memory = ServingMemory(
      architecture: architecture,
      recipe: recipe,
      layout: plan.layout,
      system: system,
      stack: stack
    )
    self.memory = memory
    // Weights beyond the first tier of memory stream from the second.
    let part = system.accelerator
    var system = system
    if part.secondTier != nil {
      system.machine = system.machine.replacing(accelerator: part.holding(memory.weights))
    }
    copy = IterationModel(
      architecture: architecture,
      recipe: recipe,
      layout: plan.layout,
      system: system,
      stack: stack
    )
    let tokens =
      stack.reservesOutput ? traffic.input + traffic.output : traffic.meanContext
    held = memory.requests(tokens: tokens) * Double(plan.layout.attentionData)
    take(plan)
  }

  /// Goes over to another plan of the same layout.
  package mutating func take(_ plan: ServingPlan) {
    self.plan = plan
    // Engines limit the requests of each attention rank.
    let ranks = Double(plan.layout.attentionData)
    let own = Double(plan.batchLimit ?? stack.batchLimit) * ranks
    capacity = min(held, own)
    capacityLimit = held < own ? .cache : .batchLimit
  }

  /// A time that no iteration of a copy that generates undercuts [s].
  ///
  /// Each stage's host serves every batch in flight, whether or not the device waits for it.
  ///
  /// - Parameter running: Requests that run at least.
  /// - Returns: The host's time.
  func leastStep(_ running: Double) -> Double {
    let stages = Double(plan.layout.pipeline)
    return (stack.hostPerStep + stack.hostPerSequence * max(1, running / stages)) * stages
  }

  /// The least time of an output token that the engine's host allows [s].
  package var leastToken: Double { leastStep(0) / tokensPerStep }

  /// A rate that copies which do both do not exceed [1/s].
  package var greatestAggregated: Double {
    guard further > 0 else { return .infinity }
    // Rounded as estimates are, which tells ties from differences.
    if case .rate(let asked) = traffic.load { return asked / replicas * replicas }
    var most = max(capacity, 1e-6)
    if case .batch(let size) = traffic.load { most = size / replicas }
    most = min(most, clients / replicas)
    guard most.isFinite else { return .infinity }
    // The host's time grows no faster than requests: most of them give the greatest rate.
    return replicas * most * tokensPerStep / (further * leastStep(most))
  }

  /// The estimate of the plan, but for what stands in its way in words.
  package var estimate: ServingEstimate {
    plan.prefill == nil ? aggregated() : disaggregated()
  }

  /// Most tokens of an iteration.
  var chunk: Int { plan.chunk ?? stack.chunk }

  /// Copies that generate.
  var replicas: Double { Double(plan.replicas) }
  /// Tokens that an iteration yields for each running request.
  var tokensPerStep: Double { traffic.speculation?.tokensPerStep ?? 1 }
  /// Output tokens after the first.
  var further: Double { max(0, traffic.output - 1) }

  // MARK: Pieces

  /// An iteration that only generates, for so many running requests of a copy, at least one.
  func generating(_ running: Double) -> Iteration {
    Iteration(
      sequences: max(1, running / Double(plan.layout.pipeline)),
      queries: Double((traffic.speculation?.tokens ?? 0) + 1),
      context: traffic.meanContext
    )
  }

  /// The phase in which a copy generates with so many running requests, drafts included.
  func decode(_ running: Double) -> Phase {
    let iteration = generating(running)
    guard let speculation = traffic.speculation else { return copy.phase(iteration) }
    var cost = copy.cost(iteration)
    var draft = iteration
    draft.queries = 1
    // A guess passes one layer and the head: multi-token prediction, or a draft of that size.
    let one = copy.cost(draft)
    let layers = Double(max(1, architecture.layers))
    cost.add(one, times: Double(speculation.tokens) * 2 / layers)
    return copy.finished(cost, sequences: iteration.sequences)
  }

  /// Inputs of a request as they ride through a copy.
  struct Prefill: Sendable {
    /// Time that a request's input takes from running requests, in the mean [s].
    var taken: Double
    /// Time from the start of its first chunk to its first token [s].
    var latency: Double
    /// Energy above idle of its input on one accelerator, and time, as a phase.
    var phase: Phase
  }

  /// The cost of one request's input on a copy.
  ///
  /// - Parameters:
  ///   - model: The copy.
  ///   - running: Requests that generate on it.
  ///   - together: Requests whose inputs are computed at once on different attention ranks.
  ///   - mixes: Whether running requests ride along.
  ///   - chunk: Most tokens of an iteration, those of the plan when nil.
  ///   - queued: Whether inputs wait, so that iterations carry as many as they may.
  /// - Returns: Time taken from others, time to its first token, and power.
  func prefill(
    on model: IterationModel,
    running: Double,
    together: Double,
    mixes: Bool,
    chunk: Int? = nil,
    queued: Bool = false
  ) -> Prefill {
    // Where the first token is the last, no request generates that inputs could ride along with.
    let mixes = mixes && further > 0
    let length = traffic.computedInput
    let most = Double(chunk ?? self.chunk)
    let chunk = min(length, most)
    let chunks = (length / chunk).rounded(.up)
    let each = length / chunks
    let prefix = traffic.input * traffic.prefixHit + (length - each) / 2
    var iteration = mixes ? generating(running) : Iteration()
    let held = queued ? max(1, (most / each).rounded(.down)) : 1
    iteration.input = each * together * held
    iteration.inputLength = each
    iteration.inputPrefix = prefix
    iteration.inputRanks = together
    var cost = model.cost(iteration)
    if mixes {
      let own = model.cost(generating(running))
      cost.add(own, times: -1)
      cost.raise(to: cost.flops / fastest)
    }
    cost.account.scale(by: stack.prefill)
    let phase = model.finished(cost, sequences: 0)
    let device = phase.account.device + phase.account.throttle
    let once = mixes ? device : phase.seconds
    let stages = Double(model.layout.pipeline)
    return Prefill(
      taken: chunks * once / (together * held) / stages,
      latency: chunks * once,
      phase: phase
    )
  }

  /// The greatest rate at which any of the recipe's products run [FLOP/s].
  private var fastest: Double {
    [recipe.matmul, recipe.experts, recipe.projections, recipe.attention]
      .map { system.accelerator.rate(of: $0) }.max() ?? .infinity
  }

  /// Mean time that a random arrival waits at a server with so much of its time taken [s].
  ///
  /// Pollaczek and Khinchine for equal service times: `ρ/(2(1 − ρ))·s`.
  func queueing(_ utilization: Double, service: Double) -> Double {
    let share = min(0.98, max(0, utilization))
    return share / (2 * (1 - share)) * service
  }
}

extension IterationAccount {
  /// Multiplies every part.
  mutating func scale(by factor: Double) {
    let own = self
    add(own, times: factor - 1)
  }
}
