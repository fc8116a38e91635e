extension AstraEngine {
  /// Cuts a collective into chunks and lets each into its first queue.
  mutating func startCollective(
    _ collective: AstraCollective,
    bytes: Int,
    group groupName: Int?,
    dimensions involved: [Bool],
    priority: Int,
    node: Int,
    npu: Int
  ) {
    var left = bytes
    var chunk = bytes / system.splits
    // The peer lets no chunk but an all-gather's be smaller than one byte for each NPU.
    if collective != .allGather, npus > chunk {
      chunk = npus
      left = system.splits * chunk
    }
    let group = groupName.flatMap { groupOfName[$0] }.flatMap {
      groups[$0].members.count == npus ? nil : Int32($0)
    }
    let dataset = newDataset(AstraDataset(npu: npu, node: node, streams: .max))
    let urgency: Int
    switch system.policy {
    case .lifo:
      urgency = schedulers[npu].priority
      schedulers[npu].priority += 1
    case .fifo:
      urgency = schedulers[npu].priority
      schedulers[npu].priority -= 1
    case .explicit: urgency = priority
    }
    var count = 0
    while left > 0, chunk > 0 {
      left -= min(chunk, left)
      let phases = phases(of: collective, bytes: chunk, group: group, involved: involved, npu: npu)
      guard !phases.isEmpty else { break }
      count += 1
      var tag = schedulers[npu].tags
      schedulers[npu].tags += 1
      if let groupName, groupOfName[groupName] != nil {
        let number = schedulers[npu].groupTags[groupName, default: 0]
        schedulers[npu].groupTags[groupName] = number + 1
        tag = groupName * 1_000_000 + number
      }
      let stream = AstraStream(
        npu: npu,
        tag: tag,
        priority: urgency,
        dataset: dataset,
        phases: phases
      )
      proceed(stream: newStream(stream))
    }
    if count > 0 {
      datasets[Int(dataset)].streams = count
    } else {
      freeDatasets.append(dataset)
      register(npu: npu, target: Int32(node), isNode: true, after: 0)
    }
  }

  /// The phases of one chunk.
  private mutating func phases(
    of collective: AstraCollective,
    bytes: Int,
    group: Int32?,
    involved: [Bool],
    npu: Int
  ) -> [AstraPhase] {
    var algorithms = system.algorithms(of: collective)
    var members: [AstraMembers] = []
    if let group {
      algorithms = algorithms.count == 1 ? algorithms : [.ring]
      members = [AstraMembers(stride: 1, count: groups[Int(group)].members.count, group: group)]
    } else {
      var stride = 1
      for (dimension, algorithm) in zip(network.dimensions, algorithms) {
        if algorithm.spansAll {
          members.append(AstraMembers(stride: 1, count: npus))
          break
        }
        members.append(AstraMembers(stride: stride, count: dimension.count))
        stride *= dimension.count
      }
    }
    let active = members.indices.filter { index in
      members[index].count > 1 && (index >= involved.count || involved[index])
    }
    var phases: [AstraPhase] = []
    var size = bytes
    func add(_ part: AstraCollective, _ dimension: Int, _ slot: (queue: Int, clockwise: Bool)) {
      var rootIsLast = false
      if algorithms[dimension] == .doubleBinaryTree {
        let key = collective.rawValue * 64 + dimension
        rootIsLast = schedulers[npu].trees[key, default: 0].isMultiple(of: 2)
        schedulers[npu].trees[key, default: 0] += 1
      }
      let phase = AstraPhase(
        collective: part,
        algorithm: algorithms[dimension],
        members: members[dimension],
        bytes: size,
        queue: slot.queue,
        clockwise: slot.clockwise,
        rootIsLast: rootIsLast
      )
      phases.append(phase)
      size = phase.finalBytes
    }
    if collective != .allReduce || system.optimization == .baseline {
      for dimension in collective == .allGather ? active.reversed() : active {
        add(collective, dimension, schedulers[npu].takeAny(dimension))
      }
    } else if let last = active.last {
      for dimension in active.dropLast() {
        add(.reduceScatter, dimension, schedulers[npu].takeFirst(dimension))
      }
      add(.allReduce, last, schedulers[npu].takeFirst(last))
      for dimension in active.dropLast().reversed() {
        add(.allGather, dimension, schedulers[npu].takeLast(dimension))
      }
    }
    return phases
  }

  /// Takes a collective in.
  private mutating func newDataset(_ dataset: AstraDataset) -> Int32 {
    if let free = freeDatasets.popLast() {
      datasets[Int(free)] = dataset
      return free
    }
    datasets.append(dataset)
    return Int32(datasets.count - 1)
  }

  /// Takes a stream in.
  private mutating func newStream(_ stream: AstraStream) -> Int {
    if let free = freeStreams.popLast() {
      streams[Int(free)] = stream
      return Int(free)
    }
    streams.append(stream)
    return streams.count - 1
  }

  /// Moves a stream to its next phase, or ends it.
  mutating func proceed(stream index: Int) {
    let npu = streams[index].npu
    let phase = streams[index].phase
    let ends = phase + 1 == streams[index].phases.count
    if ends { noteStreamEnd(of: streams[index].dataset) }
    let previous = phase >= 0 ? streams[index].phases[phase].queue : -1
    if previous >= 0 {
      schedulers[npu].waiting[previous].removeAll { Int($0) == index }
    }
    if ends {
      if previous >= 0 { leaveQueue(previous, of: npu) }
      streams[index].phases = []
      freeStreams.append(Int32(index))
      return
    }
    streams[index].phase = phase + 1
    streams[index].began = false
    let queue = streams[index].phases[phase + 1].queue
    let priority = streams[index].priority
    // A stream goes behind those that began and those of at least its own priority.
    let place = schedulers[npu].waiting[queue].firstIndex { other in
      !streams[Int(other)].began && streams[Int(other)].priority < priority
    }
    schedulers[npu].waiting[queue].insert(
      Int32(index),
      at: place ?? schedulers[npu].waiting[queue].count
    )
    if previous >= 0 { leaveQueue(previous, of: npu) }
    beginWaiting(in: queue, of: npu)
  }

  /// Lets the next stream of a queue begin after one has left.
  private mutating func leaveQueue(_ queue: Int, of npu: Int) {
    schedulers[npu].running[queue] -= 1
    beginWaiting(in: queue, of: npu)
  }

  /// Begins streams of a queue up to the number that may be active.
  private mutating func beginWaiting(in queue: Int, of npu: Int) {
    let limit = (system.activeChunks + system.queues - 1) / system.queues
    while schedulers[npu].running[queue] < limit,
      schedulers[npu].running[queue] < schedulers[npu].waiting[queue].count
    {
      let stream = Int(schedulers[npu].waiting[queue][schedulers[npu].running[queue]])
      streams[stream].began = true
      beginPhase(of: stream)
      schedulers[npu].running[queue] += 1
    }
  }

  /// Notes the end of a stream, and of its collective with the last.
  private mutating func noteStreamEnd(of dataset: Int32) {
    datasets[Int(dataset)].ended += 1
    guard datasets[Int(dataset)].ended == datasets[Int(dataset)].streams else { return }
    let (npu, node) = (datasets[Int(dataset)].npu, datasets[Int(dataset)].node)
    freeDatasets.append(dataset)
    endNode(node, of: npu)
  }
}
