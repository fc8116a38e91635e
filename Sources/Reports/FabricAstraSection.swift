import Fabrics
import Quantities
import Scenarios
import Studies

/// A workload on ASTRA-sim's semantics, and at line rate beside it.
struct FabricAstraSection: FabricSection {
  /// What was found.
  let findings: AstraFindings
  /// Name for a reader.
  let name: String

  /// Takes findings.
  init(_ findings: AstraFindings, name: String) {
    self.findings = findings
    self.name = name
  }

  /// Name in machine-readable output.
  var key: String { "astra_sim" }

  /// When the last NPU ends by ASTRA-sim's count [s].
  private var end: Double? { findings.run.lastFinish.map { Double($0) / 1e9 } }

  /// When the last NPU ends at line rate [s].
  private var endAtLineRate: Double? { findings.atLineRate.lastFinish.map { Double($0) / 1e9 } }

  /// The collectives whose time would need ports faster than they are.
  private var impossible: [AstraCollectiveFinding] {
    findings.collectives.filter(\.exceedsLineRate)
  }

  /// The answer in a sentence.
  var sentence: String {
    guard let end, let endAtLineRate else {
      return "\(name) never ends: an NPU waits for others that never come."
    }
    var text =
      "\(name) ends after \(Format.duration(end)) on ASTRA-sim's"
      + " \(findings.scenario.backend.rawValue) back end and after"
      + " \(Format.duration(endAtLineRate)) where every link keeps to its rate"
    if let worst = impossible.max(by: { ratio($0) < ratio($1) }) {
      let rates = worst.atLineRate.impliedRate(seconds: worst.seconds)
      text +=
        "; ASTRA-sim's count of the \(words(worst.collective)) cannot be: it would need"
        + " \(Format.quantity(rates.rate, unit: "B/s")) of ports of"
        + " \(Format.quantity(rates.lineRate, unit: "B/s"))"
    }
    return text + "."
  }

  /// By how much a collective is faster than its ports allow.
  private func ratio(_ finding: AstraCollectiveFinding) -> Double {
    finding.seconds > 0 ? finding.atLineRate.bound / finding.seconds : .infinity
  }

  /// A collective in words.
  private func words(_ collective: AstraCollective) -> String {
    switch collective {
    case .allReduce: "all-reduce"
    case .allGather: "all-gather"
    case .allToAll: "all-to-all"
    case .reduceScatter: "reduce-scatter"
    }
  }

  // MARK: Text

  /// NPUs, collectives and how to read them.
  var blocks: [Block] {
    var blocks: [Block] = [.heading("ASTRA-sim"), .entry(label: "Network", text: network)]
    if !findings.collectives.isEmpty {
      blocks += [.table(collectives)]
    }
    blocks += [.table(npus), .paragraph(remark)]
    return blocks
  }

  /// The dimensions in words.
  private var network: String {
    findings.scenario.network.dimensions.map { dimension in
      "\(dimension.shape.rawValue) of \(dimension.count) at"
        + " \(Format.quantity(dimension.bytesPerSecond, unit: "B/s")), \(number(dimension.latency))"
        + " ns"
    }.joined(separator: "; ")
  }

  /// A number with few digits.
  private func number(_ value: Double) -> String { Format.significant(value, digits: 6) }

  /// The collectives, as ASTRA-sim counts them and at line rate.
  private var collectives: Table {
    Table(
      [
        Table.Column("collective"), Table.Column("size", isNumber: true),
        Table.Column("NPUs", isNumber: true), Table.Column("ASTRA-sim", isNumber: true),
        Table.Column("bus bandwidth", isNumber: true), Table.Column("line rate", isNumber: true),
        Table.Column("at line rate", isNumber: true), Table.Column("least", isNumber: true),
        Table.Column(""),
      ],
      rows: findings.collectives.map { finding in
        [
          .text(
            finding.times == 1
              ? words(finding.collective) : "\(finding.times) × \(words(finding.collective))"
          ),
          .text(Format.quantity(Double(finding.bytes), unit: "B")),
          .text(Format.count(finding.npus)), .text(Format.duration(finding.seconds, digits: 6)),
          .text(Format.quantity(finding.busBandwidth, unit: "B/s")),
          .text(
            Format.quantity(
              finding.atLineRate.impliedRate(seconds: finding.seconds).lineRate,
              unit: "B/s"
            )
          ),
          .text(Format.duration(finding.atLineRate.seconds)),
          .text(Format.duration(finding.atLineRate.bound)),
          .text(finding.exceedsLineRate ? "too fast" : ""),
        ]
      }
    )
  }

