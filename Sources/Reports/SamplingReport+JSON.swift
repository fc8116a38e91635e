import Studies
import Supply

extension SamplingReport {
  /// Fans, odds and what decides.
  public var members: [JSON.Member] {
    [JSON.Member("result", json), JSON.Member("diagnostics", [])]
  }

  /// Everything that was found.
  var json: JSON {
    [
      "samples": .integer(sampling.count),
      "failed": .object(
        sampling.failures.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .integer($0.value)) }
      ),
      "unknown_paths": .texts(sampling.unknownPaths),
      "quarters": .texts(sampling.quarters.map(\.description)),
      "fans": .object(
        sampling.fans.map { fan in
          JSON.Member(
            Self.key(fan.output),
            [
              "best": .array(fan.best.map { .number($0) }),
              "shares": .array(RoadmapSampling.Fan.shares.map { .number($0) }),
              "levels": .array(
                fan.levels.map { level in .array(level.map { .number($0) }) }
              ),
            ]
          )
        }
      ),
      "layers": .array(
        sampling.layers.map { layer in
          [
            "layer": .text(layer.layer.rawValue),
            "binding": .array(layer.binding.map { .number($0) }),
            "strongest": .array(layer.strongest.map { .number($0) }),
            "first": .array(layer.first.map { .number($0) }),
            "never": .number(layer.never),
          ]
        }
      ),
      "correlation_noise": .optional(sampling.count > 0 ? sampling.noise : nil),
      "correlation_clear": .optional(sampling.count > 0 ? sampling.clear : nil),
      "influences": .array(
        sampling.influences.map { influence in
          [
            "result": .text(Self.title(influence.target)),
            "inputs": .array(
              influence.inputs.map { input in
                ["path": .text(input.path), "rank_correlation": .number(input.correlation)]
              }
            ),
          ]
        }
      ),
    ]
  }

  /// An output with its unit, as a key.
  static func key(_ output: RoadmapTrace.Output) -> String {
    switch output {
    case .units: "units_per_quarter"
    case .compute: "compute_H100_equivalents_per_quarter"
    case .power: "power_W_per_quarter"
    case .facilityPower: "power_facility_W"
    case .rentalPrice: "rental_price_USD_per_hour"
    }
  }

  /// One number a row: `section, name, quarter, level, value`.
  public var table: [[String]] {
    var rows = [["section", "name", "quarter", "level", "value"]]
    for fan in sampling.fans {
      for (index, quarter) in sampling.quarters.enumerated() {
        let place = ["fan", Self.key(fan.output), quarter.description]
        if fan.best.indices.contains(index) {
          rows.append(place + ["best", CSVText.number(fan.best[index])])
        }
        for (share, level) in zip(RoadmapSampling.Fan.shares, fan.levels)
        where level.indices.contains(index) {
          rows.append(place + [CSVText.number(share), CSVText.number(level[index])])
        }
      }
    }
    for layer in sampling.layers {
      for (index, quarter) in sampling.quarters.enumerated() {
        for (name, values) in [
          ("binding", layer.binding), ("strongest", layer.strongest), ("first", layer.first),
        ] {
          rows.append([
            "layer", layer.layer.rawValue, quarter.description, name,
            CSVText.number(values[index]),
          ])
        }
      }
    }
    for influence in sampling.influences {
      for input in influence.inputs {
        rows.append([
          "influence", Self.title(influence.target), "", input.path,
          CSVText.number(input.correlation),
        ])
      }
    }
    return rows
  }

  /// Fans as bands about the median, and the odds of layers as lines.
  public var charts: JSON? {
    guard sampling.count > 0 else { return nil }
    let fans = sampling.fans.map { fan in
      Self.fanChart(fan, quarters: sampling.quarters.map(\.description))
    }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "vconcat": .array(fans + [oddsChart]), "resolve": ["scale": ["color": "independent"]],
    ]
  }

  /// A band from 5 to 95 %, one from 25 to 75 %, and the median.
  static func fanChart(_ fan: RoadmapSampling.Fan, quarters: [String]) -> JSON {
    let values: [JSON] = quarters.indices.map { index in
      .object(
        [JSON.Member("quarter", .text(quarters[index]))]
          + zip(["p5", "p25", "p50", "p75", "p95"], fan.levels).map {
            JSON.Member($0, .number($1[index]))
          }
      )
    }
    let scale: JSON = ["zero": false]
    func band(_ low: String, _ high: String, _ opacity: Double) -> JSON {
      [
        "mark": ["type": "area", "opacity": .number(opacity)],
        "encoding": [
          "y": [
            "field": .text(low), "type": "quantitative", "title": .text(key(fan.output)),
            "scale": scale,
          ], "y2": ["field": .text(high)],
        ],
      ]
    }
    return [
      "title": .text(title(fan.output)), "width": 600, "height": 200,
      "data": ["values": .array(values)],
      "encoding": ["x": ["field": "quarter", "type": "ordinal", "title": .null]],
      "layer": [
        band("p5", "p95", 0.2), band("p25", "p75", 0.3),
        [
          "mark": ["type": "line", "tooltip": true],
          "encoding": ["y": ["field": "p50", "type": "quantitative", "scale": scale]],
        ],
      ],
    ]
  }

  /// How likely each layer binds, by quarter.
  private var oddsChart: JSON {
    let values = sampling.layers.flatMap { layer in
      sampling.quarters.indices.map { index -> JSON in
        [
          "quarter": .text(sampling.quarters[index].description),
          "share": .number(layer.binding[index]), "layer": .text(layer.layer.rawValue),
        ]
      }
    }
    return [
      "title": "Share of samples in which a layer binds", "width": 600, "height": 200,
      "data": ["values": .array(values)], "mark": ["type": "line", "tooltip": true],
      "encoding": [
        "x": ["field": "quarter", "type": "ordinal", "title": .null],
        "y": ["field": "share", "type": "quantitative", "title": .null],
        "color": ["field": "layer", "type": "nominal", "title": .null],
      ],
    ]
  }
}
