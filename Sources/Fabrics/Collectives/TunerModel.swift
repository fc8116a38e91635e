import Foundation

/// What a communication library itself expects a collective to take, as its tuner ranks choices.
///
/// NVIDIA's NCCL gives every pair of algorithm and transport a latency and a bandwidth and takes the
/// pair with the least `latency + S/bandwidth`. The model follows `src/graph/tuning.cc` at 5067397
/// with its constants. Against nccl-tests logs it is optimistic throughout (16–25 % at 1 MiB and
/// above, more below): it says what the library will *choose*, not how long that takes. Use
/// `Fabric` for the latter.
///
/// Out of scope: CollNet (SHARP through plug-ins), PAT, pipelined groups, overrides by environment.
public struct TunerModel: Sendable, Hashable {
  /// Ranks, at least 1.
  public var ranks: Int
  /// Nodes, at least 1.
  public var nodes: Int
  /// Channels of rings and trees.
  public var channels: Int
  /// Rate of one channel inside a node [B/s].
  public var channelRate: Double
  /// Rate of one channel between nodes [B/s].
  public var channelRateBetween: Double
  /// Generation of the accelerators.
  public var generation: Generation
  /// What joins the ranks of a node.
  public var wire: Wire
  /// Channels of the switch's addition; fewer than two switch it off.
  public var switchChannels: Int
  /// Rate of one such channel inside a node [B/s].
  public var switchChannelRate: Double
  /// Work of the host to post to the network, which a ring's step cannot undercut [s].
  public var postTime: Double
  /// True with processors of AMD, whose row the flagged transport takes between nodes.
  public var isAMDHost: Bool
  /// Latency of the network ports [s].
  public var portLatency: Double

  /// Describes a communicator.
  ///
  /// - Parameters:
  ///   - ranks: Ranks.
  ///   - nodes: Nodes.
  ///   - channels: Channels of rings and trees.
  ///   - busRate: What all channels of a rank carry inside a node, the log's `maxBw` [B/s].
  ///   - busRateBetween: The same between nodes, nil where it is that inside [B/s].
  ///   - generation: Generation of the accelerators.
  ///   - wire: What joins the ranks of a node.
  ///   - switchAdds: Whether the switches of the node can add.
  ///   - isAMDHost: True with processors of AMD.
  ///   - portLatency: Latency of the network ports [s].
  public init(
    ranks: Int,
    nodes: Int = 1,
    channels: Int,
    busRate: Double,
    busRateBetween: Double? = nil,
    generation: Generation,
    wire: Wire = .nvlink,
    switchAdds: Bool = false,
    isAMDHost: Bool = false,
    portLatency: Double = 0
  ) {
    self.ranks = max(1, ranks)
    self.nodes = max(1, nodes)
    self.channels = max(1, channels)
    channelRate = busRate / Double(max(1, channels))
    channelRateBetween = (busRateBetween ?? busRate) / Double(max(1, channels))
    self.generation = generation
    self.wire = wire
    switchChannels = switchAdds ? Self.switchChannels : 0
    switchChannelRate = generation.linkRate
    postTime = isAMDHost ? 2e-6 : 1e-6
    self.isAMDHost = isAMDHost
    self.portLatency = portLatency
  }

  /// Channels that the switch's addition usually has.
  public static let switchChannels = 16
  /// Fewest ranks of a node for which the switch's addition is worth setting up.
  public static let switchRanks = 8

  /// One choice with what the library expects of it.
  public struct Choice: Sendable, Hashable {
    /// The method.
    public var method: Method
    /// The transport.
    public var transport: Transport
    /// Part that does not shrink with more bandwidth [s].
    public var latency: Double
    /// Bytes of the tensor a second [B/s].
    public var bandwidth: Double
    /// Expected time [s].
    public var seconds: Double

    /// Method and transport as the library's documents write them, such as `ring LL128`.
    public var name: String {
      switch method {
      case .nvls, .nvlsTree: method.rawValue
      case .ring, .tree: "\(method.rawValue) \(transport.name)"
      }
    }
  }

  /// The choice with the least expected time, nil for one rank or for no bytes.
  ///
  /// - Parameters:
  ///   - collective: The pattern; all-to-all and point-to-point are not tuned and give nil.
  ///   - bytes: Full tensor as `Collective` defines it [B].
  /// - Returns: The choice.
  public func best(_ collective: Collective, bytes: Double) -> Choice? {
    choices(collective, bytes: bytes).min { $0.seconds < $1.seconds }
  }

  /// Every choice that the library has, in the order of its tables.
  ///
  /// - Parameters:
  ///   - collective: The pattern.
  ///   - bytes: Full tensor as `Collective` defines it [B].
  /// - Returns: The choices; none for one rank, no bytes or a pattern that is not tuned.
  public func choices(_ collective: Collective, bytes: Double) -> [Choice] {
    guard ranks > 1, bytes > 0, collective != .allToAll, collective != .pointToPoint else {
      return []
    }
    return Method.allCases.flatMap { method in
      Transport.allCases.compactMap { transport in
        choice(collective, method, transport, bytes: bytes)
      }
    }
  }

