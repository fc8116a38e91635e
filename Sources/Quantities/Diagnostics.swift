/// Everything there is to say about an input, collected and reported together.
public struct Diagnostics: Hashable, Sendable {
  /// The diagnostics in the order in which they were found.
  public private(set) var entries: [Diagnostic] = []
  /// The same diagnostics, to find repeats quickly.
  private var known: Set<Diagnostic> = []

  /// Makes an empty collection.
  public init() {}

  /// Whether anything makes the input unusable.
  public var hasErrors: Bool { entries.contains { $0.severity == .error } }

  /// Whether there is nothing to say.
  public var isEmpty: Bool { entries.isEmpty }

  /// The diagnostics that make the input unusable.
  public var errors: [Diagnostic] { entries.filter { $0.severity == .error } }

  /// The diagnostics by file and line; those of one line keep their order.
  public var sorted: [Diagnostic] {
    entries.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (a.file ?? "", a.line ?? 0, a.column ?? 0, left.offset)
        < (b.file ?? "", b.line ?? 0, b.column ?? 0, right.offset)
    }.map(\.element)
  }

  /// Adds a diagnostic, unless the same one is there already.
  public mutating func add(_ diagnostic: Diagnostic) {
    if known.insert(diagnostic).inserted { entries.append(diagnostic) }
  }

  /// Adds the diagnostics of another collection.
  public mutating func add(contentsOf other: Diagnostics) {
    for entry in other.entries { add(entry) }
  }

  /// Adds an error.
  public mutating func error(
    _ message: String,
    file: String? = nil,
    line: Int? = nil,
    column: Int? = nil,
    field: String? = nil,
    hint: String? = nil
  ) {
    add(
      Diagnostic(
        message,
        severity: .error,
        file: file,
        line: line,
        column: column,
        field: field,
        hint: hint
      )
    )
  }

  /// Adds a warning.
  public mutating func warning(
    _ message: String,
    file: String? = nil,
    line: Int? = nil,
    column: Int? = nil,
    field: String? = nil,
    hint: String? = nil
  ) {
    add(
      Diagnostic(
        message,
        severity: .warning,
        file: file,
        line: line,
        column: column,
        field: field,
        hint: hint
      )
    )
  }

  /// Adds a note.
  public mutating func note(
    _ message: String,
    file: String? = nil,
    line: Int? = nil,
    column: Int? = nil,
    field: String? = nil,
    hint: String? = nil
  ) {
    add(
      Diagnostic(
        message,
        severity: .note,
        file: file,
        line: line,
        column: column,
        field: field,
        hint: hint
      )
    )
  }

  /// Throws everything that was found when any of it is an error.
  ///
  /// - Throws: `DiagnosticsError` with all diagnostics.
  public func throwErrors() throws(DiagnosticsError) {
    if hasErrors { throw DiagnosticsError(self) }
  }
}

extension Diagnostics: CustomStringConvertible {
  /// The diagnostics by file and line, one a line.
  public var description: String { sorted.map(\.description).joined(separator: "\n") }
}

/// An input that cannot be used, with everything that was found in it.
public struct DiagnosticsError: Error, Hashable, Sendable {
  /// Everything that was found.
  public let diagnostics: Diagnostics

  /// Makes the error.
  public init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Makes the error of a single diagnostic.
  public init(_ diagnostic: Diagnostic) {
    var all = Diagnostics()
    all.add(diagnostic)
    diagnostics = all
  }
}

extension DiagnosticsError: CustomStringConvertible {
  /// The diagnostics by file and line, one a line.
  public var description: String { diagnostics.description }
}
