/// One field of a format: what it is called, what it holds, and what a reader should know of it.
public struct Attribute: Hashable, Sendable {
  /// What a field holds.
  public indirect enum Kind: Hashable, Sendable {
    /// A number with a unit of the same dimension as the one given.
    case quantity(unit: String)
    /// A pure number, also as a percentage; from 0 to 1 unless a range says otherwise.
    case ratio
    /// A bare number.
    case number
    /// A bare whole number.
    case integer
    /// A text.
    case text
    /// `true` or `false`.
    case flag
    /// One of a few words.
    case choice([String])
    /// A list of values of one kind.
    case list(of: Kind)
    /// A mapping; what it holds is free unless other attributes describe it.
    case map
    /// Anything; the program looks at it later.
    case any
  }

  /// The field, with `*` for any name and `[]` for each element of a list.
  ///
  /// Examples: `training.tokens`, `peak.*`, `stages[].efficiency`.
  public let path: String
  /// What the field holds.
  public let kind: Kind
  /// Whether the field must be written.
  public let isRequired: Bool
  /// What holds when the field is not written, as it would be written.
  public let defaultValue: String?
  /// The numbers that are allowed, in the unit of the attribute.
  public let range: Bounds?
  /// The texts that are allowed; empty when any is.
  public let allowed: [String]
  /// One sentence about the field.
  public let summary: String
  /// A value as it may be written.
  public let example: String

  /// Makes an attribute.
  ///
  /// - Parameters:
  ///   - path: The field, with `*` for any name and `[]` for each element of a list.
  ///   - kind: What the field holds.
  ///   - isRequired: Whether it must be written, when the mapping that it is in is written.
  ///   - defaultValue: What holds when it is not written.
  ///   - range: The numbers that are allowed, in the unit of the attribute.
  ///   - allowed: The texts that are allowed.
  ///   - summary: One sentence about the field.
  ///   - example: A value as it may be written.
  public init(
    _ path: String,
    _ kind: Kind,
    isRequired: Bool = false,
    defaultValue: String? = nil,
    range: Bounds? = nil,
    allowed: [String] = [],
    summary: String,
    example: String = ""
  ) {
    self.path = path
    self.kind = kind
    self.isRequired = isRequired
    self.defaultValue = defaultValue
    self.range = range
    self.allowed = allowed
    self.summary = summary
    self.example = example
  }
}

extension Attribute.Kind: CustomStringConvertible {
  /// The kind in a few words, as the reference page prints it.
  public var description: String {
    switch self {
    case .quantity(let unit): "quantity [\(unit)]"
    case .ratio: "ratio"
    case .number: "number"
    case .integer: "whole number"
    case .text: "text"
    case .flag: "true or false"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let kind): "list of \(kind)"
    case .map: "mapping"
    case .any: "any"
    }
  }

  /// Whether values of this kind are figures, which need a source in a catalogue.
  var isFigure: Bool {
    switch self {
    case .quantity, .ratio, .number: true
    case .list(let kind): kind.isFigure
    default: false
    }
  }
}
