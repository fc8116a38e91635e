/// The tier that sets the pace of a collective.
public enum LimitingTier: String, Sendable, Hashable {
  /// No data moved.
  case none = "none"
  /// Fixed costs and step latencies take more than half of the time.
  case latency = "latency"
  /// The links inside the domain.
  case scaleUp = "scale-up"
  /// The ports between domains.
  case scaleOut = "scale-out"
}

/// How long a collective takes, and what it moves.
public struct CollectiveEstimate: Sendable, Hashable {
  /// Time from the last rank's arrival to the last rank's completion [s].
  public var seconds: Double
  /// The part of the time that does not shrink with more bandwidth [s].
  public var latency: Double
  /// The algorithm chosen.
  public var algorithm: CollectiveAlgorithm
  /// What sets the pace.
  public var limit: LimitingTier
  /// Bytes that each rank sends over scale-up links, on average [B].
  public var scaleUpBytes: Double
  /// Bytes that each rank sends over scale-out ports, on average [B].
  public var scaleOutBytes: Double

  /// Makes an estimate.
  public init(
    seconds: Double,
    latency: Double,
    algorithm: CollectiveAlgorithm,
    limit: LimitingTier,
    scaleUpBytes: Double,
    scaleOutBytes: Double
  ) {
    self.seconds = seconds
    self.latency = latency
    self.algorithm = algorithm
    self.limit = limit
    self.scaleUpBytes = scaleUpBytes
    self.scaleOutBytes = scaleOutBytes
  }

  /// Nothing sent, no time.
  public static let zero = Self(
    seconds: 0,
    latency: 0,
    algorithm: .none,
    limit: .none,
    scaleUpBytes: 0,
    scaleOutBytes: 0
  )

  /// Latency as a share of the time, 0…1.
  public var latencyShare: Double { seconds > 0 ? latency / seconds : 0 }
}
