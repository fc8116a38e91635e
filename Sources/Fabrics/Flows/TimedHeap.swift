/// Slots by rising time, each at most once, whose time can change in place.
struct TimedHeap {
  /// Slots in heap order, four children to a parent.
  private var order: [Int32] = []
  /// Place of each slot in `order`, −1 outside.
  private var place: [Int32] = []
  /// Time of each slot.
  private var time: [Double] = []

  /// The earliest time, infinite when empty.
  @inline(__always)
  var earliest: Double { order.isEmpty ? .infinity : time[Int(order[0])] }
  /// The earliest slot; the heap must not be empty.
  @inline(__always)
  var first: Int { Int(order[0]) }

  /// Makes room for a slot.
  mutating func grow(to count: Int) {
    while place.count < count {
      place.append(-1)
      time.append(.infinity)
    }
  }

  /// Puts a slot at a time, or moves it there.
  mutating func set(_ slot: Int, time value: Double) {
    time[slot] = value
    if place[slot] < 0 {
      place[slot] = Int32(order.count)
      order.append(Int32(slot))
      rise(order.count - 1)
    } else {
      let index = Int(place[slot])
      rise(index)
      sink(Int(place[slot]))
    }
  }

  /// Takes a slot out.
  mutating func remove(_ slot: Int) {
    let index = Int(place[slot])
    guard index >= 0 else { return }
    place[slot] = -1
    let last = order.removeLast()
    guard index < order.count else { return }
    order[index] = last
    place[Int(last)] = Int32(index)
    rise(index)
    sink(Int(place[Int(last)]))
  }

  /// Takes the earliest slot out; the heap must not be empty.
  mutating func removeFirst() -> Int {
    let slot = Int(order[0])
    place[slot] = -1
    let last = order.removeLast()
    if !order.isEmpty {
      order[0] = last
      sink(0)
    }
    return slot
  }

  /// True where a slot comes before another; equal times by number.
  @inline(__always)
  private func precedes(_ first: Int32, _ second: Int32) -> Bool {
    let left = time[Int(first)]
    let right = time[Int(second)]
    return left < right || (left == right && first < second)
  }

  /// Moves the slot of a place towards the top.
  private mutating func rise(_ start: Int) {
    var index = start
    let slot = order[index]
    while index > 0 {
      let parent = (index - 1) >> 2
      guard precedes(slot, order[parent]) else { break }
      order[index] = order[parent]
      place[Int(order[index])] = Int32(index)
      index = parent
    }
    order[index] = slot
    place[Int(slot)] = Int32(index)
  }

  /// Moves the slot of a place towards the bottom.
  private mutating func sink(_ start: Int) {
    var index = start
    let slot = order[index]
    while true {
      let child = index * 4 + 1
      guard child < order.count else { break }
      var least = child
      for other in child + 1..<max(min(child + 4, order.count), child + 1)
      where precedes(order[other], order[least]) { least = other }
      guard precedes(order[least], slot) else { break }
      order[index] = order[least]
      place[Int(order[index])] = Int32(index)
      index = least
    }
    order[index] = slot
    place[Int(slot)] = Int32(index)
  }
}

/// Events by rising time, then in the order in which they were added.
struct EventHeap {
  /// Something that happens at a time.
  struct Event {
    /// When [s].
    var time: Double
    /// Order among equal times.
    var serial: UInt32
    /// What kind of event.
    var kind: UInt8
    /// What it is about.
    var index: Int32
  }

  /// Events in heap order.
  private var events: [Event] = []
  /// Events added so far.
  private var serial: UInt32 = 0

  /// The earliest time, infinite when empty.
  @inline(__always)
  var earliest: Double { events.isEmpty ? .infinity : events[0].time }

  /// Adds an event.
  mutating func push(time: Double, kind: UInt8, index: Int) {
    serial &+= 1
    let event = Event(time: time, serial: serial, kind: kind, index: Int32(index))
    events.append(event)
    var place = events.count - 1
    while place > 0 {
      let parent = (place - 1) >> 2
      guard Self.precedes(event, events[parent]) else { break }
      events[place] = events[parent]
      place = parent
    }
    events[place] = event
  }

  /// Takes the earliest event; the heap must not be empty.
  mutating func pop() -> Event {
    let top = events[0]
    let last = events.removeLast()
    guard !events.isEmpty else { return top }
    var place = 0
    while true {
      let child = place * 4 + 1
      guard child < events.count else { break }
      var least = child
      for other in child + 1..<max(min(child + 4, events.count), child + 1)
      where Self.precedes(events[other], events[least]) { least = other }
      guard Self.precedes(events[least], last) else { break }
      events[place] = events[least]
      place = least
    }
    events[place] = last
    return top
  }

  /// True where an event comes before another.
  @inline(__always)
  private static func precedes(_ first: Event, _ second: Event) -> Bool {
    first.time < second.time || (first.time == second.time && first.serial < second.serial)
  }
}
