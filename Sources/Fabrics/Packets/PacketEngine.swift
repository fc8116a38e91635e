import Quantities

/// Runs traffic packet by packet: links, queues and cut packets.
struct PacketEngine {
  /// What a packet is.
  enum Kind {
    /// Data in full.
    static let data: UInt8 = 0
    /// Data cut to its header.
    static let cut: UInt8 = 1
    /// All up to a number has arrived.
    static let acknowledgement: UInt8 = 2
    /// A packet arrived cut.
    static let missing: UInt8 = 3
    /// Credit.
    static let credit: UInt8 = 4
    /// The sender has waited too long.
    static let reminder: UInt8 = 5
  }

  /// A packet on its way.
  struct Packet {
    /// The flow.
    var flow: Int32
    /// Its number within the flow, or the number that an answer is about.
    var number: Int32
    /// The sender's wish for credit in total, or the credit given in total [B].
    var amount: Int64
    /// Bytes on the wire [B].
    var size: Int32
    /// Hash value that chooses its path.
    var entropy: UInt16
    /// What it is.
    var kind: UInt8
    /// The next packet in the same queue, −1 at the end; or the next free one.
    var next: Int32
  }

  /// First-in-first-out queue of packets, chained through them.
  struct Queue {
    /// First packet, −1 when empty.
    var first: Int32 = -1
    /// Last packet.
    var last: Int32 = -1
    /// Bytes in it [B].
    var bytes: Int64 = 0
  }

  /// One direction of a cable and its sender's queues.
  struct Line {
    /// Data that waits.
    var low = Queue()
    /// Headers and answers that wait.
    var high = Queue()
    /// Packets on their way, in order.
    var flying = Queue()
    /// When the packet that is being sent has left [ps].
    var busyUntil: Int64 = 0
    /// Bytes of that packet if it is data, else 0 [B].
    var sendingData: Int32 = 0
    /// True while an event will send the next packet.
    var wakes = false
    /// Time of a byte [ps].
    var perByte: Double
    /// Time from the last bit sent to its arrival [ps].
    var latency: Int64
    /// The node that receives.
    var to: Int32
    /// True where the sender is a switch, whose queues are limited.
    var limited: Bool
    /// Packets cut here.
    var cuts = 0
    /// Bytes sent [B].
    var bytes: Int64 = 0
  }

  /// The network.
  let graph: NetworkGraph
  /// Transport and queues.
  let settings: PacketSettings
  /// The tasks.
  let tasks: [Traffic.Task]
  /// Who waits for whom.
  let followers: Followers
  /// Finds next hops.
  var router: Router
  /// Links.
  var lines: [Line]
  /// Packets, in use and free.
  var packets: [Packet] = []
  /// First free packet, −1 when none.
  var freePacket: Int32 = -1
  /// Events to come.
  var calendar: PacketCalendar
  /// Time [ps].
  var now: Int64 = 0
  /// Flows.
  var flows: [PacketFlow] = []
  /// Endpoints.
  var hosts: [PacketHost]
  /// One bit a packet: arrived.
  var arrived: [UInt64] = []
  /// One bit a packet: to be sent again.
  var lost: [UInt64] = []
  /// By flow and hash value: times that a path is passed over.
  var penalties: [UInt8] = []
  /// By task: orders that still hold it back.
  var waits: [Int32]
  /// By task: when it began [s].
  var starts: [Double]
  /// By task: when it ended [s].
  var finishes: [Double]
  /// Tasks that have not ended.
  var left: Int
  /// Data packets sent again.
  var repeated = 0
  /// Data packets sent for the first time.
  var sent = 0
  /// Events so far.
  var count = 0
  /// Bytes that a limited queue holds [B].
  let room: Int64
  /// Credit that a receiver gives beyond what was asked for [B].
  let idleCredit: Int64
  /// Hash values of a flow.
  let paths: Int
  /// Time without an answer before a sender repeats [ps]: longer than queues can hold one back.
  let patience: Int64
  /// Random numbers of the transport.
  var generator: SplitMix64

  /// What events are about, in the upper bits of `Event.what`.
  enum What {
    /// The first packet on a link arrives.
    static let arrive: Int64 = 0
    /// A link can send its next packet.
    static let serve: Int64 = 1
    /// An endpoint's port is free for the next flow.
    static let port: Int64 = 2
    /// An endpoint gives credit.
    static let pace: Int64 = 3
    /// A flow has waited for an answer.
    static let patience: Int64 = 4
    /// A task begins.
    static let begin: Int64 = 5
    /// Bits of the index.
    static let bits: Int64 = 40
  }

