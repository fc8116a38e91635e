/// What sender and receiver of one flow remember.
struct PacketFlow {
  /// The endpoint that sends.
  var source: Int32
  /// The endpoint that receives.
  var destination: Int32
  /// How packets get to the receiver.
  var way: Router.Destination
  /// How answers get to the sender.
  var back: Router.Destination
  /// Hash of the connection.
  var hash: UInt64
  /// First word of its bits.
  var bits: Int32
  /// Packets of the message.
  var packets: Int32
  /// Bytes of the message in its last packet [B].
  var tail: Int32

  // Sender.
  /// Packets sent for the first time.
  var sent: Int32 = 0
  /// Bytes that it still wants to send, headers and repeats included [B].
  var backlog: Int64 = 0
  /// Credit that may be used [B].
  var credit: Int64 = 0
  /// Unasked credit that is left [B].
  var unasked: Int64 = 0
  /// Credit received in total [B].
  var pulled: Int64 = 0
  /// Credit wished for in total [B].
  var wish: Int64 = 0
  /// Packets to be sent again.
  var repeats: Int32 = 0
  /// No packet before this one is to be sent again.
  var firstLost: Int32 = 0
  /// Packets that the receiver is known to have, without a gap.
  var known: Int32 = 0
  /// True while it waits for its port.
  var waitsForPort = false
  /// True once the message has arrived and is known to have.
  var done = false
  /// True once it has begun.
  var begun = false
  /// When an answer came last [ps].
  var heard: Int64 = 0
  /// Place in the cycle of hash values.
  var entropy: Int32 = 0
  /// Random change of the cycle.
  var mix: Int32 = 0

  // Receiver.
  /// Packets that have arrived without a gap.
  var whole: Int32 = 0
  /// Bytes that arrived since the last acknowledgement [B].
  var unacknowledged: Int64 = 0
  /// Bytes that must be repeated [B].
  var owed: Int64 = 0
  /// Credit given in total [B].
  var given: Int64 = 0
  /// Credit wished for in total, as far as is known [B].
  var wished: Int64 = 0
  /// True while it is in its receiver's list of senders with a wish.
  var isActive = false
}

/// Flows in the order in which they take turns; a flow may stand in it more than once.
struct TurnList {
  /// The flows, from `head` on.
  private var items: [Int32] = []
  /// Place of the first.
  private var head = 0

  /// True when no flow stands in it.
  @inline(__always)
  var isEmpty: Bool { head == items.count }

  /// Adds a flow at the end.
  @inline(__always)
  mutating func append(_ flow: Int32) { items.append(flow) }

  /// Takes the first flow; there must be one.
  @inline(__always)
  mutating func take() -> Int32 {
    let flow = items[head]
    head += 1
    if head > 64, head * 2 > items.count {
      items.removeFirst(head)
      head = 0
    }
    return flow
  }
}

/// What an endpoint remembers.
struct PacketHost {
  /// Time of a byte at its port [ps].
  var perByte: Double
  /// Time between two credits [ps].
  var pace: Int64
  /// When its port has sent the packet that it is sending [ps].
  var portBusy: Int64 = -1
  /// Flows that wait for the port.
  var waiting = TurnList()
  /// True while it gives credit.
  var pacing = false
  /// Flows that must repeat.
  var repeating = TurnList()
  /// Flows with a wish for credit.
  var active = TurnList()
  /// Flows that get credit beyond their wish.
  var idle = TurnList()
}
