import Quantities
import Supply

extension RoadmapReport {
  // MARK: Programmes for programs

  /// A programme.
  func json(_ answer: ProgrammeAnswer) -> JSON {
    let programme = answer.programme
    let unit = Self.unit(of: programme.goal)
    func json(_ change: ProgrammeChange) -> JSON {
      [
        "limit": .text(change.limit.rawValue), "unit": .text(Self.unit(of: change.limit)),
        "amount": change.amount.isFinite ? .number(change.amount) : .null,
        "from": .optional(change.from?.description), "text": .text(words(change, programme)),
      ]
    }
    let steps = answer.plan.steps.map { step -> JSON in
      [
        "quarter": .text(step.quarter.description),
        "delivered": .object(
          step.delivered.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .number($0.value)) }
        ), "accelerators": .number(step.units), "compute_H100e": .number(step.compute),
        "power_W": .number(step.power), "paid_USD": .number(step.paid),
        "spent_USD": .number(step.spent), "binding": .texts(step.binding.map(\.rawValue)),
        "world_stage": .optional(step.stage.map { industry.stages[$0].id }),
      ]
    }
    let reliefs = answer.reliefs.map { relief -> JSON in
      [
        "limit": .text(relief.limit.rawValue), "holds_back_quarters": .integer(relief.quarters),
        "amount_\(unit)": .number(relief.amount),
        "gain_\(unit)": .number(max(0, relief.amount - answer.amount)),
        "reached": .optional(relief.reached?.description),
        "change": relief.change.map(json) ?? .null,
      ]
    }
    return [
      "name": .text(programme.name), "answer": .text(sentence(answer)),
      "feasible": .flag(answer.isFeasible), "wished_\(unit)": .number(programme.goal.amount),
      "due": .text(answer.plan.due.description), "amount_\(unit)": .number(answer.amount),
      "reached": .optional(answer.plan.reached?.description),
      "forbidden_by": .texts(answer.remedy.map(\.limit.rawValue)),
      "smallest_change": .array(answer.remedy.map(json)), "limits": .array(reliefs),
      "quarters": .array(steps),
      "cost": .array(answer.cost.years.map { Self.json($0, programme) }),
      "cost_of_all": answer.cost.whole.map { Self.json($0, programme) } ?? .null,
    ]
  }

  /// Costs of a span of time.
  private static func json(_ span: ProgrammeCost.Span, _ programme: Programme) -> JSON {
    [
      "year": span.year.map { .integer($0) } ?? .null, "used_H100e_h": .number(span.hours),
      "machines_USD": .number(span.machines), "site_USD": .number(span.site),
      "energy_USD": .number(span.energy), "upkeep_USD": .number(span.upkeep),
      "staff_USD": .number(span.staff), "home_USD_per_h": .number(span.home),
      "rental_USD_per_h": .number(span.rental),
      "home_USD_per_million_tokens": .optional(span.homeTokens),
      "rental_USD_per_million_tokens": .optional(span.rentalTokens),
      "residency_premium": .number(span.premium(residency: programme.residency)),
      "carbon_kg": .number(span.carbon),
    ]
  }

  /// The unit of what is wished, in a key.
  private static func unit(of goal: Programme.Goal) -> String {
    switch goal {
    case .power: "W"
    case .accelerators: "accelerators"
    case .compute: "H100e"
    }
  }

  /// The unit of a change.
  private static func unit(of limit: ProgrammeLimit) -> String {
    switch limit {
    case .power, .shells: "W"
    case .staff: "people"
    case .budget: "USD"
    case .yearly: "USD/year"
    case .shipments: "share"
    case .delivery: "quarters"
    case .exports: "accelerators/year"
    case .compute: "H100e"
    case .products: "none"
    }
  }

  /// A quarter of a programme a row.
  func table(_ answer: ProgrammeAnswer) -> [[String]] {
    let header = [
      "quarter", "delivered", "accelerators", "compute_H100e", "power_W", "paid_USD", "spent_USD",
      "binding", "world_stage",
    ]
    let rows = answer.plan.steps.map { step -> [String] in
      [step.quarter.description]
        + [step.deliveredUnits, step.units, step.compute, step.power, step.paid, step.spent]
        .map { CSVText.number($0) }
        + [
          step.binding.map(\.rawValue).joined(separator: " "),
          step.stage.map { industry.stages[$0].id } ?? "",
        ]
    }
    return [header] + rows
  }

  /// Power at work over time, coloured by what holds the programme back, with what is wished.
  func chart(_ answer: ProgrammeAnswer) -> JSON {
    let goal = answer.programme.goal
    let scale: Double
    let title: String
    switch goal {
    case .power:
      scale = 1e-6
      title = "facility power at work [MW]"
    case .accelerators:
      scale = 1
      title = "accelerators at work"
    case .compute:
      scale = 1
      title = "compute at work [H100-equivalent]"
    }
    let values = answer.plan.steps.map { step -> JSON in
      [
        "from": Self.day(step.quarter), "quarter": .text(step.quarter.description),
        "y": .number(scale * goal.amount(of: step)),
        "limit": .text(
          step.binding.isEmpty
            ? "nothing" : step.binding.map(Self.cell).joined(separator: ", ")
        ), "spent_USD": .number(step.spent),
      ]
    }
    let y: JSON = ["field": "y", "type": "quantitative", "title": .text(title)]
    return [
      "title": .text("\(answer.programme.name): what works, and what holds it back"),
      "width": .integer(Self.width), "height": 200,
      "layer": [
        [
          "data": ["values": .array(values)],
          "mark": ["type": "bar", "tooltip": ["content": "data"]],
          "encoding": [
            "x": [
              "field": "from", "type": "temporal", "timeUnit": "yearquarter", "title": .null,
            ], "y": y,
            "color": ["field": "limit", "type": "nominal", "title": "held back by"],
          ],
        ],
        [
          "data": ["values": [["y": .number(scale * goal.amount), "of": "wished"]]],
          "mark": ["type": "rule", "strokeDash": [4, 4], "tooltip": ["content": "data"]],
          "encoding": ["y": y],
        ],
      ],
    ]
  }
}
