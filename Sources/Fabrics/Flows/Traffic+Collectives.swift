extension Traffic {
  /// A collective between endpoints, as flows with dependencies.
  ///
  /// Sizes are those of `Collective`: the full tensor. Algorithms that a pattern does not have
  /// fall to the nearest: all-to-all and point-to-point know only `direct` (`ring` sends
  /// all-to-all in rounds), broadcast knows `ring` and `tree`.
  ///
  /// - Parameters:
  ///   - collective: The pattern.
  ///   - algorithm: How it is carried out.
  ///   - ranks: Endpoints that take part, in order.
  ///   - bytes: The full tensor [B].
  ///   - domain: Ranks of a scale-up domain, for the hierarchical algorithm.
  ///   - chunks: Parts that follow one another through trees and chains.
  /// - Returns: The flows.
  public static func collective(
    _ collective: Collective,
    _ algorithm: CollectiveAlgorithm,
    ranks: [Int],
    bytes: Double,
    domain: Int = 1,
    chunks: Int = 1
  ) -> Traffic {
    var builder = CollectiveBuilder(ranks: ranks)
    let size = ranks.count
    guard size > 1 else { return builder.traffic }
    let share = bytes / Double(size)
    let scatters = collective == .allReduce || collective == .reduceScatter
    let gathers = collective == .allReduce || collective == .allGather
    switch (collective, algorithm) {
    case (.pointToPoint, _): builder.step([(0, 1, bytes)])
    case (.allToAll, .ring): return allToAllRounds(ranks: ranks, bytes: bytes)
    case (.allToAll, _): builder.direct(bytes: share)
    case (.broadcast, .tree):
      builder.tree(shift: 0, bytes: bytes, chunks: chunks, up: false, down: true)
    case (.broadcast, _):
      return chain(ranks: ranks, bytes: bytes, chunks: chunks)
    case (_, .direct):
      if scatters { builder.direct(bytes: share) }
      if gathers { builder.direct(bytes: share) }
    case (_, .halvingDoubling):
      builder.recursive(halving: scatters, doubling: gathers, bytes: bytes)
    case (.allReduce, .tree):
      builder.tree(shift: 0, bytes: bytes / 2, chunks: chunks, up: true, down: true)
      var second = CollectiveBuilder(builder.traffic, ranks: ranks)
      second.tree(shift: size / 2, bytes: bytes / 2, chunks: chunks, up: true, down: true)
      return second.traffic
    case (_, .hierarchical) where domain > 1 && size % domain == 0 && size > domain:
      return hierarchical(collective, ranks: ranks, bytes: bytes, domain: domain)
    default:
      builder.ring(
        steps: (scatters ? size - 1 : 0) + (gathers ? size - 1 : 0),
        bytes: share
      )
    }
    return builder.traffic
  }

  /// All-to-all in `n − 1` rounds: in round `r` rank `i` sends to rank `i + r`.
  public static func allToAllRounds(ranks: [Int], bytes: Double) -> Traffic {
    let size = ranks.count
    var traffic = Traffic()
    traffic.reserve(tasks: size * (size - 1), orders: 2 * size * (size - 1))
    let share = bytes / Double(max(size, 1))
    for round in 1..<max(size, 1) {
      for rank in 0..<size {
        let task = traffic.add(
          Task(
            from: ranks[rank],
            to: ranks[(rank + round) % size],
            bytes: share,
            group: round - 1
          )
        )
        guard round > 1 else { continue }
        let before = (round - 2) * size
        traffic.order(before + rank, before: task)
        traffic.order(before + (rank + size - round + 1) % size, before: task)
      }
    }
    return traffic
  }

  /// A broadcast along a chain of ranks, in chunks.
  static func chain(ranks: [Int], bytes: Double, chunks: Int) -> Traffic {
    var traffic = Traffic()
    let part = bytes / Double(chunks)
    var before = [Int](repeating: -1, count: ranks.count)
    for chunk in 0..<chunks {
      var arrived = -1
      for rank in 0..<ranks.count - 1 {
        let task = traffic.add(
          Task(from: ranks[rank], to: ranks[rank + 1], bytes: part, group: chunk)
        )
        if arrived >= 0 { traffic.order(arrived, before: task) }
        if before[rank] >= 0 { traffic.order(before[rank], before: task) }
        before[rank] = task
        arrived = task
      }
    }
    return traffic
  }

  /// Within domains, then between domains by rail, then within domains.
  private static func hierarchical(
    _ collective: Collective,
    ranks: [Int],
    bytes: Double,
    domain: Int
  ) -> Traffic {
    let size = ranks.count
    let domains = size / domain
    var builder = CollectiveBuilder(ranks: ranks)
    let scatters = collective == .allReduce || collective == .reduceScatter
    let gathers = collective == .allReduce || collective == .allGather
    func inside() {
      var sends: [(from: Int, to: Int, bytes: Double)] = []
      for first in stride(from: 0, to: size, by: domain) {
        for from in first..<first + domain {
          for to in first..<first + domain where to != from {
            sends.append((from, to, bytes / Double(domain)))
          }
        }
      }
      builder.step(sends)
    }
    func between(_ steps: Int) {
      for _ in 0..<steps {
        builder.step(
          (0..<size).map { ($0, ($0 + domain) % size, bytes / Double(domain * domains)) }
        )
      }
    }
    if scatters { inside() }
    between((scatters ? domains - 1 : 0) + (gathers ? domains - 1 : 0))
    if gathers { inside() }
    return builder.traffic
  }

  /// An all-reduce that switches carry out on its way: up to a root switch and down again.
  ///
  /// Each switch of a tree passes on one sum for all that it receives. Chunks follow one another, so that the
  /// way down begins before the way up has ended.
  ///
  /// - Parameters:
  ///   - ranks: Endpoints that take part.
  ///   - bytes: The vector [B].
  ///   - graph: The network, whose switches add.
  ///   - chunks: Parts that follow one another.
  /// - Returns: The flows.
  public static func inNetworkReduction(
    ranks: [Int],
    bytes: Double,
    graph: NetworkGraph,
    chunks: Int = 16
  ) -> Traffic {
    var traffic = Traffic()
    guard ranks.count > 1, graph.switches > 0 else { return traffic }
    let leaves = ranks.map { rank -> Int in
      graph.outgoing(rank).lazy.map { Int(graph.links[Int(graph.out[$0])].to) }
        .first { $0 >= graph.endpoints } ?? graph.endpoints
    }
    let used = Array(Set(leaves)).sorted()
    let root = used.count == 1 ? used[0] : graph.centre(of: used)
    let tree = graph.tree(from: root, to: used)
    let part = bytes / Double(chunks)
    var before: [Int] = []
    for chunk in 0..<chunks {
      var now: [Int] = []
      func add(_ from: Int, _ to: Int, after: [Int]) -> Int {
        let task = traffic.add(Task(from: from, to: to, bytes: part, group: chunk))
        for first in after { traffic.order(first, before: task) }
        if before.indices.contains(now.count) { traffic.order(before[now.count], before: task) }
        now.append(task)
        return task
      }
      // What has arrived at each switch on the way up, and the one flow that came on the way down.
      var arrived = [[Int]](repeating: [], count: graph.nodes)
      for (index, rank) in ranks.enumerated() {
        arrived[leaves[index]].append(add(rank, leaves[index], after: []))
      }
      for node in tree.reversed() {
        arrived[node.above].append(add(node.here, node.above, after: arrived[node.here]))
      }
      var down = arrived
      for node in tree { down[node.here] = [add(node.above, node.here, after: down[node.above])] }
      for (index, rank) in ranks.enumerated() {
        _ = add(leaves[index], rank, after: down[leaves[index]])
      }
      before = now
    }
    return traffic
  }
}

