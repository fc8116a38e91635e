/// A measured serving run as a table describes it, in the table's own words.
///
/// Only columns that describe the run are kept; measured ones stand apart.
public struct InferenceCase: Sendable {
  /// The row's name.
  public let id: String
  /// The group under which its error is summed up.
  public let group: String
  /// Which evidence the row has: A complete, B and C something is missing.
  public let grade: String
  /// Cells that describe the run, by column.
  private let cells: [String: String]
  /// Measured time to the first token [s].
  public let timeToFirstToken: Double?
  /// Measured time per output token [s].
  public let timePerOutputToken: Double?
  /// Measured output tokens per second and chip; of generating chips where pools are apart [1/s].
  public let throughputPerChip: Double?
  /// Measured output tokens per second of the whole system [1/s].
  public let throughput: Double?
  /// Measured mean power of a chip [W].
  public let power: Double?

  /// Columns that hold measurements or say where a row came from; none may reach a prediction.
  static let hidden: Set<String> = [
    "row_id", "source_group", "grade", "tput_output_tok_s_total", "tput_output_tok_s_per_chip",
    "tput_total_tok_s_per_chip", "tput_input_tok_s_per_chip", "ttft_ms", "ttft_p99_ms", "tpot_ms",
    "tpot_p99_ms", "power_w_per_chip", "power_w_system", "source",
  ]

  /// Takes a row of a table apart.
  public init(row: [String: String], index: Int) {
    func number(_ column: String) -> Double? {
      row[column].flatMap(Double.init).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }
    id = row["row_id"].flatMap { $0.isEmpty ? nil : $0 } ?? "row \(index + 2)"
    grade = row["grade"].flatMap { $0.isEmpty ? nil : $0 } ?? "A"
    group = row["source_group"].flatMap { $0.isEmpty ? nil : $0 } ?? "cases"
    let isConstraint = row["ttft_stat"] == "constraint"
    timeToFirstToken = isConstraint ? nil : number("ttft_ms").map { $0 / 1_000 }
    timePerOutputToken =
      row["tpot_stat"] == "constraint" ? nil : number("tpot_ms").map { $0 / 1_000 }
    throughputPerChip = number("tput_output_tok_s_per_chip")
    throughput = number("tput_output_tok_s_total")
    power = number("power_w_per_chip")
    cells = row.filter { !Self.hidden.contains($0.key) }
  }

  /// The text of a cell, nil when empty.
  public func text(_ column: String) -> String? {
    guard let text = cells[column]?.trimmingPrefix(while: \.isWhitespace), !text.isEmpty else {
      return nil
    }
    return String(text)
  }

  /// A number, nil when the cell is empty or holds something else.
  public func number(_ column: String) -> Double? {
    text(column).flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
  }

  /// A whole number, nil when the cell is empty, zero or holds something else.
  public func integer(_ column: String) -> Int? {
    guard let value = number(column), value >= 1, value == value.rounded(), value < 1e9 else {
      return nil
    }
    return Int(value)
  }
}