  /// Makes an engine for traffic that has no problems.
  init(graph: NetworkGraph, traffic: Traffic, settings: PacketSettings) {
    self.graph = graph
    self.settings = settings
    tasks = traffic.tasks
    followers = Followers(traffic)
    router = Router(graph: graph, routing: .ecmp, seed: settings.seed)
    paths = settings.paths
    generator = SplitMix64(seed: settings.seed ^ 0x9D8B_4F2A_6C31_E705)
    lines = graph.links.map { link in
      Line(
        perByte: 1e12 / link.bandwidth,
        latency: Int64((link.latency * 1e12).rounded()),
        to: link.to,
        limited: Int(link.from) >= graph.endpoints
      )
    }
    idleCredit = Int64(settings.idleWindow * (settings.payload + settings.header))
    room = Int64(settings.queue * (settings.payload + settings.header))
    let fastest = graph.links.map(\.bandwidth).max() ?? 1
    calendar = PacketCalendar(
      interval: Int64(
        1e12 * Double(settings.payload + settings.header) / fastest
          / Double(max(64, graph.endpoints))
      )
    )
    let rates = (0..<graph.endpoints).map { endpoint -> Double in
      graph.outgoing(endpoint).reduce(0) { $0 + graph.links[Int(graph.out[$1])].bandwidth }
    }
    hosts = rates.map { rate in
      PacketHost(
        perByte: 1e12 / max(rate, 1e-9),
        pace: Int64((settings.creditCost * 1e12 / max(rate, 1e-9)).rounded())
      )
    }
    let slowest = graph.links.map(\.bandwidth).min() ?? 1
    patience = Int64(settings.patience * 1e12 + Double(room) * 6e12 / slowest)
    waits = [Int32](repeating: 0, count: tasks.count)
    for place in stride(from: 1, to: traffic.orders.count, by: 2) {
      waits[Int(traffic.orders[place])] += 1
    }
    starts = [Double](repeating: .nan, count: tasks.count)
    finishes = [Double](repeating: .infinity, count: tasks.count)
    left = tasks.count
    makeFlows()
  }

  /// Runs to the end.
  mutating func run() -> PacketRun {
    for task in tasks.indices where waits[task] == 0 { schedule(task, from: 0) }
    while left > 0, let event = calendar.pop() {
      now = event.time
      count += 1
      let index = Int(event.what & ((1 << What.bits) - 1))
      switch event.what >> What.bits {
      case What.arrive: arrive(on: index)
      case What.serve: serve(index)
      case What.port: portFree(index)
      case What.pace: pace(index)
      case What.patience: losePatience(index)
      default: begin(index)
      }
    }
    return PacketRun(
      starts: starts,
      finishes: finishes,
      completion: finishes.max() ?? 0,
      sent: sent,
      repeated: repeated,
      cut: lines.map(\.cuts),
      carried: lines.map { Double($0.bytes) },
      events: count
    )
  }

  /// Adds an event.
  @inline(__always)
  mutating func at(_ time: Int64, _ what: Int64, _ index: Int) {
    calendar.push(time, what << What.bits | Int64(index))
  }

  /// Makes a packet.
  @inline(__always)
  mutating func make(_ packet: Packet) -> Int32 {
    guard freePacket >= 0 else {
      packets.append(packet)
      return Int32(packets.count - 1)
    }
    let index = freePacket
    freePacket = packets[Int(index)].next
    packets[Int(index)] = packet
    return index
  }

  /// Gives a packet's place back.
  @inline(__always)
  mutating func release(_ packet: Int32) {
    packets[Int(packet)].next = freePacket
    freePacket = packet
  }

  /// Puts a packet at the end of a queue.
  @inline(__always)
  private static func append(_ packet: Int32, to queue: inout Queue, _ packets: inout [Packet]) {
    packets[Int(packet)].next = -1
    if queue.last >= 0 { packets[Int(queue.last)].next = packet } else { queue.first = packet }
    queue.last = packet
    queue.bytes += Int64(packets[Int(packet)].size)
  }

  /// Takes the first packet of a queue.
  @inline(__always)
  private static func take(_ queue: inout Queue, _ packets: [Packet]) -> Int32 {
    let packet = queue.first
    queue.first = packets[Int(packet)].next
    if queue.first < 0 { queue.last = -1 }
    queue.bytes -= Int64(packets[Int(packet)].size)
    return packet
  }

