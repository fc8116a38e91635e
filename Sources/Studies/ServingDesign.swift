import Compute
public import Economics
import Fabrics
import Quantities
public import Scenarios
public import Serving
public import Systems
public import Workloads

/// A scenario about serving with a plan chosen, and what comes of it.
public struct ServingDesign: StudiedDesign {
  /// The kind of scenario.
  public typealias Asked = ServingScenario

  /// The scenario.
  public var scenario: ServingScenario
  /// The plan.
  public var plan: ServingPlan
  /// What the traffic gets and takes.
  public var run: ServingRun

  /// Estimates a scenario under a plan.
  public init(scenario: ServingScenario, plan: ServingPlan) {
    self.scenario = scenario
    self.plan = plan
    run = ServingModel.run(
      of: scenario.traffic,
      model: scenario.architecture,
      recipe: scenario.recipe,
      plan: plan,
      on: scenario.system,
      with: scenario.stack,
      ownership: scenario.ownership,
      basis: scenario.basis,
      priceRatios: scenario.priceRatios,
      embodiedCarbon: scenario.embodiedCarbon
    )
  }

  /// The objective's value in its own unit.
  public var objective: Double { run.outcome.value(of: scenario.objective) }

  /// Power and heat of the system.
  public var facility: FacilityEstimate { run.facility }
  /// Running cost of one accelerator by part [USD/s].
  public var costRate: CostRate { run.costRate }
  /// Groups of ranks that exchange inside a layer.
  public var groups: [LinkAlternatives.ParallelGroup] {
    let layout = plan.layout
    return [
      (degree: layout.tensor, name: "tensor", ranks: layout.tensor),
      (degree: layout.expert, name: "expert", ranks: layout.stage),
    ].filter { $0.degree > 1 }.map { LinkAlternatives.ParallelGroup($0.name, ranks: $0.ranks) }
  }
  /// Memory that weights, buffers and running requests take of a generating accelerator [B].
  public var need: Double { run.estimate.need }

  /// Memory of an accelerator, slower tiers included [B].
  public var memoryCapacity: Double { scenario.system.accelerator.totalCapacity }

  /// Memory of a generating accelerator by what holds it, with the keys of results.
  public var memoryParts: [(key: String, bytes: Double)] {
    let memory = run.estimate.memory
    return [
      ("weights", memory.weights), ("kv_cache", run.estimate.cacheInUse),
      ("reserve", memory.reserve),
    ]
  }

  /// Where an output token's time goes, with the keys of results; sums to the time of a token.
  public var timeParts: [(key: String, seconds: Double)] {
    run.estimate.time.parts + [("prefill", run.estimate.prefillInterference)]
  }

  /// Nil, since traffic has no end.
  public var timeToFinish: Double? { nil }
  /// Carbon of a year [kg].
  public var carbonOfPeriod: Double { run.carbonRate * Annuity.year }

  /// Whether the design fits in memory, meets the targets and keeps to the budget, and how far it is
  /// from doing so.
  public var standing: Standing {
    guard run.fits else { return Standing(.misfit, shortfall: need) }
    let standing = scenario.standing(
      firstToken: run.estimate.timeToFirstToken,
      outputToken: run.estimate.timePerOutputToken,
      greatestRate: run.estimate.greatestRate
    )
    guard let excess = budgetExcess, excess > standing.shortfall else { return standing }
    return Standing(.missesTarget, shortfall: excess)
  }

  /// Why the traffic cannot be served as asked, in the user's words; empty when it can.
  public var problems: [String] {
    let estimate = run.estimate
    var found = run.problems
    func check(_ what: String, _ time: Double, _ limit: Double?, _ field: String) {
      guard let limit, time > limit else { return }
      found.append(
        "\(what) takes \(Format.duration(time)) in the mean, more than the"
          + " \(Format.duration(limit)) of slo.\(field)"
      )
    }
    check("the first token", estimate.timeToFirstToken, scenario.target.timeToFirstToken, "ttft")
    check(
      "an output token",
      estimate.timePerOutputToken,
      scenario.target.timePerOutputToken,
      "tpot"
    )
    return found + budgetProblems
  }

  /// What the traffic demands of the part of a knob.
  public func load(of knob: Knob) -> Load {
    let estimate = run.estimate
    let system = scenario.system
    let part = system.accelerator
    let token = max(estimate.timePerOutputToken, 1e-12)
    func share(_ seconds: Double) -> Load { Load(share: seconds / token) }
    switch knob {
    case .matrixThroughput:
      return Load(
        demand: estimate.flopRate,
        capacity: part.rate(of: scenario.recipe.matmul),
        unit: "FLOP/s"
      )
    case .memoryBandwidth:
      return Load(demand: estimate.memoryRate, capacity: part.memoryBandwidth, unit: "B/s")
    case .memoryCapacity: return Load(demand: need, capacity: memoryCapacity, unit: "B")
    case .acceleratorPower:
      return Load(demand: estimate.acceleratorPower, capacity: estimate.powerLimit, unit: "W")
    case .scaleUpBandwidth:
      return Load(
        demand: estimate.scaleUpRate,
        capacity: system.fabric.scaleUp.bandwidth,
        unit: "B/s"
      )
    case .scaleUpDomain:
      return Load(
        demand: Double(plan.layout.stage),
        capacity: Double(system.domain),
        unit: ""
      )
    case .scaleOutBandwidth:
      return Load(
        demand: estimate.scaleOutRate,
        capacity: Load.scaleOutBandwidth(system),
        unit: "B/s"
      )
    case .networkLatency:
      let time = estimate.time
      return share(
        time.tensorCommunication + time.expertCommunication + time.pipelineCommunication
      )
    case .hostLaunch: return share(estimate.time.host)
    case .kernelFusion: return share(estimate.time.vector)
    case .kernelEfficiency:
      let time = estimate.time
      return share(time.matmul + time.experts + time.attention)
    case .expertBalance: return share(estimate.time.experts)
    case .requestOverhead:
      let own = plan.prefill == nil ? scenario.stack.hostPerRequest : scenario.stack.poolPerRequest
      return Load(share: own / max(estimate.timeToFirstToken, 1e-12))
    default: return Load(share: 0)
    }
  }
}

