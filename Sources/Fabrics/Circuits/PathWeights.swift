/// How each pair's traffic is spread over the direct link and one-transit paths.
public struct PathWeights: Sendable, Hashable {
  /// Share of the traffic from `i` to `j` that goes by `k`; `k = j` stands for the direct path.
  public var shares: [[[Double]]]

  /// Given shares.
  public init(_ shares: [[[Double]]]) { self.shares = shares }

  /// Every pair's traffic over all paths by their capacity (Valiant's load balancing).
  public static func byCapacity(_ topology: BlockTopology) -> PathWeights {
    let n = topology.blocks.count
    return PathWeights(
      (0..<n).map { i in
        (0..<n).map { j in
          let paths = capacities(topology, i, j)
          let sum = paths.reduce(0, +)
          return paths.map { sum > 0 ? $0 / sum : 0 }
        }
      }
    )
  }

  /// Capacity of every path of a pair: the direct link at `j`, by `k` the lesser of its two links.
  public static func capacities(_ topology: BlockTopology, _ i: Int, _ j: Int) -> [Double] {
    topology.blocks.indices.map { k in
      if i == j || k == i { return 0 }
      if k == j { return topology.capacity(i, j) }
      return min(topology.capacity(i, k), topology.capacity(k, j))
    }
  }

  /// What links carry of a demand [bit/s].
  public func loads(_ demand: BlockDemand) -> [[Double]] {
    let n = demand.count
    var loads = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for i in 0..<n {
      for j in 0..<n where demand.rates[i][j] > 0 {
        for k in 0..<n where shares[i][j][k] > 0 {
          let flow = demand.rates[i][j] * shares[i][j][k]
          loads[i][k] += flow
          if k != j { loads[k][j] += flow }
        }
      }
    }
    return loads
  }

  /// What a demand does to a topology under these weights.
  public func outcome(_ demand: BlockDemand, on topology: BlockTopology) -> RoutedDemand {
    let loads = loads(demand)
    var greatest = 0.0
    var direct = 0.0
    for i in 0..<demand.count {
      for j in 0..<demand.count where i != j {
        direct += demand.rates[i][j] * shares[i][j][j]
        guard loads[i][j] > 0 else { continue }
        let capacity = topology.capacity(i, j)
        greatest = max(greatest, capacity > 0 ? loads[i][j] / capacity : .infinity)
      }
    }
    let total = demand.total
    return RoutedDemand(
      weights: self,
      loads: loads,
      utilisation: greatest,
      directShare: total > 0 ? direct / total : 1
    )
  }
}

/// A demand on links.
public struct RoutedDemand: Sendable, Hashable {
  /// How pairs' traffic is spread.
  public var weights: PathWeights
  /// What links carry, from block to block [bit/s].
  public var loads: [[Double]]
  /// Load of the fullest link over its capacity (1).
  public var utilisation: Double
  /// Share of the traffic that takes the direct link (1).
  public var directShare: Double

  /// Mean links between blocks on the way: 1 for direct traffic, 2 for transit.
  public var stretch: Double { Self.stretch(directShare: directShare) }

  /// Mean links on the way where a share takes one and the rest takes two.
  public static func stretch(directShare: Double) -> Double { directShare + 2 * (1 - directShare) }
}
