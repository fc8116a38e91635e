import Foundation
public import Links
import Thermal

/// The links of one tier of a system: of what technology, how many and how long, and how they fail.
public struct TierLinks: Sendable, Hashable {
  /// What carries the bits.
  public var technology: LinkTechnology
  /// Rate of one port, one direction [bit/s].
  public var rate: Double
  /// Ports of one accelerator; a share where several use one.
  public var portsPerAccelerator: Double
  /// Links of the technology for one port, those between switches counted by share.
  public var linksPerPort: Double
  /// Length of the longest link [m].
  public var length: Double
  /// Whether a port reaches two first switches, so that a link lost slows the job and does not stop it.
  public var isDualHomed: Bool

  /// Describes the links of a tier.
  public init(
    technology: LinkTechnology,
    rate: Double,
    portsPerAccelerator: Double,
    linksPerPort: Double,
    length: Double = 0,
    isDualHomed: Bool = false
  ) {
    self.technology = technology
    self.rate = rate
    self.portsPerAccelerator = portsPerAccelerator
    self.linksPerPort = linksPerPort
    self.length = length
    self.isDualHomed = isDualHomed
  }

  /// What is forgiven of a reach that is a little short: both are rounded figures (1).
  static let slack = 1.01

  /// Whether the technology reaches over the longest link.
  public var reaches: Bool { length <= Self.slack * technology.reach }

  /// Links for one accelerator.
  public var linksPerAccelerator: Double { portsPerAccelerator * linksPerPort }

  /// Ports of the technology's stated size for one link.
  private var modules: Double { max(1, rate / technology.portRate) }

  /// Power of both ends of all links for one port, drawn at any load [W].
  public var powerPerPort: Double { 2 * linksPerPort * technology.endPower(rate: rate) }

  /// Power of one port's links with the hosts' serialisers at every end [W].
  public var powerWithHostsPerPort: Double {
    linksPerPort * technology.linkEnergy(.host) * rate
  }

  /// Price of all links for one port [USD].
  public var pricePerPort: Double {
    linksPerPort * rate * (technology.pricePerRate + technology.pricePerRateMetre * length)
  }

  /// Hard failures of the links of one accelerator, both ends [1/s].
  public var failureRate: Double {
    linksPerAccelerator * modules * 2 * technology.failureRate
  }

  /// Flaps of the links of one accelerator [1/s].
  public var flapRate: Double { linksPerAccelerator * modules * technology.flapRate }
}

extension System {
  /// Warming of a 400G module's case over the air that arrives, for each watt of its power [K/W].
  ///
  /// From medians over 13,234 modules: 45.5 °C at 8.1 W and 35.1 °C at 4.2 W (Alibaba, ECOC 2026),
  /// so the heat of the modules beside it, which change alike, is in it.
  public static let moduleResistance = (45.5 - 35.1) / (8.1 - 4.2)

  /// Warming of the air before it meets the modules [K].
  ///
  /// From the same medians, with air supplied at 22 °C (assumed).
  public static let moduleApproach = 35.1 - 4.2 * moduleResistance - 22

  /// Temperature of a module's case in the switches [K].
  ///
  /// Larger modules have larger heat sinks: resistance falls with the root of the rate (assumed).
  ///
  /// - Parameter tier: The links.
  /// - Returns: Air supplied, warmed on its way and by the modules.
  public func moduleTemperature(of tier: TierLinks) -> Double {
    let resistance = Self.moduleResistance * (400e9 / tier.rate).squareRoot()
    return facility.cooling.air.supplyTemperature + Self.moduleApproach
      + resistance * tier.technology.endPower(rate: tier.rate)
  }
}

/// What failing links do to a job that spans many of them.
public struct LinkFailures: Sendable, Hashable {
  /// Time that the job stands still at a flap of a link with no second way [s].
  ///
  /// Alibaba HPN, SIGCOMM 2024, section 9.3: a flap halts training for more than 9 s.
  public static let flapStall = 9.0
  /// Throughput lost while a link with a second way is down (1).
  ///
  /// Alibaba HPN, SIGCOMM 2024, section 9.3: 6.25 % for LLaMa-7B on 256 accelerators.
  public static let degradation = 0.0625
  /// Time until a failed module or cable is replaced, assumed [s].
  public static let repairTime = 4.0 * 3600
  /// Share of measured interruptions that switches and cables cause (1).
  ///
  /// Llama 3, arXiv 2407.21783, table 5: 35 of 419, accelerators with one port and 400G modules.
  public static let networkShare = 35.0 / 419

  /// Interruptions of one accelerator over those with the usual links (1).
  public var interruptionRatio = 1.0
  /// Share of the time for which a job of a number of accelerators moves on at full speed (1).
  public var availability = 1.0

  /// The effect of links on a job.
  ///
  /// The node's mean time between interruptions was measured with the usual links: their share of
  /// it scales with the failure rate of the links in use, and falls away where each port has a
  /// second way. Flaps stall the job; with a second way hard failures slow it until repaired.
  ///
  /// - Parameters:
  ///   - links: Links in use, nil where nothing is known of them.
  ///   - usual: Links with which interruptions were measured.
  ///   - accelerators: Accelerators of the job.
  public init(links: TierLinks?, usual: TierLinks?, accelerators: Double) {
    guard let links else { return }
    if let usual, usual.failureRate > 0 {
      let network = links.isDualHomed ? 0 : links.failureRate / usual.failureRate
      interruptionRatio = 1 - Self.networkShare + Self.networkShare * network
    }
    if links.isDualHomed {
      let down = -expm1(-accelerators * links.failureRate * Self.repairTime)
      availability = 1 - Self.degradation * down
    } else {
      availability = exp(-accelerators * links.flapRate * Self.flapStall)
    }
  }
}
