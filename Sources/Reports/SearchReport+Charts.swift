import Scenarios
import Studies

extension SearchReport {
  /// The front over all best designs, and the objective over each field; nil where nothing was found.
  public var charts: JSON? {
    guard !best.isEmpty else { return nil }
    var charts: [JSON] = []
    if result.goals.front.count > 1 { charts.append(frontChart) }
    charts += axes.filter { $0.texts.count > 1 }.map(sensitivityChart)
    if charts.isEmpty { charts.append(rankingChart) }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "title": .text(name),
      "vconcat": .array(charts),
    ]
  }

  /// An objective's axis: its title, and what values are multiplied by to be in the title's unit.
  private static func scale(_ objective: Objective) -> (title: String, factor: Double) {
    switch objective {
    case .timeToTrain: ("time-to-train [days]", 1 / 86_400)
    case .costPerToken: ("cost [USD per million tokens]", 1e6)
    case .carbonPerToken: ("carbon [kg per million tokens]", 1e6)
    default: ("\(objective.rawValue) [\(objective.unit)]", 1)
    }
  }

  /// A value as it is plotted.
  private static func plotted(_ value: Double, _ objective: Objective) -> JSON {
    .number(value * scale(objective).factor)
  }

  /// An axis that shows small values beside great ones.
  private static func axis(_ field: String, _ objective: Objective) -> JSON {
    [
      "field": .text(field), "type": "quantitative", "title": .text(scale(objective).title),
      "scale": ["type": "log", "nice": false, "padding": 20],
      "axis": ["format": "~s", "tickCount": 6],
    ]
  }

  /// The first two objectives of the front against each other, beside the best of systems that are not
  /// on it; a third as size.
  private var frontChart: JSON {
    let objectives = result.goals.front
    func points(_ rows: [Row], _ kind: String) -> [JSON] {
      rows.filter(\.design.isFeasible).map { row in
        [
          "kind": .text(kind), "design": .text(label(row)),
          "x": Self.plotted(row.values[1], objectives[0]),
          "y": Self.plotted(row.values[2], objectives[1]),
          "size": objectives.count > 2 ? Self.plotted(row.values[3], objectives[2]) : 1,
        ]
      }
    }
    let onFront = Set(front.map(label))
    let others = points(best.filter { !onFront.contains(label($0)) }, "best of a system")
    let members = points(front, "front")
    let x = Self.axis("x", objectives[0])
    let y = Self.axis("y", objectives[1])
    var encoding: [JSON.Member] = [
      JSON.Member("x", x), JSON.Member("y", y),
      JSON.Member("color", ["field": "kind", "type": "nominal", "title": .null]),
      JSON.Member(
        "tooltip",
        [
          ["field": "design", "type": "nominal"], ["field": "x", "type": "quantitative"],
          ["field": "y", "type": "quantitative"],
        ]
      ),
    ]
    if objectives.count > 2 {
      encoding.append(
        JSON.Member(
          "size",
          [
            "field": "size", "type": "quantitative",
            "title": .text(Self.scale(objectives[2]).title),
          ]
        )
      )
    }
    var layers: [JSON] = []
    // Two objectives make a line.
    if objectives.count == 2 {
      layers.append(
        [
          "data": ["values": .array(members)],
          "mark": ["type": "line", "color": "#bbbbbb", "interpolate": "linear"],
          "encoding": ["x": x, "y": y],
        ]
      )
    }
    layers.append(
      [
        "mark": ["type": "point", "filled": true, "opacity": 1], "encoding": .object(encoding),
      ]
    )
    return [
      "title": "Pareto front", "width": 600, "height": 360,
      "data": ["values": .array(others + members)], "layer": .array(layers),
    ]
  }

  /// A row in a few words.
  private func label(_ row: Row) -> String {
    (isSweep ? Self.words(row.setting) + " · " : "") + row.design.planWords
  }

  /// The best value of the objective over a field.
  private func sensitivityChart(_ axis: Axis) -> JSON {
    let numbers = axis.texts.map { Double($0) }
    let isNumeric = numbers.allSatisfy { $0 != nil }
    let values = zip(best(over: axis), numbers).compactMap { entry, number -> JSON? in
      guard let value = entry.value, value.isFinite else { return nil }
      return [
        "x": isNumeric ? .optional(number) : .text(entry.text),
        "value": Self.plotted(value, result.goals.objective),
      ]
    }
    let x: JSON =
      isNumeric
      ? [
        "field": "x", "type": "quantitative", "title": .text(axis.path),
        "scale": ["type": "log", "nice": false], "axis": ["format": "~s"],
      ]
      : [
        "field": "x", "type": "nominal", "title": .text(axis.path), "sort": .null,
        "axis": ["labelAngle": 0],
      ]
    return [
      "title": .text("Best \(result.goals.objective.rawValue) over \(axis.path)"), "width": 600,
      "data": ["values": .array(values)],
      "mark": isNumeric ? ["type": "line", "point": true] : ["type": "bar"],
      "encoding": [
        "x": x,
        "y": [
          "field": "value", "type": "quantitative",
          "title": .text(Self.scale(result.goals.objective).title), "axis": ["format": "~s"],
        ],
      ],
    ]
  }

  /// How far the best plans are behind the first.
  private var rankingChart: JSON {
    let isMaximised = result.goals.objective.isMaximised
    let values = best.map { row -> JSON in
      let first = best[0].values[0]
      let ratio = isMaximised ? row.values[0] / first : first / row.values[0]
      return [
        "plan": .text("\(row.rank)  \(row.design.planCode)"), "behind": .number(1 - ratio),
      ]
    }
    let value = Words.value(best[0].values[0], of: result.goals.objective)
    return [
      "title": .text("Best plans: behind the first (\(value)) by"), "width": 600,
      "data": ["values": .array(values)], "mark": ["type": "bar", "tooltip": true],
      "encoding": [
        "y": [
          "field": "plan", "type": "nominal", "sort": .null, "title": .null,
          "axis": ["labelLimit": 420],
        ],
        "x": [
          "field": "behind", "type": "quantitative",
          "title": .text("loss in \(result.goals.objective.rawValue)"),
          "axis": ["format": ".2%", "tickCount": 6],
        ],
      ],
    ]
  }
}
