/// Descriptive statistics of small samples.
public enum Statistics {
  /// The usual figures of a sample.
  public struct Summary: Hashable, Sendable {
    /// How many values there are.
    public let count: Int
    /// The arithmetic mean.
    public let mean: Double
    /// The middle value.
    public let median: Double
    /// The value that nine tenths of the sample do not exceed.
    public let p90: Double
    /// The smallest value.
    public let minimum: Double
    /// The largest value.
    public let maximum: Double
  }

  /// The arithmetic mean, or nil for no values.
  public static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : sum(values) / Double(values.count)
  }

  /// The sum, compensated so that its error does not grow with the count (Neumaier, 1974).
  public static func sum(_ values: [Double]) -> Double {
    var total = 0.0
    var lost = 0.0
    for value in values {
      let next = total + value
      lost += abs(total) >= abs(value) ? (total - next) + value : (value - next) + total
      total = next
    }
    return total.isFinite ? total + lost : total
  }

  /// The middle value, or nil for no values.
  public static func median(_ values: [Double]) -> Double? { quantile(0.5, of: values) }

  /// A quantile by linear interpolation between order statistics, or nil for no values.
  ///
  /// Hyndman and Fan's type 7, the default of R and NumPy.
  ///
  /// - Parameters:
  ///   - share: Which quantile, from 0 to 1; values outside are clamped.
  ///   - values: The sample, in any order.
  /// - Returns: The quantile, in the unit of the values.
  public static func quantile(_ share: Double, of values: [Double]) -> Double? {
    guard !values.isEmpty, !share.isNaN else { return nil }
    let sorted = values.sorted()
    let position = min(max(share, 0), 1) * Double(sorted.count - 1)
    let below = Int(position)
    let weight = position - Double(below)
    guard weight > 0 else { return sorted[below] }
    return sorted[below] + weight * (sorted[below + 1] - sorted[below])
  }

  /// The sample standard deviation (n − 1 in the denominator), or nil for fewer than two values.
  public static func standardDeviation(_ values: [Double]) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    let squares = values.map { ($0 - mean) * ($0 - mean) }
    return (sum(squares) / Double(values.count - 1)).squareRoot()
  }

  /// The usual figures of a sample, or nil for no values.
  public static func summary(_ values: [Double]) -> Summary? {
    guard let mean = mean(values), let median = median(values),
      let p90 = quantile(0.9, of: values), let minimum = values.min(), let maximum = values.max()
    else { return nil }
    return Summary(
      count: values.count,
      mean: mean,
      median: median,
      p90: p90,
      minimum: minimum,
      maximum: maximum
    )
  }
}
