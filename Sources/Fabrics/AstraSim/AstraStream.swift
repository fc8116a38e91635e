/// The NPUs that run one phase of a collective together, as one of them sees it.
struct AstraMembers {
  /// Distance between neighbours' numbers.
  var stride: Int
  /// NPUs in all.
  var count: Int
  /// The named set they are, or −1.
  var group: Int32 = -1
}

/// The part of a collective that runs in one dimension.
struct AstraPhase {
  /// What is run.
  var collective: AstraCollective
  /// How it is run.
  var algorithm: AstraAlgorithm
  /// Who runs it.
  var members: AstraMembers
  /// Bytes that each NPU starts with [B].
  var bytes: Int
  /// The queue it waits in.
  var queue: Int
  /// False where the ring is run backwards.
  var clockwise: Bool
  /// True where the tree is the one whose root is its greatest member.
  var rootIsLast: Bool

  /// Bytes that each NPU ends with [B].
  var finalBytes: Int {
    if algorithm == .doubleBinaryTree { return bytes }
    switch collective {
    case .allReduce, .allToAll: return bytes
    case .allGather: return bytes * members.count
    case .reduceScatter: return bytes / members.count
    }
  }
}

/// One chunk of a collective on one NPU, and the phase that it is in.
struct AstraStream {
  /// The NPU.
  var npu: Int
  /// Its number, the tag of its messages.
  var tag: Int
  /// Who goes first: the greater.
  var priority: Int
  /// The collective it belongs to.
  var dataset: Int32
  /// The phases.
  var phases: [AstraPhase]
  /// The phase it is in, −1 before the first.
  var phase = -1
  /// True once its phase has begun.
  var began = false

  /// Messages of the phase made ready so far.
  var made = 0
  /// Messages of the phase sent so far.
  var sent = 0
  /// Messages of the phase still to send.
  var toSend = 0
  /// Messages received in the phase.
  var received = 0
  /// Turns that may send now.
  var turns = 0
  /// Messages that may be under way at once.
  var window = 1
  /// Messages left in this round that need no reduction.
  var plainLeft = 0
  /// Messages left in this round that may need one.
  var reducedLeft = 0
  /// True in odd rounds, those in which an all-reduce adds.
  var oddRound = false
  /// Bytes of each message; of the next in halving and doubling [B].
  var messageBytes = 0
  /// The channel of a ring's messages, −1 where none.
  var sendChannel: Int32 = -1
  /// The channel of a ring's receives, −1 where none.
  var receiveChannel: Int32 = -1
  /// Distance of the next partner in halving and doubling.
  var distance = 0
  /// True while the distance doubles.
  var doubling = true
  /// Partners and sizes [B] of the messages made in halving and doubling.
  var partners: [(npu: Int, bytes: Int)] = []
  /// The state of a tree's node.
  var tree = AstraTreeState()
}

/// A collective under way on one NPU.
struct AstraDataset {
  /// The NPU.
  var npu: Int
  /// The node of its trace.
  var node: Int
  /// Streams in all.
  var streams: Int
  /// Streams that ended.
  var ended = 0
}

/// The queues of one NPU.
struct AstraScheduler {
  /// The streams in each queue, those that began first.
  var waiting: [[Int32]]
  /// How many streams of each queue have begun.
  var running: [Int]
  /// The next queue of each dimension.
  var next: [Int]
  /// The next queue of the first half of each dimension's.
  var nextFirst: [Int]
  /// The next queue of the second half of each dimension's.
  var nextLast: [Int]
  /// Queues of each dimension.
  let queues: Int
  /// Collectives so far, with a sign: the priority of the next.
  var priority = 0
  /// Streams so far.
  var tags = 0
  /// Streams so far of each named set.
  var groupTags: [Int: Int] = [:]
  /// Phases on double binary trees so far, by collective and dimension.
  var trees: [Int: Int] = [:]

  /// Makes empty queues.
  init(dimensions: Int, queues: Int) {
    self.queues = queues
    waiting = Array(repeating: [], count: dimensions * queues)
    running = Array(repeating: 0, count: dimensions * queues)
    next = Array(repeating: 0, count: dimensions)
    nextFirst = next
    nextLast = Array(repeating: queues / 2, count: dimensions)
  }

  /// The next queue of a dimension and whether it runs clockwise.
  mutating func takeAny(_ dimension: Int) -> (queue: Int, clockwise: Bool) {
    let place = next[dimension]
    next[dimension] = (place + 1) % queues
    return (dimension * queues + place, !(queues > 1 && place >= queues / 2))
  }

  /// The next queue of the first half: the way in.
  mutating func takeFirst(_ dimension: Int) -> (queue: Int, clockwise: Bool) {
    let place = nextFirst[dimension]
    nextFirst[dimension] = (place + 1) % max(1, queues / 2)
    return (dimension * queues + place, true)
  }

  /// The next queue of the second half: the way out.
  mutating func takeLast(_ dimension: Int) -> (queue: Int, clockwise: Bool) {
    let place = nextLast[dimension]
    nextLast[dimension] = place + 1 == queues ? queues / 2 : place + 1
    return (dimension * queues + place, false)
  }
}

/// A named set of NPUs.
struct AstraGroup {
  /// Its number.
  var name: Int
  /// Its members in ring order.
  var members: [Int]
  /// The place of each member.
  var place: [Int: Int]

  /// Makes a set.
  init(name: Int, members: [Int]) {
    self.name = name
    self.members = members
    place = Dictionary(zip(members, members.indices)) { first, _ in first }
  }
}
