/// Numbers and quantities as text for people; what is printed can be parsed again.
public enum Format {
  /// A number with a given count of significant digits and without trailing zeros.
  ///
  /// Written out from 10⁻⁴ up to 10⁹, with an exponent beyond. Infinity is `inf`, and a value
  /// that is not a number is `n/a`.
  ///
  /// - Parameters:
  ///   - value: The number.
  ///   - digits: How many digits carry information, from 1 to 17.
  /// - Returns: The number as text.
  public static func significant(_ value: Double, digits: Int = 3) -> String {
    guard let parts = Decimal(value, digits: digits) else { return special(value) }
    if parts.exponent < -4 || parts.exponent >= 9 { return parts.scientific }
    return parts.positional
  }

  /// A whole number with commas between thousands, such as `16,384`; for reading, not parsing.
  public static func count(_ value: Int) -> String {
    grouped(String(value.magnitude), negative: value < 0)
  }

  /// A rounded number with commas between thousands, such as `16,384`; for reading, not parsing.
  public static func count(_ value: Double) -> String {
    guard value.isFinite else { return special(value) }
    let rounded = value.rounded()
    guard abs(rounded) < 1e15 else { return significant(value) }
    return count(Int(rounded))
  }

  /// A share of one as a percentage, such as `41.3 %`.
  public static func percent(_ share: Double, digits: Int = 3) -> String {
    guard share.isFinite else { return special(share) }
    return "\(significant(share * 100, digits: digits)) %"
  }

  /// An amount of money, such as `$1.2 M` or `$0.083`; the argument is in dollars.
  public static func money(_ dollars: Double, digits: Int = 3) -> String {
    guard let parts = Decimal(dollars, digits: digits) else { return special(dollars) }
    let sign = dollars < 0 ? "-" : ""
    let size = abs(dollars)
    let steps = [(1e12, " T"), (1e9, " B"), (1e6, " M"), (1e4, " k")]
    for (step, name) in steps where parts.magnitude >= step {
      return "\(sign)$\(significant(size / (step == 1e4 ? 1e3 : step), digits: digits))\(name)"
    }
    return "\(sign)$\(significant(size, digits: digits))"
  }

  /// A span of time in the unit that suits it, such as `12.4 ms`, `54 min` or `3.2 days`.
  ///
  /// - Parameters:
  ///   - seconds: The span [s].
  ///   - digits: How many digits carry information.
  /// - Returns: The number, a space and the unit.
  public static func duration(_ seconds: Double, digits: Int = 3) -> String {
    let size = abs(seconds)
    guard seconds.isFinite, size >= 120 else {
      return quantity(seconds, unit: "s", digits: digits)
    }
    let (unit, length): (String, Double) =
      switch size {
      case ..<7_200: ("min", 60)
      case ..<172_800: ("h", 3_600)
      case ..<63_115_200: ("days", 86_400)
      default: ("years", 31_557_600)
      }
    return "\(significant(seconds / length, digits: digits)) \(unit)"
  }

  /// What stands in for a value that is not finite.
  static func special(_ value: Double) -> String {
    value.isNaN ? "n/a" : value < 0 ? "-inf" : "inf"
  }

  /// Digits with a comma before every third from the end.
  private static func grouped(_ digits: String, negative: Bool) -> String {
    var result = negative ? "-" : ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }
}

extension Format {
  /// A number as decimal digits and an exponent.
  struct Decimal {
    /// Whether the number is below zero.
    let isNegative: Bool
    /// The significant digits, without trailing zeros; at least one.
    let digits: String
    /// The power of ten of the first digit.
    let exponent: Int

    /// Rounds a number to significant digits; nil when it is not finite.
    init?(_ value: Double, digits count: Int) {
      guard value.isFinite else { return nil }
      isNegative = value < 0
      guard value != 0 else {
        digits = "0"
        exponent = 0
        return
      }
      let wanted = min(max(count, 1), 17)
      let (shortest, power) = Self.shortest(value.magnitude)
      (digits, exponent) = Self.rounded(shortest, exponent: power, to: wanted)
    }

    /// The size of the rounded number.
    var magnitude: Double { Double("0.\(digits)e\(exponent + 1)") ?? 0 }

    /// The number written out.
    var positional: String {
      let sign = isNegative ? "-" : ""
      if exponent < 0 {
        return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
      }
      if digits.count <= exponent + 1 {
        return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
      }
      return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }

    /// The number with a power of ten.
    var scientific: String {
      let sign = isNegative ? "-" : ""
      let fraction = digits.dropFirst()
      return "\(sign)\(digits.prefix(1))\(fraction.isEmpty ? "" : ".")\(fraction)e\(exponent)"
    }

    /// The shortest digits that name a positive number exactly, and the power of the first.
    private static func shortest(_ value: Double) -> (digits: [UInt8], exponent: Int) {
      // The standard library prints the shortest text that reads back as the same number, in one
      // of the forms 123.45 and 1.2345e+20; rounding its decimal digits avoids scaling errors.
      var digits: [UInt8] = []
      var point: Int?
      var power = 0
      let text = value.description
      let marker = text.firstIndex(of: "e")
      if let marker { power = Int(text[text.index(after: marker)...]) ?? 0 }
      for character in text[..<(marker ?? text.endIndex)].utf8 {
        if character == UInt8(ascii: ".") {
          point = digits.count
        } else {
          digits.append(character - UInt8(ascii: "0"))
        }
      }
      var exponent = (point ?? digits.count) - 1 + power
      let zeros = digits.prefix { $0 == 0 }.count
      digits.removeFirst(zeros)
      exponent -= zeros
      return (digits, exponent)
    }

    /// Digits rounded half away from zero, without trailing zeros.
    private static func rounded(
      _ digits: [UInt8],
      exponent: Int,
      to count: Int
    ) -> (String, Int) {
      var kept = Array(digits.prefix(count))
      var power = exponent
      if digits.count > count, digits[count] >= 5 {
        var index = count - 1
        while index >= 0, kept[index] == 9 {
          kept[index] = 0
          index -= 1
        }
        if index >= 0 {
          kept[index] += 1
        } else {
          kept = [1]
          power += 1
        }
      }
      while kept.count > 1, kept.last == 0 { kept.removeLast() }
      return (kept.map(String.init).joined(), power)
    }
  }
}
