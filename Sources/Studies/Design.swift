public import Scenarios
public import Training
public import Workloads

/// A scenario with a plan chosen, and what comes of it.
public struct Design: Sendable {
  /// The scenario.
  public var scenario: Scenario
  /// The plan.
  public var plan: TrainingPlan
  /// What the run takes.
  public var run: RunEstimate

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
  public var objective: Double {
    switch scenario.objective {
    case .tokensPerSecond: run.tokensPerSecond
    case .tokensPerJoule: 1 / run.energyPerToken
    case .tokensPerDollar: 1 / run.costPerToken
    case .costPerToken: run.costPerToken
    case .timeToTrain: run.timeToTrain ?? run.step.seconds
    case .costOfRun: run.costOfRun ?? run.costPerToken
    case .carbonPerToken: run.carbonPerToken
    }
  }

  /// The objective turned so that greater is better.
  public var merit: Double { scenario.objective.isMaximised ? objective : 1 / objective }
}
