import LinearPrograms
import Quantities
import Testing

/// The conformance suite, run through every solver there is.
struct ConformanceTests {
  @Test(arguments: KnownProgram.all)
  func `corner search finds the known answer`(_ known: KnownProgram) throws {
    try Conformance.check(VertexSearch(), on: known)
  }

  @Test(.enabled(if: HighsSolver.isAvailable), arguments: KnownProgram.all)
  func `HiGHS finds the known answer`(_ known: KnownProgram) throws {
    try Conformance.check(HighsSolver.load(), on: known)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `HiGHS and corner search agree on random programs, and both prove it`() throws {
    var random = SplitMix64(seed: 20)
    let solver = try HighsSolver.load()
    var optima = 0
    for _ in 0..<200 {
      let program = Self.random(using: &random)
      let corner = try VertexSearch().solve(program)
      let solution = try solver.solve(program)
      #expect(solution.status == corner.status)
      guard corner.status == .optimal else { continue }
      optima += 1
      let expected = try #require(corner.objective)
      let found = try #require(solution.objective)
      #expect(abs(found - expected) <= 1e-8 * max(1, abs(expected)))
      Conformance.checkProof(solution, of: program)
      Conformance.checkProof(corner, of: program)
    }
    #expect(optima > 50 && optima < 200)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `HiGHS answers the same digit by digit, alone or beside itself`() async throws {
    let solver = try HighsSolver.load()
    var random = SplitMix64(seed: 7)
    let programs = (0..<40).map { _ in Self.random(using: &random) }
    let alone = try programs.map { try solver.solve($0) }
    let beside = try await withThrowingTaskGroup(of: (Int, LinearSolution).self) { group in
      for (index, program) in programs.enumerated() {
        group.addTask { (index, try solver.solve(program)) }
      }
      var found: [Int: LinearSolution] = [:]
      for try await (index, solution) in group { found[index] = solution }
      return programs.indices.compactMap { found[$0] }
    }
    #expect(alone.count == 40)
    #expect(alone == beside)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `HiGHS solves programs that it would call empty`() throws {
    let solver = try HighsSolver.load()
    var program = LinearProgram(offset: 3)
    #expect(try solver.solve(program).objective == 3)
    program.addRow("slack", upper: 1)
    #expect(try solver.solve(program).objective == 3)
    program.addRow("out of reach", lower: 1)
    #expect(try solver.solve(program).status == .infeasible)
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `HiGHS refuses what is not a number`() throws {
    let solver = try HighsSolver.load()
    var program = LinearProgram()
    program.addColumn("x", cost: .nan)
    #expect(throws: LinearProgramError.invalid(program.problems)) { try solver.solve(program) }
  }

  /// A program of up to three columns and three rows with small whole weights.
  private static func random(using random: inout SplitMix64) -> LinearProgram {
    func whole(_ range: ClosedRange<Int>) -> Double {
      Double(Int.random(in: range, using: &random))
    }
    let columns = Int(whole(1...3))
    let costs = (0..<columns).map { _ in whole(-5...5) }
    let bounds = costs.map { _ -> ClosedRange<Double> in
      let lower = whole(-3...1)
      return lower...(whole(0...2) == 0 ? .infinity : lower + whole(0...6))
    }
    let rows = (0..<Int(whole(1...3))).map { _ -> ([Double], Double, Double) in
      let weights = costs.map { _ in whole(-3...3) }
      let level = whole(-8...8)
      switch Int(whole(0...3)) {
      case 0: return (weights, level, .infinity)
      case 1: return (weights, level, level + whole(0...5))
      default: return (weights, -.infinity, level)
      }
    }
    return KnownProgram.program(costs: costs, bounds: bounds, rows: rows)
  }
}
