/// What one accelerator and its share of everything around it cost to buy.
public struct CapitalPrices: Sendable, Hashable {
  /// The accelerator itself [USD].
  public var accelerator: Double

  /// Its share of host, memory, chassis and rack [USD].
  public var host: Double

  /// Its share of switches, transceivers and cables [USD].
  public var network: Double

  /// Its share of storage and management [USD].
  public var storage: Double

  /// Land, shell, electrical and mechanical plant per IT power [USD/W].
  public var facility: Double

  /// Creates a list of prices.
  ///
  /// - Parameters:
  ///   - accelerator: The accelerator [USD].
  ///   - host: Share of host, chassis and rack [USD].
  ///   - network: Share of switches, transceivers and cables [USD].
  ///   - storage: Share of storage and management [USD].
  ///   - facility: Building and plant per IT power [USD/W].
  public init(
    accelerator: Double,
    host: Double,
    network: Double,
    storage: Double = 0,
    facility: Double
  ) {
    self.accelerator = accelerator
    self.host = host
    self.network = network
    self.storage = storage
    self.facility = facility
  }

  /// Prices built from the accelerator's with shares observed over many clusters.
  ///
  /// Server over chip 1.64 and interconnect at 19 % of cluster hardware (Epoch AI, training cost
  /// trends, arXiv:2405.21015 and its code of 2025). Use only where no better figures are known.
  ///
  /// - Parameters:
  ///   - accelerator: The accelerator [USD].
  ///   - facility: Building and plant per IT power [USD/W].
  ///   - serverRatio: Server over accelerator price.
  ///   - networkShare: Interconnect over all cluster hardware, below 1.
  /// - Returns: The prices.
  public static func fromAccelerator(
    _ accelerator: Double,
    facility: Double,
    serverRatio: Double = 1.64,
    networkShare: Double = 0.19
  ) -> CapitalPrices {
    let server = accelerator * serverRatio
    return CapitalPrices(
      accelerator: accelerator,
      host: server - accelerator,
      network: server * networkShare / (1 - networkShare),
      facility: facility
    )
  }

  /// All equipment that lives as long as the accelerator [USD].
  @inlinable
  public var equipment: Double { accelerator + host + network + storage }
}
