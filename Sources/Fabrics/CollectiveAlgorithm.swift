/// How a collective is carried out.
public enum CollectiveAlgorithm: String, Sendable, CaseIterable, Hashable {
  /// Nothing to do: one rank or no bytes.
  case none = "none"
  /// A ring through all ranks; least bytes, most steps.
  case ring = "ring"
  /// Two binary trees that each carry half; few steps, somewhat more bytes.
  case tree = "tree"
  /// Every rank exchanges with every other at once.
  case direct = "direct"
  /// Recursive halving and doubling (also the Bruck/PAT family): `log₂ n` steps.
  case halvingDoubling = "halving-doubling"
  /// The switch adds or multiplies (NVLS within a domain, SHARP between domains).
  case inNetwork = "in-network"
  /// Within the domain, then between domains by rail, then within the domain.
  case hierarchical = "hierarchical"
}

/// A set of algorithms that a software stack may choose from.
public struct CollectiveAlgorithms: OptionSet, Sendable, Hashable {
  /// The bits of the set.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// See `CollectiveAlgorithm.ring`.
  public static let ring = Self(rawValue: 1)
  /// See `CollectiveAlgorithm.tree`.
  public static let tree = Self(rawValue: 2)
  /// See `CollectiveAlgorithm.direct`.
  public static let direct = Self(rawValue: 4)
  /// See `CollectiveAlgorithm.halvingDoubling`.
  public static let halvingDoubling = Self(rawValue: 8)
  /// See `CollectiveAlgorithm.inNetwork`.
  public static let inNetwork = Self(rawValue: 16)
  /// See `CollectiveAlgorithm.hierarchical`.
  public static let hierarchical = Self(rawValue: 32)

  /// What NCCL and its kin choose from by default: everything but halving-doubling.
  public static let usual: Self = [.ring, .tree, .direct, .inNetwork, .hierarchical]
  /// Every algorithm.
  public static let all: Self = [
    .ring, .tree, .direct, .halvingDoubling, .inNetwork, .hierarchical,
  ]
}
