import Foundation
public import Quantities

/// What blocks send each other: a matrix of rates without a diagonal [bit/s].
public struct BlockDemand: Sendable, Hashable {
  /// Rates from block to block [bit/s].
  public var rates: [[Double]]

  /// Given rates; what a block sends itself is left out.
  public init(_ rates: [[Double]]) {
    self.rates = rates
    for i in rates.indices where rates[i].indices.contains(i) { self.rates[i][i] = 0 }
  }

  /// Gravity: what `i` sends `j` is `E_i I_j / L`, `L` being all that is sent.
  ///
  /// What would stay in a block is left out, and the rest is scaled by rows and columns until every
  /// block sends and receives what was given, where that can be.
  ///
  /// - Parameters:
  ///   - egress: What each block sends to others [bit/s].
  ///   - ingress: What each block receives from others [bit/s].
  ///   - isBalanced: Whether rows and columns are scaled to the sums given; without it the product
  ///     is taken as it is.
  /// - Returns: The demand.
  public static func gravity(egress: [Double], ingress: [Double], isBalanced: Bool = true)
    -> BlockDemand
  {
    precondition(egress.count == ingress.count)
    let n = egress.count
    let total = egress.reduce(0, +)
    guard total > 0 else {
      return BlockDemand(Array(repeating: Array(repeating: 0, count: n), count: n))
    }
    var rates = egress.indices.map { i in
      ingress.indices.map { j in i == j ? 0 : egress[i] * ingress[j] / total }
    }
    guard isBalanced, n > 2 else { return BlockDemand(rates) }
    for _ in 0..<200 {
      var largest = 0.0
      for i in 0..<n {
        let sum = rates[i].reduce(0, +)
        guard sum > 0 else { continue }
        largest = max(largest, abs(egress[i] / sum - 1))
        for j in 0..<n { rates[i][j] *= egress[i] / sum }
      }
      for j in 0..<n {
        let sum = (0..<n).reduce(0.0) { $0 + rates[$1][j] }
        guard sum > 0 else { continue }
        largest = max(largest, abs(ingress[j] / sum - 1))
        for i in 0..<n { rates[i][j] *= ingress[j] / sum }
      }
      if largest < 1e-9 { break }
    }
    return BlockDemand(rates)
  }

  /// The value of each pair that a share of a window's demands does not exceed; 1 is the peak.
  public static func quantile(_ window: [BlockDemand], _ share: Double) -> BlockDemand? {
    guard let first = window.first else { return nil }
    let n = first.rates.count
    return BlockDemand(
      (0..<n).map { i in
        (0..<n).map { j in
          let sorted = window.map { $0.rates[i][j] }.sorted()
          let place = Int((share * Double(sorted.count) - 1e-9).rounded(.up)) - 1
          return sorted[min(max(0, place), sorted.count - 1)]
        }
      }
    )
  }

  /// Blocks.
  public var count: Int { rates.count }
  /// All that is sent [bit/s].
  public var total: Double { rates.reduce(0) { $0 + $1.reduce(0, +) } }
  /// What a block sends to others [bit/s].
  public func egress(_ block: Int) -> Double { rates[block].reduce(0, +) }
  /// What a block receives from others [bit/s].
  public func ingress(_ block: Int) -> Double { rates.reduce(0) { $0 + $1[block] } }

  /// The same pairs with errors of their own: lognormal with a mean of 1.
  public func disturbed(spread: Double, random: inout SplitMix64) -> BlockDemand {
    var other = self
    for i in rates.indices {
      for j in rates.indices where i != j {
        // Box and Muller's pair, of which one is used.
        let radius = (-2 * log(1 - random.uniform())).squareRoot()
        let normal = radius * cos(2 * .pi * random.uniform())
        other.rates[i][j] *= exp(spread * normal - spread * spread / 2)
      }
    }
    return other
  }

  /// What about a demand cannot be carried by blocks' uplinks, in words.
  public func problems(_ blocks: [CircuitBlock]) -> [String] {
    var found: [String] = []
    func text(_ rate: Double) -> String {
      "\((rate / 1e9 * 1_000).rounded() / 1_000) Gb/s"
    }
    for (i, block) in blocks.enumerated() {
      for j in blocks.indices where !(rates[i][j] >= 0 && rates[i][j].isFinite) {
        found.append("\(block.name) sends \(rates[i][j]) bit/s to \(blocks[j].name)")
      }
      for (sum, word) in [(egress(i), "send"), (ingress(i), "receive")]
      where sum > block.capacity * (1 + 1e-9) {
        found.append(
          "\(block.name) is to \(word) \(text(sum)), and its \(block.uplinks) uplinks carry"
            + " \(text(block.capacity))"
        )
      }
    }
    return found
  }
}
