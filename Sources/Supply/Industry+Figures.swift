extension Industry {
  /// A number of the industry; nil where it is another industry's.
  public subscript(_ figure: IndustryFigure) -> Double? {
    switch figure.place {
    case .stage(let index, let field):
      guard stages.indices.contains(index) else { return nil }
      return Self.value(stages[index], field)
    case .order(let index, let order):
      guard stages.indices.contains(index), stages[index].orders.indices.contains(order) else {
        return nil
      }
      return stages[index].orders[order].amount
    case .stageNeed(let index, let carrier):
      return stages.indices.contains(index) ? stages[index].needs[carrier] : nil
    case .expansionNeed(let index, let carrier):
      return stages.indices.contains(index) ? stages[index].expansionNeeds[carrier] : nil
    case .product(let index, let field):
      guard products.indices.contains(index) else { return nil }
      return Self.value(products[index], field)
    case .productNeed(let index, let carrier):
      return products.indices.contains(index) ? products[index].needs[carrier] : nil
    case .buyer(let index, let field):
      guard buyers.indices.contains(index) else { return nil }
      return Self.value(buyers[index], field)
    case .siteNeed(let index, let carrier):
      return buyers.indices.contains(index) ? buyers[index].siteNeeds[carrier] : nil
    case .window(let index, let vendor, let field):
      guard buyers.indices.contains(index), let window = buyers[index].vendors[vendor] else {
        return nil
      }
      switch field {
      case .low: return window.low
      case .high: return window.high
      case .growth: return window.growth
      }
    case .demand(let index, let field):
      guard demand.indices.contains(index) else { return nil }
      return Self.value(demand[index], field)
    case .event(let index, let field):
      guard events.indices.contains(index) else { return nil }
      switch field {
      case .onset: return events[index].onset
      case .factor: return events[index].effect.factor
      case .years:
        guard case .readiness(_, let years) = events[index].effect else { return nil }
        return years
      }
    case .readiness(let index, let field):
      guard technologies.indices.contains(index) else { return nil }
      switch field {
      case .middle: return technologies[index].middle
      case .rise: return technologies[index].rise
      case .ceiling: return technologies[index].ceiling
      }
    case .change(let index, let change):
      guard technologies.indices.contains(index),
        technologies[index].changes.indices.contains(change)
      else { return nil }
      return technologies[index].changes[change].factor
    case .market(let field): return Self.value(market, field)
    }
  }

  /// Sets a number of this industry.
  ///
  /// A stage's capacity takes its orders with it, and a product's compute its work. A buyer's share is taken from or given to the
  /// others in proportion to theirs, so that the sum stays one; a lone buyer keeps all.
  public mutating func set(_ figure: IndustryFigure, to value: Double) {
    guard self[figure] != nil else { return }
    switch figure.place {
    case .stage(let index, let field): Self.set(&stages[index], field, value)
    case .order(let index, let order): stages[index].orders[order].amount = value
    case .stageNeed(let index, let carrier): stages[index].needs[carrier] = value
    case .expansionNeed(let index, let carrier): stages[index].expansionNeeds[carrier] = value
    case .product(let index, let field): Self.set(&products[index], field, value)
    case .productNeed(let index, let carrier): products[index].needs[carrier] = value
    case .buyer(let index, .share): setShare(of: index, to: value)
    case .buyer(let index, .compute): buyers[index].compute = value
    case .buyer(let index, .power): buyers[index].power = value
    case .buyer(let index, .facilityFactor): buyers[index].facilityFactor = value
    case .siteNeed(let index, let carrier): buyers[index].siteNeeds[carrier] = value
    case .window(let index, let vendor, .low): buyers[index].vendors[vendor]?.low = value
    case .window(let index, let vendor, .high): buyers[index].vendors[vendor]?.high = value
    case .window(let index, let vendor, .growth): buyers[index].vendors[vendor]?.growth = value
    case .demand(let index, let field): Self.set(&demand[index], field, value)
    case .event(let index, .onset): events[index].onset = value
    case .event(let index, .factor): events[index].effect.factor = value
    case .event(let index, .years):
      if case .readiness(let name, _) = events[index].effect {
        events[index].effect = .readiness(technology: name, years: value)
      }
    case .readiness(let index, .middle): technologies[index].middle = value
    case .readiness(let index, .rise): technologies[index].rise = value
    case .readiness(let index, .ceiling): technologies[index].ceiling = value
    case .change(let index, let change): technologies[index].changes[change].factor = value
    case .market(let field): Self.set(&market, field, value)
    }
  }

  /// Sets a buyer's share of demand and rescales those of the others.
  private mutating func setShare(of index: Int, to value: Double) {
    let others = buyers.indices.reduce(0.0) { $1 == index ? $0 : $0 + buyers[$1].share }
    guard others > 0 else { return }
    let factor = (1 - value) / others
    for buyer in buyers.indices where buyer != index { buyers[buyer].share *= factor }
    buyers[index].share = value
  }

  // MARK: Fields

  /// A stage's number.
  private static func value(_ stage: Stage, _ field: IndustryFigure.StageField) -> Double? {
    switch field {
    case .capacity: stage.capacity
    case .outsideAmount: stage.outside?.amount
    case .outsideGrowth: stage.outside?.growth
    case .outsideFirm: stage.outside?.firm
    case .outsideElasticity: stage.outside?.elasticity
    case .price: stage.price
    case .charge: stage.charge
    case .capital: stage.capital
    case .build: stage.build
    case .growthLimit: stage.growthLimit
    case .plannedGrowth: stage.plannedGrowth
    case .trend: stage.trend
    case .cancellation: stage.cancellation
    }
  }

  /// Sets a stage's number.
  private static func set(
    _ stage: inout Stage,
    _ field: IndustryFigure.StageField,
    _ value: Double
  ) {
    switch field {
    case .capacity:
      if stage.capacity > 0 {
        let factor = value / stage.capacity
        for order in stage.orders.indices { stage.orders[order].amount *= factor }
      }
      stage.capacity = value
    case .outsideAmount: stage.outside?.amount = value
    case .outsideGrowth: stage.outside?.growth = value
    case .outsideFirm: stage.outside?.firm = value
    case .outsideElasticity: stage.outside?.elasticity = value
    case .price: stage.price = value
    case .charge: stage.charge = value
    case .capital: stage.capital = value
    case .build: stage.build = value
    case .growthLimit: stage.growthLimit = value
    case .plannedGrowth: stage.plannedGrowth = value
    case .trend: stage.trend = value
    case .cancellation: stage.cancellation = value
    }
  }

  /// A product's number.
  private static func value(_ product: Product, _ field: IndustryFigure.ProductField) -> Double {
    switch field {
    case .ramp: product.ramp
    case .compute: product.compute
    case .work: product.work
    case .power: product.power
    case .price: product.price
    case .memory: product.memory
    }
  }

  /// Sets a product's number.
  private static func set(
    _ product: inout Product,
    _ field: IndustryFigure.ProductField,
    _ value: Double
  ) {
    switch field {
    case .ramp: product.ramp = value
    case .compute:
      if product.compute > 0 { product.work *= value / product.compute }
      product.compute = value
    case .work: product.work = value
    case .power: product.power = value
    case .price: product.price = value
    case .memory: product.memory = value
    }
  }

  /// A buyer's number.
  private static func value(_ buyer: Buyer, _ field: IndustryFigure.BuyerField) -> Double {
    switch field {
    case .share: buyer.share
    case .compute: buyer.compute
    case .power: buyer.power
    case .facilityFactor: buyer.facilityFactor
    }
  }

  /// A demand class's number.
  private static func value(_ kind: DemandClass, _ field: IndustryFigure.DemandField) -> Double {
    switch field {
    case .amount: kind.amount
    case .growth: kind.growth
    case .finalGrowth: kind.finalGrowth
    case .fading: kind.fading
    case .elasticity: kind.elasticity
    case .efficiency: kind.efficiency
    case .deviceShare: kind.deviceShare
    case .tokenRate: kind.tokenRate
    }
  }

  /// Sets a demand class's number.
  private static func set(
    _ kind: inout DemandClass,
    _ field: IndustryFigure.DemandField,
    _ value: Double
  ) {
    switch field {
    case .amount: kind.amount = value
    case .growth: kind.growth = value
    case .finalGrowth: kind.finalGrowth = value
    case .fading: kind.fading = value
    case .elasticity: kind.elasticity = value
    case .efficiency: kind.efficiency = value
    case .deviceShare: kind.deviceShare = value
    case .tokenRate: kind.tokenRate = value
    }
  }

  /// A number of the market.
  private static func value(_ market: Market, _ field: IndustryFigure.MarketField) -> Double {
    switch field {
    case .referencePrice: market.referencePrice
    case .occupancy: market.occupancy
    case .worthYears: market.worthYears
    case .running: market.running
    case .life: market.life
    case .waiting: market.waiting
    case .holding: market.holding
    case .probe: market.probe
    case .together: market.together
    case .scarcity: market.scarcity
    case .adjustment: market.adjustment
    case .believed: market.believed
    case .idle: market.idle
    }
  }

  /// Sets a number of the market.
  private static func set(
    _ market: inout Market,
    _ field: IndustryFigure.MarketField,
    _ value: Double
  ) {
    switch field {
    case .referencePrice: market.referencePrice = value
    case .occupancy: market.occupancy = value
    case .worthYears: market.worthYears = value
    case .running: market.running = value
    case .life: market.life = value
    case .waiting: market.waiting = value
    case .holding: market.holding = value
    case .probe: market.probe = value
    case .together: market.together = value
    case .scarcity: market.scarcity = value
    case .adjustment: market.adjustment = value
    case .believed: market.believed = value
    case .idle: market.idle = value
    }
  }
}

extension Event.Effect {
  /// By which factor something changes; nil where the effect is no factor.
  var factor: Double? {
    get {
      switch self {
      case .demand(_, let factor), .outside(_, let factor), .capacity(_, let factor),
        .company(_, _, let factor), .region(_, let factor), .build(_, let factor):
        factor
      case .export, .delay, .readiness: nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .demand(let name, _): self = .demand(class: name, factor: newValue)
      case .outside(let stage, _): self = .outside(stage: stage, factor: newValue)
      case .capacity(let stage, _): self = .capacity(stage: stage, factor: newValue)
      case .company(let name, let stage, _):
        self = .company(name, stage: stage, factor: newValue)
      case .region(let name, _): self = .region(name, factor: newValue)
      case .build(let stage, _): self = .build(stage: stage, factor: newValue)
      case .export, .delay, .readiness: break
      }
    }
  }
}
