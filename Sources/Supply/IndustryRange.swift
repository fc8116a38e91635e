/// A figure of an industry that its source gives as an interval.
public struct IndustryRange: Hashable, Sendable {
  /// Path of the figure, such as `stages.cowos.build`.
  public var path: String
  /// Lower end, in the unit of the figure.
  public var low: Double
  /// The figure itself.
  public var best: Double
  /// Upper end, in the unit of the figure.
  public var high: Double

  /// A figure with its interval.
  public init(path: String, low: Double, best: Double, high: Double) {
    self.path = path
    self.low = low
    self.best = best
    self.high = high
  }
}
