/// Why a text is not a unit.
public enum UnitError: Error, Hashable, Sendable {
  /// Nothing was written where a unit is due.
  case empty
  /// A part of the unit is not known; the nearest known ones are offered.
  case unknown(symbol: String, unit: String, suggestions: [String])
  /// The unit is not well formed.
  case malformed(unit: String, reason: String)
}

extension UnitError: CustomStringConvertible {
  /// The sentence for the user.
  public var description: String {
    switch self {
    case .empty:
      return "a unit is missing"
    case .unknown(let symbol, let unit, let suggestions):
      let place = symbol == unit ? "" : " in \"\(unit)\""
      let hint =
        suggestions.isEmpty ? "" : "; nearest are \(suggestions.joined(separator: ", "))"
      return "unknown unit \"\(symbol)\"\(place)\(hint)"
    case .malformed(let unit, let reason):
      return "\"\(unit)\" is not a unit: \(reason)"
    }
  }
}
