import Fabrics
import Foundation
import Quantities
import Scenarios
import Studies

/// Links chosen for a demand, the way to them, and what they cost beside a Clos.
struct FabricCircuitSection: FabricSection {
  /// What was found.
  let found: CircuitFindings

  /// Name in machine-readable output.
  var key: String { "circuits" }

  /// The links in turn, with what they are called.
  private var cases: [(name: String, one: CircuitFindings.Case)] {
    [("even mesh", found.even), ("present", found.present), ("chosen", found.chosen)]
  }

  /// A rate in bits.
  private func rate(_ value: Double) -> String { Format.quantity(value / 8, unit: "bit/s") }

  /// The answer in a sentence.
  var sentence: String {
    guard let chosen = found.chosen.routed else {
      return "\(found.reasons.joined(separator: "; "))."
    }
    var text =
      "Links chosen for the demand carry it at \(Format.percent(chosen.utilisation)) in the fullest"
      + " over \(Format.significant(chosen.stretch)) links on average"
    if let present = found.present.routed {
      text +=
        ", instead of \(Format.percent(present.utilisation)) over"
        + " \(Format.significant(present.stretch)) on the present ones"
    }
    let rewiring = found.rewiring
    if let attainable = rewiring.attainable {
      text +=
        "; no way of rewiring keeps \(Words.percent(found.scenario.live)) of every block live, at best"
        + " \(Words.percent(attainable))"
    } else if !rewiring.stages.isEmpty {
      text +=
        "; \(Words.count(rewiring.moved, "link")) \(rewiring.moved == 1 ? "moves" : "move") in"
        + " \(Words.count(rewiring.stages.count, "stage")) that"
        + " \(rewiring.stages.count == 1 ? "keeps" : "keep")"
        + " \(Words.percent(rewiring.liveShare)) of every block live"
    }
    text +=
      ". Joined directly, blocks cost \(Words.percent(found.priceRatio)) of a Clos and draw"
      + " \(Words.percent(found.powerRatio))."
    return text
  }

  // MARK: Text

  /// Links, capacity, rewiring, errors and account.
  var blocks: [Block] {
    var blocks: [Block] = []
    if !found.reasons.isEmpty {
      blocks += [.heading("Why the demand does not fit"), .items(found.reasons)]
    }
    blocks += [.heading("Links and the demand on them"), .table(links)]
    blocks.append(
      .paragraph(
        "Demand: \(rate(found.scenario.demand.total)) from \(found.scenario.demandSource). Found by"
          + " \(found.solver)"
          + (found.bound.map { "; no links carry it below \(Format.percent($0)) in the fullest" }
            ?? "")
          + ". A Clos has 2 links on every way."
      )
    )
    blocks += capacity
    if !found.trials.isEmpty {
      blocks += [.heading("Errors of the demand"), .table(trials)]
      blocks.append(
        .paragraph(
          "\(Format.count(found.scenario.samples)) demands, each pair off by a lognormal factor of"
            + " spread \(Format.significant(found.scenario.spread)); hedging 1 spreads by capacity"
            + " alone."
        )
      )
    }
    if !found.rewiring.stages.isEmpty {
      blocks += [.heading("Rewiring"), .table(stages)]
    }
    blocks += [.heading("Direct against Clos"), .table(bill)]
    blocks.append(.paragraph(account))
    return blocks
  }

  /// What each topology does.
  private var links: Table {
    Table(
      [
        Table.Column("links"), Table.Column("count", isNumber: true),
        Table.Column("fullest", isNumber: true), Table.Column("links on the way", isNumber: true),
        Table.Column("direct", isNumber: true), Table.Column("capacity", isNumber: true),
      ],
      rows: cases.map { name, one in
        [
          .text(name), .text(Format.count(one.topology.linkCount)),
          .text(one.routed.map { Format.percent($0.utilisation) } ?? "no path"),
          .text(one.routed.map { Format.significant($0.stretch) } ?? "–"),
          .text(one.routed.map { Words.percent($0.directShare) } ?? "–"),
          .text(rate(one.topology.capacity)),
        ]
      }
    )
  }

