/// What one technology makes of a rate over a length.
///
/// A value of plain numbers: it is made thousands of times in a search of fabrics.
public struct LinkEstimate: Sendable, Hashable {
  /// Why a technology does not do.
  public struct Obstacles: OptionSet, Sendable, Hashable {
    /// The bits of the set.
    public let rawValue: UInt8
    /// Makes a set of its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The length is beyond its reach.
    public static let length = Obstacles(rawValue: 1)
    /// The place is hotter than it is specified for.
    public static let temperature = Obstacles(rawValue: 2)
    /// It brings more than the edge of the die or package can take.
    public static let edge = Obstacles(rawValue: 4)
    /// Its first year of volume is later than asked.
    public static let year = Obstacles(rawValue: 8)
  }

  /// What is asked of a link.
  public struct Demand: Sendable, Hashable {
    /// Net rate, one direction [bit/s].
    public var rate: Double
    /// Length of the medium [m].
    public var length: Double
    /// Forward error correction.
    public var correction: ErrorCorrection
    /// Temperature of case or die, nil where nothing is asked [K].
    public var temperature: Double?
    /// Edge of die or package to be used at most [m].
    public var edge: Double
    /// Year in which it is to be had, nil where nothing is asked.
    public var year: Int?

    /// Asks for a rate over a length.
    public init(
      rate: Double,
      length: Double,
      correction: ErrorCorrection = .kp4,
      temperature: Double? = nil,
      edge: Double = .infinity,
      year: Int? = nil
    ) {
      self.rate = rate
      self.length = length
      self.correction = correction
      self.temperature = temperature
      self.edge = edge
      self.year = year
    }
  }

  /// Why it does not do; empty where it does.
  public var obstacles: Obstacles
  /// Reach less length [m].
  public var reachMargin: Double
  /// Lanes of each direction.
  public var lanes: Double
  /// Energy of one end without outside lasers (B0) [J/bit].
  public var moduleEnergy: Double
  /// Energy of one end with its lasers (B1) [J/bit].
  public var laserEnergy: Double
  /// Energy of one end with its host's serialiser (B2) [J/bit].
  public var hostEnergy: Double
  /// Net rate, one direction [bit/s].
  public var rate: Double
  /// Latency of both ends and of flight, without error correction [s].
  public var delay: Double
  /// Latency that error correction adds [s].
  public var correctionDelay: Double
  /// Price of both ends and the medium [USD].
  public var price: Double
  /// Edge of die or package used at one end, 0 where it is not known [m].
  public var edge: Double
  /// Hard failures of both ends a second [1/s].
  public var failureRate: Double
  /// Times a second that it goes down and comes back by itself [1/s].
  public var flapRate: Double
  /// What is replaced when one lane, fibre or laser fails.
  public var replacedUnit: ReplacedUnit
  /// Rate that goes down with that unit [bit/s].
  public var blastRate: Double

  /// Whether the technology does.
  public var isFeasible: Bool { obstacles.isEmpty }

  /// Energy of a bit at one end up to a boundary [J/bit].
  public func endEnergy(_ boundary: EnergyBoundary) -> Double {
    switch boundary {
    case .module: moduleEnergy
    case .laser: laserEnergy
    case .host, .box: hostEnergy
    }
  }

  /// Energy of a bit at both ends up to a boundary [J/bit].
  public func linkEnergy(_ boundary: EnergyBoundary) -> Double { 2 * endEnergy(boundary) }

  /// Power of both ends up to a boundary [W].
  public func power(_ boundary: EnergyBoundary) -> Double { linkEnergy(boundary) * rate }

  /// Latency from bit to bit [s].
  public var latency: Double { delay + correctionDelay }

  /// Seconds in a year [s].
  public static let year = 31_557_600.0

  /// Hard failures a year.
  public var failuresPerYear: Double { failureRate * Self.year }

  /// Flaps a year.
  public var flapsPerYear: Double { flapRate * Self.year }
}

extension LinkTechnology {
  /// What the technology makes of a rate over a length.
  ///
  /// - Parameter demand: What is asked of the link.
  /// - Returns: Whether it does, and what it takes.
  public func estimate(_ demand: LinkEstimate.Demand) -> LinkEstimate {
    let rate = demand.rate
    let ports = rate / portRate
    let edge = edgeDensity > 0 ? rate / edgeDensity : 0
    // A part in 10¹² is forgiven, as lengths and reaches are decimal numbers.
    let reached = demand.length <= reach * (1 + 1e-12)
    var obstacles: LinkEstimate.Obstacles = reached ? [] : .length
    if let temperature = demand.temperature, temperature > temperatureLimit * (1 + 1e-12) {
      obstacles.insert(.temperature)
    }
    if edge > demand.edge * (1 + 1e-12) { obstacles.insert(.edge) }
    if let wanted = demand.year, year > wanted { obstacles.insert(.year) }
    // Parts of a package do without the correction that cables and fibres need.
    let correction = family.isInPackage ? ErrorCorrection.none : demand.correction
    let lanes = (rate / laneRate * (1 - 1e-12)).rounded(.up)
    return LinkEstimate(
      obstacles: obstacles,
      reachMargin: reach - demand.length,
      lanes: lanes,
      moduleEnergy: endEnergy(.module),
      laserEnergy: endEnergy(.laser),
      hostEnergy: endEnergy(.host),
      rate: rate,
      delay: delay(length: demand.length),
      // Lanes of a port share one correction; ports side by side have one each.
      correctionDelay: correction.latency(lineRate: min(rate, portRate) * correction.expansion),
      price: rate * (pricePerRate + pricePerRateMetre * demand.length),
      edge: edge,
      failureRate: 2 * failureRate * ports,
      flapRate: flapRate * ports,
      replacedUnit: replacedUnit,
      blastRate: max(blastRate, portRate)
    )
  }
}

extension LinkFamily {
  /// Whether it joins dies of one package or board, without error correction of its own frames.
  public var isInPackage: Bool {
    switch self {
    case .dieToDieStandard, .dieToDieAdvanced, .dieOnDie, .chipToChip: true
    default: false
    }
  }
}
