/// Tokens for energy and power, always with the boundary at which power is counted.
///
/// Published figures differ by more than two through the boundary alone: idle spares, hosts and
/// cooling are in or out. Which tokens are counted (output, or input too) is the caller's choice
/// and has to be said with the figure.
public struct TokenEfficiency: Sendable, Hashable {
  /// Where power is counted.
  public enum Boundary: String, Sendable, Hashable, CaseIterable {
    /// Accelerator packages or boards only.
    case accelerator
    /// All information technology: hosts, network, storage and idle spares too.
    case equipment
    /// The whole facility at the grid's meter: cooling and conversion too.
    case facility
  }

  /// Tokens per second [1/s].
  public let tokensPerSecond: Double

  /// Power of the accelerators [W].
  public let acceleratorPower: Double

  /// Power of all information technology [W].
  public let equipmentPower: Double

  /// Power at the grid's meter [W].
  public let facilityPower: Double

  /// Creates an efficiency from a rate and the powers that it took at the same time.
  ///
  /// - Parameters:
  ///   - tokensPerSecond: Tokens per second, at least 0 [1/s].
  ///   - acceleratorPower: Of the accelerators, more than 0 [W].
  ///   - equipmentPower: Of all information technology, at least the accelerators' [W].
  ///   - facilityPower: At the meter, at least the equipment's [W].
  /// - Throws: `EconomicsError.outOfRange` when a value is outside its range.
  public init(
    tokensPerSecond: Double,
    acceleratorPower: Double,
    equipmentPower: Double,
    facilityPower: Double
  ) throws(EconomicsError) {
    try Check.atLeast(tokensPerSecond, field: "tokensPerSecond", unit: "/s")
    try Check.above(acceleratorPower, field: "acceleratorPower", unit: "W")
    try Check.atLeast(equipmentPower, acceleratorPower, field: "equipmentPower", unit: "W")
    try Check.atLeast(facilityPower, equipmentPower, field: "facilityPower", unit: "W")
    self.tokensPerSecond = tokensPerSecond
    self.acceleratorPower = acceleratorPower
    self.equipmentPower = equipmentPower
    self.facilityPower = facilityPower
  }

  /// Power within a boundary [W].
  public func power(at boundary: Boundary) -> Double {
    switch boundary {
    case .accelerator: acceleratorPower
    case .equipment: equipmentPower
    case .facility: facilityPower
    }
  }

  /// Tokens for a joule within a boundary [1/J].
  public func tokensPerJoule(at boundary: Boundary) -> Double {
    tokensPerSecond / power(at: boundary)
  }

  /// Tokens per second for a megawatt within a boundary, `1e6` times ``tokensPerJoule(at:)`` [1/s/MW].
  public func tokensPerSecondPerMegawatt(at boundary: Boundary) -> Double {
    1e6 * tokensPerJoule(at: boundary)
  }

  /// Energy for a token within a boundary [J]; infinite without tokens.
  public func energyPerToken(at boundary: Boundary) -> Double {
    tokensPerSecond > 0 ? power(at: boundary) / tokensPerSecond : .infinity
  }

  /// Facility over equipment power, the PUE.
  public var facilityRatio: Double { facilityPower / equipmentPower }
}
