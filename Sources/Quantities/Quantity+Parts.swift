extension Quantity {
  /// The number and the unit of a written quantity, apart: `20 MW` gives 20 and `MW`.
  ///
  /// An amount that begins with a dollar sign is given in `USD`, with what it is per.
  ///
  /// - Parameter text: What was written.
  /// - Returns: The number, and the unit without spaces around it, empty for a bare number.
  /// - Throws: `QuantityError` when it is no quantity.
  public static func parts(
    _ text: some StringProtocol
  ) throws(QuantityError) -> (number: Double, unit: String) {
    let quantity = try parse(text)
    var whole = Substring(text)
    while let first = whole.first, first.isWhitespace { whole.removeFirst() }
    while let last = whole.last, last.isWhitespace { whole.removeLast() }
    guard !whole.hasPrefix("$"), !whole.hasPrefix("-$") else {
      let rest = whole.firstIndex(of: "/").map { whole[$0...] } ?? ""
      let symbol = "USD\(rest)"
      let unit = try? Unit.parse(symbol)
      return (unit?.number(quantity.value) ?? quantity.value, symbol)
    }
    let split = try NumberText.split(whole)
    return (split.number, String(split.rest))
  }
}
