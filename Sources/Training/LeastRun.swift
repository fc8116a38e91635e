import Compute
public import Systems

/// What a run takes at least, from the least time and energy of its step.
public struct LeastRun: Sendable {
  /// What every run on the system takes.
  private let model: RunModel
  /// Power and heat of the system when its accelerators rest.
  private let resting: FacilityEstimate
  /// A line that the power at the meter stays above.
  private let line: PowerLine

  /// Prepares for the runs of a model on a system.
  public init(_ model: RunModel, on system: System) {
    self.model = model
    resting = system.facilityEstimate(acceleratorPower: system.accelerator.idlePower)
    line = PowerLine(below: system)
  }

  /// A run that is no dearer, in any respect but mean power, than one whose step takes so much or more.
  ///
  /// Rounding is covered by a billionth.
  ///
  /// - Parameters:
  ///   - seconds: Least time of a step [s].
  ///   - energy: Least energy above idle of one accelerator in a step [J].
  /// - Returns: The run; its power at the meter is its least energy over its least time.
  public func run(seconds: Double, energy: Double) -> RunEstimate {
    let seconds = seconds * (1 - 1e-9)
    var facility = resting
    facility.facilityPower = line.power(above: energy / seconds) * (1 - 1e-9)
    var step = StepEstimate()
    step.time.host = seconds
    var run = model.estimate(step, facility: facility)
    // What does not grow with time, such as a cluster bought for the run, is rounded all the same.
    run.secondPrice *= 1 - 1e-9
    run.costOfRun = run.costOfRun.map { $0 * (1 - 1e-9) }
    run.carbon *= 1 - 1e-9
    return run
  }

  /// Power at the meter that no run falls below [W].
  public var power: Double { resting.facilityPower * (1 - 1e-9) }
}
