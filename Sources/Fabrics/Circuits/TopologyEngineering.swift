public import LinearPrograms

/// Chooses links between blocks together with path weights for a demand.
///
/// A linear program with link counts as real numbers finds the least greatest utilisation and then
/// the shortest paths; counts are rounded within the uplinks and the limit of change, and improved
/// by exchanging links while that helps; weights are found anew for whole links.
public struct TopologyEngineering: Sendable {
  /// Blocks with their uplinks.
  public var blocks: [CircuitBlock]
  /// What they send each other.
  public var demand: BlockDemand
  /// The links that there are.
  public var present: BlockTopology
  /// Links that may be removed at most; nil for any number.
  public var changeLimit: Int?
  /// How traffic is spread.
  public var traffic: TrafficEngineering

  /// Describes the task.
  public init(
    demand: BlockDemand,
    present: BlockTopology,
    changeLimit: Int? = nil,
    traffic: TrafficEngineering = TrafficEngineering()
  ) {
    blocks = present.blocks
    self.demand = demand
    self.present = present
    self.changeLimit = changeLimit
    self.traffic = traffic
  }

  /// What was chosen.
  public struct Plan: Sendable, Hashable {
    /// The links.
    public var topology: BlockTopology
    /// The demand on them.
    public var routed: RoutedDemand
    /// Least greatest utilisation with links as real numbers and free weights; nil without a solver.
    public var bound: Double?
  }

  /// A way to find path weights on given links.
  typealias Router = (BlockTopology) throws(LinearProgramError) -> RoutedDemand?

  /// The plan, by linear programs.
  ///
  /// - Parameter solver: What solves them.
  /// - Returns: The plan; nil where some pair can have no path.
  /// - Throws: `LinearProgramError` when the solver gives no answer.
  public func plan(with solver: some LinearSolver) throws(LinearProgramError) -> Plan? {
    let (shares, bound) = try relaxed(with: solver)
    let router: Router = { topology throws(LinearProgramError) in
      try traffic.route(demand, on: topology, with: solver)
    }
    guard
      let found = try improved(
        from: [rounded(shares), present],
        trials: trials(60_000),
        by: router
      )
    else { return nil }
    return Plan(topology: found.0, routed: found.1, bound: bound)
  }

  /// A good plan without a solver of linear programs.
  public func plan() -> Plan? {
    let even = BlockTopology.uniform(blocks)
    let wanted = demand.rates.indices.map { i in
      demand.rates.indices.map { j in
        i == j ? 0 : max(demand.rates[i][j], demand.rates[j][i]) / even.speed(i, j)
      }
    }
    // From an even mesh to one by demand alone.
    let scale = max(1e-300, wanted.reduce(0) { max($0, $1.max() ?? 0) })
    let largest = Double(even.counts.reduce(0) { max($0, $1.max() ?? 0) })
    let starts = [0.0, 0.5, 0.8, 0.97].map { mix in
      let weights = blocks.indices.map { i in
        blocks.indices.map { j in
          (1 - mix) * Double(even.counts[i][j]) / max(1, largest) + mix * wanted[i][j] / scale
        }
      }
      return rounded(BlockTopology.scaled(blocks, weights: weights))
    }
    let router: Router = { topology throws(LinearProgramError) in
      traffic.route(demand, on: topology, rounds: blocks.count > 16 ? 100 : 200)
    }
    guard
      let found = try? improved(
        from: starts + [present],
        trials: min(40, trials(40_000)),
        by: router
      )
    else {
      return nil
    }
    let routed = traffic.route(demand, on: found.0) ?? found.1
    return Plan(
      topology: found.0,
      routed: Self.isBetter(routed, found.1, traffic) ? routed : found.1,
      bound: nil
    )
  }

  /// Exchanges of links that are tried: fewer of many blocks, whose weights take long to find.
  private func trials(_ work: Int) -> Int {
    let cube = blocks.count * blocks.count * blocks.count
    return max(2, min(400, work / max(1, cube)))
  }

  // MARK: Links as real numbers

