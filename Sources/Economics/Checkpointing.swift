import Foundation

/// Saving state so that a failure costs little, and what is left of the time.
public enum Checkpointing {
  /// Young's interval between checkpoints, `√(2·C·M)` [s].
  ///
  /// Young, CACM 17(9), 1974. Good while `C ≪ M`.
  ///
  /// - Parameters:
  ///   - writeTime: Time for which a checkpoint stops the job, `C` [s].
  ///   - timeBetweenFailures: Of the job, `M` [s].
  /// - Returns: The interval.
  @inlinable
  public static func youngInterval(writeTime: Double, timeBetweenFailures: Double) -> Double {
    (2 * writeTime * timeBetweenFailures).squareRoot()
  }

  /// Daly's interval of work between checkpoints [s].
  ///
  /// `√(2CM)·(1 + ⅓√(C/2M) + (1/9)·C/2M) − C` for `C < 2M`, else `M`. Daly, FGCS 22(3), 2006,
  /// eq. 37; within 0.1 % of the exact optimum for `C < M/2`.
  ///
  /// - Parameters:
  ///   - writeTime: Time for which a checkpoint stops the job, `C` [s].
  ///   - timeBetweenFailures: Of the job, `M` [s].
  /// - Returns: The interval; infinite without failures.
  public static func dalyInterval(writeTime: Double, timeBetweenFailures: Double) -> Double {
    guard writeTime < 2 * timeBetweenFailures else { return timeBetweenFailures }
    guard timeBetweenFailures.isFinite else { return .infinity }
    let ratio = (writeTime / (2 * timeBetweenFailures)).squareRoot()
    return youngInterval(writeTime: writeTime, timeBetweenFailures: timeBetweenFailures)
      * (1 + ratio / 3 + ratio * ratio / 9) - writeTime
  }

  /// Useful over wall time with failures at a constant rate, also during checkpoint and restart.
  ///
  /// `τ / (M·e^(R/M)·(e^((τ+C)/M) − 1))`, exact for exponential failures (Daly 2006, eq. 20).
  /// First order: `1 − C/τ − (τ/2 + R)/M`: half an interval of work and a restart are lost each time.
  ///
  /// - Parameters:
  ///   - interval: Work between checkpoints, `τ`, more than 0 [s].
  ///   - writeTime: Time for which a checkpoint stops the job, `C` [s].
  ///   - downtime: Time from failure to running again, `R` [s].
  ///   - timeBetweenFailures: Of the job, `M`; may be infinite [s].
  /// - Returns: A share of the time, 0 to 1.
  public static func goodput(
    interval: Double,
    writeTime: Double,
    downtime: Double,
    timeBetweenFailures: Double
  ) -> Double {
    guard timeBetweenFailures.isFinite else {
      return interval.isFinite ? interval / (interval + writeTime) : 1
    }
    let relative = interval / timeBetweenFailures
    let segment = expm1((interval + writeTime) / timeBetweenFailures)
    // A job that never reaches its next checkpoint makes no progress.
    guard segment.isFinite else { return 0 }
    return relative / (exp(downtime / timeBetweenFailures) * segment)
  }

  /// Useful over wall time at Daly's interval.
  ///
  /// - Parameters:
  ///   - writeTime: Time for which a checkpoint stops the job; about 0 when it is asynchronous [s].
  ///   - leastInterval: Shortest interval that storage keeps up with [s].
  ///   - downtime: Time from failure to running again [s].
  ///   - timeBetweenFailures: Of the job [s].
  /// - Returns: A share of the time, 0 to 1.
  public static func bestGoodput(
    writeTime: Double,
    leastInterval: Double = 1,
    downtime: Double,
    timeBetweenFailures: Double
  ) -> Double {
    let interval = max(
      leastInterval,
      dalyInterval(writeTime: writeTime, timeBetweenFailures: timeBetweenFailures)
    )
    return goodput(
      interval: interval,
      writeTime: writeTime,
      downtime: downtime,
      timeBetweenFailures: timeBetweenFailures
    )
  }

  /// Expected effective training-time ratio, in the linear form used for Meta's research clusters.
  ///
  /// `(1 − λ·(u₀ + τ/2)) / (1 + w/τ)`, at least 0. Kokolis et al., HPCA 2025. Good while `λ·(u₀ + τ/2) ≪ 1`.
  ///
  /// - Parameters:
  ///   - interval: Time between checkpoints, `τ` [s].
  ///   - writeTime: Time for which a checkpoint stops the job, `w` [s].
  ///   - downtime: Restart overhead, `u₀` [s].
  ///   - timeBetweenFailures: Of the job, `1/λ` [s].
  /// - Returns: A share of the time, 0 to 1.
  public static func effectiveTimeRatio(
    interval: Double,
    writeTime: Double,
    downtime: Double,
    timeBetweenFailures: Double
  ) -> Double {
    let lost = (downtime + interval / 2) / timeBetweenFailures
    return max(0, 1 - lost) / (1 + writeTime / interval)
  }

  /// Time to write a checkpoint to shared storage [s].
  ///
  /// - Parameters:
  ///   - size: Weights and optimizer states of the whole job [B].
  ///   - bandwidth: Sustained bandwidth of the storage [B/s].
  ///   - overhead: Fixed time for barriers, files and serialisation [s].
  /// - Returns: The time.
  @inlinable
  public static func writeTime(
    size: Double,
    bandwidth: Double,
    overhead: Double = 0
  ) -> Double {
    overhead + size / bandwidth
  }
}