  /// What blocks can send behind a slow spine and without it.
  private var capacity: [Block] {
    guard let speed = found.scenario.spineSpeed else { return [] }
    let gain = found.ownCapacity / found.spineCapacity - 1
    return [
      .entry(
        label: "Capacity",
        text: "behind a spine of \(rate(speed)) ports blocks send \(rate(found.spineCapacity)),"
          + " without it \(rate(found.ownCapacity)): \(Words.gain(gain)); the chosen links carry"
          + " \(rate(found.chosen.topology.capacity))"
      )
    ]
  }

  /// Weights under errors.
  private var trials: Table {
    Table(
      [
        Table.Column("hedging"), Table.Column("fullest as planned", isNumber: true),
        Table.Column("links on the way", isNumber: true), Table.Column("median", isNumber: true),
        Table.Column("99 of 100 below", isNumber: true),
      ],
      rows: found.trials.map { trial in
        [
          .text(Format.significant(trial.hedging)), .text(Format.percent(trial.utilisation)),
          .text(Format.significant(trial.stretch)), .text(Format.percent(trial.median)),
          .text(Format.percent(trial.high)),
        ]
      }
    )
  }

  /// The stages of the rewiring.
  private var stages: Table {
    Table(
      [
        Table.Column("stage"), Table.Column("removed", isNumber: true),
        Table.Column("added", isNumber: true), Table.Column("least live", isNumber: true),
      ],
      rows: found.rewiring.stages.enumerated().map { index, stage in
        [
          .text("\(index + 1)"), .text(Format.count(stage.removed.reduce(0) { $0 + $1.count })),
          .text(Format.count(stage.added.reduce(0) { $0 + $1.count })),
          .text(Words.percent(stage.liveShare)),
        ]
      }
    )
  }

  /// The names of lines of both bills, in order.
  private var lineNames: [String] {
    var names = found.clos.lines.map(\.name)
    for line in found.direct.lines where !names.contains(line.name) { names.append(line.name) }
    return names
  }

  /// Both bills, line by line.
  private var bill: Table {
    func cells(_ line: BlockFabricBill.Line?) -> [Table.Cell] {
      guard let line else { return ["–", "–"] }
      return [.text(Format.money(line.price)), .text(Format.quantity(line.power, unit: "W"))]
    }
    var rows = lineNames.map { name -> [Table.Cell] in
      [.text(name)] + cells(found.clos.lines.first { $0.name == name })
        + cells(found.direct.lines.first { $0.name == name })
    }
    rows.append([
      "all", .text(Format.money(found.clos.price)),
      .text(Format.quantity(found.clos.power, unit: "W")), .text(Format.money(found.direct.price)),
      .text(Format.quantity(found.direct.power, unit: "W")),
    ])
    rows.append([
      "direct over Clos", "", "", .text(Words.percent(found.priceRatio)),
      .text(Words.percent(found.powerRatio)),
    ])
    return Table(
      [
        Table.Column("part"), Table.Column("Clos price", isNumber: true),
        Table.Column("Clos power", isNumber: true), Table.Column("direct price", isNumber: true),
        Table.Column("direct power", isNumber: true),
      ],
      rows: rows
    )
  }

  /// What is in the account.
  private var account: String {
    let stages = found.scenario.aggregationStages
    var text =
      "Account: racks of machines and their first switches are out; aggregation blocks' own switches"
      + (stages > 0 ? " are in with \(Words.count(stages, "stage"))" : " are out")
      + "; a spine has \(Words.count(found.scenario.spineStages, "stage"))."
    if let speed = found.scenario.accountSpeed {
      text += " All uplinks are counted at \(rate(speed))."
    }
    if found.scenario.generations > 1 {
      text +=
        " With circuit switches and fibre spread over"
        + " \(Format.significant(found.scenario.generations)) generations of blocks the direct fabric"
        + " costs \(Words.percent(found.priceRatioOverGenerations)) of the Clos."
    }
    return text
  }

  // MARK: Machine-readable

