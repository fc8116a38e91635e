/// A receiver-driven transport with trimming, and the queues that it runs on.
///
/// Senders begin with a window of unasked packets; then the receiver hands out credit at just below
/// its line rate, in turn to all that send to it, first to those that must repeat. A queue that is
/// full cuts a packet to its header, which overtakes data, so that the receiver asks for it again
/// (Handley et al., NDP, SIGCOMM 2017; Olteanu et al., EQDS, NSDI 2022). Sizes and rates are the
/// protocol's published ones; none is fitted.
public struct PacketSettings: Sendable, Hashable {
  /// How routes are chosen: `ecmp` takes one path a flow, `spray` `entropies` of them,
  /// `paths` as many as it says, `adaptive` the shortest queue for each packet.
  public var routing: Routing
  /// Seed of the hashes and of the order of paths.
  public var seed: UInt64
  /// Bytes of a message in a full packet [B].
  public var payload: Int
  /// Bytes of a header, an answer, or a packet that was cut [B].
  public var header: Int
  /// Full packets that a queue holds.
  public var queue: Int
  /// Full packets that a sender sends unasked, and may have asked for at once.
  public var window: Int
  /// Full packets of credit that a receiver gives beyond what was asked for, to be quicker later.
  public var idleWindow: Int
  /// Credit of one answer [B].
  public var credit: Int
  /// Bytes of line that one credit pays for, over the receiver's share of its rate [B].
  public var creditCost: Double
  /// Bytes that may arrive out of order before they are acknowledged [B].
  public var acknowledgement: Int
  /// Hash values that a spraying sender cycles through; a power of two.
  public var entropies: Int
  /// Time without an answer before a sender repeats, above that of full queues [s].
  public var patience: Double
  /// Most packets on all links that are run.
  public var mostHops: Int

  /// Makes settings; the values are those of the public EQDS simulation (Broadcom csg-htsim).
  public init(
    routing: Routing = .spray,
    seed: UInt64 = 1,
    payload: Int = 4_086,
    header: Int = 64,
    queue: Int = 35,
    window: Int = 50,
    idleWindow: Int = 50,
    credit: Int = 4_096,
    creditCost: Double = 0.99 * 4_198,
    acknowledgement: Int = 16_384,
    entropies: Int = 128,
    patience: Double = 50e-6,
    mostHops: Int = 2_000_000_000
  ) {
    self.routing = routing
    self.seed = seed
    self.payload = payload
    self.header = header
    self.queue = queue
    self.window = window
    self.idleWindow = idleWindow
    self.credit = credit
    self.creditCost = creditCost
    self.acknowledgement = acknowledgement
    self.entropies = entropies
    self.patience = patience
    self.mostHops = mostHops
  }

  /// Hash values of a flow under the routing.
  var paths: Int {
    switch routing {
    case .spray: return Self.power(entropies)
    case .paths(let count): return Self.power(count)
    default: return 1
    }
  }

  /// The least power of two that is not below a number.
  private static func power(_ count: Int) -> Int {
    var power = 1
    while power < count, power < 65_536 { power *= 2 }
    return power
  }
}

/// What happened when traffic was run packet by packet.
public struct PacketRun: Sendable {
  /// When each task began [s].
  public let starts: [Double]
  /// When the sender of each task knew that all had arrived [s]; infinite for one that never did.
  public let finishes: [Double]
  /// When the last task ended [s].
  public let completion: Double
  /// Data packets sent for the first time.
  public let sent: Int
  /// Data packets sent again.
  public let repeated: Int
  /// Data packets cut to their headers by link.
  public let cut: [Int]
  /// Bytes carried by link [B].
  public let carried: [Double]
  /// Events that were run.
  public let events: Int

  /// Times from start to end of the tasks that send something.
  public func times(of traffic: Traffic) -> FlowTimes? {
    FlowTimes(
      traffic.tasks.indices.compactMap { index in
        traffic.tasks[index].bytes > 0 ? finishes[index] - starts[index] : nil
      }
    )
  }
}
