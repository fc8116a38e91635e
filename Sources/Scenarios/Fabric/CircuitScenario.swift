public import Fabrics

/// Blocks joined through circuit switches, and what is asked about them.
public struct CircuitScenario: Sendable {
  /// Which solver is used.
  public enum Solver: String, Sendable, Hashable, CaseIterable {
    /// HiGHS where it is installed, else our own.
    case auto
    /// HiGHS, or none.
    case highs
    /// Our own, which needs no library and comes near.
    case own
  }

  /// The blocks.
  public var blocks: [CircuitBlock]
  /// What they send each other.
  public var demand: BlockDemand
  /// Demands of the window one by one, where the file has rows over time.
  public var window: [BlockDemand]
  /// Where the demand comes from, in words.
  public var demandSource: String
  /// The links that there are.
  public var present: BlockTopology
  /// Links that may be removed at most; nil for any number.
  public var changeLimit: Int?
  /// How traffic is spread.
  public var traffic: TrafficEngineering
  /// Share of each block's capacity that stays live during rewiring (1).
  public var live: Double
  /// Rate of spine ports of a Clos that is compared; nil where they are as fast as blocks [bit/s].
  public var spineSpeed: Double?
  /// Demands with random errors that weights are tried on.
  public var samples: Int
  /// Standard deviation of the logarithm of those errors (1).
  public var spread: Double
  /// Which solver is used.
  public var solver: Solver
  /// The circuit switch.
  public var circuitSwitch: CircuitSwitchPart
  /// Whether both directions of a link share a fibre and a port.
  public var hasCirculators: Bool
  /// What fabrics are made of in the account.
  public var parts: BlockFabricBill.Parts
  /// Rate of all uplinks in the account; nil for their own [bit/s].
  public var accountSpeed: Double?
  /// Stages of switches of a block that are counted.
  public var aggregationStages: Int
  /// Stages of switches of a spine.
  public var spineStages: Int
  /// Generations of blocks that circuit switches, panels and fibre outlive.
  public var generations: Double
}

/// Cubes of a torus joined through circuit switches, and what is asked about them.
public struct CubeScenario: Sendable {
  /// The cubes.
  public var torus: CubeTorus
  /// The circuit switch.
  public var circuitSwitch: CircuitSwitchPart
  /// Shares of the time in which a host is up.
  public var availabilities: [Double]
  /// Slices for which goodput is told [chips].
  public var slices: [Int]
  /// Share of the time in which promised slices must be there; nil for the mean.
  public var target: Double?
  /// Sides of a slice whose twisted torus is compared; empty for none.
  public var twist: [Int]
  /// Rate of a link between chips, one direction [bit/s].
  public var linkRate: Double
  /// All-reduce over a packet network that is compared.
  public var packets: TorusAgainstPackets
  /// The packet switch; nil where none is written.
  public var packetSwitch: SwitchPart?
}
