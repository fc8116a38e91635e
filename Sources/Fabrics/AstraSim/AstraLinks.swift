/// The links of the congestion-aware back end: each carries one message at a time, first come first.
struct AstraLinks {
  /// A message under way.
  struct Message {
    /// Its channel.
    var channel: Int32
    /// The node of its sender's trace that waits, or −1.
    var node: Int32
    /// The NPU where it is, or whose switch it is in.
    var place: Int32
    /// Where it goes.
    var destination: Int32
    /// Its size [B].
    var bytes: Int
    /// The next message that waits for the same link, −1 at the end.
    var next: Int32 = -1
    /// The dimension of the switch that it is in, −1 at an NPU.
    var inSwitch: Int32 = -1
    /// The link that it is on or waits for.
    var link: Int32 = -1
    /// Where the link leads.
    var nextPlace: Int32 = -1
    /// The switch that the link leads into, by dimension, or −1.
    var nextSwitch: Int32 = -1
  }

  /// The network.
  private let dimensions: [AstraNetwork.Dimension]
  /// The first link of each dimension.
  private var base: [Int] = []
  /// The dimension of each link.
  private var dimensionOfLink: [UInt8] = []
  /// True where a link carries a message.
  private var busy: [Bool] = []
  /// First message that waits for each link, −1 where none.
  private var firstWaiting: [Int32] = []
  /// Last message that waits for each link.
  private var lastWaiting: [Int32] = []
  /// The messages under way.
  var messages: [Message] = []
  /// Messages not in use.
  private var freeMessages: [Int32] = []

  /// Makes the links of a network; none where the back end knows no congestion.
  init(network: AstraNetwork, backend: AstraBackend) {
    dimensions = network.dimensions
    guard backend == .congestionAware else { return }
    var links = 0
    for (index, dimension) in dimensions.enumerated() {
      base.append(links)
      let each = dimension.shape == .fullyConnected ? dimension.count : 2
      links += network.npus * each
      dimensionOfLink += Array(repeating: UInt8(index), count: network.npus * each)
    }
    busy = Array(repeating: false, count: links)
    firstWaiting = Array(repeating: -1, count: links)
    lastWaiting = firstWaiting
  }

  /// Takes a message in.
  mutating func add(_ message: Message) -> Int32 {
    if let free = freeMessages.popLast() {
      messages[Int(free)] = message
      return free
    }
    messages.append(message)
    return Int32(messages.count - 1)
  }

  /// Forgets a message.
  mutating func remove(_ message: Int32) { freeMessages.append(message) }

  /// Chooses the next link of a message: dimension by dimension, the shorter way round a ring.
  mutating func route(_ index: Int32) {
    var message = messages[Int(index)]
    let place = Int(message.place)
    if message.inSwitch >= 0 {
      let dimension = Int(message.inSwitch)
      let stride = dimensions[..<dimension].reduce(1) { $0 * $1.count }
      let count = dimensions[dimension].count
      let own = place / stride % count
      let target = Int(message.destination) / stride % count
      let next = place + (target - own) * stride
      message.link = Int32(base[dimension] + 2 * next + 1)
      message.nextPlace = Int32(next)
      message.nextSwitch = -1
      messages[Int(index)] = message
      return
    }
    var stride = 1
    for (dimension, part) in dimensions.enumerated() {
      let own = place / stride % part.count
      let target = Int(message.destination) / stride % part.count
      guard own != target else {
        stride *= part.count
        continue
      }
      message.nextSwitch = -1
      switch part.shape {
      case .fullyConnected:
        message.link = Int32(base[dimension] + place * part.count + target)
        message.nextPlace = Int32(place + (target - own) * stride)
      case .switched:
        message.link = Int32(base[dimension] + 2 * place)
        message.nextPlace = message.place
        message.nextSwitch = Int32(dimension)
      case .ring:
        let ahead = target > own ? target - own : target - own + part.count
        let forward = ahead <= part.count - ahead
        let next = (own + (forward ? 1 : part.count - 1)) % part.count
        message.link = Int32(base[dimension] + 2 * place + (forward ? 0 : 1))
        message.nextPlace = Int32(place + (next - own) * stride)
      }
      break
    }
    messages[Int(index)] = message
  }

  /// Claims the message's link, or makes it wait; true where the link was free.
  mutating func claim(for index: Int32) -> Bool {
    let link = Int(messages[Int(index)].link)
    guard busy[link] else {
      busy[link] = true
      return true
    }
    messages[Int(index)].next = -1
    if firstWaiting[link] < 0 {
      firstWaiting[link] = index
    } else {
      messages[Int(lastWaiting[link])].next = index
    }
    lastWaiting[link] = index
    return false
  }

  /// Frees a link and gives it to the message that waits longest.
  mutating func free(_ link: Int) -> Int32? {
    let first = firstWaiting[link]
    guard first >= 0 else {
      busy[link] = false
      return nil
    }
    firstWaiting[link] = messages[Int(first)].next
    return first
  }

  /// The dimension of a link.
  func dimension(of link: Int32) -> AstraNetwork.Dimension {
    dimensions[Int(dimensionOfLink[Int(link)])]
  }
}

extension AstraEngine {
  /// Sends a message on along its route.
  mutating func forward(_ message: Int32) {
    links.route(message)
    if links.claim(for: message) { transmit(message) }
  }

  /// Puts a message on its link, which is free: it arrives after latency and serialisation, and the
  /// link is free again after the serialisation.
  private mutating func transmit(_ index: Int32) {
    let message = links.messages[Int(index)]
    let dimension = links.dimension(of: message.link)
    let serialisation = Double(message.bytes) / dimension.bytesPerNanosecond
    schedule(after: wholeNanoseconds(dimension.latency + serialisation), .hop, index)
    schedule(after: wholeNanoseconds(serialisation), .linkFree, message.link)
  }

  /// Handles a message at the end of a link.
  mutating func hop(message index: Int32) {
    links.messages[Int(index)].place = links.messages[Int(index)].nextPlace
    links.messages[Int(index)].inSwitch = links.messages[Int(index)].nextSwitch
    let message = links.messages[Int(index)]
    if message.inSwitch < 0, message.place == message.destination {
      links.remove(index)
      arrive(channel: message.channel, sendNode: message.node)
    } else {
      forward(index)
    }
  }

  /// Handles a link that is free again.
  mutating func freeLink(_ link: Int) {
    if let next = links.free(link) { transmit(next) }
  }
}
