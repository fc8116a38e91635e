extension AstraEngine {
  /// Begins the phase that a stream is in.
  mutating func beginPhase(of index: Int) {
    let phase = streams[index].phases[streams[index].phase]
    let count = phase.members.count
    streams[index].made = 0
    streams[index].sent = 0
    streams[index].received = 0
    streams[index].turns = 0
    streams[index].window = 1
    streams[index].plainLeft = 0
    streams[index].reducedLeft = 0
    streams[index].oddRound = false
    switch phase.algorithm {
    case .ring, .oneRing:
      streams[index].messageBytes =
        phase.collective == .allGather ? phase.bytes : phase.bytes / count
      switch phase.collective {
      case .allReduce: streams[index].toSend = 2 * (count - 1)
      // Every piece travels hop by hop around the ring.
      case .allToAll: streams[index].toSend = (count - 1) * count / 2
      case .allGather, .reduceScatter: streams[index].toSend = count - 1
      }
      let next = peer(of: streams[index].npu, in: phase, ahead: 1)
      let previous = peer(of: streams[index].npu, in: phase, ahead: count - 1)
      streams[index].sendChannel = channel(of: index, to: next)
      streams[index].receiveChannel = channel(of: index, from: previous)
      channels.retain(streams[index].sendChannel)
      channels.retain(streams[index].receiveChannel)
    case .direct(let window), .oneDirect(let window):
      streams[index].messageBytes =
        phase.collective == .allGather ? phase.bytes : phase.bytes / count
      streams[index].toSend = phase.collective == .allReduce ? 2 * (count - 1) : count - 1
      streams[index].window = min(window ?? count - 1, count - 1)
    case .halvingDoubling, .oneHalvingDoubling:
      let levels = wholeLog2(count)
      streams[index].toSend =
        phase.collective == .allReduce ? wholeTwiceLog2(count) : levels
      streams[index].doubling = phase.collective != .allGather
      streams[index].distance = streams[index].doubling ? 1 : count / 2
      streams[index].messageBytes = streams[index].doubling ? phase.bytes / 2 : phase.bytes
      streams[index].partners.removeAll(keepingCapacity: true)
    case .doubleBinaryTree:
      beginTree(of: index)
      return
    }
    for _ in 0..<streams[index].window { makeMessage(of: index) }
  }

  /// Reacts to a message received, or to the end of the work on one.
  mutating func advance(stream index: Int, received: Bool) {
    let phase = streams[index].phase
    switch streams[index].phases[phase].algorithm {
    case .doubleBinaryTree:
      advanceTree(of: index, received: received)
      return
    default: break
    }
    if received {
      streams[index].received += 1
      makeMessage(of: index)
      return
    }
    streams[index].turns += 1
    var tries = 1
    switch streams[index].phases[phase].algorithm {
    case .direct, .oneDirect:
      let half = streams[index].phases[phase].members.count - 1
      let second =
        streams[index].phases[phase].collective == .allReduce
        && streams[index].toSend <= half
      if second {
        // The second half begins when the first is complete, and sends all it may at once.
        guard streams[index].received >= half else { return }
        tries = streams[index].window
      }
    default: break
    }
    while tries > 0, sendNext(of: index) { tries -= 1 }
    if streams[index].toSend == 0, streams[index].turns == streams[index].window {
      endPhase(of: index)
    }
  }

  /// Ends a stream's phase.
  mutating func endPhase(of index: Int) {
    if streams[index].sendChannel >= 0 {
      channels.release(streams[index].sendChannel)
      channels.release(streams[index].receiveChannel)
      streams[index].sendChannel = -1
      streams[index].receiveChannel = -1
    }
    proceed(stream: index)
  }

  /// Makes the next message of a phase ready: it goes through the endpoint, and through the memory
  /// where it is reduced.
  private mutating func makeMessage(of index: Int) {
    let phase = streams[index].phases[streams[index].phase]
    let count = phase.members.count
    let local = phase.members.group >= 0
    if streams[index].plainLeft == 0, streams[index].reducedLeft == 0 {
      streams[index].plainLeft = streams[index].window
      switch phase.algorithm {
      case .direct, .oneDirect:
        streams[index].reducedLeft = (local ? count - 1 : 1) * streams[index].window
      case .halvingDoubling, .oneHalvingDoubling:
        streams[index].reducedLeft = wholeLog2(count) - 1
      default: streams[index].reducedLeft = count - 1
      }
      streams[index].oddRound.toggle()
    }
    var reduces = false
    if streams[index].plainLeft > 0 {
      streams[index].plainLeft -= 1
    } else {
      reduces =
        phase.collective == .reduceScatter
        || phase.collective == .allReduce && streams[index].oddRound
      streams[index].reducedLeft -= 1
    }
    let bytes = streams[index].messageBytes
    streams[index].made += 1
    // A named set of NPUs counts as local, and the peer fixes its endpoint delay.
    register(
      npu: streams[index].npu,
      target: Int32(index),
      isNode: false,
      reduction: reduces ? system.reductionTime(bytes: bytes) : -1,
      after: local ? 10 : system.endpointDelay
    )
    switch phase.algorithm {
    case .halvingDoubling, .oneHalvingDoubling: choosePartner(of: index, in: phase)
    default: break
    }
  }

  /// Notes the partner of the message just made, and moves on to the next distance and size.
  private mutating func choosePartner(of index: Int, in phase: AstraPhase) {
    let count = phase.members.count
    let distance = streams[index].distance
    var partner = streams[index].npu
    if distance > 0 {
      let place = self.place(of: streams[index].npu, in: phase.members)
      let ahead = (place / distance).isMultiple(of: 2) ? distance : count - distance % count
      partner = peer(of: streams[index].npu, in: phase.members, ahead: ahead)
    }
    streams[index].partners.append((partner, streams[index].messageBytes))
    if streams[index].doubling {
      streams[index].distance *= 2
      streams[index].messageBytes /= 2
      if streams[index].distance == count, phase.collective == .allReduce {
        streams[index].doubling = false
        streams[index].distance /= 2
        streams[index].messageBytes *= 2
      }
    } else {
      streams[index].distance /= 2
      streams[index].messageBytes *= 2
    }
  }

  /// Sends the oldest message that is ready and expects its counterpart; false where no turn is left.
  private mutating func sendNext(of index: Int) -> Bool {
    guard streams[index].made > streams[index].sent, streams[index].toSend > 0,
      streams[index].turns > 0
    else { return false }
    let number = streams[index].sent
    streams[index].sent += 1
    streams[index].toSend -= 1
    streams[index].turns -= 1
    let phase = streams[index].phases[streams[index].phase]
    let outward: Int32
    let inward: Int32
    switch phase.algorithm {
    case .direct, .oneDirect:
      let count = phase.members.count
      let ahead = 1 + number % (count - 1)
      outward = channel(of: index, to: peer(of: streams[index].npu, in: phase, ahead: ahead))
      send(on: outward)
      inward = channel(
        of: index,
        from: peer(of: streams[index].npu, in: phase, ahead: count - ahead)
      )
    case .halvingDoubling, .oneHalvingDoubling:
      let partner = streams[index].partners[number]
      outward = channel(of: index, to: partner.npu, bytes: partner.bytes)
      send(on: outward)
      inward = channel(of: index, from: partner.npu, bytes: partner.bytes)
    default:
      outward = streams[index].sendChannel
      send(on: outward)
      inward = streams[index].receiveChannel
    }
    receive(on: inward, npu: streams[index].npu, target: Int32(index), isNode: false)
    return true
  }

  /// The place of an NPU among those of a phase.
  func place(of npu: Int, in members: AstraMembers) -> Int {
    members.group >= 0
      ? groups[Int(members.group)].place[npu] ?? 0
      : npu / members.stride % members.count
  }

  /// The NPU some places further on in the order of a phase.
  func peer(of npu: Int, in members: AstraMembers, ahead: Int) -> Int {
    let place = self.place(of: npu, in: members)
    let target = (place + ahead) % members.count
    return members.group >= 0
      ? groups[Int(members.group)].members[target]
      : npu + (target - place) * members.stride
  }

  /// The NPU some places further on in the direction that a phase runs.
  private func peer(of npu: Int, in phase: AstraPhase, ahead: Int) -> Int {
    peer(
      of: npu,
      in: phase.members,
      ahead: phase.clockwise ? ahead : phase.members.count - ahead
    )
  }

  /// The channel from a stream's NPU to another.
  mutating func channel(of index: Int, to other: Int, bytes: Int? = nil) -> Int32 {
    channels.place(
      of: AstraChannels.Key(
        tag: streams[index].tag,
        bytes: bytes ?? streams[index].messageBytes,
        source: Int32(streams[index].npu),
        destination: Int32(other)
      )
    )
  }

  /// The channel to a stream's NPU from another.
  mutating func channel(of index: Int, from other: Int, bytes: Int? = nil) -> Int32 {
    channels.place(
      of: AstraChannels.Key(
        tag: streams[index].tag,
        bytes: bytes ?? streams[index].messageBytes,
        source: Int32(other),
        destination: Int32(streams[index].npu)
      )
    )
  }
}

/// The whole part of the binary logarithm.
func wholeLog2(_ count: Int) -> Int { count > 0 ? Int.bitWidth - 1 - count.leadingZeroBitCount : 0 }

/// The whole part of twice the binary logarithm: that of the logarithm of the square.
func wholeTwiceLog2(_ count: Int) -> Int { wholeLog2(count * count) }
