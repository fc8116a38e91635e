import Quantities
import Studies
import Supply

extension RoadmapReport {
  // MARK: Map

  /// The core bottleneck of every layer.
  var map: [Block] {
    guard let map = study.map else { return [] }
    let state = map.rows.map { row -> [Table.Cell] in
      let stage = industry.stages[row.stage]
      return [
        .text(row.layer.rawValue), .text(stage.name), .text(Words.percent(row.outcome.utilisation)),
        .text(Self.worth(row.outcome, stage)),
        .text(row.outcome.margin > 0 ? Words.percent(row.outcome.margin) : "–"),
        .text(givesWay(row, in: map)), .text(Self.quarters(row.build)),
      ]
    }
    let owners = map.rows.compactMap { row -> [Table.Cell]? in
      let companies = row.ownership.companies
      guard !companies.isEmpty else { return nil }
      let largest = companies.prefix(4).map { "\($0.name) \(Words.percent($0.share))" }
      return [
        .text(industry.stages[row.stage].name), .text(largest.joined(separator: ", ")),
        .text(Format.count(row.ownership.concentration)),
        .text(
          row.ownership.regions.first.map { "\($0.name) \(Words.percent($0.share))" } ?? "–"
        ),
      ]
    }
    var blocks: [Block] = [
      .heading("Bottlenecks in \(map.quarter)"),
      .table(
        Table(
          [
            Table.Column("layer"), Table.Column("core bottleneck"),
            Table.Column("used", isNumber: true), Table.Column("a unit more", isNumber: true),
            Table.Column("of spending", isNumber: true), Table.Column("gives way", isNumber: true),
            Table.Column("to build", isNumber: true),
          ],
          rows: state
        )
      ),
    ]
    if !owners.isEmpty {
      blocks += [
        .table(
          Table(
            [
              Table.Column("core bottleneck"), Table.Column("largest owners"),
              Table.Column("HHI", isNumber: true), Table.Column("largest region"),
            ],
            rows: owners
          )
        ),
        .paragraph(
          "HHI is the sum of squared percentages of owners, 10,000 for one alone; owners that are not"
            + " listed count with nothing."
        ),
      ]
    }
    return blocks
  }

  /// When a stage stops binding.
  private func givesWay(_ row: BottleneckMap.Row, in map: BottleneckMap) -> String {
    guard row.isBinding else { return "–" }
    guard let left = row.quartersLeft(from: map.quarter) else {
      return "after \(study.run.quarters.last?.quarter.description ?? "the run")"
    }
    return Self.quarters(Double(left))
  }

  // MARK: Losses

  /// What losing a company or a region would do.
  var losses: [Block] {
    guard !study.losses.isEmpty else { return [] }
    func span(_ span: LossOfSupply.Span) -> [Table.Cell] {
      [
        .text(Self.share(span.shipped)), .text(Self.share(span.deployed)),
        .text(span.binding.isEmpty ? "–" : Self.list(span.binding)),
      ]
    }
    let rows = study.losses.map { loss -> [Table.Cell] in
      let lost = loss.lost
      return [
        .text("\(Self.kind(lost.subject)) \(lost.subject.name)"),
        .text("\(lost.from)"), .text(Self.quarters(Double(lost.duration))),
      ] + span(loss.during) + span(loss.after)
    }
    let columns = [
      Table.Column("lost"), Table.Column("from"), Table.Column("for", isNumber: true),
      Table.Column("shipped", isNumber: true), Table.Column("deployed", isNumber: true),
      Table.Column("binding"), Table.Column("then", isNumber: true),
      Table.Column("deployed", isNumber: true), Table.Column("binding"),
    ]
    return [
      .heading("What losing one of them does"), .table(Table(columns, rows: rows)),
      .paragraph(
        "Compute shipped and put to work in the quarters of the loss, and in as many after it, against"
          + " the run without the loss."
      ),
    ]
  }

  /// Whether a company or a region is lost.
  static func kind(_ subject: LossOfSupply.Subject) -> String {
    switch subject {
    case .company: "company"
    case .region: "region"
    }
  }

  // MARK: Companies

  /// Who holds what binds, year by year: one company, or the ten with most.
  var companies: [Block] {
    let thread = study.thread
    if let company = study.inquiry.company { return self.company(company) }
    let holders = thread.holders.prefix(10)
    guard study.map != nil, !holders.isEmpty else { return [] }
    let columns =
      [Table.Column("company")] + thread.years.map { Table.Column("\($0)", isNumber: true) }
    let rows = holders.map { holder -> [Table.Cell] in
      [.text(holder.company)] + holder.years.map { .text($0 > 0 ? Words.percent($0) : "–") }
    }
    return [
      .heading("Who holds what binds"), .table(Table(columns, rows: rows)),
      .paragraph(
        "A company's share of the worth of binding stages, mean of the year; quarters in which no stage"
          + " binds count with none."
      ),
    ]
  }

