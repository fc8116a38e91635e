/// Runs traffic on a graph: events in time, rates by max-min fairness.
///
/// A flow holds a slot while it sends. Its hops lie in one run of the hop arrays and are chained by
/// link, so that the flows of a link are found without a search. Nothing is allocated per event
/// once the arrays have grown.
struct FlowEngine {
  /// The network.
  let graph: NetworkGraph
  /// How flows are run.
  let settings: FlowSettings
  /// The tasks.
  let tasks: [Traffic.Task]
  /// Who waits for whom.
  let followers: Followers
  /// Finds routes.
  var router: Router
  /// Scratch: the route being found.
  var found: [Router.Hop] = []

  /// By task: orders that still hold it back.
  var waits: [Int32]
  /// By task: when it began [s].
  var starts: [Double]
  /// By task: when it ended [s].
  var finishes: [Double]
  /// Tasks that have not ended.
  var left: Int

  /// By slot: the task, −1 for a free slot.
  var slotTask: [Int32] = []
  /// By slot: bytes left to send at `last` [B].
  var remaining: [Double] = []
  /// By slot: rate [B/s].
  var rate: [Double] = []
  /// By slot: when `remaining` was true [s].
  var last: [Double] = []
  /// By slot: rate that the flow cannot exceed alone [B/s].
  var cap: [Double] = []
  /// By slot: time of the last byte on its way [s].
  var latency: [Double] = []
  /// By slot: first hop in the hop arrays.
  var hopStart: [Int32] = []
  /// By slot: hops in use.
  var hopCount: [Int32] = []
  /// By slot: hops that its run has room for.
  var hopRoom: [Int32] = []
  /// Slots that are free.
  var freeSlots: [Int32] = []
  /// Slots without a way to go, until cables change.
  var stalled: [Int32] = []

  /// By hop: the link.
  var hopLink: [Int32] = []
  /// By hop: the part of the flow.
  var hopWeight: [Double] = []
  /// By hop: the slot.
  var hopSlot: [Int32] = []
  /// By hop: the next hop on the same link, −1 at the end.
  var hopNext: [Int32] = []
  /// By hop: the hop before on the same link, −1 at the first.
  var hopPrevious: [Int32] = []

  /// By link: capacity now [B/s].
  var bandwidth: [Double]
  /// By link: the first hop on it, −1 for none.
  var head: [Int32]
  /// By link: what its flows would send if nothing else held them back [B/s].
  var upper: [Double]
  /// By link: parts of flows on it (1).
  var load: [Double]
  /// By link: bytes carried [B].
  var carried: [Double]
  /// By link: bytes a second now, kept only for timelines [B/s].
  var flowing: [Double] = []

  /// Ends of sending, by slot.
  var ends = TimedHeap()
  /// Other events.
  var events = EventHeap()
  /// By cable: failures that hold it down.
  var failed: [Int32]

  /// Links whose flows must be shared anew.
  var dirtyLinks: [Int32] = []
  /// Slots that are new or have a new route.
  var dirtySlots: [Int32] = []
  /// Scratch of the sharing.
  var sharing: SharingScratch
  /// Tasks that are ready to begin.
  var ready: [Int32] = []
  /// Time [s].
  var now = 0.0
  /// Times at which rates were shared.
  var settlements = 0
  /// Rate below which flows keep theirs when rates are shared next [B/s].
  var floor = Double.infinity
  /// True once the flows of a link could want more than it has.
  var everBound = false
  /// Loads for a timeline.
  var loads: [FlowRun.Load] = []

  /// Kinds of events.
  enum Kind {
    /// A task's time before its flow has passed.
    static let start: UInt8 = 0
    /// The last byte has arrived.
    static let arrive: UInt8 = 1
    /// A cable stops.
    static let fail: UInt8 = 2
    /// A cable works again.
    static let recover: UInt8 = 3
    /// Routes avoid a cable.
    static let avoid: UInt8 = 4
    /// Routes use a cable again.
    static let use: UInt8 = 5
  }

