extension JSON {
  /// The value as text, indented by two spaces, with a line end; rows of scalars stay on one line.
  public var text: String {
    var out = ""
    write(to: &out, indent: 0)
    out += "\n"
    return out
  }

  /// Whether the value is neither a row nor an object, or an empty one.
  private var isScalar: Bool {
    switch self {
    case .array(let values): values.isEmpty
    case .object(let members): members.isEmpty
    default: true
    }
  }

  /// Appends the value to a text.
  private func write(to out: inout String, indent: Int) {
    switch self {
    case .null: out += "null"
    case .flag(let flag): out += flag ? "true" : "false"
    case .number(let value): out += value.isFinite ? value.description : "null"
    case .integer(let value): out += String(value)
    case .text(let text): Self.quote(text, to: &out)
    case .array(let values):
      if values.allSatisfy(\.isScalar) {
        out += "["
        for (index, value) in values.enumerated() {
          if index > 0 { out += ", " }
          value.write(to: &out, indent: indent)
        }
        out += "]"
        return
      }
      Self.lines(values, open: "[", close: "]", indent: indent, to: &out) { value, out in
        value.write(to: &out, indent: indent + 2)
      }
    case .object(let members):
      if members.isEmpty {
        out += "{}"
        return
      }
      Self.lines(members, open: "{", close: "}", indent: indent, to: &out) { member, out in
        Self.quote(member.key, to: &out)
        out += ": "
        member.value.write(to: &out, indent: indent + 2)
      }
    }
  }

  /// Appends one element a line between brackets.
  private static func lines<Element>(
    _ elements: [Element],
    open: String,
    close: String,
    indent: Int,
    to out: inout String,
    write: (Element, inout String) -> Void
  ) {
    let margin = String(repeating: " ", count: indent)
    out += open + "\n"
    for (index, element) in elements.enumerated() {
      out += margin + "  "
      write(element, &out)
      out += index + 1 < elements.count ? ",\n" : "\n"
    }
    out += margin + close
  }

  /// Appends a text in quotes, with what JSON forbids written as escapes.
  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case let other where other.value < 0x20:
        let hex = String(other.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
