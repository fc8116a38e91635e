import Documents
import Foundation
import Quantities
import Supply

extension IndustryReader {
  /// A step of the supply chain at the start.
  mutating func stage(_ record: Record) -> Stage? {
    guard let state = state(record) else { return nil }
    let period = record.text("period").flatMap(StageFormat.Period.init) ?? .quarter
    let planned = number(record, .stages, "planned-growth")
    let amounts = capacity(record, state, period: period, planned: planned)
    var outside: Stage.Outside?
    if record.has("outside") {
      let growth = number(record, .stages, "outside.growth")
      outside = Stage.Outside(
        amount: number(
          record,
          .stages,
          "\(state.field).outside",
          as: "outside.amount",
          times: period.perQuarter * pow(1 + growth, state.years)
        ),
        growth: growth,
        firm: number(record, .stages, "outside.firm"),
        elasticity: number(record, .stages, "outside.elasticity")
      )
    }
    return Stage(
      id: record.text("id") ?? "",
      name: name(record),
      layer: record.text("layer").flatMap(Layer.init) ?? .silicon,
      carrier: record.text("carrier") ?? "",
      unit: record.text("unit") ?? "",
      isStanding: period == .standing,
      startsAhead: record.integer("starts-ahead") ?? 0,
      capacity: amounts.capacity,
      orders: amounts.orders,
      outside: outside,
      price: number(record, .stages, "price"),
      charge: number(record, .stages, "charge"),
      capital: number(record, .stages, "capital", times: 1 / period.perQuarter),
      build: number(record, .stages, "build", times: 1 / SupplyFields.quarter),
      growthLimit: number(record, .stages, "growth-limit"),
      ceiling: taker.take(record, .stages, "ceiling", times: period.perQuarter) ?? .infinity,
      plannedGrowth: planned,
      trend: number(record, .stages, "\(state.field).trend", as: "trend"),
      cancellation: number(record, .stages, "cancellation"),
      needs: taker.take(under: "needs", of: record, .stages),
      expansionNeeds: taker.take(
        under: "expansion-needs",
        of: record,
        .stages,
        times: 1 / period.perQuarter
      ),
      opens: record.text("opens").flatMap { Quarter($0) },
      owners: (0..<record.count(of: "owners")).map { index in
        let owner = "owners[\(index)]"
        return Stage.Owner(
          company: catalog.supplier(named: record.text("\(owner).company") ?? ""),
          region: record.text("\(owner).region") ?? "",
          share: number(record, .stages, "\(owner).share")
        )
      }
    )
  }

  /// Capacity and expansions under way at the start.
  ///
  /// From an earlier state capacity grows as planned, but by no less than what was under way then
  /// and has arrived since.
  private mutating func capacity(
    _ record: Record,
    _ state: (field: String, at: Quarter, years: Double),
    period: StageFormat.Period,
    planned: Double
  ) -> (capacity: Double, orders: [Stage.Order]) {
    let stated = record.number("\(state.field).capacity") ?? 0
    var arrived = 0.0
    var orders: [Stage.Order] = []
    for index in 0..<record.count(of: "\(state.field).orders") {
      let order = "\(state.field).orders[\(index)]"
      guard let arrives = record.text("\(order).arrives").flatMap({ Quarter($0) }) else { continue }
      if state.at < start, arrives <= start {
        arrived += record.number("\(order).amount") ?? 0
        continue
      }
      orders.append(
        Stage.Order(
          arrives: arrives,
          amount: number(
            record,
            .stages,
            "\(order).amount",
            times: period.perQuarter
          )
        )
      )
    }
    let grown = stated * pow(1 + planned, state.years)
    let factor = stated > 0 ? max(grown, stated + arrived) / stated : 1
    let capacity = number(
      record,
      .stages,
      "\(state.field).capacity",
      as: "capacity",
      times: period.perQuarter * factor
    )
    return (stated > 0 ? capacity : arrived * period.perQuarter, orders)
  }

  /// A generation of an accelerator.
  mutating func product(_ record: Record) -> Product? {
    guard let launch = record.text("launch").flatMap({ Quarter($0) }) else { return nil }
    return Product(
      id: record.text("id") ?? "",
      name: name(record),
      vendor: catalog.supplier(named: record.text("vendor") ?? ""),
      launch: launch,
      ramp: number(record, .products, "ramp", times: 1 / SupplyFields.quarter),
      compute: number(record, .products, "compute"),
      work: taker.take(record, .products, "work"),
      power: number(record, .products, "power"),
      price: number(record, .products, "price"),
      memory: number(record, .products, "memory"),
      needs: taker.take(under: "needs", of: record, .products),
      accelerator: record.text("accelerator")
    )
  }

