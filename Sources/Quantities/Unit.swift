/// A unit of measure: how a written number becomes a value in SI base units.
public struct Unit: Hashable, Sendable {
  /// The unit as it was written, such as `GB/s`.
  public let symbol: String
  /// The size of the unit in SI base units (B, FLOP, s, m, kg, K, A, USD).
  public let factor: Double
  /// What is added after scaling; not zero only for degrees Celsius [K].
  public let offset: Double
  /// What the unit measures.
  public let dimension: Dimension

  /// Makes a unit from its parts.
  ///
  /// - Parameters:
  ///   - symbol: How the unit is written.
  ///   - factor: Its size in SI base units.
  ///   - offset: What is added after scaling.
  ///   - dimension: What it measures.
  public init(symbol: String, factor: Double, offset: Double = 0, dimension: Dimension) {
    self.symbol = symbol
    self.factor = factor
    self.offset = offset
    self.dimension = dimension
  }

  /// The unit of pure numbers.
  public static let one = Unit(symbol: "1", factor: 1, dimension: .one)

  /// The value in SI base units of a number written in this unit.
  public func si(_ number: Double) -> Double { number * factor + offset }

  /// The number to write in this unit for a value in SI base units.
  public func number(_ si: Double) -> Double { (si - offset) / factor }
}
