import Compute
public import Economics
public import Scenarios
public import Systems
public import Training
public import Workloads

/// A scenario with a plan chosen, and what comes of it.
public struct Design: StudiedDesign {
  /// The kind of scenario.
  public typealias Asked = Scenario

  /// The scenario.
  public var scenario: Scenario
  /// The plan.
  public var plan: TrainingPlan
  /// What the run takes.
  public var run: RunEstimate

  /// A scenario under a plan whose run is known.
  init(scenario: Scenario, plan: TrainingPlan, run: RunEstimate) {
    self.scenario = scenario
    self.plan = plan
    self.run = run
  }

  /// Estimates a scenario under a plan.
  public init(scenario: Scenario, plan: TrainingPlan) {
    self.scenario = scenario
    self.plan = plan
    run = TrainingModel.run(
      of: scenario.job,
      plan: plan,
      on: scenario.system,
      with: scenario.stack,
      ownership: scenario.ownership,
      basis: scenario.basis,
      embodiedCarbon: scenario.embodiedCarbon
    )
  }

  /// The objective's value in its own unit.
  public var objective: Double { run.value(of: scenario.objective) }

  /// Whether the step fits in memory and in the budget, and how much it takes too much: memory [B],
  /// or the greatest ratio to a limit.
  public var standing: Standing {
    guard need <= memoryCapacity else { return Standing(.misfit, shortfall: need) }
    return budgetExcess.map { Standing(.missesTarget, shortfall: $0) } ?? Standing(.good)
  }

  /// Memory of the fullest accelerator [B].
  public var need: Double { run.step.memory.total }

  /// Memory of an accelerator [B].
  public var memoryCapacity: Double { scenario.system.accelerator.memoryCapacity }

  /// Why the run cannot be, in the user's words; empty when it can.
  public var problems: [String] { run.problems + budgetProblems }
  /// Wall time of the whole run, failures included, nil when its length is unknown [s].
  public var timeToFinish: Double? { run.timeToTrain }
  /// Carbon of the whole run, or of a step when its length is unknown [kg].
  public var carbonOfPeriod: Double { run.carbon }
  /// Power and heat of the system.
  public var facility: FacilityEstimate { run.facility }
  /// Groups of ranks that exchange inside a layer.
  public var groups: [LinkAlternatives.ParallelGroup] {
    [
      (degree: plan.tensor, name: "tensor", ranks: plan.tensor),
      (degree: plan.context, name: "context", ranks: plan.tensor * plan.context),
      (degree: plan.expert, name: "expert", ranks: plan.tensor * plan.expert),
    ].filter { $0.degree > 1 }.map { LinkAlternatives.ParallelGroup($0.name, ranks: $0.ranks) }
  }
  /// Running cost of one accelerator by part [USD/s].
  public var costRate: CostRate { run.costRate }
}

extension Scenario: Studied {
  /// The job with a plan chosen.
  public typealias Answer = Design

  /// Walls of training, in the order by which ties are broken.
  public static var knobs: [Knob] {
    Knob.allCases.filter { ![.kernelEfficiency, .expertBalance, .requestOverhead].contains($0) }
  }

  /// Plans of each kind that are re-chosen among.
  public static var keptPlans: Int { 96 }

  /// All valid plans.
  public var plans: [TrainingPlan] { PlanSpace.plans(self) }

  /// The same job with its plan left open, but for what the software does.
  public var opened: Scenario {
    var open = self
    open.request = PlanRequest()
    open.request.schedule = request.schedule
    open.request.overlap = request.overlap
    return open
  }

  /// Plans that differ from one in few parts.
  public func neighbours(of plan: TrainingPlan) -> [TrainingPlan] {
    PlanSpace.neighbours(of: plan, in: self)
  }

  /// Whether a plan keeps to the scale-up domain as it is.
  public func isInsideDomain(_ plan: TrainingPlan) -> Bool { plan.tensor <= system.domain }

  /// Relaxes the part of a knob that is in the training stack or the plan.
  public mutating func relaxSoftware(_ knob: Knob, by factor: Double) {
    switch knob {
    case .hostLaunch:
      stack.hostPerKernel /= factor
      stack.hostPerStep /= factor
    case .kernelFusion:
      stack.vectorTraffic /= factor
      stack.quantiseTraffic /= factor
    case .overlap:
      func hide(_ share: inout Double) { share = 1 - (1 - share) / factor }
      hide(&stack.tensorHidden)
      hide(&stack.pipelineHidden)
      hide(&stack.expertHidden)
      hide(&stack.dataHidden)
      stack.contention /= factor
      request.overlap = [.tensor, .data, .pipeline, .expert]
    case .stragglers: stack.spread /= factor
    default: break
    }
  }

  /// Takes back which traffic is hidden, once hiding it is relaxed.
  public mutating func restore(_ knob: Knob, from original: Scenario) {
    if knob == .overlap { request.overlap = original.request.overlap }
  }
}

extension RunEstimate {
  /// The value of an objective in its own unit.
  public func value(of objective: Objective) -> Double {
    switch objective {
    case .tokensPerSecond: tokensPerSecond
    case .tokensPerJoule: 1 / energyPerToken
    case .tokensPerDollar: 1 / costPerToken
    case .costPerToken: costPerToken
    // Of a job, a step is the least that can be waited for.
    case .timeToFirstToken, .timePerOutputToken: step.seconds
    case .timeToTrain: timeToTrain ?? step.seconds
    case .costOfRun: costOfRun ?? costPerToken
    case .carbonPerToken: carbonPerToken
    case .power: facility.facilityPower
    }
  }
}
