/// One way of heat from the racks to the outdoors: a loop at a supply temperature and its plant.
public struct HeatPath: Sendable, Hashable {
  /// Temperature at which the loop supplies the racks [K].
  public var supplyTemperature: Double

  /// Fans or pumps of the loop inside the building, over the heat carried.
  public var circulationShare: Double

  /// How the heat leaves.
  public var rejection: HeatRejection

  /// Tower or dry-cooler fans and outdoor pumps, over the heat carried.
  public var rejectionShare: Double

  /// Outdoor to supply temperature difference that the plant needs without a compressor [K].
  public var approach: Double

  /// What a compressor must lift in addition to the difference of outdoor and supply [K].
  ///
  /// Both heat exchangers of the machine and what lies between them and the two ends.
  public var chillerMargin: Double

  /// Performance of the chiller over that of a perfect one between the same temperatures.
  public var chillerEfficiency: Double

  /// Least lift that a chiller works with [K].
  public static let leastLift = 8.0

  /// Creates a heat path.
  ///
  /// - Parameters:
  ///   - supplyTemperature: Temperature at which the loop supplies the racks [K].
  ///   - circulationShare: Indoor fans or pumps over the heat carried.
  ///   - rejection: How the heat leaves.
  ///   - rejectionShare: Outdoor fans and pumps over the heat carried.
  ///   - approach: Outdoor to supply difference needed without a compressor [K].
  ///   - chillerMargin: Additional lift of a compressor [K].
  ///   - chillerEfficiency: Performance over that of a perfect machine, above 0 and at most 1.
  public init(
    supplyTemperature: Double,
    circulationShare: Double,
    rejection: HeatRejection,
    rejectionShare: Double,
    approach: Double,
    chillerMargin: Double,
    chillerEfficiency: Double
  ) {
    precondition(chillerEfficiency > 0 && chillerEfficiency <= 1 && supplyTemperature > 0)
    self.supplyTemperature = supplyTemperature
    self.circulationShare = circulationShare
    self.rejection = rejection
    self.rejectionShare = rejectionShare
    self.approach = approach
    self.chillerMargin = chillerMargin
    self.chillerEfficiency = chillerEfficiency
  }

  /// Share of the year in which no compressor runs.
  ///
  /// - Parameter climate: Weather of the place.
  /// - Returns: A share of the hours, 0 to 1.
  public func economiserShare(climate: Climate) -> Double {
    1 - climate.hours(for: rejection).share(above: supplyTemperature - approach)
  }

  /// Compressor power over the heat carried, mean over the year.
  ///
  /// In the hours above `T_supply − approach` the whole heat goes through a chiller with
  /// `1/COP = lift/(η·T_supply)`, `lift = T_out − T_supply + margin`; the mean lift over those hours
  /// follows in closed form. Hours of mixed operation count as compressor hours, which is cautious.
  ///
  /// - Parameter climate: Weather of the place.
  /// - Returns: A share of the heat.
  public func chillerShare(climate: Climate) -> Double {
    let hours = climate.hours(for: rejection)
    let threshold = supplyTemperature - approach
    let running = hours.share(above: threshold)
    guard running > 0 else { return 0 }
    let excess = hours.meanExcess(above: threshold) / running
    let lift = max(Self.leastLift, excess - approach + chillerMargin)
    return running * lift / (chillerEfficiency * supplyTemperature)
  }

  /// Compressor power over the heat carried in the design hour, for sizing the grid connection.
  ///
  /// - Parameter climate: Weather of the place.
  /// - Returns: A share of the heat.
  public func peakChillerShare(climate: Climate) -> Double {
    let outdoor = rejection == .dry ? climate.designTemperature : climate.designWetBulb
    guard outdoor > supplyTemperature - approach else { return 0 }
    let lift = max(Self.leastLift, outdoor - supplyTemperature + chillerMargin)
    return lift / (chillerEfficiency * supplyTemperature)
  }
}