  /// Figures of a case.
  private func figures(_ one: CircuitFindings.Case) -> [(key: String, value: Double?)] {
    [
      ("links", Double(one.topology.linkCount)), ("utilization_max", one.routed?.utilisation),
      ("stretch", one.routed?.stretch), ("direct_share", one.routed?.directShare),
      ("capacity_bit_per_s", one.topology.capacity),
    ]
  }

  /// Figures of the whole.
  private var figures: [(key: String, value: Double?)] {
    [
      ("demand_bit_per_s", found.scenario.demand.total), ("utilization_bound", found.bound),
      ("capacity_spine_bit_per_s", found.spineCapacity),
      ("capacity_blocks_bit_per_s", found.ownCapacity),
      ("capacity_gain_without_spine", found.ownCapacity / found.spineCapacity - 1),
      ("links_moved", Double(found.rewiring.moved)),
      ("rewiring_stages", Double(found.rewiring.stages.count)),
      ("rewiring_live_share", found.rewiring.liveShare),
      ("price_direct_USD", found.direct.price), ("price_clos_USD", found.clos.price),
      ("price_ratio", found.priceRatio),
      ("price_ratio_over_generations", found.priceRatioOverGenerations),
      ("power_direct_W", found.direct.power), ("power_clos_W", found.clos.power),
      ("power_ratio", found.powerRatio),
    ]
  }

  /// Names of blocks.
  private var names: [String] { found.scenario.blocks.map(\.name) }

  /// Everything that was found.
  var result: JSON {
    var members = DesignJSON.feasibility(found.reasons)
    members.append(JSON.Member("solver", .text(found.solver)))
    members += figures.map { JSON.Member($0.key, .optional($0.value)) }
    members.append(JSON.Member("blocks", .texts(names)))
    for (name, one) in cases {
      var entry = figures(one).map { JSON.Member($0.key, .optional($0.value)) }
      entry.append(
        JSON.Member("counts", .array(one.topology.counts.map { .array($0.map { .integer($0) }) }))
      )
      if let routed = one.routed {
        entry.append(JSON.Member("loads_bit_per_s", matrix(routed.loads)))
      }
      members.append(JSON.Member(name.replacing(" ", with: "_"), .object(entry)))
    }
    members.append(JSON.Member("weights", .array(weights)))
    members.append(JSON.Member("stages", .array(found.rewiring.stages.map(json))))
    members.append(
      JSON.Member("rewiring_attainable_live_share", .optional(found.rewiring.attainable))
    )
    members.append(
      JSON.Member(
        "errors",
        .array(
          found.trials.map { trial in
            [
              "hedging": .number(trial.hedging), "utilization_max": .number(trial.utilisation),
              "stretch": .number(trial.stretch),
              "utilization_max_median": .number(trial.median),
              "utilization_max_p99": .number(trial.high),
            ]
          }
        )
      )
    )
    members.append(JSON.Member("bill_direct", .array(found.direct.lines.map(json))))
    members.append(JSON.Member("bill_clos", .array(found.clos.lines.map(json))))
    members.append(JSON.Member("account", .text(account)))
    return .object(members)
  }

  /// A matrix of numbers.
  private func matrix(_ values: [[Double]]) -> JSON {
    .array(values.map { .array($0.map { .number($0) }) })
  }

  /// The weights of the chosen links, pair by pair.
  private var weights: [JSON] {
    guard let routed = found.chosen.routed else { return [] }
    var pairs: [JSON] = []
    for i in names.indices {
      for j in names.indices where found.scenario.demand.rates[i][j] > 0 {
        let shares = routed.weights.shares[i][j]
        let via = names.indices.filter { $0 != j && shares[$0] > 1e-6 }
        pairs.append([
          "from": .text(names[i]), "to": .text(names[j]), "direct": .number(shares[j]),
          "via": .object(via.map { JSON.Member(names[$0], .number(shares[$0])) }),
        ])
      }
    }
    return pairs
  }

