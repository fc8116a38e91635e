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
  /// Checkpoints hold weights and optimizer state of every parameter once; they are written at
  /// Daly's interval to storage that each accelerator reaches with its share of the bandwidth.
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
    let step = step(of: job, plan: plan, on: system, with: stack)
    let facility = system.facilityEstimate(acceleratorPower: step.acceleratorPower)
    let count = Double(system.count)
    let node = system.node

    let state =
      Double(job.architecture.parameters)
      * (job.isAdapter ? 0.01 : job.recipe.weightBytes + job.recipe.optimizerBytes)
    let write = Checkpointing.writeTime(
      size: state,
      bandwidth: node.storageBandwidth * count,
      overhead: checkpointOverhead
    )
    let between = node.timeBetweenFailures / count
    let interval = Checkpointing.dalyInterval(writeTime: write, timeBetweenFailures: between)
    let goodput = Checkpointing.goodput(
      interval: interval,
      writeTime: write,
      downtime: node.restartTime,
      timeBetweenFailures: between
    )

    let perAccelerator = facility.facilityPower / count
    let rate = ownership.rate(
      ratedITPower: facility.itRatedPower / count,
      facilityPower: perAccelerator,
      waterUse: facility.waterUse * facility.itPower / count
    )
    let tokensPerStep = job.tokensPerStep
    let time = job.tokens.map { $0 / tokensPerStep * step.seconds / goodput }
    let span = time ?? step.seconds
    let second = ownership.secondPrice(basis: basis, rate: rate, runDuration: span)
    let made = Carbon.embodiedShare(
      count * embodiedCarbon + Double(system.nodes) * node.embodiedCarbon,
      lifetime: ownership.equipmentLife,
      duration: span
    )
    let carbon =
      Carbon.operational(
        energy: facility.facilityPower * span,
        intensity: system.facility.site.carbonIntensity
      )
      + made
    return RunEstimate(
      step: step,
      facility: facility,
      tokensPerStep: tokensPerStep,
      goodput: goodput,
      checkpointInterval: interval,
      checkpointTime: write,
      timeBetweenInterruptions: between,
      tokens: job.tokens,
      timeToTrain: time,
      costRate: rate,
      secondPrice: second,
      costOfRun: time.map { _ in second * count * span },
      carbon: carbon,
      accelerators: system.count,
      problems: problems(
        step: step,
        facility: facility,
        system: system,
        plan: plan
      )
    )
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
