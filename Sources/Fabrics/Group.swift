/// The ranks that take part in a collective, and whom they share the network with.
public struct Group: Sendable, Hashable {
  /// Ranks in the group, at least 1.
  public var ranks: Int
  /// Ranks of this group inside one scale-up domain, 1…`ranks`.
  ///
  /// Tensor parallelism of 8 inside a node is `(8, 8)`; data parallelism over 16 nodes with one
  /// rank a node is `(16, 1)`, with all eight ranks of each node `(128, 8)`.
  public var perNode: Int
  /// Groups like this one that use the same node's network ports at the same time, at least 1.
  ///
  /// Eight tensor-parallel ranks that each run their own data-parallel ring: 8.
  public var sharedBy: Int
  /// Share of the scale-up bandwidth left by other traffic, above 0 and up to 1.
  public var scaleUpShare: Double
  /// Share of the scale-out bandwidth left by other traffic, above 0 and up to 1.
  public var scaleOutShare: Double

  /// Makes a group; counts are clamped to their range.
  public init(
    ranks: Int,
    perNode: Int,
    sharedBy: Int = 1,
    scaleUpShare: Double = 1,
    scaleOutShare: Double = 1
  ) {
    self.ranks = max(1, ranks)
    self.perNode = min(max(1, perNode), max(1, ranks))
    self.sharedBy = max(1, sharedBy)
    self.scaleUpShare = scaleUpShare
    self.scaleOutShare = scaleOutShare
  }

  /// A group inside one scale-up domain.
  public static func within(_ ranks: Int) -> Self { Self(ranks: ranks, perNode: ranks) }

  /// Scale-up domains that the group spans, rounded up.
  public var domains: Int { (ranks + perNode - 1) / perNode }
}
