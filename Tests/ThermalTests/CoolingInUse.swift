import Thermal

/// Technologies and climates of the catalogue, repeated here so that the room is tested alone.
enum CoolingInUse {
  /// A temperature on the Celsius scale [K].
  static func celsius(_ value: Double) -> Double { value + 273.15 }

  /// A heat path with its temperatures in degrees Celsius.
  private static func path(
    _ supply: Double,
    _ circulation: Double,
    _ rejection: HeatRejection,
    _ outside: Double,
    _ approach: Double,
    _ margin: Double,
    _ efficiency: Double
  ) -> HeatPath {
    HeatPath(
      supplyTemperature: celsius(supply),
      circulationShare: circulation,
      rejection: rejection,
      rejectionShare: outside,
      approach: approach,
      chillerMargin: margin,
      chillerEfficiency: efficiency
    )
  }

  /// The air loop of a contained hall.
  static let airLoop = path(22, 0.065, .evaporative, 0.045, 12, 24, 0.43)

  /// A technology whose resistances hold for 814 mm².
  private static func technology(
    _ name: String,
    rack: Double,
    inlet: Double,
    sink: Double,
    rise: Double,
    fans: Double,
    liquidShare: Double,
    liquid: HeatPath,
    other: Double
  ) -> CoolingTechnology {
    CoolingTechnology(
      name: name,
      rackPowerLimit: rack,
      junctionInletTemperature: celsius(inlet),
      referenceArea: 814e-6,
      interfaceResistance: 0.013,
      sinkResistance: sink,
      coolantRise: rise,
      serverFanShare: fans,
      liquidShare: liquidShare,
      liquid: liquid,
      air: airLoop,
      otherShare: other
    )
  }

  /// Air with contained aisles.
  static let air = technology(
    "air",
    rack: 45e3,
    inlet: 25,
    sink: 0.04,
    rise: 10,
    fans: 0.12,
    liquidShare: 0,
    liquid: airLoop,
    other: 0.02
  )

  /// Rear-door exchangers.
  static let rearDoor = technology(
    "rear-door",
    rack: 70e3,
    inlet: 25,
    sink: 0.04,
    rise: 10,
    fans: 0.12,
    liquidShare: 1,
    liquid: path(20, 0.03, .evaporative, 0.035, 8, 18, 0.45),
    other: 0.02
  )

  /// Cold plates.
  static let directLiquid = technology(
    "direct-liquid",
    rack: 250e3,
    inlet: 35,
    sink: 0.018,
    rise: 10,
    fans: 0.02,
    liquidShare: 0.85,
    liquid: path(35, 0.012, .dry, 0.02, 10, 18, 0.4),
    other: 0.015
  )

  /// Oil.
  static let oil = technology(
    "immersion-single-phase",
    rack: 100e3,
    inlet: 38,
    sink: 0.042,
    rise: 8,
    fans: 0,
    liquidShare: 1,
    liquid: path(38, 0.015, .dry, 0.015, 8, 16, 0.4),
    other: 0.01
  )

  /// Boiling fluid.
  static let boiling = technology(
    "immersion-two-phase",
    rack: 250e3,
    inlet: 50,
    sink: 0.022,
    rise: 0,
    fans: 0,
    liquidShare: 1,
    liquid: path(38, 0.008, .dry, 0.015, 8, 16, 0.4),
    other: 0.01
  )

  /// All of them.
  static let all = [air, rearDoor, directLiquid, oil, boiling]

  /// A climate in degrees Celsius.
  private static func climate(
    _ mean: Double,
    _ design: Double,
    _ wet: Double,
    _ designWet: Double
  ) -> Climate {
    Climate(
      meanTemperature: celsius(mean),
      designTemperature: celsius(design),
      meanWetBulb: celsius(wet),
      designWetBulb: celsius(designWet)
    )
  }

  /// Northern Virginia.
  static let virginia = climate(13.3, 34.0, 9.9, 25.6)

  /// Singapore.
  static let singapore = climate(27.8, 33.2, 25.2, 27.9)

  /// Gävle in Sweden.
  static let sweden = climate(6.6, 26.6, 4.4, 18.8)

  /// Phoenix in Arizona.
  static let arizona = climate(24.2, 43.6, 13.6, 24.4)

  /// All of them.
  static let climates = [virginia, singapore, sweden, arizona]
}
