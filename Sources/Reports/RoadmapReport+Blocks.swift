import Quantities
import Studies
import Supply

extension RoadmapReport {
  /// The answer first, then spells, years and stages, then the views that were asked for.
  public var blocks: [Block] {
    var blocks: [Block] = []
    if let programme = study.programme { blocks.append(.headline(sentence(programme))) }
    blocks.append(.headline(sentence))
    if let order = study.order { blocks.append(.headline(sentence(order))) }
    if let today { blocks.append(.paragraph(today)) }
    if let programme = study.programme { blocks += self.programme(programme) }
    blocks += spells + years
    if study.map == nil { blocks += stages } else { blocks += map }
    blocks += losses + companies
    if let order = study.order { blocks += dates(order) }
    blocks += costs
    if let sampling = study.sampling {
      blocks.append(.heading("Under uncertain figures"))
      blocks += SamplingReport(sampling).blocks.map { block in
        if case .headline(let text) = block { .paragraph(text) } else { block }
      }
    }
    return blocks + notes
  }

  // MARK: Spells

  /// Which layers bound from when to when.
  private var spells: [Block] {
    let columns = [
      Table.Column("from"), Table.Column("to"), Table.Column("binding"),
      Table.Column("strongest stage"), Table.Column("a unit more", isNumber: true),
      Table.Column("of spending", isNumber: true), Table.Column("what ended it"),
    ]
    let rows = study.spells.map { spell -> [Table.Cell] in
      let stage = spell.stage.map { industry.stages[$0] }
      return [
        .text("\(spell.from)"), .text("\(spell.to)"), .text(Self.list(spell.layers)),
        .text(stage?.id ?? "–"),
        .text(
          stage.map { "\(Format.money(spell.price))/\(Self.single($0.unit))" } ?? "–"
        ), .text(Self.margin(spell.margin)), .text(words(spell.ending)),
      ]
    }
    return [
      .heading("What binds"), .table(Table(columns, rows: rows)),
      .paragraph(
        "Worth is the mean over the spell, between that of a unit more and of a unit less; as a share"
          + " of what buyers spend on machines it is that of all the stage makes."
      ),
    ]
  }

  // MARK: Years

  /// A year of the run.
  struct Year {
    /// The year.
    var year: Int
    /// Its quarters.
    var quarters: [RoadmapQuarter]

    /// A sum over its quarters.
    func sum(_ figure: (RoadmapQuarter) -> Double) -> Double {
      quarters.reduce(0) { $0 + figure($1) }
    }

    /// Units of a vendor.
    func units(of vendor: String) -> Double {
      sum { $0.vendors.first { $0.vendor == vendor }?.units ?? 0 }
    }

    /// Facility power at work at its end [W].
    var facilityPower: Double {
      quarters.last?.buyers.reduce(0) { $0 + $1.facilityPower } ?? 0
    }

    /// Mean rental price [USD/h].
    var rentalPrice: Double { sum(\.rentalPrice) / Double(max(quarters.count, 1)) }

    /// Layers that bind in any of its quarters, the most frequent first.
    var binding: [Layer] {
      let counts = Layer.allCases.map { layer in
        (layer: layer, count: quarters.count { $0.binding.contains(layer) })
      }
      return counts.filter { $0.count > 0 }.enumerated()
        .sorted { (-$0.element.count, $0.offset) < (-$1.element.count, $1.offset) }
        .map(\.element.layer)
    }
  }

  /// The years that are reported.
  var yearly: [Year] {
    Dictionary(grouping: study.quarters, by: \.quarter.year)
      .map { Year(year: $0.key, quarters: $0.value) }
      .sorted { $0.year < $1.year }
  }

  /// Vendors, the one that ships most first.
  var vendors: [String] {
    let years = yearly
    let ids = study.quarters.first?.vendors.map(\.vendor) ?? []
    let totals = ids.map { id in (id, years.reduce(0) { $0 + $1.units(of: id) }) }
    return totals.enumerated()
      .sorted { (-$0.element.1, $0.offset) < (-$1.element.1, $1.offset) }
      .map(\.element.0)
  }

