/// A server: accelerators with their host, network ports and place in a rack.
public struct ComputeNode: Hashable, Sendable {
  /// The catalogue name, such as `hgx-h100`.
  public var id: String
  /// The product name.
  public var name: String
  /// Accelerators in one node.
  public var accelerators: Int
  /// Accelerators that share one scale-up fabric; more than `accelerators` when nodes are joined.
  public var domain: Int
  /// Network ports of one node.
  public var ports: Int
  /// Power of processors, memory, storage and board, without accelerators, ports and fans [W].
  public var hostPower: Double
  /// Power of one network port's adapter [W].
  public var portPower: Double
  /// Price of a node without its accelerators [USD].
  public var hostPrice: Double
  /// Nodes in one rack as usually built.
  public var perRack: Int
  /// Mean time between interruptions per accelerator, all causes [s].
  public var timeBetweenFailures: Double
  /// Time from an interruption to training again, lost work apart [s].
  public var restartTime: Double
  /// Storage bandwidth for checkpoints per accelerator [B/s].
  public var storageBandwidth: Double
  /// Emission of making one node without its accelerators [kg].
  public var embodiedCarbon: Double

  /// Describes a node.
  public init(
    id: String,
    name: String,
    accelerators: Int,
    domain: Int,
    ports: Int,
    hostPower: Double,
    portPower: Double,
    hostPrice: Double,
    perRack: Int,
    timeBetweenFailures: Double,
    restartTime: Double,
    storageBandwidth: Double,
    embodiedCarbon: Double = 0
  ) {
    self.id = id
    self.name = name
    self.accelerators = accelerators
    self.domain = domain
    self.ports = ports
    self.hostPower = hostPower
    self.portPower = portPower
    self.hostPrice = hostPrice
    self.perRack = perRack
    self.timeBetweenFailures = timeBetweenFailures
    self.restartTime = restartTime
    self.storageBandwidth = storageBandwidth
    self.embodiedCarbon = embodiedCarbon
  }
}
