public import Supply

/// When to order what so that machines of a kind work in a quarter.
///
/// The machines come on top of those that the run has. What they take of a carrier is first taken from
/// the room that the run leaves in the quarter in which it is made; only what is missing must be built,
/// and is ordered as long before as building takes when it is ordered. Stages that run ahead of
/// shipments are ordered by as many quarters earlier. Nobody builds more at once than the growth limit
/// of the stage allows.
public struct OrderDates: Hashable, Sendable {
  /// What somebody wants.
  public struct Wish: Hashable, Sendable {
    /// Id of the product.
    public var product: String
    /// Power of the facility at full load [W].
    public var power: Double
    /// The quarter in which all of it shall work, nil for the first in which it can.
    public var quarter: Quarter?
    /// Id of the buyer; nil for the one with the greatest demand that may buy the product.
    public var buyer: String?
    /// Quarters from shipment to work [quarter].
    public var integration: Int

    /// Wishes for machines.
    public init(
      product: String,
      power: Double,
      quarter: Quarter?,
      buyer: String? = nil,
      integration: Int = 0
    ) {
      self.product = product
      self.power = power
      self.quarter = quarter
      self.buyer = buyer
      self.integration = integration
    }
  }

  /// One thing to order.
  public struct Item: Hashable, Sendable {
    /// Id of the carrier.
    public var carrier: String
    /// Index of the stage that it is ordered from.
    public var stage: Int
    /// How much is needed [unit of the stage].
    public var amount: Double
    /// How much of that the run leaves free in the quarter in which it is made [unit].
    public var free: Double
    /// How much its owners may have under construction at once when it is ordered [unit].
    public var limit: Double
    /// The quarter in which it is made, or stands ready.
    public var made: Quarter
    /// Quarters from order to that; 0 where enough is free [quarter].
    public var lead: Int
    /// Whether its stage binds in the quarter in which it is made.
    public var binds: Bool

    /// The latest quarter in which it may be ordered.
    public var latest: Quarter { made.advanced(by: -lead) }
    /// How much must be built for it [unit].
    public var missing: Double { isBuilt ? max(0, amount - free) : 0 }
    /// Whether capacity must be built for it.
    public var isBuilt: Bool { lead > 0 }
  }

  /// Why it cannot be had as wished.
  public enum Obstacle: Hashable, Sendable {
    /// No buyer may buy the product then.
    case notForSale
    /// The product ships too late.
    case launch(Quarter)
    /// Nothing makes the carrier by then.
    case unmade(carrier: String)
    /// An item would have had to be ordered before today.
    case tooLate(Item)
    /// More would have to be built of an item than its owners build at once.
    case tooMuch(Item)
  }

  /// What is wished.
  public var wish: Wish
  /// The quarter in which it shall work: the wished one, else the first that does, else the last.
  public var quarter: Quarter
  /// The quarter before which nothing can be ordered.
  public var today: Quarter
  /// Index of the buyer, nil where none may buy.
  public var buyer: Int?
  /// How many accelerators it takes.
  public var units: Double
  /// Their compute [H100-equivalent].
  public var compute: Double
  /// Everything to order, the earliest first.
  public var items: [Item]
  /// Why it cannot be had; empty where it can.
  public var obstacles: [Obstacle]
  /// The first later quarter in which it can be had, nil where there is none or none is needed.
  public var earliest: Quarter?
  /// The greatest power that can be had in the quarter, nil where none can or the wish can [W].
  public var most: Double?

  /// Whether it can be had as wished.
  public var isFeasible: Bool { obstacles.isEmpty }
  /// The item that must be ordered first.
  public var critical: Item? { items.first }

  /// Works out dates on a run.
  ///
  /// - Parameters:
  ///   - wish: What is wished, of a product and buyer that the industry has.
  ///   - run: The run.
  ///   - today: The quarter before which nothing can be ordered.
  public init(_ wish: Wish, in run: Roadmap, today: Quarter) {
    let end = run.quarters.last?.quarter ?? run.industry.start
    let first = wish.quarter ?? max(today, run.industry.start)
    var quarter = first
    var plan = OrderPlan(wish, in: quarter, run: run, today: today)
    let asked = plan
    while quarter < end, !plan.obstacles.isEmpty {
      quarter = quarter.advanced(by: 1)
      plan = OrderPlan(wish, in: quarter, run: run, today: today)
    }
    self.wish = wish
    self.today = today
    if wish.quarter != nil {
      if !asked.obstacles.isEmpty {
        most = asked.most
        if plan.obstacles.isEmpty { earliest = quarter }
      }
      quarter = first
      plan = asked
    }
    self.quarter = quarter
    buyer = plan.buyer
    units = plan.units
    compute = plan.compute
    items = plan.items
    obstacles = plan.obstacles
  }
}

