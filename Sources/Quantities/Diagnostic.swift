/// One thing to say about what a user wrote, with the place where it was written.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How much a diagnostic matters.
  public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The input cannot be used.
    case error
    /// The input can be used, but is probably not what was meant.
    case warning
    /// Something worth knowing.
    case note

    /// Errors come before warnings, warnings before notes.
    public static func < (left: Severity, right: Severity) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// How much it matters.
  public var severity: Severity
  /// The sentence: what was found and what is allowed.
  public var message: String
  /// The file, or another name for where the text came from, such as `--set`.
  public var file: String?
  /// The line, from 1.
  public var line: Int?
  /// The column, from 1.
  public var column: Int?
  /// The field, as a path such as `training.tokens`.
  public var field: String?
  /// What to do next.
  public var hint: String?

  /// Makes a diagnostic.
  ///
  /// - Parameters:
  ///   - message: What was found and what is allowed.
  ///   - severity: How much it matters.
  ///   - file: The file.
  ///   - line: The line, from 1.
  ///   - column: The column, from 1.
  ///   - field: The field, as a path.
  ///   - hint: What to do next.
  public init(
    _ message: String,
    severity: Severity = .error,
    file: String? = nil,
    line: Int? = nil,
    column: Int? = nil,
    field: String? = nil,
    hint: String? = nil
  ) {
    self.severity = severity
    self.message = message
    self.file = file
    self.line = line
    self.column = column
    self.field = field
    self.hint = hint
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The diagnostic on one line: `file:line: error: field: message (hint)`.
  public var description: String {
    var text = ""
    if let file { text += line.map { "\(file):\($0): " } ?? "\(file): " }
    text += "\(severity.rawValue): "
    if let field, !field.isEmpty { text += "\(field): " }
    text += message
    if let hint { text += " (\(hint))" }
    return text.replacing("\n", with: " ")
  }
}
