import Compute
import Economics
public import Scenarios
public import Studies
import Systems
import Thermal
import Training
import Workloads

/// What an explanation says, in every shape.
public struct ExplanationReport: Report {
  /// The scenario that was asked about.
  public var scenario: Scenario
  /// What was found, nil when no plan is valid.
  public var explanation: Explanation?

  /// Reports an explanation of a scenario.
  public init(scenario: Scenario, explanation: Explanation?) {
    self.scenario = scenario
    self.explanation = explanation
  }

  /// Why the design cannot be; empty when it can.
  var problems: [String] {
    if let explanation { return explanation.design.run.problems }
    let job = scenario.job
    return [
      "no plan divides the work: \(scenario.system.count) accelerators,"
        + " \(job.architecture.layers) layers, \(job.architecture.heads) attention heads and"
        + " \(job.globalBatch) sequences of \(job.sequence) tokens leave no layout that keeps what"
        + " the scenario fixes; free a part of the plan, or change the count or the batch"
    ]
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
    return [
      "plan": PlanWords.json(better.plan), "objective": .number(better.objective),
      "step_time_s": .number(better.run.step.seconds),
    ]
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
    for figure in design.figures { add("result", figure.key, figure.value, Self.unit(figure)) }
    for part in design.run.step.time.parts { add("time", part.key, part.seconds, "s") }
    for part in design.run.step.memory.parts { add("memory", part.key, part.bytes, "B") }
    add("memory", "total", design.run.step.memory.total, "B")
    for wall in explanation.walls {
      add("wall_gain", wall.knob.rawValue, wall.gain, "1")
      add("wall_demand", wall.knob.rawValue, wall.demand, wall.unit.isEmpty ? "1" : wall.unit)
      add("wall_capacity", wall.knob.rawValue, wall.capacity, wall.unit.isEmpty ? "1" : wall.unit)
    }
    for step in explanation.cascade {
      add("cascade_relaxed_by", step.knob.rawValue, step.relaxedBy, "1")
      add("cascade_objective", step.knob.rawValue, step.objective, scenario.objective.unit)
    }
    return rows
  }

  /// The unit of a figure's value, as its key names it.
  static func unit(_ figure: ResultFigure) -> String {
    switch figure.kind {
    case .duration: "s"
    case .quantity(let unit): unit
    case .tokenRate: "tokens/s"
    case .share, .ratio: "1"
    case .money: "USD"
    case .mass: "kg"
    case .memory: "B"
    case .temperature: "degC"
    }
  }
}
