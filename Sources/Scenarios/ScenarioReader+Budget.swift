import Catalog
import Compute
import Documents
import Quantities
import Systems

extension ScenarioReader.Surroundings {
  /// What the system and its run may take at most.
  var budget: Budget {
    Budget(
      capex: record.number("budget.capex"),
      opex: record.number("budget.opex"),
      power: record.number("budget.power"),
      rackPower: record.number("budget.rack-power"),
      deadline: record.number("budget.deadline"),
      carbon: record.number("budget.carbon")
    )
  }

  /// Reports limits on what nobody can know: the end of what has none, or a price that is missing.
  ///
  /// - Parameters:
  ///   - serves: Whether traffic is served.
  ///   - tokens: Tokens of the whole training run, nil when unknown.
  ///   - diagnostics: Receives what cannot be kept.
  func checkBudget(serves: Bool, tokens: Double?, into diagnostics: inout Diagnostics) {
    let budget = budget
    if budget.deadline != nil, serves {
      diagnostics.add(
        record.diagnostic(
          "budget.deadline",
          "serving has no end that could be in time",
          hint: "leave it out; workload.serving.slo limits the time of a request"
        )
      )
    }
    let ends = [("deadline", budget.deadline), ("carbon", budget.carbon)]
    for (part, limit) in ends where limit != nil && !serves && tokens == nil {
      diagnostics.add(
        record.diagnostic(
          "budget.\(part)",
          "a limit for the whole run needs the run's length",
          hint: "add workload.training.tokens, such as 15.6e12"
        )
      )
    }
    guard let part = assembled?.system.accelerator, !(part.price > 0) else { return }
    let prices = [("capex", budget.capex), ("opex", budget.opex)]
    for (name, limit) in prices where limit != nil {
      diagnostics.add(
        record.diagnostic(
          "budget.\(name)",
          "the catalogue has no price of \(part.id), so that what it costs to"
            + " \(name == "capex" ? "buy" : "maintain") is not known",
          hint: "lay a file with its price over the catalogue with --catalog, or leave this out"
        )
      )
    }
  }
}
