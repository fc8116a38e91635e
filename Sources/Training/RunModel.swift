public import Economics
import Foundation
public import Systems
public import Workloads

/// What a run takes beyond its steps: what of it no plan changes is found once.
///
/// Checkpoints hold weights and optimizer state of every parameter once; they are written at
/// Daly's interval to storage that each accelerator reaches with its share of the bandwidth.
public struct RunModel: Sendable {
  /// What is trained.
  private let job: TrainingJob
  /// On what.
  private let system: System
  /// What owning and running the system costs.
  private let ownership: CostOfOwnership
  /// What counts as the cost.
  private let basis: AccountingBasis
  /// Emission of making the system's accelerators and nodes [kg].
  private let made: Double
  /// Time for which a checkpoint stops the job [s].
  private let write: Double
  /// Mean time between interruptions of the job [s].
  private let between: Double
  /// Work between checkpoints [s].
  private let interval: Double
  /// Share of the time that is useful work, 0…1.
  public let goodput: Double

  /// Prepares for the runs of a job on a system.
  ///
  /// - Parameters:
  ///   - job: What is trained.
  ///   - system: On what.
  ///   - ownership: What owning and running the system costs.
  ///   - basis: What counts as the cost.
  ///   - embodiedCarbon: Emission of making one accelerator [kg].
  public init(
    job: TrainingJob,
    system: System,
    ownership: CostOfOwnership,
    basis: AccountingBasis,
    embodiedCarbon: Double = 0
  ) {
    self.job = job
    self.system = system
    self.ownership = ownership
    self.basis = basis
    let count = Double(system.count)
    let node = system.node
    made = count * embodiedCarbon + Double(system.nodes) * node.embodiedCarbon
    let state =
      Double(job.architecture.parameters)
      * (job.isAdapter ? 0.01 : job.recipe.weightBytes + job.recipe.optimizerBytes)
    write = Checkpointing.writeTime(
      size: state,
      bandwidth: node.storageBandwidth * count,
      overhead: TrainingModel.checkpointOverhead
    )
    let links = system.links.failures(accelerators: count)
    between = node.timeBetweenFailures / count / links.interruptionRatio
    interval = Checkpointing.dalyInterval(writeTime: write, timeBetweenFailures: between)
    goodput =
      links.availability
      * Checkpointing.goodput(
        interval: interval,
        writeTime: write,
        downtime: node.restartTime,
        timeBetweenFailures: between
      )
  }

  /// Time of the whole run when a step takes so long; nil when the job names no length [s].
  ///
  /// - Parameter seconds: Time of a step [s].
  /// - Returns: Time of all steps, failures counted.
  public func timeToTrain(step seconds: Double) -> Double? {
    job.tokens.map { $0 / job.tokensPerStep * seconds / goodput }
  }

  /// The run of a step; reasons why it cannot be are not looked for.
  public func estimate(_ step: StepEstimate) -> RunEstimate {
    estimate(step, facility: system.facilityEstimate(acceleratorPower: step.acceleratorPower))
  }

  /// The run of a step at a facility.
  func estimate(_ step: StepEstimate, facility: FacilityEstimate) -> RunEstimate {
    let count = Double(system.count)
    let rate = ownership.rate(
      ratedITPower: facility.itRatedPower / count,
      facilityPower: facility.facilityPower / count,
      waterUse: facility.waterUse * facility.itPower / count
    )
    let time = timeToTrain(step: step.seconds)
    let span = time ?? step.seconds
    let second = ownership.secondPrice(basis: basis, rate: rate, runDuration: span)
    let made = Carbon.embodiedShare(made, lifetime: ownership.equipmentLife, duration: span)
    let carbon =
      Carbon.operational(
        energy: facility.facilityPower * span,
        intensity: system.facility.site.carbonIntensity
      )
      + made
    return RunEstimate(
      step: step,
      facility: facility,
      tokensPerStep: job.tokensPerStep,
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
      problems: []
    )
  }
}
