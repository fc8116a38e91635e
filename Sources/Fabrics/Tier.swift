/// One level of a machine's network, as one rank or one port sees it.
public struct Tier: Sendable, Hashable {
  /// Name for reports, usually the link's id.
  public var name: String
  /// Ranks in the domain (scale-up), or domains under one spine-free pod (scale-out).
  public var size: Int
  /// Line rate, one direction [B/s]: of a rank's scale-up ports, or of one scale-out port.
  public var bandwidth: Double
  /// Factor on every rate, 0…1: what an application reaches against a communication benchmark.
  public var efficiency: Double
  /// Factor on every latency, 1 as measured.
  public var latencyScale: Double
  /// How the ranks are joined.
  public var wiring: Wiring
  /// True where the switches can add.
  public var inNetworkReduction: Bool
  /// How far the tier above a pod is oversubscribed: 1 is full bisection (1).
  public var oversubscription: Double
  /// Extra one-way latency of a step that leaves the pod [s].
  public var spineLatency: Double
  /// Share of the port rate left, 0…1, when a collective's flows cross the spine between pods.
  ///
  /// Covers hash collisions and uneven rails; 1 with perfect spraying.
  public var spineEfficiency: Double
  /// Most ports of a domain that one collective keeps busy: the library's parallel channels.
  public var busyPorts: Double
  /// Ports of one switch: a larger domain takes two tiers of them, and collectives two stages.
  public var switchRadix: Int
  /// Fitted constants of the communication library on this link.
  public var constants: CollectiveConstants

  /// Makes a tier.
  public init(
    name: String,
    size: Int,
    bandwidth: Double,
    constants: CollectiveConstants,
    efficiency: Double = 1,
    latencyScale: Double = 1,
    wiring: Wiring = .switched,
    inNetworkReduction: Bool = false,
    oversubscription: Double = 1,
    spineLatency: Double = 1e-6,
    spineEfficiency: Double = 1,
    busyPorts: Double = 17,
    switchRadix: Int = .max
  ) {
    self.name = name
    self.size = size
    self.bandwidth = bandwidth
    self.efficiency = efficiency
    self.latencyScale = latencyScale
    self.wiring = wiring
    self.inNetworkReduction = inNetworkReduction
    self.oversubscription = oversubscription
    self.spineLatency = spineLatency
    self.spineEfficiency = spineEfficiency
    self.busyPorts = busyPorts
    self.switchRadix = switchRadix
    self.constants = constants
  }
}
