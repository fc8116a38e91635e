/// Links between blocks: a symmetric matrix of counts without a diagonal.
public struct BlockTopology: Sendable, Hashable {
  /// The blocks.
  public let blocks: [CircuitBlock]
  /// Links between two blocks.
  public private(set) var counts: [[Int]]

  /// Blocks without links.
  public init(_ blocks: [CircuitBlock]) {
    self.blocks = blocks
    counts = Array(repeating: Array(repeating: 0, count: blocks.count), count: blocks.count)
  }

  /// Blocks with given links.
  public init(_ blocks: [CircuitBlock], counts: [[Int]]) {
    precondition(counts.count == blocks.count && counts.allSatisfy { $0.count == blocks.count })
    self.blocks = blocks
    self.counts = counts
  }

  /// Links between two blocks; setting them keeps the matrix symmetric.
  public subscript(_ i: Int, _ j: Int) -> Int {
    get { counts[i][j] }
    set {
      precondition(i != j && newValue >= 0)
      counts[i][j] = newValue
      counts[j][i] = newValue
    }
  }

  /// As even a mesh as the uplinks allow, links by pairs as the product of their uplinks.
  public static func uniform(_ blocks: [CircuitBlock]) -> BlockTopology {
    let weights = blocks.map { i in blocks.map { j in Double(i.uplinks) * Double(j.uplinks) } }
    return filled(blocks, weights: weights)
  }

  /// Links in the proportion of weights, scaled until every block's uplinks are used, and rounded.
  static func filled(_ blocks: [CircuitBlock], weights: [[Double]]) -> BlockTopology {
    rounded(blocks, shares: scaled(blocks, weights: weights))
  }

  /// Weights scaled by rows and columns alike until rows sum to uplinks, where they can.
  static func scaled(_ blocks: [CircuitBlock], weights: [[Double]]) -> [[Double]] {
    let n = blocks.count
    var factors = Array(repeating: 1.0, count: n)
    var shares = weights
    for i in 0..<n {
      for j in 0..<n { shares[i][j] = i == j ? 0 : max(weights[i][j], weights[j][i]) }
    }
    // Newton-like damping of the symmetric Sinkhorn scaling.
    for _ in 0..<500 {
      var largest = 0.0
      for i in 0..<n {
        let sum = (0..<n).reduce(0.0) { $0 + factors[i] * factors[$1] * shares[i][$1] }
        guard sum > 0 else { continue }
        let ratio = Double(blocks[i].uplinks) / sum
        factors[i] *= ratio.squareRoot()
        largest = max(largest, abs(ratio - 1))
      }
      if largest < 1e-10 { break }
    }
    return (0..<n).map { i in (0..<n).map { j in factors[i] * factors[j] * shares[i][j] } }
  }

  /// Whole numbers near shares within the uplinks, all of which are used where they can be.
  static func rounded(_ blocks: [CircuitBlock], shares: [[Double]]) -> BlockTopology {
    let n = blocks.count
    var topology = BlockTopology(blocks)
    for i in 0..<n {
      for j in i + 1..<max(n, i + 1) {
        topology[i, j] = max(0, Int((shares[i][j] + 1e-6).rounded(.down)))
      }
    }
    // Scaling may not have converged, so that a row may hold too many.
    for i in 0..<n {
      while topology.free(i) < 0 {
        guard
          let j = (0..<n).filter({ topology[i, $0] > 0 && $0 != i })
            .max(by: { topology[i, $0] < topology[i, $1] })
        else { break }
        topology[i, j] -= 1
      }
    }
    topology.fill { shares[$0][$1] }
    return topology
  }

  /// Uses free uplinks where the most is missing of what is wanted, all of them but one at most.
  mutating func fill(_ wanted: (Int, Int) -> Double) {
    let n = blocks.count
    while true {
      var best: (lack: Double, free: Int, i: Int, j: Int)?
      for i in 0..<n where free(i) > 0 {
        for j in i + 1..<max(n, i + 1) where free(j) > 0 {
          let want = wanted(i, j)
          // Of alike pairs those with most free uplinks, so that none is left alone at the end.
          let lack = ((want - Double(counts[i][j])) / max(1, want).squareRoot() * 1e6).rounded()
          let room = min(free(i), free(j))
          if best.map({ (lack, room) > ($0.lack, $0.free) }) ?? true { best = (lack, room, i, j) }
        }
      }
      if let best {
        self[best.i, best.j] += 1
        continue
      }
      // One block is left with free uplinks: a link of two others gives way to two of its own.
      guard let i = (0..<n).first(where: { free($0) > 1 }) else { break }
      var given: (excess: Double, a: Int, b: Int)?
      for a in 0..<n where a != i {
        for b in a + 1..<max(n, a + 1) where b != i && counts[a][b] > 0 {
          let excess = Double(counts[a][b]) - wanted(a, b)
          if given.map({ excess > $0.excess }) ?? true { given = (excess, a, b) }
        }
      }
      guard let given else { break }
      self[given.a, given.b] -= 1
      self[i, given.a] += 1
      self[i, given.b] += 1
    }
    even(wanted)
  }

