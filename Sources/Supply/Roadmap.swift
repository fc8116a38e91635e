import Foundation
public import LinearPrograms

/// The industry run through time, quarter by quarter, without foresight.
///
/// Each quarter a linear programme allocates what there is; its one-sided prices say what binds; then
/// owners order on those prices what will arrive when it is built.
public struct Roadmap: Hashable, Sendable {
  /// How much is worked out a quarter.
  public enum Detail: Hashable, Sendable {
    /// What binds and what it is worth.
    case prices
    /// That, and what binds next.
    case cascade
  }

  /// The input.
  public var industry: Industry
  /// The quarters, in order.
  public var quarters: [RoadmapQuarter]

  /// Runs the industry from its start to a quarter.
  ///
  /// - Parameters:
  ///   - industry: The industry at the start, without ``Industry/problems``.
  ///   - end: The last quarter.
  ///   - detail: How much is worked out.
  ///   - solver: The solver.
  /// - Throws: `LinearProgramError` when a programme cannot be solved.
  public init(
    of industry: Industry,
    through end: Quarter,
    detail: Detail = .cascade,
    solver: HighsSolver
  ) throws(LinearProgramError) {
    var run = try Run(industry, solver: solver)
    var quarters: [RoadmapQuarter] = []
    var quarter = industry.start
    while quarter <= end {
      quarters.append(try run.step(quarter, detail: detail))
      quarter = quarter.advanced(by: 1)
    }
    self.industry = industry
    self.quarters = quarters
  }

  /// The state of a run between quarters.
  private struct Run {
    /// Names resolved.
    let network: Network
    /// The solver.
    let solver: HighsSolver
    /// The solver with the quarter's programme.
    let session: LinearSession
    /// What owners build.
    var expansion: Expansion
    /// Fleets of buyers.
    var fleets: [Fleet]
    /// Price of compute of each buyer [USD/h].
    var prices: [Double]
    /// Life of a machine [quarter].
    let life: Int
    /// Most that buyers have spent on machines in a quarter [million USD].
    var most = 0.0

    /// The state at the start.
    init(_ industry: Industry, solver: HighsSolver) throws(LinearProgramError) {
      network = Network(industry)
      self.solver = solver
      session = try LinearSession(solver)
      expansion = Expansion(industry)
      let life = max(1, Int((industry.market.life * 4).rounded()))
      self.life = life
      fleets = industry.buyers.map {
        Fleet(
          compute: $0.compute,
          power: $0.power * $0.facilityFactor * 1e-6,
          start: industry.start,
          life: life
        )
      }
      let curve = DemandCurve(industry, in: industry.start)
      prices = industry.buyers.map { curve.price(of: max($0.compute, 1), share: $0.share) }
    }

    /// One quarter: arrivals, allocation, prices, fleets, orders.
    mutating func step(
      _ quarter: Quarter,
      detail: Detail
    ) throws(LinearProgramError) -> RoadmapQuarter {
      expansion.arrive(in: quarter)
      for buyer in fleets.indices { fleets[buyer].retire(in: quarter, life: life) }
      let state = state(in: quarter)
      let program = QuarterProgram(network, state)
      var solution = try session.solve(program.program)
      // Without presolve a badly scaled programme may defeat the solver; with it, it does not.
      if solution.status != .optimal { solution = try solver.solve(program.program) }
      guard solution.status == .optimal else {
        throw .failed("the programme of \(quarter) has no optimum: \(solution.status)")
      }
      var outcome = read(solution, program, state)
      most = max(most, outcome.vendors.reduce(0) { $0 + $1.spending } * 1e-6)
      try price(&outcome, program, solution, state, detail: detail)
      advance(program, solution, state, &outcome)
      order(&outcome, state)
      return outcome
    }

    /// What a quarter starts from, events counted.
    private func state(in quarter: Quarter) -> QuarterProgram.State {
      let industry = network.industry
      let age = Double(quarter.since(industry.start)) / 4
      var capacity = expansion.capacity
      var outside = industry.stages.map { stage in
        stage.outside.map { $0.amount * pow(1 + $0.growth, age) } ?? 0
      }
      for stage in capacity.indices {
        if let opens = industry.stages[stage].opens, quarter < opens {
          capacity[stage] = 0
          outside[stage] = 0
        }
        capacity[stage] *= Shocks.capacity(of: industry.stages[stage], industry.events, quarter)
        for event in industry.events {
          if case .outside(let name, let factor) = event.effect, name == industry.stages[stage].id {
            outside[stage] *= 1 + (factor - 1) * event.strength(in: quarter)
          }
        }
      }
      let facility = industry.buyers.map { buyer in
        industry.technologies.reduce(buyer.facilityFactor) { total, technology in
          technology.changes.reduce(total) { inner, change in
            change.target == .facility
              ? inner * (1 + technology.adoption(in: quarter) * (change.factor - 1)) : inner
          }
        }
      }
      return QuarterProgram.State(
        quarter: quarter,
        capacity: capacity,
        fleets: fleets,
        prices: prices,
        outside: outside,
        facility: facility
      )
    }

