/// Why a text is not the quantity that is due.
public enum QuantityError: Error, Hashable, Sendable {
  /// Nothing is written.
  case empty
  /// The text does not begin with a number.
  case notANumber(text: String)
  /// A comma stands inside the number.
  case comma(text: String)
  /// The number, or its value in SI units, is beyond what can be represented.
  case tooLarge(text: String)
  /// The unit is not known or not well formed.
  case unit(text: String, error: UnitError)
  /// There is no unit although one is due.
  case unitMissing(text: String, expected: Dimension, example: String)
  /// The unit measures something else than what is due.
  case wrongDimension(text: String, found: Dimension, expected: Dimension, example: String)
}

extension QuantityError: CustomStringConvertible {
  /// The sentence for the user: what was found and what would do.
  public var description: String {
    switch self {
    case .empty:
      "nothing is written here"
    case .notANumber(let text):
      "\"\(Self.excerpt(text))\" does not begin with a number"
    case .comma(let text):
      """
      "\(Self.excerpt(text))" has a comma in the number; \
      write thousands as 1024 or 1_024, and fractions with a point
      """
    case .tooLarge(let text):
      "\"\(Self.excerpt(text))\" is too large"
    case .unit(let text, let error):
      "\"\(Self.excerpt(text))\" has an unusable unit: \(error)"
    case .unitMissing(let text, let expected, let example):
      "\"\(Self.excerpt(text))\" has no unit; \(expected.name) is due here, such as \(example)"
    case .wrongDimension(let text, let found, let expected, let example):
      """
      "\(Self.excerpt(text))" is \(found.name), but \(expected.name) is due here, \
      such as \(example)
      """
    }
  }

  /// The text, shortened when it is long.
  private static func excerpt(_ text: String) -> String {
    let line = text.replacing("\n", with: " ")
    return line.count > 60 ? line.prefix(57) + "..." : line
  }
}
