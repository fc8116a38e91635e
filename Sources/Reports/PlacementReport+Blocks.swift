import Quantities
import Scenarios
import Studies

extension PlacementReport {
  /// The answer, where requests go, classes, pools, smaller models, exclusions and what to distrust.
  public var blocks: [Block] {
    var blocks: [Block] = [.headline(sentence)]
    if !problems.isEmpty {
      blocks += [.heading("Why not"), .items(problems)]
      if !answer.shares.isEmpty {
        blocks.append(.paragraph("What follows serves as many requests as can be served."))
      }
    }
    return blocks + shares + classes + pools + smallerModels + excluded + notes
  }

  /// The answer in a sentence.
  var sentence: String {
    let all = Words.grouped(askedRate)
    var text: String
    if leavesRequests {
      text =
        "\(Words.grouped(answer.unservedRate)) of \(all) requests/s cannot be served as asked"
    } else if answer.aim == .cost {
      text =
        "All \(all) requests/s are served for \(Format.money(3_600 * answer.cost)) an hour, the least"
        + " that these pools allow"
    } else {
      text =
        "All \(all) requests/s are served with \(Format.quantity(answer.power, unit: "W")) beyond"
        + " what idle machines draw, the least that these pools allow"
    }
    guard let index = answer.binding else {
      return text + "; no pool binds: more instances would gain nothing."
    }
    let name = answer.pools[index].name
    text += "; the pool \(name) binds: one more instance "
    switch answer.measure {
    case .requests: text += "would serve \(gain(findings.worths[index])) more."
    default:
      text += "saves \(gain(findings.worths[index]))\(costOfMore(index))."
    }
    return text
  }

  /// What one more instance costs, after its worth.
  private func costOfMore(_ index: Int) -> String {
    let cost = findings.instances[index].fixedCost
    guard cost > 0, answer.measure == .cost else { return "" }
    return scenario.pools[index].isScalable
      ? " beyond what it costs" : " and costs \(Format.money(3_600 * cost))"
  }

  /// Where requests go.
  private var shares: [Block] {
    guard !answer.shares.isEmpty else { return [] }
    let columns = [
      Table.Column("class"), Table.Column("pool"), Table.Column("model"),
      Table.Column("share", isNumber: true), Table.Column("requests/s", isNumber: true),
      Table.Column("first token", isNumber: true), Table.Column("per token", isNumber: true),
      Table.Column("at once", isNumber: true),
    ]
    let rows = answer.shares.map { share -> [Table.Cell] in
      let option = findings.placement.options[share.option]
      let latency = findings.placement.pools.first { $0.name == share.pool }?.latency ?? 0
      return [
        .text(share.requestClass), .text(share.pool), .text(share.model),
        .text(Words.percent(share.share)), .text(Words.grouped(share.rate)),
        .text(Format.duration(latency + option.firstToken)),
        .text(Format.duration(option.perToken)),
        .text(findings.loads[share.option].map { Words.grouped($0.together) } ?? "–"),
      ]
    }
    return [.heading("Where requests go"), .table(Table(columns, rows: rows))]
  }

  /// What each class costs.
  private var classes: [Block] {
    let columns = [
      Table.Column("class"), Table.Column("served", isNumber: true),
      Table.Column("USD/h", isNumber: true), Table.Column("of it fixed", isNumber: true),
      Table.Column("USD per million tokens", isNumber: true),
      Table.Column("power", isNumber: true),
    ]
    let rows = zip(answer.classes, findings.classCosts).map { part, cost -> [Table.Cell] in
      [
        .text(part.name), .text(Words.percent(part.served)),
        .text(Words.grouped(3_600 * cost.total)), .text(Words.grouped(3_600 * cost.fixedShare)),
        .text(cost.perToken.map { Words.grouped(1e6 * $0) } ?? "–"),
        .text(Format.quantity(part.power, unit: "W")),
      ]
    }
    var text =
      "Tokens are output tokens, what their input takes included. The fixed cost of a pool falls on"
      + " classes by their busy time"
    if findings.unusedCost > 0 {
      text +=
        "; \(Format.money(3_600 * findings.unusedCost)) an hour of pools that nothing uses falls on"
        + " none"
    }
    return [
      .heading("Cost by class"), .table(Table(columns, rows: rows)), .paragraph(text + "."),
    ]
  }

