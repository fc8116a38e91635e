/// The event loop that runs a workload with ASTRA-sim's semantics, in whole nanoseconds.
///
/// Events of one instant run in the order in which they were asked for. Each NPU keeps its own list
/// of what is due at an instant; the whole list runs at the place of its first entry, as in the peer,
/// because that order decides who gets a link first.
struct AstraEngine {
  /// What the common queue holds.
  enum Kind: UInt8 {
    /// Runs the list `b` of the NPU `a`.
    case list
    /// A message arrives on the channel `a`; node `b` of its sender was waiting, or −1.
    case arrival
    /// A receive that was posted late ends: waiter `a`.
    case late
    /// The message `a` reaches the end of its link.
    case hop
    /// The link `a` is free again.
    case linkFree
  }

  /// An entry of the common queue.
  struct Event {
    /// What happens.
    var kind: Kind
    /// First index, by kind.
    var a: Int32
    /// Second index, by kind.
    var b: Int32
  }

  /// An entry of an NPU's list.
  struct Due {
    /// The stream, or the node of the trace where `isNode`.
    var target: Int32
    /// The next entry of the list, −1 at its end.
    var next: Int32
    /// Time that the reduction of the message takes [ns], −1 where nothing is reduced.
    var reduction: Int
    /// True where a node of the trace ends.
    var isNode: Bool
  }

  /// The network.
  let network: AstraNetwork
  /// The settings of the system layer.
  let system: AstraSystem
  /// Which back end carries messages.
  let backend: AstraBackend
  /// What carries messages and collectives instead, at line rate.
  var physics: AstraPhysics?
  /// The collectives that wait for members, at line rate.
  var meetings: [AstraMeeting.Key: AstraMeeting] = [:]
  /// NPUs in all.
  let npus: Int

  /// The time [ns].
  var now = 0
  /// Instants that have events, smallest first in a binary heap [ns].
  private var instants: [Int] = []
  /// The bucket of each instant.
  private var bucketOfInstant: [Int: Int] = [:]
  /// The events of each instant in order.
  private var buckets: [[Event]] = []
  /// Buckets not in use.
  private var freeBuckets: [Int] = []
  /// Instants looked up last, by a few bits of them; −1 where none.
  private var recentInstant = [Int](repeating: -1, count: 64)
  /// The buckets of the instants looked up last.
  private var recentBucket = [Int](repeating: 0, count: 64)

  /// The instants at which each NPU has a list, with the list.
  private var pendingLists: [[(instant: Int, list: Int32)]]
  /// First entry of each list.
  private var listHead: [Int32] = []
  /// Last entry of each list.
  private var listTail: [Int32] = []
  /// Lists not in use.
  private var freeLists: [Int32] = []
  /// Entries of all lists.
  private var dues: [Due] = []
  /// Entries not in use.
  private var freeDues: [Int32] = []

  /// The channels between NPUs.
  var channels = AstraChannels()
  /// The links of the congestion-aware back end.
  var links: AstraLinks
  /// The streams: one chunk of one collective on one NPU each.
  var streams: [AstraStream] = []
  /// Streams not in use.
  var freeStreams: [Int32] = []
  /// The scheduler of each NPU.
  var schedulers: [AstraScheduler]
  /// The collectives under way.
  var datasets: [AstraDataset] = []
  /// Collectives not in use.
  var freeDatasets: [Int32] = []
  /// The progress of each NPU through its trace.
  var progress: [AstraProgress]
  /// The traces in order of their nodes' numbers.
  let traces: [AstraTrace]
  /// The trace of each NPU.
  let traceOfNPU: [Int]
  /// The named sets of NPUs.
  let groups: [AstraGroup]
  /// The place in `groups` of each named set.
  let groupOfName: [Int: Int]
  /// What has ended, in order.
  var spans: [AstraRun.Span] = []
  /// Messages sent.
  var messages = 0

  /// Prepares a run.
  init(
    network: AstraNetwork,
    system: AstraSystem,
    workload: AstraWorkload,
    backend: AstraBackend
  ) {
    self.network = network
    self.system = system
    self.backend = backend
    npus = network.npus
    pendingLists = Array(repeating: [], count: npus)
    links = AstraLinks(network: network, backend: backend)
    schedulers = Array(
      repeating: AstraScheduler(dimensions: network.dimensions.count, queues: system.queues),
      count: npus
    )
    traces = workload.traces.map(AstraTrace.init)
    traceOfNPU = workload.traceOfNPU
    let names = workload.groups.keys.sorted()
    groups = names.map { AstraGroup(name: $0, members: workload.groups[$0] ?? []) }
    groupOfName = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    progress = traceOfNPU.map { [traces] in AstraProgress(trace: traces[$0]) }
  }

