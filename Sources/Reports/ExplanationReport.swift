import Links
import Scenarios
public import Studies
import Systems

/// What an explanation says, in every shape.
public struct ExplanationReport<Asked: Studied>: Report where Asked.Answer: ReportedDesign {
  /// The scenario that was asked about.
  public var scenario: Asked
  /// What was found, nil when no plan is valid.
  public var explanation: Explanation<Asked.Answer>?

  /// Reports an explanation of a scenario.
  public init(scenario: Asked, explanation: Explanation<Asked.Answer>?) {
    self.scenario = scenario
    self.explanation = explanation
  }

  /// Why the design cannot be; empty when it can.
  var problems: [String] {
    explanation?.design.problems ?? [Asked.Answer.noPlan(scenario)]
  }

  /// The scenario, the result and the remarks.
  public var members: [JSON.Member] {
    var result = DesignJSON.feasibility(problems)
    if let explanation {
      result += DesignJSON.estimate(explanation.design)
      result += [
        JSON.Member("plans_tried", .integer(explanation.plansTried)),
        JSON.Member("plans_fitting", .integer(explanation.plansFitting)),
        JSON.Member("relaxation", .number(explanation.relaxation)),
        JSON.Member("walls", DesignJSON.walls(explanation.walls)),
        JSON.Member("cascade", DesignJSON.cascade(explanation.cascade)),
        JSON.Member("better_plan", betterPlan),
      ]
      if let reach = explanation.reach {
        result.append(JSON.Member("reach", DesignJSON.reach(reach)))
      }
      if let engine = explanation.design.scenario.system.links.engine {
        result.append(JSON.Member("engines", DesignJSON.engine(engine)))
      }
      if let links = explanation.links {
        result.append(JSON.Member("scale_up_links", DesignJSON.links(links)))
      }
    } else {
      result += [JSON.Member("walls", []), JSON.Member("cascade", [])]
    }
    result.append(JSON.Member("figures_to_distrust", .texts(scenario.weakFigures)))
    return [
      JSON.Member("scenario", ScenarioJSON.json(scenario)),
      JSON.Member("result", .object(result)),
      JSON.Member("diagnostics", ScenarioJSON.diagnostics(scenario.warnings)),
    ]
  }

  /// The plan that does better than the one the scenario fixes.
  private var betterPlan: JSON {
    guard let explanation, let better = explanation.betterPlan else { return .null }
    return .object(
      [
        JSON.Member("plan", better.planJSON), JSON.Member("objective", .number(better.objective)),
      ] + better.briefMembers
    )
  }

  /// One number a row: `section, name, value, unit`.
  public var table: [[String]] {
    var rows = [["section", "name", "value", "unit"]]
    func add(_ section: String, _ name: String, _ value: Double?, _ unit: String) {
      rows.append([section, name, CSVText.number(value), unit])
    }
    rows.append(["result", "feasible", problems.isEmpty ? "true" : "false", ""])
    for problem in problems { rows.append(["problem", problem, "", ""]) }
    guard let explanation else { return rows }
    let design = explanation.design
    for figure in design.figures { add("result", figure.key, figure.value, figure.unit) }
    for part in design.timeParts { add("time", part.key, part.seconds, "s") }
    for part in design.memoryParts { add("memory", part.key, part.bytes, "B") }
    add("memory", "total", design.need, "B")
    for wall in explanation.walls {
      add("wall_gain", wall.knob.rawValue, wall.gain, "1")
      add("wall_demand", wall.knob.rawValue, wall.demand, wall.unit.isEmpty ? "1" : wall.unit)
      add("wall_capacity", wall.knob.rawValue, wall.capacity, wall.unit.isEmpty ? "1" : wall.unit)
    }
    for step in explanation.cascade {
      add("cascade_relaxed_by", step.knob.rawValue, step.relaxedBy, "1")
      add("cascade_objective", step.knob.rawValue, step.objective, scenario.objective.unit)
    }
    for item in explanation.links?.items ?? [] {
      add("link_gain", item.technology.id, item.domain.map { _ in item.gain }, "1")
      add("link_domain", item.technology.id, item.domain.map(Double.init), "1")
    }
    return rows
  }
}