  /// The best links as real numbers, and the greatest utilisation that they lead to.
  func relaxed(
    with solver: some LinearSolver
  ) throws(LinearProgramError) -> (shares: [[Double]], bound: Double) {
    let n = blocks.count
    let unit = Double(blocks.map(\.uplinks).max() ?? 1)
    func program(utilisation: Double?) -> (LinearProgram, [Int]) {
      var program = LinearProgram()
      let scale = program.addColumn(
        "scale",
        cost: utilisation == nil ? -1 : 0,
        lower: utilisation == nil ? 0 : 1,
        upper: utilisation == nil ? .infinity : 1
      )
      // Links of each pair, in units of the greatest number of uplinks.
      var columns = Array(repeating: -1, count: n * n)
      let ports = blocks.map { program.addRow($0.name, upper: Double($0.uplinks) / unit) }
      var removed: [Int] = []
      for i in 0..<n {
        for j in i + 1..<max(n, i + 1) {
          let column = program.addColumn("links \(i) \(j)")
          columns[i * n + j] = column
          columns[j * n + i] = column
          program.add(1, row: ports[i], column: column)
          program.add(1, row: ports[j], column: column)
          guard changeLimit != nil, present.counts[i][j] > 0 else { continue }
          let gone = program.addColumn("removed \(i) \(j)")
          let row = program.addRow(
            "change \(i) \(j)",
            lower: Double(present.counts[i][j]) / unit
          )
          program.add(1, row: row, column: gone)
          program.add(1, row: row, column: column)
          removed.append(gone)
        }
      }
      if let changeLimit, !removed.isEmpty {
        let row = program.addRow("change", upper: Double(changeLimit) / unit)
        for column in removed { program.add(1, row: row, column: column) }
      }
      let linkRows = (0..<n * n).map { place -> Int in
        let (i, j) = (place / n, place % n)
        guard i != j else { return -1 }
        let row = program.addRow("link \(i) \(j)", upper: 0)
        program.add(-(utilisation ?? 1), row: row, column: columns[place])
        return row
      }
      let total = max(demand.total, .leastNormalMagnitude)
      for i in 0..<n {
        for j in 0..<n where demand.rates[i][j] > 0 {
          let rate = demand.rates[i][j]
          let row = program.addRow("pair \(i) \(j)", lower: 0, upper: 0)
          program.add(-1, row: row, column: scale)
          for k in 0..<n where k != i {
            let column = program.addColumn(
              "path \(i) \(k) \(j)",
              cost: utilisation == nil || k == j ? 0 : rate / total
            )
            program.add(1, row: row, column: column)
            for (from, to) in k == j ? [(i, j)] : [(i, k), (k, j)] {
              let use = rate / (min(blocks[from].speed, blocks[to].speed) * unit)
              program.add(use, row: linkRows[from * n + to], column: column)
            }
          }
        }
      }
      return (program, columns)
    }
    guard demand.total > 0 else {
      return (present.counts.map { $0.map(Double.init) }, 0)
    }
    func counts(_ solution: LinearSolution, _ columns: [Int]) -> [[Double]] {
      (0..<n).map { i in
        (0..<n).map { j in i == j ? 0 : solution.values[columns[i * n + j]] * unit }
      }
    }
    let (first, columns) = program(utilisation: nil)
    let widest = try solver.solve(first)
    guard widest.status == .optimal, let value = widest.objective, value < 0 else {
      throw .failed("the program of links ended as \(widest.status)")
    }
    let bound = -1 / value
    let allowed = traffic.allowed(least: bound) * (1 + 1e-9)
    let (second, places) = program(utilisation: allowed)
    let shortest = try solver.solve(second)
    return shortest.status == .optimal
      ? (counts(shortest, places), bound) : (counts(widest, columns), bound)
  }

  // MARK: Whole links

  /// Whole links near real numbers, within uplinks and the limit of change.
  func rounded(_ shares: [[Double]]) -> BlockTopology {
    var topology = BlockTopology.rounded(blocks, shares: shares)
    guard let changeLimit else { return topology }
    let n = blocks.count
    // Links that went too many come back, least missed ones last; what took their ports goes.
    while present.removed(in: topology) > changeLimit {
      var best: (gain: Double, i: Int, j: Int)?
      for i in 0..<n {
        for j in i + 1..<max(n, i + 1) where topology[i, j] < present[i, j] {
          let gain = shares[i][j] - Double(topology[i, j])
          if best.map({ gain > $0.gain }) ?? true { best = (gain, i, j) }
        }
      }
      guard let (_, i, j) = best else { break }
      for end in [i, j] where topology.free(end) < 1 {
        guard
          let k = (0..<n).filter({ $0 != end && topology[end, $0] > present[end, $0] })
            .max(by: {
              Double(topology[end, $0]) - shares[end][$0] < Double(topology[end, $1])
                - shares[end][$1]
            })
        else { return present }
        topology[end, k] -= 1
      }
      topology[i, j] += 1
    }
    let tight = topology
    topology.fill { shares[$0][$1] }
    return present.removed(in: topology) > changeLimit ? tight : topology
  }

