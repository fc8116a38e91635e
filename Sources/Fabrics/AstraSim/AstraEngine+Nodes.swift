/// A trace whose nodes stand in the order of their numbers, as the peer issues them.
struct AstraTrace {
  /// The nodes.
  var nodes: [ChakraNode]
  /// The place of each node in the trace as given.
  var given: [Int]
  /// How many nodes each node waits for.
  var parents: [Int32]
  /// The nodes that wait for each node.
  var children: [[Int32]]

  /// Sorts a trace.
  init(_ trace: [ChakraNode]) {
    given = trace.indices.sorted { (trace[$0].id, $0) < (trace[$1].id, $1) }
    nodes = given.map { trace[$0] }
    var rank = Array(repeating: 0, count: trace.count)
    for (place, index) in given.enumerated() { rank[index] = place }
    parents = Array(repeating: 0, count: nodes.count)
    children = Array(repeating: [], count: nodes.count)
    for (place, node) in nodes.enumerated() {
      for parent in Set(node.dependencies).sorted() where trace.indices.contains(parent) {
        parents[place] += 1
        children[rank[parent]].append(Int32(place))
      }
    }
  }
}

/// How far an NPU has come in its trace.
struct AstraProgress {
  /// How many nodes each node still waits for.
  var waits: [Int32]
  /// The nodes that wait for nothing and have not been issued, by number.
  var free: [Int32]
  /// Nodes issued and not ended.
  var ongoing = 0
  /// True while the host computes.
  var hostBusy = false
  /// True while the NPU computes.
  var computeBusy = false
  /// True while a node other than a receive holds the network.
  var networkBusy = false
  /// When each node was issued [ns].
  var issued: [Int]
  /// Time computed so far [ns].
  var computed = 0
  /// When everything had ended [ns].
  var finish: Int?
  /// Collectives that the NPU has come to, by their members, at line rate.
  var meetings: [AstraMeeting.Key: Int] = [:]

  /// Stands at the start of a trace.
  init(trace: AstraTrace) {
    waits = trace.parents
    free = trace.parents.indices.filter { trace.parents[$0] == 0 }.map { Int32($0) }
    issued = Array(repeating: 0, count: trace.nodes.count)
  }
}

extension AstraEngine {
  /// What a node keeps busy.
  private enum Unit {
    /// The host.
    case host
    /// The NPU's compute units.
    case compute
    /// The network.
    case network
    /// Nothing.
    case none
  }

  /// What a node keeps busy: there is one of each, and receives need none.
  private func unit(of work: ChakraNode.Work) -> Unit {
    switch work {
    case .compute(_, _, _, onHost: true): .host
    case .compute: .compute
    case .receive: .none
    case .none, .memory, .collective, .replay, .send: .network
    }
  }

  /// Issues the nodes that wait for nothing and whose unit is idle, in the order of their numbers.
  mutating func issueFreeNodes(of npu: Int) {
    var again = true
    while again {
      again = false
      for node in progress[npu].free where isIdle(unit(of: work(of: Int(node), npu)), npu) {
        if issue(Int(node), of: npu) { again = true }
      }
    }
  }

  /// The work of a node.
  private func work(of node: Int, _ npu: Int) -> ChakraNode.Work {
    traces[traceOfNPU[npu]].nodes[node].work
  }

  /// True where a unit of an NPU is idle.
  private func isIdle(_ unit: Unit, _ npu: Int) -> Bool {
    switch unit {
    case .host: !progress[npu].hostBusy
    case .compute: !progress[npu].computeBusy
    case .network: !progress[npu].networkBusy
    case .none: true
    }
  }

  /// Sets a unit of an NPU busy or idle.
  private mutating func set(_ unit: Unit, of npu: Int, busy: Bool) {
    switch unit {
    case .host: progress[npu].hostBusy = busy
    case .compute: progress[npu].computeBusy = busy
    case .network: progress[npu].networkBusy = busy
    case .none: break
    }
  }