  /// Puts a packet into a link's queue, cut if there is no room, or sends it at once.
  mutating func enqueue(_ packet: Int32, on line: Int) {
    let index = Int(packet)
    let idle = lines[line].busyUntil <= now
    if packets[index].kind == Kind.data {
      if lines[line].limited {
        let waiting =
          lines[line].low.bytes + (idle ? 0 : Int64(lines[line].sendingData))
        if waiting + Int64(packets[index].size) > room {
          packets[index].kind = Kind.cut
          packets[index].size = Int32(settings.header)
          lines[line].cuts += 1
        }
      }
    }
    if packets[index].kind != Kind.data, lines[line].limited,
      lines[line].high.bytes + Int64(packets[index].size) > 2 * room
    {
      release(packet)
      return
    }
    if idle, lines[line].low.first < 0, lines[line].high.first < 0 {
      transmit(packet, on: line)
      return
    }
    if packets[index].kind == Kind.data {
      Self.append(packet, to: &lines[line].low, &packets)
    } else {
      Self.append(packet, to: &lines[line].high, &packets)
    }
    if !lines[line].wakes {
      lines[line].wakes = true
      at(max(now, lines[line].busyUntil), What.serve, line)
    }
  }

  /// Sends the next packet of a link.
  private mutating func serve(_ line: Int) {
    lines[line].wakes = false
    guard lines[line].busyUntil <= now else { return }
    if lines[line].high.first >= 0 {
      transmit(Self.take(&lines[line].high, packets), on: line)
    } else if lines[line].low.first >= 0 {
      transmit(Self.take(&lines[line].low, packets), on: line)
    } else {
      return
    }
    if lines[line].high.first >= 0 || lines[line].low.first >= 0 {
      lines[line].wakes = true
      at(lines[line].busyUntil, What.serve, line)
    }
  }

  /// Puts a packet on the wire.
  @inline(__always)
  private mutating func transmit(_ packet: Int32, on line: Int) {
    let size = packets[Int(packet)].size
    let end = now + Int64((Double(size) * lines[line].perByte).rounded())
    lines[line].busyUntil = end
    lines[line].sendingData = packets[Int(packet)].kind == Kind.data ? size : 0
    lines[line].bytes += Int64(size)
    Self.append(packet, to: &lines[line].flying, &packets)
    at(end + lines[line].latency, What.arrive, line)
  }

  /// The first packet on a link has arrived: at its end, or at a switch that sends it on.
  private mutating func arrive(on line: Int) {
    let packet = Self.take(&lines[line].flying, packets)
    let node = Int(lines[line].to)
    let flow = Int(packets[Int(packet)].flow)
    let kind = packets[Int(packet)].kind
    let back = kind == Kind.acknowledgement || kind == Kind.missing || kind == Kind.credit
    let end = back ? flows[flow].source : flows[flow].destination
    if node == Int(end) {
      if back { answer(packet, flow) } else { receive(packet, flow) }
      return
    }
    forward(packet, at: node, to: back ? flows[flow].back : flows[flow].way)
  }

  /// Sends a packet on from a node.
  @inline(__always)
  mutating func forward(_ packet: Int32, at node: Int, to destination: Router.Destination) {
    if node == Int(destination.key) {
      enqueue(packet, on: Int(destination.last))
      return
    }
    let range = router.choices(at: node, to: destination)
    guard range.count > 0 else {
      release(packet)
      return
    }
    var choice = 0
    if range.count > 1 {
      let index = Int(packet)
      let kind = packets[index].kind
      if settings.routing == .adaptive, kind <= Kind.cut {
        var least = Int64.max
        let first = Int(generator.next() % UInt64(range.count))
        for step in 0..<range.count {
          let candidate = (first + step) % range.count
          let line = router.link(at: range.first + candidate)
          let waiting =
            lines[line].low.bytes + lines[line].high.bytes + max(0, lines[line].busyUntil - now)
          if waiting < least {
            least = waiting
            choice = candidate
          }
        }
      } else {
        let hash = mixed(
          flows[Int(packets[index].flow)].hash ^ UInt64(packets[index].entropy) << 1
            ^ (kind >= Kind.acknowledgement && kind != Kind.reminder ? 1 : 0)
            ^ mixed(UInt64(node) ^ settings.seed << 20)
        )
        choice = Int(hash % UInt64(range.count))
      }
    }
    let line = router.link(at: range.first + choice)
    enqueue(packet, on: line)
  }
}
