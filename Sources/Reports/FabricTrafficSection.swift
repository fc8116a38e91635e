import Fabrics
import Quantities
import Scenarios
import Studies

/// What became of traffic on one network or on several side by side.
struct FabricTrafficSection: FabricSection {
  /// Traffic on one network.
  struct Entry: Sendable {
    /// The network.
    var variant: FabricScenario.Variant
    /// What was found out.
    var found: TrafficFindings
  }

  /// What was asked.
  let asked: TrafficScenario
  /// Networks in the order of the file.
  let entries: [Entry]

  /// Name in machine-readable output.
  var key: String { "traffic" }

  /// A time.
  private func time(_ value: Double) -> String {
    value.isFinite ? Format.quantity(value, unit: "s") : "never"
  }

  /// The answer in a sentence.
  var sentence: String {
    guard let entry = entries.first, let main = entry.found.outcomes.first else {
      return "Nothing was run."
    }
    if let problem = main.problem { return "The traffic does not end: \(problem)" }
    var text =
      "\(asked.pattern.rawValue) of \(Format.quantity(asked.bytes, unit: "B")) on"
      + " \(Words.count(entry.found.endpoints, "endpoint")) with \(main.routing.name) takes"
      + " \(time(main.completion))"
    if asked.pattern == .flows {
      text =
        "\(Words.count(entry.found.flows, "flow")) with \(main.routing.name) take"
        + " \(time(main.completion))"
    }
    if let times = main.times {
      text += "; half of the flows end within \(time(times.median)), the last after"
      text += " \(time(times.most))"
    }
    let others = entry.found.outcomes.dropFirst().filter { $0.problem == nil }
    if let best = others.min(by: { $0.completion < $1.completion }),
      best.completion < main.completion * 0.98
    {
      text += "; with \(best.routing.name) it would be \(time(best.completion))"
    }
    return text + "."
  }

  /// Routings side by side, and the links used most.
  var blocks: [Block] {
    var blocks: [Block] = [.heading("Traffic")]
    var rows: [[Table.Cell]] = []
    for entry in entries {
      for one in entry.found.outcomes {
        var row: [Table.Cell] = entries.count > 1 ? [.text(entry.variant.label)] : []
        row += [
          .text(one.routing.name), .text(one.times.map { time($0.least) } ?? ""),
          .text(one.times.map { time($0.median) } ?? ""),
          .text(one.times.map { time($0.p99) } ?? ""),
          .text(one.times.map { time($0.most) } ?? ""), .text(time(one.completion)),
        ]
        if asked.fidelity == .packets {
          row.append(.text(one.repeats.map { Format.percent($0) } ?? ""))
        }
        rows.append(row)
      }
    }
    var columns = entries.count > 1 ? [Table.Column("network")] : []
    columns += [
      Table.Column("routing"), Table.Column("shortest", isNumber: true),
      Table.Column("median", isNumber: true), Table.Column("99 %", isNumber: true),
      Table.Column("longest", isNumber: true), Table.Column("all done", isNumber: true),
    ]
    if asked.fidelity == .packets { columns.append(Table.Column("sent again", isNumber: true)) }
    blocks.append(.table(Table(columns, rows: rows)))
    for entry in entries.prefix(4) {
      guard let main = entry.found.outcomes.first else { continue }
      if let steps = main.steps {
        blocks.append(
          .entry(
            label: "Steps",
            text: "\(Format.count(steps.flows)) flows in equal steps of \(time(steps.step)), run as"
              + " one step: \(steps.reason.rawValue)"
          )
        )
      }
      if entry.found.alone > 0 {
        blocks.append(
          .entry(
            label: "Alone",
            text: "the largest flow by itself takes \(time(entry.found.alone))"
          )
        )
      }
      guard !main.busiest.isEmpty else { continue }
      blocks += [
        .heading(
          entries.count > 1 ? "Busiest links: \(entry.variant.label)" : "Busiest links"
        ),
        .table(
          Table(
            [
              Table.Column("link"), Table.Column("carried", isNumber: true),
              Table.Column("in use", isNumber: true),
            ],
            rows: main.busiest.map { use in
              [
                .text(use.name), .text(Format.quantity(use.bytes, unit: "B")),
                .text(Words.percent(use.share)),
              ]
            }
          )
        ),
      ]
    }
    let problems = entries.flatMap { $0.found.outcomes.compactMap(\.problem) }
    if !problems.isEmpty { blocks.append(.items(problems)) }
    let samples = entries.first?.found.outcomes.map(\.samples).max() ?? 1
    let what =
      asked.fidelity == .flows
      ? "Flows share links max-min fairly; queues, and packets lost where flows collide, are left out"
        + " (`fidelity: packets` has them)."
      : "Packets of a receiver-driven transport with trimming."
    blocks.append(
      .paragraph(
        what + (samples > 1 ? " Hashes of \(samples) seeds: medians are told." : "")
      )
    )
    return blocks
  }

