/// Everything fitted about how a communication library drives one kind of link.
///
/// Rates are shares of the tier's line rate and times are absolute, so that constants can be
/// carried to a link of the same family at another speed: see `transferred(latency:efficiency:)`.
public struct CollectiveConstants: Sendable, Hashable {
  /// Ring or direct all-reduce without help of the switch.
  public var allReduce: CollectiveCurve
  /// All-gather and broadcast.
  public var allGather: CollectiveCurve
  /// Reduce-scatter.
  public var reduceScatter: CollectiveCurve
  /// All-to-all and point-to-point.
  public var allToAll: CollectiveCurve
  /// All-reduce added up in the switch; its efficiency counts ring-equivalent bytes.
  public var inNetwork: CollectiveRegime
  /// Fewest ranks for which the library uses the switch to add.
  public var inNetworkMinimumRanks: Double
  /// Host launch not hidden by a captured graph or by queued work, added to every call [s].
  public var launch: Double

  /// Makes a set of constants.
  public init(
    allReduce: CollectiveCurve,
    allGather: CollectiveCurve,
    reduceScatter: CollectiveCurve,
    allToAll: CollectiveCurve,
    inNetwork: CollectiveRegime,
    inNetworkMinimumRanks: Double = 8,
    launch: Double = 0
  ) {
    self.allReduce = allReduce
    self.allGather = allGather
    self.reduceScatter = reduceScatter
    self.allToAll = allToAll
    self.inNetwork = inNetwork
    self.inNetworkMinimumRanks = inNetworkMinimumRanks
    self.launch = launch
  }

  /// Makes constants of one uniform regime: the textbook latency–bandwidth model.
  public init(uniform regime: CollectiveRegime) {
    let curve = CollectiveCurve(uniform: regime)
    self.init(
      allReduce: curve,
      allGather: curve,
      reduceScatter: curve,
      allToAll: curve,
      inNetwork: regime
    )
  }

  /// The curve that serves a pattern.
  public func curve(_ collective: Collective) -> CollectiveCurve {
    switch collective {
    case .allReduce: allReduce
    case .allGather, .broadcast: allGather
    case .reduceScatter: reduceScatter
    case .allToAll, .pointToPoint: allToAll
    }
  }

  /// The constants for a kindred link: latencies and efficiencies scaled, shapes kept.
  ///
  /// The rule for links without measurements: the nearest kin by vendor and software stack gives
  /// the shape, the ratio of known step latencies scales times, the ratio of known large-message
  /// efficiencies scales rates, and with neither known both are carried over unchanged.
  /// - Parameters:
  ///   - latency: Ratio of the new link's step latency to the kin's.
  ///   - efficiency: Ratio of the new link's large-message efficiency to the kin's.
  /// - Returns: The scaled constants.
  public func transferred(latency: Double = 1, efficiency: Double = 1) -> Self {
    var result = self
    for field in Self.fields {
      switch field.kind {
      case .time: result[field] *= latency
      case .efficiency: result[field] *= efficiency
      case .bytes, .ratio, .count: break
      }
    }
    return result
  }
}
