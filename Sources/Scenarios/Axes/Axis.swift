public import Documents

/// A field of a scenario to which several values are given.
public struct Axis: Hashable, Sendable {
  /// The field, such as `system.count`.
  public let path: String
  /// The values, each with the place where it or its range was written.
  public let values: [Node]
  /// Where the list or range was written.
  public let location: Location

  /// Gathers the values of a field.
  init(path: String, values: [Node], location: Location) {
    self.path = path
    self.values = values
    self.location = location
  }

  /// The values as they would be written in a scenario with one of them.
  public var texts: [String] { values.map(Self.text) }

  /// A value as it would be written.
  static func text(_ value: Node) -> String { value.text ?? value.flowText }
}
