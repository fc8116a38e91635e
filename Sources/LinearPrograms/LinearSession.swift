/// A program kept in the solver, so that it can be asked again with other bounds at little cost.
///
/// Each answer starts from the basis of the one before: a few pivots instead of a whole solution.
/// Answers depend on the order of the questions only through ties between equal optima.
public final class LinearSession {
  /// The solver's instance.
  private let instance: HighsLibrary.Instance
  /// Where the last program's own search ended, if it found an optimum.
  private var basis: HighsLibrary.Basis?
  /// Columns of the program as it was passed last.
  private var columns = 0
  /// Rows of the program as it was passed last.
  private var rows = 0

  /// An empty session.
  ///
  /// - Throws: `LinearProgramError.failed` when no instance can be made.
  public init(_ solver: HighsSolver) throws(LinearProgramError) {
    instance = try solver.makeInstance()
  }

  /// Replaces the program and finds its optimum.
  ///
  /// Where it has as many columns and rows as the one before, the search starts from the basis that was
  /// optimal there.
  ///
  /// - Throws: `LinearProgramError.failed` when HiGHS reports an error.
  public func solve(_ program: LinearProgram) throws(LinearProgramError) -> LinearSolution {
    let isAlike = program.columns.count == columns && program.rows.count == rows
    columns = program.columns.count
    rows = program.rows.count
    try instance.pass(HighsLibrary.Model(program))
    if isAlike, let basis { instance.start(from: basis) }
    let solution = try solveAgain()
    basis = solution.status == .optimal ? instance.basis(columns: columns, rows: rows) : nil
    return solution
  }

  /// Sets the bounds of a column.
  public func setBounds(
    column: Int,
    lower: Double,
    upper: Double
  ) throws(LinearProgramError) {
    precondition((0..<columns).contains(column))
    try instance.setBounds(column: column, lower: lower, upper: upper)
  }

  /// The optimum under the bounds as they stand.
  ///
  /// - Throws: `LinearProgramError.failed` when HiGHS reports an error.
  public func solveAgain() throws(LinearProgramError) -> LinearSolution {
    let outcome = try instance.run(columns: columns, rows: rows)
    switch outcome.status {
    case 7:
      return LinearSolution(
        objective: outcome.objective,
        values: outcome.values,
        reducedCosts: outcome.reducedCosts,
        activities: outcome.activities,
        duals: outcome.duals
      )
    case 8: return LinearSolution(without: .infeasible)
    case 10: return LinearSolution(without: .unbounded)
    default: return LinearSolution(without: .other("HiGHS model status \(outcome.status)"))
    }
  }

  /// The objective under the bounds as they stand, without values; nil where there is no optimum.
  public func objective() -> Double? { instance.objective() }
}
