/// The NPUs that have come to a collective and wait for the others.
struct AstraMeeting {
  /// What tells one meeting from another.
  struct Key: Hashable {
    /// The named set, −1 for all NPUs.
    var group: Int
    /// The least member, where only some dimensions take part.
    var first: Int
    /// How many meetings its members had before.
    var number: Int
  }

  /// The members that have come, with the node of their trace.
  var arrived: [(npu: Int, node: Int)] = []
  /// What is run.
  var collective: AstraCollective
  /// The greatest size that a member asked for [B].
  var bytes: Int
}

extension AstraEngine {
  /// Lets an NPU wait for the others of its collective; with the last the collective runs.
  mutating func meet(
    _ collective: AstraCollective,
    bytes: Int,
    group name: Int?,
    dimensions involved: [Bool],
    node: Int,
    npu: Int,
    physics: AstraPhysics
  ) {
    let group = name.flatMap { groupOfName[$0] }.map { groups[$0].members }
    var first = group == nil ? 0 : group?.min() ?? 0
    var members = group?.count ?? 1
    if group == nil {
      var stride = 1
      for (index, dimension) in network.dimensions.enumerated() {
        if index >= involved.count || involved[index] {
          members *= dimension.count
        } else {
          first += npu / stride % dimension.count * stride
        }
        stride *= dimension.count
      }
    }
    var key = AstraMeeting.Key(group: name ?? -1, first: first, number: 0)
    key.number = progress[npu].meetings[key, default: 0]
    progress[npu].meetings[key.series, default: 0] += 1
    var meeting = meetings[key] ?? AstraMeeting(collective: collective, bytes: bytes)
    meeting.arrived.append((npu, node))
    meeting.bytes = max(meeting.bytes, bytes)
    guard meeting.arrived.count >= members else {
      meetings[key] = meeting
      return
    }
    meetings[key] = nil
    let answer = physics.answer(
      collective,
      bytes: Double(meeting.bytes),
      group: group,
      involved: involved
    )
    let time = wholeNanoseconds((answer.seconds * 1e9).rounded())
    for member in meeting.arrived {
      register(npu: member.npu, target: Int32(member.node), isNode: true, after: time)
    }
  }
}

extension AstraMeeting.Key {
  /// The key of all meetings of the same members.
  var series: Self { Self(group: group, first: first, number: 0) }
}

extension AstraNetwork {
  /// How long messages that start together take until nothing moves any more [ns].
  ///
  /// What the unit tests of the network library do: each message is given to its first link in turn.
  public func time(
    of messages: [(source: Int, destination: Int)],
    bytes: Int,
    backend: AstraBackend
  ) -> Int {
    var engine = AstraEngine(
      network: self,
      system: AstraSystem(algorithms: []),
      workload: AstraWorkload(traces: [[]], traceOfNPU: Array(repeating: 0, count: npus)),
      backend: backend
    )
    for message in messages {
      engine.send(
        on: engine.channels.place(
          of: AstraChannels.Key(
            tag: 0,
            bytes: bytes,
            source: Int32(message.source),
            destination: Int32(message.destination)
          )
        )
      )
    }
    _ = engine.run()
    return engine.now
  }

  /// Runs a workload as the network can really carry it: no link faster than its rate.
  public func runAtLineRate(_ workload: AstraWorkload, system: AstraSystem) -> AstraRun {
    var engine = AstraEngine(
      network: self,
      system: system,
      workload: workload,
      backend: .congestionUnaware
    )
    engine.physics = AstraPhysics(network: self, system: system)
    return engine.run()
  }
}
