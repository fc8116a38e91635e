/// What a system and its run may take at most, each nil where nothing is said.
public struct Budget: Hashable, Sendable {
  /// Purchase of accelerators, hosts and network, and construction of the facility [USD].
  public var capex: Double?
  /// Energy, water, maintenance and operation per time [USD/s].
  public var opex: Double?
  /// Power drawn from the grid in the design hour with every accelerator at its limit [W].
  public var power: Double?
  /// Power that enters a rack with every accelerator at its limit [W].
  public var rackPower: Double?
  /// Wall time of a training run [s].
  public var deadline: Double?
  /// Carbon of a training run, or of a year of serving [kg].
  public var carbon: Double?

  /// Describes a budget.
  ///
  /// - Parameters:
  ///   - capex: Purchase and construction [USD].
  ///   - opex: Energy, water, maintenance and operation per time [USD/s].
  ///   - power: Peak power drawn from the grid [W].
  ///   - rackPower: Rated power of a rack [W].
  ///   - deadline: Wall time of a training run [s].
  ///   - carbon: Carbon of a training run, or of a year of serving [kg].
  public init(
    capex: Double? = nil,
    opex: Double? = nil,
    power: Double? = nil,
    rackPower: Double? = nil,
    deadline: Double? = nil,
    carbon: Double? = nil
  ) {
    self.capex = capex
    self.opex = opex
    self.power = power
    self.rackPower = rackPower
    self.deadline = deadline
    self.carbon = carbon
  }

  /// Whether nothing is limited.
  public var isEmpty: Bool { self == Budget() }
}
