/// What a network as ASTRA-sim describes it can really do: no link faster than its rate.
///
/// The same algorithms on the same links, with messages that cut through, chunks that follow each
/// other without gaps, and reductions beside the transfer. A collective takes
///
///     T = Σ latencies + (Σ_d t_d + (c − 1) · max_d t_d) / c
///
/// where `t_d` is the time that the busiest link of dimension `d` needs for all bytes that the
/// algorithm puts on it and `c` is the number of chunks.
public struct AstraPhysics: Sendable, Hashable {
  /// What a collective takes, and the least that anything could.
  public struct Answer: Sendable, Hashable {
    /// Time that the algorithm takes at line rate [s].
    public var seconds: Double
    /// The part of it that does not shrink with more bandwidth [s].
    public var latency: Double
    /// Time below which the NPUs' ports would have to be faster than they are [s].
    public var bound: Double
    /// Least bytes that each NPU sends, by dimension [B].
    public var bytes: [Double]
    /// Rate of the ports of an NPU, by dimension [B/s].
    public var rates: [Double]

    /// The rate at which the busiest dimension's ports would send if the collective took a time [B/s].
    public func impliedRate(seconds: Double) -> (rate: Double, lineRate: Double) {
      let worst = zip(bytes, rates).max { $0.0 / $0.1 < $1.0 / $1.1 }
      guard let worst, seconds > 0 else { return (0, worst?.1 ?? 0) }
      return (worst.0 / seconds, worst.1)
    }
  }

  /// The network.
  public var network: AstraNetwork
  /// The settings of the system layer.
  public var system: AstraSystem

  /// Joins a network and settings.
  public init(network: AstraNetwork, system: AstraSystem) {
    self.network = network
    self.system = system
  }

  /// What a collective over all NPUs takes, or over a number of them in a ring.
  ///
  /// - Parameters:
  ///   - collective: What is run.
  ///   - bytes: Its size as ASTRA-sim counts it: an all-gather's is that of one shard [B].
  ///   - group: The members, all NPUs where nil.
  ///   - involved: Which dimensions take part; all where empty.
  /// - Returns: The time, and what it is made of.
  public func answer(
    _ collective: AstraCollective,
    bytes: Double,
    group: [Int]? = nil,
    involved: [Bool] = []
  ) -> Answer {
    let parts = parts(of: collective, bytes: bytes, group: group, involved: involved)
    let chunks = Double(max(1, system.splits))
    var times = Array(repeating: 0.0, count: network.dimensions.count)
    var least = times
    var latency = 0.0
    for part in parts {
      let load = load(of: part)
      let reduced = part.reduced / system.localMemoryBandwidth
      let link = network.dimensions[part.dimension]
      times[part.dimension] += max(load.bytes / link.bytesPerSecond, reduced.isFinite ? reduced : 0)
      latency +=
        Double(load.steps) * (load.hops * link.latency + Double(system.endpointDelay)) / 1e9
      least[part.dimension] += part.least
    }
    let slowest = times.max() ?? 0
    let total = times.reduce(0, +)
    let rates = network.dimensions.map { portRate(of: $0) }
    let bound = zip(least, rates).map { $0 / $1 }.max() ?? 0
    return Answer(
      seconds: latency + (total + (chunks - 1) * slowest) / chunks,
      latency: latency,
      bound: bound,
      bytes: least,
      rates: rates
    )
  }

  /// What a message takes: the latency of its hops and one pass at the rate of the slowest link [s].
  public func messageTime(from source: Int, to destination: Int, bytes: Double) -> Double {
    var stride = 1
    var latency = 0.0
    var rate = Double.infinity
    for dimension in network.dimensions {
      let from = source / stride % dimension.count
      let to = destination / stride % dimension.count
      stride *= dimension.count
      guard from != to else { continue }
      latency += Double(dimension.hops(from: from, to: to)) * dimension.latency / 1e9
      rate = min(rate, dimension.bytesPerSecond)
    }
    return latency + bytes / rate
  }

  /// Rate at which one NPU can send into a dimension, all its links together [B/s].
  public func portRate(of dimension: AstraNetwork.Dimension) -> Double {
    switch dimension.shape {
    case .switched: dimension.bytesPerSecond
    case .ring: dimension.bytesPerSecond * (dimension.count > 2 ? 2 : 1)
    case .fullyConnected: dimension.bytesPerSecond * Double(dimension.count - 1)
    }
  }

  /// The bus bandwidth of a collective as NCCL's tests count it [B/s].
  ///
  /// - Parameters:
  ///   - collective: What was run.
  ///   - bytes: Its size as ASTRA-sim counts it [B].
  ///   - count: NPUs that took part.
  ///   - seconds: Time that it took [s].
  /// - Returns: The bus bandwidth.
  public static func busBandwidth(
    of collective: AstraCollective,
    bytes: Double,
    count: Int,
    seconds: Double
  ) -> Double {
    guard seconds > 0 else { return 0 }
    let n = Double(count)
    return switch collective {
    case .allReduce: bytes * 2 * (n - 1) / n / seconds
    case .reduceScatter, .allToAll: bytes * (n - 1) / n / seconds
    // The size is a shard's, so that each NPU's links carry the others' shards.
    case .allGather: bytes * (n - 1) / seconds
    }
  }

