/// The solver HiGHS (Huangfu and Hall 2018, doi 10.1007/s12532-017-0130-5), loaded when asked for.
///
/// One thread, dual simplex, a fixed seed and no output, so that answers repeat digit by digit.
/// Every program has an instance of its own, so several may be solved at a time.
public struct HighsSolver: LinearSolver {
  /// By how much bounds and reduced costs may be missed, absolutely.
  public var tolerance: Double
  /// The functions in C.
  private let library: HighsLibrary

  /// Where the library was found.
  public var path: String { library.path }
  /// The solver's own version, such as `1.15.1`.
  public var version: String { library.version }

  /// Whether the solver can be loaded in this process.
  public static var isAvailable: Bool { (try? load()) != nil }

  /// Finds the library and opens it.
  ///
  /// - Parameters:
  ///   - places: Where to look.
  ///   - tolerance: Accepted violation of bounds and reduced costs, 10⁻¹⁰ or more.
  /// - Returns: A solver that is ready to work.
  /// - Throws: `LinearProgramError.missing` when there is no library, `.unfit` when the one that
  ///   the user named, or the first that opens, cannot be used.
  public static func load(
    from places: HighsPlaces = .ofThisProcess,
    tolerance: Double = 1e-9
  ) throws(LinearProgramError) -> HighsSolver {
    precondition(tolerance >= 1e-10)
    let candidates = places.candidates
    var reasons: [String] = []
    for path in candidates {
      switch try HighsLibrary.open(path) {
      case .success(let library): return HighsSolver(tolerance: tolerance, library: library)
      case .failure(let unopened): reasons.append(unopened.reason)
      }
    }
    if let named = places.named {
      throw .unfit(library: named, reason: reasons.first ?? "it cannot be opened")
    }
    throw .missing(searched: places.folders.prefix(1).map { "\($0)/.venv" } + places.names)
  }

  /// The optimum of a program, or why there is none.
  public func solve(_ program: LinearProgram) throws(LinearProgramError) -> LinearSolution {
    let problems = program.problems
    if !problems.isEmpty { throw .invalid(problems) }
    if program.hasCrossedBounds { return LinearSolution(without: .infeasible) }
    if program.columns.isEmpty { return Self.solveWithoutColumns(program) }
    let model = HighsLibrary.Model(program)
    var outcome = try library.solve(model, options: options())
    // Presolve may leave open which of infeasible and unbounded it is.
    if outcome.status == 9 {
      outcome = try library.solve(model, options: options() + [.word("presolve", "off")])
    }
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
    case 9: return LinearSolution(without: .other("infeasible or unbounded"))
    default: return LinearSolution(without: .other("HiGHS model status \(outcome.status)"))
    }
  }

  /// An instance with the options that make answers repeat, without presolve.
  func makeInstance() throws(LinearProgramError) -> HighsLibrary.Instance {
    try HighsLibrary.Instance(library, options: options() + [.word("presolve", "off")])
  }

  /// The options that make answers repeat.
  private func options() -> [HighsLibrary.Option] {
    [
      .on("output_flag", false),
      .count("threads", 1),
      .word("parallel", "off"),
      .count("random_seed", 0),
      .word("solver", "simplex"),
      .count("simplex_strategy", 1),
      .number("primal_feasibility_tolerance", tolerance),
      .number("dual_feasibility_tolerance", tolerance),
    ]
  }

  /// A program of rows alone, which HiGHS calls empty: feasible where every row admits zero.
  private static func solveWithoutColumns(_ program: LinearProgram) -> LinearSolution {
    guard program.rows.allSatisfy({ $0.lower <= 0 && $0.upper >= 0 }) else {
      return LinearSolution(without: .infeasible)
    }
    let zeros = Array(repeating: 0.0, count: program.rows.count)
    return LinearSolution(
      objective: program.offset,
      values: [],
      reducedCosts: [],
      activities: zeros,
      duals: zeros
    )
  }
}

extension HighsLibrary.Model {
  /// A program with weights ordered by row and those at one place summed.
  init(_ program: LinearProgram) {
    offset = program.offset
    costs = program.columns.map(\.cost)
    lower = program.columns.map(\.lower)
    upper = program.columns.map(\.upper)
    rowLower = program.rows.map(\.lower)
    rowUpper = program.rows.map(\.upper)
    // Entries by row, in the order in which they were added; most are by column already.
    var next = Array(repeating: 0, count: program.rows.count + 1)
    for entry in program.entries { next[entry.row + 1] += 1 }
    for row in program.rows.indices { next[row + 1] += next[row] }
    let bounds = next
    var order = Array(repeating: 0, count: program.entries.count)
    for (index, entry) in program.entries.enumerated() {
      order[next[entry.row]] = index
      next[entry.row] += 1
    }
    starts.reserveCapacity(program.rows.count)
    columns.reserveCapacity(order.count)
    weights.reserveCapacity(order.count)
    for row in program.rows.indices {
      let range = bounds[row]..<bounds[row + 1]
      let isSorted = zip(range, range.dropFirst()).allSatisfy {
        program.entries[order[$0]].column <= program.entries[order[$1]].column
      }
      if !isSorted {
        order[range].sort {
          (program.entries[$0].column, $0) < (program.entries[$1].column, $1)
        }
      }
      starts.append(Int32(columns.count))
      var last = -1
      for index in order[range] {
        let entry = program.entries[index]
        if entry.column == last {
          weights[weights.count - 1] += entry.value
        } else {
          columns.append(Int32(entry.column))
          weights.append(entry.value)
          last = entry.column
        }
      }
    }
  }
}