  /// One choice, nil where the library does not have it.
  private func choice(
    _ collective: Collective,
    _ method: Method,
    _ transport: Transport,
    bytes: Double
  ) -> Choice? {
    guard isAllowed(collective, method, transport) else { return nil }
    var bandwidth = self.bandwidth(collective, method, transport)
    guard bandwidth > 0 else { return nil }
    var latency = self.latency(collective, method, transport)
    let place = Int(log2(max(1, (bytes / 64).rounded(.down))).rounded(.down))
    if method == .tree, collective == .allReduce, bytes >= 64, place < 23 {
      bandwidth *= Self.treeShares[transport.rawValue][place]
    }
    if method == .nvlsTree, generation == .blackwell, bytes >= 64, place < 24 {
      bandwidth *= Self.treeShares[transport.rawValue][place]
    }
    let each = bytes / Double(channels * ranks)
    if method == .ring, transport == .chunked, nodes > 1, collective == .allReduce, each >= 64 {
      latency *= generation == .volta ? 1.9 : 1.4
    }
    return Choice(
      method: method,
      transport: transport,
      latency: latency,
      bandwidth: bandwidth,
      seconds: latency + bytes / bandwidth
    )
  }

  /// Whether the library considers a choice at all.
  private func isAllowed(
    _ collective: Collective,
    _ method: Method,
    _ transport: Transport
  ) -> Bool {
    switch method {
    case .ring: return true
    case .tree: return collective == .allReduce
    case .nvls:
      // Between nodes it needs a network that adds, which is out of scope here.
      let scatters = collective == .allGather || collective == .reduceScatter
      return transport == .chunked && switchChannels >= 2 && ranks >= Self.switchRanks && nodes == 1
        && (collective == .allReduce || scatters)
    case .nvlsTree:
      return transport == .chunked && switchChannels >= 2 && nodes > 1
        && collective == .allReduce && ranks / nodes >= Self.switchRanks
    }
  }

  /// Dependent steps as the library counts them.
  private func steps(_ collective: Collective) -> Double {
    switch collective {
    case .allReduce: Double(2 * (ranks - 1))
    case .allGather, .reduceScatter: Double(ranks - 1)
    case .allToAll, .broadcast, .pointToPoint: Double(ranks)
    }
  }

  /// Column of the tables: one node, two, more.
  private var scale: Int { nodes <= 2 ? nodes - 1 : 2 }

  /// Bytes of the tensor a second [B/s].
  private func bandwidth(
    _ collective: Collective,
    _ method: Method,
    _ transport: Transport
  ) -> Double {
    let row = generation.rawValue
    // Between nodes the processor, not the accelerator, sets the flagged transport's limit.
    let flagged = Self.flaggedLimits[nodes == 1 ? row : isAMDHost ? 1 : 0][scale]
    let count = Double(channels)
    let rate = nodes <= 2 ? channelRate : channelRateBetween
    var bus: Double
    switch method {
    case .ring:
      bus = count * rate
      if transport == .flagged { bus = min(flagged, bus * 0.5) }
      if transport == .lines { bus = min(bus * 0.92, count * Self.ringLineLimits[row][scale]) }
    case .tree:
      bus = min(count * rate * 0.92, count * Self.treeLimits[row][scale])
      if transport == .flagged { bus = min(bus / 3.8, flagged) }
      if transport == .lines {
        bus = min(
          bus * (nodes == 1 ? 7.0 / 9 : 120.0 / 128),
          count * Self.treeLineLimits[row][scale]
        )
      }
    case .nvls, .nvlsTree:
      let heads = Double(switchChannels)
      var channel = switchRate(collective) / heads
      if method == .nvlsTree {
        let outside = channelRateBetween * count / heads * (nodes <= 2 ? 2 : 1)
        channel = min(channel, outside, Self.switchTreeLimits[row][scale])
      }
      bus = heads * channel
      if collective != .allReduce { return bus }
    }
    return bus * (method == .tree ? 0.5 : Double(ranks) / steps(collective))
  }

  /// Rate at which the switch of a node adds or hands out, over all channels [B/s].
  ///
  /// `channels·rate·efficiency·(channels − 1)/channels`, twice that for all-reduce, whose two halves
  /// overlap; the others lack the rank's own share.
  public func switchRate(_ collective: Collective) -> Double {
    let heads = Double(switchChannels)
    guard heads >= 2 else { return 0 }
    let local = Double(ranks) / Double(nodes)
    let way = switchChannelRate * generation.switchEfficiency * (heads - 1)
    return way * (collective == .allReduce ? 2 : (local - 1) / local)
  }

  /// Part that does not shrink with more bandwidth [s].
  private func latency(
    _ collective: Collective,
    _ method: Method,
    _ transport: Transport
  ) -> Double {
    let inside = Self.step(wire, method, transport)
    // One rank a node hides nothing, so that the tree's latency holds for all.
    let alone = ranks == nodes && nodes > 1
    let outside =
      Self.step(.network, alone ? .tree : method, transport)
      + portLatency * (transport == .chunked ? 2 : 1)
    let base = Self.base(method, transport)
    switch method {
    case .ring:
      if collective == .broadcast {
        let wire = nodes == 1 ? self.wire : .network
        return base + Self.step(wire, .ring, transport)
      }
      let posted = nodes > 1 ? postTime * (transport == .chunked ? 3 : 1) : 0
      let crossing =
        nodes == 1 ? 0 : Double(nodes - 1) * (collective == .allReduce ? 2 : 1)
      return base + (steps(collective) - crossing) * max(inside, posted) + crossing * outside
    case .tree:
      return base + 2 * (Double(ranks / nodes - 1) * inside + depth * outside)
    case .nvls: return inside
    case .nvlsTree: return inside + 2 * depth * outside
    }
  }

  /// Levels of a tree over the nodes, rounded down as the library does.
  private var depth: Double { log2(Double(nodes)).rounded(.down) }
}
