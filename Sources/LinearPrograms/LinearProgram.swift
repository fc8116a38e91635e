/// A linear program: the least of `offset + Σ cost·x`, with bounds on columns and on rows of sums.
///
/// Always a minimisation; who wants the greatest gives negative costs. Units are the caller's.
/// Solvers work with absolute tolerances, so costs, bounds and entries should be near one in size.
public struct LinearProgram: Hashable, Sendable {
  /// A variable with its cost and bounds.
  public struct Column: Hashable, Sendable {
    /// Name for messages.
    public var name: String
    /// What one unit adds to the objective.
    public var cost: Double
    /// Least value; `-∞` where there is none.
    public var lower: Double
    /// Greatest value; `∞` where there is none.
    public var upper: Double
  }

  /// A weighted sum of columns with its bounds.
  public struct Row: Hashable, Sendable {
    /// Name for messages.
    public var name: String
    /// Least value; `-∞` where there is none.
    public var lower: Double
    /// Greatest value; `∞` where there is none.
    public var upper: Double
  }

  /// The weight of one column in one row.
  public struct Entry: Hashable, Sendable {
    /// Index of the row.
    public var row: Int
    /// Index of the column.
    public var column: Int
    /// The weight, not zero.
    public var value: Double
  }

  /// Variables in the order in which they were added.
  public var columns: [Column] = []
  /// Sums in the order in which they were added.
  public var rows: [Row] = []
  /// Weights in the order in which they were added; those at one place are summed.
  public private(set) var entries: [Entry] = []
  /// What the objective is where all columns are zero.
  public var offset: Double

  /// A program without columns and rows.
  public init(offset: Double = 0) {
    self.offset = offset
  }

  /// Adds a variable, by default from zero up.
  ///
  /// - Returns: Its index.
  @discardableResult
  public mutating func addColumn(
    _ name: String,
    cost: Double = 0,
    lower: Double = 0,
    upper: Double = .infinity
  ) -> Int {
    columns.append(Column(name: name, cost: cost, lower: lower, upper: upper))
    return columns.count - 1
  }

  /// Adds a sum without weights as yet.
  ///
  /// - Returns: Its index.
  @discardableResult
  public mutating func addRow(
    _ name: String,
    lower: Double = -.infinity,
    upper: Double = .infinity
  ) -> Int {
    rows.append(Row(name: name, lower: lower, upper: upper))
    return rows.count - 1
  }

  /// Adds a weight of a column to a row; zero adds nothing.
  public mutating func add(_ value: Double, row: Int, column: Int) {
    precondition(rows.indices.contains(row) && columns.indices.contains(column))
    if value != 0 { entries.append(Entry(row: row, column: column, value: value)) }
  }

  /// The objective at given values of the columns.
  public func objective(at values: [Double]) -> Double {
    precondition(values.count == columns.count)
    return zip(columns, values).reduce(offset) { $0 + $1.0.cost * $1.1 }
  }

  /// The sum of every row at given values of the columns.
  public func activities(at values: [Double]) -> [Double] {
    precondition(values.count == columns.count)
    var sums = Array(repeating: 0.0, count: rows.count)
    for entry in entries { sums[entry.row] += entry.value * values[entry.column] }
    return sums
  }

  /// What no solver can make sense of, in words; empty when all is well.
  ///
  /// Bounds that exclude each other are no problem of this kind: such a program is infeasible.
  public var problems: [String] {
    var found: [String] = []
    if !offset.isFinite { found.append("the offset is \(offset); it must be finite") }
    for column in columns {
      if !column.cost.isFinite {
        found.append("the cost of \(column.name) is \(column.cost); it must be finite")
      }
      found += Self.problems(of: column.name, lower: column.lower, upper: column.upper)
    }
    for row in rows { found += Self.problems(of: row.name, lower: row.lower, upper: row.upper) }
    for entry in entries where !entry.value.isFinite {
      let place = "\(columns[entry.column].name) in \(rows[entry.row].name)"
      found.append("the weight of \(place) is \(entry.value); it must be finite")
    }
    return found
  }

  /// Whether some bound excludes another on its own, without looking at weights.
  public var hasCrossedBounds: Bool {
    columns.contains { $0.lower > $0.upper } || rows.contains { $0.lower > $0.upper }
  }

  /// What is wrong with a pair of bounds.
  private static func problems(of name: String, lower: Double, upper: Double) -> [String] {
    if lower.isNaN || upper.isNaN { return ["a bound of \(name) is not a number"] }
    if lower == .infinity { return ["the lower bound of \(name) is infinite"] }
    if upper == -.infinity { return ["the upper bound of \(name) is minus infinity"] }
    return []
  }
}
