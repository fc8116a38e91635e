public import Thermal

/// A place on a grid: its climate, its electricity and what building there costs.
public struct Site: Hashable, Sendable {
  /// The catalogue name, such as `us-virginia`.
  public var id: String
  /// The place for a reader.
  public var name: String
  /// Weather that cooling plants are sized and run by.
  public var climate: Climate
  /// Price of electricity at the meter [USD/J].
  public var electricityPrice: Double
  /// Emission of the grid per energy, by location [kg/J].
  public var carbonIntensity: Double
  /// Price of water [USD/m³].
  public var waterPrice: Double
  /// Land, shell and plant per IT power [USD/W].
  public var constructionCost: Double
  /// Power that may be drawn from the grid, infinite when the scenario sets no limit [W].
  public var powerLimit: Double

  /// Describes a site.
  public init(
    id: String,
    name: String,
    climate: Climate,
    electricityPrice: Double,
    carbonIntensity: Double,
    waterPrice: Double = 0,
    constructionCost: Double,
    powerLimit: Double = .infinity
  ) {
    self.id = id
    self.name = name
    self.climate = climate
    self.electricityPrice = electricityPrice
    self.carbonIntensity = carbonIntensity
    self.waterPrice = waterPrice
    self.constructionCost = constructionCost
    self.powerLimit = powerLimit
  }
}
