import Links
import Quantities
import Scenarios
public import Studies

/// What a question about one link says, or a sweep of them, in every shape.
public struct LinkReport: Report {
  /// What was found.
  public var study: LinkStudy

  /// Reports a study of one link.
  public init(_ study: LinkStudy) { self.study = study }

  /// The first answer, the only one without a sweep.
  var first: LinkFindings? { study.points.first?.findings }

  /// Whether there are several answers.
  var isSweep: Bool { study.points.count > 1 }

  /// One number of an answer.
  struct LinkFigure {
    /// Its name with its unit, as a key.
    var key: String
    /// The title of its column.
    var title: String
    /// The number, nil where there is none.
    var value: Double?
    /// How a reader meets it.
    var text: String
  }

  // MARK: Problems

  /// Why what is asked cannot be; empty when it can.
  static func problems(_ findings: LinkFindings) -> [String] {
    let question = findings.question
    var problems: [String] = []
    if !findings.technologies.isEmpty, !findings.technologies.contains(where: isFeasible) {
      let reach = findings.technologies.map(\.technology.reach).max() ?? 0
      problems.append(
        "no technology asked about does: the farthest reaches \(length(reach)),"
          + " \(length(question.demand.length)) are asked"
      )
    }
    if let copper = findings.copper, copper.margin < 0 {
      problems.append(
        "copper loses \(level(copper.loss)), \(level(-copper.margin)) too much; it reaches"
          + " \(length(copper.reach))"
      )
    }
    if let light = findings.light, light.worst.margin < 0 {
      problems.append(
        light.worst.margin == -.infinity
          ? "at its worst no light suffices, as the laser's own noise closes the eyes"
          : "light lacks \(level(-light.worst.margin)) at its worst"
      )
    }
    if let heat = findings.heat, let asked = heat.asked,
      let link = question.heat?.link, asked.state.bitErrorRate > link.errorLimit
    {
      problems.append(
        "rings make too many errors at \(celsius(asked.temperature)):"
          + " \(Format.significant(asked.state.bitErrorRate)) a bit"
      )
    }
    return problems
  }

  /// Whether a technology does.
  static func isFeasible(_ row: LinkFindings.Row) -> Bool { row.estimate.isFeasible }

  /// Why a technology does not do, in a few words; empty where it does.
  static func reasons(_ row: LinkFindings.Row, _ question: LinkQuestion) -> String {
    let obstacles = row.estimate.obstacles
    var reasons: [String] = []
    if obstacles.contains(.length) { reasons.append("reaches \(length(row.technology.reach))") }
    if obstacles.contains(.temperature) {
      reasons.append("specified to \(celsius(row.technology.temperatureLimit))")
    }
    if obstacles.contains(.edge) { reasons.append("needs \(length(row.estimate.edge)) of edge") }
    if obstacles.contains(.year) { reasons.append("ships from \(row.technology.year)") }
    return reasons.joined(separator: ", ")
  }

  // MARK: Words

  /// A level with two decimals.
  static func level(_ value: Double, unit: String = "dB") -> String {
    guard value.isFinite else { return "–" }
    let rounded = (value * 100).rounded() / 100
    return "\(Format.significant(rounded == 0 ? 0 : rounded, digits: 5)) \(unit)"
  }

  /// A length.
  static func length(_ value: Double) -> String { Format.quantity(value, unit: "m") }

  /// A temperature.
  static func celsius(_ kelvins: Double) -> String {
    "\(Format.significant(kelvins - 273.15)) °C"
  }

  /// Energy of a bit.
  static func energy(_ value: Double) -> String { Format.significant(value * 1e12) }

  /// Share of errors.
  static func errors(_ value: Double) -> String {
    value < 1e-30 ? "<1e-30" : Format.significant(value)
  }

  // MARK: Figures

