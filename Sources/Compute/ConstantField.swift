/// One fitted constant of a group: its name in a catalogue file, unit, bounds and place.
public struct ConstantField<Group: Sendable>: Sendable {
  /// The name as a catalogue file spells it, such as `launch`.
  public var name: String
  /// The unit, or an empty string for a ratio or count.
  public var unit: String
  /// The least value that makes sense.
  public var lower: Double
  /// The greatest value that makes sense.
  public var upper: Double
  /// Where the constant is held.
  public var path: any WritableKeyPath<Group, Double> & Sendable

  /// Describes a constant.
  public init(
    _ name: String,
    _ unit: String,
    _ lower: Double,
    _ upper: Double,
    _ path: any WritableKeyPath<Group, Double> & Sendable
  ) {
    self.name = name
    self.unit = unit
    self.lower = lower
    self.upper = upper
    self.path = path
  }
}

/// A group of fitted constants that can be read and written by name.
public protocol ConstantGroup: Hashable, Sendable {
  /// Every constant of the group, in the order in which they are printed.
  static var fields: [ConstantField<Self>] { get }

  /// The group before anything is fitted.
  init()
}

extension ConstantGroup {
  /// The values in the order of `fields`.
  public var values: [Double] {
    get { Self.fields.map { self[keyPath: $0.path] } }
    set {
      for (field, value) in zip(Self.fields, newValue) { self[keyPath: field.path] = value }
    }
  }

  /// The group with every constant that `look` knows by name; the rest keep their defaults.
  public init(named look: (String) -> Double?) {
    self.init()
    for field in Self.fields {
      if let value = look(field.name) { self[keyPath: field.path] = value }
    }
  }
}
