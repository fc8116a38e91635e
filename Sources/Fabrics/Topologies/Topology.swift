/// How endpoints are joined, before any part is chosen.
///
/// One link is a pair of directions. Products of tiers are made of these by `Fabric`-level parts:
/// a scale-up domain has one topology, the network between domains another.
public enum Topology: Sendable, Hashable {
  /// Every endpoint joined to every other.
  case fullMesh(endpoints: Int)
  /// A ring of endpoints.
  case ring(endpoints: Int)
  /// A torus with wrap-around along each side; `twisted` shifts the wrap of the longest axis.
  case torus(sides: [Int], twisted: Bool)
  /// Every endpoint joined to each of a number of parallel switches (`planes`).
  case switched(endpoints: Int, planes: Int)
  /// A folded Clos of switches of one radix in 1…4 tiers, oversubscribed at its first tier.
  case clos(endpoints: Int, radix: Int, tiers: Int, oversubscription: Double)
  /// Nodes of `rails` ports, ports of equal rank under the same first switches.
  case railOptimised(nodes: Int, rails: Int, radix: Int, tiers: Int, oversubscription: Double)
  /// Groups of routers, full mesh in and between groups.
  case dragonfly(groups: Int, routersPerGroup: Int, endpointsPerRouter: Int, globalLinks: Int)
  /// Groups that are two-tier leaf–spine, spines joined between groups.
  case dragonflyPlus(groups: Int, leaves: Int, spines: Int, endpointsPerLeaf: Int, globalLinks: Int)
  /// Routers along axes, full mesh along each axis.
  case hyperX(sides: [Int], endpointsPerRouter: Int)
  /// Aggregation blocks joined pairwise, by fibres or through circuit switches.
  case blockMesh(blocks: Int, uplinks: Int)
}