  /// The numbers of an answer that a sweep compares.
  static func figures(_ findings: LinkFindings) -> [LinkFigure] {
    var figures: [LinkFigure] = []
    func add(_ key: String, _ title: String, _ value: Double?, _ text: (Double) -> String) {
      figures.append(LinkFigure(key: key, title: title, value: value, text: value.map(text) ?? "–"))
    }
    if !findings.technologies.isEmpty {
      let best = findings.technologies.first.flatMap { isFeasible($0) ? $0.estimate : nil }
      let count = findings.technologies.count(where: isFeasible)
      add("technologies_feasible", "technologies", Double(count)) { Format.significant($0) }
      add("energy_link_J_per_bit", "least pJ/bit", best?.linkEnergy(.host), energy)
      add("power_link_W", "its power", best?.power(.host)) { Format.quantity($0, unit: "W") }
      add("price_USD", "its price", best?.price) { Format.money($0) }
    }
    if let copper = findings.copper {
      add("copper_loss_dB", "copper loss", copper.loss) { level($0) }
      add("copper_margin_dB", "copper margin", copper.margin) { level($0) }
      add("copper_reach_m", "copper reach", copper.reach, length)
    }
    if let light = findings.light {
      add("light_loss_typical_dB", "light loss", light.typical.loss) { level($0) }
      add("light_margin_worst_dB", "worst margin", light.worst.margin) { level($0) }
      add("light_margin_typical_dB", "typical margin", light.typical.margin) { level($0) }
      add("light_closing_share", "closing", light.statistical.closing) { Words.percent($0) }
      add("bit_error_rate_worst", "worst errors", light.bitErrorRate.worst, errors)
      add("bit_error_rate_typical", "typical errors", light.bitErrorRate.typical, errors)
    }
    if let heat = findings.heat {
      if let asked = heat.asked {
        add("ring_heater_W", "heater", asked.state.heaterPower) { Format.quantity($0, unit: "W") }
        add("ring_penalty_dB", "penalty", asked.state.penalty) { level($0) }
        add("ring_bit_error_rate", "errors", asked.state.bitErrorRate, errors)
        add("ring_effective_rate_bit_per_s", "delivered", asked.state.effectiveRate) {
          rate($0)
        }
      }
      add("ring_collapse_degC", "collapse", heat.collapse.map { $0 - 273.15 }) {
        "\(Format.significant($0)) °C"
      }
    }
    if let row = findings.edge.first(where: { $0.fibres != nil }) {
      add("edge_fibre_bandwidth_bit_per_s", "fibre edge", row.bandwidth, rate)
      add("edge_fibres", "fibres", row.fibres) { Format.count($0) }
      add("edge_laser_W", "lasers", row.laserPower) { Format.quantity($0, unit: "W") }
    }
    return figures
  }

  /// A rate in bits.
  static func rate(_ value: Double) -> String { Format.quantity(value / 8, unit: "Gb/s") }

  // MARK: Rows

  /// A choice a row for a sweep; otherwise one number a row: `section, item, name, value, unit`.
  public var table: [[String]] {
    guard isSweep, let first else { return study.points.first.map(Self.rows) ?? [] }
    let figures = Self.figures(first)
    var table = [study.axes.map(\.path) + ["feasible"] + figures.map(\.key)]
    for point in study.points {
      let values = Dictionary(
        Self.figures(point.findings).map { ($0.key, CSVText.number($0.value)) }
      ) { first, _ in first }
      table.append(
        study.axes.map { axis in point.setting.first { $0.path == axis.path }?.text ?? "" }
          + [Self.problems(point.findings).isEmpty ? "true" : "false"]
          + figures.map { values[$0.key] ?? "" }
      )
    }
    return table
  }

  /// One number a row.
  private static func rows(_ point: LinkStudy.Point) -> [[String]] {
    let findings = point.findings
    var rows = [["section", "item", "name", "value", "unit"]]
    let problems = problems(findings)
    rows.append(["result", "", "feasible", problems.isEmpty ? "true" : "false", ""])
    for problem in problems { rows.append(["problem", "", problem, "", ""]) }
    func add(_ section: String, _ item: String, _ members: JSON) {
      guard case .object(let members) = members else { return }
      for member in members {
        switch member.value {
        case .number(let value):
          rows.append([section, item, member.key, CSVText.number(value), ""])
        case .integer(let value): rows.append([section, item, member.key, String(value), ""])
        case .flag(let value): rows.append([section, item, member.key, String(value), ""])
        case .text(let value) where member.key != "id":
          rows.append([section, item, member.key, value, ""])
        case .object:
          add(section, item.isEmpty ? member.key : "\(item).\(member.key)", member.value)
        default: continue
        }
      }
    }
    for row in findings.technologies {
      add("technology", row.technology.id, json(row, findings.question))
    }
    if let copper = findings.copper { add("copper", "", json(copper, findings.question)) }
    if let light = findings.light {
      for term in findings.question.light?.budget.terms ?? [] {
        add("light-term", term.loss.rawValue, json(term))
      }
      add("light", "", json(light, findings.question))
    }
    if let heat = findings.heat {
      add("ring", "", json(heat, points: false))
      for point in heat.points {
        add("ring-state", "\(CSVText.number(point.temperature - 273.15)) degC", json(point))
      }
    }
    for row in findings.edge { add("edge", row.name, json(row)) }
    return rows.enumerated().map { index, row in
      index == 0 ? row : Array(row.dropLast()) + [unit(ofKey: row[2])]
    }
  }

  /// The unit at the end of a key, such as `dB` of `margin_dB`; empty where there is none.
  private static func unit(ofKey key: String) -> String {
    let units = [
      "_dB_per_m": "dB/m", "_J_per_bit": "J/bit", "_bit_per_s": "bit/s",
      "_bit_per_s_per_m": "bit/s/m",
      "_per_year": "1/year", "_dBm": "dBm", "_dB": "dB", "_degC": "degC", "_USD": "USD", "_W": "W",
      "_m": "m", "_s": "s", "_Hz": "Hz",
    ]
    let found = units.filter { key.hasSuffix($0.key) }.max { $0.key.count < $1.key.count }
    return found?.value ?? ""
  }
}
