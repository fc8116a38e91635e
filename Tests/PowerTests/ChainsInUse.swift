import Power

/// The three chains of the catalogue, repeated here so that the room is tested alone.
enum ChainsInUse {
  /// A stage from printed efficiencies; a lossy dummy stands in for a curve that does not fit.
  private static func stage(
    _ name: String,
    _ place: ConversionPlace,
    _ peak: Double,
    _ at: Double,
    _ full: Double,
    _ loading: Double
  ) -> ConversionStage {
    ConversionStage(
      name: name,
      place: place,
      peakEfficiency: peak,
      peakLoad: at,
      fullLoadEfficiency: full,
      loading: loading
    )
      ?? ConversionStage(
        name: name,
        place: place,
        fixedLoss: 9,
        proportionalLoss: 9,
        quadraticLoss: 9,
        loading: loading
      )
  }

  /// 415 V AC to the rack, 12 V to the boards.
  static let ac12 = ConversionChain(
    name: "ac-12v",
    rackVoltage: 12,
    stages: [
      stage("transformer", .hall, 0.993, 0.45, 0.991, 0.6),
      stage("ups", .hall, 0.965, 0.6, 0.9625, 0.45),
      stage("power-distribution", .hall, 0.988, 0.5, 0.986, 0.6),
      stage("power-supply", .rack, 0.96, 0.5, 0.952, 0.6),
      stage("board-12v", .rack, 0.995, 0.1, 0.987, 0.8),
      stage("regulator", .module, 0.915, 0.4, 0.888, 0.8),
    ]
  )

  /// 415 V AC to the rack, 54 V to the boards.
  static let dc54 = ConversionChain(
    name: "54v",
    rackVoltage: 54,
    stages: [
      stage("transformer", .hall, 0.993, 0.45, 0.991, 0.65),
      stage("ups", .hall, 0.972, 0.6, 0.97, 0.7),
      stage("busway-415v", .hall, 0.997, 0.1, 0.992, 0.65),
      stage("rectifier", .rack, 0.975, 0.5, 0.971, 0.75),
      stage("busbar-54v", .rack, 0.998, 0.05, 0.99, 0.9),
      stage("intermediate-bus", .module, 0.977, 0.5, 0.973, 0.8),
      stage("regulator", .module, 0.93, 0.4, 0.91, 0.8),
    ]
  )

  /// 800 V DC to the rack.
  static let dc800 = ConversionChain(
    name: "800v-dc",
    rackVoltage: 800,
    stages: [
      stage("transformer-rectifier", .hall, 0.984, 0.5, 0.982, 0.65),
      stage("storage", .hall, 0.997, 0.5, 0.9965, 0.7),
      stage("busway-800v", .hall, 0.9985, 0.1, 0.996, 0.65),
      stage("rack-converter", .rack, 0.982, 0.5, 0.979, 0.75),
      stage("intermediate-bus", .module, 0.977, 0.5, 0.973, 0.8),
      stage("regulator", .module, 0.93, 0.4, 0.91, 0.8),
    ]
  )

  /// All of them.
  static let all = [ac12, dc54, dc800]
}
