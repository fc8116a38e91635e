/// Arrays that the sharing of links uses again and again.
struct SharingScratch {
  /// By link: visited in this settlement.
  var linkMark: [UInt32]
  /// By link: capacity not yet given away [B/s].
  var residual: [Double]
  /// By link: parts of flows that have no rate yet (1).
  var weight: [Double]
  /// By link: flows that have no rate yet.
  var open: [Int32]
  /// By slot: visited in this settlement.
  var slotMark: [UInt32] = []
  /// By slot: the new rate, negative before it is known [B/s].
  var rate: [Double] = []
  /// Number of the settlement.
  var stamp: UInt32 = 0
  /// Links of the part that is shared anew.
  var links: [Int32] = []
  /// Slots of the part that is shared anew.
  var slots: [Int32] = []
  /// Links by what they would give each flow.
  var heap: [(share: Double, link: Int32)] = []

  /// Makes arrays for a number of links.
  init(links count: Int) {
    linkMark = [UInt32](repeating: 0, count: count)
    residual = [Double](repeating: 0, count: count)
    weight = residual
    open = [Int32](repeating: 0, count: count)
  }

  /// Makes room for slots.
  mutating func grow(slots count: Int) {
    while slotMark.count < count {
      slotMark.append(0)
      rate.append(0)
    }
  }

  /// Adds a link to the heap.
  @inline(__always)
  mutating func push(_ share: Double, _ link: Int32) {
    var place = heap.count
    heap.append((share, link))
    while place > 0 {
      let parent = (place - 1) >> 1
      guard share < heap[parent].share || (share == heap[parent].share && link < heap[parent].link)
      else { break }
      heap[place] = heap[parent]
      place = parent
    }
    heap[place] = (share, link)
  }

  /// Replaces the first link's share, or takes it out, and restores the order.
  @inline(__always)
  mutating func settleTop(_ share: Double?) {
    guard let moved = share.map({ ($0, heap[0].link) }) ?? heap.popLast() else { return }
    let item = (share: moved.0, link: moved.1)
    guard !heap.isEmpty else { return }
    var place = 0
    while true {
      var child = place * 2 + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
      guard Self.precedes(heap[child], item) else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = item
  }

  /// True where a link comes first; equal shares by number.
  @inline(__always)
  private static func precedes(
    _ first: (share: Double, link: Int32),
    _ second: (share: Double, link: Int32)
  ) -> Bool {
    first.share < second.share || (first.share == second.share && first.link < second.link)
  }
}

extension FlowEngine {
  /// Shares the links anew where flows came, went or moved.
  ///
  /// Max-min fairness by progressive filling (Bertsekas and Gallager, Data Networks, 6.5.2): the
  /// link that gives least to each of its flows fixes them, and so on. Two things keep the part
  /// that is shared anew small and leave the result as it is:
  /// - A link whose flows could not fill it even if nothing else held them back fixes no flow.
  /// - Filling is the same with and without a flow up to that flow's rate, since no link that fixes
  ///   flows below it carries that flow. So flows slower than all that came and went stay as they
  ///   are; what came is at least as fast as an even part of its narrowest link.
  mutating func settle() {
    guard !dirtyLinks.isEmpty || !dirtySlots.isEmpty else { return }
    settlements += 1
    sharing.stamp &+= 1
    sharing.links.removeAll(keepingCapacity: true)
    sharing.slots.removeAll(keepingCapacity: true)
    for slot in dirtySlots {
      visit(slot: Int(slot))
      floor = min(floor, leastRate(Int(slot)))
    }
    floor *= 1 - 1e-9
    for link in dirtyLinks { visit(link: Int(link)) }
    dirtySlots.removeAll(keepingCapacity: true)
    dirtyLinks.removeAll(keepingCapacity: true)
    var index = 0
    var linkIndex = 0
    while index < sharing.slots.count || linkIndex < sharing.links.count {
      while linkIndex < sharing.links.count {
        let link = Int(sharing.links[linkIndex])
        var hop = Int(head[link])
        linkIndex += 1
        while hop >= 0 {
          let slot = Int(hopSlot[hop])
          if rate[slot] < floor, sharing.slotMark[slot] != sharing.stamp {
            sharing.residual[link] -= hopWeight[hop] * rate[slot]
          } else {
            visit(slot: slot)
          }
          hop = Int(hopNext[hop])
        }
      }
      while index < sharing.slots.count {
        let slot = Int(sharing.slots[index])
        index += 1
        let first = Int(hopStart[slot])
        for place in first..<first + Int(hopCount[slot]) {
          let link = Int(hopLink[place])
          if binds(link) { visit(link: link) }
        }
      }
    }
    floor = .infinity
    fill()
    for slot in sharing.slots { give(Int(slot), sharing.rate[Int(slot)]) }
  }

