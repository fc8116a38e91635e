/// Where something was written.
public struct Location: Hashable, Sendable, CustomStringConvertible {
  /// The file, or another name for where the text came from, such as `--set`.
  public let file: String
  /// The line, from 1; 0 when lines have no meaning.
  public let line: Int
  /// The column, from 1; 0 when columns have no meaning.
  public let column: Int

  /// Makes a location.
  ///
  /// - Parameters:
  ///   - file: The file, or another name for where the text came from.
  ///   - line: The line, from 1.
  ///   - column: The column, from 1.
  public init(file: String, line: Int = 0, column: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// The file and the line, such as `site.yaml:41`.
  public var description: String { line > 0 ? "\(file):\(line)" : file }
}
