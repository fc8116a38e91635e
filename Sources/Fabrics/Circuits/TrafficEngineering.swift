public import LinearPrograms

/// Spreads a demand over direct and one-transit paths of a given topology.
///
/// First the greatest utilisation of a link is made small, then the length of paths, the greatest
/// utilisation staying within `max(ceiling, (1 + slack) · least)`. With hedging `S`, no path takes
/// more of a pair's traffic than `C_p / (B · S)`, where `C_p` is its capacity and `B` that of all
/// paths of the pair: `S = 1` spreads by capacity alone (Valiant), `S → 0` is free (Poutievski et
/// al., SIGCOMM 2022, appendix B).
public struct TrafficEngineering: Sendable, Hashable {
  /// Spread of each pair's traffic over its paths, from 0 to 1.
  public var hedging: Double
  /// How much above its least the greatest utilisation may be where paths get shorter by it (1).
  public var slack: Double
  /// Utilisation below which only the length of paths counts (1).
  public var ceiling: Double

  /// Describes how traffic is spread.
  public init(hedging: Double = 0, slack: Double = 0, ceiling: Double = 0) {
    self.hedging = hedging
    self.slack = slack
    self.ceiling = ceiling
  }

  /// The greatest share that each path of a pair may take; nil where the pair has no path.
  func limits(_ topology: BlockTopology, _ i: Int, _ j: Int) -> [Double]? {
    let paths = PathWeights.capacities(topology, i, j)
    let sum = paths.reduce(0, +)
    guard sum > 0 else { return nil }
    return paths.map { hedging > 0 ? min(1, $0 / (sum * hedging)) : $0 > 0 ? 1 : 0 }
  }

  /// The utilisation that may be reached where the least is known.
  func allowed(least: Double) -> Double { max(ceiling, (1 + slack) * least) }

  /// The best spread, by a linear program.
  ///
  /// - Parameters:
  ///   - demand: What blocks send each other.
  ///   - topology: The links, on which every pair with a demand has a path.
  ///   - solver: What solves the programs.
  /// - Returns: Weights and what they lead to; nil where a pair has no path.
  /// - Throws: `LinearProgramError` when the solver gives no answer.
  public func route(
    _ demand: BlockDemand,
    on topology: BlockTopology,
    with solver: some LinearSolver
  ) throws(LinearProgramError) -> RoutedDemand? {
    let n = topology.blocks.count
    var program = LinearProgram()
    let utilisation = program.addColumn("utilisation", cost: 1)
    var linkRows: [Int: Int] = [:]
    for i in 0..<n {
      for j in 0..<n where i != j && topology.counts[i][j] > 0 {
        let row = program.addRow("link \(i) \(j)", upper: 0)
        program.add(-1, row: row, column: utilisation)
        linkRows[i * n + j] = row
      }
    }
    var paths: [(i: Int, j: Int, k: Int, column: Int)] = []
    let total = max(demand.total, .leastNormalMagnitude)
    for i in 0..<n {
      for j in 0..<n where demand.rates[i][j] > 0 {
        guard let limits = limits(topology, i, j) else { return nil }
        let row = program.addRow("pair \(i) \(j)", lower: 1, upper: 1)
        for k in 0..<n where limits[k] > 0 {
          let column = program.addColumn("path \(i) \(k) \(j)", upper: limits[k])
          program.add(1, row: row, column: column)
          paths.append((i, j, k, column))
          for (from, to) in k == j ? [(i, j)] : [(i, k), (k, j)] {
            guard let link = linkRows[from * n + to] else { continue }
            let use = demand.rates[i][j] / topology.capacity(from, to)
            program.add(use, row: link, column: column)
          }
        }
      }
    }
    guard !paths.isEmpty else {
      return PathWeights.byCapacity(topology).outcome(demand, on: topology)
    }
    let least = try solver.solve(program)
    guard least.status == .optimal, let value = least.objective else {
      throw .failed("the program of path weights ended as \(least.status)")
    }
    program.columns[utilisation].cost = 0
    program.columns[utilisation].upper = allowed(least: value) * (1 + 1e-9) + 1e-12
    for path in paths where path.k != path.j {
      program.columns[path.column].cost = demand.rates[path.i][path.j] / total
    }
    let shortest = try solver.solve(program)
    let values = shortest.status == .optimal ? shortest.values : least.values
    var shares = PathWeights.byCapacity(topology).shares
    for path in paths { shares[path.i][path.j] = Array(repeating: 0, count: n) }
    for path in paths {
      shares[path.i][path.j][path.k] = max(0, values[path.column])
    }
    return PathWeights(Self.normalised(shares)).outcome(demand, on: topology)
  }

  /// Shares that sum to one to the last digit.
  static func normalised(_ shares: [[[Double]]]) -> [[[Double]]] {
    shares.map { row in
      row.map { pair in
        let sum = pair.reduce(0, +)
        return sum > 0 ? pair.map { $0 / sum } : pair
      }
    }
  }
}