  /// Figures of an outcome by key.
  private func figures(_ one: TrafficOutcome) -> [(key: String, value: Double?)] {
    [
      ("completion_s", one.completion), ("fct_min_s", one.times?.least),
      ("fct_p50_s", one.times?.median), ("fct_p99_s", one.times?.p99),
      ("fct_max_s", one.times?.most), ("packets_repeated_share", one.repeats),
      ("step_s", one.steps?.step), ("samples", Double(one.samples)),
    ]
  }

  /// Everything that was found.
  var result: JSON { .array(entries.map(json)) }

  /// What was found on a network.
  private func json(_ entry: Entry) -> JSON {
    let setting = entry.variant.setting.map { JSON.Member($0.path, ScenarioJSON.value($0.text)) }
    let found = entry.found
    return [
      "setting": .object(setting), "pattern": .text(asked.pattern.rawValue),
      "fidelity": .text(asked.fidelity.rawValue), "endpoints": .integer(found.endpoints),
      "flows": .integer(found.flows), "bytes_B": .number(found.bytes),
      "alone_s": .number(found.alone), "routings": .array(found.outcomes.map(json)),
    ]
  }

  /// What was found under a routing.
  private func json(_ one: TrafficOutcome) -> JSON {
    var members = [JSON.Member("routing", .text(one.routing.name))]
    for figure in figures(one) { members.append(JSON.Member(figure.key, .optional(figure.value))) }
    members.append(JSON.Member("steps_as", .optional(one.steps?.reason.rawValue)))
    members.append(JSON.Member("problem", .optional(one.problem)))
    members.append(JSON.Member("busiest_links", .array(one.busiest.map(json))))
    return .object(members)
  }

  /// How much a link was used.
  private func json(_ use: TrafficOutcome.Use) -> JSON {
    [
      "link": .text(use.name), "carried_B": .number(use.bytes), "use_share": .number(use.share),
    ]
  }

  /// Every figure by network and routing.
  var rows: [[String]] {
    entries.flatMap { entry -> [[String]] in
      entry.found.outcomes.flatMap { one -> [[String]] in
        figures(one).map {
          [entry.variant.label, one.routing.name, $0.key, CSVText.number($0.value)]
        }
      }
    }
  }

  /// Times of flows by routing.
  var charts: [JSON] {
    var values: [JSON] = []
    for entry in entries {
      for one in entry.found.outcomes {
        guard let times = one.times else { continue }
        let parts = [
          ("shortest", times.least), ("median", times.median), ("99 %", times.p99),
          ("longest", times.most),
        ]
        for (name, value) in parts {
          values.append([
            "network": .text(entry.variant.label), "routing": .text(one.routing.name),
            "of": .text(name), "value": .number(value),
          ])
        }
      }
    }
    guard !values.isEmpty else { return [] }
    return [
      [
        "title": "Times of flows by routing", "width": 600, "data": ["values": .array(values)],
        "mark": ["type": "point", "filled": true, "size": 80, "tooltip": true],
        "encoding": [
          "y": ["field": "routing", "type": "nominal", "sort": .null, "title": .null],
          "x": [
            "field": "value", "type": "quantitative", "title": "time of a flow [s]",
            "axis": ["format": "~s"],
          ], "color": ["field": "of", "type": "nominal", "sort": .null, "title": .null],
          "row": ["field": "network", "type": "nominal", "title": .null],
        ],
      ]
    ]
  }
}
