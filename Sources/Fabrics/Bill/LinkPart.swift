/// A link technology as a fabric counts it: how far it reaches and what its ends cost.
///
/// Filled from `LinkTechnology` by whoever knows both rooms.
public struct LinkPart: Sendable, Hashable {
  /// The catalogue name.
  public var id: String
  /// Name for a reader.
  public var name: String
  /// Whether the bits travel as light, so that each end is a transceiver.
  public var isOptical: Bool
  /// Rate of one lane, one direction [bit/s].
  public var laneRate: Double
  /// Longest distance at which it works [m].
  public var reach: Double
  /// Energy of a bit at one end, lasers counted, hosts not [J/bit].
  public var endEnergy: Double
  /// Price of both ends and the medium between them, per rate [USD/(bit/s)].
  public var pricePerRate: Double
  /// Part of the price for each metre of medium, per rate [USD/(bit/s)/m].
  public var pricePerRateMetre: Double
  /// Rate of hard failures of one end at `portRate` [1/s].
  public var failureRate: Double
  /// Rate at which one link at `portRate` goes down and comes back [1/s].
  public var flapRate: Double
  /// Rate of the port that failure and flap rates are stated for [bit/s].
  public var portRate: Double
  /// Wavelengths that share a fibre; 1 where each lane has fibres of its own.
  public var wavelengths: Int
  /// Whether both directions share a fibre, by circulators or by colours.
  public var isBidirectional: Bool

  /// Describes a part.
  public init(
    id: String,
    name: String,
    isOptical: Bool,
    laneRate: Double,
    reach: Double,
    endEnergy: Double,
    pricePerRate: Double = 0,
    pricePerRateMetre: Double = 0,
    failureRate: Double = 0,
    flapRate: Double = 0,
    portRate: Double,
    wavelengths: Int = 1,
    isBidirectional: Bool = false
  ) {
    self.id = id
    self.name = name
    self.isOptical = isOptical
    self.laneRate = laneRate
    self.reach = reach
    self.endEnergy = endEnergy
    self.pricePerRate = pricePerRate
    self.pricePerRateMetre = pricePerRateMetre
    self.failureRate = failureRate
    self.flapRate = flapRate
    self.portRate = portRate
    self.wavelengths = wavelengths
    self.isBidirectional = isBidirectional
  }

  /// Lanes that a link of a rate needs, each direction.
  public func lanes(rate: Double) -> Int { max(1, Int((rate / laneRate - 1e-9).rounded(.up))) }

  /// Fibres, or pairs of wires, of one link.
  ///
  /// Parallel lanes take a fibre each way; wavelengths share one; circulators let both ways share.
  ///
  /// - Parameter rate: Rate of the link, one direction [bit/s].
  /// - Returns: Strands of fibre, or differential pairs where the link is electrical.
  public func strands(rate: Double) -> Int {
    let fibres = (lanes(rate: rate) + wavelengths - 1) / wavelengths
    return isBidirectional && isOptical ? fibres : 2 * fibres
  }

  /// Power of one end [W].
  public func endPower(rate: Double) -> Double { endEnergy * rate }

  /// Price of a whole link [USD].
  public func price(rate: Double, length: Double) -> Double {
    (pricePerRate + pricePerRateMetre * length) * rate
  }

  /// How often one end of a link fails for good [1/s]; grows with the lanes that it has.
  public func failureRate(rate: Double) -> Double { failureRate * rate / portRate }

  /// How often one link flaps [1/s]; grows with the lanes that it has.
  public func flapRate(rate: Double) -> Double { flapRate * rate / portRate }

  /// What no fabric can be counted with, in words.
  public var problems: [String] {
    var found: [String] = []
    func check(_ value: Double, _ what: String, positive: Bool = false) {
      if !value.isFinite || value < 0 || positive && value == 0 {
        found.append(
          "\(what) of \(id) is \(value); it must be \(positive ? "above" : "at least") 0"
        )
      }
    }
    check(laneRate, "the lane rate", positive: true)
    check(reach, "the reach", positive: true)
    check(endEnergy, "the energy")
    check(pricePerRate, "the price")
    check(pricePerRateMetre, "the price by length")
    check(failureRate, "the failure rate")
    check(flapRate, "the flap rate")
    check(portRate, "the port rate", positive: true)
    if wavelengths < 1 { found.append("\(id) has \(wavelengths) wavelengths; 1 or more are due") }
    return found
  }
}