  /// One company's hold on what binds, and its share of units where it sells accelerators.
  private func company(_ company: String) -> [Block] {
    let thread = study.thread
    let points = Dictionary(grouping: thread.points, by: \.quarter.year)
    let holder = thread.holders.first { $0.company == company }
    let isVendor = industry.products.contains { $0.vendor == company }
    var columns = [
      Table.Column("year"), Table.Column("of what binds", isNumber: true),
      Table.Column("most", isNumber: true), Table.Column("through"),
    ]
    if isVendor { columns.append(Table.Column("of units", isNumber: true)) }
    let rows = thread.years.enumerated().map { index, year -> [Table.Cell] in
      let inside = points[year] ?? []
      let most = inside.map { $0.hold[company] ?? 0 }.max() ?? 0
      let mean = holder?.years[index] ?? 0
      var row: [Table.Cell] = [
        .text("\(year)"), .text(mean > 0 ? Words.percent(mean) : "–"),
        .text(most > 0 ? Words.percent(most) : "–"), .text(held(by: company, in: year)),
      ]
      if isVendor {
        let units = inside.reduce(0) { $0 + ($1.units[company] ?? 0) }
        row.append(.text(Words.percent(units / Double(max(inside.count, 1)))))
      }
      return row
    }
    return [
      .heading("\(company) and what binds"), .table(Table(columns, rows: rows)),
      .paragraph(
        "Its share of the worth of binding stages, mean of the year and most in a quarter; quarters in"
          + " which no stage binds count with none."
      ),
    ]
  }

  /// Names of a company's binding stages in a year.
  private func held(by company: String, in year: Int) -> String {
    let bound = study.quarters.filter { $0.quarter.year == year }.flatMap(\.bindingStages)
    let own = Set(bound).sorted().filter { stage in
      industry.stages[stage].owners.contains { $0.company == company }
    }
    return own.isEmpty ? "–" : own.map { industry.stages[$0].name }.joined(separator: ", ")
  }

  // MARK: Orders

  /// Whether machines can be had, in a sentence.
  func sentence(_ order: OrderDates) -> String {
    let wish = order.wish
    let machines = "\(Format.quantity(wish.power, unit: "MW")) of \(wish.product)"
    let asked = "\(machines) at work\(wish.quarter.map { " in \($0)" } ?? "")"
    guard let critical = order.critical, order.isFeasible else {
      var text = "\(asked) cannot be had"
      if let reason = order.obstacles.first { text += ": \(words(reason, order))" }
      var ways: [String] = []
      if let earliest = order.earliest { ways.append("\(earliest) is the first quarter for it") }
      if let most = order.most {
        ways.append("\(Format.quantity(most, unit: "MW")) can be had in \(order.quarter)")
      }
      if ways.isEmpty {
        ways.append("no later quarter until \(study.inquiry.end) does, nor less power")
      }
      return text + "; \(ways.joined(separator: ", ")), with orders from \(order.today) on."
    }
    return
      "\(machines) can be at work in \(order.quarter): order \(Words.inSentence(industry.stages[critical.stage].name))"
      + " by \(critical.latest), before all else."
  }

  /// What to order by when.
  func dates(_ order: OrderDates) -> [Block] {
    var blocks: [Block] = [
      .heading(
        "What to order for \(Format.quantity(order.wish.power, unit: "MW")) of"
          + " \(order.wish.product) in \(order.quarter)"
      )
    ]
    if let buyer = order.buyer {
      blocks.append(
        .paragraph(
          "\(Words.scaled(order.units)) accelerators, \(Words.scaled(order.compute)) H100-equivalents,"
            + " as a buyer like \(Words.inSentence(industry.buyers[buyer].name)) sets them up."
        )
      )
    }
    let columns = [
      Table.Column("order by"), Table.Column("what"), Table.Column("from"),
      Table.Column("needed", isNumber: true), Table.Column("free", isNumber: true),
      Table.Column("in", isNumber: true), Table.Column("lead", isNumber: true),
      Table.Column("binds"), Table.Column(""),
    ]
    let rows = order.items.enumerated().map { index, item -> [Table.Cell] in
      let remark =
        item.latest < order.today ? "too late" : index == 0 ? "critical" : ""
      return [
        .text("\(item.latest)"), .text(item.carrier), .text(industry.stages[item.stage].name),
        .text(Self.amount(item.amount, unit(item))), .text(Words.scaled(item.free)),
        .text("\(item.made)"), .text(item.isBuilt ? "\(item.lead) q" : "–"),
        .text(item.binds ? "yes" : "no"), .text(remark),
      ]
    }
    if !rows.isEmpty { blocks.append(.table(Table(columns, rows: rows))) }
    if !order.obstacles.isEmpty {
      blocks += [.heading("Why not"), .items(order.obstacles.map { words($0, order) })]
    }
    blocks.append(
      .paragraph(
        "All of it comes on top of what the run ships, and in one quarter. What the run leaves free needs"
          + " no building; the rest is ordered as long before as building takes."
      )
    )
    return blocks
  }
}
