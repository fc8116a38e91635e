import LinearPrograms
import Testing

/// What every solver must do, whichever it is.
enum Conformance {
  /// Holds a solver's answer against a program with a known one.
  static func check(_ solver: some LinearSolver, on known: KnownProgram) throws {
    let solution = try solver.solve(known.program)
    #expect(solution.status == known.status)
    guard known.status == .optimal else {
      #expect(solution.objective == nil && solution.values.isEmpty && solution.duals.isEmpty)
      return
    }
    let expected = try #require(known.objective)
    let found = try #require(solution.objective)
    #expect(abs(found - expected) < 1e-9)
    if let values = known.values { #expect(isClose(solution.values, values)) }
    if let duals = known.duals { #expect(isClose(solution.duals, duals)) }
    checkProof(solution, of: known.program)
  }

  /// Checks that duals prove an optimum: bounds hold, prices explain costs, and push inwards.
  static func checkProof(_ solution: LinearSolution, of program: LinearProgram) {
    #expect(solution.status == .optimal)
    guard solution.status == .optimal else { return }
    #expect(VertexSearch.admits(program, solution.values))
    #expect(isClose(solution.activities, program.activities(at: solution.values)))
    var explained = program.columns.map(\.cost)
    for entry in program.entries {
      explained[entry.column] -= entry.value * solution.duals[entry.row]
    }
    #expect(isClose(solution.reducedCosts, explained))
    func rests(_ price: Double, _ value: Double, _ lower: Double, _ upper: Double) -> Bool {
      if price > 1e-7 { return abs(value - lower) < 1e-7 }
      if price < -1e-7 { return abs(value - upper) < 1e-7 }
      return true
    }
    for (index, column) in program.columns.enumerated() {
      let price = solution.reducedCosts[index]
      #expect(rests(price, solution.values[index], column.lower, column.upper))
    }
    for (index, row) in program.rows.enumerated() {
      #expect(rests(solution.duals[index], solution.activities[index], row.lower, row.upper))
    }
  }

  /// Whether two lists agree within what solvers leave open.
  static func isClose(_ left: [Double], _ right: [Double]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) < 1e-8 }
  }
}
