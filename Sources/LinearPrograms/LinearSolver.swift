/// Whatever finds the optimum of a linear program and the duals that prove it.
public protocol LinearSolver: Sendable {
  /// The optimum of a program, or why there is none.
  ///
  /// - Parameter program: The program; the same program gives the same answer, digit by digit.
  /// - Returns: Status and, at an optimum, values and duals.
  /// - Throws: `LinearProgramError.invalid` when the program has problems, `.failed` when the
  ///   solver refuses to work.
  func solve(_ program: LinearProgram) throws(LinearProgramError) -> LinearSolution
}
