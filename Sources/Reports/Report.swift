/// The result of a study in every shape that it can be written in.
public protocol Report: Sendable {
  /// What a person reads, the answer first.
  var blocks: [Block] { get }
  /// What `scenario` or `scenarios`, `result` and `diagnostics` hold in the machine-readable output.
  var members: [JSON.Member] { get }
  /// A header row and the records.
  var table: [[String]] { get }
  /// A Vega-Lite specification, nil when there is nothing to draw.
  var charts: JSON? { get }
}

extension Report {
  /// Formats that the report can be written in.
  public var formats: [ReportFormat] {
    ReportFormat.allCases.filter { $0 != .vega || charts != nil }
  }

  /// The report as text in a format.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - origin: Which program, catalogue and command the report comes from.
  ///   - style: Colours of text for a terminal.
  /// - Returns: The text, or nil when the format does not suit the report.
  public func rendered(as format: ReportFormat, origin: Origin, style: TextStyle) -> String? {
    switch format {
    case .text: TextRenderer(style: style).render(blocks)
    case .json: JSON.object([JSON.Member("narrows", origin.json)] + members).text
    case .csv: CSVText.rows(table)
    case .html: HTMLRenderer.page(blocks, origin: origin)
    case .vega: charts?.text
    }
  }
}

/// Which program, catalogue and command a report comes from.
public struct Origin: Hashable, Sendable {
  /// The program's version.
  public var version: String
  /// The catalogue's version.
  public var catalog: String
  /// The command.
  public var command: String

  /// Names where a report comes from.
  public init(version: String, catalog: String, command: String) {
    self.version = version
    self.catalog = catalog
    self.command = command
  }

  /// The `narrows` member of the machine-readable output.
  var json: JSON {
    ["version": .text(version), "catalog": .text(catalog), "command": .text(command)]
  }
}