/// The dates of one wish in one quarter.
private struct OrderPlan {
  /// The run.
  let run: Roadmap
  /// The quarter before which nothing can be ordered.
  let today: Quarter
  /// Facility power [W].
  let power: Double
  /// Index of the buyer.
  var buyer: Int?
  /// How many accelerators it takes.
  var units = 0.0
  /// Their compute [H100-equivalent].
  var compute = 0.0
  /// Everything to order, the earliest first.
  var items: [OrderDates.Item] = []
  /// Why it cannot be had.
  var obstacles: [OrderDates.Obstacle] = []

  /// What is needed of a carrier by when.
  private struct Need: Hashable, Comparable {
    /// The carrier.
    var carrier: String
    /// The quarter in which it is made.
    var made: Quarter

    static func < (left: Need, right: Need) -> Bool {
      (left.carrier, left.made) < (right.carrier, right.made)
    }
  }

  /// Works out dates.
  init(_ wish: OrderDates.Wish, in quarter: Quarter, run: Roadmap, today: Quarter) {
    self.run = run
    self.today = today
    power = wish.power
    let industry = run.industry
    guard let product = industry.products.first(where: { $0.id == wish.product }) else { return }
    let shipped = quarter.advanced(by: -wish.integration)
    buyer = Self.buyer(wish, product.vendor, industry, in: shipped)
    guard let buyer else {
      obstacles.append(.notForSale)
      return
    }
    let launch = Self.launch(of: product, industry)
    if launch > shipped { obstacles.append(.launch(launch)) }
    let part = product.power / Self.factor(industry, at: launch) { $0 == .efficiency }
    let facility =
      industry.buyers[buyer].facilityFactor
      * Self.factor(industry, at: quarter) { $0 == .facility }
    units = wish.power / (part * facility)
    compute = units * product.compute
    var needs: [Need: Double] = [:]
    for (carrier, amount) in Self.sorted(product.needs) {
      let factor = Self.factor(industry, at: launch) { $0 == .need(carrier: carrier) }
      add(carrier, units * amount * factor, before: shipped, shipped, to: &needs, depth: 0)
    }
    for (carrier, amount) in Self.sorted(industry.buyers[buyer].siteNeeds) {
      add(carrier, wish.power * 1e-6 * amount, before: shipped, shipped, to: &needs, depth: 0)
    }
    if let money = industry.buyers[buyer].capital {
      let charges = Self.sorted(industry.buyers[buyer].siteNeeds).reduce(0.0) { sum, need in
        let stages = industry.stages.filter { $0.carrier == need.key }
        return sum + need.value * (stages.map(\.charge).min() ?? 0)
      }
      let price = units * product.price + wish.power * 1e-6 * charges
      add(money, price * 1e-6, before: shipped, shipped, to: &needs, depth: 0)
    }
    for (need, amount) in needs.sorted(by: { $0.key < $1.key }) { order(need, amount) }
    items.sort { ($0.latest, $0.made, $0.carrier) < ($1.latest, $1.made, $1.carrier) }
    for item in items {
      if item.latest < today {
        obstacles.append(.tooLate(item))
      } else if item.missing > item.limit * (1 + 1e-9) {
        obstacles.append(.tooMuch(item))
      }
    }
  }

  /// The power that is left when everything fits into what is free; nil where dates forbid any [W].
  var most: Double? {
    var share = 1.0
    for obstacle in obstacles {
      switch obstacle {
      case .tooLate(let item) where item.isBuilt && item.made >= today:
        share = min(share, item.free / item.amount)
      case .tooMuch(let item): share = min(share, (item.free + item.limit) / item.amount)
      default: return nil
      }
    }
    return share > 0 ? share * power : nil
  }

  // MARK: What is wished

  /// The buyer asked for, or the one with the greatest demand, if it may buy.
  private static func buyer(
    _ wish: OrderDates.Wish,
    _ vendor: String,
    _ industry: Industry,
    in quarter: Quarter
  ) -> Int? {
    let able = industry.buyers.indices.filter { index in
      let buyer = industry.buyers[index]
      guard let window = buyer.vendors[vendor], window.high > 0 else { return false }
      let rules = industry.events.filter { event in
        guard case .export(let whose, let whom, _) = event.effect else { return false }
        return whose == vendor && whom == buyer.id && event.strength(in: quarter) > 0
      }
      guard let rule = rules.max(by: { $0.date < $1.date }),
        case .export(_, _, let allowed) = rule.effect
      else { return true }
      return allowed
    }
    if let name = wish.buyer { return able.first { industry.buyers[$0].id == name } }
    return able.max { industry.buyers[$0].share < industry.buyers[$1].share }
  }

