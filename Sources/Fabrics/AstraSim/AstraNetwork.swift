/// A network as ASTRA-sim's analytical back ends describe one: dimensions, innermost first.
public struct AstraNetwork: Sendable, Hashable {
  /// How the NPUs of one dimension are joined.
  public enum Shape: String, Sendable, Hashable, CaseIterable {
    /// A ring with a link each way between neighbours.
    case ring = "Ring"
    /// One switch with a link each way to every NPU.
    case switched = "Switch"
    /// A link each way between every pair.
    case fullyConnected = "FullyConnected"
  }

  /// One dimension of the network.
  public struct Dimension: Sendable, Hashable {
    /// How its NPUs are joined.
    public var shape: Shape
    /// NPUs along it.
    public var count: Int
    /// Bandwidth of one link, one way, in ASTRA-sim's unit [2³⁰ B/s].
    public var bandwidth: Double
    /// Latency of one link [ns].
    public var latency: Double

    /// Makes a dimension.
    public init(shape: Shape, count: Int, bandwidth: Double, latency: Double) {
      self.shape = shape
      self.count = count
      self.bandwidth = bandwidth
      self.latency = latency
    }

    /// Bandwidth of one link, one way [B/s].
    public var bytesPerSecond: Double { bandwidth * 0x1p30 }

    /// Bandwidth of one link as the back ends keep it [B/ns].
    var bytesPerNanosecond: Double { bandwidth * 0x1p30 / 1e9 }

    /// Links that a message crosses between two places of the dimension.
    func hops(from source: Int, to destination: Int) -> Int {
      switch shape {
      case .fullyConnected: return 1
      case .switched: return 2
      case .ring:
        let ahead = destination >= source ? destination - source : destination - source + count
        return min(ahead, count - ahead)
      }
    }
  }

  /// The dimensions, innermost first.
  public var dimensions: [Dimension]

  /// Makes a network.
  public init(dimensions: [Dimension]) { self.dimensions = dimensions }

  /// NPUs in all.
  public var npus: Int { dimensions.reduce(1) { $0 * $1.count } }

  /// How long one message takes where messages never meet [ns], in whole nanoseconds.
  ///
  /// Only the first dimension in which the two addresses differ is charged: the latency of its hops
  /// and one serialisation.
  func messageTime(from source: Int, to destination: Int, bytes: Double) -> Int {
    var stride = 1
    for dimension in dimensions {
      let from = source / stride % dimension.count
      let to = destination / stride % dimension.count
      stride *= dimension.count
      guard from != to else { continue }
      let latency = Double(dimension.hops(from: from, to: to)) * dimension.latency
      return wholeNanoseconds(latency + bytes / dimension.bytesPerNanosecond)
    }
    return 0
  }
}

/// Which of ASTRA-sim's analytical back ends carries the messages.
public enum AstraBackend: String, Sendable, Hashable, CaseIterable {
  /// Links are queues, and every hop serialises the message again.
  case congestionAware = "congestion-aware"
  /// Messages never meet: latency of the hops and one serialisation.
  case congestionUnaware = "congestion-unaware"
}
