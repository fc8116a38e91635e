import Economics
import Foundation
import Quantities
import Scenarios
import Studies

extension EconomicsReport {
  /// Each section's answer in a sentence, then its tables; a sweep as one table.
  public var blocks: [Block] {
    guard let first else { return [] }
    if isSweep { return sweep }
    var blocks: [Block] = []
    func add(_ sentence: String, _ more: [Block]) {
      let name = blocks.isEmpty ? "\(first.question.name): " : ""
      blocks += [.headline(name + sentence)] + more
    }
    if let run = first.run { add(Self.sentence(run, first.question), Self.run(run)) }
    if let trends = first.generations {
      add(Self.sentence(trends), Self.generations(trends))
    }
    if !first.sizes.isEmpty { add(Self.sizingSentence(first), Self.sizing(first)) }
    if let fleet = first.serving { add(Self.sentence(fleet), Self.serving(fleet)) }
    if let site = first.site { add(Self.sentence(site), Self.site(site)) }
    if let emissions = first.emissions { add(Self.sentence(emissions, first.question), []) }
    let weak = first.question.weakFigures
    if !weak.isEmpty {
      blocks += [
        .heading("Figures to distrust"),
        .paragraph(
          "The answer leans on estimates or recollections: \(weak.joined(separator: ", "))"
            + " (`narrows catalog show ID` has the sources)."
        ),
      ]
    }
    let remarks = first.question.warnings.map(\.description)
    if !remarks.isEmpty { blocks += [.heading("Remarks"), .items(remarks)] }
    return blocks
  }

  /// A table of two columns and more, the first of words.
  private static func table(_ titles: [String], _ rows: [[String]]) -> Block {
    .table(
      Table(
        titles.enumerated().map { Table.Column($0.element, isNumber: $0.offset > 0) },
        rows: rows.map { $0.map { .text($0) } }
      )
    )
  }

  /// Amount of money, or a dash.
  private static func money(_ value: Double?) -> String {
    value.map { Format.money($0) } ?? "–"
  }

  // MARK: Run

  /// What a run costs, in a sentence.
  private static func sentence(_ run: TrainingRunCost, _ question: EconomicsQuestion) -> String {
    let id = question.run?.machine.id ?? ""
    var words = run.count.map { "\(Format.count($0.rounded())) \(id)" } ?? id
    words += run.compute.map { " make \(operations($0))" } ?? " run"
    if let duration = run.duration { words += " in \(Format.duration(duration))" }
    let hours = "\(Words.scaled(run.acceleratorTime / 3600)) accelerator-hours"
    let use = run.utilisation.map { " at \(Words.percent($0)) of peak" } ?? ""
    words += " (\(hours)\(use)) for \(Format.money(run.amortised)) amortised"
    if let rented = run.rented { words += ", \(Format.money(rented)) rented" }
    if let bought = run.bought { words += ", \(Format.money(bought)) bought" }
    if let saved = run.savedShare, let use = run.utilisation {
      let change =
        saved >= 0
        ? "\(Words.percent(saved)) fewer" : "\(Words.percent(-saved)) more"
      words +=
        "; \(Words.percent(run.better)) instead of \(Words.percent(use)) takes \(change)"
        + " accelerators"
    }
    return words + "."
  }

