/// What one direction of a link can do.
public struct LinkRate: Sendable, Hashable {
  /// Bytes that pass in a second [B/s].
  public var bandwidth: Double
  /// Time of a bit from end to end, the receiving device's own latency included [s].
  public var latency: Double

  /// Makes a rate.
  public init(bandwidth: Double, latency: Double) {
    self.bandwidth = bandwidth
    self.latency = latency
  }
}

/// What a link joins.
public enum LinkKind: UInt8, Sendable, Hashable, CaseIterable {
  /// An endpoint and a switch.
  case access
  /// Two switches.
  case trunk
  /// Two endpoints, without a switch.
  case direct
}

/// Endpoints and switches joined by directed links: what routes and flows run on.
///
/// Nodes are numbered endpoints first, then switches. Links come in pairs: link `2i` and link
/// `2i + 1` are the two directions of one cable.
public struct NetworkGraph: Sendable {
  /// One direction of a cable.
  public struct Link: Sendable, Hashable {
    /// The node that sends.
    public var from: Int32
    /// The node that receives.
    public var to: Int32
    /// Capacity [B/s].
    public var bandwidth: Double
    /// Time of a bit from end to end [s].
    public var latency: Double
    /// Level of the network: 0 next to the endpoints.
    public var tier: UInt8
    /// What it joins.
    public var kind: LinkKind
    /// What a route pays for it: shortest routes have the least sum.
    public var cost: UInt8
    /// Equal cables that it stands for, whose capacities `bandwidth` adds.
    public var lanes: Int32 = 1
  }

  /// Endpoints: nodes `0 ..< endpoints`.
  public let endpoints: Int
  /// Switches: nodes `endpoints ..< endpoints + switches`.
  public let switches: Int
  /// True where endpoints pass on what is not theirs (tori, rings, meshes).
  public let endpointsForward: Bool
  /// Directed links, the two directions of a cable next to each other.
  public let links: [Link]
  /// For each node the place in `out` where its links begin; one more at the end.
  public let outStart: [Int32]
  /// Links by the node that sends.
  public let out: [Int32]
  /// Level of each switch, 0 next to the endpoints.
  public let switchTiers: [UInt8]

  /// Endpoints and switches.
  public var nodes: Int { endpoints + switches }
  /// Cables: pairs of directions.
  public var cables: Int { links.count / 2 }

  /// Makes a graph from its cables, each given once and in one direction.
  public init(
    endpoints: Int,
    switchTiers: [UInt8],
    cables: [Link],
    endpointsForward: Bool
  ) {
    self.endpoints = endpoints
    switches = switchTiers.count
    self.switchTiers = switchTiers
    self.endpointsForward = endpointsForward
    var links: [Link] = []
    links.reserveCapacity(cables.count * 2)
    for cable in cables {
      links.append(cable)
      var back = cable
      back.from = cable.to
      back.to = cable.from
      links.append(back)
    }
    self.links = links
    let count = endpoints + switchTiers.count
    var starts = [Int32](repeating: 0, count: count + 1)
    for link in links { starts[Int(link.from) + 1] += 1 }
    for node in 0..<count { starts[node + 1] += starts[node] }
    outStart = starts
    var fill = starts
    var order = [Int32](repeating: 0, count: links.count)
    for (index, link) in links.enumerated() {
      let node = Int(link.from)
      order[Int(fill[node])] = Int32(index)
      fill[node] += 1
    }
    out = order
  }

  /// Links that a node sends on.
  @inline(__always)
  func outgoing(_ node: Int) -> Range<Int> { Int(outStart[node])..<Int(outStart[node + 1]) }

  /// True where a route may go on from a node that is not its end.
  @inline(__always)
  func forwards(_ node: Int) -> Bool { endpointsForward || node >= endpoints }

  /// The same cables with the links of a second graph over the same endpoints added.
  ///
  /// Routes prefer this graph: a link of the other costs as much as `otherCost` of these.
  func joined(with other: NetworkGraph, otherCost: UInt8) -> NetworkGraph {
    let shift = Int32(switches)
    let own = Int32(endpoints)
    let lift = (switchTiers.max() ?? 0) + 1
    var cables = stride(from: 0, to: links.count, by: 2).map { links[$0] }
    for index in stride(from: 0, to: other.links.count, by: 2) {
      var link = other.links[index]
      if link.from >= own { link.from += shift }
      if link.to >= own { link.to += shift }
      link.tier += lift
      link.cost = otherCost
      cables.append(link)
    }
    return NetworkGraph(
      endpoints: endpoints,
      switchTiers: switchTiers + other.switchTiers.map { $0 + lift },
      cables: cables,
      endpointsForward: endpointsForward || other.endpointsForward
    )
  }
}

/// Collects the nodes and cables of a graph that is being built.
struct GraphBuilder {
  /// Endpoints of the graph.
  let endpoints: Int
  /// Rates by tier; the last holds for all tiers above.
  let rates: [LinkRate]
  /// Level of each switch added so far.
  private(set) var switchTiers: [UInt8] = []
  /// Cables added so far, one direction each.
  private(set) var cables: [NetworkGraph.Link] = []

  /// Makes a builder for a number of endpoints.
  init(endpoints: Int, rates: [LinkRate]) {
    self.endpoints = endpoints
    self.rates = rates
  }

  /// Adds a switch and returns its node.
  mutating func addSwitch(tier: Int) -> Int {
    switchTiers.append(UInt8(clamping: tier))
    return endpoints + switchTiers.count - 1
  }

  /// Adds a cable between two nodes.
  mutating func connect(_ from: Int, _ to: Int, tier: Int) {
    let rate = rates[min(tier, rates.count - 1)]
    let ends = (from < endpoints ? 1 : 0) + (to < endpoints ? 1 : 0)
    cables.append(
      .init(
        from: Int32(from),
        to: Int32(to),
        bandwidth: rate.bandwidth,
        latency: rate.latency,
        tier: UInt8(clamping: tier),
        kind: ends == 2 ? .direct : ends == 1 ? .access : .trunk,
        cost: 1
      )
    )
  }

  /// The graph.
  func graph(endpointsForward: Bool) -> NetworkGraph {
    NetworkGraph(
      endpoints: endpoints,
      switchTiers: switchTiers,
      cables: cables,
      endpointsForward: endpointsForward
    )
  }
}
