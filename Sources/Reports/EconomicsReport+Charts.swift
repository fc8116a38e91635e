import Economics
import Foundation
import Quantities
import Scenarios
import Studies

extension EconomicsReport {
  /// A chart a section; of a sweep its figures over a field.
  public var charts: JSON? {
    guard let first else { return nil }
    let charts =
      isSweep
      ? sweepCharts
      : Self.runCharts(first) + Self.generationCharts(first) + Self.sizingCharts(first)
        + Self.servingCharts(first) + Self.siteCharts(first)
    guard !charts.isEmpty else { return nil }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": .text(first.question.name), "vconcat": .array(charts),
      "resolve": ["scale": ["color": "independent", "x": "independent", "y": "independent"]],
    ]
  }

  /// Bars, stacked where `of` names parts.
  private static func bars(
    _ title: String,
    unit: String,
    _ values: [(name: String, part: String, value: Double)]
  ) -> JSON {
    [
      "title": .text(title), "width": 600,
      "data": [
        "values": .array(
          values.enumerated().map { index, item in
            [
              "name": .text(item.name), "part": .text(item.part), "order": .integer(index),
              "value": .number(item.value),
            ]
          }
        )
      ], "mark": ["type": "bar", "tooltip": true],
      "encoding": [
        "y": ["field": "name", "type": "nominal", "sort": .null, "title": .null],
        "x": ["field": "value", "type": "quantitative", "title": .text(unit)],
        "color": ["field": "part", "type": "nominal", "title": .null],
        "order": ["field": "order", "type": "quantitative"],
      ],
    ]
  }

  /// Lines over logarithms of both axes.
  private static func logarithmic(
    _ title: String,
    x: String,
    y: String,
    layers: [JSON],
    isDate: Bool = false
  ) -> JSON {
    [
      "title": .text(title), "width": 600, "height": 300, "layer": .array(layers),
      "encoding": [
        "x": [
          "field": "x", "type": "quantitative", "title": .text(x),
          "scale": isDate ? ["zero": false] : ["type": "log"],
          "axis": ["format": isDate ? "d" : ".0e"],
        ],
        "y": [
          "field": "y", "type": "quantitative", "title": .text(y), "scale": ["type": "log"],
          "axis": ["format": ".0e"],
        ],
      ],
    ]
  }

  /// A layer of marks over points.
  private static func layer(_ mark: String, _ values: [JSON], encoding: JSON = [:]) -> JSON {
    [
      "data": ["values": .array(values)], "mark": ["type": .text(mark), "tooltip": true],
      "encoding": encoding,
    ]
  }

  /// Components, bases, and cost over utilisation.
  private static func runCharts(_ findings: EconomicsFindings) -> [JSON] {
    guard let run = findings.run else { return [] }
    let bases = [
      ("amortised", run.amortised), ("rented", run.rented), ("bought", run.bought),
    ].compactMap { name, cost in cost.map { (name: name, part: name, value: $0 / 1e6) } }
    var charts = [
      bars("Cost by accounting basis [million USD]", unit: "million USD", bases),
      bars(
        "Amortised cost by component [million USD]",
        unit: "million USD",
        run.components.map { (name: $0.name, part: "amortised", value: $0.cost / 1e6) }
      ),
    ]
    if run.utilisation != nil {
      let values = stride(from: 0.15, through: 0.7, by: 0.01).flatMap { other in
        [("amortised", run.amortised), ("rented", run.rented ?? .nan)].compactMap { name, cost in
          LinkReport.point(other * 100, (run.cost(cost, at: other) ?? .nan) / 1e6, name)
        }
      }
      charts.append(
        LinkReport.lines(
          "Cost over utilisation",
          x: "MFU [%]",
          y: "million USD",
          values: values
        )
      )
    }
    return charts
  }

  /// Models with the trend, its interval and budgets.
  private static func generationCharts(_ findings: EconomicsFindings) -> [JSON] {
    guard let trends = findings.generations else { return [] }
    let years = trends.asked.models.map(\.year)
    let begin = (years.min() ?? 2020).rounded(.down)
    let end = trends.projections.last?.year ?? 2030
    func chart(
      _ title: String,
      _ unit: String,
      _ trend: GrowthTrend?,
      _ value: (EconomicsQuestion.Model) -> Double?,
      budgets: [(String, Double)]
    ) -> JSON? {
      guard let trend else { return nil }
      let line = stride(from: begin, through: end, by: 0.25).map { year -> JSON in
        let found = trend.value(year: year, confidence: trends.asked.confidence)
        return [
          "x": .number(year), "y": .number(found.middle), "low": .number(found.low),
          "high": .number(found.high),
        ]
      }
      let points = trends.asked.models.compactMap { model -> JSON? in
        value(model).map {
          ["x": .number(model.year), "y": .number($0), "of": .text(model.name)]
        }
      }
      let limits = budgets.map { name, amount -> JSON in
        ["x": .number(begin), "y": .number(amount), "of": .text(name)]
      }
      let names: JSON = ["text": ["field": "of", "type": "nominal"]]
      return logarithmic(
        title,
        x: "year",
        y: unit,
        layers: [
          layer(
            "area",
            line,
            encoding: [
              "y": ["field": "low", "type": "quantitative", "title": .text(unit)],
              "y2": ["field": "high"], "opacity": ["value": .number(0.2)],
            ]
          ), layer("line", line), layer("point", points),
          [
            "data": ["values": .array(points)],
            "mark": ["type": "text", "align": "left", "dx": 6], "encoding": names,
          ],
          layer("rule", limits, encoding: ["x": ["value": 0], "x2": ["value": 600]]),
          [
            "data": ["values": .array(limits)],
            "mark": ["type": "text", "align": "left", "dy": .number(-6)], "encoding": names,
          ],
        ],
        isDate: true
      )
    }
    return [
      chart("Training compute", "FLOP", trends.compute, { $0.compute }, budgets: []),
      chart(
        "Cost of the final run, \(trends.asked.basis)",
        "USD",
        trends.cost,
        { $0.cost },
        budgets: trends.asked.budgets.map { ($0.name, $0.amount * $0.share) }
      ),
    ].compactMap { $0 }
  }

  /// Best sizes over compute by law.
  private static func sizingCharts(_ findings: EconomicsFindings) -> [JSON] {
    guard let asked = findings.question.sizing else { return [] }
    let middle = log10(asked.compute)
    let values = stride(from: middle - 3, through: middle + 3, by: 0.25).flatMap { power in
      var other = asked
      other.compute = pow(10, power)
      other.served = nil
      let sizes = (try? SizeChoice.choices(other)) ?? []
      return sizes.map { size -> JSON in
        ["x": .number(pow(10, power)), "y": .number(size.parameters), "of": .text(size.name)]
      }
    }
    let colour: JSON = ["color": ["field": "of", "type": "nominal", "title": .null]]
    return [
      logarithmic(
        "Best size by scaling law",
        x: "operations of training [FLOP]",
        y: "parameters",
        layers: [layer("line", values, encoding: colour)]
      )
    ]
  }

  /// Profit of a day over load.
  private static func servingCharts(_ findings: EconomicsFindings) -> [JSON] {
    guard let fleet = findings.serving, let revenue = fleet.revenue else { return [] }
    let values = fleet.bases.flatMap { basis in
      stride(from: 0.0, through: 1.0, by: 0.05).compactMap { load in
        LinkReport.point(load * 100, revenue * load - basis.cost, basis.basis.rawValue)
      }
    }
    return [
      LinkReport.lines(
        "Profit of a day over load, cost as at full load",
        x: "load [%]",
        y: "USD a day",
        values: values
      )
    ]
  }

  /// A year by component and life.
  private static func siteCharts(_ findings: EconomicsFindings) -> [JSON] {
    guard let site = findings.site, !site.years.isEmpty else { return [] }
    let values = site.years.flatMap { year in
      [
        ("servers", year.servers), ("network", year.network),
        ("building and plant", year.facility),
        ("energy", year.energy), ("repair and operation", year.upkeep),
      ].map { (name: Format.duration(year.life), part: $0.0, value: $0.1 / 1e6) }
    }
    return [bars("A year by life of equipment [million USD]", unit: "million USD", values)]
  }

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
    return first.figures.enumerated().compactMap { index, figure -> JSON? in
      let values = study.points.compactMap { point -> JSON? in
        let figures = point.findings.figures
        guard figures.indices.contains(index), let value = figures[index].value,
          let text = point.setting.first(where: { $0.path == axis.path })?.text,
          let x = number(text)
        else { return nil }
        let others = point.setting.filter { $0.path != axis.path }
          .map { "\($0.path) \($0.text)" }.joined(separator: ", ")
        return LinkReport.point(x, value, others)
      }
      // A figure that stays the same tells nothing.
      guard Set(values.compactMap { $0["y"] }).count > 1 else { return nil }
      return LinkReport.lines(
        figure.title,
        x: unit.isEmpty ? axis.path : "\(axis.path) [\(unit)]",
        y: figure.key,
        values: values
      )
    }
  }
}
