import Quantities

extension SchemaReader {
  /// Reads a node as a value of a kind; nil, with a fault, when it is not one.
  mutating func value(
    of node: Node,
    kind: Attribute.Kind,
    attribute: Int,
    path: String
  ) -> Record.Value? {
    switch kind {
    case .any: return node.text.map { .text($0) } ?? .node(node)
    case .map:
      guard case .mapping = node.value else {
        return refuse(node, "a mapping is due", attribute, path)
      }
      return .node(node)
    case .list(let element):
      guard case .sequence(let nodes) = node.value else {
        return refuse(node, "a list is due", attribute, path, hint: "write [a, b] or one a line")
      }
      var values: [Record.Value] = []
      var isWhole = true
      for (index, inner) in nodes.enumerated() where !isFull {
        let place = "\(path)[\(index)]"
        if let value = value(of: inner, kind: element, attribute: attribute, path: place) {
          values.append(value)
        } else {
          isWhole = false
        }
      }
      return isWhole ? .list(values) : nil
    case .text, .choice, .flag: return word(of: node, kind: kind, attribute: attribute, path: path)
    case .quantity, .ratio, .number, .integer:
      return number(of: node, kind: kind, attribute: attribute, path: path)
    }
  }

  /// Reads a text, a choice or a flag.
  private mutating func word(
    of node: Node,
    kind: Attribute.Kind,
    attribute: Int,
    path: String
  ) -> Record.Value? {
    guard case .scalar(let scalar) = node.value, !scalar.isNull else {
      return refuse(node, "\(kind.due) is due", attribute, path)
    }
    if kind == .flag {
      if let flag = node.flag { return .flag(flag) }
      return refuse(node, "true or false is due", attribute, path)
    }
    var words = schema.attributes[attribute].allowed
    if case .choice(let choices) = kind { words = choices }
    guard !words.isEmpty, !words.contains(scalar.text) else { return .text(scalar.text) }
    let near = Nearest.names(to: scalar.text, among: words, limit: 1).first
    return refuse(
      node,
      "it must be one of \(words.joined(separator: ", "))",
      attribute,
      path,
      hint: near.map { "did you mean \"\($0)\"?" }
    )
  }

  /// Reads a number of any kind and checks its range.
  private mutating func number(
    of node: Node,
    kind: Attribute.Kind,
    attribute index: Int,
    path: String
  ) -> Record.Value? {
    let attribute = schema.attributes[index]
    guard let text = node.text else { return refuse(node, "\(kind.due) is due", index, path) }
    let example = attribute.example.isEmpty || kind.isList(attribute.kind) ? nil : attribute.example
    var unit = Unit.one
    if case .quantity = kind { unit = schema.units[index] ?? .one }
    let quantity: Quantity
    do throws(QuantityError) {
      quantity = try Quantity.parse(text, expecting: unit.dimension, example: example)
    } catch {
      fault(path, error.description, at: node.location, hint: hint(error, unit: unit, text: text))
      return nil
    }
    if kind == .number || kind == .integer, text.contains("%") {
      return refuse(node, "a bare number is due", index, path)
    }
    let written = unit.number(quantity.value)
    let range = attribute.range ?? (kind == .ratio ? .share : nil)
    if let range, !range.contains(written) {
      let words = range.words(unit: unit == .one ? "" : unit.spoken)
      return refuse(node, "it must be \(words)", index, path, example: false)
    }
    guard kind == .integer else { return .number(quantity.value) }
    guard written.rounded() == written, abs(written) <= 0x1p53 else {
      return refuse(node, "a whole number is due", index, path)
    }
    return .integer(Int(written))
  }

  /// Advice on a quantity that cannot be read.
  private func hint(_ error: QuantityError, unit: Unit, text: String) -> String? {
    switch error {
    case .unitMissing: "write \(text) \(unit.spoken) if \(unit.spoken) is meant"
    case .wrongDimension(_, let found, let expected, _) where expected.isDimensionless:
      found.isDimensionless ? nil : "leave the unit out"
    default: nil
    }
  }

  /// Adds a fault that says what was found and what is due; returns nil for the caller to return.
  private mutating func refuse(
    _ node: Node,
    _ due: String,
    _ attribute: Int,
    _ path: String,
    hint: String? = nil,
    example: Bool = true
  ) -> Record.Value? {
    let sample = schema.attributes[attribute].example
    let advice = hint ?? (example && !sample.isEmpty ? "such as \(sample)" : nil)
    fault(path, "\(node.shape) is written here; \(due)", at: node.location, hint: advice)
    return nil
  }

  /// A default or example of a table as a node.
  static func sample(_ text: String, at location: Location) -> Node? {
    guard let first = text.first else { return nil }
    guard first == "[" || first == "{" || first == "\"" else {
      return Node(.scalar(Node.Scalar(text)), at: location)
    }
    var ignored = Diagnostics()
    return Node.parse(text: text, file: location.file, into: &ignored)
  }

  /// Reads a default or example of a table, to check the table.
  mutating func checkSample(_ text: String, attribute: Int) {
    let location = Location(file: schema.name)
    let path = schema.attributes[attribute].path
    guard let node = Self.sample(text, at: location) else {
      fault(path, "\"\(text)\" cannot be read", at: location, hint: nil)
      return
    }
    _ = value(of: node, kind: schema.attributes[attribute].kind, attribute: attribute, path: path)
  }
}

extension Unit {
  /// The unit as it follows a number: `/s` rather than `1/s`.
  fileprivate var spoken: String { symbol.hasPrefix("1/") ? String(symbol.dropFirst()) : symbol }
}

extension Attribute.Kind {
  /// What is due, with its article.
  fileprivate var due: String {
    switch self {
    case .quantity(let unit): "a number with a unit such as \(unit)"
    case .ratio: "a ratio"
    case .number: "a number"
    case .integer: "a whole number"
    case .text: "a text"
    case .flag: "true or false"
    case .choice(let words): "one of \(words.joined(separator: ", "))"
    case .list: "a list"
    case .map: "a mapping"
    case .any: "a value"
    }
  }

  /// Whether another kind is a list, whose example is not one of an element.
  fileprivate func isList(_ other: Attribute.Kind) -> Bool {
    if case .list = other { true } else { false }
  }
}
