public import Quantities

/// How wide and how deep a network is.
public struct NetworkMetrics: Sendable, Hashable {
  /// How a bisection was found.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// All halves were tried.
    case exact
    /// The least of the halves that were tried: the true one is not above it.
    case upperBound = "upper bound"
  }

  /// Most links between two endpoints on a shortest way.
  public var diameter: Int
  /// Mean links between two endpoints on a shortest way.
  public var meanHops: Double
  /// Least flow between two halves of the endpoints, one direction [B/s].
  public var bisection: Double
  /// How the bisection was found.
  public var method: Method
  /// True where distances were counted from some endpoints only.
  public var isSampled: Bool
}

extension NetworkGraph {
  /// Links on a shortest way from a node to each other, −1 where there is none.
  public func hops(from start: Int) -> [Int] {
    var distance = [Int](repeating: -1, count: nodes)
    distance[start] = 0
    var queue = [start]
    var index = 0
    while index < queue.count {
      let node = queue[index]
      index += 1
      if node != start, !forwards(node) { continue }
      for place in outgoing(node) {
        let to = Int(links[Int(out[place])].to)
        if distance[to] < 0 {
          distance[to] = distance[node] + 1
          queue.append(to)
        }
      }
    }
    return distance
  }

  /// Diameter, mean distance and bisection.
  ///
  /// The bisection is the least over halves of the largest flow between them (Ford and Fulkerson
  /// by Dinic's algorithm). All halves are tried up to 14 endpoints; above, halves by number, by
  /// alternation in powers of two, by nearness to an endpoint and by chance.
  ///
  /// - Parameters:
  ///   - sources: Most endpoints from which distances are counted.
  ///   - generator: Source of the halves by chance.
  /// - Returns: The metrics.
  public func metrics(
    sources: Int = 512,
    generator: SplitMix64 = SplitMix64(seed: 1)
  ) -> NetworkMetrics {
    var diameter = 0
    var sum = 0.0
    var count = 0.0
    let step = max(1, endpoints / max(1, sources))
    for source in stride(from: 0, to: endpoints, by: step) {
      let distance = hops(from: source)
      for other in 0..<endpoints where other != source && distance[other] > 0 {
        diameter = max(diameter, distance[other])
        sum += Double(distance[other])
        count += 1
      }
    }
    let (bisection, method) = bisection(generator: generator)
    return NetworkMetrics(
      diameter: diameter,
      meanHops: count > 0 ? sum / count : 0,
      bisection: bisection,
      method: method,
      isSampled: step > 1
    )
  }

  /// The least flow over halves of the endpoints.
  private func bisection(generator: SplitMix64) -> (Double, NetworkMetrics.Method) {
    guard endpoints > 1 else { return (0, .exact) }
    let half = endpoints / 2
    var least = Double.infinity
    if endpoints <= 14 {
      for mask in 0..<(1 << endpoints)
      where mask.nonzeroBitCount == half && (endpoints % 2 == 1 || mask & 1 == 1) {
        least = min(least, flow(between: (0..<endpoints).map { mask >> $0 & 1 == 1 }))
      }
      return (least, .exact)
    }
    func attempt(_ order: [Int]) {
      var side = [Bool](repeating: false, count: endpoints)
      for index in order.prefix(half) { side[index] = true }
      least = min(least, flow(between: side))
    }
    attempt(Array(0..<endpoints))
    var block = 1
    while block < half {
      attempt(
        (0..<endpoints).sorted { ($0 / block % 2, $0) < ($1 / block % 2, $1) }
      )
      block *= 2
    }
    let near = hops(from: 0)
    attempt((0..<endpoints).sorted { (near[$0], $0) < (near[$1], $1) })
    var generator = generator
    for _ in 0..<4 { attempt((0..<endpoints).shuffled(using: &generator)) }
    return (least, .upperBound)
  }

  /// The largest flow from some endpoints to all others [B/s].
  ///
  /// - Parameter side: For each endpoint whether it sends.
  /// - Returns: The flow [B/s].
  public func flow(between side: [Bool]) -> Double {
    var residual = links.map(\.bandwidth)
    var level = [Int32](repeating: -1, count: nodes)
    var next = outStart
    var total = 0.0
    let least = (links.map(\.bandwidth).max() ?? 0) * 1e-12
    while true {
      // Levels from all senders at once.
      for node in 0..<nodes { level[node] = -1 }
      var queue: [Int32] = []
      for endpoint in 0..<endpoints where side[endpoint] {
        level[endpoint] = 0
        queue.append(Int32(endpoint))
      }
      var index = 0
      var reached = false
      while index < queue.count {
        let node = Int(queue[index])
        index += 1
        if node < endpoints, !side[node] {
          reached = true
          if !endpointsForward { continue }
        }
        for place in outgoing(node) {
          let link = Int(out[place])
          let to = Int(links[link].to)
          if residual[link] > least, level[to] < 0 {
            level[to] = level[node] + 1
            queue.append(Int32(to))
          }
        }
      }
      guard reached else { return total }
      for node in 0..<nodes { next[node] = outStart[node] }
      for endpoint in 0..<endpoints where side[endpoint] {
        while true {
          let pushed = push(
            from: endpoint,
            amount: .infinity,
            side: side,
            least: least,
            residual: &residual,
            level: level,
            next: &next
          )
          if pushed <= least { break }
          total += pushed
        }
      }
    }
  }

  /// Pushes flow along rising levels until it reaches a receiver.
  private func push(
    from start: Int,
    amount: Double,
    side: [Bool],
    least: Double,
    residual: inout [Double],
    level: [Int32],
    next: inout [Int32]
  ) -> Double {
    var path: [Int] = []
    var node = start
    while true {
      if node < endpoints, !side[node] {
        var pushed = amount
        for link in path { pushed = min(pushed, residual[link]) }
        for link in path {
          residual[link] -= pushed
          residual[link ^ 1] += pushed
        }
        return pushed
      }
      var moved = false
      while next[node] < outStart[node + 1] {
        let link = Int(out[Int(next[node])])
        let to = Int(links[link].to)
        if residual[link] > least, level[to] == level[node] + 1 {
          path.append(link)
          node = to
          moved = true
          break
        }
        next[node] += 1
      }
      if moved { continue }
      guard let last = path.popLast() else { return 0 }
      node = Int(links[last].from)
      next[node] += 1
    }
  }
}
