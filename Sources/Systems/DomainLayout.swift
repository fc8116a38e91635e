import Fabrics

/// Where the accelerators of a scale-up domain stand, which decides how long its links are.
///
/// Switches stand in the middle of a rack, and of a row of racks where one does not hold the domain;
/// cables go from rack to rack through their sides, without the way up and down that cables of the
/// network take (`HallLayout`).
public struct DomainLayout: Sendable, Hashable {
  /// Longest link on the board of one server [m].
  public static let onBoard = 0.3

  /// Racks that the domain takes, 0 on one board.
  public let racks: Int
  /// Distances in racks and rows.
  private let hall: HallLayout

  /// Lays a domain out.
  ///
  /// - Parameters:
  ///   - domain: Accelerators that share the fabric.
  ///   - perNode: Accelerators of a server.
  ///   - nodesPerRack: Servers of a rack.
  public init(domain: Int, perNode: Int, nodesPerRack: Int) {
    hall = HallLayout(endpointsPerRack: max(1, perNode * nodesPerRack))
    racks = domain <= perNode ? 0 : hall.racks(domain)
  }

  /// Length of the longest link [m].
  public var longestLink: Double {
    switch racks {
    case 0: Self.onBoard
    case 1: hall.inRack
    default: hall.inRack + hall.rackPitch * Double(racks) / 2
    }
  }

  /// The largest domain that a reach allows, in whole racks beyond the first.
  ///
  /// - Parameters:
  ///   - reach: Longest link that works [m].
  ///   - perNode: Accelerators of a server.
  ///   - nodesPerRack: Servers of a rack.
  /// - Returns: Accelerators.
  public static func largestDomain(reach: Double, perNode: Int, nodesPerRack: Int) -> Int {
    let hall = HallLayout(endpointsPerRack: max(1, perNode * nodesPerRack))
    // Reach and lengths are both rounded figures.
    let reach = TierLinks.slack * reach
    guard reach >= hall.inRack else { return perNode }
    let racks = max(1, Int(min(1e6, 2 * (reach - hall.inRack) / hall.rackPitch + 1e-9)))
    return hall.endpointsPerRack * racks
  }
}
