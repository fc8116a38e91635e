import Quantities
import Scenarios
import Studies

extension PlacementReport {
  /// The scenario, the result and the remarks.
  public var members: [JSON.Member] {
    var result = DesignJSON.feasibility(problems)
    result += [
      JSON.Member("objective", .text(scenario.aim.rawValue)),
      JSON.Member("requests_per_s", .number(askedRate)),
      JSON.Member("requests_unserved_per_s", .number(answer.unservedRate)),
      JSON.Member("cost_per_hour_USD", .number(3_600 * answer.cost)),
      JSON.Member("cost_unused_pools_per_hour_USD", .number(3_600 * findings.unusedCost)),
      JSON.Member("power_W", .number(findings.power)),
      JSON.Member("power_requests_W", .number(answer.power)),
      JSON.Member("token_convention", .text(ServingDesign.tokenConvention)),
      JSON.Member("shares", .array(answer.shares.map(json))),
      JSON.Member("classes", .array(answer.classes.indices.map(classJSON))),
      JSON.Member("pools", .array(answer.pools.indices.map(poolJSON))),
      JSON.Member("binding_pool", .optional(answer.bindingPool?.name)),
      JSON.Member("excluded", .array(answer.classes.flatMap(excludedJSON))),
      JSON.Member("quality_given", .flag(findings.placement.isScored)),
      JSON.Member("smaller_model_suffices", .array(answer.smallerModelSuffices.map(smallerJSON))),
      JSON.Member("remarks", .texts(answer.remarks)),
      JSON.Member("figures_to_distrust", .texts(scenario.weakFigures)),
    ]
    return [
      JSON.Member("scenario", scenarioJSON),
      JSON.Member("result", .object(result)),
      JSON.Member("diagnostics", ScenarioJSON.diagnostics(scenario.warnings)),
    ]
  }

  /// Every field as resolved, the table of quality with it.
  private var scenarioJSON: JSON {
    guard case .object(var members) = ScenarioJSON.nested(scenario.resolved) else { return .null }
    let table = scenario.quality.map { entry in
      JSON.Member(
        entry.model,
        entry.score.map { .number($0) }
          ?? .object(
            scenario.classes.compactMap { part in
              entry.byClass[part.name].map { JSON.Member(part.name, .number($0)) }
            }
          )
      )
    }
    if !table.isEmpty, let index = members.firstIndex(where: { $0.key == "placement" }) {
      members[index].value = members[index].value.adding(
        [JSON.Member("quality", .object(table))]
      )
    }
    return .object(members)
  }

  /// A share, with what an instance does for it.
  private func json(_ share: PlacementAnswer.Share) -> JSON {
    let option = findings.placement.options[share.option]
    let load = findings.loads[share.option]
    let latency = findings.placement.pools.first { $0.name == share.pool }?.latency ?? 0
    return [
      "class": .text(share.requestClass), "pool": .text(share.pool), "model": .text(share.model),
      "share": .number(share.share), "requests_per_s": .number(share.rate),
      "busy_instances": .number(share.busy), "cost_per_hour_USD": .number(3_600 * share.cost),
      "power_W": .number(share.power), "ttft_s": .number(latency + option.firstToken),
      "tpot_s": .number(option.perToken),
      "requests_per_s_of_instance": .optional(load?.rate),
      "requests_at_once_of_instance": .optional(load?.together),
      "plan": load.map { PlanWords.json($0.plan) } ?? .null,
    ]
  }

  /// How a class fares.
  private func classJSON(_ index: Int) -> JSON {
    let part = answer.classes[index]
    let cost = findings.classCosts[index]
    return [
      "class": .text(part.name), "complexity": .text(scenario.classes[index].complexity),
      "requests_per_s": .number(scenario.classes[index].rate), "served": .number(part.served),
      "requests_unserved_per_s": .number(part.unservedRate),
      "cost_per_hour_USD": .number(3_600 * cost.total),
      "cost_fixed_share_per_hour_USD": .number(3_600 * cost.fixedShare),
      "cost_per_million_tokens_USD": .optional(cost.perToken.map { 1e6 * $0 }),
      "output_tokens_per_s": .number(cost.outputRate), "power_requests_W": .number(part.power),
      "ways_permitted": .integer(part.permitted),
    ]
  }

  /// How a pool is used, and what one more instance of it is worth.
  private func poolJSON(_ index: Int) -> JSON {
    let pool = answer.pools[index]
    let worth = worth(ofPool: index)
    let members: JSON = [
      "pool": .text(pool.name), "kind": .text(scenario.pools[index].kind.rawValue),
      "country": .text(scenario.pools[index].country),
      "instances": .integer(scenario.pools[index].instances),
      "busy_instances": .number(pool.busy), "capacity_instances": .number(pool.capacity),
      "utilization": .number(pool.utilization), "cost_per_hour_USD": .number(3_600 * pool.cost),
      "cost_of_instance_per_hour_USD": .number(3_600 * findings.instances[index].fixedCost),
      "power_W": .number(findings.power(ofPool: index)), "power_requests_W": .number(pool.power),
    ]
    let scale = answer.measure == .cost ? 3_600.0 : 1
    let marginal = scale * findings.marginalWorth(ofPool: index)
    return members.adding([
      JSON.Member(worth.key, .number(worth.value)),
      JSON.Member("marginal_\(worth.key)", .number(marginal)),
    ])
  }

  /// The ways that a class may not go.
  private func excludedJSON(_ part: PlacementAnswer.ClassPart) -> [JSON] {
    part.excluded.map { way in
      [
        "class": .text(part.name), "pool": .text(way.pool), "model": .text(way.model),
        "reasons": .texts(way.reasons.map(\.description)),
      ]
    }
  }

  /// A class that a smaller model serves near the user well enough.
  private func smallerJSON(_ found: PlacementAnswer.SmallerModel) -> JSON {
    [
      "class": .text(found.requestClass), "pool": .text(found.pool), "model": .text(found.model),
      "share": .number(found.share), "parameters": .number(found.parameters),
      "quality": .number(found.quality), "least_quality": .number(found.leastQuality),
      "largest_model": .text(found.largest),
      "largest_model_parameters": .number(found.largestParameters),
    ]
  }
}
