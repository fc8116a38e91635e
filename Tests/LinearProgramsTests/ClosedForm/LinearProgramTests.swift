import LinearPrograms
import Testing

/// Building programs, and the search for the library.
struct LinearProgramTests {
  @Test func `weights at one place are summed`() {
    var program = LinearProgram(offset: 1)
    let x = program.addColumn("x", cost: 2)
    let y = program.addColumn("y", cost: 3)
    let row = program.addRow("sum", upper: 10)
    program.add(1, row: row, column: x)
    program.add(1.5, row: row, column: x)
    program.add(0, row: row, column: y)
    #expect(program.entries.count == 2)
    #expect(program.activities(at: [2, 7]) == [5])
    #expect(program.objective(at: [2, 7]) == 1 + 4 + 21)
    #expect(program.problems.isEmpty)
  }

  @Test func `what no solver can read is named`() {
    var program = LinearProgram()
    let x = program.addColumn("rate", cost: .nan, lower: .infinity)
    let row = program.addRow("limit", lower: .nan, upper: 1)
    program.add(.infinity, row: row, column: x)
    let problems = program.problems
    #expect(problems.count == 4)
    #expect(problems.contains { $0.contains("cost of rate") })
    #expect(problems.contains { $0.contains("weight of rate in limit") })
  }

  @Test func `crossed bounds are infeasible and no problem`() throws {
    var program = LinearProgram()
    program.addColumn("x", lower: 2, upper: 1)
    #expect(program.problems.isEmpty && program.hasCrossedBounds)
    #expect(try VertexSearch().solve(program).status == .infeasible)
  }

  @Test func `an optimum's face keeps the optima and no other point`() throws {
    // Least x + y with x + y ≥ 1: every point of the segment is as good as any other.
    var program = KnownProgram.program(costs: [1, 1], rows: [([1, 1], 1, .infinity)])
    let solver = VertexSearch()
    program = program.heldToOptima(of: try solver.solve(program))
    #expect(program.rows[0].upper == 1)
    #expect(program.columns.allSatisfy { $0.upper == .infinity })
    // Among them, the one with most of the second.
    program.columns[0].cost = 0
    program.columns[1].cost = -1
    let second = try solver.solve(program)
    #expect(Conformance.isClose(second.values, [0, 1]))
    let last = program.heldToOptima(of: second)
    #expect(last.columns[0].upper == 0)
  }

  @Test func `a face that is asked of no optimum is the program itself`() {
    let program = KnownProgram.program(costs: [1], rows: [])
    #expect(program.heldToOptima(of: LinearSolution(without: .infeasible)) == program)
  }
}
