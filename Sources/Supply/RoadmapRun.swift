import Foundation
import LinearPrograms

/// The state of a run between quarters.
struct RoadmapRun {
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
    detail: Roadmap.Detail
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
  func state(in quarter: Quarter) -> QuarterProgram.State {
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
            ? inner * technology.factor(of: change, in: quarter) : inner
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
  func read(
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
      // Less than nothing is the solver's tolerance.
      let amount = max(0, solution.values[sale.deployed] + solution.values[sale.held])
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

  /// Puts machines to work and reads buyers' prices.
  mutating func advance(
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
}