    /// Amounts of the quarter, without prices.
    private func read(
      _ solution: LinearSolution,
      _ program: QuarterProgram,
      _ state: QuarterProgram.State
    ) -> RoadmapQuarter {
      let industry = network.industry
      var vendors = network.vendors.map {
        RoadmapQuarter.VendorOutcome(
          vendor: $0.id,
          units: 0,
          compute: 0,
          power: 0,
          spending: 0,
          products: [:]
        )
      }
      for sale in program.sales {
        let amount = solution.values[sale.deployed] + solution.values[sale.held]
        let offer = program.offers[sale.offer]
        vendors[offer.vendor].units += amount * 1e3
        vendors[offer.vendor].compute += amount * offer.compute * 1e3
        vendors[offer.vendor].power += amount * offer.power * 1e6
        vendors[offer.vendor].spending += amount * offer.price * 1e6
        for entry in offer.mix.shares {
          vendors[offer.vendor].products[industry.products[entry.product].id, default: 0] +=
            amount * entry.share * 1e3
        }
      }
      let stages = industry.stages.indices.map { stage in
        let isTraded = network.isTraded[network.made[stage]]
        let others =
          isTraded
          ? program.outside[stage].reduce(0) { $0 + solution.values[$1] }
          : min(state.outside[stage], state.capacity[stage])
        let output = isTraded ? solution.values[program.output[stage]] : others
        return RoadmapQuarter.StageOutcome(
          capacity: state.capacity[stage],
          use: max(0, output - others),
          outside: others,
          onOrder: 0,
          ordered: 0,
          book: output,
          leadTime: 0,
          priceUp: 0,
          priceDown: 0,
          margin: 0
        )
      }
      return RoadmapQuarter(
        quarter: state.quarter,
        binding: [.demand],
        bindingStages: [],
        next: nil,
        stages: stages,
        vendors: vendors,
        buyers: [],
        demand: [],
        rentalPrice: 0
      )
    }

    /// One-sided prices by re-solving with a little more and a little less of each tight stage.
    private func price(
      _ outcome: inout RoadmapQuarter,
      _ program: QuarterProgram,
      _ solution: LinearSolution,
      _ state: QuarterProgram.State,
      detail: Detail
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

    /// Puts machines to work and reads buyers' prices.
    private mutating func advance(
      _ program: QuarterProgram,
      _ solution: LinearSolution,
      _ state: QuarterProgram.State,
      _ outcome: inout RoadmapQuarter
    ) {
      let industry = network.industry
      var rents: [(price: Double, share: Double)] = []
      for buyer in industry.buyers.indices {
        var deployed = 0.0
        var work = 0.0
        var power = 0.0
        var heldCompute = 0.0
        var heldWork = 0.0
        var heldPower = 0.0
        var spending = 0.0
        for sale in program.sales where sale.buyer == buyer {
          let offer = program.offers[sale.offer]
          let now = solution.values[sale.deployed]
          let later = solution.values[sale.held]
          deployed += now * offer.compute * 1e3
          work += now * offer.work * 1e3
          power += now * offer.power * state.facility[buyer]
          heldCompute += later * offer.compute * 1e3
          heldWork += later * offer.work * 1e3
          heldPower += later * offer.power * state.facility[buyer]
          spending += (now + later) * offer.price * 1e6
        }
        let share = min(1, max(0, solution.values[program.unwaiting[buyer]]))
        deployed += share * fleets[buyer].waitingCompute
        work += share * fleets[buyer].waitingWork
        power += share * fleets[buyer].waitingPower
        fleets[buyer].waitingCompute = fleets[buyer].waitingCompute * (1 - share) + heldCompute
        fleets[buyer].waitingWork = fleets[buyer].waitingWork * (1 - share) + heldWork
        fleets[buyer].waitingPower = fleets[buyer].waitingPower * (1 - share) + heldPower
        fleets[buyer].lastDeployed = work
        if deployed > 0 {
          fleets[buyer].cohorts.append(
            Fleet.Cohort(began: state.quarter, compute: deployed, work: work, power: power)
          )
        }
        let data = industry.buyers[buyer]
        prices[buyer] = program.curve.price(
          of: max(fleets[buyer].work, 1),
          share: data.share
        )
        for need in network.siteNeeds[buyer] {
          spending += need.amount * power * network.charges[need.carrier]
        }
        if data.rents { rents.append((prices[buyer], data.share)) }
        outcome.buyers.append(
          RoadmapQuarter.BuyerOutcome(
            compute: fleets[buyer].compute,
            facilityPower: fleets[buyer].power * 1e6,
            deployed: deployed,
            waiting: fleets[buyer].waitingCompute,
            price: prices[buyer],
            spending: spending
          )
        )
      }
      let total = rents.reduce(0) { $0 + $1.share }
      outcome.rentalPrice =
        total > 0 ? rents.reduce(0) { $0 + $1.price * $1.share } / total : prices.first ?? 0
      outcome.demand = program.curve.terms.map {
        $0.amount * pow(outcome.rentalPrice / program.curve.reference, -$0.elasticity)
      }
    }

    /// Lets owners order, and shares out tools and crews among them.
    ///
    /// Makers of tools and crews come last: their order books are what the others ask of them.
    private mutating func order(_ outcome: inout RoadmapQuarter, _ state: QuarterProgram.State) {
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
          let factor = 1 + technology.adoption(in: quarter) * (change.factor - 1)
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
}
