extension Format {
  /// A value in SI base units as text in a unit, with the prefix that suits its size.
  ///
  /// The prefix of the first symbol is chosen so that one to three digits stand before the point:
  /// `quantity(3.35e12, unit: "B/s")` is `3.35 TB/s`. Binary prefixes are kept binary. Symbols
  /// that take no prefix, and powers such as `mm^2`, are printed as they are.
  ///
  /// - Parameters:
  ///   - value: The value in SI base units, also where the unit carries a prefix.
  ///   - unit: The unit to print; its own prefix is replaced.
  ///   - digits: How many digits carry information.
  /// - Returns: The number, a space and the unit.
  public static func quantity(_ value: Double, unit: String, digits: Int = 3) -> String {
    guard let parsed = try? Unit.parse(unit) else { return "\(value) \(unit)" }
    let spaced = parsed.symbol.hasPrefix("1/") ? String(parsed.symbol.dropFirst()) : parsed.symbol
    let number = parsed.number(value)
    guard number.isFinite else { return "\(special(number)) \(spaced)" }
    if parsed.dimension.isDimensionless, parsed.symbol == "1" {
      return significant(number, digits: digits)
    }
    let head = spaced.prefix { !"*/^()\u{B7}\u{B2}\u{B3}".contains($0) }
    let tail = spaced.dropFirst(head.count)
    guard tail.isEmpty || tail.first == "/" || tail.first == "*" || tail.first == "\u{B7}",
      let found = UnitAtom.table[String(head)]
    else {
      return "\(significant(number, digits: digits)) \(spaced)"
    }
    let printed = found.atom.printed ?? found.atom.prefixes
    let isBinary = Prefix.binary.contains(found.prefix)
    let choices = isBinary ? Prefix.binary : printed
    guard !choices.isEmpty else { return "\(significant(number, digits: digits)) \(spaced)" }
    let base = number * found.prefix.factor
    let prefix = choose(from: choices, for: base, digits: digits)
    let text = significant(base / prefix.factor, digits: digits)
    return "\(text) \(prefix.symbol)\(found.atom.symbol)\(tail)"
  }

  /// A value in SI base units as text in exactly the unit given, to be read back unchanged.
  ///
  /// - Parameters:
  ///   - value: The value in SI base units.
  ///   - unit: The unit to print, with its prefix.
  ///   - digits: How many digits to keep; 17 names every number exactly.
  /// - Returns: The number, a space and the unit.
  public static func plain(_ value: Double, unit: String, digits: Int = 15) -> String {
    guard let parsed = try? Unit.parse(unit) else { return "\(value) \(unit)" }
    let number = significant(parsed.number(value), digits: digits)
    if parsed.symbol == "1" { return number }
    return "\(number) \(parsed.symbol)"
  }

  /// The prefix that leaves one to three digits before the point after rounding.
  private static func choose(from choices: [Prefix], for value: Double, digits: Int) -> Prefix {
    guard let rounded = Decimal(value, digits: digits)?.magnitude, rounded > 0 else {
      return .none
    }
    let ordered = (choices + [.none]).sorted { $0.factor < $1.factor }
    // The tolerance keeps 1000 m from being 1000 m when 1/1000 is not exact.
    let size = max(rounded, abs(value))
    return ordered.last { size >= $0.factor * (1 - 1e-12) } ?? ordered.first ?? .none
  }
}
