/// A way to cool racks of accelerators, from the die to the outdoors.
///
/// The part of the rack's heat given by `liquidShare` leaves through `liquid`, the rest through
/// `air`. The accelerator itself meets the coolant described by the junction figures: behind a
/// rear-door exchanger that is still air although water carries all heat out of the room.
public struct CoolingTechnology: Sendable, Hashable {
  /// What the technology is called.
  public var name: String

  /// Power of a rack that it can cool [W].
  public var rackPowerLimit: Double

  /// Temperature of the coolant that arrives at the accelerators [K].
  public var junctionInletTemperature: Double

  /// Die area for which the two resistances hold [m²].
  public var referenceArea: Double

  /// Junction to case on the reference area; falls with the area [K/W].
  public var interfaceResistance: Double

  /// Case to coolant on the reference area; falls with the root of the area [K/W].
  public var sinkResistance: Double

  /// Warming of the coolant up to the hottest accelerator, at rated power [K].
  public var coolantRise: Double

  /// Power of fans inside the servers over server power without them; 0 without fans.
  public var serverFanShare: Double

  /// Share of the rack's heat that leaves by liquid.
  public var liquidShare: Double

  /// The liquid loop; used when `liquidShare` is more than 0.
  public var liquid: HeatPath

  /// The air loop; used when `liquidShare` is less than 1.
  public var air: HeatPath

  /// Light, offices and controls over IT power.
  public var otherShare: Double

  /// Creates a technology.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - rackPowerLimit: Power of a rack that it can cool [W].
  ///   - junctionInletTemperature: Coolant temperature at the accelerators [K].
  ///   - referenceArea: Die area for which the resistances hold [m²].
  ///   - interfaceResistance: Junction to case [K/W].
  ///   - sinkResistance: Case to coolant [K/W].
  ///   - coolantRise: Warming of the coolant at rated power [K].
  ///   - serverFanShare: Server fans over server power without them.
  ///   - liquidShare: Share of heat that leaves by liquid, 0 to 1.
  ///   - liquid: The liquid loop.
  ///   - air: The air loop.
  ///   - otherShare: Light, offices and controls over IT power.
  public init(
    name: String,
    rackPowerLimit: Double,
    junctionInletTemperature: Double,
    referenceArea: Double,
    interfaceResistance: Double,
    sinkResistance: Double,
    coolantRise: Double,
    serverFanShare: Double,
    liquidShare: Double,
    liquid: HeatPath,
    air: HeatPath,
    otherShare: Double
  ) {
    precondition(referenceArea > 0 && liquidShare >= 0 && liquidShare <= 1)
    self.name = name
    self.rackPowerLimit = rackPowerLimit
    self.junctionInletTemperature = junctionInletTemperature
    self.referenceArea = referenceArea
    self.interfaceResistance = interfaceResistance
    self.sinkResistance = sinkResistance
    self.coolantRise = coolantRise
    self.serverFanShare = serverFanShare
    self.liquidShare = liquidShare
    self.liquid = liquid
    self.air = air
    self.otherShare = otherShare
  }

  /// The resistances of an accelerator under this cooling.
  ///
  /// Conduction through the interface goes with `1/A`. The sink is held back by spreading from the
  /// die, which goes with `1/√A` (constriction of a disc on a half-space). Coolant flow is sized to
  /// rated power, so the stream warms by `coolantRise` there.
  ///
  /// - Parameters:
  ///   - dieArea: Area of all compute dies in the package [m²].
  ///   - ratedPower: Rated power of the accelerator [W].
  /// - Returns: The chain from junction to inlet.
  public func junctionChain(dieArea: Double, ratedPower: Double) -> ResistanceChain {
    let ratio = referenceArea / dieArea
    return ResistanceChain(
      inletTemperature: junctionInletTemperature,
      interfaceResistance: interfaceResistance * ratio,
      sinkResistance: sinkResistance * ratio.squareRoot(),
      coolantResistance: ratedPower > 0 ? coolantRise / ratedPower : 0
    )
  }

  /// Power of a server under this cooling, from its power under another [W].
  ///
  /// Only the server's fans differ; leakage is the matter of ``ResistanceChain``.
  ///
  /// - Parameters:
  ///   - power: Power of the server as rated or measured, its fans included [W].
  ///   - other: The cooling under which that power holds.
  /// - Returns: The power.
  public func serverPower(_ power: Double, ratedWith other: CoolingTechnology) -> Double {
    power * (1 + serverFanShare) / (1 + other.serverFanShare)
  }

  /// Whether a rack stays within what the technology can cool.
  ///
  /// - Parameter power: Power of the rack [W].
  /// - Returns: Whether it does.
  public func canCool(rackPower power: Double) -> Bool { power <= rackPowerLimit }

  /// The yearly overhead of a facility that is cooled so in a climate.
  ///
  /// - Parameters:
  ///   - climate: Weather of the place.
  ///   - electricalShare: Losses of the electrical rooms over IT power.
  /// - Returns: The account, whose sum is PUE − 1.
  public func overhead(climate: Climate, electricalShare: Double) -> FacilityOverhead {
    let airShare = 1 - liquidShare
    let evaporated =
      (liquid.rejection == .evaporative ? liquidShare : 0)
      + (air.rejection == .evaporative ? airShare : 0)
    let chiller =
      (liquidShare > 0 ? liquidShare * liquid.chillerShare(climate: climate) : 0)
      + (airShare > 0 ? airShare * air.chillerShare(climate: climate) : 0)
    return FacilityOverhead(
      circulation: liquidShare * liquid.circulationShare + airShare * air.circulationShare,
      rejection: liquidShare * liquid.rejectionShare + airShare * air.rejectionShare,
      chiller: chiller,
      electrical: electricalShare,
      other: otherShare,
      waterUse: evaporated * (1 + chiller) * WaterUse.perJouleRejected()
    )
  }

  /// Facility over IT power in the design hour, which sizes the grid connection.
  ///
  /// - Parameters:
  ///   - climate: Weather of the place.
  ///   - electricalShare: Losses of the electrical rooms over IT power.
  /// - Returns: A ratio above 1.
  public func peakPowerUsage(climate: Climate, electricalShare: Double) -> Double {
    let airShare = 1 - liquidShare
    let liquidPart =
      liquid.circulationShare + liquid.rejectionShare + liquid.peakChillerShare(climate: climate)
    let airPart = air.circulationShare + air.rejectionShare + air.peakChillerShare(climate: climate)
    return 1 + liquidShare * liquidPart + airShare * airPart + electricalShare + otherShare
  }
}