  // MARK: - Parts

  /// What a collective does in one dimension.
  private struct Part {
    /// The dimension.
    var dimension: Int
    /// What is run there.
    var collective: AstraCollective
    /// How.
    var algorithm: AstraAlgorithm
    /// NPUs that run it together.
    var count: Int
    /// Bytes that each starts with; those that it ends with in an all-gather [B].
    var bytes: Double
    /// Least bytes that each has to send [B].
    var least: Double
    /// Bytes that each reads and writes to reduce [B].
    var reduced: Double
  }

  /// The parts of a collective, in the dimensions in which it runs.
  private func parts(
    of collective: AstraCollective,
    bytes: Double,
    group: [Int]?,
    involved: [Bool]
  ) -> [Part] {
    let algorithms = system.algorithms(of: collective)
    var counts = zip(network.dimensions, algorithms).map { $0.0.count }
    var own = algorithms
    var places = Array(counts.indices)
    if let group, group.count < network.npus {
      own = algorithms.count == 1 ? algorithms : [.ring]
      counts = [group.count]
      places = [outermostDimension(of: group)]
    } else if let first = algorithms.firstIndex(where: \.spansAll) {
      counts = Array(counts[..<first]) + [network.npus]
      own = Array(algorithms[...first])
      places = Array(counts.indices)
      places[first] = network.dimensions.count - 1
    }
    let active = counts.indices.filter { counts[$0] > 1 && ($0 >= involved.count || involved[$0]) }
    var size = bytes
    var parts: [Part] = []
    func add(_ part: AstraCollective, _ index: Int) {
      let n = Double(counts[index])
      var new = Part(
        dimension: places[index],
        collective: part,
        algorithm: own[index],
        count: counts[index],
        bytes: size,
        least: 0,
        reduced: 0
      )
      switch part {
      case .allReduce:
        new.least = 2 * size * (n - 1) / n
        new.reduced = 3 * size * (n - 1) / n
      case .reduceScatter:
        new.least = size * (n - 1) / n
        new.reduced = 3 * size * (n - 1) / n
        size /= n
      case .allGather:
        size *= n
        new.bytes = size
        new.least = size * (n - 1) / n
      case .allToAll: new.least = size * (n - 1) / n
      }
      parts.append(new)
    }
    if collective != .allReduce || system.optimization == .baseline {
      for index in collective == .allGather ? active.reversed() : active { add(collective, index) }
    } else if let last = active.last {
      for index in active.dropLast() { add(.reduceScatter, index) }
      add(.allReduce, last)
      for index in active.dropLast().reversed() { add(.allGather, index) }
    }
    return parts
  }

  /// The outermost dimension in which the members of a set differ.
  private func outermostDimension(of group: [Int]) -> Int {
    var outermost = 0
    var stride = 1
    for (index, dimension) in network.dimensions.enumerated() {
      let places = Set(group.map { $0 / stride % dimension.count })
      if places.count > 1 { outermost = index }
      stride *= dimension.count
    }
    return outermost
  }

  /// Bytes on the busiest link, steps one after the other, and hops of a step.
  ///
  /// A ring runs one way, as the peer's does. On a switch every message crosses the sender's and the
  /// receiver's port; on a ring a distant message crosses every link between.
  private func load(of part: Part) -> (bytes: Double, steps: Int, hops: Double) {
    let n = Double(part.count)
    let shape = network.dimensions[part.dimension].shape
    let both = part.collective == .allReduce ? 2.0 : 1.0
    let neighbour = shape == .switched ? 2.0 : 1.0
    switch part.algorithm {
    case .ring, .oneRing:
      guard part.collective == .allToAll else {
        return (both * part.bytes * (n - 1) / n, Int(both) * (part.count - 1), neighbour)
      }
      // Pieces go hop by hop: a piece for the NPU d places on crosses d links.
      return (part.bytes * (n - 1) / 2, part.count - 1, neighbour)
    case .direct, .oneDirect:
      switch shape {
      case .switched: return (both * part.bytes * (n - 1) / n, Int(both), 2)
      case .fullyConnected: return (both * part.bytes / n, Int(both), 1)
      case .ring:
        // The pieces take the shorter way: their distances add up to n²/4, over two links.
        let distance = (n * n / 4).rounded(.down)
        return (both * part.bytes / n * distance / 2, Int(both), (n / 2).rounded(.down))
      }
    case .halvingDoubling, .oneHalvingDoubling:
      let levels = wholeLog2(part.count)
      // On a ring, messages over d links meet on the link in the middle: half of the bytes a level.
      let bytes = shape == .ring ? part.bytes / 2 * Double(levels) : part.bytes * (n - 1) / n
      let hops = shape == .ring ? (n - 1) / Double(max(1, levels)) : neighbour
      return (both * bytes, Int(both) * levels, hops)
    case .doubleBinaryTree:
      // An inner NPU of one tree is a leaf of the other; together they send twice the bytes.
      return (2 * part.bytes, 2 * wholeLog2(part.count), neighbour)
    }
  }
}
