import Foundation

/// Growth by a constant factor a year, fitted to dated values by least squares of their logarithms.
///
/// `ln v = a + b·(year − mean year)`; the intervals are those of the normal linear model, so they
/// count the scatter of the values and not what might end the trend.
public struct GrowthTrend: Sendable, Hashable {
  /// A value and its date.
  public struct Point: Sendable, Hashable {
    /// Date as a year with its fraction, such as 2023.2.
    public let year: Double

    /// The value, more than 0, in any one unit.
    public let value: Double

    /// Joins a date and a value.
    ///
    /// - Parameters:
    ///   - year: Date as a year with its fraction.
    ///   - value: The value, more than 0.
    public init(year: Double, value: Double) {
      self.year = year
      self.value = value
    }
  }

  /// A value with the ends of its interval.
  public struct Interval: Sendable, Hashable {
    /// Lower end.
    public let low: Double

    /// The value of the trend.
    public let middle: Double

    /// Upper end.
    public let high: Double
  }

  /// Values of the fit.
  public let count: Int

  /// Growth in logarithms `b` [1/year].
  public let slope: Double

  /// Standard deviation of the values around the trend, in logarithms.
  public let scatter: Double

  /// Mean date of the values.
  private let meanYear: Double

  /// Mean of the logarithms.
  private let level: Double

  /// Sum of squared distances of the dates from their mean [year²].
  private let spread: Double

  /// Fits a trend.
  ///
  /// - Parameter points: Three or more values, not all of one date.
  /// - Throws: `EconomicsError.outOfRange` with fewer, with a value that is not above 0, or with one
  ///   date alone.
  public init(_ points: [Point]) throws(EconomicsError) {
    try Check.atLeast(Double(points.count), 3, field: "points", unit: "")
    for point in points {
      try Check.finite(point.year, field: "year", unit: "")
      try Check.above(point.value, field: "value", unit: "")
    }
    let number = Double(points.count)
    let mean = points.reduce(0) { $0 + $1.year } / number
    let level = points.reduce(0) { $0 + log($1.value) } / number
    var square = 0.0
    var product = 0.0
    for point in points {
      square += (point.year - mean) * (point.year - mean)
      product += (point.year - mean) * (log(point.value) - level)
    }
    try Check.above(square, field: "spread of the dates", unit: "year²")
    let slope = product / square
    var residual = 0.0
    for point in points {
      let error = log(point.value) - level - slope * (point.year - mean)
      residual += error * error
    }
    count = points.count
    meanYear = mean
    self.level = level
    spread = square
    self.slope = slope
    scatter = (residual / (number - 2)).squareRoot()
  }

  /// Growth per year with its interval, `eᵇ`.
  ///
  /// - Parameter confidence: Chance that the interval covers the trend's growth, above 0 and below 1.
  /// - Returns: Factors a year.
  public func growth(confidence: Double = 0.9) -> Interval {
    let error = reach(confidence) * scatter / spread.squareRoot()
    return Interval(low: exp(slope - error), middle: exp(slope), high: exp(slope + error))
  }

  /// The value that the trend gives a date, with the interval of a single new value.
  ///
  /// - Parameters:
  ///   - year: The date.
  ///   - confidence: Chance that a new value falls inside, above 0 and below 1.
  /// - Returns: The value in the unit of the points.
  public func value(year: Double, confidence: Double = 0.9) -> Interval {
    let distance = year - meanYear
    let middle = level + slope * distance
    let variance = 1 + 1 / Double(count) + distance * distance / spread
    let error = reach(confidence) * scatter * variance.squareRoot()
    return Interval(low: exp(middle - error), middle: exp(middle), high: exp(middle + error))
  }

  /// Date at which the trend reaches a value; nil where it does not grow.
  ///
  /// - Parameter value: The value, more than 0, in the unit of the points.
  /// - Returns: The year with its fraction.
  public func year(reaching value: Double) -> Double? {
    guard slope > 0, value > 0 else { return nil }
    return meanYear + (log(value) - level) / slope
  }

  /// Half width of a two-sided interval in standard errors, of Student's distribution.
  private func reach(_ confidence: Double) -> Double {
    Self.student(1 - (1 - confidence) / 2, freedom: Double(count - 2))
  }

  /// Quantile of Student's distribution.
  ///
  /// The exact forms for one and two degrees of freedom, else the expansion about the normal
  /// quantile to the third order in the inverse of the degrees (Abramowitz and Stegun 26.7.5), within
  /// 0.5 % at 95 % from three degrees on.
  static func student(_ probability: Double, freedom: Double) -> Double {
    if freedom < 1.5 { return tan(.pi * (probability - 0.5)) }
    if freedom < 2.5 {
      let centred = 2 * probability - 1
      return centred * (2 / (1 - centred * centred)).squareRoot()
    }
    let z = normal(probability)
    let (z3, z5, z7) = (z * z * z, z * z * z * z * z, z * z * z * z * z * z * z)
    let first = (z3 + z) / 4
    let second = (5 * z5 + 16 * z3 + 3 * z) / 96
    let third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384
    return z + first / freedom + second / (freedom * freedom)
      + third / (freedom * freedom * freedom)
  }

  /// Quantile of the normal distribution, by bisection of the error function.
  private static func normal(_ probability: Double) -> Double {
    var low = -9.0
    var high = 9.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if 0.5 * erfc(-middle / 2.0.squareRoot()) < probability {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }
}
