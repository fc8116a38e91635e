/// What joins fibres without looking at bits: a circuit switch, a patch panel, a circulator.
public struct CircuitSwitchPart: Sendable, Hashable {
  /// What moves the light.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Mirrors that tilt.
    case mirrors
    /// Fibres or lenses that are moved by piezo-electric drives.
    case piezo
    /// Waveguides on silicon.
    case siliconPhotonic = "silicon-photonic"
    /// Waveguides of a thin electro-optic film.
    case electroOptic = "electro-optic"
    /// Hands: a patch panel.
    case manual
    /// Nothing: a passive part such as a circulator.
    case passive
  }

  /// The catalogue name.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// What moves the light.
  public var kind: Kind
  /// Ports on each side, spare ones counted.
  public var ports: Int
  /// Ports that stand by for others that fail.
  public var sparePorts: Int
  /// Insertion loss that a path has typically [dB].
  public var loss: Double
  /// Insertion loss that no path exceeds; infinite where it is not stated [dB].
  public var worstLoss: Double
  /// Light that comes back, at its worst; 0 where it is not stated [dB].
  public var returnLoss: Double
  /// Time that one path takes to move [s].
  public var switchingTime: Double
  /// Time until links run again after a reconfiguration [s].
  public var reconfigurationTime: Double
  /// Power without paths [W].
  public var power: Double
  /// Power of each path [W].
  public var powerPerPort: Double
  /// Price of each port [USD].
  public var pricePerPort: Double
  /// Rate at which the whole of it fails [1/s].
  public var failureRate: Double

  /// Describes a part.
  public init(
    id: String,
    name: String,
    kind: Kind,
    ports: Int,
    sparePorts: Int = 0,
    loss: Double,
    worstLoss: Double = .infinity,
    returnLoss: Double = 0,
    switchingTime: Double,
    reconfigurationTime: Double,
    power: Double,
    powerPerPort: Double = 0,
    pricePerPort: Double,
    failureRate: Double = 0
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.ports = ports
    self.sparePorts = sparePorts
    self.loss = loss
    self.worstLoss = worstLoss
    self.returnLoss = returnLoss
    self.switchingTime = switchingTime
    self.reconfigurationTime = reconfigurationTime
    self.power = power
    self.powerPerPort = powerPerPort
    self.pricePerPort = pricePerPort
    self.failureRate = failureRate
  }

  /// Ports that carry traffic.
  public var usablePorts: Int { ports - sparePorts }

  /// Switches that so many fibre ends need.
  public func count(fibres: Int) -> Int {
    (fibres + max(1, usablePorts) - 1) / max(1, usablePorts)
  }

  /// Power of what so many fibre ends need [W].
  public func power(fibres: Int) -> Double {
    Double(count(fibres: fibres)) * power + Double(fibres) * powerPerPort
  }

  /// Price of what so many fibre ends need, by the ports in use [USD].
  public func price(fibres: Int) -> Double { Double(fibres) * pricePerPort }
}
