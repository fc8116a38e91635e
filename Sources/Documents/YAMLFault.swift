import Quantities
import Yams

/// The faults that the YAML library finds, in the user's words.
enum YAMLFault {
  /// The diagnostics for a fault.
  static func diagnostics(for error: YamlError, text: String, file: String) -> Diagnostics {
    var diagnostics = Diagnostics()
    func add(_ message: String, _ line: Int?, _ column: Int? = nil, hint: String? = nil) {
      diagnostics.error(message, file: file, line: line, column: column, hint: hint)
    }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      add(
        sentence(context: context, problem: problem),
        mark.line,
        mark.column,
        hint: hint(for: problem)
      )
    case .reader(let problem, let offset, _, let yaml):
      let line = offset.map { yaml.prefix($0).count { $0.isNewline } + 1 }
      add("the text cannot be read: \(problem)", line)
    case .duplicatedKeysInMapping(let names, let context):
      for (index, name) in names.enumerated() {
        let lines = Self.lines(of: name, in: text, from: index == 0 ? context.mark : nil)
        let first = lines.first ?? context.mark.line
        let others = lines.dropFirst().prefix(3).map(String.init).joined(separator: " and ")
        let again = others.isEmpty ? "" : ", first on line \(first), again on line \(others)"
        diagnostics.error(
          "\"\(name)\" is written more than once\(again)",
          file: file,
          line: lines.dropFirst().first ?? first,
          hint: "keep one of them"
        )
      }
    case .memory:
      add("there is not enough memory to read the file", nil)
    default:
      add("the text is not YAML: \(error)", nil)
    }
    return diagnostics
  }

  /// The fault as one sentence.
  private static func sentence(context: YamlError.Context?, problem: String) -> String {
    guard let context, !context.text.isEmpty else { return "not YAML: \(problem)" }
    let start = context.mark.line > 1 ? " that began on line \(context.mark.line)" : ""
    return "not YAML: \(problem), \(context.text)\(start)"
  }

  /// Advice for the faults that people meet most.
  private static func hint(for problem: String) -> String? {
    if problem.contains("cannot start any token") {
      return "indent with spaces, not tabs, and quote texts that begin with @ or `"
    }
    if problem.contains("mapping values are not allowed") {
      return "quote a text that contains \": \", and check the indentation"
    }
    if problem.contains("could not find expected ':'") {
      return "a colon and a space follow each name"
    }
    if problem.contains("another document") { return "keep one document in a file" }
    return nil
  }

  /// The lines on which a name is written as a key of one mapping, as far as the text shows.
  ///
  /// In a block mapping, keys stand in the same column; a line that is indented less ends it.
  private static func lines(of name: String, in text: String, from mark: Mark?) -> [Int] {
    let rows = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    var column = mark?.column
    var found: [Int] = []
    for (index, row) in rows.enumerated() where index + 1 >= mark?.line ?? 1 {
      let indent = row.prefix { $0 == " " || $0 == "\t" }.count
      let rest = row.dropFirst(indent)
      if let column, indent + 1 < column, !rest.isEmpty, found.count > 1 { break }
      if isKey(name, rest), column == nil || indent + 1 == column {
        column = indent + 1
        found.append(index + 1)
        continue
      }
      // In a flow mapping several keys may share a line.
      let opened = rest.split { "{,".contains($0) }.dropFirst(rest.first == "{" ? 0 : 1)
      for part in opened where isKey(name, part.drop { $0 == " " }) { found.append(index + 1) }
      if found.count > 1 { break }
    }
    return found
  }

  /// Whether a text begins with a name as a key.
  private static func isKey(_ name: String, _ text: Substring) -> Bool {
    for spelling in [name, "\"\(name)\"", "'\(name)'"] where text.hasPrefix(spelling) {
      let after = text.dropFirst(spelling.count).drop { $0 == " " }
      if after.first == ":" { return true }
    }
    return false
  }
}
