/// The links of a system, tier by tier, and what they change against the usual ones.
public struct SystemLinks: Sendable, Hashable {
  /// Links inside a scale-up domain, nil where their technology is not known.
  public var scaleUp: TierLinks?
  /// Links inside a domain as its part is usually built, at the domain that part has.
  public var usualScaleUp: TierLinks?
  /// Switches that one accelerator needs in each tier of a domain: their power [W].
  public var switchPower = 0.0
  /// Switches that one accelerator needs in each tier of a domain: their price [USD].
  public var switchPrice = 0.0
  /// Links between domains, nil where their technology is not known.
  public var scaleOut: TierLinks?
  /// Links between domains as interruptions were measured with them.
  public var usualScaleOut: TierLinks?
  /// Power for one accelerator that scale-up links take beyond that of the usual ones [W].
  public internal(set) var addedPower = 0.0
  /// Price for one accelerator that scale-up links take beyond that of the usual ones [USD].
  public internal(set) var addedPrice = 0.0
  /// Latency of each step inside a domain beyond that with the usual links [s].
  public internal(set) var addedLatency = 0.0
  /// Engines of the scale-up links at the temperature that the work brings about, once it is known.
  public internal(set) var engine: EnginePoint?

  /// Describes links of which nothing is known.
  public init() {}

  /// What failing links between domains do to a job.
  ///
  /// - Parameter accelerators: Accelerators of the job.
  /// - Returns: The ratio of interruptions to the usual ones, and the share of time left.
  public func failures(accelerators: Double) -> LinkFailures {
    LinkFailures(links: scaleOut, usual: usualScaleOut, accelerators: accelerators)
  }
}
