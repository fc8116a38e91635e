/// How flows choose among the shortest routes of a network.
public enum Routing: Sendable, Hashable {
  /// One route a flow, chosen at each hop by a hash of the flow (equal-cost multipath).
  case ecmp
  /// One route a destination: at each hop the destination's number decides (D-mod-k).
  ///
  /// On a full Clos every shift permutation passes without contention (Zahavi et al. 2010).
  case byDestination
  /// A number of hashed routes a flow, each with an equal part.
  case paths(Int)
  /// All shortest routes, split evenly at each hop: packet spraying.
  case spray
  /// One route a flow, at each hop the link with the least load when the flow starts.
  case adaptive
  /// One route through an endpoint chosen by hash, to spread any pattern (Valiant 1982).
  case valiant
  /// One route that exhausts one axis after the other.
  case dimensionOrder

  /// The name in files and reports.
  public var name: String {
    switch self {
    case .ecmp: return "ecmp"
    case .byDestination: return "by-destination"
    case .paths(let count): return "paths-\(count)"
    case .spray: return "spray"
    case .adaptive: return "adaptive"
    case .valiant: return "valiant"
    case .dimensionOrder: return "dimension-order"
    }
  }

  /// The routing of a name, `paths-8` for eight paths; `nil` for a name that is none.
  public init?(name: String) {
    switch name {
    case "ecmp": self = .ecmp
    case "by-destination": self = .byDestination
    case "spray": self = .spray
    case "adaptive": self = .adaptive
    case "valiant": self = .valiant
    case "dimension-order": self = .dimensionOrder
    default:
      guard name.hasPrefix("paths-"), let count = Int(name.dropFirst(6)), count >= 1,
        count <= 4_096
      else { return nil }
      self = .paths(count)
    }
  }

  /// Names that a file may give.
  public static let names = [
    "ecmp", "by-destination", "paths-N", "spray", "adaptive", "valiant", "dimension-order",
  ]
}

/// Mixes 64 bits so that each depends on all (the finaliser of SplitMix64).
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
  var bits = value &+ 0x9E37_79B9_7F4A_7C15
  bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return bits ^ (bits >> 31)
}
