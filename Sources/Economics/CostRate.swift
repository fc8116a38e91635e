/// Cost of one accelerator per second of use, part by part [USD/s].
public struct CostRate: Sendable, Hashable {
  /// Repayment of the accelerator [USD/s].
  public let accelerators: Double

  /// Repayment of hosts and storage [USD/s].
  public let hosts: Double

  /// Repayment of the network [USD/s].
  public let network: Double

  /// Repayment of building and plant [USD/s].
  public let facility: Double

  /// Electricity, cooling included [USD/s].
  public let energy: Double

  /// Repair and support [USD/s].
  public let maintenance: Double

  /// Staff, land, insurance [USD/s].
  public let operation: Double

  /// Water [USD/s].
  public let water: Double

  /// Creates a rate from its parts.
  ///
  /// - Parameters:
  ///   - accelerators: Repayment of the accelerator [USD/s].
  ///   - hosts: Repayment of hosts and storage [USD/s].
  ///   - network: Repayment of the network [USD/s].
  ///   - facility: Repayment of building and plant [USD/s].
  ///   - energy: Electricity [USD/s].
  ///   - maintenance: Repair and support [USD/s].
  ///   - operation: Staff, land, insurance [USD/s].
  ///   - water: Water [USD/s].
  public init(
    accelerators: Double,
    hosts: Double,
    network: Double,
    facility: Double,
    energy: Double,
    maintenance: Double,
    operation: Double,
    water: Double
  ) {
    self.accelerators = accelerators
    self.hosts = hosts
    self.network = network
    self.facility = facility
    self.energy = energy
    self.maintenance = maintenance
    self.operation = operation
    self.water = water
  }

  /// Repayment of everything that was bought [USD/s].
  @inlinable
  public var capital: Double { accelerators + hosts + network + facility }

  /// All parts together [USD/s].
  @inlinable
  public var total: Double { capital + energy + maintenance + operation + water }

  /// All parts together, per hour as markets quote it [USD/h].
  @inlinable
  public var perHour: Double { total * 3600 }
}
