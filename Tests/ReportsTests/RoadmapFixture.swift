import LinearPrograms
import Quantities
import Studies
import Supply
import Testing

/// A back-test and samples of an invented industry in which packages are short.
enum RoadmapFixture {
  /// The industry at the beginning of a quarter.
  static func industry(_ start: Quarter) -> Industry {
    Industry(
      start: start,
      stages: [
        Stage(
          id: "cowos",
          name: "Packages",
          layer: .packaging,
          carrier: "packages",
          unit: "wafers",
          capacity: 6_000,
          price: 8_000,
          capital: 40_000,
          build: 4,
          plannedGrowth: 0.2
        ),
        Stage(
          id: "grid",
          name: "Grid",
          layer: .power,
          carrier: "power",
          unit: "MW",
          isStanding: true,
          capacity: 3_000,
          price: 1e6,
          charge: 1e6,
          capital: 3e6,
          build: 12,
          plannedGrowth: 0.3
        ),
      ],
      products: [
        Product(
          id: "g1",
          name: "G1",
          vendor: "nvidia",
          launch: Quarter(2020, 1),
          ramp: 4,
          compute: 1,
          power: 700,
          price: 30_000,
          memory: 80e9,
          needs: ["packages": 0.035]
        )
      ],
      buyers: [
        Buyer(
          id: "cloud",
          name: "Cloud",
          share: 1,
          vendors: ["nvidia": Buyer.Window(low: 0, high: 1)],
          compute: 300_000,
          power: 200e6,
          facilityFactor: 2.2,
          siteNeeds: ["power": 1],
          rents: true
        )
      ],
      demand: [
        DemandClass(
          id: "work",
          name: "Work",
          kind: .training,
          amount: 350_000,
          at: Quarter(2022, 1),
          growth: 0.8,
          finalGrowth: 0.2,
          fading: 3,
          elasticity: 1
        )
      ],
      events: [
        Event(
          id: "wonder",
          name: "Everybody wants it",
          date: Quarter(2022, 4),
          onset: 4,
          effect: .demand(class: "work", factor: 4)
        )
      ],
      technologies: [],
      market: Market(
        referencePrice: 2,
        occupancy: 0.8,
        worthYears: 2.5,
        running: 1,
        life: 5,
        waiting: 0.1,
        holding: 1,
        probe: 0.05,
        together: 0.3,
        scarcity: 0.1,
        adjustment: 0.3,
        believed: 1,
        idle: 0.5
      )
    )
  }

  /// Its back-test from 2022 and 2024.
  static func backtest() throws -> RoadmapBacktest {
    var diagnostics = Diagnostics()
    let truth = try #require(RoadmapTruth.shipped(into: &diagnostics))
    return try RoadmapBacktest(against: truth, solver: HighsSolver.load()) { start in
      start == Quarter(2025, 1) ? nil : industry(start)
    }
  }

  /// Some samples of it.
  static func sampling(_ samples: Int) throws -> RoadmapSampling {
    RoadmapSampling(
      of: industry(Quarter(2022, 1)),
      ranges: [
        IndustryRange(path: "demand.work.growth", low: 0.4, best: 0.8, high: 1.2),
        IndustryRange(path: "stages.cowos.build", low: 2, best: 4, high: 8),
        IndustryRange(path: "stages.gone.build", low: 2, best: 4, high: 8),
      ],
      through: Quarter(2025, 4),
      settings: .init(samples: samples),
      solver: try HighsSolver.load()
    )
  }
}