  /// Shipments, power and price year by year.
  private var years: [Block] {
    let all = vendors
    let shown = Array(all.prefix(all.count > 4 ? 3 : 4))
    let others = all.dropFirst(shown.count)
    var columns = [Table.Column("year")]
    columns += shown.map { Table.Column($0, isNumber: true) }
    if !others.isEmpty { columns.append(Table.Column("others", isNumber: true)) }
    columns += [
      Table.Column("H100e", isNumber: true), Table.Column("TDP", isNumber: true),
      Table.Column("facility", isNumber: true), Table.Column("$/H100e-h", isNumber: true),
      Table.Column("binding"),
    ]
    let rows = yearly.map { year -> [Table.Cell] in
      var row: [Table.Cell] = [.text("\(year.year)")]
      row += shown.map { .text(Self.machines(year.units(of: $0))) }
      if !others.isEmpty {
        row.append(.text(Self.machines(others.reduce(0) { $0 + year.units(of: $1) })))
      }
      return row + [
        .text(Self.machines(year.sum(\.compute))),
        .text(Format.quantity(Self.whole(year.sum(\.power)), unit: "W")),
        .text(Format.quantity(year.facilityPower, unit: "W")),
        .text(Format.significant(year.rentalPrice)), .text(Self.list(year.binding)),
      ]
    }
    return [
      .heading("Year by year"), .table(Table(columns, rows: rows)),
      .paragraph(
        "Accelerators shipped by vendor, their compute in H100-equivalents and their thermal design"
          + " power; facility power at work at the end of the year; mean rental price."
      ),
    ]
  }

  /// A power, without what the solver leaves by rounding [W].
  private static func whole(_ power: Double) -> Double { abs(power) < 1 ? 0 : power }

  // MARK: Stages

  /// Every stage in the quarter of today.
  private var stages: [Block] {
    guard let now else { return [] }
    let columns = [
      Table.Column("stage"), Table.Column("capacity", isNumber: true),
      Table.Column("used", isNumber: true), Table.Column("by others", isNumber: true),
      Table.Column("a unit more", isNumber: true), Table.Column("of spending", isNumber: true),
      Table.Column("on order", isNumber: true), Table.Column("lead", isNumber: true),
    ]
    let rows = industry.stages.indices.map { index -> [Table.Cell] in
      let stage = industry.stages[index]
      let outcome = now.stages[index]
      func share(_ value: Double) -> Table.Cell {
        .text(outcome.capacity > 0 ? Words.percent(value / outcome.capacity) : "–")
      }
      return [
        .text(stage.id), .text(Self.amount(outcome.capacity, stage.unit)),
        share(outcome.use + outcome.outside), share(outcome.outside),
        .text(Self.worth(outcome, stage)),
        .text(Self.margin(outcome.margin)), share(outcome.onOrder),
        .text(Self.quarters(outcome.leadTime)),
      ]
    }
    return [
      .heading("Stages in \(now.quarter)"), .table(Table(columns, rows: rows)),
      .paragraph(
        "Use, that by others and what is on order as shares of capacity. Where a unit less would cost"
          + " more than a unit more is worth, both are given."
      ),
    ]
  }

  // MARK: Notes

  /// What to distrust, and remarks on the input.
  private var notes: [Block] {
    var blocks: [Block] = []
    if !weakFigures.isEmpty {
      blocks += [
        .heading("Figures to distrust"),
        .paragraph(
          "The answer leans on estimates or recollections in"
            + " \(Words.count(weakFigures.count, "catalogue figure")) (`narrows catalog show ID` has"
            + " the sources; --format json lists them)."
        ),
      ]
    }
    let remarks = warnings.map(\.description)
    if !remarks.isEmpty { blocks += [.heading("Remarks"), .items(remarks)] }
    return blocks
  }
}