  /// How pools are used, and what more of them is worth.
  private var pools: [Block] {
    let columns = [
      Table.Column("pool"), Table.Column("busy instances", isNumber: true),
      Table.Column("of", isNumber: true), Table.Column("used", isNumber: true),
      Table.Column("USD/h", isNumber: true), Table.Column("power", isNumber: true),
      Table.Column(
        answer.measure == .requests ? "one more serves" : "one more saves",
        isNumber: true
      ), Table.Column("and costs", isNumber: true),
    ]
    let rows = answer.pools.enumerated().map { index, pool -> [Table.Cell] in
      let worth = findings.worths[index]
      let cost = findings.instances[index].fixedCost
      return [
        .text(pool.name), .text(Words.grouped(pool.busy)), .text(Words.grouped(pool.capacity)),
        .text(Words.percent(pool.utilization)), .text(Words.grouped(3_600 * pool.cost)),
        .text(Format.quantity(findings.power(ofPool: index), unit: "W")),
        .text(worth > 0 ? gain(worth) : "nothing"),
        .text(cost > 0 ? "\(Format.money(3_600 * cost)) an hour" : "nothing here"),
      ]
    }
    return [
      .heading(
        "Pools: \(Format.money(3_600 * answer.cost)) an hour,"
          + " \(Format.quantity(findings.power, unit: "W"))"
      ),
      .table(Table(columns, rows: rows)),
    ]
  }

  /// Where a smaller model suffices near the user, or why nothing is said about it.
  private var smallerModels: [Block] {
    guard findings.placement.isScored else {
      return [
        .heading("Whether a smaller model suffices"),
        .paragraph(
          "Nothing is said about it, as there is no table of quality; add your own scores under"
            + " placement.quality."
        ),
      ]
    }
    let found = answer.smallerModelSuffices.map { entry in
      "\(entry.model) on \(entry.pool) suffices for \(entry.requestClass)"
        + (entry.share < 1 ? " (\(Words.percent(entry.share)) of it goes there)" : "")
        + ": your score is \(Format.significant(entry.quality)), at least"
        + " \(Format.significant(entry.leastQuality)) is wanted, and it has"
        + " \(Words.scaled(entry.parameters)) weights instead of the"
        + " \(Words.scaled(entry.largestParameters)) of \(entry.largest)"
    }
    guard !found.isEmpty else {
      return [
        .heading("Whether a smaller model suffices"),
        .paragraph(
          "In this placement none serves a class on a device or site that your table and"
            + " least-quality judge."
        ),
      ]
    }
    return [.heading("A smaller model suffices"), .items(found)]
  }

  /// Why ways are excluded.
  private var excluded: [Block] {
    let items = answer.classes.flatMap { part in
      part.excluded.map { way in
        "\(part.name) on \(way.pool) with \(way.model): \(Self.reasons(way))"
      }
    }
    return items.isEmpty ? [] : [.heading("Ways that are excluded"), .items(items)]
  }

  /// What was not judged, what to distrust, and remarks on the input.
  private var notes: [Block] {
    var blocks: [Block] = []
    let weak = scenario.weakFigures
    if !weak.isEmpty {
      blocks += [
        .heading("Figures to distrust"),
        .paragraph(
          "The answer leans on estimates or recollections in"
            + " \(Words.count(weak.count, "catalogue figure")) (`narrows catalog show ID` has the"
            + " sources; --format json lists them)."
        ),
      ]
    }
    let remarks = answer.remarks + scenario.warnings.map(\.description)
    if !remarks.isEmpty { blocks += [.heading("Remarks"), .items(remarks)] }
    return blocks
  }

  /// Shares of every class by pool and model, as stacked bars.
  public var charts: JSON? {
    var values = answer.shares.map { share -> JSON in
      [
        "class": .text(share.requestClass), "pool": .text(share.pool),
        "model": .text(share.model), "way": .text("\(share.pool): \(share.model)"),
        "share": .number(share.share), "requests_per_s": .number(share.rate),
      ]
    }
    for part in answer.classes where part.served < 1 {
      values.append([
        "class": .text(part.name), "pool": "not served", "model": "", "way": "not served",
        "share": .number(1 - part.served), "requests_per_s": .number(part.unservedRate),
      ])
    }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": .text(scenario.name), "width": 600, "data": ["values": .array(values)],
      "mark": ["type": "bar", "tooltip": true],
      "encoding": [
        "y": [
          "field": "class", "type": "nominal", "sort": .texts(scenario.classes.map(\.name)),
          "title": .null,
        ],
        "x": [
          "field": "share", "type": "quantitative", "stack": "zero",
          "title": "share of the class's requests", "axis": ["format": "%", "tickCount": 5],
        ],
        "color": ["field": "way", "type": "nominal", "title": "pool and model"],
      ],
    ]
  }
}
