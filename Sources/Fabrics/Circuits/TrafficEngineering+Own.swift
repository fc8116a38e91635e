import Foundation

extension TrafficEngineering {
  /// A good spread without a solver of linear programs.
  ///
  /// Pairs and links play a zero-sum game: links weigh themselves by how full they are, pairs move
  /// traffic to where weights are low, both by multiplicative steps that look one step ahead
  /// (optimistic mirror descent, Rakhlin and Sridharan 2013). The mean of the play comes near the
  /// least greatest utilisation. Then transit is moved to direct links as far as is allowed.
  ///
  /// - Parameters:
  ///   - demand: What blocks send each other.
  ///   - topology: The links.
  ///   - rounds: Steps of the game; the distance from the least falls with them.
  /// - Returns: Weights and what they lead to; nil where a pair has no path.
  public func route(
    _ demand: BlockDemand,
    on topology: BlockTopology,
    rounds: Int = 1_000
  ) -> RoutedDemand? {
    let n = topology.blocks.count
    var limits: [Int: [Double]] = [:]
    for i in 0..<n {
      for j in 0..<n where demand.rates[i][j] > 0 {
        guard let pair = self.limits(topology, i, j) else { return nil }
        limits[i * n + j] = pair
      }
    }
    var current = PathWeights.byCapacity(topology)
    guard !limits.isEmpty else { return current.outcome(demand, on: topology) }
    let pairs = limits.keys.sorted()
    var inverse = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for i in 0..<n {
      for j in 0..<n where topology.counts[i][j] > 0 { inverse[i][j] = 1 / topology.capacity(i, j) }
    }
    var best = current.outcome(demand, on: topology)
    let start = max(best.utilisation, 1e-12)
    func take(_ candidate: PathWeights) {
      let outcome = candidate.outcome(demand, on: topology)
      if outcome.utilisation < best.utilisation * (1 - 1e-12) { best = outcome }
    }
    var sum = Array(
      repeating: Array(repeating: Array(repeating: 0.0, count: n), count: n),
      count: n
    )
    var last = sum
    var fullness = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    var before = fullness
    // Steps small enough for the play not to circle; chosen once on random meshes of 6 and 12 blocks.
    let sharpness = 0.1 * log(Double(max(2, n * n)))
    let scale = 0.05 * Double(pairs.count) / sharpness
    for round in 1...rounds {
      let loads = current.loads(demand)
      var greatest = -Double.infinity
      var state = fullness
      for i in 0..<n {
        for j in 0..<n where inverse[i][j] > 0 {
          let use = loads[i][j] * inverse[i][j] / start
          fullness[i][j] += use
          state[i][j] = fullness[i][j] + use - before[i][j]
          before[i][j] = use
          greatest = max(greatest, state[i][j])
        }
      }
      // Weights of links: the fuller they were, the heavier.
      var weights = state
      var mass = 0.0
      for i in 0..<n {
        for j in 0..<n where inverse[i][j] > 0 {
          weights[i][j] = exp(sharpness * (state[i][j] - greatest))
          mass += weights[i][j]
        }
      }
      for pair in pairs {
        let (i, j) = (pair / n, pair % n)
        guard let limit = limits[pair] else { continue }
        var costs = limit
        let rate = demand.rates[i][j]
        for k in 0..<n where limit[k] > 0 {
          let links =
            k == j
            ? weights[i][j] * inverse[i][j]
            : weights[i][k] * inverse[i][k] + weights[k][j] * inverse[k][j]
          costs[k] = rate * links / (mass * start)
        }
        var shares = current.shares[i][j]
        for k in 0..<n where limit[k] > 0 {
          let step = scale * (2 * costs[k] - (round > 1 ? last[i][j][k] : costs[k]))
          shares[k] = max(shares[k], 1e-9) * exp(-min(30, max(-30, step)))
          last[i][j][k] = costs[k]
        }
        current.shares[i][j] = Self.within(limit, shares)
        for k in 0..<n { sum[i][j][k] += current.shares[i][j][k] }
      }
      if round.isMultiple(of: max(1, rounds / 30)) {
        take(PathWeights(Self.normalised(sum)))
        take(current)
      }
    }
    return shortened(best, demand: demand, topology: topology, limits: limits)
  }

  /// Shares scaled to sum to one, none above its limit.
  static func within(_ limits: [Double], _ shares: [Double]) -> [Double] {
    var result = Array(repeating: 0.0, count: shares.count)
    // In order, so that sums are the same in every run.
    var open = shares.indices.filter { limits[$0] > 0 }
    var rest = 1.0
    while !open.isEmpty, rest > 1e-15 {
      let sum = open.reduce(0.0) { $0 + shares[$1] }
      guard sum > 0 else { break }
      let over = open.filter { shares[$0] / sum * rest >= limits[$0] }
      guard !over.isEmpty else {
        for k in open { result[k] = shares[k] / sum * rest }
        return result
      }
      for k in over {
        result[k] = limits[k]
        rest -= limits[k]
      }
      open.removeAll { over.contains($0) }
    }
    return result
  }

  /// Transit moved to direct links as far as the utilisation that is allowed lets it.
  private func shortened(
    _ routed: RoutedDemand,
    demand: BlockDemand,
    topology: BlockTopology,
    limits: [Int: [Double]]
  ) -> RoutedDemand {
    let n = topology.blocks.count
    let allowed = allowed(least: routed.utilisation)
    var weights = routed.weights
    var loads = routed.loads
    for pair in limits.keys.sorted() {
      let (i, j) = (pair / n, pair % n)
      let rate = demand.rates[i][j]
      guard let limit = limits[pair]?[j], topology.counts[i][j] > 0 else { continue }
      // The fullest transit goes first.
      let order = (0..<n).filter { $0 != j && weights.shares[i][j][$0] > 0 }
      for k in order.sorted(by: { loads[i][$0] > loads[i][$1] }) {
        let room = (allowed * topology.capacity(i, j) - loads[i][j]) / rate
        let moved = min(weights.shares[i][j][k], room, limit - weights.shares[i][j][j])
        guard moved > 0 else { continue }
        weights.shares[i][j][k] -= moved
        weights.shares[i][j][j] += moved
        loads[i][j] += moved * rate
        loads[i][k] -= moved * rate
        loads[k][j] -= moved * rate
      }
    }
    return weights.outcome(demand, on: topology)
  }
}
