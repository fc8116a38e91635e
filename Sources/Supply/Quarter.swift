/// A quarter of a calendar year, such as 2022Q1.
public struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Quarters since the first of the year 0.
  public var index: Int

  /// A quarter by year and number.
  ///
  /// - Parameters:
  ///   - year: The calendar year.
  ///   - number: 1 to 4.
  public init(_ year: Int, _ number: Int) {
    precondition((1...4).contains(number))
    index = year * 4 + number - 1
  }

  /// A quarter as it is written, `2022Q1`; nil for any other text.
  public init?(_ text: some StringProtocol) {
    let parts = text.uppercased().split(separator: "Q", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, let year = Int(parts[0]),
      let number = Int(parts[1]),
      year > 0, (1...4).contains(number)
    else { return nil }
    self.init(year, number)
  }

  /// The calendar year.
  public var year: Int { index / 4 }
  /// 1 to 4.
  public var number: Int { index % 4 + 1 }
  /// As it is written, `2022Q1`.
  public var description: String { "\(year)Q\(number)" }

  /// The quarter a number of quarters later, or earlier where negative.
  public func advanced(by quarters: Int) -> Quarter {
    var later = self
    later.index += quarters
    return later
  }

  /// Quarters from another one to this, negative where the other is later.
  public func since(_ other: Quarter) -> Int { index - other.index }

  /// Whether a quarter comes before another.
  public static func < (left: Quarter, right: Quarter) -> Bool { left.index < right.index }
}