  /// Exchanges two links for two others while that brings counts nearer to what is wanted.
  private mutating func even(_ wanted: (Int, Int) -> Double) {
    let n = blocks.count
    /// What a change of a pair by one link does to the sum of squares.
    func change(_ i: Int, _ j: Int, _ step: Double) -> Double {
      2 * step * (Double(counts[i][j]) - wanted(i, j)) + 1
    }
    for _ in 0..<n * n {
      var worst: (excess: Double, a: Int, b: Int)?
      for a in 0..<n {
        for b in a + 1..<max(n, a + 1) where counts[a][b] > 0 {
          let excess = Double(counts[a][b]) - wanted(a, b)
          if excess > 0.5, worst.map({ excess > $0.excess + 1e-9 }) ?? true {
            worst = (excess, a, b)
          }
        }
      }
      guard let (_, a, b) = worst else { return }
      var best: (gain: Double, c: Int, d: Int)?
      for c in 0..<n where c != a && c != b {
        for d in 0..<n where d != a && d != b && d != c && counts[c][d] > 0 {
          let gain =
            change(a, b, -1) + change(c, d, -1) + change(a, c, 1) + change(b, d, 1)
          if gain < -1e-6, best.map({ gain < $0.gain - 1e-9 }) ?? true { best = (gain, c, d) }
        }
      }
      guard let best else { return }
      self[a, b] -= 1
      self[best.c, best.d] -= 1
      self[a, best.c] += 1
      self[b, best.d] += 1
    }
  }

  /// Uplinks of a block that lead nowhere; negative where more are used than there are.
  public func free(_ block: Int) -> Int { blocks[block].uplinks - counts[block].reduce(0, +) }

  /// Rate of a link between two blocks: the lower of theirs [bit/s].
  public func speed(_ i: Int, _ j: Int) -> Double { min(blocks[i].speed, blocks[j].speed) }

  /// What two blocks can send each other directly, each way [bit/s].
  public func capacity(_ i: Int, _ j: Int) -> Double { Double(counts[i][j]) * speed(i, j) }

  /// What a block can send to all others together [bit/s].
  public func capacity(_ block: Int) -> Double {
    blocks.indices.reduce(0) { $0 + ($1 == block ? 0 : capacity(block, $1)) }
  }

  /// What all blocks can send together [bit/s].
  public var capacity: Double { blocks.indices.reduce(0) { $0 + capacity($1) } }

  /// Links in all.
  public var linkCount: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } / 2 }

  /// Links of this topology that another lacks.
  public func removed(in other: BlockTopology) -> Int {
    var sum = 0
    for i in blocks.indices {
      for j in i + 1..<max(blocks.count, i + 1) { sum += max(0, counts[i][j] - other.counts[i][j]) }
    }
    return sum
  }

  /// What about the matrix cannot be, in words.
  public var problems: [String] {
    var found: [String] = []
    for i in blocks.indices {
      for j in blocks.indices where i < j && counts[i][j] != counts[j][i] {
        found.append(
          "\(blocks[i].name) has \(counts[i][j]) links to \(blocks[j].name), which has"
            + " \(counts[j][i]) back"
        )
      }
      if counts[i][i] != 0 { found.append("\(blocks[i].name) has links to itself") }
      if let least = counts[i].min(), least < 0 {
        found.append("\(blocks[i].name) has \(least) links to another block")
      }
      if free(i) < 0 {
        found.append(
          "\(blocks[i].name) has \(blocks[i].uplinks) uplinks, and \(blocks[i].uplinks - free(i))"
            + " links are written"
        )
      }
    }
    return found
  }

  /// Blocks that the first cannot reach over links.
  public var unreached: [Int] {
    guard !blocks.isEmpty else { return [] }
    var seen: Set<Int> = [0]
    var front = [0]
    while let here = front.popLast() {
      for other in blocks.indices where counts[here][other] > 0 {
        if seen.insert(other).inserted { front.append(other) }
      }
    }
    return blocks.indices.filter { !seen.contains($0) }
  }
}