  /// NPUs in a row with the same times, the first rows of them.
  private var shown: [ClosedRange<Int>] {
    var rows: [ClosedRange<Int>] = []
    for npu in findings.run.finish.indices {
      if let last = rows.last, isSame(last.lowerBound, npu) {
        rows[rows.count - 1] = last.lowerBound...npu
      } else {
        rows.append(npu...npu)
      }
    }
    return Array(rows.prefix(8))
  }

  /// True where two NPUs take the same times.
  private func isSame(_ one: Int, _ other: Int) -> Bool {
    findings.run.finish[one] == findings.run.finish[other]
      && findings.run.compute[one] == findings.run.compute[other]
      && findings.atLineRate.finish[one] == findings.atLineRate.finish[other]
      && findings.atLineRate.compute[one] == findings.atLineRate.compute[other]
  }

  /// NPUs in a row, in words.
  private func words(_ npus: ClosedRange<Int>) -> String {
    npus.count == 1 ? "\(npus.lowerBound)" : "\(npus.lowerBound)–\(npus.upperBound)"
  }

  /// When NPUs end, and how long they compute and wait for the network.
  private var npus: Table {
    Table(
      [
        Table.Column("NPU", isNumber: true), Table.Column("ends", isNumber: true),
        Table.Column("computes", isNumber: true),
        Table.Column("exposed communication", isNumber: true),
        Table.Column("ends at line rate", isNumber: true),
        Table.Column("exposed at line rate", isNumber: true),
      ],
      rows: shown.map { row in
        let npu = row.lowerBound
        return [
          .text(words(row)), .text(time(findings.run.finish[npu])),
          .text(time(findings.run.compute[npu])), .text(time(exposed(findings.run, npu))),
          .text(time(findings.atLineRate.finish[npu])),
          .text(time(exposed(findings.atLineRate, npu))),
        ]
      }
    )
  }

  /// Time that an NPU does not compute [ns].
  private func exposed(_ run: AstraRun, _ npu: Int) -> Int? {
    run.finish[npu].map { $0 - run.compute[npu] }
  }

  /// A time in words.
  private func time(_ nanoseconds: Int?) -> String {
    nanoseconds.map { Format.duration(Double($0) / 1e9, digits: 6) } ?? "never"
  }

  /// How the two answers differ.
  private var remark: String {
    let more = findings.run.finish.count - 1 - (shown.last?.upperBound ?? -1)
    return (more > 0 ? "\(Format.count(more)) more NPUs are in the CSV. " : "")
      + "ASTRA-sim's times are its own to the nanosecond, with 2³⁰ B/s to its GB/s. At line rate"
      + " the same algorithms share the same links: messages cut through, chunks follow without"
      + " gaps, no port is faster than its rate."
      + (impossible.isEmpty
        ? "" : " What is marked is faster than its ports allow: messages of it never meet.")
  }

  // MARK: Machine-readable

