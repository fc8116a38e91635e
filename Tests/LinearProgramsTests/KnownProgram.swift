import LinearPrograms

/// A small program whose answer is worked out on paper.
struct KnownProgram: Sendable, CustomStringConvertible {
  /// What it shows.
  var description: String
  /// The program.
  var program: LinearProgram
  /// How the search must end.
  var status: LinearSolution.Status = .optimal
  /// The least objective.
  var objective: Double?
  /// The only optimum, where there is only one.
  var values: [Double]?
  /// The only duals, where there is only one set.
  var duals: [Double]?

  /// A program from dense rows.
  static func program(
    costs: [Double],
    bounds: [ClosedRange<Double>]? = nil,
    rows: [(weights: [Double], lower: Double, upper: Double)],
    offset: Double = 0
  ) -> LinearProgram {
    var made = LinearProgram(offset: offset)
    for (index, cost) in costs.enumerated() {
      let bound = bounds?[index] ?? 0...Double.infinity
      made.addColumn("x\(index)", cost: cost, lower: bound.lowerBound, upper: bound.upperBound)
    }
    for (index, row) in rows.enumerated() {
      let added = made.addRow("r\(index)", lower: row.lower, upper: row.upper)
      for (column, weight) in row.weights.enumerated() {
        made.add(weight, row: added, column: column)
      }
    }
    return made
  }

  /// Every way in which a search may end, and every kind of bound that may bind.
  static let all: [KnownProgram] = [
    KnownProgram(
      // Greatest 3x + 5y with x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18; duals 0, 3/2 and 1 (Hillier and
      // Lieberman, Introduction to Operations Research, ch. 3, the Wyndor Glass problem).
      description: "two products in three plants",
      program: program(
        costs: [-3, -5],
        rows: [
          ([1, 0], -.infinity, 4), ([0, 2], -.infinity, 12), ([3, 2], -.infinity, 18),
        ]
      ),
      objective: -36,
      values: [2, 6],
      duals: [0, -1.5, -1]
    ),
    KnownProgram(
      // Least 2x + 3y with x + y ≥ 10 and x ≤ 6: six of the cheap, four of the dear.
      description: "a demand served by a cheap source with a limit",
      program: program(
        costs: [2, 3],
        bounds: [0...6, 0...Double.infinity],
        rows: [([1, 1], 10, .infinity)],
        offset: 7
      ),
      objective: 31,
      values: [6, 4],
      duals: [3]
    ),
    KnownProgram(
      // Supplies 3 and 4, demands 2 and 5: costs 1 3 / 2 5. Sending the first supply to the second
      // demand saves 2 a unit, the second supply's only 1 less: x01 = 3, x10 = 2, x11 = 2.
      description: "a transportation problem",
      program: program(
        costs: [1, 3, 2, 5],
        rows: [
          ([1, 1, 0, 0], -.infinity, 3), ([0, 0, 1, 1], -.infinity, 4.5),
          ([1, 0, 1, 0], 2, 2), ([0, 1, 0, 1], 5, 5),
        ]
      ),
      objective: 23,
      values: [0, 3, 2, 2],
      duals: [-2, 0, 2, 5]
    ),
    KnownProgram(
      // A row with both bounds rests at its lower one: the least x − y over |x − y| ≤ 1 is −1.
      description: "a row held from both sides",
      program: program(costs: [1, -1], bounds: [1...3, 0...5], rows: [([1, -1], -1, 1)]),
      objective: -1,
      duals: [1]
    ),
    KnownProgram(
      description: "negative lower bounds and an equation",
      program: program(costs: [1, 2], bounds: [-5...5, -3...3], rows: [([1, 1], -4, -4)]),
      objective: -7,
      values: [-1, -3],
      duals: [1]
    ),
    KnownProgram(
      description: "a demand beyond all supply",
      program: program(costs: [1], bounds: [0...2], rows: [([1], 3, .infinity)]),
      status: .infeasible
    ),
    KnownProgram(
      description: "rows that exclude each other",
      program: program(
        costs: [1, 1],
        rows: [([1, 1], 2, .infinity), ([1, 1], -.infinity, 1)]
      ),
      status: .infeasible
    ),
    KnownProgram(
      description: "a gain without end",
      program: program(costs: [-1, 0], rows: [([1, -1], -.infinity, 1)]),
      status: .unbounded
    ),
  ]
}