  /// A stage of the rewiring.
  private func json(_ stage: Rewiring.Stage) -> JSON {
    func changes(_ changes: [Rewiring.Change]) -> JSON {
      .array(
        changes.map { change in
          [
            "from": .text(names[change.from]), "to": .text(names[change.to]),
            "links": .integer(change.count),
          ]
        }
      )
    }
    return [
      "removed": changes(stage.removed), "added": changes(stage.added),
      "live_share": .number(stage.liveShare),
    ]
  }

  /// A line of a bill.
  private func json(_ line: BlockFabricBill.Line) -> JSON {
    [
      "part": .text(line.name), "count": .number(line.count), "price_USD": .number(line.price),
      "power_W": .number(line.power), "outlives_blocks": .flag(line.isLasting),
    ]
  }

  /// Every figure, those of topologies, stages and bills.
  var rows: [[String]] {
    var rows = figures.map { ["", "", $0.key, CSVText.number($0.value)] }
    for (name, one) in cases {
      rows += figures(one).map { [name, "", $0.key, CSVText.number($0.value)] }
      for i in names.indices {
        for j in names.indices where i < j {
          let pair = "\(names[i])–\(names[j])"
          rows.append([name, pair, "links", String(one.topology.counts[i][j])])
        }
      }
    }
    for (index, stage) in found.rewiring.stages.enumerated() {
      rows.append(["stage \(index + 1)", "", "live_share", CSVText.number(stage.liveShare)])
    }
    for (name, bill) in [("clos", found.clos), ("direct", found.direct)] {
      for line in bill.lines {
        rows.append([name, line.name, "price_USD", CSVText.number(line.price)])
        rows.append([name, line.name, "power_W", CSVText.number(line.power)])
      }
    }
    return rows
  }

  /// Utilisation of links before and after, the stages, and both bills.
  var charts: [JSON] {
    var uses: [JSON] = []
    for (name, one) in cases where name != "even mesh" {
      guard let routed = one.routed else { continue }
      var all: [Double] = []
      for i in names.indices {
        for j in names.indices where i != j && one.topology.counts[i][j] > 0 {
          all.append(routed.loads[i][j] / one.topology.capacity(i, j))
        }
      }
      for (index, use) in all.sorted(by: >).enumerated() {
        uses.append(["links": .text(name), "rank": .integer(index + 1), "value": .number(use)])
      }
    }
    var charts: [JSON] = [
      [
        "title": "Utilisation of links, fullest first", "width": 600,
        "data": ["values": .array(uses)], "mark": ["type": "line", "interpolate": "step-after"],
        "encoding": [
          "x": ["field": "rank", "type": "quantitative", "title": "links between blocks, ranked"],
          "y": [
            "field": "value", "type": "quantitative", "title": "utilisation",
            "axis": ["format": "%"],
          ], "color": ["field": "links", "type": "nominal", "title": "links", "sort": .null],
        ],
      ]
    ]
    let stages = found.rewiring.stages.enumerated().map { index, stage -> JSON in
      ["stage": .integer(index + 1), "value": .number(stage.liveShare)]
    }
    if !stages.isEmpty {
      charts.append([
        "title": "Least live share of any block, stage by stage", "width": 600,
        "data": ["values": .array(stages)], "mark": ["type": "bar", "tooltip": true],
        "encoding": [
          "x": ["field": "stage", "type": "ordinal", "title": "stage", "axis": ["labelAngle": 0]],
          "y": [
            "field": "value", "type": "quantitative", "title": "live share",
            "scale": ["domain": [0, 1]], "axis": ["format": "%"],
          ],
        ],
      ])
    }
    for (title, axis, value) in [
      ("Price, direct against Clos", "price [USD]", \BlockFabricBill.Line.price),
      ("Power, direct against Clos", "power [W]", \BlockFabricBill.Line.power),
    ] {
      let values = [("Clos", found.clos), ("direct", found.direct)].flatMap { name, bill in
        bill.lines.map { line -> JSON in
          [
            "network": .text(name), "part": .text(line.name),
            "value": .number(line[keyPath: value]),
          ]
        }
      }
      charts.append(FabricBillSection.bars(title, axis, values))
    }
    return charts
  }
}
