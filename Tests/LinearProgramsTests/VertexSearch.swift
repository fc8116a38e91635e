import LinearPrograms

/// A solver for a few columns that tries every corner: slow, and written without any solver's help.
///
/// A corner is optimal when the cost is a sum of its bounds' normals with signs that push inwards.
/// Right for programs whose feasible set has a corner wherever it is not empty.
struct VertexSearch: LinearSolver {
  /// A bound as a half space: `normal · x ≥ level` or `≤`.
  private struct Face {
    /// Weights of the columns.
    var normal: [Double]
    /// Where the sum is held.
    var level: Double
    /// Whether the sum is held from below.
    var isLower: Bool
    /// Index of the row, or of the column beyond the rows.
    var source: Int
  }

  func solve(_ program: LinearProgram) throws(LinearProgramError) -> LinearSolution {
    if !program.problems.isEmpty { throw .invalid(program.problems) }
    let faces = Self.faces(of: program)
    var hasCorner = false
    var best: LinearSolution?
    Self.subsets(of: faces.count, size: program.columns.count) { chosen in
      guard best == nil else { return }
      let active = chosen.map { faces[$0] }
      guard let corner = Self.solved(active.map(\.normal), active.map(\.level)),
        Self.admits(program, corner)
      else { return }
      hasCorner = true
      let costs = program.columns.map(\.cost)
      let transposed = costs.indices.map { column in active.map { $0.normal[column] } }
      guard let weights = Self.solved(transposed, costs) else { return }
      let pushesInwards = zip(active, weights).allSatisfy { face, weight in
        face.isLower ? weight >= -1e-9 : weight <= 1e-9
      }
      guard pushesInwards else { return }
      var duals = Array(repeating: 0.0, count: program.rows.count)
      var reduced = Array(repeating: 0.0, count: program.columns.count)
      for (face, weight) in zip(active, weights) {
        if face.source < duals.count {
          duals[face.source] += weight
        } else {
          reduced[face.source - duals.count] += weight
        }
      }
      best = LinearSolution(
        objective: program.objective(at: corner),
        values: corner,
        reducedCosts: reduced,
        activities: program.activities(at: corner),
        duals: duals
      )
    }
    return best ?? LinearSolution(without: hasCorner ? .unbounded : .infeasible)
  }

  /// Every finite bound of rows and columns.
  private static func faces(of program: LinearProgram) -> [Face] {
    var faces: [Face] = []
    func add(_ normal: [Double], _ lower: Double, _ upper: Double, _ source: Int) {
      if lower.isFinite {
        faces.append(Face(normal: normal, level: lower, isLower: true, source: source))
      }
      if upper.isFinite {
        faces.append(Face(normal: normal, level: upper, isLower: false, source: source))
      }
    }
    let zeros = Array(repeating: 0.0, count: program.columns.count)
    var normals = Array(repeating: zeros, count: program.rows.count)
    for entry in program.entries { normals[entry.row][entry.column] += entry.value }
    for (index, row) in program.rows.enumerated() {
      add(normals[index], row.lower, row.upper, index)
    }
    for (index, column) in program.columns.enumerated() {
      var normal = zeros
      normal[index] = 1
      add(normal, column.lower, column.upper, program.rows.count + index)
    }
    return faces
  }

  /// Whether a point satisfies every bound.
  static func admits(_ program: LinearProgram, _ point: [Double], by margin: Double = 1e-8) -> Bool
  {
    zip(program.columns, point).allSatisfy {
      $0.lower - margin <= $1 && $1 <= $0.upper + margin
    }
      && zip(program.rows, program.activities(at: point)).allSatisfy {
        $0.lower - margin <= $1 && $1 <= $0.upper + margin
      }
  }

  /// Every choice of `size` of the first `count` numbers.
  private static func subsets(of count: Int, size: Int, _ body: ([Int]) -> Void) {
    func extend(_ chosen: [Int], from start: Int) {
      if chosen.count == size { return body(chosen) }
      for next in start..<max(start, count) { extend(chosen + [next], from: next + 1) }
    }
    extend([], from: 0)
  }

  /// The solution of a square system by elimination with pivots; none where it is singular.
  private static func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    var a = zip(matrix, right).map { $0 + [$1] }
    let n = right.count
    for column in 0..<n {
      let pivot = (column..<n).max { abs(a[$0][column]) < abs(a[$1][column]) } ?? column
      guard abs(a[pivot][column]) > 1e-9 else { return nil }
      a.swapAt(column, pivot)
      for row in 0..<n where row != column {
        let factor = a[row][column] / a[column][column]
        for k in column...n { a[row][k] -= factor * a[column][k] }
      }
    }
    return (0..<n).map { a[$0][n] / a[$0][$0] }
  }
}
