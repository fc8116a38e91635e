/// The range that a number must lie in.
public struct Bounds: Hashable, Sendable {
  /// The lower end, or nil for none.
  public let lower: Double?
  /// The upper end, or nil for none.
  public let upper: Double?
  /// Whether the lower end itself is outside.
  public let isLowerExclusive: Bool
  /// Whether the upper end itself is outside.
  public let isUpperExclusive: Bool

  /// Makes a range from its ends.
  public init(
    lower: Double? = nil,
    upper: Double? = nil,
    isLowerExclusive: Bool = false,
    isUpperExclusive: Bool = false
  ) {
    self.lower = lower
    self.upper = upper
    self.isLowerExclusive = isLowerExclusive
    self.isUpperExclusive = isUpperExclusive
  }

  /// Greater than zero.
  public static let positive = Bounds(lower: 0, isLowerExclusive: true)
  /// Zero or greater.
  public static let nonNegative = Bounds(lower: 0)
  /// From zero to one.
  public static let share = Bounds(lower: 0, upper: 1)
  /// Greater than zero, up to one.
  public static let positiveShare = Bounds(lower: 0, upper: 1, isLowerExclusive: true)

  /// From one number to another, both inside.
  public static func within(_ range: ClosedRange<Double>) -> Bounds {
    Bounds(lower: range.lowerBound, upper: range.upperBound)
  }

  /// A number or more.
  public static func atLeast(_ lower: Double) -> Bounds { Bounds(lower: lower) }

  /// More than a number.
  public static func above(_ lower: Double) -> Bounds {
    Bounds(lower: lower, isLowerExclusive: true)
  }

  /// A number or less.
  public static func atMost(_ upper: Double) -> Bounds { Bounds(upper: upper) }

  /// Whether a number lies inside.
  ///
  /// A part in 10¹² is forgiven at the ends, since a unit may not convert exactly.
  public func contains(_ number: Double) -> Bool {
    guard !number.isNaN else { return false }
    if let lower {
      let slack = abs(lower) * 1e-12
      if isLowerExclusive ? number <= lower : number < lower - slack { return false }
    }
    if let upper {
      let slack = abs(upper) * 1e-12
      if isUpperExclusive ? number >= upper : number > upper + slack { return false }
    }
    return true
  }

  /// What is allowed, in words: `greater than 0 W`, `from 0 to 1`.
  ///
  /// - Parameter unit: The unit to print after each end, or an empty text.
  /// - Returns: The words.
  public func words(unit: String = "") -> String {
    func text(_ number: Double) -> String {
      let digits = number.description.hasSuffix(".0") ? "\(number)".dropLast(2) : "\(number)"[...]
      return unit.isEmpty ? String(digits) : "\(digits) \(unit)"
    }
    switch (lower, upper) {
    case (nil, nil): return "any number"
    case (let lower?, nil):
      return isLowerExclusive ? "greater than \(text(lower))" : "at least \(text(lower))"
    case (nil, let upper?):
      return isUpperExclusive ? "less than \(text(upper))" : "at most \(text(upper))"
    case (let lower?, let upper?):
      let from = isLowerExclusive ? "greater than" : "from"
      let to = isUpperExclusive ? "to below" : isLowerExclusive ? "and at most" : "to"
      return "\(from) \(text(lower)) \(to) \(text(upper))"
    }
  }
}
