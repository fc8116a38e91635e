extension LinearProgram {
  /// The same program held to its optima: every feasible point is an optimum of this one.
  ///
  /// By complementary slackness all optima share what one dual optimum demands: columns with a
  /// reduced cost rest at their bound, and rows with a dual at theirs. A second goal can then be
  /// asked for without giving up any of the first, and without a budget row whose tolerance leaks.
  /// A reduced cost counts as zero below 10⁻⁹ of the terms that it is the sum of.
  ///
  /// - Parameter solution: An optimum with its duals; anything else leaves the program as it is.
  /// - Returns: The program with columns and rows fixed; costs and offset are kept.
  public func heldToOptima(of solution: LinearSolution) -> LinearProgram {
    guard solution.status == .optimal else { return self }
    let tolerance = 1e-9
    var sizes = columns.map { abs($0.cost) }
    for entry in entries {
      sizes[entry.column] += abs(entry.value * solution.duals[entry.row])
    }
    var held = self
    for (index, column) in columns.enumerated() {
      let reduced = solution.reducedCosts[index]
      guard abs(reduced) > tolerance * sizes[index] else { continue }
      if reduced > 0, Self.rests(solution.values[index], at: column.lower) {
        held.columns[index].upper = column.lower
      } else if reduced < 0, Self.rests(solution.values[index], at: column.upper) {
        held.columns[index].lower = column.upper
      }
    }
    // The dual of a row matters through what it adds to the reduced costs of its columns.
    var weights = Array(repeating: 0.0, count: rows.count)
    for entry in entries where sizes[entry.column] > 0 {
      let share = abs(entry.value * solution.duals[entry.row]) / sizes[entry.column]
      weights[entry.row] = max(weights[entry.row], share)
    }
    for (index, row) in rows.enumerated() where weights[index] > tolerance {
      if solution.duals[index] > 0, Self.rests(solution.activities[index], at: row.lower) {
        held.rows[index].upper = row.lower
      } else if solution.duals[index] < 0, Self.rests(solution.activities[index], at: row.upper) {
        held.rows[index].lower = row.upper
      }
    }
    return held
  }

  /// Whether a value lies at a finite bound within what solvers leave open.
  private static func rests(_ value: Double, at bound: Double) -> Bool {
    bound.isFinite && abs(value - bound) <= 1e-7 * max(1, abs(bound))
  }
}
