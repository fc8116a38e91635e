import Quantities
import Scenarios
import Studies
import Supply

extension RoadmapReport {
  /// The question as resolved, the run and what it says.
  public var members: [JSON.Member] {
    [
      JSON.Member("scenario", ScenarioJSON.nested(resolved)), JSON.Member("result", result),
      JSON.Member("diagnostics", ScenarioJSON.diagnostics(warnings)),
    ]
  }

  /// What was found.
  private var result: JSON {
    var members: [JSON.Member] = [
      JSON.Member("answer", .text(sentence)),
      JSON.Member("phases", .array(study.phases.map(Self.json))),
      JSON.Member("spells", .array(study.spells.map(json))),
      JSON.Member("years", .array(yearly.map(json))),
      JSON.Member("quarters", .array(study.quarters.map(json))),
      JSON.Member("companies", companiesJSON),
    ]
    if let map = study.map { members.append(JSON.Member("map", json(map))) }
    if !study.losses.isEmpty {
      members.append(JSON.Member("losses", .array(study.losses.map(Self.json))))
    }
    if let company = study.inquiry.company {
      members.append(JSON.Member("company", json(company: company)))
    }
    if let order = study.order { members.append(JSON.Member("order", json(order))) }
    if let programme = study.programme {
      members.append(JSON.Member("programme", json(programme)))
    }
    if let costs = study.costs { members.append(JSON.Member("costs", json(costs))) }
    if let sampling = study.sampling {
      members.append(JSON.Member("uncertainty", SamplingReport(sampling).json))
    }
    members.append(JSON.Member("figures_to_distrust", .texts(weakFigures)))
    return .object(members)
  }

  /// Names of layers.
  private static func json(_ layers: [Layer]) -> JSON { .texts(layers.map(\.rawValue)) }

  /// A quarter as text, or null.
  private static func json(_ quarter: Quarter?) -> JSON {
    .optional(quarter.map(\.description))
  }

  /// The id of a stage, or null.
  private func id(_ stage: Int?) -> JSON { .optional(stage.map { industry.stages[$0].id }) }

  // MARK: The run

  /// A stretch in broad strokes.
  private static func json(_ phase: BindingPhase) -> JSON {
    [
      "leaders": json(phase.leaders), "beside": json(phase.beside), "from": json(phase.from),
      "to": json(phase.to),
    ]
  }

  /// A stretch.
  private func json(_ spell: BindingSpell) -> JSON {
    [
      "layers": Self.json(spell.layers), "stage": id(spell.stage), "from": Self.json(spell.from),
      "to": Self.json(spell.to), "quarters": .integer(spell.length),
      "margin": .number(spell.margin),
      "price_USD": .number(spell.price),
      "unit": .optional(spell.stage.map { industry.stages[$0].unit }),
      "ended_by": .text(Self.key(spell.ending)), "ended": .text(words(spell.ending)),
    ]
  }

  /// A year.
  private func json(_ year: Year) -> JSON {
    [
      "year": .integer(year.year), "units": .number(year.sum(\.units)),
      "units_by_vendor": .object(
        vendors.map { JSON.Member($0, .number(year.units(of: $0))) }
      ), "compute_H100e": .number(year.sum(\.compute)), "tdp_W": .number(year.sum(\.power)),
      "spending_USD": .number(year.sum(\.spending)), "facility_W": .number(year.facilityPower),
      "rental_price_USD_per_h": .number(year.rentalPrice), "binding": Self.json(year.binding),
    ]
  }

