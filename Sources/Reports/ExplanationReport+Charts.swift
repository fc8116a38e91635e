import Quantities
import Scenarios
import Studies

extension ExplanationReport {
  /// The time account and the cascade, one above the other; empty when no plan is valid.
  public var charts: JSON? {
    let design = explanation?.design
    // Parts that take no time are no bars; the JSON report has them.
    let time = (design?.timeParts ?? []).filter { $0.seconds > 0 }.map { part -> JSON in
      [
        "part": .text(Words.time(part.key)), "key": .text(part.key),
        "seconds": .number(part.seconds),
      ]
    }
    let objective = scenario.objective
    var steps: [JSON] = []
    if let design {
      steps.append(["step": 0, "wall": "as it is", "objective": .number(design.objective)])
    }
    for (index, step) in (explanation?.cascade ?? []).enumerated() {
      steps.append([
        "step": .integer(index + 1),
        "wall": .text("\(step.wall) \(Format.significant(step.relaxedBy))x"),
        "objective": .number(step.objective),
      ])
    }
    let title = "\(objective.rawValue) [\(objective.unit)]"
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": .text(scenario.name),
      "vconcat": [
        Self.bars(
          title: Asked.Answer.timeTitle,
          values: time,
          name: "part",
          value: "seconds",
          axis: "exposed time [s]",
          sort: "-x"
        ),
        Self.bars(
          title: "Cascade: the objective as each wall is relaxed until another binds",
          values: steps,
          name: "wall",
          value: "objective",
          axis: title,
          sort: .null
        ),
      ],
    ]
  }

  /// A chart of horizontal bars.
  private static func bars(
    title: String,
    values: [JSON],
    name: String,
    value: String,
    axis: String,
    sort: JSON
  ) -> JSON {
    [
      "title": .text(title), "width": 600, "data": ["values": .array(values)],
      "mark": ["type": "bar", "tooltip": true],
      "encoding": [
        "y": ["field": .text(name), "type": "nominal", "sort": sort, "title": .null],
        "x": [
          "field": .text(value), "type": "quantitative", "title": .text(axis),
          "axis": ["format": "~s", "tickCount": 6],
        ],
      ],
    ]
  }
}
