import Foundation
import Quantities

/// The words of a case taken apart: fields, amounts with units, counts.
///
/// Tables write `n=8; bytes=1024` in one place and `32 GPU H100 (4 nodes x 8), NDR` in the next; the
/// readers here take numbers from both without regard to their order.
public struct CaseText: Sendable, Hashable {
  /// Name and parameters as written.
  public let whole: String
  /// The parameters as written.
  public let parameters: String
  /// The whole in lower case.
  public let lower: String
  /// Values by the name before their equals sign, in lower case.
  public let fields: [String: String]

  /// Takes parameters apart.
  public init(_ parameters: String, after name: String = "") {
    self.parameters = parameters
    whole = name.isEmpty ? parameters : name + "; " + parameters
    lower = whole.lowercased()
    var fields: [String: String] = [:]
    for part in Self.parts(parameters) {
      guard let sign = part.firstIndex(of: "=") else { continue }
      let before = part[..<sign].split(whereSeparator: \.isWhitespace)
      guard let last = before.last else { continue }
      let value = String(part[part.index(after: sign)...]).trimmed
      for key in Set([before.joined(separator: " "), String(last)]) where !value.isEmpty {
        let key = key.lowercased()
        if fields[key] == nil { fields[key] = value }
      }
    }
    self.fields = fields
  }

  /// The parts between semicolons and commas, but for those in brackets and in thousands.
  static func parts(_ text: String) -> [String] {
    var parts: [String] = []
    var current = ""
    var depth = 0
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth = max(0, depth - 1) }
      let isThousands =
        character == "," && index > 0 && characters[index - 1].isNumber
        && index + 3 < characters.count && characters[index + 1...index + 3].allSatisfy(\.isNumber)
      if depth == 0, character == ";" || (character == "," && !isThousands) {
        parts.append(current.trimmed)
        current = ""
      } else {
        current.append(character)
      }
    }
    parts.append(current.trimmed)
    return parts.filter { !$0.isEmpty }
  }

  /// The value of the first field that is there.
  public func field(_ names: String...) -> String? {
    names.lazy.compactMap { fields[$0.lowercased()] }.first
  }

  /// The number at the start of the first field that is there.
  public func number(_ names: String...) -> Double? {
    names.lazy.compactMap { fields[$0.lowercased()] }.compactMap(Self.leading).first
  }

  /// The number at the start of some text; thousands may be set apart by commas.
  public static func leading(_ text: String) -> Double? {
    guard let match = text.prefixMatch(of: /\s*([-+]?[0-9][0-9,]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?)/)
    else { return nil }
    return value(match.1)
  }

  /// A number as written, without commas.
  static func value(_ text: some StringProtocol) -> Double? {
    Double(String(text.filter { $0 != "," }))
  }

  /// An amount with its unit, and where it stands.
  public struct Amount: Sendable, Hashable {
    /// The number as written.
    public var number: Double
    /// The unit as written.
    public var unit: String
    /// What stands before it back to the last separator, in lower case.
    public var before: String
    /// What stands after it up to the next separator, in lower case.
    public var after: String
  }

  /// Every number that a given unit follows, in order.
  ///
  /// - Parameter units: Spellings of the unit, case apart, such as `gpu` and `gpus`.
  /// - Returns: The amounts with the words around them.
  public func amounts(_ units: String...) -> [Amount] { amounts(units) }

  /// Every number that one of some units follows, in order.
  public func amounts(_ units: [String]) -> [Amount] {
    let wanted = Set(units.map { $0.lowercased() })
    return whole.matches(
      of: /([-+]?[0-9][0-9,]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?)\s*([A-Za-zµ%°]+(?:[\/·][A-Za-zµ]+)*)/
    ).compactMap { match in
      let unit = String(match.2)
      guard wanted.contains(unit.lowercased()), let number = Self.value(match.1) else { return nil }
      let separators: Set<Character> = [";", "(", ")"]
      let before = whole[..<match.range.lowerBound].reversed().prefix { !separators.contains($0) }
      let after = whole[match.range.upperBound...].prefix { !separators.contains($0) }
      return Amount(
        number: number,
        unit: unit,
        before: String(before.reversed()).lowercased(),
        after: String(after).lowercased()
      )
    }
  }

  /// The first number that one of some units follows.
  public func amount(_ units: String...) -> Double? { amounts(units).first?.number }

  /// The first amount of a dimension in SI, by the units tried in turn.
  public func quantity(_ units: String...) -> Double? {
    amounts(units).lazy.compactMap { try? Quantity.parse("\($0.number) \($0.unit)").value }.first
  }

  /// The first number after some words, in whatever follows them up to a separator.
  public func number(after words: String...) -> Double? {
    for word in words {
      guard let range = lower.firstRange(of: word.lowercased()) else { continue }
      let rest = lower[range.upperBound...].prefix { $0 != ";" }
      if let match = rest.firstMatch(of: /[-+]?[0-9][0-9,]*\.?[0-9]*(?:[e][-+]?[0-9]+)?/) {
        if let number = Self.value(match.0) { return number }
      }
    }
    return nil
  }

  /// All whole and broken numbers in order.
  public var numbers: [Double] {
    parameters.matches(of: /[0-9][0-9,]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?/)
      .compactMap { Self.value($0.0) }
  }

  /// The words, without what separates them.
  public var words: [String] {
    whole.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "." }.map(String.init)
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  var trimmed: String { String(self).trimmingCharacters(in: .whitespaces) }
}
