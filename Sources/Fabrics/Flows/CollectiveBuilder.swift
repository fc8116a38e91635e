/// Adds the steps of collectives to traffic.
///
/// A rank begins a step when what it sent and received in its step before has arrived.
struct CollectiveBuilder {
  /// The traffic that grows.
  var traffic: Traffic
  /// By rank: the endpoint.
  let ranks: [Int]
  /// By rank: tasks that its next step waits for.
  var after: [[Int32]]
  /// Steps so far.
  var steps = 0

  /// Makes a builder that adds to traffic.
  init(_ traffic: Traffic = Traffic(), ranks: [Int]) {
    self.traffic = traffic
    self.ranks = ranks
    after = [[Int32]](repeating: [], count: ranks.count)
  }

  /// Adds one step: what is sent between which ranks.
  mutating func step(_ sends: [(from: Int, to: Int, bytes: Double)]) {
    var next = [[Int32]](repeating: [], count: ranks.count)
    for send in sends {
      let task = traffic.add(
        .init(from: ranks[send.from], to: ranks[send.to], bytes: send.bytes, group: steps)
      )
      for before in after[send.from] { traffic.order(Int(before), before: task) }
      next[send.from].append(Int32(task))
      next[send.to].append(Int32(task))
    }
    for rank in ranks.indices where !next[rank].isEmpty { after[rank] = next[rank] }
    steps += 1
  }

  /// Adds ring steps in which each rank passes a part to the next.
  mutating func ring(steps count: Int, bytes: Double) {
    let size = ranks.count
    traffic.reserve(
      tasks: traffic.tasks.count + count * size,
      orders: traffic.orders.count / 2 + 2 * count * size
    )
    for _ in 0..<count {
      step((0..<size).map { ($0, ($0 + 1) % size, bytes) })
    }
  }

  /// Adds one step in which every rank sends to every other.
  mutating func direct(bytes: Double) {
    step(
      ranks.indices.flatMap { from in
        ranks.indices.filter { $0 != from }.map { (from, $0, bytes) }
      }
    )
  }

  /// Adds recursive halving or doubling over the largest power of two of ranks.
  ///
  /// Ranks beyond it hand over what they have first, and take the result at the end.
  mutating func recursive(halving: Bool, doubling: Bool, bytes: Double) {
    let size = ranks.count
    guard size > 1 else { return }
    var power = 1
    while power * 2 <= size { power *= 2 }
    let rest = size - power
    if rest > 0, halving { step((0..<rest).map { (power + $0, $0, bytes) }) }
    if halving {
      var part = bytes / 2
      var distance = power / 2
      while distance > 0 {
        step((0..<power).map { ($0, $0 ^ distance, part) })
        part /= 2
        distance /= 2
      }
    }
    if doubling {
      var part = bytes / Double(power)
      var distance = 1
      while distance < power {
        step((0..<power).map { ($0, $0 ^ distance, part) })
        part *= 2
        distance *= 2
      }
    }
    if rest > 0, doubling { step((0..<rest).map { ($0, power + $0, bytes) }) }
  }

  /// Adds a reduction up a binary tree and a broadcast down it, or one of the two, in chunks.
  ///
  /// - Parameters:
  ///   - shift: Rank that takes the place of rank 0, so that a second tree has other leaves inside.
  ///   - bytes: What the tree carries [B].
  ///   - chunks: Parts that follow one another through the tree.
  ///   - up: Whether there is a reduction towards the root.
  ///   - down: Whether there is a broadcast from it.
  mutating func tree(shift: Int, bytes: Double, chunks: Int, up: Bool, down: Bool) {
    let size = ranks.count
    guard size > 1 else { return }
    let part = bytes / Double(chunks)
    func rank(_ place: Int) -> Int { (place + shift) % size }
    // In-order binary tree over places: the parent of a place differs in its lowest set bit.
    var parent = [Int](repeating: -1, count: size)
    for place in 1..<size {
      let low = place & -place
      var above = (place ^ low) | (low << 1)
      if above >= size { above = place ^ low }
      parent[place] = above
    }
    var depth = [Int](repeating: 0, count: size)
    for place in 0..<size {
      var node = place
      while parent[node] >= 0 {
        node = parent[node]
        depth[place] += 1
      }
    }
    let order = (1..<size).sorted { (depth[$0], $0) < (depth[$1], $1) }
    var sentUp = [Int](repeating: -1, count: size)
    var sentDown = [Int](repeating: -1, count: size)
    let initial = after
    var last = [[Int32]](repeating: [], count: size)
    for _ in 0..<chunks {
      var arrived = [[Int]](repeating: [], count: size)
      if up {
        for place in order.reversed() {
          let task = traffic.add(
            .init(
              from: ranks[rank(place)],
              to: ranks[rank(parent[place])],
              bytes: part,
              group: steps
            )
          )
          for before in initial[rank(place)] { traffic.order(Int(before), before: task) }
          for before in arrived[place] { traffic.order(before, before: task) }
          if sentUp[place] >= 0 { traffic.order(sentUp[place], before: task) }
          sentUp[place] = task
          arrived[parent[place]].append(task)
          last[rank(place)] = [Int32(task)]
        }
      }
      if down {
        var got = arrived[0]
        var from = [[Int]](repeating: [], count: size)
        from[0] = got
        for place in order {
          let above = parent[place]
          let task = traffic.add(
            .init(from: ranks[rank(above)], to: ranks[rank(place)], bytes: part, group: steps)
          )
          if !up || above != 0 || from[above].isEmpty {
            for before in initial[rank(above)] { traffic.order(Int(before), before: task) }
          }
          for before in from[above] { traffic.order(before, before: task) }
          if sentDown[place] >= 0 { traffic.order(sentDown[place], before: task) }
          sentDown[place] = task
          from[place] = [task]
          last[rank(place)] = [Int32(task)]
        }
        got = []
      }
    }
    for index in 0..<size where !last[index].isEmpty { after[index] += last[index] }
    steps += 1
  }
}
