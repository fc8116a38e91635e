/// One way of moving bits between two chips: a cable, a module, an engine or a package trace.
///
/// Energies are kept by accounting boundary and are never mixed: see ``EnergyBoundary``. Every
/// figure holds for one lane rate; another lane rate is another technology.
public struct LinkTechnology: Sendable, Hashable {
  /// The catalogue name, such as `pluggable-dsp-200g`.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// What it is made of and how it is driven.
  public var family: LinkFamily
  /// Rate of one lane, one direction [bit/s].
  public var laneRate: Double
  /// Longest distance at which it works [m].
  public var reach: Double
  /// Energy of one end: module power over its rate, or half of a cable's; outside lasers apart [J/bit].
  public var moduleEnergy: Double
  /// Energy of one end's external lasers, with coolers and wall-plug efficiency [J/bit].
  public var laserEnergy: Double
  /// Energy of one host's serialiser, both directions of its lane [J/bit].
  public var hostEnergy: Double
  /// Latency of both ends without propagation and without forward error correction [s].
  public var latency: Double
  /// Speed of the signal in the medium [m/s].
  public var velocity: Double
  /// Bandwidth brought out of a millimetre of die or package edge, given here per metre [bit/s/m].
  public var edgeDensity: Double
  /// Price of both ends and the medium between them, per rate [USD/(bit/s)].
  public var pricePerRate: Double
  /// Part of that price for each metre of medium and rate [USD/(bit/s)/m].
  public var pricePerRateMetre: Double
  /// Rate of hard failures that need a replacement, of one end at `portRate` [1/s].
  public var failureRate: Double
  /// Rate at which one link at `portRate` goes down and comes back by itself [1/s].
  public var flapRate: Double
  /// Rate of the port that failure and flap rates are stated for [bit/s].
  public var portRate: Double
  /// What has to be replaced when one fibre, lane or laser fails.
  public var replacedUnit: ReplacedUnit
  /// Rate that goes down with that unit [bit/s].
  public var blastRate: Double
  /// Highest temperature of case or die at which it is specified [K].
  public var temperatureLimit: Double
  /// Share of the technology's power that heats the air of the switch or server box (1).
  public var airShare: Double
  /// First year of volume shipments.
  public var year: Int
  /// What its rings do as their temperature changes, nil where it has none.
  public var ring: RingLink?

  /// Describes a technology.
  public init(
    id: String,
    name: String,
    family: LinkFamily,
    laneRate: Double,
    reach: Double,
    moduleEnergy: Double,
    laserEnergy: Double = 0,
    hostEnergy: Double,
    latency: Double,
    velocity: Double = 2.042e8,
    edgeDensity: Double = 0,
    pricePerRate: Double = 0,
    pricePerRateMetre: Double = 0,
    failureRate: Double = 0,
    flapRate: Double = 0,
    portRate: Double,
    replacedUnit: ReplacedUnit,
    blastRate: Double,
    temperatureLimit: Double = 343.15,
    airShare: Double = 1,
    year: Int = 0,
    ring: RingLink? = nil
  ) {
    self.id = id
    self.name = name
    self.family = family
    self.laneRate = laneRate
    self.reach = reach
    self.moduleEnergy = moduleEnergy
    self.laserEnergy = laserEnergy
    self.hostEnergy = hostEnergy
    self.latency = latency
    self.velocity = velocity
    self.edgeDensity = edgeDensity
    self.pricePerRate = pricePerRate
    self.pricePerRateMetre = pricePerRateMetre
    self.failureRate = failureRate
    self.flapRate = flapRate
    self.portRate = portRate
    self.replacedUnit = replacedUnit
    self.blastRate = blastRate
    self.temperatureLimit = temperatureLimit
    self.airShare = airShare
    self.year = year
    self.ring = ring
  }

  /// Energy of a bit at one end of the link, up to a boundary, as data sheets count it [J/bit].
  ///
  /// - Parameter boundary: What is counted; `box` adds nothing here, as it belongs to a switch.
  /// - Returns: The sum of the parts that the boundary counts.
  public func endEnergy(_ boundary: EnergyBoundary) -> Double {
    switch boundary {
    case .module: moduleEnergy
    case .laser: moduleEnergy + laserEnergy
    case .host, .box: moduleEnergy + laserEnergy + hostEnergy
    }
  }

  /// Energy of a bit from end to end of the link, up to a boundary [J/bit].
  ///
  /// - Parameter boundary: What is counted at each of the two ends.
  /// - Returns: Twice the energy of one end.
  public func linkEnergy(_ boundary: EnergyBoundary) -> Double { 2 * endEnergy(boundary) }

  /// Power of one end of a port with its lasers, drawn at any load [W].
  ///
  /// - Parameter rate: Rate of the port, one direction [bit/s].
  /// - Returns: Energy of one end with its lasers at that rate.
  public func endPower(rate: Double) -> Double { endEnergy(.laser) * rate }

  /// Time of flight and of both ends, forward error correction apart [s].
  ///
  /// - Parameter length: Length of the medium [m].
  /// - Returns: Latency of the ends plus length over the signal's speed.
  public func delay(length: Double) -> Double { latency + length / velocity }
}