  /// Whether one outcome is better than another: fuller links first, then longer paths.
  static func isBetter(
    _ one: RoutedDemand,
    _ other: RoutedDemand,
    _ traffic: TrafficEngineering
  ) -> Bool {
    let left = max(one.utilisation, traffic.ceiling)
    let right = max(other.utilisation, traffic.ceiling)
    if abs(left - right) > 1e-9 * max(1, right) { return left < right }
    return one.stretch < other.stretch - 1e-9
  }

  /// The best of several topologies after exchanges of links.
  private func improved(
    from starts: [BlockTopology],
    trials: Int,
    by router: Router
  ) throws(LinearProgramError) -> (BlockTopology, RoutedDemand)? {
    var best: (BlockTopology, RoutedDemand)?
    for start in starts {
      if let changeLimit, present.removed(in: start) > changeLimit { continue }
      guard let routed = try router(start) else { continue }
      if best.map({ Self.isBetter(routed, $0.1, traffic) }) ?? true { best = (start, routed) }
    }
    guard var (topology, routed) = best else { return nil }
    // Every round tries the exchanges that relieve the fullest links, best first.
    var budget = trials
    var isMoving = true
    while isMoving, budget > 0 {
      isMoving = false
      for move in exchanges(topology, routed) {
        guard budget > 0 else { break }
        var trial = topology
        guard apply(move, to: &trial) else { continue }
        if let changeLimit, present.removed(in: trial) > changeLimit { continue }
        budget -= 1
        guard let outcome = try router(trial), Self.isBetter(outcome, routed, traffic) else {
          continue
        }
        (topology, routed) = (trial, outcome)
        isMoving = true
        break
      }
    }
    return (topology, routed)
  }

  /// Links to add and to take away.
  private typealias Move = (add: [(Int, Int)], remove: [(Int, Int)])

  /// Applies an exchange; false where uplinks or links do not suffice.
  private func apply(_ move: Move, to topology: inout BlockTopology) -> Bool {
    for (i, j) in move.remove {
      guard topology[i, j] > 0 else { return false }
      topology[i, j] -= 1
    }
    for (i, j) in move.add {
      guard topology.free(i) > 0, topology.free(j) > 0 else { return false }
      topology[i, j] += 1
    }
    return true
  }

  /// Exchanges of two links against two others, those that relieve the fullest link first.
  private func exchanges(_ topology: BlockTopology, _ routed: RoutedDemand) -> [Move] {
    let n = blocks.count
    var use = Array(repeating: Array(repeating: 0.0, count: n), count: n)
    for i in 0..<n {
      for j in 0..<n where i != j {
        let capacity = topology.capacity(i, j)
        let load = max(routed.loads[i][j], routed.loads[j][i])
        use[i][j] =
          capacity > 0 ? load / capacity : demand.rates[i][j] + demand.rates[j][i] > 0 ? 9 : 0
      }
    }
    var hot: [(Int, Int)] = []
    for i in 0..<n { for j in i + 1..<max(n, i + 1) { hot.append((i, j)) } }
    hot.sort { (use[$1.0][$1.1], $0.0, $0.1) < (use[$0.0][$0.1], $1.0, $1.1) }
    var moves: [Move] = []
    for (i, j) in hot.prefix(n <= 6 ? hot.count : 12) {
      if topology.free(i) > 0, topology.free(j) > 0 { moves.append(([(i, j)], [])) }
      for k in 0..<n where k != i && k != j && topology[i, k] > 0 {
        if topology.free(j) > 0 { moves.append(([(i, j)], [(i, k)])) }
        for l in 0..<n where l != i && l != j && topology[j, l] > 0 {
          if k == l {
            moves.append(([(i, j)], [(i, k), (j, l)]))
          } else {
            moves.append(([(i, j), (k, l)], [(i, k), (j, l)]))
          }
        }
      }
    }
    func cost(_ move: Move) -> Double {
      move.remove.reduce(0) { $0 + use[$1.0][$1.1] } - move.add.reduce(0) { $0 + use[$1.0][$1.1] }
    }
    return moves.enumerated().sorted {
      (cost($0.element), $0.offset) < (cost($1.element), $1.offset)
    }
    .map(\.element)
  }
}
