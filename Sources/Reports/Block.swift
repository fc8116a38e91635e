/// A piece of a report as a person reads it, before it is text for a terminal or a page.
public enum Block: Hashable, Sendable {
  /// The answer in a sentence.
  case headline(String)
  /// A title of what follows.
  case heading(String)
  /// A few sentences.
  case paragraph(String)
  /// A word and what it stands for, as in `Plan  tensor 8`.
  case entry(label: String, text: String)
  /// Rows and columns.
  case table(Table)
  /// Things of equal rank.
  case items([String])
  /// Things that follow from each other.
  case steps([String])
}

/// Rows and columns of a report.
public struct Table: Hashable, Sendable {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// Its title, empty for none.
    public var title: String
    /// Whether cells stand at the right, as numbers do.
    public var isNumber: Bool

    /// Describes a column.
    public init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  /// A cell.
  public enum Cell: Hashable, Sendable, ExpressibleByStringLiteral {
    /// Words or a number.
    case text(String)
    /// A bar whose full length stands for 1.
    case bar(Double)

    /// Words.
    public init(stringLiteral value: String) { self = .text(value) }
  }

  /// The columns, left to right.
  public var columns: [Column]
  /// The rows, top to bottom.
  public var rows: [[Cell]]

  /// Makes a table.
  public init(_ columns: [Column], rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Whether any column has a title.
  var hasTitles: Bool { columns.contains { !$0.title.isEmpty } }
}
