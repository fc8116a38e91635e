extension NetworkGraph {
  /// A cable of a network that is given link by link.
  public struct Cable: Sendable, Hashable {
    /// One end: an endpoint, or a switch numbered after the endpoints.
    public var from: Int
    /// The other end.
    public var to: Int
    /// What each direction can do.
    public var rate: LinkRate

    /// Makes a cable.
    public init(from: Int, to: Int, rate: LinkRate) {
      self.from = from
      self.to = to
      self.rate = rate
    }
  }

  /// A network that is given link by link.
  ///
  /// - Parameters:
  ///   - endpoints: Endpoints, nodes `0 ..< endpoints`.
  ///   - switches: Switches, the nodes after them.
  ///   - cables: Links between nodes.
  ///   - radix: Most cables of a switch; any number without it.
  ///   - endpointsForward: True where endpoints pass on what is not theirs.
  /// - Throws: `TopologyProblems` with everything that is wrong, also endpoints that cannot reach
  ///   one another.
  public init(
    endpoints: Int,
    switches: Int,
    cables: [Cable],
    radix: Int? = nil,
    endpointsForward: Bool = false
  ) throws(TopologyProblems) {
    var found: [TopologyProblem] = []
    let most = Topology.mostEndpoints
    if endpoints < 1 || endpoints > most {
      found.append(.count(field: "endpoints", value: endpoints, least: 1, most: most))
    }
    if switches < 0 || switches > most {
      found.append(.count(field: "switches", value: switches, least: 0, most: most))
    }
    guard found.isEmpty else { throw TopologyProblems(all: found) }
    let nodes = endpoints + switches
    var ports = [Int](repeating: 0, count: nodes)
    for (index, cable) in cables.enumerated() {
      if cable.from < 0 || cable.from >= nodes || cable.to < 0 || cable.to >= nodes
        || cable.from == cable.to
      {
        found.append(.link(index: index, from: cable.from, to: cable.to, nodes: nodes))
      } else {
        ports[cable.from] += 1
        ports[cable.to] += 1
      }
      if !(cable.rate.bandwidth > 0) || !cable.rate.bandwidth.isFinite {
        found.append(.rate(index: index, field: "bandwidth", value: cable.rate.bandwidth))
      }
      if !(cable.rate.latency >= 0) || !cable.rate.latency.isFinite {
        found.append(.rate(index: index, field: "latency", value: cable.rate.latency))
      }
    }
    if let radix {
      for node in endpoints..<nodes where ports[node] > radix {
        found.append(
          .ports(device: "switch \(node - endpoints)", needed: ports[node], radix: radix)
        )
      }
    }
    guard found.isEmpty else { throw TopologyProblems(all: found) }
    self.init(
      endpoints: endpoints,
      switchTiers: [UInt8](repeating: 0, count: switches),
      cables: cables.map { cable in
        let ends = (cable.from < endpoints ? 1 : 0) + (cable.to < endpoints ? 1 : 0)
        return Link(
          from: Int32(cable.from),
          to: Int32(cable.to),
          bandwidth: cable.rate.bandwidth,
          latency: cable.rate.latency,
          tier: 0,
          kind: ends == 2 ? .direct : ends == 1 ? .access : .trunk,
          cost: 1
        )
      },
      endpointsForward: endpointsForward
    )
    let apart = reachProblems()
    if !apart.isEmpty { throw TopologyProblems(all: apart) }
  }

  /// Endpoints that cannot be reached from the first; empty when all can.
  public func reachProblems() -> [TopologyProblem] {
    let distance = hops(from: 0)
    let apart = (0..<endpoints).filter { distance[$0] < 0 }
    guard let first = apart.first else { return [] }
    return [.disconnected(endpoint: first, from: 0, unreachable: apart.count)]
  }
}
