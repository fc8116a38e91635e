/// A measured training run as a table describes it, in the table's own words.
///
/// Only columns that describe the run are kept; measured ones stand apart in `measured`.
public struct TrainingCase: Sendable {
  /// The row's name.
  public let id: String
  /// The group under which its error is summed up.
  public let group: String
  /// Which evidence the row has: A nothing needed is missing, B and C something is.
  public let grade: String
  /// Cells that describe the run, by column.
  private let cells: [String: String]
  /// Measured time of a step, when there is one [s].
  public let stepTime: Double?
  /// Measured memory of an accelerator, when there is one [B].
  public let memory: Double?

  /// Columns that hold measurements or say where a row came from; none may reach a prediction.
  static let hidden: Set<String> = [
    "row_id", "step_time_s", "step_time_kind", "tokens_per_s_per_gpu", "tflops_per_gpu",
    "tflops_kind", "mfu_pct", "hfu_pct", "mem_per_gpu_GB", "time_to_train_min", "source",
    "source_group", "notes", "wellspec", "missing",
  ]

  /// Takes a row of a table apart.
  public init(row: [String: String], index: Int) {
    id = row["row_id"].flatMap { $0.isEmpty ? nil : $0 } ?? "row \(index + 2)"
    grade = row["wellspec"].flatMap { $0.isEmpty ? nil : $0 } ?? "A"
    group = row["source_group"].flatMap { $0.isEmpty ? nil : $0 } ?? "cases"
    stepTime = row["step_time_s"].flatMap(Double.init).flatMap { $0 > 0 ? $0 : nil }
    // Such tables quote the frameworks' own reports, which count in binary units.
    memory = row["mem_per_gpu_GB"].flatMap(Double.init).map { $0 * 1_073_741_824 }
    cells = row.filter { !Self.hidden.contains($0.key) }
  }

  /// A case of the same name with other cells.
  private init(_ other: TrainingCase, cells: [String: String]) {
    id = other.id
    group = other.group
    grade = other.grade
    stepTime = other.stepTime
    memory = other.memory
    self.cells = cells
  }

  /// The case with texts in the cells of columns.
  public func setting(_ texts: [String: String]) -> TrainingCase {
    TrainingCase(self, cells: cells.merging(texts) { $1 })
  }

  /// The text of a cell, nil when empty.
  public func text(_ column: String) -> String? {
    guard let text = cells[column]?.trimmingPrefix(while: \.isWhitespace), !text.isEmpty else {
      return nil
    }
    return String(text)
  }

  /// A whole number, nil when the cell is empty or holds something else.
  public func integer(_ column: String) -> Int? {
    guard let number = text(column).flatMap(Double.init), number == number.rounded(),
      abs(number) < 1e15
    else { return nil }
    return Int(number)
  }
}
