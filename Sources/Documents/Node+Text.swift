extension Node {
  /// The value on one line, as YAML would take it back.
  public var flowText: String {
    switch value {
    case .scalar(let scalar):
      return scalar.isQuoted || scalar.text.isEmpty ? Self.quoted(scalar.text) : scalar.text
    case .sequence(let nodes):
      return "[\(nodes.map { $0.flowElement }.joined(separator: ", "))]"
    case .mapping(let entries):
      let parts = entries.map { "\(Self.plainOrQuoted($0.key)): \($0.value.flowElement)" }
      return parts.isEmpty ? "{}" : "{ \(parts.joined(separator: ", ")) }"
    }
  }

  /// The value as block YAML, ending with a new line; reading it gives the same values.
  public var yaml: String {
    var lines: [String] = []
    write(into: &lines, indent: "", first: "")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The value as an element of a list or mapping on one line.
  private var flowElement: String {
    if case .scalar(let scalar) = value {
      if scalar.isQuoted { return Self.quoted(scalar.text) }
      return scalar.isNull ? "null" : Self.plainOrQuoted(scalar.text)
    }
    return flowText
  }

  /// Appends the lines of the value; the first line begins with what is given.
  private func write(into lines: inout [String], indent: String, first: String) {
    switch value {
    case .mapping(let entries) where !entries.isEmpty:
      for (index, entry) in entries.enumerated() {
        let lead = index == 0 ? first : indent
        entry.value.writeItem(
          into: &lines,
          lead: "\(lead)\(Self.plainOrQuoted(entry.key)):",
          indent: indent + "  "
        )
      }
    case .sequence(let nodes) where !nodes.isEmpty && nodes.contains(where: \.isNested):
      for (index, node) in nodes.enumerated() {
        let lead = (index == 0 ? first : indent) + "- "
        if node.isNested {
          node.write(into: &lines, indent: indent + "  ", first: lead)
        } else {
          lines.append(lead + node.flowElement)
        }
      }
    default: lines.append(first + flowElement)
    }
  }

  /// Appends the lines of a value that has a name.
  private func writeItem(into lines: inout [String], lead: String, indent: String) {
    if isNested {
      lines.append(lead)
      write(into: &lines, indent: indent, first: indent)
    } else {
      lines.append("\(lead) \(flowElement)")
    }
  }

  /// Whether the value needs lines of its own.
  private var isNested: Bool {
    switch value {
    case .scalar: false
    case .mapping(let entries): !entries.isEmpty
    case .sequence(let nodes): nodes.contains { $0.isNested }
    }
  }

  /// A text without quotes where that reads back as the same text, else quoted.
  private static func plainOrQuoted(_ text: String) -> String {
    let unsafe = ",[]{}#&*!|>'\"%@`\n\t\\"
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      first != " ", !text.hasPrefix("..."), last != " ", last != ":",
      !"-?:".unicodeScalars.contains(first) || isNumber(text),
      !text.contains(": "), !Scalar(text).isNull,
      !text.unicodeScalars.contains(where: {
        $0.value < 0x20 || $0.value == 0x7F || unsafe.unicodeScalars.contains($0)
      })
    else { return quoted(text) }
    return text
  }

  /// Whether a text begins like a negative number, which needs no quotes.
  private static func isNumber(_ text: String) -> Bool {
    text.first == "-" && text.dropFirst().first?.isNumber == true
  }

  /// A text in double quotes, with what YAML and JSON both escape.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
