import Foundation

/// How often a job on many accelerators is interrupted and how long it then stands still.
///
/// Interruptions come from any accelerator with its share of host and network, independent of each
/// other and at a constant rate, so that a job of `n` sees one every `mtbf/n`. Measured clusters
/// agree within a factor of two from 1,024 to 16,384 accelerators; bad nodes that fail again and
/// again and shared outages break the law.
public struct FailureModel: Sendable, Hashable {
  /// Mean time between interruptions of one accelerator [s].
  public var timeBetweenFailures: Double

  /// Time to notice, diagnose and stop the job [s].
  public var detectionTime: Double

  /// Time to start again: scheduling, communicators, loading state, warm-up [s].
  public var restartTime: Double

  /// Share of interruptions that need a machine replaced.
  public var hardwareShare: Double

  /// Time to bring in a spare machine that stands by [s].
  public var swapTime: Double

  /// Time to repair a machine when no spare is left [s].
  public var repairTime: Double

  /// Creates a failure model.
  ///
  /// - Parameters:
  ///   - timeBetweenFailures: Of one accelerator, more than 0; may be infinite [s].
  ///   - detectionTime: To notice, diagnose and stop [s].
  ///   - restartTime: To start again [s].
  ///   - hardwareShare: Share that needs a machine replaced, 0 to 1.
  ///   - swapTime: To bring in a spare [s].
  ///   - repairTime: To repair when no spare is left [s].
  public init(
    timeBetweenFailures: Double,
    detectionTime: Double,
    restartTime: Double,
    hardwareShare: Double = 0.78,
    swapTime: Double = 0,
    repairTime: Double = 0
  ) {
    precondition(timeBetweenFailures > 0 && hardwareShare >= 0 && hardwareShare <= 1)
    self.timeBetweenFailures = timeBetweenFailures
    self.detectionTime = detectionTime
    self.restartTime = restartTime
    self.hardwareShare = hardwareShare
    self.swapTime = swapTime
    self.repairTime = repairTime
  }

  /// Mean time between interruptions of a job [s].
  ///
  /// - Parameter accelerators: Accelerators in the job, at least 1.
  /// - Returns: The time.
  public func jobTimeBetweenFailures(accelerators: Double) -> Double {
    timeBetweenFailures / accelerators
  }

  /// Mean time that an interruption stops the job, without the work lost [s].
  ///
  /// - Parameters:
  ///   - accelerators: Accelerators in the job.
  ///   - spares: Machines that stand by, each as large as what fails together.
  /// - Returns: The time.
  public func downtime(accelerators: Double, spares: Int) -> Double {
    let inRepair =
      hardwareShare * repairTime / jobTimeBetweenFailures(accelerators: accelerators)
    let short = Self.shortfall(spares: spares, meanInRepair: inRepair)
    return detectionTime + restartTime
      + hardwareShare * ((1 - short) * swapTime + short * max(swapTime, repairTime))
  }

  /// Chance that a failure finds no spare: `P(N ≥ s)` with `N` Poisson machines in repair.
  ///
  /// With repairs of any distribution and independent failures the number in repair is Poisson
  /// (Palm's theorem), and failures see its steady state.
  ///
  /// - Parameters:
  ///   - spares: Machines that stand by.
  ///   - meanInRepair: Mean number of machines in repair.
  /// - Returns: A probability; 1 without spares, 0 when nothing is ever in repair.
  public static func shortfall(spares: Int, meanInRepair: Double) -> Double {
    guard meanInRepair > 0 else { return 0 }
    guard spares > 0 else { return 1 }
    // Far from the mean the sum is 0 or 1 to any precision that matters and `exp` would underflow.
    guard meanInRepair < 600 else { return Double(spares) > 1.5 * meanInRepair ? 0 : 1 }
    var term = exp(-meanInRepair)
    var enough = 0.0
    for count in 0..<spares {
      enough += term
      term *= meanInRepair / Double(count + 1)
      if Double(count) > meanInRepair && term < 1e-18 { break }
    }
    return max(0, 1 - enough)
  }
}