  /// The ends, collectives and NPUs.
  var result: JSON {
    [
      "backend": .text(findings.scenario.backend.rawValue),
      "npus": .integer(findings.scenario.network.npus),
      "finish_ns": findings.run.lastFinish.map { .integer($0) } ?? .null,
      "finish_at_line_rate_ns": findings.atLineRate.lastFinish.map { .integer($0) } ?? .null,
      "messages": .integer(findings.run.messages), "above_line_rate": .flag(!impossible.isEmpty),
      "collectives": .array(
        findings.collectives.map { finding in
          let rates = finding.atLineRate.impliedRate(seconds: finding.seconds)
          return [
            "collective": .text(words(finding.collective)), "size_B": .integer(finding.bytes),
            "npus": .integer(finding.npus), "times": .integer(finding.times),
            "time_s": .number(finding.seconds),
            "time_at_line_rate_s": .number(finding.atLineRate.seconds),
            "latency_at_line_rate_s": .number(finding.atLineRate.latency),
            "least_time_s": .number(finding.atLineRate.bound),
            "bus_bandwidth_B_per_s": .number(finding.busBandwidth),
            "bus_bandwidth_at_line_rate_B_per_s": .number(finding.busBandwidthAtLineRate),
            "port_rate_implied_B_per_s": .number(rates.rate),
            "port_rate_B_per_s": .number(rates.lineRate),
            "above_line_rate": .flag(finding.exceedsLineRate),
          ]
        }
      ),
      "per_npu": .array(
        findings.run.finish.indices.map { npu in
          [
            "npu": .integer(npu),
            "finish_ns": findings.run.finish[npu].map { .integer($0) } ?? .null,
            "compute_ns": .integer(findings.run.compute[npu]),
            "exposed_communication_ns": exposed(findings.run, npu).map { .integer($0) } ?? .null,
            "finish_at_line_rate_ns": findings.atLineRate.finish[npu].map { .integer($0) } ?? .null,
          ]
        }
      ),
    ]
  }

  /// Every figure of the collectives and of the NPUs.
  var rows: [[String]] {
    let backend = findings.scenario.backend.rawValue
    var rows: [[String]] = []
    func add(_ line: String, _ values: [(String, Double)]) {
      rows += values.map { [backend, line, $0.0, CSVText.number($0.1)] }
    }
    for finding in findings.collectives {
      add(
        "\(words(finding.collective)) \(finding.bytes) B",
        [
          ("time_s", finding.seconds), ("time_at_line_rate_s", finding.atLineRate.seconds),
          ("least_time_s", finding.atLineRate.bound),
          ("bus_bandwidth_B_per_s", finding.busBandwidth),
          ("above_line_rate", finding.exceedsLineRate ? 1 : 0),
        ]
      )
    }
    for npu in findings.run.finish.indices {
      add(
        "NPU \(npu)",
        [
          ("finish_ns", findings.run.finish[npu].map { Double($0) } ?? .nan),
          ("compute_ns", Double(findings.run.compute[npu])),
          ("finish_at_line_rate_ns", findings.atLineRate.finish[npu].map { Double($0) } ?? .nan),
        ]
      )
    }
    return rows
  }

  /// The end of each NPU in both answers.
  var charts: [JSON] {
    let values = shown.flatMap { row -> [JSON] in
      let npu = row.lowerBound
      let answers = [("ASTRA-sim", findings.run), ("at line rate", findings.atLineRate)]
      return answers.flatMap { answer, run in
        [("computes", run.compute[npu]), ("exposed communication", exposed(run, npu) ?? 0)].map {
          [
            "npu": .text("NPU \(words(row))"), "answer": .text(answer), "part": .text($0.0),
            "value": .number(Double($0.1) / 1e9),
          ]
        }
      }
    }
    return [
      [
        "title": "Time of each NPU", "width": 600, "data": ["values": .array(values)],
        "mark": ["type": "bar", "tooltip": true],
        "encoding": [
          "y": ["field": "answer", "type": "nominal", "sort": .null, "title": .null],
          "row": ["field": "npu", "type": "nominal", "sort": .null, "title": .null],
          "x": [
            "field": "value", "type": "quantitative", "aggregate": "sum", "title": "time [s]",
            "axis": ["format": "~s"],
          ],
          "color": ["field": "part", "type": "nominal", "title": .null, "sort": .null],
        ],
      ]
    ]
  }
}
