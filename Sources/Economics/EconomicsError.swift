import Quantities

/// Why a question about costs has no answer as it was put.
public enum EconomicsError: Error, Hashable, Sendable {
  /// A value is outside the range in which the formula means something.
  ///
  /// The field as the caller knows it, its value in the unit, and what is allowed as a phrase that
  /// follows "it must be".
  case outOfRange(field: String, value: Double, unit: String, allowed: String)
}

extension EconomicsError: CustomStringConvertible {
  /// The sentence for the user: field, value with unit, what is allowed.
  public var description: String {
    switch self {
    case .outOfRange(let field, let value, let unit, let allowed):
      let number = Format.significant(value, digits: 6)
      let quantity = unit.isEmpty ? number : "\(number) \(unit)"
      return "\(field) is \(quantity); it must be \(allowed)"
    }
  }
}

/// The checks at this room's public doors.
enum Check {
  /// Throws unless a value is finite and greater than a bound.
  static func above(
    _ value: Double,
    _ bound: Double = 0,
    field: String,
    unit: String
  ) throws(EconomicsError) {
    guard value.isFinite, value > bound else {
      throw .outOfRange(
        field: field,
        value: value,
        unit: unit,
        allowed: "finite and greater than \(Format.significant(bound, digits: 6))"
      )
    }
  }

  /// Throws unless a value is finite and not below a bound.
  static func atLeast(
    _ value: Double,
    _ bound: Double = 0,
    field: String,
    unit: String
  ) throws(EconomicsError) {
    guard value.isFinite, value >= bound else {
      throw .outOfRange(
        field: field,
        value: value,
        unit: unit,
        allowed: "finite and at least \(Format.significant(bound, digits: 6))"
      )
    }
  }

  /// Throws unless a value is a share, 0 to 1.
  static func share(_ value: Double, field: String) throws(EconomicsError) {
    guard value >= 0, value <= 1 else {
      throw .outOfRange(field: field, value: value, unit: "", allowed: "from 0 to 1")
    }
  }

  /// Throws unless a value is a utilisation, above 0 and at most 1.
  static func utilisation(_ value: Double) throws(EconomicsError) {
    guard value > 0, value <= 1 else {
      throw .outOfRange(
        field: "utilisation",
        value: value,
        unit: "",
        allowed: "greater than 0 and at most 1"
      )
    }
  }

  /// Throws unless a value is a finite number.
  static func finite(_ value: Double, field: String, unit: String) throws(EconomicsError) {
    guard value.isFinite else {
      throw .outOfRange(field: field, value: value, unit: unit, allowed: "a finite number")
    }
  }
}
