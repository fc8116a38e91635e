/// The shapes in which a report is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For a person at a terminal.
  case text
  /// For programs: keys as the project's contract names them.
  case json
  /// For spreadsheets: a header row, then one record a row.
  case csv
  /// One page that needs nothing else.
  case html
  /// A Vega-Lite specification of the report's charts.
  case vega
}