  /// A kind of owner of accelerators at the start.
  mutating func buyer(_ record: Record) -> Buyer? {
    guard let state = state(record) else { return nil }
    let growth = pow(1 + (record.number("growth") ?? 0), state.years)
    if state.years > 0, record.isDefault("growth") {
      diagnostics.add(
        record.diagnostic(
          "states",
          "what it runs at \(start) is taken as at \(state.at), since it has no growth",
          hint: "add a state or growth",
          severity: .warning
        )
      )
    }
    var vendors: [String: Buyer.Window] = [:]
    for vendor in record.keys(under: "vendors") {
      let field = "vendors.\(vendor)"
      vendors[catalog.supplier(named: vendor)] = Buyer.Window(
        low: number(record, .buyers, "\(field).low"),
        high: number(record, .buyers, "\(field).high"),
        growth: number(record, .buyers, "\(field).growth")
      )
    }
    return Buyer(
      id: record.text("id") ?? "",
      name: name(record),
      share: number(record, .buyers, "share"),
      vendors: vendors,
      compute: number(record, .buyers, "\(state.field).compute", as: "compute", times: growth),
      power: number(record, .buyers, "\(state.field).power", as: "power", times: growth),
      facilityFactor: number(record, .buyers, "facility-factor"),
      siteNeeds: taker.take(under: "site-needs", of: record, .buyers),
      capital: record.text("capital"),
      rents: record.flag("rents") ?? false
    )
  }

  /// A kind of work at the start.
  mutating func demand(_ record: Record) -> DemandClass? {
    guard let state = state(record),
      let middle = record.text("device-middle").flatMap({ Quarter($0) }),
      let kind = record.text("kind").flatMap(DemandClass.Kind.init)
    else { return nil }
    return DemandClass(
      id: record.text("id") ?? "",
      name: name(record),
      kind: kind,
      amount: number(record, .demand, "\(state.field).amount", as: "amount"),
      at: state.at,
      growth: number(record, .demand, "growth"),
      finalGrowth: number(record, .demand, "final-growth"),
      fading: number(record, .demand, "fading", times: 0.25 / SupplyFields.quarter),
      elasticity: number(record, .demand, "elasticity"),
      efficiency: number(record, .demand, "efficiency"),
      deviceShare: number(record, .demand, "device-share"),
      deviceMiddle: middle,
      tokenRate: number(record, .demand, "token-rate")
    )
  }

  /// A technology on its way.
  mutating func technology(_ record: Record) -> Readiness? {
    var changes: [Readiness.Change] = []
    for index in 0..<record.count(of: "changes") {
      let change = "changes[\(index)]"
      guard let target = ReadinessFormat.target(record, change: change) else { continue }
      let factor = number(record, .readiness, "\(change).factor")
      changes.append(Readiness.Change(target: target, factor: factor))
    }
    return Readiness(
      id: record.text("id") ?? "",
      name: name(record),
      middle: number(record, .readiness, "middle"),
      rise: number(record, .readiness, "rise"),
      ceiling: number(record, .readiness, "ceiling"),
      changes: changes
    )
  }

  /// How buyers value compute; nil with an error where the catalogue has no such file.
  mutating func market() -> Market? {
    guard let entry = catalog.entry(.markets, named: "ai", into: &diagnostics) else { return nil }
    let record = entry.record
    return Market(
      referencePrice: number(record, .markets, "reference-price", times: 3600),
      occupancy: number(record, .markets, "occupancy"),
      worthYears: number(record, .markets, "worth-years"),
      running: number(record, .markets, "running", times: 4 * SupplyFields.quarter),
      life: number(record, .markets, "life", times: 0.25 / SupplyFields.quarter),
      waiting: number(record, .markets, "waiting"),
      holding: number(record, .markets, "holding"),
      probe: number(record, .markets, "probe"),
      together: number(record, .markets, "together"),
      scarcity: number(record, .markets, "scarcity"),
      adjustment: number(record, .markets, "adjustment"),
      believed: number(record, .markets, "believed"),
      idle: number(record, .markets, "idle")
    )
  }

  /// Name for a reader.
  private func name(_ record: Record) -> String { record.text("name") ?? record.text("id") ?? "" }

  /// A figure in the unit of the supply chain, 0 where it is neither written nor has a default.
  private mutating func number(
    _ record: Record,
    _ kind: CatalogKind,
    _ field: String,
    as path: String? = nil,
    times factor: Double = 1
  ) -> Double {
    taker.take(record, kind, field, as: path, times: factor) ?? 0
  }
}
