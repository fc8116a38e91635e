public import Fabrics
import Quantities

/// Traffic on a network, and what is asked about it.
public struct TrafficScenario: Sendable {
  /// Who sends to whom.
  public enum Pattern: String, Sendable, Hashable, CaseIterable {
    /// Every endpoint sends to one and receives from one, by chance.
    case permutation
    /// All send to one.
    case incast
    /// Each sends to the endpoint a distance further on.
    case shift
    /// Pairs drawn evenly.
    case random
    /// Every rank sends a part to every other, all at once.
    case allToAll = "all-to-all"
    /// The same in rounds.
    case allToAllRounds = "all-to-all-rounds"
    /// Every rank ends with the sum.
    case allReduce = "all-reduce"
    /// Every rank ends with its part of the sum.
    case reduceScatter = "reduce-scatter"
    /// Every rank ends with all parts.
    case allGather = "all-gather"
    /// One rank's vector reaches all.
    case broadcast
    /// Flows from a file.
    case flows

    /// The collective; nil for what is none.
    public var collective: Collective? {
      switch self {
      case .allToAll, .allToAllRounds: return .allToAll
      case .allReduce: return .allReduce
      case .reduceScatter: return .reduceScatter
      case .allGather: return .allGather
      case .broadcast: return .broadcast
      case .permutation, .incast, .shift, .random, .flows: return nil
      }
    }
  }

  /// What is run.
  public enum Fidelity: String, Sendable, Hashable, CaseIterable {
    /// Flows with fair rates.
    case flows
    /// Packets with queues and credit.
    case packets
  }

  /// Who sends to whom.
  public var pattern: Pattern
  /// Bytes of a flow, or the full tensor of a collective [B].
  public var bytes: Double
  /// How a collective is carried out.
  public var algorithm: CollectiveAlgorithm
  /// Endpoints that take part; nil for all.
  public var ranks: Int?
  /// The endpoint that an incast sends to; nil for the last.
  public var target: Int?
  /// Distance of a shift.
  public var distance: Int
  /// Flows of random pairs; nil for as many as endpoints.
  public var count: Int?
  /// Endpoints of a scale-up domain.
  public var domain: Int
  /// Parts that follow one another.
  public var chunks: Int
  /// Flows of a file.
  public var listed: Traffic
  /// What is run.
  public var fidelity: Fidelity
  /// How routes are chosen.
  public var routing: Routing
  /// Routings that are put beside it.
  public var compared: [Routing]
  /// Seed of patterns and hashes.
  public var seed: UInt64
  /// Seeds of hashes; nil for as many as the flows call for.
  public var samples: Int?
  /// Time of a bit over a link [s].
  public var linkLatency: Double
  /// How flows are run, but for the routing and the seed.
  public var settings: FlowSettings
  /// How packets are run, but for the routing and the seed.
  public var transport: PacketSettings

  /// Endpoints that take part of so many.
  public func rankCount(of endpoints: Int) -> Int { min(ranks ?? endpoints, endpoints) }

  /// Flows of the traffic on so many endpoints.
  public func flowCount(endpoints: Int) -> Double {
    let n = Double(rankCount(of: endpoints))
    switch pattern {
    case .permutation, .shift: return n
    case .incast: return n - 1
    case .random: return Double(count ?? endpoints)
    case .flows: return Double(listed.tasks.count)
    case .allToAll, .allToAllRounds: return n * (n - 1)
    case .broadcast: return n * Double(chunks)
    case .allReduce, .reduceScatter, .allGather:
      let phases = pattern == .allReduce ? 2.0 : 1
      switch algorithm {
      case .ring, .none, .direct: return phases * n * (n - 1)
      case .tree, .inNetwork: return 4 * n * Double(chunks)
      case .halvingDoubling: return phases * n * 32
      case .hierarchical:
        return phases * n * (Double(domain) + n / Double(max(domain, 1)))
      }
    }
  }

  /// True where all steps are alike and are run as such.
  public func isStepwise(endpoints: Int) -> Bool {
    guard fidelity == .flows, algorithm == .ring, settings.failures.isEmpty else { return false }
    switch pattern {
    case .allReduce, .reduceScatter, .allGather: return flowCount(endpoints: endpoints) > 200_000
    default: return false
    }
  }

  /// The steps of a ring collective.
  public func schedule(endpoints: Int) -> StepSchedule {
    let ranks = Array(0..<rankCount(of: endpoints))
    var schedule = StepSchedule.ringAllReduce(ranks: ranks, bytes: bytes)
    if pattern != .allReduce { schedule.steps /= 2 }
    return schedule
  }

  /// The flows on a network.
  public func traffic(on graph: NetworkGraph) -> Traffic {
    let endpoints = graph.endpoints
    let size = rankCount(of: endpoints)
    var generator = SplitMix64(seed: seed)
    switch pattern {
    case .permutation:
      return .permutation(endpoints: size, bytes: bytes, generator: &generator)
    case .incast:
      let target = self.target ?? size - 1
      return .incast(
        senders: Array((0..<endpoints).lazy.filter { $0 != target }.prefix(size - 1)),
        to: target,
        bytes: bytes
      )
    case .shift: return .shift(endpoints: size, by: distance, bytes: bytes)
    case .random:
      return .random(
        endpoints: size,
        flows: count ?? size,
        bytes: bytes,
        generator: &generator
      )
    case .flows: return listed
    case .allToAllRounds: return .allToAllRounds(ranks: Array(0..<size), bytes: bytes)
    case .allReduce where algorithm == .inNetwork:
      return .inNetworkReduction(
        ranks: Array(0..<size),
        bytes: bytes,
        graph: graph,
        chunks: chunks
      )
    default:
      let algorithm = pattern == .allToAll ? .direct : self.algorithm
      return .collective(
        pattern.collective ?? .pointToPoint,
        algorithm,
        ranks: Array(0..<size),
        bytes: bytes,
        domain: domain,
        chunks: chunks
      )
    }
  }
}

extension FabricDesign {
  /// The graph of the network, its planes as one.
  ///
  /// - Parameter latency: Time of a bit over a link [s].
  /// - Returns: The graph.
  /// - Throws: `TopologyProblems` with everything that keeps it from being built.
  public func graph(latency: Double) throws(TopologyProblems) -> NetworkGraph {
    // An endpoint's rate is split among its links as its bill does; rates here are in bytes.
    let share = FabricShape(topology).links.first?.rate ?? 1
    return try topology.graph(rates: [LinkRate(bandwidth: rate * share / 8, latency: latency)])
  }
}
