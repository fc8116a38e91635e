/// Whom a message that arrives belongs to.
struct AstraWaiter {
  /// The NPU that posted the receive.
  var npu: Int32
  /// The stream, or the node of the trace where `isNode`.
  var target: Int32
  /// The next waiter of the channel, −1 at its end.
  var next: Int32
  /// True where a node of the trace waits.
  var isNode: Bool
}

/// What is sent and expected between pairs of NPUs.
///
/// Messages of one tag, pair and size are matched in order: the first sent with the first expected.
struct AstraChannels {
  /// What tells one channel from another.
  struct Key: Hashable {
    /// The tag, negative for tags of the trace.
    var tag: Int
    /// Bytes of a message [B].
    var bytes: Int
    /// The sender.
    var source: Int32
    /// The receiver.
    var destination: Int32
  }

  /// One channel.
  struct Channel {
    /// What tells it from others.
    var key: Key
    /// Messages on their way.
    var travelling: Int32 = 0
    /// Messages that arrived before they were expected.
    var arrived: Int32 = 0
    /// Phases that remember its place.
    var users: Int32 = 0
    /// First waiter, −1 where none.
    var firstWaiter: Int32 = -1
    /// Last waiter.
    var lastWaiter: Int32 = -1
    /// Time that a message takes where messages never meet [ns], −1 where not known yet.
    var time = -1
  }

  /// All channels.
  private(set) var channels: [Channel] = []
  /// The place of each channel in use.
  private var placeOfKey: [Key: Int32] = [:]
  /// Places not in use.
  private var freePlaces: [Int32] = []
  /// Receives that wait.
  private var waiters: [AstraWaiter] = []
  /// Waiters not in use.
  private var freeWaiters: [Int32] = []

  /// The channel of a key, made where there is none.
  mutating func place(of key: Key) -> Int32 {
    if let place = placeOfKey[key] { return place }
    let place: Int32
    if let free = freePlaces.popLast() {
      place = free
      channels[Int(free)] = Channel(key: key)
    } else {
      place = Int32(channels.count)
      channels.append(Channel(key: key))
    }
    placeOfKey[key] = place
    return place
  }

  /// Remembers that a phase will use the channel again.
  mutating func retain(_ place: Int32) { channels[Int(place)].users += 1 }

  /// Forgets a phase's use of the channel.
  mutating func release(_ place: Int32) {
    channels[Int(place)].users -= 1
    tidy(place)
  }

  /// Remembers how long a message of the channel takes [ns].
  mutating func setTime(_ time: Int, of place: Int32) { channels[Int(place)].time = time }

  /// Notes a message sent.
  mutating func noteSent(_ place: Int32) { channels[Int(place)].travelling += 1 }

  /// Notes a message arrived, and takes out who waits for it.
  mutating func noteArrival(_ place: Int32) -> AstraWaiter? {
    channels[Int(place)].travelling -= 1
    let first = channels[Int(place)].firstWaiter
    guard first >= 0 else {
      channels[Int(place)].arrived += 1
      return nil
    }
    channels[Int(place)].firstWaiter = waiters[Int(first)].next
    let waiter = takeWaiter(first)
    tidy(place)
    return waiter
  }

  /// Posts a receive; returns its waiter's place where the message is there already.
  mutating func post(_ waiter: AstraWaiter, on place: Int32) -> Int32? {
    let entry: Int32
    if let free = freeWaiters.popLast() {
      entry = free
      waiters[Int(free)] = waiter
    } else {
      entry = Int32(waiters.count)
      waiters.append(waiter)
    }
    if channels[Int(place)].arrived > 0 {
      channels[Int(place)].arrived -= 1
      tidy(place)
      return entry
    }
    if channels[Int(place)].firstWaiter < 0 {
      channels[Int(place)].firstWaiter = entry
    } else {
      waiters[Int(channels[Int(place)].lastWaiter)].next = entry
    }
    channels[Int(place)].lastWaiter = entry
    return nil
  }

  /// Takes a waiter out of the pool.
  mutating func takeWaiter(_ entry: Int32) -> AstraWaiter {
    freeWaiters.append(entry)
    return waiters[Int(entry)]
  }

  /// Gives a channel back that nobody needs.
  private mutating func tidy(_ place: Int32) {
    let channel = channels[Int(place)]
    guard channel.users == 0, channel.travelling == 0, channel.arrived == 0,
      channel.firstWaiter < 0
    else { return }
    placeOfKey[channel.key] = nil
    freePlaces.append(place)
  }
}

extension AstraEngine {
  /// Sends a message on a channel; `node` of the sender's trace waits for its arrival, or −1.
  mutating func send(on place: Int32, node: Int32 = -1) {
    messages += 1
    channels.noteSent(place)
    let key = channels.channels[Int(place)].key
    let source = Int(key.source)
    let destination = Int(key.destination)
    guard source != destination else {
      schedule(after: 0, .arrival, place, node)
      return
    }
    if let physics {
      let time = physics.messageTime(from: source, to: destination, bytes: Double(key.bytes))
      schedule(after: wholeNanoseconds((time * 1e9).rounded()), .arrival, place, node)
      return
    }
    switch backend {
    case .congestionUnaware:
      if channels.channels[Int(place)].time < 0 {
        let time = network.messageTime(
          from: source,
          to: destination,
          bytes: Double(key.bytes)
        )
        channels.setTime(time, of: place)
      }
      schedule(after: channels.channels[Int(place)].time, .arrival, place, node)
    case .congestionAware:
      forward(
        links.add(
          AstraLinks.Message(
            channel: place,
            node: node,
            place: Int32(source),
            destination: Int32(destination),
            bytes: key.bytes
          )
        )
      )
    }
  }

  /// Posts a receive on a channel.
  mutating func receive(on place: Int32, npu: Int, target: Int32, isNode: Bool) {
    let waiter = AstraWaiter(npu: Int32(npu), target: target, next: -1, isNode: isNode)
    if let late = channels.post(waiter, on: place) { schedule(after: 0, .late, late) }
  }

  /// Handles a message's arrival at its receiver.
  mutating func arrive(channel: Int32, sendNode: Int32) {
    if sendNode >= 0 {
      endNode(Int(sendNode), of: Int(channels.channels[Int(channel)].key.source))
    }
    if let waiter = channels.noteArrival(channel) { deliver(waiter) }
  }

  /// Hands a message to who waited for it.
  mutating func deliver(_ waiter: AstraWaiter) {
    if waiter.isNode {
      endNode(Int(waiter.target), of: Int(waiter.npu))
    } else {
      advance(stream: Int(waiter.target), received: true)
    }
  }
}