  /// A rate that a slot's flow reaches for certain: an even part of its narrowest link.
  private func leastRate(_ slot: Int) -> Double {
    var least = cap[slot]
    let first = Int(hopStart[slot])
    for place in first..<first + Int(hopCount[slot]) {
      let link = Int(hopLink[place])
      if binds(link) { least = min(least, bandwidth[link] / load[link]) }
    }
    return least
  }

  /// Takes a slot into the part that is shared anew.
  @inline(__always)
  private mutating func visit(slot: Int) {
    guard sharing.slotMark[slot] != sharing.stamp, slotTask[slot] >= 0 else { return }
    sharing.slotMark[slot] = sharing.stamp
    sharing.rate[slot] = -1
    sharing.slots.append(Int32(slot))
  }

  /// Takes a link into the part that is shared anew.
  @inline(__always)
  private mutating func visit(link: Int) {
    guard sharing.linkMark[link] != sharing.stamp else { return }
    sharing.linkMark[link] = sharing.stamp
    everBound = true
    sharing.residual[link] = bandwidth[link]
    sharing.weight[link] = 0
    sharing.open[link] = 0
    sharing.links.append(Int32(link))
  }

  /// Gives each slot of the part its rate.
  private mutating func fill() {
    var caps = true
    for slot in sharing.slots {
      let first = Int(hopStart[Int(slot)])
      for place in first..<first + Int(hopCount[Int(slot)]) {
        let link = Int(hopLink[place])
        guard sharing.linkMark[link] == sharing.stamp else { continue }
        sharing.weight[link] += hopWeight[place]
        sharing.open[link] += 1
      }
    }
    guard !sharing.links.isEmpty else {
      for slot in sharing.slots { sharing.rate[Int(slot)] = cap[Int(slot)] }
      return
    }
    if let first = sharing.slots.first {
      for slot in sharing.slots where cap[Int(slot)] != cap[Int(first)] { caps = false }
    }
    if !caps {
      sharing.slots.sort {
        cap[Int($0)] < cap[Int($1)] || (cap[Int($0)] == cap[Int($1)] && $0 < $1)
      }
    }
    sharing.heap.removeAll(keepingCapacity: true)
    for link in sharing.links where sharing.open[Int(link)] > 0 {
      sharing.push(sharing.residual[Int(link)] / sharing.weight[Int(link)], link)
    }
    var next = 0
    while next < sharing.slots.count {
      let slot = Int(sharing.slots[next])
      guard sharing.rate[slot] < 0 else {
        next += 1
        continue
      }
      // Shares only rise while rates are fixed, so the first link is found by renewing it.
      while let top = sharing.heap.first {
        let link = Int(top.link)
        if sharing.open[link] == 0 {
          sharing.settleTop(nil)
          continue
        }
        let share = max(0, sharing.residual[link]) / sharing.weight[link]
        if share <= top.share { break }
        sharing.settleTop(share)
        if let renewed = sharing.heap.first, Int(renewed.link) == link { break }
      }
      guard let top = sharing.heap.first, top.share < cap[slot] else {
        fix(slot, at: cap[slot])
        next += 1
        continue
      }
      let link = Int(top.link)
      let share = min(top.share, max(0, sharing.residual[link]) / sharing.weight[link])
      var hop = head[link]
      while hop >= 0 {
        let other = Int(hopSlot[Int(hop)])
        if sharing.slotMark[other] == sharing.stamp, sharing.rate[other] < 0 {
          fix(other, at: share)
        }
        hop = hopNext[Int(hop)]
      }
      sharing.settleTop(nil)
    }
  }

  /// Fixes a slot's rate and takes it from its links.
  @inline(__always)
  private mutating func fix(_ slot: Int, at value: Double) {
    sharing.rate[slot] = value
    let first = Int(hopStart[slot])
    for place in first..<first + Int(hopCount[slot]) {
      let link = Int(hopLink[place])
      guard sharing.linkMark[link] == sharing.stamp else { continue }
      sharing.residual[link] -= hopWeight[place] * value
      sharing.weight[link] -= hopWeight[place]
      sharing.open[link] -= 1
    }
  }

  /// Sets a slot's rate and when it will have sent its last byte.
  private mutating func give(_ slot: Int, _ value: Double) {
    let old = rate[slot]
    guard value != old || value == 0 else { return }
    let sent = old * (now - last[slot])
    if sent > 0 {
      count(slot, sent: min(sent, remaining[slot]))
      remaining[slot] = max(0, remaining[slot] - sent)
    }
    last[slot] = now
    rate[slot] = value
    ends.set(slot, time: value > 0 ? now + remaining[slot] / value : .infinity)
    guard settings.recordsLoads, value != old else { return }
    let first = Int(hopStart[slot])
    for place in first..<first + Int(hopCount[slot]) {
      let link = Int(hopLink[place])
      flowing[link] = max(0, flowing[link] + hopWeight[place] * (value - old))
      loads.append(.init(time: now, link: Int32(link), rate: flowing[link]))
    }
  }
}