  /// Issues a node; true where it ended at once.
  private mutating func issue(_ node: Int, of npu: Int) -> Bool {
    let work = work(of: node, npu)
    progress[npu].free.removeAll { Int($0) == node }
    progress[npu].ongoing += 1
    progress[npu].issued[node] = now
    set(unit(of: work), of: npu, busy: true)
    switch work {
    case .none:
      closeNode(node, of: npu)
      return true
    case .compute(let microseconds, let operations, let bytes, let onHost):
      var time = replayTime(microseconds)
      if system.roofline, !system.replaysOnly, !onHost {
        guard bytes > 0 else {
          closeNode(node, of: npu)
          return true
        }
        let rate = min(system.localMemoryBandwidth * (operations / bytes), system.peak)
        time = wholeNanoseconds(operations / rate * 1e9)
      }
      if !onHost { progress[npu].computed += time }
      register(npu: npu, target: Int32(node), isNode: true, after: time)
    case .memory(let bytes):
      let transfer = Double(bytes) / system.remoteMemoryBandwidth * 1e9
      let time = system.remoteMemoryLatency + wholeNanoseconds(transfer)
      register(npu: npu, target: Int32(node), isNode: true, after: time)
    case .replay(let microseconds):
      let time = replayTime(microseconds)
      if system.replaysOnly { progress[npu].computed += time }
      register(npu: npu, target: Int32(node), isNode: true, after: time)
    case .collective(let collective, let bytes, let group, let dimensions, let priority):
      if let physics {
        meet(
          collective,
          bytes: bytes,
          group: group,
          dimensions: dimensions,
          node: node,
          npu: npu,
          physics: physics
        )
        return false
      }
      startCollective(
        collective,
        bytes: bytes,
        group: group,
        dimensions: dimensions,
        priority: priority,
        node: node,
        npu: npu
      )
    case .send(let other, let bytes, let tag):
      let key = AstraChannels.Key(
        tag: -1 - tag,
        bytes: bytes,
        source: Int32(npu),
        destination: Int32(other)
      )
      send(on: channels.place(of: key), node: Int32(node))
    case .receive(let other, let bytes, let tag):
      let key = AstraChannels.Key(
        tag: -1 - tag,
        bytes: bytes,
        source: Int32(other),
        destination: Int32(npu)
      )
      receive(on: channels.place(of: key), npu: npu, target: Int32(node), isNode: true)
    }
    return false
  }

  /// The recorded duration of a node [ns]; one nanosecond where none was recorded.
  private func replayTime(_ microseconds: Int) -> Int {
    microseconds > 0 ? wholeNanoseconds(Double(microseconds) * 1000) : 1
  }

  /// Ends a node, issues what it held up, and notes whether that was all.
  mutating func endNode(_ node: Int, of npu: Int) {
    closeNode(node, of: npu)
    issueFreeNodes(of: npu)
    noteEnd(of: npu)
  }

  /// Marks a node as ended and frees those that waited for it alone.
  private mutating func closeNode(_ node: Int, of npu: Int) {
    let trace = traceOfNPU[npu]
    set(unit(of: work(of: node, npu)), of: npu, busy: false)
    progress[npu].ongoing -= 1
    spans.append(
      AstraRun.Span(
        npu: npu,
        node: traces[trace].given[node],
        start: progress[npu].issued[node],
        end: now
      )
    )
    for child in traces[trace].children[node] {
      progress[npu].waits[Int(child)] -= 1
      guard progress[npu].waits[Int(child)] == 0 else { continue }
      let place = progress[npu].free.firstIndex { $0 > child } ?? progress[npu].free.count
      progress[npu].free.insert(child, at: place)
    }
  }

  /// Notes when an NPU has ended everything.
  mutating func noteEnd(of npu: Int) {
    guard progress[npu].finish == nil, progress[npu].ongoing == 0, progress[npu].free.isEmpty else {
      return
    }
    // Nodes that nothing can free any more leave the NPU without an end.
    guard progress[npu].waits.allSatisfy({ $0 <= 0 }) else { return }
    progress[npu].finish = now
  }
}