  /// Bases, components and what utilisation is worth.
  private static func run(_ run: TrainingRunCost) -> [Block] {
    let bases: [(String, Double?, String)] = [
      ("amortised", run.amortised, "wear over the run, energy, repair, site"),
      ("rented", run.rented, "the market's price of the hours"),
      ("bought", run.bought, "the price of the whole cluster"),
    ]
    var blocks: [Block] = [
      .heading("Cost by accounting basis"),
      .table(
        Table(
          [
            Table.Column("basis"), Table.Column("cost", isNumber: true),
            Table.Column("an accelerator's hour", isNumber: true),
            Table.Column("over amortised", isNumber: true), Table.Column("what counts"),
          ],
          rows: bases.map { name, cost, meaning in
            [
              .text(name), .text(money(cost)),
              .text(money(cost.map { $0 / (run.acceleratorTime / 3600) })),
              .text(cost.map { "\(Format.significant($0 / run.amortised))x" } ?? "–"),
              .text(cost == nil ? "needs \(name == "rented" ? "a rent" : "a count")" : meaning),
            ]
          }
        )
      ), .heading("Amortised cost by component"),
      .table(
        Table(
          [
            Table.Column("component"), Table.Column("cost", isNumber: true),
            Table.Column("share", isNumber: true), Table.Column(""),
          ],
          rows: run.components.map {
            [
              .text($0.name), .text(Format.money($0.cost)), .text(Words.percent($0.share)),
              .bar($0.share),
            ]
          }
        )
      ),
    ]
    let power = run.power.map { "\(Format.quantity($0, unit: "MW")) rated at the meter, " } ?? ""
    blocks.append(
      .entry(
        label: "Energy",
        text: power + Format.quantity(run.energy, unit: "MWh") + ", " + Words.mass(run.carbon)
      )
    )
    if run.goodput < 1 {
      let lost = "\(Words.percent(1 - run.goodput)) of the time"
      blocks.append(.entry(label: "Failures", text: "interruptions and checkpoints take \(lost)"))
    }
    if let count = run.deadlineCount {
      let text = "\(Format.count(count)) accelerators end the run in time"
      blocks.append(.entry(label: "Deadline", text: text))
    }
    if let saved = run.saved, let use = run.utilisation {
      let rows = [0.2, 0.3, 0.4, 0.5, 0.6].map { other in
        [
          Words.percent(other), Format.significant(use / other),
          money(run.cost(run.amortised, at: other)),
          money(run.rented.flatMap { run.cost($0, at: other) }),
        ]
      }
      blocks += [
        .heading(
          "Worth of utilisation: \(Words.percent(run.better)) saves \(Format.money(saved))"
            + " amortised"
        ), table(["MFU", "accelerators or time", "amortised", "rented"], rows),
      ]
    }
    return blocks
  }

  // MARK: Generations

  /// How compute and cost grow, in a sentence.
  private static func sentence(_ trends: GenerationTrends) -> String {
    let asked = trends.asked
    var parts: [String] = []
    for (name, trend) in [("compute", trends.compute), ("cost", trends.cost)] {
      guard let trend else { continue }
      let growth = trend.growth(confidence: asked.confidence)
      let begin = parts.isEmpty ? name.capitalized : name
      parts.append(
        "\(begin) grew \(factor(growth.middle)) a year"
          + " (\(range(growth.low, growth.high, factor)), \(trend.count) models)"
      )
    }
    if let interval = trends.interval {
      parts.append(
        "a generation of \(Format.significant(asked.step))x comes every"
          + " \(Format.significant(interval, digits: 2)) years"
      )
    }
    if let end = trends.projections.last, let cost = end.cost {
      parts.append(
        "carried on, a run of \(Int(end.year)) costs \(Format.money(cost.middle))"
          + " (\(range(cost.low, cost.high) { Format.money($0, digits: 2) })) \(asked.basis)"
      )
    }
    let payers = trends.reaches.compactMap { reach in
      reach.until.map { "\(reach.budget.name) until \(year($0))" }
    }
    if !payers.isEmpty { parts.append("it can be paid by \(payers.joined(separator: ", "))") }
    return parts.joined(separator: "; ") + "."
  }

  /// Models, projection and who can pay.
  private static func generations(_ trends: GenerationTrends) -> [Block] {
    let asked = trends.asked
    func span(_ interval: GrowthTrend.Interval?, _ text: (Double) -> String) -> [String] {
      [
        interval.map { text($0.middle) } ?? "–",
        interval.map { range($0.low, $0.high, text) } ?? "–",
      ]
    }
    func cash(_ value: Double) -> String { Format.money(value, digits: 2) }
    let models = asked.models.sorted { $0.year < $1.year }.map { model in
      [
        model.name, year(model.year), model.compute.map(operations) ?? "–", money(model.cost),
        model.hardware ?? "",
      ]
    }
    let years = trends.projections.map { item in
      [String(Int(item.year))] + span(item.compute, operations) + span(item.cost, cash)
    }
    let next = (1...3).compactMap { step in trends.next(step).map { (step, $0) } }.map {
      step,
      item in
      ["+\(step)", year(item.year)] + span(item.compute, operations).prefix(1)
        + span(item.cost, cash)
    }
    let interval = "\(Words.percent(asked.confidence)) interval"
    var blocks: [Block] = [
      .heading("Models"), table(["model", "date", "compute", "cost", "hardware"], models),
      .heading("The trend carried on; intervals are of a single model"),
      table(["year", "compute", interval, "cost", interval], years),
    ]
    if !next.isEmpty {
      blocks += [
        .heading("Generations beyond the greatest model"),
        table(["generation", "date", "compute", "cost", interval], next),
      ]
    }
    if !trends.reaches.isEmpty, trends.cost != nil {
      let shown = trends.projections.indices.prefix(6)
      let rows = trends.reaches.map { reach in
        [
          reach.budget.name, money(reach.budget.amount), Words.percent(reach.budget.share),
          reach.until.map(year) ?? "–",
        ] + shown.map { Words.percent(reach.shares[$0]) }
      }
      blocks += [
        .heading("Who can pay: one run over what it may take of the budget as it stands"),
        table(
          ["budget", "a year", "for one run", "pays until"]
            + shown.map { String(Int(trends.projections[$0].year)) },
          rows
        ),
      ]
    }
    return blocks
  }

