/// Why a topology cannot be built, or does not work as a network.
public enum TopologyProblem: Error, Hashable, Sendable {
  /// A whole number is outside its range.
  case count(field: String, value: Int, least: Int, most: Int?)
  /// A real number is outside its range.
  case ratio(field: String, value: Double, allowed: String)
  /// A list of sides is empty or has too many.
  case sides(value: [Int], allowed: String)
  /// A switch would need more ports than it has.
  case ports(device: String, needed: Int, radix: Int)
  /// More endpoints are asked for than the tiers hold.
  case endpoints(value: Int, most: Int, tiers: Int, radix: Int)
  /// A link is given between nodes that do not exist, or from a node to itself.
  case link(index: Int, from: Int, to: Int, nodes: Int)
  /// A link's rate or latency is not usable.
  case rate(index: Int, field: String, value: Double)
  /// Endpoints cannot reach one another.
  case disconnected(endpoint: Int, from: Int, unreachable: Int)
}

extension TopologyProblem: CustomStringConvertible {
  /// What was found, what is allowed, and what to do.
  public var description: String {
    switch self {
    case .count(let field, let value, let least, let most):
      let allowed = most.map { "\(least) to \($0)" } ?? "at least \(least)"
      return "\(field) is \(value); it must be \(allowed)."
    case .ratio(let field, let value, let allowed):
      return "\(field) is \(value); it must be \(allowed)."
    case .sides(let value, let allowed):
      return "sides are \(value); there must be \(allowed)."
    case .ports(let device, let needed, let radix):
      return "\(device) needs \(needed) ports, its radix is \(radix); "
        + "lower what is joined to it or take a switch of higher radix."
    case .endpoints(let value, let most, let tiers, let radix):
      return "endpoints is \(value); \(tiers) tiers of radix \(radix) hold at most \(most). "
        + "Add a tier or take a higher radix."
    case .link(let index, let from, let to, let nodes):
      return "link \(index) joins \(from) and \(to); both must differ and be 0 to \(nodes - 1)."
    case .rate(let index, let field, let value):
      return "link \(index) has a \(field) of \(value); "
        + (field == "latency" ? "it must be 0 or more." : "it must be greater than 0.")
    case .disconnected(let endpoint, let from, let unreachable):
      return "endpoint \(endpoint) cannot be reached from endpoint \(from), and \(unreachable) "
        + "in all cannot; add links between the parts."
    }
  }
}

/// All that is wrong with a topology.
public struct TopologyProblems: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problems, at least one.
  public let all: [TopologyProblem]

  /// The problems, one a line.
  public var description: String { all.map(\.description).joined(separator: "\n") }
}
