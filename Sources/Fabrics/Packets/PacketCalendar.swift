/// Events in picoseconds, kept in a ring of short intervals.
///
/// An event is put on its interval's list; the list is ordered only when its turn comes, so that
/// most events cost two list operations. What lies beyond the ring waits in a heap.
struct PacketCalendar {
  /// A moment and what happens then.
  struct Event {
    /// When [ps].
    var time: Int64
    /// What, packed by the engine.
    var what: Int64
  }

  /// Picoseconds of an interval, as a power of two.
  private let shift: Int64
  /// Intervals of the ring less one.
  private static let mask: Int64 = (1 << 16) - 1
  /// First event of each interval's list, −1 when empty.
  private var heads = [Int32](repeating: -1, count: 1 << 16)
  /// Events of lists.
  private var pool: [Event] = []
  /// Next in the same list, or the next free place.
  private var next: [Int32] = []
  /// First free place, −1 when none.
  private var free: Int32 = -1
  /// Number of the interval whose turn it is.
  private var turn: Int64 = 0
  /// Its events in heap order.
  private var front: [Event] = []
  /// Events beyond the ring, in heap order.
  private var far: [Event] = []
  /// Events on lists.
  private var listed = 0

  /// Makes a calendar with intervals of about a duration [ps].
  init(interval: Int64) {
    var bits: Int64 = 0
    while (1 << (bits + 1)) <= max(interval, 1) { bits += 1 }
    shift = bits
  }

  /// Adds an event that does not lie before the last one taken.
  @inline(__always)
  mutating func push(_ time: Int64, _ what: Int64) {
    let interval = time >> shift
    if interval <= turn {
      Self.push(Event(time: time, what: what), on: &front)
    } else if interval - turn < Self.mask {
      list(Event(time: time, what: what), interval: interval)
    } else {
      Self.push(Event(time: time, what: what), on: &far)
    }
  }

  /// Puts an event on an interval's list.
  @inline(__always)
  private mutating func list(_ event: Event, interval: Int64) {
    let place = Int(interval & Self.mask)
    if free >= 0 {
      let index = Int(free)
      free = next[index]
      pool[index] = event
      next[index] = heads[place]
      heads[place] = Int32(index)
    } else {
      pool.append(event)
      next.append(heads[place])
      heads[place] = Int32(pool.count - 1)
    }
    listed += 1
  }

  /// Takes the earliest event; `nil` when there is none.
  @inline(__always)
  mutating func pop() -> Event? {
    if front.isEmpty, !advance() { return nil }
    return Self.pop(&front)
  }

  /// Goes on to the next interval that has events.
  private mutating func advance() -> Bool {
    while front.isEmpty {
      if listed == 0 {
        guard let first = far.first else { return false }
        turn = first.time >> shift
      } else {
        turn += 1
      }
      while let first = far.first, first.time >> shift <= turn {
        Self.push(Self.pop(&far) ?? first, on: &front)
      }
      let place = Int(turn & Self.mask)
      var index = heads[place]
      heads[place] = -1
      while index >= 0 {
        let following = next[Int(index)]
        Self.push(pool[Int(index)], on: &front)
        next[Int(index)] = free
        free = index
        listed -= 1
        index = following
      }
    }
    return true
  }

  /// Earlier first; equal times by content, so that a run does not depend on how it was filled.
  @inline(__always)
  private static func precedes(_ first: Event, _ second: Event) -> Bool {
    first.time < second.time || (first.time == second.time && first.what < second.what)
  }

  /// Adds to a heap.
  @inline(__always)
  private static func push(_ event: Event, on heap: inout [Event]) {
    heap.append(event)
    var place = heap.count - 1
    while place > 0 {
      let parent = (place - 1) >> 2
      guard precedes(event, heap[parent]) else { break }
      heap[place] = heap[parent]
      place = parent
    }
    heap[place] = event
  }

  /// Takes the first of a heap.
  @inline(__always)
  private static func pop(_ heap: inout [Event]) -> Event? {
    guard let top = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return top }
    var place = 0
    while true {
      let child = place * 4 + 1
      guard child < heap.count else { break }
      var least = child
      var other = child + 1
      while other < child + 4, other < heap.count {
        if precedes(heap[other], heap[least]) { least = other }
        other += 1
      }
      guard precedes(heap[least], last) else { break }
      heap[place] = heap[least]
      place = least
    }
    heap[place] = last
    return top
  }
}
