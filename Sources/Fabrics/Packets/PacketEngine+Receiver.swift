extension PacketEngine {
  /// A packet of a flow has reached its receiver.
  mutating func receive(_ packet: Int32, _ flow: Int) {
    let data = packets[Int(packet)]
    release(packet)
    let host = Int(flows[flow].destination)
    var repeating = flows[flow].owed > 0
    let wishing = flows[flow].wished > flows[flow].given
    if data.kind == Kind.reminder {
      // All of a window may be lost without a trace: one packet's worth starts the flow again.
      flows[flow].owed += Int64(settings.payload + settings.header)
      if !repeating {
        if !wishing { wish(flow, host) }
        repeatSoon(flow, host)
        repeating = true
      }
    }
    if data.amount > flows[flow].wished {
      flows[flow].wished = data.amount
      if !wishing, !repeating { wish(flow, host) }
    }
    if data.kind == Kind.reminder { return }
    if data.kind == Kind.cut {
      flows[flow].owed += Int64(settings.payload + settings.header)
      reply(flow, Kind.missing, number: data.number, entropy: data.entropy)
      if !repeating { repeatSoon(flow, host) }
      return
    }
    flows[flow].unacknowledged += Int64(data.size)
    let base = Int(flows[flow].bits)
    let bit: UInt64 = 1 << UInt64(data.number & 63)
    let known = arrived[base + Int(data.number >> 6)] & bit != 0
    arrived[base + Int(data.number >> 6)] |= bit
    var tells = known || flows[flow].unacknowledged > Int64(settings.acknowledgement)
    if !known, data.number == flows[flow].whole {
      tells = true
      var whole = data.number
      while whole < flows[flow].packets,
        arrived[base + Int(whole >> 6)] >> UInt64(whole & 63) & 1 == 1
      { whole += 1 }
      flows[flow].whole = whole
    }
    guard tells else { return }
    flows[flow].unacknowledged = 0
    reply(flow, Kind.acknowledgement, number: flows[flow].whole, entropy: 0)
  }

  /// Sends an answer to a flow's sender.
  private mutating func reply(_ flow: Int, _ kind: UInt8, number: Int32, entropy: UInt16) {
    let packet = make(
      Packet(
        flow: Int32(flow),
        number: number,
        amount: flows[flow].given,
        size: Int32(settings.header),
        entropy: entropy,
        kind: kind,
        next: -1
      )
    )
    forward(packet, at: Int(flows[flow].destination), to: flows[flow].back)
  }

  /// Puts a flow among those with a wish.
  private mutating func wish(_ flow: Int, _ host: Int) {
    guard !flows[flow].isActive else { return }
    flows[flow].isActive = true
    hosts[host].active.append(Int32(flow))
    wake(host)
  }

  /// Puts a flow among those that must repeat.
  private mutating func repeatSoon(_ flow: Int, _ host: Int) {
    hosts[host].repeating.append(Int32(flow))
    wake(host)
  }

  /// Lets an endpoint give credit from now on.
  private mutating func wake(_ host: Int) {
    guard !hosts[host].pacing else { return }
    hosts[host].pacing = true
    at(now, What.pace, host)
  }

  /// An endpoint gives one credit: first to who must repeat, then to wishes, then beyond them.
  mutating func pace(_ host: Int) {
    let flow: Int
    if !hosts[host].repeating.isEmpty {
      flow = Int(hosts[host].repeating.take())
      give(flow)
      let beyond = flows[flow].wished - flows[flow].given
      if flows[flow].owed > 0 {
        hosts[host].repeating.append(Int32(flow))
      } else if beyond > 0 {
        wish(flow, host)
      } else if beyond <= 0, beyond + idleCredit > 0 {
        hosts[host].idle.append(Int32(flow))
      }
    } else if !hosts[host].active.isEmpty {
      flow = Int(hosts[host].active.take())
      flows[flow].isActive = false
      give(flow)
      if flows[flow].wished > flows[flow].given {
        flows[flow].isActive = true
        hosts[host].active.append(Int32(flow))
      } else {
        hosts[host].idle.append(Int32(flow))
      }
    } else if !hosts[host].idle.isEmpty {
      flow = Int(hosts[host].idle.take())
      give(flow)
      if flows[flow].wished - flows[flow].given + idleCredit > 0 {
        hosts[host].idle.append(Int32(flow))
      }
    } else {
      hosts[host].pacing = false
      return
    }
    at(now + hosts[host].pace, What.pace, host)
  }

  /// Gives a flow one credit.
  private mutating func give(_ flow: Int) {
    flows[flow].owed = max(0, flows[flow].owed - Int64(settings.credit))
    flows[flow].given += Int64(settings.credit)
    reply(flow, Kind.credit, number: flows[flow].whole, entropy: 0)
  }
}
