import Supply

/// A made-up industry of five stages, two vendors and two buyers, small enough to reason about.
enum SmallIndustry {
  /// Wafers, stacks, packages, shells and water, with owners.
  static let stages: [Stage] = [
    Stage(
      id: "logic",
      name: "Logic wafers",
      layer: .silicon,
      carrier: "logic-wafer",
      unit: "wafers/quarter",
      startsAhead: 1,
      capacity: 60_000,
      outside: Stage.Outside(amount: 50_000, growth: 0.05, elasticity: 0.8),
      price: 16_000,
      capital: 80_000,
      build: 6,
      growthLimit: 0.5,
      plannedGrowth: 0.08,
      owners: [Stage.Owner(company: "anvil", region: "east", share: 1)]
    ),
    Stage(
      id: "stacks",
      name: "Memory stacks",
      layer: .memory,
      carrier: "stack",
      unit: "stacks/quarter",
      startsAhead: 1,
      capacity: 1_000_000,
      price: 200,
      capital: 400,
      build: 5,
      growthLimit: 0.6,
      plannedGrowth: 0.3,
      owners: [
        Stage.Owner(company: "bellows", region: "east", share: 0.3),
        Stage.Owner(company: "bellows", region: "west", share: 0.2),
        Stage.Owner(company: "cinder", region: "north", share: 0.5),
      ]
    ),
    Stage(
      id: "packages",
      name: "Packages",
      layer: .packaging,
      carrier: "package",
      unit: "wafers/quarter",
      capacity: 6_000,
      price: 9_000,
      capital: 20_000,
      build: 4,
      growthLimit: 1.2,
      plannedGrowth: 0.2,
      owners: [
        Stage.Owner(company: "anvil", region: "east", share: 0.9),
        Stage.Owner(company: "drill", region: "west", share: 0.1),
      ]
    ),
    Stage(
      id: "shells",
      name: "Powered shells",
      layer: .power,
      carrier: "shell",
      unit: "MW",
      isStanding: true,
      capacity: 3_000,
      outside: Stage.Outside(amount: 1_500, growth: 0.1, elasticity: 0.3),
      price: 10e6,
      charge: 10e6,
      capital: 10e6,
      build: 8,
      growthLimit: 0.6,
      plannedGrowth: 0.15,
      owners: [
        Stage.Owner(company: "ember", region: "west", share: 0.25),
        Stage.Owner(company: "forge", region: "north", share: 0.25),
      ]
    ),
    Stage(
      id: "water",
      name: "Cooling water",
      layer: .water,
      carrier: "water",
      unit: "MW",
      isStanding: true,
      capacity: 500_000,
      price: 1e4,
      capital: 1e4,
      build: 4
    ),
  ]

  /// Two generations of one vendor and one of another.
  static let products: [Product] = [
    product("anvil-1", vendor: "hammer", launch: Quarter(2021, 1), compute: 1, price: 30_000),
    product("anvil-2", vendor: "hammer", launch: Quarter(2024, 4), compute: 2.5, price: 45_000),
    product("bolt-1", vendor: "bolt", launch: Quarter(2021, 1), compute: 0.6, price: 16_000),
  ]

  /// A generation of an accelerator.
  private static func product(
    _ id: String,
    vendor: String,
    launch: Quarter,
    compute: Double,
    price: Double
  ) -> Product {
    let size = compute.squareRoot()
    return Product(
      id: id,
      name: id,
      vendor: vendor,
      launch: launch,
      ramp: 4,
      compute: compute,
      power: 700 * size,
      price: price,
      memory: 80e9 * size,
      needs: ["logic-wafer": size / 28, "stack": 5 * size, "package": size / 29]
    )
  }

  /// Somebody who owns machines, and somebody who rents them out.
  static let buyers: [Buyer] = [
    Buyer(
      id: "giant",
      name: "Giant",
      share: 0.7,
      vendors: [
        "hammer": Buyer.Window(low: 0.5, high: 0.9), "bolt": Buyer.Window(low: 0.05, high: 0.5),
      ],
      compute: 280_000,
      power: 196e6,
      facilityFactor: 1.8,
      siteNeeds: ["shell": 1, "water": 1]
    ),
    Buyer(
      id: "renter",
      name: "Renter",
      share: 0.3,
      vendors: ["hammer": Buyer.Window(low: 0, high: 1)],
      compute: 120_000,
      power: 84e6,
      facilityFactor: 2,
      siteNeeds: ["shell": 1, "water": 1],
      rents: true
    ),
  ]

  /// The industry from 2022 on, with a jump of demand in 2023.
  static let industry = Industry(
    start: Quarter(2022, 1),
    stages: stages,
    products: products,
    buyers: buyers,
    demand: [
      DemandClass(
        id: "training",
        name: "Training",
        kind: .training,
        amount: 250_000,
        at: Quarter(2022, 1),
        growth: 1,
        finalGrowth: 0.1,
        fading: 3,
        elasticity: 0.8
      ),
      DemandClass(
        id: "use",
        name: "Use",
        kind: .inference,
        amount: 200_000,
        at: Quarter(2022, 1),
        growth: 0.8,
        finalGrowth: 0.1,
        fading: 3,
        elasticity: 1.2,
        efficiency: 0.3,
        tokenRate: 1_000
      ),
    ],
    events: [
      Event(
        id: "jump",
        name: "Everybody asks for it",
        date: Quarter(2023, 1),
        onset: 4,
        effect: .demand(class: "use", factor: 4)
      )
    ],
    technologies: [],
    market: Market(
      referencePrice: 3,
      occupancy: 0.6,
      worthYears: 2.5,
      running: 0.8,
      life: 5,
      waiting: 0.06,
      holding: 0.5,
      probe: 0.01,
      together: 0.3,
      scarcity: 0.05,
      adjustment: 0.3,
      believed: 1,
      idle: 0.6
    )
  )
}
