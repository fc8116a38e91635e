import GRDB

/// A SQLite file as any program sees it.
struct RawFile {
  /// The open file.
  private let queue: DatabaseQueue

  /// Opens a file, or makes it.
  init(_ path: String) throws { queue = try DatabaseQueue(path: path) }

  /// Runs a statement and closes the file.
  func run(_ statement: String) throws {
    try queue.write { try $0.execute(sql: statement) }
    try queue.close()
  }

  /// The first cell of a query's answer as text.
  func text(_ query: String) throws -> String? {
    try queue.read { try String.fetchOne($0, sql: query) }
  }

  /// Names of a table's columns.
  func columns(of table: String) throws -> [String] {
    try queue.read { try $0.columns(in: table).map(\.name) }
  }
}
