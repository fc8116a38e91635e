/// An amount with its dimension, held in SI base units.
public struct Quantity: Hashable, Sendable {
  /// The amount in SI base units (B, FLOP, s, m, kg, K, A, USD) and their products.
  public let value: Double
  /// What it is an amount of.
  public let dimension: Dimension

  /// Makes a quantity from a value in SI base units.
  ///
  /// - Parameters:
  ///   - value: The amount in SI base units.
  ///   - dimension: What it is an amount of.
  public init(_ value: Double, _ dimension: Dimension = .one) {
    self.value = value
    self.dimension = dimension
  }

  /// The number to write in a unit, or nil when the unit measures something else.
  public func number(in unit: Unit) -> Double? {
    unit.dimension == dimension ? unit.number(value) : nil
  }

  /// Reads a number with its unit, such as `3.35 TB/s`, `45degC`, `12 /s`, `1.5e3 W` or `$1.2 M`.
  ///
  /// A number without a unit is a pure number. An underscore may separate thousands, a comma may
  /// not. A percentage is a pure number: `40 %` is 0.4.
  ///
  /// - Throws: `QuantityError` that says what was found and what would do.
  public static func parse(_ text: some StringProtocol) throws(QuantityError) -> Quantity {
    try read(text).quantity
  }

  /// Reads a number with a unit of the dimension that is due.
  ///
  /// A bare number is refused unless a pure number is due. Bits and bytes both measure
  /// information, so either may stand where information is due.
  ///
  /// - Parameters:
  ///   - text: What was written.
  ///   - expected: The dimension that is due.
  ///   - example: A value that would be right, for the message.
  /// - Returns: The quantity, in SI base units.
  /// - Throws: `QuantityError` that says what was found and what would do.
  public static func parse(
    _ text: some StringProtocol,
    expecting expected: Dimension,
    example: String? = nil
  ) throws(QuantityError) -> Quantity {
    let (quantity, hasUnit) = try read(text)
    let sample = example ?? expected.example
    guard hasUnit || expected.isDimensionless else {
      throw .unitMissing(text: trimmed(text), expected: expected, example: sample)
    }
    guard quantity.dimension == expected else {
      throw .wrongDimension(
        text: trimmed(text),
        found: quantity.dimension,
        expected: expected,
        example: sample
      )
    }
    return quantity
  }

  /// Reads a number with a unit of the same dimension as a given one.
  ///
  /// - Throws: `QuantityError` that says what was found and what would do.
  public static func parse(
    _ text: some StringProtocol,
    expecting unit: Unit
  ) throws(QuantityError) -> Quantity {
    let named = unit.dimension.example
    let example = unit.dimension.description == String(named.dropFirst(2)) ? unit.symbol : named
    return try parse(
      text,
      expecting: unit.dimension,
      example: example == unit.symbol ? "1 \(unit.symbol)" : example
    )
  }

  /// Reads a quantity and tells whether a unit was written.
  private static func read(
    _ text: some StringProtocol
  ) throws(QuantityError) -> (quantity: Quantity, hasUnit: Bool) {
    let whole = trimmed(text)
    guard !whole.isEmpty else { throw .empty }
    if whole.hasPrefix("$") || whole.hasPrefix("-$") { return (try money(whole), true) }
    let split = try NumberText.split(whole[...])
    guard !split.rest.isEmpty else { return (Quantity(split.number), false) }
    let unit: Unit
    do throws(UnitError) {
      unit = try Unit.parse(split.rest)
    } catch {
      throw .unit(text: whole, error: error)
    }
    let value = unit.si(split.number)
    guard value.isFinite else { throw .tooLarge(text: whole) }
    return (Quantity(value, unit.dimension), true)
  }

  /// Reads an amount of money that begins with a dollar sign, such as `$1.2 M` or `$0.08/kWh`.
  private static func money(_ whole: String) throws(QuantityError) -> Quantity {
    let sign = whole.first == "-" ? -1.0 : 1.0
    let split = try NumberText.split(trimmed(whole.dropFirst(sign < 0 ? 2 : 1))[...])
    let magnitudes = ["k": 1e3, "M": 1e6, "B": 1e9, "G": 1e9, "T": 1e12]
    var scale = 1.0
    var rest = split.rest
    if let first = rest.first, let magnitude = magnitudes[String(first)],
      rest.dropFirst().isEmpty || rest.dropFirst().first == "/"
    {
      scale = magnitude
      rest.removeFirst()
    }
    guard rest.isEmpty || rest.first == "/" else { throw .notANumber(text: whole) }
    let unit: Unit
    do throws(UnitError) {
      unit = try Unit.parse("USD\(rest)")
    } catch {
      throw .unit(text: whole, error: error)
    }
    let value = sign * split.number * scale * unit.factor
    guard value.isFinite else { throw .tooLarge(text: whole) }
    return Quantity(value, unit.dimension)
  }

  /// The text without spaces around it.
  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
