import Links
import Quantities
import Scenarios
import Studies

extension LinkReport {
  /// Curves of margin, errors and heat, and the ladder of energy; of a sweep its figures over a field.
  public var charts: JSON? {
    guard let first else { return nil }
    let charts =
      isSweep
      ? sweepCharts
      : [Self.ladder(first), Self.copperMargin(first), Self.lightMargin(first)].compactMap { $0 }
        + Self.heatCharts(first)
    guard !charts.isEmpty else { return nil }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": .text(first.question.name), "vconcat": .array(charts),
      // Axes of different kinds share nothing.
      "resolve": ["scale": ["color": "independent", "x": "independent", "y": "independent"]],
    ]
  }

  /// A chart of lines.
  private static func lines(
    _ title: String,
    x: String,
    y: String,
    values: [JSON],
    isLogarithmic: Bool = false
  ) -> JSON {
    let scale: JSON = isLogarithmic ? ["type": "log"] : ["zero": false]
    return [
      "title": .text(title), "width": 600, "height": 260,
      "data": ["values": .array(values)], "mark": ["type": "line", "tooltip": true],
      "encoding": [
        "x": ["field": "x", "type": "quantitative", "title": .text(x), "scale": ["zero": false]],
        "y": [
          "field": "y", "type": "quantitative", "title": .text(y), "scale": scale,
          "axis": isLogarithmic ? ["format": ".0e", "tickCount": 6] : [:],
        ], "color": ["field": "of", "type": "nominal", "title": .null],
      ],
    ]
  }

  /// A point of a line.
  private static func point(_ x: Double, _ y: Double, _ name: String) -> JSON? {
    guard x.isFinite, y.isFinite else { return nil }
    return ["x": .number(x), "y": .number(y), "of": .text(name)]
  }

  // MARK: One answer

  /// Energy of one end by what it is spent on, technology by technology.
  private static func ladder(_ findings: LinkFindings) -> JSON? {
    guard !findings.technologies.isEmpty else { return nil }
    let parts = ["module", "lasers outside", "serialiser"]
    let values = findings.technologies.flatMap { row -> [JSON] in
      let technology = row.technology
      let energies = [technology.moduleEnergy, technology.laserEnergy, technology.hostEnergy]
      return zip(parts, energies).enumerated().map { index, part in
        [
          "technology": .text(technology.id), "part": .text(part.0), "order": .integer(index),
          "energy": .number(part.1 * 1e12), "does": .flag(row.estimate.isFeasible),
        ]
      }
    }
    return [
      "title": "Energy of one end [pJ/bit]; faint where it does not do", "width": 600,
      "data": ["values": .array(values)], "mark": ["type": "bar", "tooltip": true],
      "encoding": [
        "y": ["field": "technology", "type": "nominal", "sort": .null, "title": .null],
        "x": [
          "field": "energy", "type": "quantitative", "stack": "zero", "title": "energy [pJ/bit]",
        ],
        "color": [
          "field": "part", "type": "nominal", "title": .null,
          "scale": ["domain": .texts(parts)],
        ], "order": ["field": "order", "type": "quantitative"],
        "opacity": [
          "condition": ["test": "datum.does", "value": 1], "value": .number(0.35),
        ],
      ],
    ]
  }

  /// Margin of copper over length.
  private static func copperMargin(_ findings: LinkFindings) -> JSON? {
    guard let channel = findings.question.copper?.channel else { return nil }
    let end = max(findings.question.demand.length, channel.reach) * 1.5
    guard end > 0 else { return nil }
    let values = (0...60).compactMap { step -> JSON? in
      let length = end * Double(step) / 60
      return point(length, channel.margin(length: length), "copper")
    }
    return lines("Margin of copper", x: "length [m]", y: "margin [dB]", values: values)
  }

  /// Margin of light over the length of fibre.
  private static func lightMargin(_ findings: LinkFindings) -> JSON? {
    guard let light = findings.light, let budget = findings.question.light?.budget,
      let fibre = budget.terms.first(where: { $0.loss == .fibre }), fibre.count > 0
    else { return nil }
    let end = 2 * fibre.count
    var values: [JSON] = []
    for step in 0...60 {
      let length = end * Double(step) / 60
      let more = length - fibre.count
      for (name, outcome, each) in [
        ("worst", light.worst, fibre.each.high), ("typical", light.typical, fibre.each.typical),
        ("best", light.best, fibre.each.low),
      ] {
        if let point = point(length, outcome.margin - more * each, name) { values.append(point) }
      }
    }
    guard !values.isEmpty else { return nil }
    return lines("Margin of light", x: "fibre [m]", y: "margin [dB]", values: values)
  }

  /// Errors and heater power over temperature.
  private static func heatCharts(_ findings: LinkFindings) -> [JSON] {
    guard let heat = findings.heat, let link = findings.question.heat?.link else { return [] }
    var errors: [JSON] = []
    var heater: [JSON] = []
    for state in heat.points {
      let celsius = state.temperature - 273.15
      if let point = point(celsius, max(state.state.bitErrorRate, 1e-30), "errors a bit") {
        errors.append(point)
      }
      if let point = point(celsius, link.errorLimit, "limit") { errors.append(point) }
      if let point = point(celsius, state.state.heaterPower * 1e3, "heater") {
        heater.append(point)
      }
    }
    return [
      lines(
        "Errors of a link of rings",
        x: "temperature [°C]",
        y: "errors a bit",
        values: errors,
        isLogarithmic: true
      ),
      lines("Heater of a ring", x: "temperature [°C]", y: "power [mW]", values: heater),
    ]
  }

  // MARK: Sweep

  /// The figures of a sweep over its longest field of numbers, other fields as colours.
  private var sweepCharts: [JSON] {
    guard let first else { return [] }
    let numeric = study.axes.filter { axis in
      axis.texts.allSatisfy { (try? Quantity.parts($0)) != nil }
    }
    guard let axis = numeric.max(by: { $0.values.count < $1.values.count }) else { return [] }
    let unit = axis.texts.first.flatMap { try? Quantity.parts($0) }?.unit ?? ""
    func number(_ text: String) -> Double? {
      guard let quantity = try? Quantity.parse(text) else { return nil }
      return unit.isEmpty ? quantity.value : (try? Unit.parse(unit)).flatMap(quantity.number(in:))
    }
    let title = unit.isEmpty ? axis.path : "\(axis.path) [\(unit)]"
    var charts: [JSON] = []
    for (index, figure) in Self.figures(first).enumerated() where figure.value != nil {
      let isErrors = figure.key.contains("error_rate")
      let values = study.points.compactMap { point -> JSON? in
        let figures = Self.figures(point.findings)
        guard figures.indices.contains(index), let value = figures[index].value,
          let text = point.setting.first(where: { $0.path == axis.path })?.text,
          let x = number(text)
        else { return nil }
        let others = point.setting.filter { $0.path != axis.path }
          .map { "\($0.path) \($0.text)" }.joined(separator: ", ")
        return Self.point(x, isErrors ? max(value, 1e-30) : value, others)
      }
      // A figure that stays the same tells nothing.
      guard Set(values.compactMap { $0["y"] }).count > 1 else { continue }
      charts.append(
        Self.lines(
          figure.title,
          x: title,
          y: figure.key,
          values: values,
          isLogarithmic: isErrors
        )
      )
    }
    return charts
  }
}
