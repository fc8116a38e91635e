/// Where the accelerators of a scale-up domain stand, which decides how long its links are.
///
/// Switches stand in the middle of a rack, and of a row of racks where one does not hold the domain.
public struct DomainLayout: Sendable, Hashable {
  /// Longest link on the board of one server [m].
  public static let onBoard = 0.3
  /// Longest link inside a rack of 2.2 m with its switches in the middle [m].
  public static let inRack = 1.0
  /// Distance between the middles of neighbouring racks [m].
  public static let rackPitch = 0.6

  /// Racks that the domain takes, 0 on one board.
  public let racks: Int

  /// Lays a domain out.
  ///
  /// - Parameters:
  ///   - domain: Accelerators that share the fabric.
  ///   - perNode: Accelerators of a server.
  ///   - nodesPerRack: Servers of a rack.
  public init(domain: Int, perNode: Int, nodesPerRack: Int) {
    let perRack = max(1, perNode * nodesPerRack)
    racks = domain <= perNode ? 0 : (domain + perRack - 1) / perRack
  }

  /// Length of the longest link [m].
  public var longestLink: Double {
    switch racks {
    case 0: Self.onBoard
    case 1: Self.inRack
    default: Self.inRack + Self.rackPitch * Double(racks) / 2
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
    let reach = 1.01 * reach
    guard reach >= inRack else { return perNode }
    let racks = max(1, Int(2 * (reach - inRack) / rackPitch + 1e-9))
    return perNode * nodesPerRack * racks
  }
}