extension ServingOutcome {
  /// An objective's value in its own unit.
  func value(of objective: Objective) -> Double {
    switch objective {
    case .tokensPerSecond: outputRate
    case .tokensPerJoule: 1 / energyPerToken
    case .tokensPerDollar: 1 / costPerToken
    // Traffic has no end: what a run would cost is what its tokens do.
    case .costPerToken, .costOfRun: costPerToken
    case .carbonPerToken: carbonPerToken
    case .timeToFirstToken: timeToFirstToken
    case .timePerOutputToken, .timeToTrain: timePerOutputToken
    case .power: facilityPower
    }
  }
}

extension ServingScenario {
  /// Whether a design that fits meets the targets, and by what ratio it misses one at most.
  ///
  /// - Parameters:
  ///   - firstToken: Time to the first token [s].
  ///   - outputToken: Time per output token [s].
  ///   - greatestRate: Greatest rate of requests that can be answered [1/s].
  /// - Returns: The standing; times that are too low by a proof make one that is too good.
  func standing(firstToken: Double, outputToken: Double, greatestRate: Double) -> Standing {
    var worst = 1.0
    func consider(_ ratio: Double) { if ratio > worst { worst = ratio } }
    if let limit = target.timeToFirstToken { consider(firstToken / limit) }
    if let limit = target.timePerOutputToken { consider(outputToken / limit) }
    if case .rate(let asked) = traffic.load { consider(asked / max(greatestRate, 1e-12)) }
    return worst > 1 ? Standing(.missesTarget, shortfall: worst) : Standing(.good)
  }
}

extension ServingScenario: Studied {
  /// The traffic with a plan chosen.
  public typealias Answer = ServingDesign

  /// Walls of serving, in the order by which ties are broken.
  public static var knobs: [Knob] {
    Knob.allCases.filter {
      ![.overlap, .stragglers, .reliability, .storageBandwidth].contains($0)
    }
  }

  /// Plans of each kind that are re-chosen among.
  public static var keptPlans: Int { 24 }

  /// All valid plans.
  public var plans: [ServingPlan] { ServingPlanSpace.plans(self) }

  /// The same traffic with its plan left open, pools and limits as they were asked for.
  public var opened: ServingScenario {
    var open = self
    open.request.layout = ServingPlanRequest.Layout()
    open.request.replicas = nil
    if request.prefill != nil { open.request.prefill = ServingPlanRequest.Pool() }
    return open
  }

  /// Plans that differ from one in few parts.
  public func neighbours(of plan: ServingPlan) -> [ServingPlan] {
    ServingPlanSpace.neighbours(of: plan, in: self)
  }

  /// Whether a plan's tensor ranks keep to the scale-up domain as it is.
  public func isInsideDomain(_ plan: ServingPlan) -> Bool {
    max(plan.layout.tensor, plan.prefill?.layout.tensor ?? 1) <= system.domain
  }

  /// Relaxes the part of a knob that is in the engine.
  public mutating func relaxSoftware(_ knob: Knob, by factor: Double) {
    switch knob {
    case .hostLaunch:
      stack.hostPerStep /= factor
      stack.hostPerSequence /= factor
      stack.hostPerKernel /= factor
      if stack.kernelGap > 0 { stack.kernelGap /= factor }
    case .kernelFusion:
      stack.vectorTraffic /= factor
      stack.vectorKernels /= factor
    case .kernelEfficiency:
      func approach(_ ratio: inout Double) { ratio = min(ratio, 1 + (ratio - 1) / factor) }
      approach(&stack.matmul)
      approach(&stack.experts)
      approach(&stack.decodeAttention)
      approach(&stack.prefillAttention)
      approach(&stack.prefill)
      stack.rowBytes *= factor
    case .expertBalance: stack.expertSkew = 1 + (stack.expertSkew - 1) / factor
    case .requestOverhead:
      stack.hostPerRequest /= factor
      stack.poolPerRequest /= factor
      stack.replyTokens /= factor
    default: break
    }
  }

  /// How far the targets can be met among plans.
  public func reach(among plans: [ServingPlan]) -> ServiceReach? {
    ServiceReach(of: self, among: plans)
  }
}
