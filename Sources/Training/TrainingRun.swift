public import Economics
import Foundation
public import Systems
public import Workloads

/// What a training job takes in all: step, failures, power, money and carbon.
public struct RunEstimate: Sendable {
  /// One step.
  public var step: StepEstimate
  /// Power and heat of the system.
  public var facility: FacilityEstimate
  /// Tokens of one step.
  public var tokensPerStep: Double
  /// Share of the time that is useful work, failures and checkpoints counted, 0…1.
  public var goodput: Double
  /// Work between checkpoints [s].
  public var checkpointInterval: Double
  /// Time for which a checkpoint stops the job [s].
  public var checkpointTime: Double
  /// Mean time between interruptions of the job [s].
  public var timeBetweenInterruptions: Double
  /// Tokens of the whole run, nil when the job names none.
  public var tokens: Double?
  /// Wall time of the whole run, failures included [s].
  public var timeToTrain: Double?
  /// Running cost of one accelerator by part, on the basis of owning [USD/s].
  public var costRate: CostRate
  /// Price of one accelerator second on the basis asked for [USD/s].
  public var secondPrice: Double
  /// Cost of the whole run on the basis asked for [USD].
  public var costOfRun: Double?
  /// Carbon of the whole run, or of a step without one, by location and with its share of making
  /// the machines [kg].
  public var carbon: Double
  /// Accelerators of the system.
  public var accelerators: Int
  /// Why the run cannot be, in the user's words; empty when it can.
  public var problems: [String]

  /// Whether the run can be.
  public var isFeasible: Bool { problems.isEmpty }

  /// Tokens trained per second, failures counted [1/s].
  public var tokensPerSecond: Double { tokensPerStep / step.seconds * goodput }

  /// Energy at the meter for a token, failures counted [J].
  public var energyPerToken: Double { facility.facilityPower / tokensPerSecond }

  /// Cost of a token on the basis asked for [USD].
  public var costPerToken: Double { secondPrice * Double(accelerators) / tokensPerSecond }

  /// Carbon of a token [kg].
  public var carbonPerToken: Double { carbon / (tokens ?? tokensPerStep) }
}

extension TrainingModel {
  /// Estimates a whole run.
  ///
  /// - Parameters:
  ///   - job: What is trained.
  ///   - plan: How it is laid out.
  ///   - system: On what.
  ///   - stack: With which software.
  ///   - ownership: What owning and running the system costs.
  ///   - basis: What counts as the cost.
  ///   - embodiedCarbon: Emission of making one accelerator [kg].
  /// - Returns: The step, the run, its power, cost and carbon, and why it cannot be.
  public static func run(
    of job: TrainingJob,
    plan: TrainingPlan,
    on system: System,
    with stack: SoftwareStack,
    ownership: CostOfOwnership,
    basis: AccountingBasis,
    embodiedCarbon: Double = 0
  ) -> RunEstimate {
    let model = RunModel(
      job: job,
      system: system,
      ownership: ownership,
      basis: basis,
      embodiedCarbon: embodiedCarbon
    )
    var run = model.estimate(step(of: job, plan: plan, on: system, with: stack))
    run.problems = problems(step: run.step, facility: run.facility, system: system, plan: plan)
    return run
  }

  /// Fixed part of a checkpoint: barriers, files and serialisation [s].
  ///
  /// Published saves of large jobs take seconds beyond their bytes (BLOOM: 40 s for 2.3 TB;
  /// asynchronous ones stop the job for less).
  static let checkpointOverhead = 5.0

  /// Why a run cannot be, in the user's words.
  static func problems(
    step: StepEstimate,
    facility: FacilityEstimate,
    system: System,
    plan: TrainingPlan
  ) -> [String] {
    var found = system.problems(facility)
    if let memory = memoryProblem(step.memory, on: system) { found.insert(memory, at: 0) }
    return found
  }
}
