/// How bytes are cut into packets.
public struct PacketFormat: Sendable, Hashable {
  /// Bytes of a message in a full packet [B].
  public var payload: Double
  /// Bytes that each packet adds on the wire [B].
  public var header: Double

  /// Makes a format.
  public init(payload: Double, header: Double) {
    self.payload = payload
    self.header = header
  }

  /// No packets: bytes flow as a fluid, without headers and without store and forward.
  public static let fluid = PacketFormat(payload: .infinity, header: 0)

  /// Bytes on the wire of a message [B].
  public func wireBytes(_ bytes: Double) -> Double {
    payload.isFinite ? bytes + (bytes / payload).rounded(.up) * header : bytes
  }

  /// Bytes of a message's largest packet [B], which each device stores before it sends it on.
  public func largest(_ bytes: Double) -> Double {
    payload.isFinite ? min(bytes, payload) + header : 0
  }
}

/// A cable that stops working for a time.
public struct LinkFailure: Sendable, Hashable {
  /// The cable: half the number of either of its links.
  public var cable: Int
  /// When it stops [s].
  public var at: Double
  /// How long it is down [s]; infinite for good.
  public var duration: Double

  /// Makes a failure.
  public init(cable: Int, at: Double, duration: Double = .infinity) {
    self.cable = cable
    self.at = at
    self.duration = duration
  }
}

/// How flows are run.
public struct FlowSettings: Sendable, Hashable {
  /// How routes are chosen.
  public var routing: Routing
  /// Seed of the hashes.
  public var seed: UInt64
  /// How bytes are cut into packets.
  public var packets: PacketFormat
  /// Time of software and hardware before each flow's first byte [s].
  public var startup: Double
  /// Share of a link's rate that a transport asks for, 0…1.
  public var rateShare: Double
  /// Most bytes of a flow on their way before an answer is due [B].
  public var window: Double
  /// Bytes that a flow may send before the first answer, twice as many in each round trip after
  /// it, until its line is full [B]; infinite where a flow fills its line at once.
  public var firstWindow: Double
  /// True where a flow ends when its sender knows that all has arrived, not when it arrives.
  public var endsAtSender: Bool
  /// Cables that fail.
  public var failures: [LinkFailure]
  /// Time from a failure or recovery until routes change [s].
  public var detection: Double
  /// True to keep the load of links over time for a timeline.
  public var recordsLoads: Bool

  /// Makes settings.
  public init(
    routing: Routing = .ecmp,
    seed: UInt64 = 1,
    packets: PacketFormat = .fluid,
    startup: Double = 0,
    rateShare: Double = 1,
    window: Double = .infinity,
    firstWindow: Double = .infinity,
    endsAtSender: Bool = false,
    failures: [LinkFailure] = [],
    detection: Double = 1e-3,
    recordsLoads: Bool = false
  ) {
    self.routing = routing
    self.seed = seed
    self.packets = packets
    self.startup = startup
    self.rateShare = rateShare
    self.window = window
    self.firstWindow = firstWindow
    self.endsAtSender = endsAtSender
    self.failures = failures
    self.detection = detection
    self.recordsLoads = recordsLoads
  }

  /// The transport of `PacketSettings` in terms of a fluid: its headers, its share of the line, its
  /// first window, and the answer at the end.
  ///
  /// What only packets show is missing: queues, and packets cut and repeated where flows collide.
  public init(_ transport: PacketSettings) {
    let packet = Double(transport.payload + transport.header)
    self.init(
      routing: transport.routing,
      seed: transport.seed,
      packets: PacketFormat(
        payload: Double(transport.payload),
        header: Double(transport.header)
      ),
      rateShare: min(1, Double(transport.credit) / transport.creditCost),
      firstWindow: Double(transport.window) * packet,
      endsAtSender: true
    )
  }

  /// Time that a flow loses before its line is full [s].
  ///
  /// In round trip `k` it sends `firstWindow · 2^k` and waits for the rest of the round trip.
  func lostAtStart(trip: Double, rate: Double, bytes: Double) -> Double {
    guard firstWindow.isFinite, firstWindow > 0, trip > 0, rate > 0 else { return 0 }
    var lost = 0.0
    var window = firstWindow
    var sent = window
    while window < trip * rate, sent < bytes {
      lost += trip - window / rate
      window *= 2
      sent += window
    }
    return lost
  }

  /// What keeps the settings from being used on a graph; empty when nothing does.
  public func problems(on graph: NetworkGraph) -> [TrafficProblem] {
    var found: [TrafficProblem] = []
    for (index, failure) in failures.enumerated() {
      if failure.cable < 0 || failure.cable >= graph.cables {
        found.append(
          .failure(
            index: index,
            field: "cable",
            value: Double(failure.cable),
            allowed: "0 to \(graph.cables - 1)"
          )
        )
      }
      if !(failure.at >= 0) || !failure.at.isFinite {
        found.append(
          .failure(index: index, field: "at", value: failure.at, allowed: "0 or more")
        )
      }
      if !(failure.duration > 0) {
        found.append(
          .failure(
            index: index,
            field: "duration",
            value: failure.duration,
            allowed: "greater than 0"
          )
        )
      }
    }
    return found
  }
}
