import LinearPrograms

/// The linear program of a placement, in shares of classes and shares of pools.
///
/// Shares and costs are brought to the size of one, since solvers have absolute tolerances.
struct PlacementProgram {
  /// The best shares, and what capacity is worth there.
  struct Optimum {
    /// Share of its class that takes each permitted way.
    var shares: [Double]
    /// Share of each class that is not served.
    var unserved: [Double]
    /// Gain of the first goal per unit of relative growth of each pool's capacity.
    var worths: [Double]
  }

  /// The permitted ways.
  private let ways: PlacementWays
  /// The program without costs: a column for each way, then one for what each class leaves.
  private let program: LinearProgram
  /// Row of each pool that some way uses.
  private let poolRows: [Int?]
  /// Column of what each class leaves unserved; empty where nothing may be left.
  private let unservedColumns: [Int]

  /// The program of the ways.
  ///
  /// - Parameters:
  ///   - ways: What is permitted.
  ///   - leavesUnserved: Whether requests may be left unserved.
  init(_ ways: PlacementWays, leavesUnserved: Bool) {
    self.ways = ways
    var made = LinearProgram()
    let classes = ways.rates.indices.map { made.addRow("class \($0)", lower: 1, upper: 1) }
    var rows: [Int?] = Array(repeating: nil, count: ways.capacities.count)
    for way in ways.permitted {
      let column = made.addColumn("option \(way.option)")
      made.add(1, row: classes[way.requestClass], column: column)
      guard way.busy > 0 else { continue }
      let row = rows[way.pool] ?? made.addRow("pool \(way.pool)", upper: 1)
      rows[way.pool] = row
      made.add(way.busy / ways.capacities[way.pool], row: row, column: column)
    }
    unservedColumns =
      leavesUnserved
      ? classes.map { row in
        let column = made.addColumn("unserved \(row)")
        made.add(1, row: row, column: column)
        return column
      } : []
    poolRows = rows
    program = made
  }

  /// The shares that are best by the first goal, among those by the second, and so on.
  ///
  /// What is left over of ties is settled class by class, way by way, in order.
  ///
  /// - Parameters:
  ///   - goals: What each permitted way adds to each goal; where requests may be left, the first
  ///     goal is to leave few, whatever its ways add.
  ///   - solver: What solves the programs.
  /// - Returns: The optimum, or nothing where not all requests can be served.
  /// - Throws: `LinearProgramError` when the solver gives no answer.
  func optimum(
    of goals: [[Double]],
    with solver: some LinearSolver
  ) throws(LinearProgramError) -> Optimum? {
    var held = program
    var first: (costs: [Double], scale: Double, solution: LinearSolution)?
    var values: [Double] = []
    for (index, goal) in goals.enumerated() {
      let full = goal + (unservedColumns.isEmpty ? [] : index == 0 ? ways.rates : zeros)
      let scale = full.lazy.map(abs).max().flatMap { $0 > 0 ? $0 : nil } ?? 1
      let costs = full.map { $0 / scale }
      for column in costs.indices { held.columns[column].cost = costs[column] }
      let solution = try solver.solve(held)
      guard solution.status == .optimal else {
        if index == 0 {
          if solution.status == .infeasible { return nil }
          throw .failed("the program of the placement ended as \(solution.status)")
        }
        break
      }
      values = solution.values
      if first == nil { first = (costs, scale, solution) }
      held = held.heldToOptima(of: solution)
    }
    guard let first else { return nil }
    values = try settled(values, within: held, with: solver)
    let worths = try worths(of: values, first.costs, first.solution, with: solver)
    let served = ways.permitted.count
    return Optimum(
      shares: values.prefix(served).map(Self.snapped),
      unserved: unservedColumns.isEmpty ? zeros : values.suffix(zeros.count).map(Self.snapped),
      worths: worths.map { $0 * first.scale }
    )
  }

  /// A zero for every class.
  private var zeros: [Double] { Array(repeating: 0, count: ways.rates.count) }

  /// Settles ties: most of the first way of the first class, then of its second, and so on.
  private func settled(
    _ values: [Double],
    within optima: LinearProgram,
    with solver: some LinearSolver
  ) throws(LinearProgramError) -> [Double] {
    var held = optima
    var values = values
    for column in held.columns.indices { held.columns[column].cost = 0 }
    for owner in ways.rates.indices {
      let columns = ways.permitted.indices.filter { ways.permitted[$0].requestClass == owner }
      for column in columns {
        // A class with one way left open has nothing to settle.
        let open = (columns + unservedColumns.dropFirst(owner).prefix(1)).filter {
          held.columns[$0].lower < held.columns[$0].upper
        }
        guard open.count > 1, open.contains(column) else { continue }
        held.columns[column].cost = -1
        let solution = try solver.solve(held)
        guard solution.status == .optimal else { return values }
        values = solution.values
        held = held.heldToOptima(of: solution)
        held.columns[column].cost = 0
      }
    }
    return values
  }

  /// What a little more of each pool would gain, per unit of relative growth, in scaled costs.
  ///
  /// A degenerate optimum has many duals, of which a solver gives one; more capacity is worth the
  /// least of them (the objective is convex in capacity). So the least is asked for among all
  /// duals that prove the optimum: prices `λ` of classes and `μ` of pools with
  /// `λ − busy·μ ≤ cost` for every way, equal where the way is taken, and `μ = 0` for idle pools.
  private func worths(
    of values: [Double],
    _ costs: [Double],
    _ solution: LinearSolution,
    with solver: some LinearSolver
  ) throws(LinearProgramError) -> [Double] {
    let activities = program.activities(at: values)
    var dual = LinearProgram()
    let prices = program.rows.indices.map { row in
      let isPool = row >= ways.rates.count
      let isFull = isPool && activities[row] > 1 - 1e-9
      return dual.addColumn(
        program.rows[row].name,
        lower: isPool ? 0 : -.infinity,
        upper: isPool && !isFull ? 0 : .infinity
      )
    }
    for (column, cost) in costs.enumerated() {
      let isTaken = values[column] > 1e-9
      dual.addRow("way \(column)", lower: isTaken ? cost : -.infinity, upper: cost)
    }
    for entry in program.entries {
      let isPool = entry.row >= ways.rates.count
      dual.add(isPool ? -entry.value : entry.value, row: entry.column, column: prices[entry.row])
    }
    var worths = Array(repeating: 0.0, count: ways.capacities.count)
    for (pool, row) in poolRows.enumerated() {
      guard let row, solution.duals[row] < -1e-9 else { continue }
      dual.columns[prices[row]].cost = 1
      let least = try solver.solve(dual)
      dual.columns[prices[row]].cost = 0
      let worth = least.values.isEmpty ? -solution.duals[row] : least.values[prices[row]]
      worths[pool] = worth > 1e-8 ? worth : 0
    }
    return worths
  }

  /// A share without the solver's last digits at its ends.
  private static func snapped(_ share: Double) -> Double {
    if abs(share) < 1e-9 { return 0 }
    return abs(share - 1) < 1e-9 ? 1 : share
  }
}
