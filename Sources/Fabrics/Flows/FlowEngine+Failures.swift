extension FlowEngine {
  /// Lets a cable stop or work again, or lets routes follow.
  mutating func change(_ cable: Int, kind: UInt8) {
    switch kind {
    case Kind.fail:
      failed[cable] += 1
      if failed[cable] == 1 { setBandwidth(cable, works: false) }
    case Kind.recover:
      failed[cable] -= 1
      if failed[cable] == 0 { setBandwidth(cable, works: true) }
    case Kind.avoid:
      guard failed[cable] > 0, router.up[2 * cable] else { return }
      router.set(cable: 2 * cable, works: false)
      reroute(everything: false, cable: cable)
    default:
      guard failed[cable] == 0, !router.up[2 * cable] else { return }
      router.set(cable: 2 * cable, works: true)
      reroute(everything: true, cable: cable)
    }
  }

  /// Sets what both directions of a cable pass.
  private mutating func setBandwidth(_ cable: Int, works: Bool) {
    floor = 0
    for link in [2 * cable, 2 * cable + 1] {
      bandwidth[link] = works ? graph.links[link].bandwidth : 0
      if head[link] >= 0 { dirtyLinks.append(Int32(link)) }
    }
  }

  /// Gives new routes to flows on a cable, or to all.
  private mutating func reroute(everything: Bool, cable: Int) {
    var moving = stalled
    stalled.removeAll()
    if everything {
      moving += slotTask.indices.filter { slotTask[$0] >= 0 }.map { Int32($0) }
    } else {
      for link in [2 * cable, 2 * cable + 1] {
        var hop = head[link]
        while hop >= 0 {
          moving.append(hopSlot[Int(hop)])
          hop = hopNext[Int(hop)]
        }
      }
    }
    moving.sort()
    var before: Int32 = -1
    for slot in moving where slot != before {
      before = slot
      let index = Int(slot)
      let sent = min(rate[index] * (now - last[index]), remaining[index])
      count(index, sent: sent)
      remaining[index] = max(0, remaining[index] - sent)
      last[index] = now
      lift(index)
      rate[index] = 0
      place(index)
    }
  }
}