  /// Runs everything to the end.
  mutating func run() -> AstraRun {
    for npu in 0..<npus {
      issueFreeNodes(of: npu)
      noteEnd(of: npu)
    }
    while let instant = nextInstant() {
      now = instant
      guard let bucket = bucketOfInstant[instant] else { continue }
      var index = 0
      while index < buckets[bucket].count {
        let event = buckets[bucket][index]
        index += 1
        handle(event)
      }
      bucketOfInstant[instant] = nil
      let slot = instant & 63
      if recentInstant[slot] == instant { recentInstant[slot] = -1 }
      buckets[bucket].removeAll(keepingCapacity: true)
      freeBuckets.append(bucket)
    }
    return AstraRun(
      finish: progress.map(\.finish),
      compute: progress.map(\.computed),
      spans: spans,
      messages: messages
    )
  }

  /// Does what an event asks for.
  private mutating func handle(_ event: Event) {
    switch event.kind {
    case .list: runList(event.b, of: Int(event.a))
    case .arrival: arrive(channel: event.a, sendNode: event.b)
    case .late: deliver(channels.takeWaiter(event.a))
    case .hop: hop(message: event.a)
    case .linkFree: freeLink(Int(event.a))
    }
  }

  /// Puts an event into the common queue, a time from now [ns].
  mutating func schedule(after delay: Int, _ kind: Kind, _ a: Int32, _ b: Int32 = -1) {
    let instant = min(now + delay, astraHorizon)
    let slot = instant & 63
    let bucket: Int
    if recentInstant[slot] == instant {
      bucket = recentBucket[slot]
    } else {
      bucket = self.bucket(of: instant)
      recentInstant[slot] = instant
      recentBucket[slot] = bucket
    }
    buckets[bucket].append(Event(kind: kind, a: a, b: b))
  }

  /// The bucket of an instant, made where there is none.
  private mutating func bucket(of instant: Int) -> Int {
    if let found = bucketOfInstant[instant] { return found }
    let bucket: Int
    if let free = freeBuckets.popLast() {
      bucket = free
    } else {
      bucket = buckets.count
      buckets.append([])
    }
    bucketOfInstant[instant] = bucket
    instants.append(instant)
    var child = instants.count - 1
    while child > 0, instants[(child - 1) / 2] > instants[child] {
      instants.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
    return bucket
  }

  /// Takes the earliest instant out of the heap.
  private mutating func nextInstant() -> Int? {
    guard let first = instants.first else { return nil }
    let last = instants.removeLast()
    guard !instants.isEmpty else { return first }
    instants[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < instants.count && instants[child] < instants[least] {
        least = child
      }
      if least == parent { return first }
      instants.swapAt(parent, least)
      parent = least
    }
  }

  /// Puts an entry into an NPU's list, a time from now [ns].
  mutating func register(
    npu: Int,
    target: Int32,
    isNode: Bool,
    reduction: Int = -1,
    after delay: Int
  ) {
    let instant = min(now + delay, astraHorizon)
    let due = Due(target: target, next: -1, reduction: reduction, isNode: isNode)
    let entry: Int32
    if let free = freeDues.popLast() {
      entry = free
      dues[Int(free)] = due
    } else {
      entry = Int32(dues.count)
      dues.append(due)
    }
    for place in pendingLists[npu].indices where pendingLists[npu][place].instant == instant {
      let list = Int(pendingLists[npu][place].list)
      dues[Int(listTail[list])].next = entry
      listTail[list] = entry
      return
    }
    let list: Int32
    if let free = freeLists.popLast() {
      list = free
      listHead[Int(free)] = entry
      listTail[Int(free)] = entry
    } else {
      list = Int32(listHead.count)
      listHead.append(entry)
      listTail.append(entry)
    }
    pendingLists[npu].append((instant, list))
    schedule(after: delay, .list, Int32(npu), list)
  }

  /// Runs an NPU's list of this instant, with what joins it meanwhile.
  private mutating func runList(_ list: Int32, of npu: Int) {
    var entry = listHead[Int(list)]
    while entry >= 0 {
      let due = dues[Int(entry)]
      if due.isNode {
        endNode(Int(due.target), of: npu)
      } else if due.reduction >= 0 {
        register(npu: npu, target: due.target, isNode: false, after: due.reduction)
      } else {
        advance(stream: Int(due.target), received: false)
      }
      let next = dues[Int(entry)].next
      freeDues.append(entry)
      entry = next
    }
    freeLists.append(list)
    if let place = pendingLists[npu].firstIndex(where: { $0.list == list }) {
      pendingLists[npu].swapAt(place, pendingLists[npu].count - 1)
      pendingLists[npu].removeLast()
    }
  }
}

extension AstraNetwork {
  /// Runs a workload with ASTRA-sim's semantics.
  ///
  /// The result is what the peer reports, to the nanosecond, peculiarities included; see the page
  /// *ASTRA-sim* of the methods. It is not what the network would take: for that see
  /// `AstraPhysics`.
  public func run(
    _ workload: AstraWorkload,
    system: AstraSystem,
    backend: AstraBackend
  ) -> AstraRun {
    var engine = AstraEngine(network: self, system: system, workload: workload, backend: backend)
    return engine.run()
  }
}
