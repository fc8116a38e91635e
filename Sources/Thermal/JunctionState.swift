/// Temperature and power of a part in balance.
public struct JunctionState: Sendable, Hashable {
  /// Junction temperature; infinite when the part runs away [K].
  public let temperature: Double

  /// Power that does not depend on temperature [W].
  public let dynamicPower: Double

  /// Power that does [W].
  public let leakage: Double

  /// All power of the part [W].
  @inlinable
  public var power: Double { dynamicPower + leakage }

  /// Whether leakage feeds itself without end.
  public var isRunaway: Bool { !temperature.isFinite }

  /// Creates a state.
  ///
  /// - Parameters:
  ///   - temperature: Junction temperature [K].
  ///   - dynamicPower: Power that does not depend on temperature [W].
  ///   - leakage: Power that does [W].
  public init(temperature: Double, dynamicPower: Double, leakage: Double) {
    self.temperature = temperature
    self.dynamicPower = dynamicPower
    self.leakage = leakage
  }
}
