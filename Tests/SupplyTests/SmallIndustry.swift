import Supply

/// An invented industry, small and round, in which packaging is short at first and power later.
enum SmallIndustry {
  /// The industry at the beginning of 2022.
  static let start = Industry(
    start: Quarter(2022, 1),
    stages: stages,
    products: products,
    buyers: buyers,
    demand: demand,
    events: events,
    technologies: technologies,
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

  /// Steps of the supply chain.
  static let stages = [
    Stage(
      id: "logic",
      name: "Logic wafers",
      layer: .silicon,
      carrier: "logic",
      unit: "wafers/quarter",
      capacity: 300_000,
      outside: Stage.Outside(amount: 260_000, growth: 0.05, firm: 0.5, elasticity: 0.8),
      price: 16_000,
      capital: 60_000,
      build: 8,
      plannedGrowth: 0.08,
      needs: ["masks": 0.001],
      owners: [
        Stage.Owner(company: "foundry", region: "island", share: 0.9),
        Stage.Owner(company: "other", region: "mainland", share: 0.1),
      ]
    ),
    Stage(
      id: "masks",
      name: "Masks",
      layer: .silicon,
      carrier: "masks",
      unit: "sets/quarter",
      capacity: 3_000,
      price: 100_000,
      capital: 200_000,
      build: 3,
      plannedGrowth: 0.2
    ),
    Stage(
      id: "stacks",
      name: "Stacks of memory",
      layer: .memory,
      carrier: "stacks",
      unit: "stacks/quarter",
      startsAhead: 1,
      capacity: 1_800_000,
      orders: [Stage.Order(arrives: Quarter(2023, 1), amount: 400_000)],
      price: 300,
      capital: 900,
      build: 4,
      growthLimit: 1.2,
      plannedGrowth: 0.3,
      owners: [Stage.Owner(company: "stacker", region: "peninsula", share: 0.5)]
    ),
    Stage(
      id: "interposers",
      name: "Packages on interposers",
      layer: .packaging,
      carrier: "packages",
      unit: "wafers/quarter",
      capacity: 15_000,
      orders: [Stage.Order(arrives: Quarter(2022, 3), amount: 2_000)],
      price: 8_000,
      capital: 30_000,
      build: 4,
      growthLimit: 1.3,
      plannedGrowth: 0.2,
      trend: 0.3,
      cancellation: 0.2,
      owners: [Stage.Owner(company: "foundry", region: "island", share: 1)]
    ),
    Stage(
      id: "grid",
      name: "Grid",
      layer: .power,
      carrier: "power",
      unit: "MW",
      isStanding: true,
      capacity: 20_000,
      outside: Stage.Outside(amount: 14_000, growth: 0.08, firm: 0.9, elasticity: 0.5),
      price: 1.5e6,
      charge: 1e6,
      capital: 3e6,
      build: 12,
      growthLimit: 0.5,
      plannedGrowth: 0.1,
      expansionNeeds: ["transformers": 1]
    ),
    Stage(
      id: "turbines",
      name: "Turbines on site",
      layer: .power,
      carrier: "power",
      unit: "MW",
      isStanding: true,
      capacity: 500,
      price: 2e6,
      charge: 2e6,
      capital: 4e6,
      build: 8,
      opens: Quarter(2023, 1)
    ),
    Stage(
      id: "transformers",
      name: "Transformers",
      layer: .power,
      carrier: "transformers",
      unit: "MW/quarter",
      capacity: 1_500,
      price: 1e5,
      capital: 3e5,
      build: 6,
      plannedGrowth: 0.05
    ),
  ]

  /// Generations of two vendors.
  static let products = [
    product("a1", "alpha", Quarter(2020, 1), compute: 0.4, power: 400, price: 15_000, scale: 1),
    product("a2", "alpha", Quarter(2022, 3), compute: 1, power: 700, price: 30_000, scale: 1.2),
    product("a3", "alpha", Quarter(2024, 4), compute: 2.5, power: 1_000, price: 42_000, scale: 2),
    product("b1", "beta", Quarter(2021, 1), compute: 0.5, power: 350, price: 9_000, scale: 0.8),
  ]

  /// A product that takes as many times what one takes as `scale` says.
  private static func product(
    _ id: String,
    _ vendor: String,
    _ launch: Quarter,
    compute: Double,
    power: Double,
    price: Double,
    scale: Double
  ) -> Product {
    Product(
      id: id,
      name: id.uppercased(),
      vendor: vendor,
      launch: launch,
      ramp: 5,
      compute: compute,
      work: compute * 0.9,
      power: power,
      price: price,
      memory: 80e9 * scale,
      needs: ["logic": 0.02 * scale, "packages": 0.03 * scale, "stacks": 5 * scale]
    )
  }

  /// Owners of accelerators.
  static let buyers = [
    Buyer(
      id: "large",
      name: "Large clouds",
      share: 0.6,
      vendors: [
        "alpha": Buyer.Window(low: 0.5, high: 0.9),
        "beta": Buyer.Window(low: 0.1, high: 0.5, growth: 0.02),
      ],
      compute: 500_000,
      power: 250e6,
      facilityFactor: 2.2,
      siteNeeds: ["power": 1]
    ),
    Buyer(
      id: "rental",
      name: "Rental clouds",
      share: 0.25,
      vendors: ["alpha": Buyer.Window(low: 0, high: 1)],
      compute: 200_000,
      power: 100e6,
      facilityFactor: 2.5,
      siteNeeds: ["power": 1],
      rents: true
    ),
    Buyer(
      id: "abroad",
      name: "Clouds abroad",
      share: 0.15,
      vendors: ["alpha": Buyer.Window(low: 0, high: 1)],
      compute: 100_000,
      power: 50e6,
      facilityFactor: 2.5,
      siteNeeds: ["power": 1]
    ),
  ]

  /// Kinds of work.
  static let demand = [
    DemandClass(
      id: "training",
      name: "Training",
      kind: .training,
      amount: 500_000,
      at: Quarter(2022, 1),
      growth: 1,
      finalGrowth: 0.2,
      fading: 3,
      elasticity: 0.8,
      efficiency: 0.1
    ),
    DemandClass(
      id: "chat",
      name: "Chat",
      kind: .inference,
      amount: 300_000,
      at: Quarter(2022, 1),
      growth: 1.2,
      finalGrowth: 0.2,
      fading: 3,
      elasticity: 1.3,
      efficiency: 0.3,
      deviceShare: 0.2,
      deviceMiddle: Quarter(2030, 1),
      tokenRate: 1_000
    ),
  ]

  /// What happens on the way, of every kind.
  static let events = [
    Event(
      id: "wonder",
      name: "Everybody chats",
      date: Quarter(2022, 4),
      onset: 4,
      effect: .demand(class: "chat", factor: 5)
    ),
    Event(
      id: "phones",
      name: "Fewer phones",
      date: Quarter(2022, 2),
      onset: 2,
      duration: 6,
      effect: .outside(stage: "logic", factor: 0.8)
    ),
    Event(
      id: "quake",
      name: "A quake",
      date: Quarter(2024, 2),
      duration: 1,
      effect: .region("island", factor: 0.9)
    ),
    Event(
      id: "fire",
      name: "A fire",
      date: Quarter(2024, 4),
      duration: 1,
      effect: .company("stacker", stage: "stacks", factor: 0.8)
    ),
    Event(
      id: "rule",
      name: "A rule of export",
      date: Quarter(2023, 4),
      effect: .export(vendor: "alpha", buyer: "abroad", allowed: false)
    ),
    Event(
      id: "slip",
      name: "A late generation",
      date: Quarter(2024, 1),
      effect: .delay(product: "a3", quarters: 1)
    ),
    Event(
      id: "queue",
      name: "A longer queue",
      date: Quarter(2024, 1),
      effect: .build(stage: "grid", factor: 1.3)
    ),
    Event(
      id: "dust",
      name: "Dust",
      date: Quarter(2023, 2),
      duration: 1,
      effect: .capacity(stage: "masks", factor: 0.95)
    ),
    Event(
      id: "doubt",
      name: "Doubt about rigs",
      date: Quarter(2023, 2),
      effect: .readiness(technology: "rigs", years: 0.5)
    ),
  ]

  /// Technologies on their way.
  static let technologies = [
    Readiness(
      id: "rigs",
      name: "Faster rigs",
      middle: 2026.5,
      rise: 3,
      ceiling: 0.8,
      changes: [
        Readiness.Change(target: .build(stage: "grid"), factor: 0.7),
        Readiness.Change(target: .need(carrier: "stacks"), factor: 0.9),
        Readiness.Change(target: .tokens, factor: 1.5),
      ]
    )
  ]
}