  /// Makes an engine for traffic that has no problems.
  init(graph: NetworkGraph, traffic: Traffic, settings: FlowSettings) {
    self.graph = graph
    self.settings = settings
    tasks = traffic.tasks
    followers = Followers(traffic)
    router = Router(graph: graph, routing: settings.routing, seed: settings.seed)
    waits = [Int32](repeating: 0, count: tasks.count)
    for place in stride(from: 1, to: traffic.orders.count, by: 2) {
      waits[Int(traffic.orders[place])] += 1
    }
    starts = [Double](repeating: .nan, count: tasks.count)
    finishes = [Double](repeating: .infinity, count: tasks.count)
    left = tasks.count
    bandwidth = graph.links.map(\.bandwidth)
    head = [Int32](repeating: -1, count: graph.links.count)
    upper = [Double](repeating: 0, count: graph.links.count)
    load = upper
    carried = upper
    if settings.recordsLoads { flowing = upper }
    failed = [Int32](repeating: 0, count: graph.cables)
    sharing = SharingScratch(links: graph.links.count)
  }

  /// Runs to the end.
  mutating func run() -> FlowRun {
    for (index, failure) in settings.failures.enumerated() {
      events.push(time: failure.at, kind: Kind.fail, index: index)
      events.push(time: failure.at + settings.detection, kind: Kind.avoid, index: index)
      if failure.duration.isFinite {
        let end = failure.at + failure.duration
        events.push(time: end, kind: Kind.recover, index: index)
        events.push(time: end + settings.detection, kind: Kind.use, index: index)
      }
    }
    for task in tasks.indices where waits[task] == 0 { ready.append(Int32(task)) }
    begin()
    settle()
    while left > 0 {
      let next = min(ends.earliest, events.earliest)
      guard next < .infinity else { break }
      now = max(now, next)
      // What ends together in exact arithmetic may differ in the last bits.
      let until = now * (1 + 1e-12)
      while ends.earliest <= until { endSending(ends.removeFirst()) }
      while events.earliest <= until { handle(events.pop()) }
      begin()
      settle()
    }
    return FlowRun(
      starts: starts,
      finishes: finishes,
      completion: finishes.max() ?? 0,
      carried: carried,
      loads: loads,
      unfinished: left,
      settlements: settlements
    )
  }

  /// Lets an event happen.
  private mutating func handle(_ event: EventHeap.Event) {
    let index = Int(event.index)
    switch event.kind {
    case Kind.start: send(index)
    case Kind.arrive: end(index)
    default: change(settings.failures[index].cable, kind: event.kind)
    }
  }

  /// Begins all tasks that are ready.
  private mutating func begin() {
    while let next = ready.popLast() {
      let task = Int(next)
      let begin = max(now, tasks[task].start)
      starts[task] = begin
      let sends = tasks[task].bytes > 0 && tasks[task].source != tasks[task].destination
      let wait = tasks[task].time + (sends ? settings.startup : 0)
      if begin + wait > now {
        events.push(time: begin + wait, kind: Kind.start, index: task)
      } else {
        send(task)
      }
    }
  }

  /// Ends a task and frees those that waited for it.
  private mutating func end(_ task: Int) {
    finishes[task] = now
    left -= 1
    for place in followers.range(task) {
      let next = Int(followers.tasks[place])
      waits[next] -= 1
      if waits[next] == 0 { ready.append(Int32(next)) }
    }
  }

  /// Starts to send a task's bytes.
  private mutating func send(_ task: Int) {
    let bytes = tasks[task].bytes
    guard bytes > 0, tasks[task].source != tasks[task].destination else {
      end(task)
      return
    }
    let slot: Int
    if let free = freeSlots.popLast() {
      slot = Int(free)
    } else {
      slot = slotTask.count
      slotTask.append(-1)
      remaining.append(0)
      rate.append(0)
      last.append(0)
      cap.append(0)
      latency.append(0)
      hopStart.append(0)
      hopCount.append(0)
      hopRoom.append(0)
      ends.grow(to: slot + 1)
      sharing.grow(slots: slot + 1)
    }
    slotTask[slot] = Int32(task)
    remaining[slot] = settings.packets.wireBytes(bytes)
    rate[slot] = 0
    last[slot] = now
    place(slot)
  }

