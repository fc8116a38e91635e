import Quantities

extension PacketEngine {
  /// Makes the flows of all tasks that send something.
  mutating func makeFlows() {
    let payload = Double(settings.payload)
    var words = 0
    flows.reserveCapacity(tasks.count)
    for task in tasks {
      let packets = max(1, Int32((task.bytes / payload).rounded(.up)))
      let tail = Int32(max(1, (task.bytes - Double(packets - 1) * payload).rounded(.up)))
      flows.append(
        PacketFlow(
          source: task.source,
          destination: task.destination,
          way: router.destination(Int(task.destination)),
          back: router.destination(Int(task.source)),
          hash: mixed(settings.seed ^ mixed(task.hashed)),
          bits: Int32(words),
          packets: packets,
          tail: min(tail, Int32(settings.payload))
        )
      )
      words += (Int(packets) + 63) / 64
    }
    arrived = [UInt64](repeating: 0, count: words)
    lost = arrived
    penalties = [UInt8](repeating: 0, count: tasks.count * paths)
  }

  /// Lets a task begin as soon as it may.
  mutating func schedule(_ task: Int, from time: Int64) {
    let start = max(time, Int64((tasks[task].start * 1e12).rounded()))
    starts[task] = Double(start) * 1e-12
    at(start + Int64((tasks[task].time * 1e12).rounded()), What.begin, task)
  }

  /// A task begins: its flow sends a window unasked.
  mutating func begin(_ task: Int) {
    guard tasks[task].bytes > 0, tasks[task].source != tasks[task].destination else {
      finish(task)
      return
    }
    let header = Int64(settings.header)
    flows[task].begun = true
    flows[task].unasked = Int64(settings.window * (settings.payload + settings.header))
    flows[task].backlog =
      Int64(tasks[task].bytes.rounded(.up)) + Int64(flows[task].packets) * header
    flows[task].entropy = 0
    flows[task].mix = Int32(truncatingIfNeeded: (generator.next() as UInt64) & 0xFFFF)
    flows[task].heard = now
    at(now + patience, What.patience, task)
    sendIfPermitted(task)
    // The first packet leaves at once; the port calls for the rest of the window.
    sendIfPermitted(task)
  }

  /// Ends a task and lets those begin that waited for it.
  mutating func finish(_ task: Int) {
    finishes[task] = Double(now) * 1e-12
    left -= 1
    for place in followers.range(task) {
      let next = Int(followers.tasks[place])
      waits[next] -= 1
      if waits[next] == 0 { schedule(next, from: now) }
    }
  }

  /// Bytes on the wire of a flow's packet [B].
  @inline(__always)
  private func size(_ flow: Int, _ number: Int32) -> Int64 {
    let full = number + 1 < flows[flow].packets
    return Int64(full ? Int32(settings.payload) : flows[flow].tail) + Int64(settings.header)
  }

  /// The number of the packet that a flow would send next; `nil` when there is none.
  @inline(__always)
  private mutating func nextNumber(_ flow: Int) -> Int32? {
    if flows[flow].repeats > 0 {
      var number = flows[flow].firstLost
      let base = Int(flows[flow].bits)
      while number < flows[flow].packets {
        let word = lost[base + Int(number >> 6)] >> UInt64(number & 63)
        if word != 0 {
          number += Int32(word.trailingZeroBitCount)
          flows[flow].firstLost = number
          return number
        }
        number = (number | 63) + 1
      }
      flows[flow].repeats = 0
    }
    return flows[flow].sent < flows[flow].packets ? flows[flow].sent : nil
  }

  /// Sends a flow's next packet if credit and port allow; else waits for the port.
  mutating func sendIfPermitted(_ flow: Int) {
    guard !flows[flow].done, let number = nextNumber(flow),
      size(flow, number) <= flows[flow].credit + flows[flow].unasked, !flows[flow].waitsForPort
    else { return }
    let host = Int(flows[flow].source)
    if hosts[host].portBusy >= now {
      if hosts[host].waiting.isEmpty { at(hosts[host].portBusy, What.port, host) }
      hosts[host].waiting.append(Int32(flow))
      flows[flow].waitsForPort = true
    } else {
      send(flow, number)
    }
  }

  /// A port is free: flows take turns.
  mutating func portFree(_ host: Int) {
    while !hosts[host].waiting.isEmpty {
      let flow = Int(hosts[host].waiting.take())
      flows[flow].waitsForPort = false
      guard !flows[flow].done, let number = nextNumber(flow),
        size(flow, number) <= flows[flow].credit + flows[flow].unasked
      else { continue }
      send(flow, number)
      if let next = nextNumber(flow), size(flow, next) <= flows[flow].credit + flows[flow].unasked {
        flows[flow].waitsForPort = true
        hosts[host].waiting.append(Int32(flow))
      }
      break
    }
    if !hosts[host].waiting.isEmpty { at(max(hosts[host].portBusy, now + 1), What.port, host) }
  }

