/// What a topology is made of, counted: switches by tier, links by tier, cut and diameter.
///
/// Rates are shares of the rate of an endpoint, one direction.
public struct FabricShape: Sendable, Hashable {
  /// Switches of one rank.
  public struct SwitchTier: Sendable, Hashable {
    /// What they are called, such as `leaf`.
    public var name: String
    /// How many there are.
    public var count: Int
    /// Most ports that any of them uses.
    public var ports: Int
  }

  /// What stands at an end of a link.
  public enum End: Sendable, Hashable {
    /// An endpoint.
    case endpoint
    /// A switch of a tier, by its place in ``FabricShape/switches``.
    case tier(Int)
  }

  /// Links of one kind.
  public struct LinkGroup: Sendable, Hashable {
    /// What they join, such as `leaf–spine`.
    public var name: String
    /// How many there are.
    public var count: Int
    /// Rate of each as a share of an endpoint's.
    public var rate: Double
    /// What stands at the end nearer to endpoints.
    public var lower: End
    /// What stands at the other end.
    public var upper: End
    /// Which pairs they join, for their lengths.
    public var span: HallLayout.Span
  }

  /// Endpoints in all.
  public var endpoints: Int
  /// Ranks of switches, nearest to endpoints first.
  public var switches: [SwitchTier]
  /// Kinds of links, nearest to endpoints first.
  public var links: [LinkGroup]
  /// Rate across the worst cut into halves by the topology's own lines, in rates of an endpoint.
  public var bisection: Double
  /// Links across that cut.
  public var bisectionLinks: Double
  /// Links on the longest of shortest ways between endpoints.
  public var diameter: Int
  /// Parallel copies of the network among which an endpoint's rate is split.
  public var planes: Int = 1

  /// Switches in all.
  public var switchCount: Int { switches.reduce(0) { $0 + $1.count } }
  /// Links in all.
  public var linkCount: Int { links.reduce(0) { $0 + $1.count } }
  /// Bisection over what half of the endpoints can send: 1 where nothing is lost (1).
  public var bisectionShare: Double {
    bisection / (Double(endpoints / 2) + (endpoints < 2 ? 1 : 0))
  }

  /// The same network several times, each with its share of an endpoint's rate.
  public func copied(_ planes: Int) -> FabricShape {
    guard planes > 1 else { return self }
    var shape = self
    for index in shape.switches.indices { shape.switches[index].count *= planes }
    for index in shape.links.indices {
      shape.links[index].count *= planes
      shape.links[index].rate /= Double(planes)
    }
    shape.bisectionLinks *= Double(planes)
    shape.planes = self.planes * planes
    return shape
  }

  /// Counts a topology.
  ///
  /// - Parameter topology: A topology without ``problems(of:)``.
  public init(_ topology: Topology) {
    switch topology {
    case .fullMesh(let endpoints): self = .fullMesh(endpoints)
    case .ring(let endpoints): self = .torus([endpoints], isTwisted: false)
    case .torus(let sides, let twisted): self = .torus(sides, isTwisted: twisted)
    case .switched(let endpoints, let planes):
      self = FabricShape.clos(endpoints: endpoints, radix: endpoints, tiers: 1, 1).copied(planes)
    case .clos(let endpoints, let radix, let tiers, let oversubscription):
      self = .clos(endpoints: endpoints, radix: radix, tiers: tiers, oversubscription)
    case .railOptimised(let nodes, let rails, let radix, let tiers, let oversubscription):
      self = .rails(nodes: nodes, rails: rails, radix: radix, tiers: tiers, oversubscription)
    case .dragonfly(let groups, let routers, let perRouter, let globalLinks):
      self = .dragonfly(groups, routers, perRouter, globalLinks)
    case .dragonflyPlus(let groups, let leaves, let spines, let perLeaf, let globalLinks):
      self = .dragonflyPlus(groups, leaves, spines, perLeaf, globalLinks)
    case .hyperX(let sides, let perRouter): self = .hyperX(sides, perRouter)
    case .blockMesh(let blocks, let uplinks): self = .blockMesh(blocks, uplinks)
    }
  }

  /// Gathers parts.
  init(
    endpoints: Int,
    switches: [SwitchTier],
    links: [LinkGroup],
    bisection: Double,
    bisectionLinks: Double,
    diameter: Int
  ) {
    self.endpoints = endpoints
    self.switches = switches
    self.links = links.filter { $0.count > 0 }
    self.bisection = bisection
    self.bisectionLinks = bisectionLinks
    self.diameter = diameter
  }

  /// Pairs across a cut of so many into two halves.
  static func cutPairs(_ count: Int) -> Double { Double((count / 2) * (count - count / 2)) }
}
