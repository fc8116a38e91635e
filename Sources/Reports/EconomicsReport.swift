import Economics
import Quantities
import Scenarios
public import Studies

/// What a question about economics says, or a sweep of them, in every shape.
public struct EconomicsReport: Report {
  /// What was found.
  public var study: EconomicsStudy

  /// Reports a study of economics.
  public init(_ study: EconomicsStudy) { self.study = study }

  /// The first answer, the only one without a sweep.
  var first: EconomicsFindings? { study.points.first?.findings }

  /// Whether there are several answers.
  var isSweep: Bool { study.points.count > 1 }

  // MARK: Words

  /// A number as a reader meets it.
  static func text(_ figure: EconomicsFigure) -> String {
    guard let value = figure.value, value.isFinite else { return "–" }
    switch figure.kind {
    case .money: return Format.money(value)
    case .duration: return Format.duration(value)
    case .share: return Words.percent(value)
    case .number: return Format.significant(value)
    case .count: return Words.scaled(value)
    case .mass: return Words.mass(value)
    case .quantity(let unit): return quantity(value, unit)
    case .year: return year(value)
    }
  }

  /// A quantity; operations as a power of ten, as models are compared.
  static func quantity(_ value: Double, _ unit: String) -> String {
    unit == "FLOP" ? operations(value) : Format.quantity(value, unit: unit)
  }

  /// Operations as a power of ten.
  static func operations(_ value: Double) -> String {
    var exponent = 0
    var mantissa = value
    while mantissa >= 9.995 {
      mantissa /= 10
      exponent += 1
    }
    return "\(Format.significant(mantissa))e\(exponent) FLOP"
  }

  /// A date with its tenth of a year.
  static func year(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e5 else { return "–" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }

  /// A factor a year, such as `4.6x`.
  static func factor(_ value: Double) -> String { Format.significant(value, digits: 2) + "x" }

  /// The ends of an interval, as `text` writes them.
  static func range(_ low: Double, _ high: Double, _ text: (Double) -> String) -> String {
    "\(text(low)) to \(text(high))"
  }

  // MARK: Machine-readable

  /// The question as resolved, and the answer, or the fields that vary and every answer.
  public var members: [JSON.Member] {
    guard let first else { return [] }
    let question = first.question
    let result: JSON =
      isSweep
      ? [
        "axes": .object(study.axes.map { JSON.Member($0.path, .texts($0.texts)) }),
        "points": .array(study.points.map(Self.json)),
      ] : Self.json(first)
    return [
      JSON.Member("scenario", ScenarioJSON.nested(question.resolved)),
      JSON.Member("result", result),
      JSON.Member("diagnostics", ScenarioJSON.diagnostics(question.warnings)),
    ]
  }

  /// One answer of a sweep.
  private static func json(_ point: EconomicsStudy.Point) -> JSON {
    guard case .object(let members) = numbers(point.findings) else { return .null }
    return .object(
      [
        JSON.Member(
          "setting",
          .object(point.setting.map { JSON.Member($0.path, ScenarioJSON.value($0.text)) })
        )
      ] + members
    )
  }

  /// The numbers of an answer by section.
  private static func numbers(_ findings: EconomicsFindings) -> JSON {
    var sections: [JSON.Member] = []
    for figure in findings.figures {
      let member = JSON.Member(figure.key, .optional(figure.value))
      if let last = sections.indices.last, sections[last].key == figure.section {
        sections[last].value = sections[last].value.adding([member])
      } else {
        sections.append(JSON.Member(figure.section, .object([member])))
      }
    }
    return .object(sections)
  }

  /// An answer: its numbers, and lists that have no names.
  private static func json(_ findings: EconomicsFindings) -> JSON {
    guard case .object(var members) = numbers(findings) else { return .null }
    func add(_ section: String, _ more: [JSON.Member]) {
      guard let index = members.firstIndex(where: { $0.key == section }) else { return }
      members[index].value = members[index].value.adding(more)
    }
    if let run = findings.run {
      let parts = run.components.map { part -> JSON in
        ["name": .text(part.name), "cost_USD": .number(part.cost), "share": .number(part.share)]
      }
      add("run", [JSON.Member("components", .array(parts))])
    }
    if let trends = findings.generations {
      let years = trends.projections.map { item -> JSON in
        [
          "year": .number(item.year), "compute_FLOP": .optional(item.compute?.middle),
          "compute_low_FLOP": .optional(item.compute?.low),
          "compute_high_FLOP": .optional(item.compute?.high),
          "cost_USD": .optional(item.cost?.middle), "cost_low_USD": .optional(item.cost?.low),
          "cost_high_USD": .optional(item.cost?.high),
        ]
      }
      let budgets = trends.reaches.map { reach -> JSON in
        [
          "name": .text(reach.budget.name), "amount_USD": .number(reach.budget.amount),
          "share": .number(reach.budget.share), "until_year": .optional(reach.until),
          "run_over_budget": .array(reach.shares.map { .optional($0) }),
        ]
      }
      add(
        "generations",
        [
          JSON.Member("projections", .array(years)), JSON.Member("budgets", .array(budgets)),
        ]
      )
    }
    if let site = findings.site {
      let lives = site.years.map { year -> JSON in
        [
          "life_s": .number(year.life), "servers_USD": .number(year.servers),
          "network_USD": .number(year.network),
          "facility_USD": .number(year.facility), "energy_USD": .number(year.energy),
          "upkeep_USD": .number(year.upkeep), "total_USD": .number(year.total),
        ]
      }
      add("site", [JSON.Member("lives", .array(lives))])
    }
    members.append(JSON.Member("weak_figures", .texts(findings.question.weakFigures)))
    return .object(members)
  }

  // MARK: Rows

  /// A choice a row for a sweep; otherwise one number a row: `section, name, value, unit`.
  public var table: [[String]] {
    guard let first else { return [] }
    guard isSweep else {
      return [["section", "name", "value", "unit"]]
        + first.figures.map {
          [$0.section, $0.key, CSVText.number($0.value), Self.unit($0)]
        }
        + (first.run?.components ?? []).map {
          ["run", "cost_\($0.name.replacing(" ", with: "_"))_USD", CSVText.number($0.cost), "USD"]
        }
    }
    let keys = first.figures.map { "\($0.section).\($0.key)" }
    return [study.axes.map(\.path) + keys]
      + study.points.map { point in
        let values = Dictionary(
          point.findings.figures.map { ("\($0.section).\($0.key)", CSVText.number($0.value)) }
        ) { first, _ in first }
        return study.axes.map { axis in
          point.setting.first { $0.path == axis.path }?.text ?? ""
        } + keys.map { values[$0] ?? "" }
      }
  }

  /// The unit of a number, empty where it has none.
  private static func unit(_ figure: EconomicsFigure) -> String {
    switch figure.kind {
    case .money: "USD"
    case .duration: "s"
    case .mass: "kg"
    case .year: "year"
    case .quantity(let unit): unit == "FLOP" ? "FLOP" : figure.key.hasSuffix("_W") ? "W" : "J"
    case .share, .number, .count: ""
    }
  }
}