  /// When a product ships, delays counted.
  private static func launch(of product: Product, _ industry: Industry) -> Quarter {
    industry.events.reduce(product.launch) { launch, event in
      guard case .delay(product.id, let quarters) = event.effect else { return launch }
      return launch.advanced(by: quarters)
    }
  }

  /// What technologies make of a figure in a quarter [1].
  private static func factor(
    _ industry: Industry,
    at quarter: Quarter,
    _ isWanted: (Readiness.Change.Target) -> Bool
  ) -> Double {
    industry.technologies.reduce(1) { total, technology in
      technology.changes.reduce(total) { inner, change in
        guard isWanted(change.target) else { return inner }
        return inner * technology.factor(of: change, in: quarter)
      }
    }
  }

  /// Needs in the order of names, so that sums repeat.
  private static func sorted(_ needs: [String: Double]) -> [(key: String, value: Double)] {
    needs.sorted { $0.key < $1.key }
  }

  // MARK: What it takes

  /// Adds what is needed of a carrier and of everything that goes into it.
  private mutating func add(
    _ carrier: String,
    _ amount: Double,
    before quarter: Quarter,
    _ shipped: Quarter,
    to needs: inout [Need: Double],
    depth: Int
  ) {
    guard amount > 0 else { return }
    let stages = run.industry.stages.filter { $0.carrier == carrier }
    let ahead = stages.map(\.startsAhead).max() ?? 0
    let made = min(quarter, shipped.advanced(by: -ahead))
    needs[Need(carrier: carrier, made: made), default: 0] += amount
    // A chain of carriers that feed each other in a ring never ends.
    guard depth < run.industry.stages.count, let stage = main(carrier, in: made) else { return }
    for (input, each) in Self.sorted(run.industry.stages[stage].needs) {
      add(input, amount * each, before: made, shipped, to: &needs, depth: depth + 1)
    }
  }

  /// Stages that make a carrier and are open in a quarter.
  private func makers(_ carrier: String, in quarter: Quarter) -> [Int] {
    run.industry.stages.indices.filter { index in
      let stage = run.industry.stages[index]
      return stage.carrier == carrier && stage.opens.map { $0 <= quarter } ?? true
    }
  }

  /// The stage that makes most of a carrier in a quarter.
  private func main(_ carrier: String, in quarter: Quarter) -> Int? {
    let now = outcome(in: quarter)
    return makers(carrier, in: quarter).max {
      (now?.stages[$0].capacity ?? 0) < (now?.stages[$1].capacity ?? 0)
    }
  }

  /// The outcome of a quarter, of the run's first where it lies before.
  private func outcome(in quarter: Quarter) -> RoadmapQuarter? {
    run.outcome(in: max(quarter, run.industry.start))
  }

  /// Orders what is needed from where it comes soonest.
  private mutating func order(_ need: Need, _ amount: Double) {
    guard let now = outcome(in: need.made) else { return }
    let makers = makers(need.carrier, in: need.made)
    func room(_ stage: Int) -> Double {
      let outcome = now.stages[stage]
      let left = outcome.capacity - outcome.use - outcome.outside
      // What the solver leaves by rounding is not free.
      return left > 1e-9 * outcome.capacity ? left : 0
    }
    let free = makers.reduce(0) { $0 + room($1) }
    let isFree = free >= amount * (1 - 1e-9)
    let best =
      isFree
      ? makers.max { room($0) < room($1) }
      : makers.min { lead($0, before: need.made) < lead($1, before: need.made) }
    guard let stage = best else {
      obstacles.append(.unmade(carrier: need.carrier))
      return
    }
    let quarters = isFree ? 0 : lead(stage, before: need.made)
    let ordered = outcome(in: need.made.advanced(by: -quarters)) ?? now
    items.append(
      OrderDates.Item(
        carrier: need.carrier,
        stage: stage,
        amount: amount,
        free: free,
        limit: run.industry.stages[stage].growthLimit * ordered.stages[stage].capacity,
        made: need.made,
        lead: quarters,
        binds: now.bindingStages.contains(stage)
      )
    )
  }

  /// Quarters before which new capacity must be ordered to work in a quarter [quarter].
  ///
  /// Building takes as long as it does in the quarter of the order, so the latest order that still
  /// arrives is looked for.
  private func lead(_ stage: Int, before quarter: Quarter) -> Int {
    var lead = 1
    // Four hundred quarters outlast every plant.
    while lead < 400 {
      guard let then = outcome(in: quarter.advanced(by: -lead)) else { return lead }
      if then.stages[stage].leadTime <= Double(lead) + 0.5 { return lead }
      lead += 1
    }
    return lead
  }
}