extension NetworkGraph {
  /// Switches on shortest ways from a root to some nodes with the one above each, nearest first.
  func tree(from root: Int, to targets: [Int]) -> [(here: Int, above: Int)] {
    var above = [Int](repeating: -1, count: nodes)
    above[root] = root
    var queue = [root]
    var index = 0
    while index < queue.count {
      let node = queue[index]
      index += 1
      for place in outgoing(node) {
        let to = Int(links[Int(out[place])].to)
        if to >= endpoints, above[to] < 0 {
          above[to] = node
          queue.append(to)
        }
      }
    }
    var used = [Bool](repeating: false, count: nodes)
    for target in targets {
      var node = target
      while node != root, above[node] >= 0, !used[node] {
        used[node] = true
        node = above[node]
      }
    }
    return queue.filter { used[$0] }.map { ($0, above[$0]) }
  }

  /// The switch whose farthest of some nodes is nearest; the first of equals.
  func centre(of targets: [Int]) -> Int {
    var worst = [Int](repeating: 0, count: nodes)
    for target in targets {
      var distance = [Int](repeating: .max, count: nodes)
      distance[target] = 0
      var queue = [target]
      var index = 0
      while index < queue.count {
        let node = queue[index]
        index += 1
        if node != target, !forwards(node) { continue }
        for place in outgoing(node) {
          let to = Int(links[Int(out[place])].to)
          if distance[to] == .max {
            distance[to] = distance[node] + 1
            queue.append(to)
          }
        }
      }
      for node in 0..<nodes { worst[node] = max(worst[node], distance[node]) }
    }
    return (endpoints..<nodes).min { worst[$0] < worst[$1] } ?? endpoints
  }
}
