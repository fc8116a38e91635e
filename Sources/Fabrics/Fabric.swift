/// The network of a machine: scale-up domains joined by scale-out ports.
///
/// `time(_:bytes:group:)` gives the time of one collective; it allocates nothing and is meant to be
/// called millions of times. Topology, routing and congestion beyond the constants of `Tier` are
/// out of its scope.
public struct Fabric: Sendable, Hashable {
  /// Links inside a domain.
  public var scaleUp: Tier
  /// Ports between domains.
  public var scaleOut: Tier
  /// Scale-out ports of one domain.
  public var portsPerDomain: Double
  /// Ranks of one domain; more than the group's `perNode` when a group uses only some of them.
  public var ranksPerDomain: Double
  /// Algorithms that the software may choose from.
  public var algorithms: CollectiveAlgorithms

  /// Makes a fabric.
  /// - Parameters:
  ///   - scaleUp: Tier inside a domain; `size` is the ranks of a domain.
  ///   - scaleOut: Tier between domains; `bandwidth` is that of one port.
  ///   - portsPerDomain: Scale-out ports of one domain.
  ///   - algorithms: Algorithms that the software may choose from.
  public init(
    scaleUp: Tier,
    scaleOut: Tier,
    portsPerDomain: Double,
    algorithms: CollectiveAlgorithms = .usual
  ) {
    self.scaleUp = scaleUp
    self.scaleOut = scaleOut
    self.portsPerDomain = portsPerDomain
    self.ranksPerDomain = Double(max(1, scaleUp.size))
    self.algorithms = algorithms
  }

  /// The time and traffic of one collective, by the best algorithm allowed.
  ///
  /// Zero for a group of one or for no bytes. Never slower with more bandwidth or less latency.
  /// - Parameters:
  ///   - collective: The pattern.
  ///   - bytes: Size of the full tensor as `Collective` defines it [B].
  ///   - group: Who takes part.
  ///   - elementBytes: Width of an element; one-byte sums are slower and bypass the switch.
  /// - Returns: Time, algorithm and bytes moved.
  /// - Complexity: O(1), no allocation.
  public func time(
    _ collective: Collective,
    bytes: Double,
    group: Group,
    elementBytes: Int = 2
  ) -> CollectiveEstimate {
    guard bytes > 0, group.ranks > 1 else { return .zero }
    return group.perNode >= group.ranks
      ? within(collective, bytes: bytes, group: group, elementBytes: elementBytes)
      : across(collective, bytes: bytes, group: group, elementBytes: elementBytes)
  }

  /// Rate of one rank inside the domain for this group [B/s].
  func scaleUpRate(_ group: Group) -> Double {
    scaleUp.bandwidth * scaleUp.efficiency * group.scaleUpShare
      * scaleUp.wiring.usableShare(ranks: Double(group.perNode), size: ranksPerDomain)
  }

  /// Ports of one domain that this group has to itself.
  ///
  /// A rank drives the ports beside it, at least one; groups that run at once divide them.
  func ports(_ group: Group) -> Double {
    let beside = max(1, portsPerDomain / ranksPerDomain)
    return min(portsPerDomain / Double(group.sharedBy), Double(group.perNode) * beside)
  }

  /// Rate of one port for this group [B/s].
  func portRate(_ group: Group) -> Double {
    let spine = group.domains > scaleOut.size ? scaleOut.spineEfficiency : 1
    return scaleOut.bandwidth * scaleOut.efficiency * group.scaleOutShare * spine
  }
}