  // MARK: Sizing

  /// What size is best, in a sentence.
  private static func sizingSentence(_ findings: EconomicsFindings) -> String {
    guard let asked = findings.question.sizing, let best = findings.sizes.last,
      let first = findings.sizes.first
    else { return "" }
    let ratio = best.tokens / best.parameters
    var words =
      "\(operations(asked.compute)) train \(Words.scaled(best.parameters)) parameters on"
      + " \(Words.scaled(best.tokens)) tokens best (\(Format.significant(ratio, digits: 2)) a"
      + " parameter; \(best.name)); \(first.name) asked for"
      + " \(Format.significant(first.parameters / best.parameters, digits: 2)) times the size"
    if let life = best.lifetime, let served = asked.served {
      words +=
        "; with \(Words.scaled(served)) tokens served \(Words.scaled(life.parameters)) on"
        + " \(Words.scaled(life.tokens)) save \(Words.percent(life.saved)) of all operations, which at"
        + " the best of training alone were \(Format.significant(1 + life.serviceRatio)) times those"
        + " of training"
    }
    return words + "."
  }

  /// Sizes law by law.
  private static func sizing(_ findings: EconomicsFindings) -> [Block] {
    let rows = findings.sizes.map { size in
      [
        size.name, Words.scaled(size.parameters), Words.scaled(size.tokens),
        Format.significant(size.tokens / size.parameters), Words.percent(size.stockShare),
        size.limit.map(operations) ?? "–",
      ]
        + (findings.question.sizing?.served == nil
          ? []
          : [
            size.lifetime.map { Words.scaled($0.parameters) } ?? "–",
            size.lifetime.map { Words.scaled($0.tokens) } ?? "–",
          ])
    }
    let served = findings.question.sizing?.served == nil
    let stock = Words.scaled(findings.question.sizing?.stock ?? 0)
    return [
      .heading("Best sizes by scaling law; dense models, beyond the range of the fits"),
      table(
        ["law", "parameters", "tokens", "a parameter", "of \(stock) there are", "used up at"]
          + (served ? [] : ["with service", "tokens"]),
        rows
      ),
    ]
  }

  // MARK: Serving

  /// What a fleet costs and earns, in a sentence.
  private static func sentence(_ fleet: FleetAccount) -> String {
    guard let basis = fleet.bases.first else { return "" }
    var words =
      "\(Format.significant(fleet.nodes, digits: 4)) nodes cost \(Format.money(basis.cost, digits: 4)) a day"
      + " \(basis.basis.rawValue)"
    if let revenue = fleet.revenue, let margin = basis.margin {
      words +=
        " and earn \(Format.money(revenue, digits: 4)): \(Words.percent(margin.overCost)) over"
        + " cost, \(Words.percent(margin.ofRevenue)) of revenue"
    }
    if let load = basis.breakEven {
      words +=
        load <= 1
        ? "; they break even at \(Words.percent(load)) of that load"
        : "; they break even at no load"
    }
    return words + "."
  }

