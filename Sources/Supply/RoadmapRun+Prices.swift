import LinearPrograms

extension RoadmapRun {
  /// One-sided prices by re-solving with a little more and a little less of each tight stage.
  func price(
    _ outcome: inout RoadmapQuarter,
    _ program: QuarterProgram,
    _ solution: LinearSolution,
    _ state: QuarterProgram.State,
    detail: Roadmap.Detail
  ) throws(LinearProgramError) {
    let market = network.industry.market
    guard let best = solution.objective else { return }
    // Where next to nothing is bought, worth is set beside what was bought at best.
    let spent = outcome.vendors.reduce(0) { $0 + $1.spending } * 1e-6
    let spending = max(spent, 0.1 * most, 1e-9)
    for stage in outcome.stages.indices {
      let capacity = state.capacity[stage]
      let used = solution.values[program.output[stage]]
      let probe = market.probe * flow(stage, program, solution, state)
      guard probe > 0, capacity - used < probe, isNotable(stage, state) else { continue }
      let column = program.output[stage]
      // A stage that accelerators do not use may be short for others; it binds accelerators where
      // they would pay more for it than anyone else.
      let worth = max(0, -solution.reducedCosts[column]) * 1e6
      let others = QuarterProgram.highest * network.industry.stages[stage].price
      guard outcome.stages[stage].use > 1e-4 * capacity || worth > others else { continue }
      func objective(_ upper: Double) throws(LinearProgramError) -> Double {
        try session.setBounds(column: column, lower: 0, upper: max(0, upper))
        return session.objective() ?? best
      }
      // A dual bounds what more of the stage is worth, so that one near nothing needs no search.
      let dual = max(0, -solution.reducedCosts[column])
      let isWorth = dual > 0.1 * market.scarcity * spending * market.probe / probe
      let up = isWorth ? best - (try objective(capacity + probe)) : 0
      // Where others would yield the probe at about the same price, a unit less costs that price.
      let down =
        yielding(stage, program, solution, upTo: 1.3 * dual) > probe
        ? dual * probe : (try objective(max(0, capacity - probe))) - best
      try session.setBounds(column: column, lower: 0, upper: capacity)
      outcome.stages[stage].priceUp = max(0, up) * 1e6 / probe
      outcome.stages[stage].priceDown = max(0, down) * 1e6 / min(probe, max(capacity, 1e-12))
      outcome.stages[stage].margin = (max(0, up) + max(0, down)) / 2 / (market.probe * spending)
    }
    label(&outcome)
    try book(&outcome, program, state)
    if detail == .cascade, let first = outcome.bindingStages.first {
      outcome.next = try next(first, program, solution, state, spending: spending)
    }
  }

  /// Whether a stage makes more than a trifle of its carrier, so that it can bind on its own.
  private func isNotable(_ stage: Int, _ state: QuarterProgram.State) -> Bool {
    let makers = network.carriers[network.made[stage]].stages
    return makers.count == 1
      || state.capacity[stage] > 0.02 * makers.reduce(0) { $0 + state.capacity[$1] }
  }

  /// Use by others that would go for a price of scarcity [unit].
  private func yielding(
    _ stage: Int,
    _ program: QuarterProgram,
    _ solution: LinearSolution,
    upTo price: Double
  ) -> Double {
    guard price > 0 else { return 0 }
    return program.outside[stage].reduce(0) {
      -program.program.columns[$1].cost <= price ? $0 + solution.values[$1] : $0
    }
  }

  /// What customers would take of each stage if all of their chain of purchase had no limit.
  private func book(
    _ outcome: inout RoadmapQuarter,
    _ program: QuarterProgram,
    _ state: QuarterProgram.State
  ) throws(LinearProgramError) {
    for chain in Layer.Chain.allCases {
      let members = outcome.stages.indices.filter {
        network.industry.stages[$0].layer.chain == chain && state.capacity[$0] > 0
      }
      guard members.contains(where: { outcome.stages[$0].utilisation > 0.999 }) else { continue }
      for stage in members {
        try session.setBounds(column: program.output[stage], lower: 0, upper: .infinity)
      }
      let relaxed = try session.solveAgain()
      for stage in members {
        try session.setBounds(
          column: program.output[stage],
          lower: 0,
          upper: state.capacity[stage]
        )
        if relaxed.status == .optimal {
          outcome.stages[stage].book = relaxed.values[program.output[stage]]
        }
      }
    }
  }

  /// New use of a stage in the quarter by machines that went to work or were made [unit].
  private func flow(
    _ stage: Int,
    _ program: QuarterProgram,
    _ solution: LinearSolution,
    _ state: QuarterProgram.State
  ) -> Double {
    let carrier = network.made[stage]
    guard network.carriers[carrier].isStanding else {
      let others = program.outside[stage].reduce(0) { $0 + solution.values[$1] }
      return max(solution.values[program.output[stage]] - others, 0.01 * state.capacity[stage])
    }
    // A standing stage is probed by what a quarter adds to it.
    let total = network.carriers[carrier].stages.reduce(0) {
      $0 + solution.values[program.output[$1]]
    }
    let others = network.carriers[carrier].stages.reduce(0) { sum, other in
      sum + program.outside[other].reduce(0) { $0 + solution.values[$1] }
    }
    let new = total - others - program.standing[carrier]
    return max(new, 0.01 * program.standing[carrier])
  }

  /// Which stages bind, and by them which layers.
  private func label(_ outcome: inout RoadmapQuarter) {
    let market = network.industry.market
    let order = outcome.stages.indices.filter { outcome.stages[$0].margin >= market.scarcity }
      .sorted { (-outcome.stages[$0].margin, $0) < (-outcome.stages[$1].margin, $1) }
    guard let first = order.first else { return }
    let least = market.together * outcome.stages[first].margin
    outcome.bindingStages = order.filter { outcome.stages[$0].margin >= least }
    var layers: [Layer] = []
    for stage in outcome.bindingStages {
      let layer = network.industry.stages[stage].layer
      if !layers.contains(layer) { layers.append(layer) }
    }
    outcome.binding = layers
  }

  /// What binds when the strongest stage has no limit, and how much of it that takes.
  private func next(
    _ first: Int,
    _ program: QuarterProgram,
    _ solution: LinearSolution,
    _ state: QuarterProgram.State,
    spending: Double
  ) throws(LinearProgramError) -> RoadmapQuarter.Next {
    let column = program.output[first]
    try session.setBounds(column: column, lower: 0, upper: .infinity)
    let relaxed = try session.solveAgain()
    try session.setBounds(column: column, lower: 0, upper: max(0, state.capacity[first]))
    guard relaxed.status == .optimal else { return RoadmapQuarter.Next(stage: nil, growth: 1) }
    let candidates = program.output.indices.filter { $0 != first }
    let strongest = candidates.max { left, right in
      worth(left, program, relaxed, state) < worth(right, program, relaxed, state)
    }
    let growth = relaxed.values[column] / max(state.capacity[first], 1e-12)
    guard let strongest,
      worth(strongest, program, relaxed, state) > network.industry.market.scarcity * spending
    else { return RoadmapQuarter.Next(stage: nil, growth: growth) }
    return RoadmapQuarter.Next(stage: strongest, growth: growth)
  }

  /// Reduced cost of a stage's limit times what flows through it [million USD].
  private func worth(
    _ stage: Int,
    _ program: QuarterProgram,
    _ solution: LinearSolution,
    _ state: QuarterProgram.State
  ) -> Double {
    max(0, -solution.reducedCosts[program.output[stage]]) * flow(stage, program, solution, state)
  }
}
