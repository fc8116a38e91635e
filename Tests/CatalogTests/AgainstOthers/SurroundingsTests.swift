import Catalog
import Documents
import Power
import Quantities
import Testing
import Thermal

/// Cooling and distribution as the files give them, against what such plants are reported to reach.
struct SurroundingsTests {
  /// The technology of a file.
  static func cooling(_ id: String) throws -> CoolingTechnology {
    var diagnostics = Diagnostics()
    let entry = Catalog().entry(.cooling, named: id, into: &diagnostics)
    let record = try #require(entry?.record)
    return CoolingFormat.cooling(record)
  }

  /// The chain of a file.
  static func chain(_ id: String) throws -> ConversionChain {
    var diagnostics = Diagnostics()
    let entry = Catalog().entry(.power, named: id, into: &diagnostics)
    let record = try #require(entry?.record)
    return try #require(PowerFormat.chain(record))
  }

  /// Weather of northern Virginia.
  static let virginia = Climate(
    meanTemperature: 286.45,
    designTemperature: 307.15,
    meanWetBulb: 283.05,
    designWetBulb: 298.75
  )

  /// Technology and the range of yearly PUE that operators report for it with 54 V distribution:
  /// Uptime Institute 2024 (1.56 mean of all halls, 1.2 to 1.4 for new air), Google and Meta
  /// environmental reports 2023 (1.08 to 1.10 for the best).
  static let reported: [(String, ClosedRange<Double>)] = [
    ("air", 1.15...1.4), ("rear-door", 1.12...1.35), ("direct-liquid", 1.06...1.25),
    ("immersion-single-phase", 1.04...1.2), ("immersion-two-phase", 1.03...1.2),
  ]

  @Test(arguments: reported)
  func `PUE lies where operators report it`(id: String, range: ClosedRange<Double>) throws {
    let chain = try Self.chain("54v")
    let overhead = try Self.cooling(id).overhead(
      climate: Self.virginia,
      electricalShare: chain.hallShare(load: 0.9)
    )
    #expect(range.contains(overhead.powerUsageEffectiveness), "\(overhead)")
  }

  /// The same constants are repeated in the tests of Thermal and of Power, which know no files.
  @Test func `files give the constants that the physics rooms are tested with`() throws {
    let liquid = try Self.cooling("direct-liquid")
    #expect(liquid.rackPowerLimit == 250e3)
    #expect(liquid.junctionInletTemperature == 308.15)
    #expect(abs(liquid.referenceArea - 814e-6) < 1e-12)
    #expect(liquid.interfaceResistance == 0.013 && liquid.sinkResistance == 0.018)
    #expect(liquid.coolantRise == 10 && liquid.serverFanShare == 0.02)
    #expect(liquid.liquidShare == 0.85 && liquid.otherShare == 0.015)
    let air = try Self.cooling("air")
    #expect(air.rackPowerLimit == 45e3 && air.serverFanShare == 0.12 && air.liquidShare == 0)
    let stages = try Self.chain("54v").stages
    #expect(stages.map(\.loading) == [0.65, 0.7, 0.65, 0.75, 0.9, 0.8, 0.8])
    let full = try Self.chain("54v").efficiencyToSilicon(load: 1)
    // The product of the stages at their loadings, each between its best and its rated efficiency.
    let lowest = 0.991 * 0.97 * 0.992 * 0.971 * 0.99 * 0.973 * 0.91
    let highest = 0.993 * 0.972 * 0.997 * 0.975 * 0.998 * 0.977 * 0.93
    #expect(full > lowest && full < highest)
  }

  @Test func `higher voltage in the rack loses less`() throws {
    let low = try Self.chain("ac-12v").efficiency(load: 0.8)
    let middle = try Self.chain("54v").efficiency(load: 0.8)
    let high = try Self.chain("800v-dc").efficiency(load: 0.8)
    #expect(low < middle && middle < high)
  }
}
