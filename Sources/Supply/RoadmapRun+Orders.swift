extension RoadmapRun {
  /// Lets owners order, and shares out tools and crews among them.
  ///
  /// Makers of tools and crews come last: their order books are what the others ask of them.
  mutating func order(_ outcome: inout RoadmapQuarter, _ state: QuarterProgram.State) {
    let stages = network.industry.stages
    let paces = stages.map { pace(of: $0, in: state.quarter) }
    var makers = Set<Int>()
    for needs in network.expansionNeeds {
      for need in needs { makers.formUnion(network.carriers[need.carrier].stages) }
    }
    var wishes = Array(repeating: 0.0, count: stages.count)
    for stage in stages.indices where !makers.contains(stage) {
      wishes[stage] = wish(stage, paces[stage], outcome)
    }
    let waits = queues(wishes, &outcome, state)
    for stage in makers.sorted() { wishes[stage] = wish(stage, paces[stage], outcome) }
    for stage in stages.indices {
      let queue = network.expansionNeeds[stage].reduce(1) { max($0, waits[$1.carrier]) }
      let amount = wishes[stage] / queue
      if amount > 0 {
        expansion.place(amount, stage: stage, in: state.quarter, build: paces[stage].build)
      }
      outcome.stages[stage].ordered = amount
      outcome.stages[stage].onOrder = expansion.onOrder(stage)
      outcome.stages[stage].leadTime = paces[stage].build + queue - 1
    }
  }

  /// Quarters that a stage takes to build and growth that is planned for, with what changes them.
  private func pace(of stage: Stage, in quarter: Quarter) -> (build: Double, planned: Double) {
    var build = stage.build
    var planned = stage.plannedGrowth
    for event in network.industry.events {
      if case .build(let name, let factor) = event.effect, name == stage.id {
        build *= 1 + (factor - 1) * event.strength(in: quarter)
      }
    }
    for technology in network.industry.technologies {
      for change in technology.changes {
        let factor = technology.factor(of: change, in: quarter)
        if change.target == .build(stage: stage.id) { build *= factor }
        if change.target == .growth(stage: stage.id) { planned *= factor }
      }
    }
    return (build, planned)
  }

  /// What a stage's owners would order.
  private mutating func wish(
    _ stage: Int,
    _ pace: (build: Double, planned: Double),
    _ outcome: RoadmapQuarter
  ) -> Double {
    let seen = outcome.stages[stage]
    return expansion.wish(
      stage,
      network.industry.stages[stage],
      build: pace.build,
      planned: pace.planned,
      use: seen.use,
      outside: seen.outside,
      book: seen.book,
      utilisation: seen.utilisation,
      believed: network.industry.market.believed,
      idle: network.industry.market.idle
    )
  }

  /// Quarters of work that makers of tools and crews have before them, by carrier; 1 at least.
  private func queues(
    _ wishes: [Double],
    _ outcome: inout RoadmapQuarter,
    _ state: QuarterProgram.State
  ) -> [Double] {
    var asked = Array(repeating: 0.0, count: network.carriers.count)
    for stage in wishes.indices {
      for need in network.expansionNeeds[stage] {
        asked[need.carrier] += need.amount * wishes[stage]
      }
    }
    return asked.indices.map { carrier in
      guard asked[carrier] > 0 else { return 1 }
      let makers = network.carriers[carrier].stages
      let capacity = makers.reduce(0) { $0 + state.capacity[$1] }
      let others = makers.reduce(0) { $0 + outcome.stages[$1].outside }
      // Nobody queues for more than five years.
      let free = max(capacity - others, 1e-9 * capacity, asked[carrier] / 20)
      for maker in makers where capacity > 0 {
        let part = state.capacity[maker] / capacity
        outcome.stages[maker].use = min(asked[carrier], max(0, capacity - others)) * part
        outcome.stages[maker].book = (asked[carrier] + others) * part
        let short = max(0, asked[carrier] / free - 1)
        outcome.stages[maker].priceUp = network.industry.stages[maker].price * short
        outcome.stages[maker].priceDown = outcome.stages[maker].priceUp
      }
      return max(1, asked[carrier] / free)
    }
  }
}
