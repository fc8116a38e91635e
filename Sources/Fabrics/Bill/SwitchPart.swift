/// A box that switches packets, its own power and its built-in optics apart.
public struct SwitchPart: Sendable, Hashable {
  /// The catalogue name.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Ports at their full rate.
  public var ports: Int
  /// Full rate of a port, one direction [bit/s].
  public var portRate: Double
  /// Lowest rate that a port can be split into [bit/s].
  public var leastPortRate: Double
  /// Power of chips, fans, control and conversion; without what is plugged in or built in [W].
  public var power: Double
  /// Power of optics that are built in with their lasers; 0 where ends are plugged in [W].
  public var opticsPower: Double
  /// Price without optics [USD].
  public var price: Double
  /// Price of built-in optics [USD].
  public var opticsPrice: Double
  /// Whether the optics are built in, so that links bring no end of their own.
  public var hasOptics: Bool
  /// Rate of failures that take the whole box down [1/s].
  public var failureRate: Double

  /// Describes a switch.
  public init(
    id: String,
    name: String,
    ports: Int,
    portRate: Double,
    leastPortRate: Double? = nil,
    power: Double,
    opticsPower: Double = 0,
    price: Double = 0,
    opticsPrice: Double = 0,
    hasOptics: Bool = false,
    failureRate: Double = 0
  ) {
    self.id = id
    self.name = name
    self.ports = ports
    self.portRate = portRate
    self.leastPortRate = leastPortRate ?? portRate
    self.power = power
    self.opticsPower = opticsPower
    self.price = price
    self.opticsPrice = opticsPrice
    self.hasOptics = hasOptics
    self.failureRate = failureRate
  }

  /// Bandwidth of all ports, one direction [bit/s].
  public var capacity: Double { Double(ports) * portRate }

  /// Ports at a rate: split where the rate is lower, bundled where it is higher.
  ///
  /// - Parameter rate: Rate of a link, one direction [bit/s].
  /// - Returns: Links that one switch takes.
  public func radix(rate: Double) -> Int {
    guard rate > 0 else { return 0 }
    if rate > portRate {
      return ports / Int((rate / portRate - 1e-9).rounded(.up))
    }
    let used = max(rate, leastPortRate)
    return ports * Int((portRate / used + 1e-9).rounded(.down))
  }

  /// Power of the box with what is plugged into its ports [W].
  ///
  /// - Parameter ends: Links with the rate of each and how many there are.
  /// - Returns: Chips and fans, built-in optics, and one end of each link.
  public func boxPower(with ends: [(part: LinkPart, rate: Double, count: Int)]) -> Double {
    let plugged = ends.reduce(0.0) { $0 + Double($1.count) * $1.part.endPower(rate: $1.rate) }
    return power + opticsPower + (hasOptics ? 0 : plugged)
  }

  /// What no fabric can be built of, in words.
  public var problems: [String] {
    var found: [String] = []
    if ports < 1 { found.append("\(id) has \(ports) ports; 1 or more are due") }
    if !(portRate > 0) { found.append("the port rate of \(id) is \(portRate); it must be above 0") }
    if !(leastPortRate > 0 && leastPortRate <= portRate) {
      found.append("the lowest port rate of \(id) must be above 0 and at most its port rate")
    }
    for (value, what) in [
      (power, "power"), (opticsPower, "power of optics"), (price, "price"),
      (opticsPrice, "price of optics"), (failureRate, "failure rate"),
    ] where !(value >= 0) {
      found.append("the \(what) of \(id) is \(value); it must be at least 0")
    }
    return found
  }
}
