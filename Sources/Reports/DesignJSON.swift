import Compute
import Economics
import Scenarios
import Studies
import Systems
import Thermal

/// Estimates, walls and cascades as machine-readable values.
enum DesignJSON {
  /// Whether a design can be, and why not.
  static func feasibility(_ problems: [String]) -> [JSON.Member] {
    [
      JSON.Member("feasible", .flag(problems.isEmpty)), JSON.Member("problems", .texts(problems)),
    ]
  }

  /// Every number of an estimate.
  static func estimate(_ design: some ReportedDesign) -> [JSON.Member] {
    let objective = design.scenario.objective
    var members: [JSON.Member] = [
      JSON.Member(
        "objective",
        [
          "name": .text(objective.rawValue), "unit": .text(objective.unit),
          "value": .number(design.objective),
          "better": objective.isMaximised ? "higher" : "lower",
        ]
      )
    ]
    for figure in design.figures {
      members.append(JSON.Member(figure.key, .optional(figure.value)))
      if let (key, text) = design.convention, key == figure.key {
        members.append(JSON.Member(text.key, .text(text.words)))
      }
    }
    members += [
      JSON.Member(
        "time_s",
        .object(design.timeParts.map { JSON.Member($0.key, .number($0.seconds)) })
      ),
      JSON.Member(
        "memory_per_accelerator_B",
        .object(
          design.memoryParts.map { JSON.Member($0.key, .number($0.bytes)) } + [
            JSON.Member("total", .number(design.need))
          ]
        )
      ),
      JSON.Member("memory_capacity_B", .number(design.memoryCapacity)),
      JSON.Member("cost_basis", .text(design.scenario.basis.rawValue)),
      JSON.Member("cost_per_accelerator_USD_per_s", costs(design)),
      JSON.Member("power_limit_accelerator_W", .number(design.powerLimit)),
      JSON.Member("power_rack_rated_W", .number(design.facility.rackRatedPower)),
      JSON.Member(
        "power_rack_limit_W",
        .number(design.scenario.system.facility.cooling.rackPowerLimit)
      ),
      JSON.Member("racks", .integer(design.facility.racks)),
    ]
    return members + design.furtherMembers + [JSON.Member("plan", design.planJSON)]
  }

  /// What owning and running one accelerator costs, by part.
  private static func costs(_ design: some ReportedDesign) -> JSON {
    let rate = design.costRate
    return [
      "accelerators": .number(rate.accelerators), "hosts": .number(rate.hosts),
      "network": .number(rate.network), "facility": .number(rate.facility),
      "energy": .number(rate.energy), "maintenance": .number(rate.maintenance),
      "operation": .number(rate.operation), "water": .number(rate.water),
      "total_owned": .number(rate.total), "on_basis": .number(design.secondPrice),
    ]
  }

  /// How far targets can be met.
  static func reach(_ reach: ServiceReach) -> JSON {
    [
      "least_ttft_s": .optional(reach.timeToFirstToken),
      "least_tpot_s": .optional(reach.timePerOutputToken),
      "load": .optional(reach.kind?.rawValue), "greatest_load": .optional(reach.greatestLoad),
      "meets_any_load": .flag(reach.greatestLoad == .infinity),
    ]
  }

  /// The walls, strongest first; a gain without bound is null and `makes_feasible` true.
  static func walls(_ walls: [Wall]) -> JSON {
    .array(
      walls.map { wall in
        [
          "name": .text(wall.name), "layer": .text(wall.layer), "demand": .number(wall.demand),
          "capacity": .number(wall.capacity), "unit": .text(wall.unit),
          "utilization": .number(wall.utilization), "gain": .number(wall.gain),
          "makes_feasible": .flag(wall.gain == .infinity), "knob": .text(wall.knob.rawValue),
          "suppliers": .texts(wall.suppliers),
          "years_to_resolve": [
            .number(wall.yearsToResolve.shortest), .number(wall.yearsToResolve.longest),
          ],
        ]
      }
    )
  }

  /// The steps of a cascade.
  static func cascade(_ steps: [CascadeStep]) -> JSON {
    .array(
      steps.map { step in
        [
          "wall": .text(step.wall), "knob": .text(step.knob.rawValue),
          "relaxed_by": .number(step.relaxedBy), "objective": .number(step.objective),
          "gain": .number(step.gain),
        ]
      }
    )
  }
}
