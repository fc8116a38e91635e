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

  /// The title of an objective's axis.
  private static func title(_ objective: Objective) -> String {
    "\(objective.rawValue) [\(objective.unit)]"
  }

  /// A scale that shows small values beside great ones.
  private static func axis(_ field: String, _ objective: Objective) -> JSON {
    [
      "field": .text(field), "type": "quantitative", "title": .text(title(objective)),
      "scale": ["type": "log", "nice": true], "axis": ["format": "~s", "tickCount": 6],
    ]
  }

  /// The first two objectives of the front against each other; a third as size.
  private var frontChart: JSON {
    let objectives = result.goals.front
    func points(_ rows: [Row], _ kind: String) -> [JSON] {
      rows.filter(\.design.isFeasible).map { row in
        [
          "kind": .text(kind), "design": .text(label(row)), "x": .number(row.values[1]),
          "y": .number(row.values[2]), "size": .number(row.values.count > 3 ? row.values[3] : 1),
        ]
      }
    }
    var encoding: [JSON.Member] = [
      JSON.Member("x", Self.axis("x", objectives[0])),
      JSON.Member("y", Self.axis("y", objectives[1])),
      JSON.Member("color", ["field": "kind", "type": "nominal", "title": .null]),
      JSON.Member("tooltip", [["field": "design"], ["field": "x"], ["field": "y"]]),
    ]
    if objectives.count > 2 {
      encoding.append(
        JSON.Member(
          "size",
          ["field": "size", "type": "quantitative", "title": .text(Self.title(objectives[2]))]
        )
      )
    }
    return [
      "title": "Pareto front", "width": 600, "height": 360,
      "data": ["values": .array(points(best, "best of a system") + points(front, "front"))],
      "mark": ["type": "point", "filled": true], "encoding": .object(encoding),
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
        "x": isNumeric ? .optional(number) : .text(entry.text), "value": .number(value),
      ]
    }
    let x: JSON =
      isNumeric
      ? [
        "field": "x", "type": "quantitative", "title": .text(axis.path),
        "scale": ["type": "log", "nice": false], "axis": ["format": "~s"],
      ] : ["field": "x", "type": "nominal", "title": .text(axis.path), "sort": .null]
    return [
      "title": .text("Best \(result.goals.objective.rawValue) over \(axis.path)"), "width": 600,
      "data": ["values": .array(values)],
      "mark": isNumeric ? ["type": "line", "point": true] : ["type": "bar"],
      "encoding": [
        "x": x,
        "y": [
          "field": "value", "type": "quantitative",
          "title": .text(Self.title(result.goals.objective)), "axis": ["format": "~s"],
        ],
      ],
    ]
  }

  /// The best plans beside each other.
  private var rankingChart: JSON {
    let values = best.map { row -> JSON in
      ["plan": .text("\(row.rank)  \(row.design.planCode)"), "value": .number(row.values[0])]
    }
    return [
      "title": .text("Best plans by \(result.goals.objective.rawValue)"), "width": 600,
      "data": ["values": .array(values)], "mark": ["type": "bar", "tooltip": true],
      "encoding": [
        "y": [
          "field": "plan", "type": "nominal", "sort": .null, "title": .null,
          "axis": ["labelLimit": 420],
        ],
        "x": [
          "field": "value", "type": "quantitative",
          "title": .text(Self.title(result.goals.objective)), "axis": ["format": "~s"],
        ],
      ],
    ]
  }
}