  /// Finds a route for a slot's flow and puts it on its links.
  mutating func place(_ slot: Int) {
    let task = tasks[Int(slotTask[slot])]
    let works = router.route(
      from: Int(task.source),
      to: Int(task.destination),
      flow: task.hashed,
      loads: load,
      into: &found
    )
    guard works else {
      hopCount[slot] = 0
      stalled.append(Int32(slot))
      ends.set(slot, time: .infinity)
      return
    }
    if hopRoom[slot] < found.count {
      hopStart[slot] = Int32(hopLink.count)
      hopRoom[slot] = Int32(found.count)
      for _ in found {
        hopLink.append(0)
        hopWeight.append(0)
        hopSlot.append(Int32(slot))
        hopNext.append(-1)
        hopPrevious.append(-1)
      }
    }
    hopCount[slot] = Int32(found.count)
    let packet = settings.packets.largest(task.bytes)
    var way = 0.0
    var store = 0.0
    var least = Double.infinity
    var place = Int(hopStart[slot])
    for hop in found {
      let link = Int(hop.link)
      let rated = graph.links[link]
      way += hop.weight * rated.latency
      store += hop.weight * packet * Double(rated.lanes) / rated.bandwidth
      least = min(least, rated.bandwidth / hop.weight)
      hopLink[place] = hop.link
      hopWeight[place] = hop.weight
      hopNext[place] = head[link]
      hopPrevious[place] = -1
      if head[link] >= 0 { hopPrevious[Int(head[link])] = Int32(place) }
      head[link] = Int32(place)
      place += 1
    }
    let trip = 2 * way + store
    var most = least * settings.rateShare
    if trip > 0 { most = min(most, settings.window / trip) }
    cap[slot] = most
    latency[slot] = way + max(0, store - packet / least)
    if settings.endsAtSender {
      latency[slot] += way + (packet > 0 ? store * settings.packets.header / packet : 0)
    }
    if settings.firstWindow.isFinite {
      latency[slot] += settings.lostAtStart(
        trip: trip,
        rate: most,
        bytes: settings.packets.wireBytes(task.bytes)
      )
    }
    for hop in found {
      upper[Int(hop.link)] += hop.weight * most
      load[Int(hop.link)] += hop.weight
    }
    dirtySlots.append(Int32(slot))
  }

  /// Takes a slot's flow off its links.
  mutating func lift(_ slot: Int) {
    floor = min(floor, rate[slot])
    let first = Int(hopStart[slot])
    for place in first..<first + Int(hopCount[slot]) {
      let link = Int(hopLink[place])
      if binds(link) { dirtyLinks.append(Int32(link)) }
      let next = hopNext[place]
      let previous = hopPrevious[place]
      if previous >= 0 { hopNext[Int(previous)] = next } else { head[link] = next }
      if next >= 0 { hopPrevious[Int(next)] = previous }
      if head[link] < 0 {
        upper[link] = 0
        load[link] = 0
      } else {
        upper[link] -= hopWeight[place] * cap[slot]
        load[link] -= hopWeight[place]
      }
      if settings.recordsLoads, rate[slot] > 0 {
        flowing[link] = max(0, flowing[link] - hopWeight[place] * rate[slot])
        loads.append(.init(time: now, link: Int32(link), rate: flowing[link]))
      }
    }
  }

  /// True where a link's flows can want more than it has.
  @inline(__always)
  func binds(_ link: Int) -> Bool { upper[link] > bandwidth[link] * (1 + 1e-9) }

  /// Counts what a slot's flow has sent since its rate last changed.
  mutating func count(_ slot: Int, sent: Double) {
    guard sent > 0 else { return }
    let first = Int(hopStart[slot])
    for place in first..<first + Int(hopCount[slot]) {
      carried[Int(hopLink[place])] += hopWeight[place] * sent
    }
  }

  /// A slot's flow has sent its last byte.
  private mutating func endSending(_ slot: Int) {
    count(slot, sent: remaining[slot])
    lift(slot)
    let task = Int(slotTask[slot])
    slotTask[slot] = -1
    freeSlots.append(Int32(slot))
    if latency[slot] > 0 {
      events.push(time: now + latency[slot], kind: Kind.arrive, index: task)
    } else {
      end(task)
    }
  }
}
