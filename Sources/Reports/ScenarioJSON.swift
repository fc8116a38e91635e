import Quantities
import Scenarios

/// Scenarios and remarks as machine-readable values.
enum ScenarioJSON {
  /// Every field as resolved, nested as in the file.
  static func json(_ scenario: some Question) -> JSON { nested(scenario.resolved) }

  /// What there is to say about the input.
  static func diagnostics(_ entries: [Diagnostic]) -> JSON {
    .array(
      entries.map { entry in
        [
          "severity": .text(entry.severity.rawValue), "message": .text(entry.message),
          "file": .optional(entry.file), "line": entry.line.map { .integer($0) } ?? .null,
          "field": .optional(entry.field), "hint": .optional(entry.hint),
        ]
      }
    )
  }

  /// Fields by path as nested objects and lists, in the order given.
  static func nested(_ fields: [(path: String, text: String)]) -> JSON {
    var root = JSON.object([])
    for field in fields {
      let steps = field.path.replacing("[", with: ".").replacing("]", with: "")
        .split(separator: ".").map(String.init)
      insert(value(field.text), at: steps[...], into: &root)
    }
    return root
  }

  /// Puts a value at a path; a numeric step stands for a place in a list.
  private static func insert(_ value: JSON, at path: ArraySlice<String>, into root: inout JSON) {
    guard let key = path.first else {
      root = value
      return
    }
    let rest = path.dropFirst()
    if let place = Int(key) {
      var values: [JSON] = []
      if case .array(let old) = root { values = old }
      while values.count <= place { values.append(.null) }
      insert(value, at: rest, into: &values[place])
      root = .array(values)
      return
    }
    var members: [JSON.Member] = []
    if case .object(let old) = root { members = old }
    if let index = members.firstIndex(where: { $0.key == key }) {
      insert(value, at: rest, into: &members[index].value)
    } else {
      var fresh = JSON.null
      insert(value, at: rest, into: &fresh)
      members.append(JSON.Member(key, fresh))
    }
    root = .object(members)
  }

  /// A field's text as the kind of value it reads as; quantities keep their unit and stay texts.
  static func value(_ text: String) -> JSON {
    if text == "true" || text == "false" { return .flag(text == "true") }
    if let whole = Int(text) { return .integer(whole) }
    if let number = Double(text), number.isFinite, text.first.map({ !$0.isLetter }) ?? false {
      return .number(number)
    }
    if text.hasPrefix("["), text.hasSuffix("]") {
      let items = text.dropFirst().dropLast().split(separator: ",").map { item in
        value(String(item.drop { $0 == " " }))
      }
      return .array(items)
    }
    return .text(text)
  }
}
