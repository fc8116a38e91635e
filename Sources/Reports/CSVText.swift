/// Rows as comma-separated values.
enum CSVText {
  /// The rows as text, one a line; cells with commas, quotes or line ends stand in quotes.
  static func rows(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
  }

  /// A number with all its digits, empty when there is none or it is not finite.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return value.description
  }

  /// A cell, quoted where it must be.
  private static func cell(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
