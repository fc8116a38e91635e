import Foundation

/// How the accelerators of a scale-up domain are joined, which decides what a small group can use.
public enum Wiring: Sendable, Hashable {
  /// A switch: every rank has its full bandwidth towards any set of peers.
  case switched
  /// Every pair has its own wires: a group of `n` of `N` reaches `(n−1)/(N−1)` of the bandwidth.
  case mesh
  /// A torus of a given number of axes and ranks along each: a group has the wires of its axes.
  ///
  /// A group of at most one side rings along one axis and has `1/axes` of the bandwidth.
  case torus(axes: Int, side: Int)

  /// Axes of a torus that a group spans: the fewest whose sides hold it.
  static func spannedAxes(ranks: Double, axes: Int, side: Int) -> Double {
    let needed = (log(ranks) / log(Double(side)) - 1e-9).rounded(.up)
    return min(Double(axes), max(1, needed))
  }

  /// The ranks of a single ring with as many dependent steps as the group's rings together.
  ///
  /// The group itself, except on a torus: one ring along each axis in turn, `1 + a(n^{1/a} − 1)`.
  public func ringRanks(_ ranks: Double) -> Double {
    guard case .torus(let axes, let side) = self, axes > 1, side > 1, ranks > 1 else {
      return ranks
    }
    let spanned = Self.spannedAxes(ranks: ranks, axes: axes, side: side)
    return 1 + spanned * (pow(ranks, 1 / spanned) - 1)
  }

  /// The share of the usable bandwidth left when every rank sends to every other (1).
  ///
  /// On a torus a message crosses `s/4` links along each of `a` axes, so `4/(a·s)` remains.
  public func exchangeShare(ranks: Double) -> Double {
    guard case .torus(let axes, let side) = self, axes > 1, side > 1, ranks > 1 else { return 1 }
    let spanned = Self.spannedAxes(ranks: ranks, axes: axes, side: side)
    return min(1, 4 / (spanned * pow(ranks, 1 / spanned)))
  }

  /// The share of a rank's bandwidth that a group of the domain can use (1).
  /// - Parameters:
  ///   - ranks: Ranks of the group inside the domain.
  ///   - size: Ranks in the whole domain.
  /// - Returns: The share, above 0 and up to 1.
  public func usableShare(ranks: Double, size: Double) -> Double {
    switch self {
    case .switched: return 1
    case .mesh:
      guard size > 1, ranks < size else { return 1 }
      return max(ranks - 1, 1) / (size - 1)
    case .torus(let axes, let side):
      guard axes > 1, side > 1 else { return 1 }
      return Self.spannedAxes(ranks: ranks, axes: axes, side: side) / Double(axes)
    }
  }
}
