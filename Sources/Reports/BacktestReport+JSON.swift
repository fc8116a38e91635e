import Studies
import Supply

extension BacktestReport {
  /// The scores of every freeze, the analysts' forecasts and the controls.
  public var members: [JSON.Member] {
    [
      JSON.Member(
        "result",
        [
          "origins": .array(backtest.origins.map(Self.origin)),
          "missing_starts": .texts(backtest.missing.map(\.description)),
          "vintages": .array(
            backtest.truth.vintages.map { vintage in
              [
                "name": .text(vintage.name), "made": .text(vintage.made.description),
                "foreseen_low": .number(vintage.foreseen.lowerBound),
                "foreseen_high": .number(vintage.foreseen.upperBound),
                "came_low": .number(vintage.came.lowerBound),
                "came_high": .number(vintage.came.upperBound),
                "error_low": .number(vintage.error.lowerBound),
                "error_high": .number(vintage.error.upperBound),
                "source": .text(vintage.origin.source),
              ]
            }
          ),
          "controls": .array(
            backtest.controls.map { control in
              [
                "name": .text(control.name), "verdict": .text(control.verdict.rawValue),
                "order": .array(control.order.entries.map(Self.entry)),
              ]
            }
          ),
        ]
      ),
      JSON.Member("diagnostics", []),
    ]
  }

  /// One freeze.
  private static func origin(_ origin: RoadmapBacktest.Origin) -> JSON {
    [
      "frozen": .text(origin.freeze.frozen.description),
      "start": .text(origin.freeze.start.description),
      "order_is_right": .flag(origin.order.isRight),
      "pairs_in_order": .integer(origin.order.orderedPairs),
      "pairs": .integer(origin.order.pairs),
      "order": .array(origin.order.entries.map(entry)),
      "windows": .array(
        origin.windows.map { window in
          [
            "name": .text(window.name), "beats_rules": .flag(window.beatsRules),
            "scores": .array(
              window.scores.map { score in
                [
                  "by": .text(score.name), "credited": .number(score.credited),
                  "strict": .number(score.strict), "exact": .number(score.exact),
                  "quarters": .array(score.rows.map(row)),
                ]
              }
            ),
          ]
        }
      ),
      "series": .array(
        origin.series.map { series in
          [
            "name": .text(series.name), "quantity": .text(key(series.quantity)),
            "vendors": .texts(series.vendors),
            "mean_absolute_error": .optional(series.meanError),
            "years": .array(
              series.years.map { year in
                [
                  "year": .integer(year.year), "truth": .number(year.truth),
                  "predicted": .number(year.predicted), "error": .number(year.error),
                  "scored": .flag(year.isScored),
                ]
              }
            ),
          ]
        }
      ),
      "turns": .array(
        origin.turns.map { turn in
          [
            "kind": .text(turn.kind.rawValue),
            "truth_from": .text(turn.truth.lowerBound.description),
            "truth_to": .text(turn.truth.upperBound.description),
            "predicted": .optional(turn.predicted?.description),
            "price_USD_per_hour": .optional(turn.price),
            "quarters_late": turn.difference.map { .integer($0) } ?? .null,
          ]
        }
      ),
      "shares": .array(
        origin.shares.map { share in
          [
            "name": .text(share.name), "year": .integer(share.year),
            "truth": .number(share.truth), "predicted": .optional(share.predicted),
            "stages": .texts(share.stages),
          ]
        }
      ),
      "capacities": .array(
        origin.capacities.map { capacity in
          [
            "name": .text(capacity.name), "quarter": .text(capacity.quarter.description),
            "truth_low_wafers_per_month": .number(capacity.truth.lowerBound),
            "truth_high_wafers_per_month": .number(capacity.truth.upperBound),
            "predicted_wafers_per_month": .number(capacity.predicted),
            "error": .number(capacity.error),
          ]
        }
      ),
    ]
  }

  /// A yearly figure's quantity with its unit, as a key.
  private static func key(_ quantity: RoadmapTruth.Series.Quantity) -> String {
    switch quantity {
    case .units: "units"
    case .power: "power_W"
    case .compute: "compute_H100_equivalents"
    }
  }

