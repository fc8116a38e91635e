/// A communication pattern between the ranks of a group.
///
/// The size that goes with a pattern is always the **full tensor** `S` in bytes, as `nccl-tests`
/// counts it: the reduced vector of an all-reduce, the gathered result of an all-gather, the
/// vector before a reduce-scatter, the whole send buffer of one rank in an all-to-all (every peer
/// gets `S/n`), the message of a broadcast or of a point-to-point transfer.
public enum Collective: String, Sendable, CaseIterable, Hashable {
  /// Every rank ends with the sum of all ranks' vectors.
  case allReduce = "all-reduce"
  /// Every rank ends with the concatenation of all ranks' shards.
  case allGather = "all-gather"
  /// Every rank ends with its shard of the sum.
  case reduceScatter = "reduce-scatter"
  /// Every rank sends a different shard to every other.
  case allToAll = "all-to-all"
  /// One rank's vector reaches all.
  case broadcast = "broadcast"
  /// One rank sends to one other.
  case pointToPoint = "point-to-point"

  /// The bytes that each rank must send per byte of the full tensor on a ring (1).
  ///
  /// `2(n−1)/n` for all-reduce, `(n−1)/n` for the scattering patterns, 1 for the others; the ratio
  /// of "bus" to "algorithm" bandwidth in nccl-tests (doc/PERFORMANCE.md).
  /// - Parameter ranks: Ranks in the group, at least 1.
  /// - Returns: The factor, 0 for a single rank.
  public func wireFactor(ranks: Double) -> Double {
    guard ranks > 1 else { return 0 }
    switch self {
    case .allReduce: return 2 * (ranks - 1) / ranks
    case .allGather, .reduceScatter, .allToAll: return (ranks - 1) / ranks
    case .broadcast, .pointToPoint: return 1
    }
  }

  /// The dependent steps of the pattern on a ring (1).
  /// - Parameter ranks: Ranks in the group, at least 1.
  /// - Returns: The steps, 0 for a single rank.
  public func ringSteps(ranks: Double) -> Double {
    guard ranks > 1 else { return 0 }
    switch self {
    case .allReduce: return 2 * (ranks - 1)
    case .allGather, .reduceScatter, .allToAll, .broadcast: return ranks - 1
    case .pointToPoint: return 1
    }
  }

  /// True when the pattern adds numbers, so that the element width matters.
  public var reduces: Bool { self == .allReduce || self == .reduceScatter }
}