  /// Sends a packet and pays for it.
  private mutating func send(_ flow: Int, _ number: Int32) {
    let bytes = size(flow, number)
    let again = number < flows[flow].sent
    flows[flow].backlog -= bytes
    flows[flow].credit -= bytes
    if flows[flow].credit < 0 {
      flows[flow].unasked += flows[flow].credit
      flows[flow].credit = 0
    }
    if again {
      lost[Int(flows[flow].bits) + Int(number >> 6)] &= ~(1 << UInt64(number & 63))
      flows[flow].repeats -= 1
      repeated += 1
    } else {
      flows[flow].sent += 1
      sent += 1
      let most = Int64(settings.window * (settings.payload + settings.header))
      flows[flow].wish =
        min(flows[flow].backlog, most) + flows[flow].pulled - flows[flow].credit
        - flows[flow].unasked
    }
    let host = Int(flows[flow].source)
    hosts[host].portBusy = now + Int64((Double(bytes) * hosts[host].perByte).rounded())
    let packet = make(
      Packet(
        flow: Int32(flow),
        number: number,
        amount: flows[flow].wish,
        size: Int32(bytes),
        entropy: nextEntropy(flow),
        kind: Kind.data,
        next: -1
      )
    )
    forward(packet, at: host, to: flows[flow].way)
  }

  /// The next hash value of a flow's cycle that has not led to a cut packet of late.
  private mutating func nextEntropy(_ flow: Int) -> UInt16 {
    let mask = Int32(paths - 1)
    let base = flow * paths
    var value = (flows[flow].entropy ^ flows[flow].mix) & mask
    var passed = 0
    while penalties[base + Int(value)] > 0, passed <= paths {
      penalties[base + Int(value)] -= 1
      step(flow)
      passed += 1
      value = (flows[flow].entropy ^ flows[flow].mix) & mask
    }
    step(flow)
    return UInt16(value)
  }

  /// Goes on in the cycle of hash values.
  @inline(__always)
  private mutating func step(_ flow: Int) {
    flows[flow].entropy += 1
    guard flows[flow].entropy >= Int32(paths) else { return }
    flows[flow].entropy = 0
    flows[flow].mix = Int32(truncatingIfNeeded: (generator.next() as UInt64) & 0xFFFF)
  }

  /// An answer has reached the sender.
  mutating func answer(_ packet: Int32, _ flow: Int) {
    let answer = packets[Int(packet)]
    release(packet)
    guard !flows[flow].done else { return }
    flows[flow].heard = now
    if answer.amount > flows[flow].pulled {
      flows[flow].credit += answer.amount - flows[flow].pulled
      flows[flow].pulled = answer.amount
    }
    if answer.kind == Kind.missing {
      markLost(flow, answer.number)
      sendIfPermitted(flow)
      penalties[flow * paths + (Int(answer.entropy) & (paths - 1))] = 1
      flows[flow].unasked = 0
      sendIfPermitted(flow)
      return
    }
    flows[flow].known = max(flows[flow].known, answer.number)
    if flows[flow].known >= flows[flow].packets {
      flows[flow].done = true
      finish(flow)
      return
    }
    if answer.kind == Kind.acknowledgement { flows[flow].unasked = 0 }
    sendIfPermitted(flow)
  }

  /// Notes a packet that must be sent again.
  private mutating func markLost(_ flow: Int, _ number: Int32) {
    let word = Int(flows[flow].bits) + Int(number >> 6)
    let bit: UInt64 = 1 << UInt64(number & 63)
    guard lost[word] & bit == 0, number < flows[flow].sent else { return }
    lost[word] |= bit
    flows[flow].repeats += 1
    flows[flow].firstLost = min(flows[flow].firstLost, number)
    flows[flow].backlog += size(flow, number)
  }

  /// A flow has waited long: without an answer it repeats all that is not known to have arrived.
  mutating func losePatience(_ flow: Int) {
    guard !flows[flow].done else { return }
    if now - flows[flow].heard >= patience {
      for number in flows[flow].known..<flows[flow].sent { markLost(flow, number) }
      flows[flow].heard = now
      let packet = make(
        Packet(
          flow: Int32(flow),
          number: 0,
          amount: flows[flow].wish,
          size: Int32(settings.header),
          entropy: nextEntropy(flow),
          kind: Kind.reminder,
          next: -1
        )
      )
      forward(packet, at: Int(flows[flow].source), to: flows[flow].way)
      sendIfPermitted(flow)
    }
    at(now + patience, What.patience, flow)
  }
}
