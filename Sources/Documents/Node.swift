/// A value in a document, with the place where it was written.
public struct Node: Hashable, Sendable {
  /// The three shapes that a value can have.
  public enum Value: Hashable, Sendable {
    /// A single text, number, flag or null.
    case scalar(Scalar)
    /// Values in a row.
    case sequence([Node])
    /// Values with names, in the order in which they were written; no name occurs twice.
    case mapping([Entry])
  }

  /// A single text, and whether it was quoted.
  public struct Scalar: Hashable, Sendable {
    /// The text without quotes.
    public let text: String
    /// Whether the text stood in quotes or in a block, so that it is never a null.
    public let isQuoted: Bool

    /// Makes a scalar.
    public init(_ text: String, isQuoted: Bool = false) {
      self.text = text
      self.isQuoted = isQuoted
    }

    /// Whether nothing, `~` or `null` was written.
    public var isNull: Bool {
      !isQuoted && (text.isEmpty || text == "~" || ["null", "Null", "NULL"].contains(text))
    }
  }

  /// A named value in a mapping.
  public struct Entry: Hashable, Sendable {
    /// The name.
    public let key: String
    /// Where the name was written.
    public let location: Location
    /// The value.
    public var value: Node

    /// Makes an entry.
    public init(key: String, location: Location, value: Node) {
      self.key = key
      self.location = location
      self.value = value
    }
  }

  /// The value.
  public var value: Value
  /// Where the value was written.
  public let location: Location

  /// Makes a node.
  public init(_ value: Value, at location: Location) {
    self.value = value
    self.location = location
  }
}

extension Node {
  /// Whether nothing, `~` or `null` was written.
  public var isNull: Bool {
    if case .scalar(let scalar) = value { scalar.isNull } else { false }
  }

  /// The text of a scalar that is not null.
  public var text: String? {
    if case .scalar(let scalar) = value, !scalar.isNull { scalar.text } else { nil }
  }

  /// The number of a scalar that is a bare number, as in JSON.
  public var number: Double? {
    guard case .scalar(let scalar) = value, !scalar.isQuoted,
      let number = Double(scalar.text), number.isFinite
    else { return nil }
    return number
  }

  /// The whole number of a scalar; `1e3` and `1024.0` count as whole.
  public var integer: Int? {
    guard let number, number.rounded() == number, abs(number) <= 0x1p53 else { return nil }
    return Int(number)
  }

  /// The flag of a scalar that is `true` or `false`.
  public var flag: Bool? {
    guard case .scalar(let scalar) = value, !scalar.isQuoted else { return nil }
    return switch scalar.text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// The values of a sequence, or nothing.
  public var elements: [Node] {
    if case .sequence(let nodes) = value { nodes } else { [] }
  }

  /// The entries of a mapping, or nothing.
  public var entries: [Entry] {
    if case .mapping(let entries) = value { entries } else { [] }
  }

  /// The value with a name in a mapping.
  public subscript(key: String) -> Node? { entries.first { $0.key == key }?.value }

  /// The value at a path such as `system.scale-out.link` or `stages[0].efficiency`.
  public func node(at path: String) -> Node? {
    guard let steps = DocumentPath.steps(path) else { return nil }
    var current = self
    for step in steps {
      let next: Node? =
        switch step {
        case .key(let key): current[key]
        case .index(let index):
          current.elements.indices.contains(index) ? current.elements[index] : nil
        }
      guard let next else { return nil }
      current = next
    }
    return current
  }

  /// What the value is, in a few words, for messages.
  public var shape: String {
    switch value {
    case .scalar(let scalar):
      if scalar.isNull { return "nothing" }
      let line = scalar.text.replacing("\n", with: " ")
      return line.count > 40 ? "\"\(line.prefix(37))...\"" : "\"\(line)\""
    case .sequence(let nodes): return nodes.count == 1 ? "a list of 1" : "a list of \(nodes.count)"
    case .mapping: return "a mapping"
    }
  }
}