  /// A quarter.
  private func json(_ quarter: RoadmapQuarter) -> JSON {
    let vendors = quarter.vendors.map { vendor -> JSON in
      [
        "vendor": .text(vendor.vendor), "units": .number(vendor.units),
        "compute_H100e": .number(vendor.compute), "tdp_W": .number(vendor.power),
        "spending_USD": .number(vendor.spending),
        "products": .object(
          vendor.products.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .number($0.value)) }
        ),
      ]
    }
    let buyers = zip(industry.buyers, quarter.buyers).map { buyer, outcome -> JSON in
      [
        "buyer": .text(buyer.id), "compute_H100e": .number(outcome.compute),
        "facility_W": .number(outcome.facilityPower),
        "deployed_H100e": .number(outcome.deployed), "waiting_H100e": .number(outcome.waiting),
        "price_USD_per_h": .number(outcome.price), "spending_USD": .number(outcome.spending),
      ]
    }
    let demand = zip(industry.demand, quarter.demand).map { kind, amount in
      JSON.Member(kind.id, .number(amount))
    }
    return [
      "quarter": Self.json(quarter.quarter), "binding": Self.json(quarter.binding),
      "binding_stages": .texts(quarter.bindingStages.map { industry.stages[$0].id }),
      "next": quarter.next.map { next -> JSON in
        ["stage": id(next.stage), "growth": .number(next.growth)]
      } ?? .null, "units": .number(quarter.units), "compute_H100e": .number(quarter.compute),
      "tdp_W": .number(quarter.power), "spending_USD": .number(quarter.spending),
      "rental_price_USD_per_h": .number(quarter.rentalPrice), "demand_H100e": .object(demand),
      "vendors": .array(vendors), "buyers": .array(buyers),
      "stages": .array(
        industry.stages.indices.map { json(quarter.stages[$0], industry.stages[$0]) }
      ),
    ]
  }

  /// A stage in a quarter.
  private func json(_ outcome: RoadmapQuarter.StageOutcome, _ stage: Stage) -> JSON {
    [
      "stage": .text(stage.id), "layer": .text(stage.layer.rawValue), "unit": .text(stage.unit),
      "capacity": .number(outcome.capacity), "use": .number(outcome.use),
      "outside": .number(outcome.outside), "utilisation": .number(outcome.utilisation),
      "price_up_USD": .number(outcome.priceUp), "price_down_USD": .number(outcome.priceDown),
      "margin": .number(outcome.margin), "ordered": .number(outcome.ordered),
      "on_order": .number(outcome.onOrder),
      "lead_time_quarters": .number(outcome.leadTime),
    ]
  }

  // MARK: Views

  /// Shares by name.
  private static func json(_ shares: [Ownership.Share]) -> JSON {
    .object(shares.map { JSON.Member($0.name, .number($0.share)) })
  }

  /// The map.
  private func json(_ map: BottleneckMap) -> JSON {
    let rows = map.rows.map { row -> JSON in
      json(row.outcome, industry.stages[row.stage])
        .adding([
          JSON.Member("binds", .flag(row.isBinding)),
          JSON.Member("binds_until", row.isOpen ? .null : Self.json(row.bindsUntil)),
          JSON.Member(
            "gives_way_quarters",
            row.quartersLeft(from: map.quarter).map { .integer($0) } ?? .null
          ), JSON.Member("owners", Self.json(row.ownership.companies)),
          JSON.Member("concentration_HHI", .number(row.ownership.concentration)),
          JSON.Member("regions", Self.json(row.ownership.regions)),
        ])
    }
    return ["quarter": Self.json(map.quarter), "rows": .array(rows)]
  }

  /// A loss.
  private static func json(_ loss: LossOfSupply) -> JSON {
    func span(_ span: LossOfSupply.Span) -> JSON {
      [
        "shipped_ratio": .optional(span.shipped), "deployed_ratio": .optional(span.deployed),
        "binding": json(span.binding),
      ]
    }
    return [
      "lost": .text(loss.lost.subject.name), "kind": .text(kind(loss.lost.subject)),
      "from": json(loss.lost.from), "quarters": .integer(loss.lost.duration),
      "during": span(loss.during), "after": span(loss.after), "failure": .optional(loss.failure),
    ]
  }

  /// Everybody's hold on what binds, year by year.
  private var companiesJSON: JSON {
    let thread = study.thread
    return .array(
      thread.holders.map { holder in
        [
          "company": .text(holder.company), "hold": .number(holder.mean),
          "hold_by_year": .object(
            zip(thread.years, holder.years).map { JSON.Member("\($0)", .number($1)) }
          ),
        ]
      }
    )
  }

  /// One company, quarter by quarter.
  private func json(company: String) -> JSON {
    let points = study.thread.points.map { point -> JSON in
      [
        "quarter": Self.json(point.quarter), "hold": .number(point.hold[company] ?? 0),
        "units_share": .optional(point.units[company]), "worth_USD": .number(point.worth),
      ]
    }
    return ["company": .text(company), "quarters": .array(points)]
  }

  /// What to order by when.
  private func json(_ order: OrderDates) -> JSON {
    let items = order.items.map { item -> JSON in
      [
        "order_by": Self.json(item.latest), "carrier": .text(item.carrier),
        "stage": id(item.stage), "unit": .text(unit(item)), "amount": .number(item.amount),
        "free": .number(item.free), "missing": .number(item.missing),
        "build_limit": .number(item.limit),
        "made": Self.json(item.made), "lead_quarters": .integer(item.lead),
        "binds": .flag(item.binds), "too_late": .flag(item.latest < order.today),
      ]
    }
    return [
      "product": .text(order.wish.product), "power_W": .number(order.wish.power),
      "asked": Self.json(order.wish.quarter), "quarter": Self.json(order.quarter),
      "today": Self.json(order.today),
      "buyer": .optional(order.buyer.map { industry.buyers[$0].id }),
      "feasible": .flag(order.isFeasible),
      "reasons": .texts(order.obstacles.map { words($0, order) }),
      "earliest": Self.json(order.earliest), "most_W": .optional(order.most),
      "units": .number(order.units), "compute_H100e": .number(order.compute),
      "critical": id(order.critical?.stage), "items": .array(items),
    ]
  }

  // MARK: Rows

  /// A quarter and stage a row; with samples what they say, a number a row; with a programme its
  /// quarters.
  public var table: [[String]] {
    if let sampling = study.sampling { return SamplingReport(sampling).table }
    if let programme = study.programme { return table(programme) }
    let header = [
      "quarter", "stage", "layer", "unit", "capacity", "use", "outside", "utilisation",
      "price_up_USD", "price_down_USD", "margin", "on_order", "lead_time_quarters", "binds",
    ]
    let rows = study.quarters.flatMap { quarter in
      industry.stages.indices.map { index -> [String] in
        let stage = industry.stages[index]
        let outcome = quarter.stages[index]
        return [quarter.quarter.description, stage.id, stage.layer.rawValue, stage.unit]
          + [
            outcome.capacity, outcome.use, outcome.outside, outcome.utilisation, outcome.priceUp,
            outcome.priceDown, outcome.margin, outcome.onOrder, outcome.leadTime,
          ].map { CSVText.number($0) }
          + [quarter.bindingStages.contains(index) ? "true" : "false"]
      }
    }
    return [header] + rows
  }
}
