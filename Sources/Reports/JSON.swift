/// A JSON value whose members keep the order in which they were written.
public indirect enum JSON: Hashable, Sendable {
  /// Nothing; also stands for numbers that are not finite.
  case null
  /// True or false.
  case flag(Bool)
  /// A number.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A text.
  case text(String)
  /// Values in a row.
  case array([JSON])
  /// Values with names.
  case object([Member])

  /// A named value.
  public struct Member: Hashable, Sendable {
    /// The name.
    public var key: String
    /// The value.
    public var value: JSON

    /// Names a value.
    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// A number, or null when there is none or it is not finite.
  public static func optional(_ value: Double?) -> JSON {
    value.map { .number($0) } ?? .null
  }

  /// A text, or null when there is none.
  public static func optional(_ value: String?) -> JSON { value.map { .text($0) } ?? .null }

  /// Texts in a row.
  public static func texts(_ values: [String]) -> JSON { .array(values.map { .text($0) }) }

  /// The member with a name, when this is an object that has one.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The object with more members at its end; anything else is unchanged.
  public func adding(_ more: [Member]) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members + more)
  }
}

extension JSON: ExpressibleByStringLiteral {
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }
}

extension JSON: ExpressibleByIntegerLiteral {
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
}

extension JSON: ExpressibleByBooleanLiteral {
  /// A flag.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension JSON: ExpressibleByArrayLiteral {
  /// Values in a row.
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
}

extension JSON: ExpressibleByDictionaryLiteral {
  /// Values with names, in the order in which they are written.
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
