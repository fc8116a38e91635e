import Foundation
import Quantities
import Studies
import Supply

extension RoadmapReport {
  /// The ribbon of what binds, what it is worth, what is shipped, and what compute costs.
  public var charts: JSON? {
    guard !study.quarters.isEmpty else { return nil }
    let charts =
      [study.programme.map(chart), ribbon, worth, shipments, facility, rent].compactMap { $0 }
      + holds + costCharts + fans
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": .text(study.inquiry.name), "vconcat": .array(charts),
      // Axes of different kinds share nothing.
      "resolve": [
        "scale": [
          "color": "independent", "opacity": "independent", "x": "independent",
          "y": "independent",
        ]
      ],
    ]
  }

  /// Width of a chart.
  static let width = 640

  /// The first day of a quarter.
  static func day(_ quarter: Quarter) -> JSON {
    let month = quarter.number * 3 - 2
    return .text("\(quarter.year)-\(month < 10 ? "0" : "")\(month)-01")
  }

  /// The axis of time, the same in every chart.
  private var time: JSON {
    func date(_ quarter: Quarter?) -> JSON {
      guard let quarter else { return .null }
      return [
        "year": .integer(quarter.year), "month": .integer(quarter.number * 3 - 2), "date": 1,
      ]
    }
    let end = study.quarters.last?.quarter.advanced(by: 1)
    return [
      "field": "from", "type": "temporal", "title": .null,
      "axis": ["format": "%Y", "tickCount": "year"],
      "scale": ["domain": .array([date(study.quarters.first?.quarter), date(end)])],
    ]
  }

  /// Powers of ten around values, for an axis that a reader can take in.
  private static func decades(_ values: [Double]) -> JSON {
    let positive = values.filter { $0 > 0 }
    guard let low = positive.min(), let high = positive.max() else { return [] }
    let first = Int(log10(low).rounded(.down))
    let last = Int(log10(high).rounded(.up))
    return .array((first...max(first, last)).map { .number(pow(10, Double($0))) })
  }

  /// Colours of layers, the same in every chart.
  private static let colours: JSON = [
    "field": "layer", "type": "nominal", "legend": .null,
    "scale": [
      "domain": .texts(Layer.allCases.map(\.rawValue)),
      "range": [
        "#9aa0a6", "#4c78a8", "#72b7b2", "#f58518", "#b279a2", "#9d755d", "#e45756", "#54a24b",
        "#76b7f2", "#eeca3b",
      ],
    ],
  ]

  // MARK: What binds

  /// A row for each layer that ever binds, the fuller the more it is worth.
  private var ribbon: JSON {
    var values: [JSON] = []
    for quarter in study.quarters {
      let margins = quarter.margins
      for layer in quarter.binding {
        let stages = quarter.bindingStages.filter { industry.stages[$0].layer == layer }
        let margin = stages.map { quarter.stages[$0].margin }.max()
        values.append([
          "layer": .text(layer.rawValue), "from": Self.day(quarter.quarter),
          "to": Self.day(quarter.quarter.advanced(by: 1)),
          "quarter": .text(quarter.quarter.description),
          "stages": .text(stages.map { industry.stages[$0].name }.joined(separator: ", ")),
          "margin": .optional(margin),
          "share": .number(margin.map { margins > 0 ? $0 / margins : 0 } ?? 1),
        ])
      }
    }
    let bound = Layer.allCases.filter { layer in
      study.quarters.contains { $0.binding.contains(layer) }
    }
    return [
      "title": "What binds; fuller where it has more of the worth of all that binds",
      "width": .integer(Self.width), "height": ["step": 24], "data": ["values": .array(values)],
      "mark": ["type": "rect", "tooltip": ["content": "data"]],
      "encoding": [
        "x": time, "x2": ["field": "to"],
        "y": [
          "field": "layer", "type": "nominal", "sort": .texts(bound.map(\.rawValue)),
          "title": .null,
        ], "color": Self.colours,
        "opacity": [
          "field": "share", "type": "quantitative", "legend": .null,
          "scale": ["domain": [0, 1], "range": [.number(0.25), 1]],
        ],
      ],
    ]
  }

  /// Worth of a unit more of every stage that ever binds.
  private var worth: JSON? {
    let stages = industry.stages.indices.filter { stage in
      study.quarters.contains { $0.bindingStages.contains(stage) }
    }
    var values: [JSON] = []
    var prices: [Double] = []
    for stage in stages {
      let name = industry.stages[stage].id
      let label = "\(name) [USD/\(Self.single(industry.stages[stage].unit))]"
      var run = 0
      for quarter in study.quarters {
        let price = quarter.stages[stage].price
        guard price > 0 else {
          // A line does not bridge the time in which nothing was short.
          run += 1
          continue
        }
        prices.append(price)
        values.append([
          "from": Self.day(quarter.quarter), "y": .number(price), "of": .text(label),
          "run": .text("\(stage).\(run)"), "layer": .text(industry.stages[stage].layer.rawValue),
        ])
      }
    }
    guard !values.isEmpty else { return nil }
    return [
      "title": "Worth of a unit more of what binds", "width": .integer(Self.width), "height": 240,
      "data": ["values": .array(values)],
      "mark": ["type": "line", "point": ["size": 14], "tooltip": true],
      "encoding": [
        "x": time,
        "y": [
          "field": "y", "type": "quantitative", "title": "USD a unit", "scale": ["type": "log"],
          "axis": ["format": "~s", "values": Self.decades(prices)],
        ], "color": ["field": "of", "type": "nominal", "title": .null],
        "detail": ["field": "run"],
      ],
    ]
  }

  // MARK: What is shipped

  /// Thermal design power shipped in each quarter, vendor on vendor.
  private var shipments: JSON {
    let order = vendors
    let values = study.quarters.flatMap { quarter in
      order.enumerated().compactMap { index, id -> JSON? in
        guard let vendor = quarter.vendors.first(where: { $0.vendor == id }) else { return nil }
        return [
          "from": Self.day(quarter.quarter), "vendor": .text(id), "order": .integer(index),
          "y": .number(max(0, vendor.power) * 1e-9), "units": .number(vendor.units),
        ]
      }
    }
    return [
      "title": "Accelerators shipped in a quarter", "width": .integer(Self.width), "height": 200,
      "data": ["values": .array(values)], "mark": ["type": "bar", "tooltip": ["content": "data"]],
      "encoding": [
        "x": time.adding([JSON.Member("timeUnit", "yearquarter")]),
        "y": [
          "field": "y", "type": "quantitative", "title": "thermal design power [GW]",
        ],
        "color": [
          "field": "vendor", "type": "nominal", "title": .null,
          "scale": ["domain": .texts(order)],
        ], "order": ["field": "order", "type": "quantitative"],
      ],
    ]
  }

  /// Facility power at work, buyer on buyer.
  private var facility: JSON {
    let values = study.quarters.flatMap { quarter in
      zip(industry.buyers, quarter.buyers).map { buyer, outcome -> JSON in
        [
          "from": Self.day(quarter.quarter), "buyer": .text(buyer.name),
          "y": .number(outcome.facilityPower * 1e-9),
        ]
      }
    }
    return [
      "title": "Facilities at work", "width": .integer(Self.width), "height": 200,
      "data": ["values": .array(values)], "mark": ["type": "area", "tooltip": true],
      "encoding": [
        "x": time,
        "y": ["field": "y", "type": "quantitative", "title": "facility power [GW]"],
        "color": ["field": "buyer", "type": "nominal", "title": .null],
      ],
    ]
  }

  /// Rental price of an H100-equivalent hour.
  private var rent: JSON {
    let values = study.quarters.map { quarter -> JSON in
      ["from": Self.day(quarter.quarter), "y": .number(quarter.rentalPrice)]
    }
    return [
      "title": "Rental price", "width": .integer(Self.width), "height": 160,
      "data": ["values": .array(values)], "mark": ["type": "line", "tooltip": true],
      "encoding": [
        "x": time,
        "y": ["field": "y", "type": "quantitative", "title": "USD an H100-equivalent hour"],
      ],
    ]
  }

  /// Fans of samples, and how likely layers bind.
  private var fans: [JSON] {
    guard let sampling = study.sampling,
      case .array(let charts) = SamplingReport(sampling).charts?["vconcat"]
    else { return [] }
    return charts
  }

  // MARK: Who holds it

  /// Who holds what binds, the largest first; of one company where one is asked about.
  private var holds: [JSON] {
    let asked = study.inquiry.company
    guard asked != nil || study.map != nil else { return [] }
    let names = asked.map { [$0] } ?? study.thread.holders.prefix(8).map(\.company)
    let values = study.thread.points.flatMap { point in
      names.enumerated().map { index, name -> JSON in
        [
          "from": Self.day(point.quarter), "company": .text(name), "order": .integer(index),
          "y": .number(100 * (point.hold[name] ?? 0)),
        ]
      }
    }
    guard !values.isEmpty else { return [] }
    return [
      [
        "title": "Who holds what binds", "width": .integer(Self.width), "height": 200,
        "data": ["values": .array(values)], "mark": ["type": "bar", "tooltip": true],
        "encoding": [
          "x": time.adding([JSON.Member("timeUnit", "yearquarter")]),
          "y": [
            "field": "y", "type": "quantitative",
            "title": "share of the worth of binding stages [%]",
          ],
          "color": [
            "field": "company", "type": "nominal", "title": .null,
            "scale": ["domain": .texts(names)],
          ], "order": ["field": "order", "type": "quantitative"],
        ],
      ]
    ]
  }
}

extension RoadmapQuarter {
  /// Margins of everything that binds [1].
  fileprivate var margins: Double { bindingStages.reduce(0) { $0 + stages[$1].margin } }
}