  /// One layer's first quarters.
  private static func entry(_ entry: RoadmapOrder.Entry) -> JSON {
    [
      "layer": .text(entry.layer.rawValue), "is_return": .flag(entry.isReturn),
      "truth": .text(entry.truth.description),
      "predicted": .optional(entry.predicted?.description),
      "quarters_late": entry.difference.map { .integer($0) } ?? .null,
    ]
  }

  /// One quarter's labels.
  private static func row(_ row: RoadmapLabelScore.Row) -> JSON {
    [
      "quarter": .text(row.quarter.description), "truth": .texts(row.truth.map(\.rawValue)),
      "predicted": .texts(row.predicted.map(\.rawValue)), "credit": .number(row.credit),
    ]
  }

  /// One number a row: `start, section, name, of, truth, predicted, score`.
  public var table: [[String]] {
    var rows = [["start", "section", "name", "of", "truth", "predicted", "score"]]
    for origin in backtest.origins {
      let start = origin.freeze.start.description
      for entry in origin.order.entries {
        rows.append([
          start, "first_binding", entry.layer.rawValue, entry.isReturn ? "return" : "first",
          entry.truth.description, entry.predicted?.description ?? "",
          entry.difference.map(\.description) ?? "",
        ])
      }
      for window in origin.windows {
        for score in window.scores {
          for (name, value) in [
            ("credited", score.credited), ("strict", score.strict), ("exact", score.exact),
          ] {
            rows.append([
              start, "labels_\(name)", score.name, window.name, "", "", CSVText.number(value),
            ])
          }
        }
      }
      for row in origin.windows.last?.scores.first?.rows ?? [] {
        rows.append([
          start, "label", row.quarter.description, "", Self.words(row.truth),
          Self.words(row.predicted), CSVText.number(row.credit),
        ])
      }
      for series in origin.series {
        for year in series.years {
          rows.append([
            start, Self.key(series.quantity), series.name, "\(year.year)",
            CSVText.number(year.truth), CSVText.number(year.predicted),
            CSVText.number(year.error),
          ])
        }
      }
      for turn in origin.turns {
        rows.append([
          start, "turn", turn.kind.rawValue, "",
          "\(turn.truth.lowerBound)/\(turn.truth.upperBound)",
          turn.predicted?.description ?? "", turn.difference.map(\.description) ?? "",
        ])
      }
      for share in origin.shares {
        rows.append([
          start, "share", share.name, "\(share.year)", CSVText.number(share.truth),
          CSVText.number(share.predicted), CSVText.number(share.difference),
        ])
      }
      for capacity in origin.capacities {
        rows.append([
          start, "capacity_wafers_per_month", capacity.name, capacity.quarter.description,
          "\(CSVText.number(capacity.truth.lowerBound))/"
            + CSVText.number(capacity.truth.upperBound),
          CSVText.number(capacity.predicted), CSVText.number(capacity.error),
        ])
      }
    }
    for control in backtest.controls {
      rows.append(["", "control", control.name, "", "", control.verdict.rawValue, ""])
    }
    return rows
  }

  /// What binds by quarter, in truth and in the runs, as strips of colour.
  public var charts: JSON? {
    guard !backtest.origins.isEmpty else { return nil }
    let values: [JSON] = backtest.origins.flatMap { origin -> [JSON] in
      let rows = origin.windows.last?.scores.first?.rows ?? []
      return rows.flatMap { row -> [JSON] in
        let run = "run from \(origin.freeze.start)"
        return [("truth", row.truth), (run, row.predicted)].flatMap { name, layers in
          layers.map { layer -> JSON in
            [
              "quarter": .text(row.quarter.description), "of": .text(name),
              "layer": .text(layer.rawValue),
            ]
          }
        }
      }
    }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": "What binds: truth and runs", "width": 600, "data": ["values": .array(values)],
      "mark": ["type": "rect", "tooltip": true],
      "encoding": [
        "x": ["field": "quarter", "type": "ordinal", "title": .null],
        "y": ["field": "layer", "type": "nominal", "title": .null],
        "row": ["field": "of", "type": "nominal", "title": .null],
        "color": ["field": "layer", "type": "nominal", "legend": .null],
      ],
    ]
  }
}
