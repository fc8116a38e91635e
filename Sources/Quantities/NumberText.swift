/// Reads the number at the start of a written quantity.
enum NumberText {
  /// A number and what follows it.
  struct Split: Sendable {
    /// The number that was read.
    let number: Double
    /// What stands after the number, without the spaces between.
    let rest: Substring
  }

  /// Reads a decimal number with optional sign, fraction and exponent.
  ///
  /// An underscore may separate digits. An `e` belongs to the number only when digits follow it,
  /// so that `5eV` and `1EB` are a number and a unit.
  ///
  /// - Throws: `QuantityError` when there is no number, or one with commas, or one too large.
  static func split(_ text: Substring) throws(QuantityError) -> Split {
    let bytes = text.utf8
    var index = bytes.startIndex
    func byte(at offset: Int = 0) -> UInt8? {
      guard let found = bytes.index(index, offsetBy: offset, limitedBy: bytes.endIndex),
        found < bytes.endIndex
      else { return nil }
      return bytes[found]
    }
    func isDigit(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
    var digits = ""
    func take() {
      if let next = byte() { digits.unicodeScalars.append(Unicode.Scalar(next)) }
      index = bytes.index(after: index)
    }
    var count = 0
    func takeDigits() {
      while true {
        if isDigit(byte()) {
          take()
          count += 1
        } else if byte() == UInt8(ascii: "_"), count > 0, isDigit(byte(at: 1)) {
          index = bytes.index(after: index)
        } else {
          return
        }
      }
    }
    if byte() == UInt8(ascii: "-") || byte() == UInt8(ascii: "+") { take() }
    takeDigits()
    if byte() == UInt8(ascii: ","), count > 0, isDigit(byte(at: 1)) {
      throw .comma(text: String(text))
    }
    if byte() == UInt8(ascii: "."), isDigit(byte(at: 1)) || count > 0 {
      take()
      takeDigits()
    }
    guard count > 0 else { throw .notANumber(text: String(text)) }
    if byte() == UInt8(ascii: ","), isDigit(byte(at: 1)) { throw .comma(text: String(text)) }
    if byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "E") {
      let signed = byte(at: 1) == UInt8(ascii: "-") || byte(at: 1) == UInt8(ascii: "+")
      if isDigit(byte(at: signed ? 2 : 1)) {
        take()
        if signed { take() }
        takeDigits()
      }
    }
    if digits.hasSuffix(".") { digits.append("0") }
    guard let number = Double(digits) else { throw .notANumber(text: String(text)) }
    guard number.isFinite else { throw .tooLarge(text: String(text)) }
    var rest = text[index...]
    while let first = rest.first, first == " " || first == "\t" || first == "\u{A0}" {
      rest.removeFirst()
    }
    return Split(number: number, rest: rest)
  }
}
