import Foundation
import Quantities

/// How far a prediction may be from a row's value, as the row states it in words.
///
/// Read are shares (`15 %`), shares by message size (`15 % above 64 MiB; 30 % between 1 and 64 MiB`),
/// differences (`0.10 abs`, `0.5 dB`, `within 3 points`, a bare number), `exact` (to the last printed
/// digit), bounds (`bound`, or nothing where the quantity names an upper or lower bound), `beat it`
/// (stay below) and `sign and +-50 % of the change`. Of alternatives (`exact (peer) / 1 % (own)`) the
/// first holds.
public struct CaseTolerance: Sendable, Hashable {
  /// One rule of a tolerance.
  enum Rule: Sendable, Hashable {
    /// A share of the value, for messages of a range of sizes [B].
    case share(Double, from: Double, to: Double)
    /// A difference in the row's unit.
    case difference(Double)
    /// The value's last printed digit.
    case printed
    /// Half of a place that the value was rounded to, in the row's unit, besides any share.
    case rounded(Double)
    /// Not above the value.
    case atMost
    /// Not below the value.
    case atLeast
    /// Below the value.
    case below
  }

  /// The rules; none when nothing is stated.
  let rules: [Rule]

  /// Reads a tolerance.
  ///
  /// - Parameters:
  ///   - text: The row's words.
  ///   - quantity: What is asked for, which says on which side of a bound to stay.
  public init(_ text: String, quantity: String) {
    let asked = quantity.lowercased()
    let words = text.lowercased().trimmed
    let isLower = asked.contains("lower bound")
    if words.isEmpty {
      rules =
        asked.contains("upper") ? [.atMost] : isLower ? [.atLeast] : []
      return
    }
    if words.hasPrefix("bound") || words.hasPrefix("upper bound") {
      rules = [isLower ? .atLeast : .atMost]
      return
    }
    if words.hasPrefix("lower bound") {
      rules = [.atLeast]
      return
    }
    if words.hasPrefix("beat") {
      rules = [.below]
      return
    }
    // Alternatives stand on both sides of a slash with spaces; units have none.
    let first = words.components(separatedBy: " / ").first ?? words
    rules = first.components(separatedBy: ";").compactMap(Self.rule)
  }

  /// One clause of a tolerance.
  private static func rule(_ clause: String) -> Rule? {
    let text = clause.trimmed
    if text.hasPrefix("exact") { return .printed }
    if let match = text.firstMatch(of: /rounded to ([0-9.]+)/), let place = Double(match.1) {
      return .rounded(place / 2)
    }
    if let match = text.firstMatch(of: /([0-9.]+)\s*%/), let percent = Double(match.1) {
      var (low, high) = (0.0, Double.infinity)
      if let range = text.firstMatch(of: /between ([0-9.]+)\s*([a-z]*) and ([0-9.]+)\s*([a-z]+)/) {
        let unit = range.2.isEmpty ? range.4 : range.2
        low = size(range.1, unit) ?? low
        high = size(range.3, range.4) ?? high
      } else if let range = text.firstMatch(of: /(?:above|over|from|>=?)\s*([0-9.]+)\s*([a-z]+)/) {
        low = size(range.1, range.2) ?? low
      } else if let range = text.firstMatch(of: /(?:below|under|<=?)\s*([0-9.]+)\s*([a-z]+)/) {
        high = size(range.1, range.2) ?? high
      }
      return .share(percent / 100, from: low, to: high)
    }
    if let match = text.firstMatch(of: /([0-9]*\.?[0-9]+)/), let number = Double(match.1) {
      return .difference(number)
    }
    return nil
  }

  /// A size in bytes.
  private static func size(_ number: Substring, _ unit: Substring) -> Double? {
    let factors: [String: Double] = [
      "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "kib": 1_024, "mib": 1_048_576,
      "gib": 1_073_741_824,
    ]
    guard let number = Double(number), let factor = factors[String(unit)] else { return nil }
    return number * factor
  }

  /// Whether a prediction keeps to the tolerance; nil when none is stated.
  ///
  /// Where shares are stated for some sizes only, the widest of them holds for the others, and a
  /// value that was rounded may be half a place off besides.
  ///
  /// - Parameters:
  ///   - predicted: The prediction in the row's unit.
  ///   - written: The value as the row writes it.
  ///   - bytes: Size of the message [B], where the row has one.
  /// - Returns: True or false, nil where there is nothing to judge by.
  public func holds(predicted: Double, written: String, bytes: Double? = nil) -> Bool? {
    guard !rules.isEmpty, let value = Double(written.trimmed), predicted.isFinite else {
      return nil
    }
    let distance = abs(predicted - value)
    // Decimals are not exact in binary: 3.125 against 3.12 lies on the edge of half a digit.
    let slack = 1e-9 * max(abs(value), abs(predicted))
    var shares: [Double] = []
    var widest = 0.0
    var place = 0.0
    for rule in rules {
      switch rule {
      case .atMost: return predicted <= value + slack
      case .atLeast: return predicted >= value - slack
      case .below: return predicted < value
      case .printed: return distance <= Self.halfPlace(written) + slack
      case .difference(let most): return distance <= most + slack
      case .rounded(let half): place = half
      case .share(let share, let low, let high):
        widest = max(widest, share)
        if let bytes, bytes < low || bytes > high { continue }
        shares.append(share)
      }
    }
    let share = shares.min() ?? widest
    return distance <= share * abs(value) + (shares.isEmpty ? place : 0) + slack
  }

  /// Half of the last decimal place that a number is written to.
  static func halfPlace(_ written: String) -> Double {
    let text = written.trimmed.lowercased()
    let parts = text.split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? Double(parts[1]) ?? 0 : 0
    let mantissa = parts.first ?? ""
    let places = mantissa.firstIndex(of: ".").map {
      mantissa.distance(from: $0, to: mantissa.endIndex) - 1
    }
    return 0.5 * pow(10, exponent - Double(places ?? 0))
  }
}
