import Quantities
import Studies
import Supply

extension RoadmapReport {
  /// What work costs, for programs.
  func json(_ costs: RoadmapCosts) -> JSON {
    let assumed = costs.assumptions
    let machines = costs.machines.values.sorted { $0.accelerator < $1.accelerator }
    return [
      "assumptions": [
        "frontier_compute_FLOP": .number(assumed.compute),
        "frontier_year": .integer(assumed.year),
        "frontier_growth_per_year": .number(assumed.growth),
        "run_duration_s": .number(assumed.duration),
        "discount_rate_per_year": .number(assumed.discountRate),
      ], "trend_ends": costs.exhausted.map { .integer($0) } ?? .null,
      "years": .array(costs.years.map(json)),
      "accelerators": .array(machines.map { json($0, of: costs) }),
    ]
  }

  /// A year.
  private func json(_ year: RoadmapCosts.Year) -> JSON {
    let machine = year.machine
    let run = year.run
    return [
      "year": .integer(year.year), "rental_price_USD_per_h": .number(year.rent),
      "machine": [
        "product": .text(machine.product), "share_of_compute": .number(machine.share),
        "accelerator": .text(machine.accelerator), "carried_on": .flag(machine.isCarried),
        "work_H100e": .number(machine.work), "rent_USD_per_h": .number(machine.rent),
        "owned_USD_per_h": .number(machine.owned),
        "training_FLOP_per_s": .number(machine.trainingRate),
        "serving_tokens_per_s": .number(machine.servingRate),
        "cost_rented_USD_per_million_tokens": .number(machine.rentedTokens),
        "cost_owned_USD_per_million_tokens": .number(machine.ownedTokens),
      ],
      "frontier_run": [
        "wanted_FLOP": .number(run.wanted), "limit_FLOP": .number(run.limit),
        "compute_FLOP": .number(run.compute), "share_of_training": .number(run.share),
        "parameters": .number(run.parameters), "tokens": .number(run.tokens),
        "served_parameters": .optional(run.servedParameters),
        "served_tokens": .optional(run.servedTokens),
        "accelerator_hours": .number(run.acceleratorTime / 3600),
        "accelerators": .number(run.count), "tdp_W": .number(run.power),
        "cost_rented_USD": .number(run.rented), "cost_owned_USD": .number(run.owned),
      ],
      "uses": .array(
        year.uses.map { use in
          [
            "class": .text(use.kind), "compute_H100e": .number(use.compute),
            "share": .number(use.share), "tokens_per_month": .optional(use.tokens),
            "device_share": .number(use.deviceShare),
          ]
        }
      ), "device_share": .number(year.deviceShare),
      "spending_USD": .object(
        year.spending.map { JSON.Member($0.buyer, .number($0.amount)) }
      ),
    ]
  }

  /// What an accelerator does.
  private func json(_ machine: MachineWork, of costs: RoadmapCosts) -> JSON {
    let base = costs.machines[MachineWork.yardstick]
    let product = industry.products.first { $0.accelerator == machine.accelerator }
    return [
      "accelerator": .text(machine.accelerator),
      "compute_H100e": .optional(product?.compute), "work_H100e": .optional(product?.work),
      "training_H100": .optional(base.flatMap { machine.trainingRatio(to: $0) }),
      "serving_H100": .optional(base.flatMap { machine.servingRatio(to: $0) }),
      "model_flops_utilization": .optional(machine.training?.utilisation),
      "goodput": .optional(machine.training?.goodput),
      "training_FLOP_per_s": .optional(machine.training?.rate),
      "training_software": .optional(machine.training?.software),
      "serving_tokens_per_s": .optional(machine.serving?.rate),
      "time_per_output_token_s": .optional(machine.serving?.timePerOutputToken),
      "serving_precision": .optional(machine.serving?.format),
      "engine": .optional(machine.serving?.engine), "problems": .texts(machine.problems),
    ]
  }

  // MARK: Charts

  /// The price of tokens and the cost of the frontier run over years.
  var costCharts: [JSON] {
    guard let costs = study.costs, !costs.years.isEmpty else { return [] }
    let tokens = costs.years.flatMap { year in
      [("rented", year.machine.rentedTokens), ("owned", year.machine.ownedTokens)]
        .map { (year, $0.0, $0.1) }
    }
    let runs = costs.years.flatMap { year in
      [
        ("frontier run, rented", year.run.rented), ("frontier run, owned", year.run.owned),
        ("all buyers spend", year.spent),
      ].map { (year, $0.0, $0.1) }
    }
    return [
      Self.chart("A million output tokens on the accelerator of the day", "USD", tokens),
      Self.chart("The frontier run beside what buyers spend", "USD", runs),
    ]
  }

  /// Lines over years on a logarithmic axis.
  private static func chart(
    _ title: String,
    _ unit: String,
    _ points: [(year: RoadmapCosts.Year, name: String, value: Double)]
  ) -> JSON {
    let values = points.filter { $0.value > 0 }.map { point -> JSON in
      [
        "year": .integer(point.year.year), "of": .text(point.name), "y": .number(point.value),
        "machine": .text(point.year.machine.product),
        "carried": .flag(point.year.machine.isCarried),
      ]
    }
    return [
      "title": .text(title), "width": 640, "height": 200, "data": ["values": .array(values)],
      "mark": ["type": "line", "point": true, "tooltip": ["content": "data"]],
      "encoding": [
        "x": ["field": "year", "type": "ordinal", "title": .null],
        "y": [
          "field": "y", "type": "quantitative", "title": .text(unit), "scale": ["type": "log"],
          "axis": ["format": "~s"],
        ], "color": ["field": "of", "type": "nominal", "title": .null],
      ],
    ]
  }
}
