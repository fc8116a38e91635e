import Supply

/// An invented industry of three stages, small enough to be run often.
enum InventedIndustry {
  /// The industry at the beginning of a quarter, the same whichever that is.
  static func starting(_ start: Quarter = Quarter(2022, 1)) -> Industry {
    Industry(
      start: start,
      stages: [
        stage("n5", .silicon, "wafers", 90_000, outside: 70_000, price: 16_000, build: 8),
        stage("hbm", .memory, "stacks", 60_000, outside: 0, price: 9_000, build: 4),
        stage("cowos", .packaging, "packages", 18_000, outside: 0, price: 8_000, build: 5),
        Stage(
          id: "grid",
          name: "Grid",
          layer: .power,
          carrier: "power",
          unit: "MW",
          isStanding: true,
          capacity: 2_200,
          price: 1.5e6,
          charge: 1e6,
          capital: 3e6,
          build: 14,
          growthLimit: 0.6,
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
          compute: 0.5,
          power: 400,
          price: 15_000,
          memory: 80e9,
          needs: ["wafers": 0.015, "stacks": 0.05, "packages": 0.03]
        ),
        Product(
          id: "g2",
          name: "G2",
          vendor: "nvidia",
          launch: Quarter(2022, 4),
          ramp: 4,
          compute: 1,
          power: 700,
          price: 30_000,
          memory: 80e9,
          needs: ["wafers": 0.02, "stacks": 0.06, "packages": 0.035]
        ),
      ],
      buyers: [
        Buyer(
          id: "cloud",
          name: "Cloud",
          share: 1,
          vendors: ["nvidia": Buyer.Window(low: 0, high: 1)],
          compute: 400_000,
          power: 300e6,
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
          amount: 450_000,
          at: Quarter(2022, 1),
          growth: 0.9,
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

  /// A stage that is used up each quarter.
  private static func stage(
    _ id: String,
    _ layer: Layer,
    _ carrier: String,
    _ capacity: Double,
    outside: Double,
    price: Double,
    build: Double
  ) -> Stage {
    Stage(
      id: id,
      name: id.uppercased(),
      layer: layer,
      carrier: carrier,
      unit: "wafers",
      capacity: capacity,
      outside: outside > 0 ? Stage.Outside(amount: outside, growth: 0.05, elasticity: 0.5) : nil,
      price: price,
      capital: 4 * price,
      build: build,
      plannedGrowth: 0.15
    )
  }

  /// What some of its figures may be.
  static let ranges = [
    IndustryRange(path: "demand.work.growth", low: 0.5, best: 0.9, high: 1.3),
    IndustryRange(path: "stages.cowos.build", low: 3, best: 5, high: 8),
    IndustryRange(path: "stages.grid.capacity", low: 1_500, best: 2_200, high: 3_000),
    // Has no influence on anything that is asked for.
    IndustryRange(path: "products.g1.memory", low: 60e9, best: 80e9, high: 100e9),
  ]
}
