/// What happened when traffic was run.
public struct FlowRun: Sendable {
  /// The load of a link from a time on.
  public struct Load: Sendable, Hashable {
    /// When it begins [s].
    public var time: Double
    /// The link.
    public var link: Int32
    /// Bytes a second [B/s].
    public var rate: Double
  }

  /// When each task began [s]; NaN for one that never did.
  public let starts: [Double]
  /// When each task ended [s]; infinite for one that never did.
  public let finishes: [Double]
  /// When the last task ended [s]; infinite when one never did.
  public let completion: Double
  /// Bytes that each link carried, headers included [B].
  public let carried: [Double]
  /// Loads of links over time, empty unless asked for.
  public let loads: [Load]
  /// Tasks that never ended.
  public let unfinished: Int
  /// Times at which rates were shared anew.
  public let settlements: Int
}

/// Least, median, 99th percentile and longest time of flows.
public struct FlowTimes: Sendable, Hashable {
  /// Flows counted.
  public var count: Int
  /// Shortest [s].
  public var least: Double
  /// The element in the middle, `sorted[n/2]` [s].
  public var median: Double
  /// 99 of 100 take no longer [s].
  public var p99: Double
  /// Longest [s].
  public var most: Double

  /// Sorts times; `nil` for none.
  public init?(_ times: [Double]) {
    guard !times.isEmpty else { return nil }
    let sorted = times.sorted()
    count = sorted.count
    least = sorted[0]
    median = sorted[sorted.count / 2]
    p99 = sorted[max(0, Int((Double(sorted.count) * 0.99).rounded(.up)) - 1)]
    most = sorted[sorted.count - 1]
  }
}

extension FlowRun {
  /// The same with other counts of bytes by link.
  func with(carried: [Double]) -> FlowRun {
    FlowRun(
      starts: starts,
      finishes: finishes,
      completion: completion,
      carried: carried,
      loads: loads,
      unfinished: unfinished,
      settlements: settlements
    )
  }

  /// Times from start to end of the tasks that send something.
  public func times(of traffic: Traffic) -> FlowTimes? {
    FlowTimes(
      traffic.tasks.indices.compactMap { index in
        traffic.tasks[index].bytes > 0 ? finishes[index] - starts[index] : nil
      }
    )
  }
}