  /// The account on each basis.
  private static func serving(_ fleet: FleetAccount) -> [Block] {
    func row(_ title: String, _ text: (FleetAccount.Basis) -> String) -> [String] {
      [title] + fleet.bases.map(text)
    }
    let rows = [
      row("cost a day") { Format.money($0.cost, digits: 4) },
      row("profit over cost") { $0.margin.map { Words.percent($0.overCost) } ?? "–" },
      row("profit of revenue") { $0.margin.map { Words.percent($0.ofRevenue) } ?? "–" },
      row("a million input tokens, hits included") { money($0.inputPrice) },
      row("a million output tokens") { money($0.outputPrice) },
      row("a million output tokens that bear all") { money($0.blendedPrice) },
      row("break-even load") { $0.breakEven.map(Words.percent) ?? "–" },
      row("break-even price of output, input in proportion") { money($0.breakEvenPrice) },
    ]
    var blocks: [Block] = [
      .heading("A day by accounting basis"),
      table([""] + fleet.bases.map(\.basis.rawValue), rows),
    ]
    if let needed = fleet.needed {
      blocks.append(
        .entry(
          label: "Nodes",
          text: "the rates ask for \(Format.significant(needed.total, digits: 5)):"
            + " \(Format.significant(needed.prefill, digits: 4)) for inputs and"
            + " \(Format.significant(needed.decode, digits: 4)) for outputs"
        )
      )
    }
    if let rent = fleet.breakEvenRent {
      blocks.append(
        .entry(
          label: "Rent",
          text: "revenue pays up to \(Format.money(rent * 3600)) an accelerator's hour"
        )
      )
    }
    return blocks
  }

  // MARK: Site and emissions

  /// What a site costs, in a sentence.
  private static func sentence(_ site: SiteAccount) -> String {
    let hour = site.hour.map { ", \(Format.money($0)) an accelerator's hour in full use" } ?? ""
    return
      "\(Format.quantity(site.power, unit: "MW")) of equipment cost"
      + " \(Format.money(site.capital)) to build and \(Format.money(site.year.total)) a year,"
      + " \(Words.percent(site.year.servers / site.year.total)) of it servers and"
      + " \(Words.percent(site.year.energy / site.year.total)) energy\(hour)."
  }

  /// A year by component and life.
  private static func site(_ site: SiteAccount) -> [Block] {
    let years = site.years
    func row(_ title: String, _ part: (SiteAccount.Year) -> Double) -> [String] {
      [title] + years.map { Format.money(part($0)) }
    }
    return [
      .heading("A year by component and by the life of equipment"),
      table(
        [""] + years.map { Format.duration($0.life) },
        [
          row("servers") { $0.servers }, row("network") { $0.network },
          row("building and plant") { $0.facility },
          row("energy") { $0.energy }, row("repair and operation") { $0.upkeep },
          row("all") { $0.total },
        ]
      ),
      .entry(
        label: "To build",
        text: "\(Format.money(site.servers)) servers and network,"
          + " \(Format.money(site.facility)) building and plant;"
          + " \(Format.quantity(site.meterPower, unit: "MW")) at the meter"
          + (site.count.map { ", \(Words.scaled($0)) accelerators" } ?? "")
      ),
    ]
  }

  /// Energy and carbon, in a sentence.
  private static func sentence(_ account: EmissionAccount, _ question: EconomicsQuestion)
    -> String
  {
    let hours = question.emissions?.acceleratorTime.map {
      "\(Words.scaled($0 / 3600)) accelerator-hours take "
    }
    return
      "\(hours ?? "")\(Format.quantity(account.energy, unit: "MWh")) at the meter"
      + "\(hours == nil ? " emit" : " and emit") \(Words.mass(account.carbon))."
  }

  // MARK: Sweep

  /// The figures that vary, a choice a row.
  private var sweep: [Block] {
    guard let first else { return [] }
    let all = study.points.map { $0.findings.figures.map(Self.text) }
    let figures = first.figures
    let shown = figures.indices.filter { column in
      Set(all.map { $0.indices.contains(column) ? $0[column] : "" }).count > 1
    }
    let limit = 60
    let titles = study.axes.map(\.path) + shown.prefix(10).map { figures[$0].title }
    let rows = study.points.prefix(limit).enumerated().map { index, point in
      study.axes.map { axis in point.setting.first { $0.path == axis.path }?.text ?? "" }
        + shown.prefix(10).map { all[index].indices.contains($0) ? all[index][$0] : "–" }
    }
    let fields = study.axes.map(\.path).joined(separator: " and ")
    var blocks: [Block] = [
      .headline(
        "\(first.question.name): \(study.points.count) choices of \(fields),"
          + " \(Words.count(shown.count, "figure")) vary with them."
      ), Self.table(titles, rows),
    ]
    if study.points.count > limit || shown.count > 10 {
      blocks.append(.paragraph("json, csv and vega have all choices and figures."))
    }
    return blocks
  }
}
