/// One number of an industry, its path resolved to indices once, to be read and set many times.
///
/// Paths are `<kind>.<id>.<field>` in the words of the catalogue, as in `stages.cowos.build`,
/// `products.h100.needs.hbm3` or `buyers.labs.vendors.nvidia.high`; of the market there is one, as in
/// `market.life`.
public struct IndustryFigure: Hashable, Sendable {
  /// The path.
  public let path: String
  /// Where in an industry it lies.
  let place: Place

  /// Whether the number moves along when another is set: a stage's orders, a product's work.
  public var goesAlong: Bool {
    switch place {
    case .order, .product(_, .work): true
    default: false
    }
  }

  /// Where in an industry a number lies.
  enum Place: Hashable, Sendable {
    /// A stage's field.
    case stage(Int, StageField)
    /// The amount of a stage's order.
    case order(Int, Int)
    /// What a stage takes of a carrier.
    case stageNeed(Int, String)
    /// What a stage's new capacity takes of a carrier.
    case expansionNeed(Int, String)
    /// A product's field.
    case product(Int, ProductField)
    /// What a product takes of a carrier.
    case productNeed(Int, String)
    /// A buyer's field.
    case buyer(Int, BuyerField)
    /// What a buyer's megawatt takes of a carrier.
    case siteNeed(Int, String)
    /// What a buyer may buy of a vendor.
    case window(Int, String, WindowField)
    /// A demand class's field.
    case demand(Int, DemandField)
    /// An event's field.
    case event(Int, EventField)
    /// A technology's field.
    case readiness(Int, ReadinessField)
    /// The factor of a technology's change.
    case change(Int, Int)
    /// A field of the market.
    case market(MarketField)
  }

  /// Numbers of a stage.
  enum StageField: String, CaseIterable, Sendable {
    case capacity
    case outsideAmount = "outside.amount"
    case outsideGrowth = "outside.growth"
    case outsideFirm = "outside.firm"
    case outsideElasticity = "outside.elasticity"
    case price, charge, capital, build
    case growthLimit = "growth-limit"
    case plannedGrowth = "planned-growth"
    case trend, cancellation
  }

  /// Numbers of a product.
  enum ProductField: String, CaseIterable, Sendable {
    case ramp, compute, work, power, price, memory
  }

  /// Numbers of a buyer.
  enum BuyerField: String, CaseIterable, Sendable {
    case share, compute, power
    case facilityFactor = "facility-factor"
  }

  /// Numbers of a window of shares.
  enum WindowField: String, CaseIterable, Sendable { case low, high, growth }

  /// Numbers of a demand class.
  enum DemandField: String, CaseIterable, Sendable {
    case amount, growth
    case finalGrowth = "final-growth"
    case fading, elasticity, efficiency
    case deviceShare = "device-share"
    case tokenRate = "token-rate"
  }

  /// Numbers of an event.
  enum EventField: String, CaseIterable, Sendable { case factor, years, onset }

  /// Numbers of a technology.
  enum ReadinessField: String, CaseIterable, Sendable { case middle, rise, ceiling }

  /// Numbers of the market.
  enum MarketField: String, CaseIterable, Sendable {
    case referencePrice = "reference-price"
    case occupancy
    case worthYears = "worth-years"
    case running, life, waiting, holding, probe, together, scarcity, adjustment, believed, idle
  }
}

extension Industry {
  /// Every number of the industry that a path names, in the order of the industry.
  public var figures: [IndustryFigure] {
    var found: [IndustryFigure] = []
    func add(_ path: String, _ place: IndustryFigure.Place) {
      let figure = IndustryFigure(path: path, place: place)
      if self[figure] != nil { found.append(figure) }
    }
    for (index, stage) in stages.enumerated() {
      let path = "stages.\(stage.id)."
      for field in IndustryFigure.StageField.allCases {
        add(path + field.rawValue, .stage(index, field))
      }
      for order in stage.orders.indices {
        add(path + "orders[\(order)].amount", .order(index, order))
      }
      for need in stage.needs.keys.sorted() {
        add(path + "needs." + need, .stageNeed(index, need))
      }
      for need in stage.expansionNeeds.keys.sorted() {
        add(path + "expansion-needs." + need, .expansionNeed(index, need))
      }
    }
    for (index, product) in products.enumerated() {
      let path = "products.\(product.id)."
      for field in IndustryFigure.ProductField.allCases {
        add(path + field.rawValue, .product(index, field))
      }
      for need in product.needs.keys.sorted() {
        add(path + "needs." + need, .productNeed(index, need))
      }
    }
    for (index, buyer) in buyers.enumerated() {
      let path = "buyers.\(buyer.id)."
      for field in IndustryFigure.BuyerField.allCases {
        add(path + field.rawValue, .buyer(index, field))
      }
      for vendor in buyer.vendors.keys.sorted() {
        for field in IndustryFigure.WindowField.allCases {
          add(path + "vendors.\(vendor).\(field.rawValue)", .window(index, vendor, field))
        }
      }
      for need in buyer.siteNeeds.keys.sorted() {
        add(path + "site-needs." + need, .siteNeed(index, need))
      }
    }
    for (index, kind) in demand.enumerated() {
      for field in IndustryFigure.DemandField.allCases {
        add("demand.\(kind.id).\(field.rawValue)", .demand(index, field))
      }
    }
    for (index, event) in events.enumerated() {
      for field in IndustryFigure.EventField.allCases {
        add("events.\(event.id).\(field.rawValue)", .event(index, field))
      }
    }
    for (index, technology) in technologies.enumerated() {
      for field in IndustryFigure.ReadinessField.allCases {
        add("readiness.\(technology.id).\(field.rawValue)", .readiness(index, field))
      }
      for change in technology.changes.indices {
        add("readiness.\(technology.id).changes[\(change)].factor", .change(index, change))
      }
    }
    for field in IndustryFigure.MarketField.allCases {
      add("market.\(field.rawValue)", .market(field))
    }
    return found
  }

  /// Paths of all numbers, in the order of the industry.
  public var figurePaths: [String] { figures.map(\.path) }

  /// The numbers that paths name, nil where one names none; made in one go, as each takes a walk.
  public func figures(at paths: [String]) -> [IndustryFigure?] {
    let known = Dictionary(figures.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    return paths.map { known[$0] }
  }

  /// The number at a path; nil where the path names none.
  public func figure(at path: String) -> Double? {
    figures(at: [path])[0].flatMap { self[$0] }
  }

  /// Sets the number at a path, as ``set(_:to:)-(IndustryFigure,_)`` does.
  ///
  /// - Returns: Whether the path names a number.
  @discardableResult
  public mutating func set(_ path: String, to value: Double) -> Bool {
    guard let figure = figures(at: [path])[0] else { return false }
    set(figure, to: value)
    return true
  }
}
