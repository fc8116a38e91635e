import Compute
import Economics
import Scenarios
import Studies
import Systems
import Thermal
import Training

/// Estimates, walls and cascades as machine-readable values.
enum DesignJSON {
  /// Whether a design can be, and why not.
  static func feasibility(_ problems: [String]) -> [JSON.Member] {
    [
      JSON.Member("feasible", .flag(problems.isEmpty)), JSON.Member("problems", .texts(problems)),
    ]
  }

  /// Every number of an estimate.
  static func estimate(_ design: Design) -> [JSON.Member] {
    let run = design.run
    var members: [JSON.Member] = [
      JSON.Member(
        "objective",
        [
          "name": .text(design.scenario.objective.rawValue),
          "unit": .text(design.scenario.objective.unit), "value": .number(design.objective),
          "better": design.scenario.objective.isMaximised ? "higher" : "lower",
        ]
      )
    ]
    for figure in design.figures {
      members.append(JSON.Member(figure.key, .optional(figure.value)))
      if figure.key == "model_flops_utilization" {
        members.append(JSON.Member("mfu_convention", .text(Design.utilizationConvention)))
      }
    }
    let memory = run.step.memory
    members += [
      JSON.Member(
        "time_s",
        .object(run.step.time.parts.map { JSON.Member($0.key, .number($0.seconds)) })
      ),
      JSON.Member(
        "memory_per_accelerator_B",
        .object(
          memory.parts.map { JSON.Member($0.key, .number($0.bytes)) } + [
            JSON.Member("total", .number(memory.total))
          ]
        )
      ),
      JSON.Member(
        "memory_capacity_B",
        .number(design.scenario.system.accelerator.memoryCapacity)
      ),
      JSON.Member("cost_basis", .text(design.scenario.basis.rawValue)),
      JSON.Member("cost_per_accelerator_USD_per_s", costs(design)),
      JSON.Member(
        "power_limit_accelerator_W",
        .number(run.step.powerLimit)
      ),
      JSON.Member("power_rack_rated_W", .number(run.facility.rackRatedPower)),
      JSON.Member(
        "power_rack_limit_W",
        .number(design.scenario.system.facility.cooling.rackPowerLimit)
      ),
      JSON.Member("racks", .integer(run.facility.racks)),
      JSON.Member("micro_batches", .integer(run.step.microBatches)),
      JSON.Member("tokens_per_step", .number(run.tokensPerStep)),
      JSON.Member("model_flops_per_step_FLOP", .number(run.step.modelFlops)),
      JSON.Member("plan", PlanWords.json(design.plan)),
    ]
    return members
  }

  /// What owning and running one accelerator costs, by part.
  private static func costs(_ design: Design) -> JSON {
    let rate = design.run.costRate
    return [
      "accelerators": .number(rate.accelerators), "hosts": .number(rate.hosts),
      "network": .number(rate.network), "facility": .number(rate.facility),
      "energy": .number(rate.energy), "maintenance": .number(rate.maintenance),
      "operation": .number(rate.operation), "water": .number(rate.water),
      "total_owned": .number(rate.total), "on_basis": .number(design.run.secondPrice),
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
