/// A collective that ASTRA-sim's system layer can run.
public enum AstraCollective: Int, Sendable, Hashable, CaseIterable {
  /// Every NPU ends with the sum.
  case allReduce = 0
  /// Every NPU ends with every shard; its size is that of one shard.
  case allGather = 2
  /// Every NPU sends a piece to every other.
  case allToAll = 6
  /// Every NPU ends with its piece of the sum.
  case reduceScatter = 7
}

/// How ASTRA-sim runs a collective in one dimension.
public enum AstraAlgorithm: Sendable, Hashable {
  /// Around a ring of the dimension's NPUs.
  case ring
  /// Everyone with everyone at once, or `window` messages at a time.
  case direct(window: Int?)
  /// Recursive halving, then doubling.
  case halvingDoubling
  /// Two complementary binary trees, alternating by chunk.
  case doubleBinaryTree
  /// A ring through all NPUs whatever the dimensions.
  case oneRing
  /// Everyone with everyone whatever the dimensions.
  case oneDirect(window: Int?)
  /// Halving and doubling over all NPUs whatever the dimensions.
  case oneHalvingDoubling

  /// Reads a name as a system file writes it: `ring`, `direct`, `direct4`, `halvingDoubling` and so on.
  public init?(name: String) {
    switch name {
    case "ring": self = .ring
    case "oneRing": self = .oneRing
    case "halvingDoubling": self = .halvingDoubling
    case "oneHalvingDoubling": self = .oneHalvingDoubling
    case "doubleBinaryTree": self = .doubleBinaryTree
    default:
      let one = name.hasPrefix("oneDirect")
      guard one || name.hasPrefix("direct") else { return nil }
      let rest = name.dropFirst(one ? 9 : 6)
      let window = Int(rest)
      guard rest.isEmpty || (window ?? 0) > 0 else { return nil }
      self = one ? .oneDirect(window: window) : .direct(window: window)
    }
  }

  /// True for the algorithms that see all NPUs as one dimension.
  public var spansAll: Bool {
    switch self {
    case .oneRing, .oneDirect, .oneHalvingDoubling: true
    default: false
    }
  }

  /// True for the algorithms that need a power of two.
  public var needsPowerOfTwo: Bool {
    switch self {
    case .halvingDoubling, .oneHalvingDoubling, .doubleBinaryTree: true
    default: false
    }
  }
}

/// The settings of ASTRA-sim's system layer.
public struct AstraSystem: Sendable, Hashable {
  /// Which of two waiting collectives goes first.
  public enum Policy: String, Sendable, Hashable, CaseIterable {
    /// The one that came last.
    case lifo = "LIFO"
    /// The one that came first.
    case fifo = "FIFO"
    /// The one of the greater priority in the trace.
    case explicit = "EXPLICIT"
  }

  /// How an all-reduce crosses several dimensions.
  public enum Optimization: String, Sendable, Hashable, CaseIterable {
    /// A whole all-reduce in each dimension in turn.
    case baseline = "baseline"
    /// Reduce-scatter inwards, all-reduce in the last dimension, all-gather outwards.
    case localBandwidthAware = "localBWAware"
  }

  /// Which of two waiting collectives goes first.
  public var policy: Policy
  /// Algorithms of an all-reduce, by dimension.
  public var allReduce: [AstraAlgorithm]
  /// Algorithms of a reduce-scatter, by dimension.
  public var reduceScatter: [AstraAlgorithm]
  /// Algorithms of an all-gather, by dimension.
  public var allGather: [AstraAlgorithm]
  /// Algorithms of an all-to-all, by dimension.
  public var allToAll: [AstraAlgorithm]
  /// How an all-reduce crosses several dimensions.
  public var optimization: Optimization
  /// Pieces that a collective is cut into.
  public var splits: Int
  /// Pieces in flight at once in one queue.
  public var activeChunks: Int
  /// Queues of each dimension.
  public var queues: Int
  /// Time between the network and the algorithm, at either end [ns].
  public var endpointDelay: Int
  /// Rate of the memory that a reduction reads twice and writes once [B/s].
  public var localMemoryBandwidth: Double
  /// Peak of a compute node, for the roofline [FLOP/s].
  public var peak: Double
  /// True where compute nodes are timed by the roofline, else by their recorded duration.
  public var roofline: Bool
  /// True where every node is timed by its recorded duration.
  public var replaysOnly: Bool
  /// Latency of remote memory [ns], for memory nodes.
  public var remoteMemoryLatency: Int
  /// Rate of remote memory [B/s], for memory nodes; 0 where there is none.
  public var remoteMemoryBandwidth: Double

  /// Makes settings.
  public init(
    algorithms: [AstraAlgorithm],
    policy: Policy = .lifo,
    optimization: Optimization = .localBandwidthAware,
    splits: Int = 1,
    activeChunks: Int = 1,
    queues: Int = 1,
    endpointDelay: Int = 10,
    localMemoryBandwidth: Double = 0,
    peak: Double = 0,
    roofline: Bool = false,
    replaysOnly: Bool = false,
    remoteMemoryLatency: Int = 0,
    remoteMemoryBandwidth: Double = 0
  ) {
    self.policy = policy
    self.allReduce = algorithms
    self.reduceScatter = algorithms
    self.allGather = algorithms
    self.allToAll = algorithms
    self.optimization = optimization
    self.splits = splits
    self.activeChunks = activeChunks
    self.queues = queues
    self.endpointDelay = endpointDelay
    self.localMemoryBandwidth = localMemoryBandwidth
    self.peak = peak
    self.roofline = roofline
    self.replaysOnly = replaysOnly
    self.remoteMemoryLatency = remoteMemoryLatency
    self.remoteMemoryBandwidth = remoteMemoryBandwidth
  }

  /// The algorithms of a collective, by dimension.
  public func algorithms(of collective: AstraCollective) -> [AstraAlgorithm] {
    switch collective {
    case .allReduce: allReduce
    case .reduceScatter: reduceScatter
    case .allGather: allGather
    case .allToAll: allToAll
    }
  }

  /// Time that a reduction of a message takes: two reads and a write, each in whole nanoseconds [ns].
  func reductionTime(bytes: Int) -> Int {
    3 * wholeNanoseconds(Double(bytes) / localMemoryBandwidth * 1e9)
  }
}

/// The longest time that the simulation counts [ns]; longer ones are cut to it.
let astraHorizon = 1 << 60

/// A time cut to whole nanoseconds [ns]; nothing that is not a number and nothing beyond 2⁵³.
func wholeNanoseconds(_ time: Double) -> Int {
  guard time > 0 else { return 0 }
  return time < 0x1p53 ? Int(time) : 1 << 53
}
