import Catalog
import Compute
import Economics
import Quantities
import Scenarios
import Serving
import Studies
import Systems
import Testing
import Workloads

/// Studies of serving: plans, accounts, money, targets and walls.
struct ServingStudyTests {
  @Test func `every plan of the space can be laid out`() {
    #expect(Services.several.count == 6)
    var count = 0
    for scenario in Services.several {
      let plans = ServingPlanSpace.plans(scenario)
      #expect(Set(plans).count == plans.count)
      for plan in plans {
        count += 1
        #expect(plan.replicas >= 1 && plan.accelerators <= scenario.system.count)
        for layout in [plan.layout, plan.prefill?.layout].compactMap({ $0 }) {
          #expect(scenario.architecture.heads % layout.tensor == 0)
          #expect(layout.tensor <= scenario.system.domain)
          #expect(layout.stage % layout.expert == 0)
          #expect((scenario.architecture.experts?.count ?? 1) % layout.expert == 0)
        }
      }
      #expect((plans.first?.prefill != nil) == (scenario.request.prefill != nil))
    }
    #expect(count > 60)
  }

  @Test func `what is fixed stays fixed, and the rest fills the system`() throws {
    var scenario = try #require(Services.several.first { $0.architecture.experts != nil })
    scenario.request.layout.tensor = 2
    scenario.request.layout.expert = 4
    scenario.request.batchLimit = 16
    let plans = ServingPlanSpace.plans(scenario)
    #expect(plans.count > 1)
    #expect(plans.allSatisfy { $0.layout.tensor == 2 && $0.layout.expert == 4 })
    #expect(plans.allSatisfy { $0.batchLimit == 16 })
    #expect(
      plans.allSatisfy { $0.replicas == scenario.system.count / $0.layout.accelerators }
    )
  }

  @Test func `one thread and four choose the same plan, the best of all that do`() throws {
    for scenario in Services.several {
      let one = try #require(Planner(jobs: 1).best(scenario))
      let four = try #require(Planner(jobs: 4).best(scenario))
      #expect(one.best.plan == four.best.plan && one.best.figures == four.best.figures)
      let designs = scenario.plans.map { ServingDesign(scenario: scenario, plan: $0) }
      let good = designs.filter { $0.standing.level == .good }
      #expect(designs.filter(\.standing.fits).count == one.fitting)
      if let best = good.map(\.merit).max() { #expect(one.best.merit == best) }
    }
  }

  /// Designs of all shared scenarios under a spread of their plans.
  static let designs: [ServingDesign] = Services.several.flatMap { scenario in
    let plans = scenario.plans
    return stride(from: 0, to: plans.count, by: max(1, plans.count / 6))
      .map { ServingDesign(scenario: scenario, plan: plans[$0]) }
  }

  @Test func `the account sums to the time of a token, and rates agree`() {
    #expect(Self.designs.count > 15)
    for design in Self.designs {
      let estimate = design.run.estimate
      let sum = design.timeParts.reduce(0) { $0 + $1.seconds }
      #expect(abs(sum / estimate.timePerOutputToken - 1) < 1e-9, "\(design.plan)")
      let output = estimate.requestsPerSecond * design.scenario.traffic.output
      #expect(abs(design.run.outputRate / output - 1) < 1e-12)
      let whole = design.figures.first { $0.key == "power_facility_W" }?.value ?? 0
      let energy = design.run.energyPerToken * design.run.outputRate
      #expect(abs(energy / whole - 1) < 1e-12)
      let efficiency = design.run.efficiency?.tokensPerJoule(at: .facility) ?? 0
      #expect(abs(efficiency * design.run.energyPerToken - 1) < 1e-12)
    }
  }

  @Test func `input and output, fixed and variable each add up to the whole cost`() throws {
    for design in Self.designs {
      let run = design.run
      let second = run.secondPrice * Double(run.accelerators)
      let cost = try #require(run.cost)
      #expect(abs((cost.fixed + cost.variable) / second - 1) < 1e-12)
      #expect(cost.variable >= 0)
      let rates = try #require(run.rates)
      let tokens = try #require(run.tokenCost)
      #expect(abs(tokens.total(of: rates) / second - 1) < 1e-9, "\(design.plan)")
      let ratios = design.scenario.priceRatios
      let paid =
        rates.output + ratios.input * rates.input + ratios.cached * rates.cachedInput
      let price = try #require(run.breakEvenPrice)
      #expect(abs(price * paid / 1e6 / second - 1) < 1e-9)
    }
  }

  @Test func `an input that is found whole still has a price of both kinds`() throws {
    var scenario = try #require(Services.several.first)
    scenario.traffic.prefixHit = 1
    let design = try #require(Planner().best(scenario)).best
    let tokens = try #require(design.run.tokenCost)
    #expect(tokens.output.total > 0 && tokens.cachedInput.total == 0)
    #expect(abs((design.run.rates?.totalInput ?? 0) / design.run.outputRate - 2) < 1e-9)
  }

  @Test func `rent is fixed cost, and pools bear their own tokens`() throws {
    var scenario = try #require(Services.several.first { $0.request.prefill != nil })
    scenario.basis = .rented
    scenario.ownership.rentalPrice = 2 / 3_600
    let plan = try #require(ServingPlanSpace.plans(scenario).first)
    let run = ServingDesign(scenario: scenario, plan: plan).run
    #expect(run.cost?.variable == 0)
    #expect(abs(run.secondPrice * 3_600 - 2) < 1e-12)
    let pool = try #require(plan.prefill)
    let tokens = try #require(run.tokenCost)
    let rates = try #require(run.rates)
    let share = Double(pool.accelerators) / Double(plan.accelerators)
    let whole = run.secondPrice * Double(run.accelerators)
    #expect(abs(tokens.input.total * rates.input / 1e6 / (share * whole) - 1) < 1e-9)
  }

  @Test func `accelerators that a plan leaves idle are paid for`() throws {
    var scenario = try #require(Services.several.first)
    scenario.request.layout.tensor = 1
    scenario.request.replicas = 1
    let plan = try #require(scenario.plans.first)
    #expect(plan.accelerators == 1 && scenario.system.count == 2)
    let run = ServingDesign(scenario: scenario, plan: plan).run
    let cost = 3_600 * run.secondPrice * 2
    let figure = ServingDesign(scenario: scenario, plan: plan).figures
      .first { $0.key == "cost_per_hour_USD" }
    #expect(figure?.value == cost)
  }

  @Test(arguments: Knob.allCases)
  func `relaxing a knob makes no plan slower or dearer`(knob: Knob) {
    // Higher limits reserve more of the site and may cost energy; a wider domain stretches rings;
    // where a load is given, an engine that waits less runs more and smaller iterations.
    if knob == .scaleUpDomain { return }
    let objectives: [Objective] =
      knob == .acceleratorPower || knob == .hostLaunch
      ? [.tokensPerSecond] : [.tokensPerSecond, .tokensPerDollar]
    for design in Self.designs {
      let relaxed = knob.relaxed(design.scenario, by: 1.7)
      let after = ServingDesign(scenario: relaxed, plan: design.plan)
      for objective in objectives {
        // Loads are solved to half a percent.
        #expect(
          after.merit(by: objective) >= design.merit(by: objective) * (1 - 0.012),
          "\(knob) \(design.scenario.model) \(objective)"
        )
      }
    }
  }

  @Test func `a target that cannot be met is an answer that says what can be`() throws {
    var scenario = try #require(Services.several.first)
    scenario.traffic.load = .concurrency(512)
    // Without a limit of its own fewer would run at once, and the rest would wait.
    scenario.request.batchLimit = 2_048
    let free = try #require(Planner().best(scenario)).best
    let limit = 0.5 * free.run.estimate.timePerOutputToken
    scenario.target.timePerOutputToken = limit
    let explained = Explain(steps: 0)(scenario, catalog: Questions.catalog)
    let explanation = try #require(explained)
    let problems = explanation.design.problems
    #expect(problems.contains { $0.contains("slo.tpot") })
    let reach = try #require(explanation.reach)
    let least = try #require(reach.timePerOutputToken)
    #expect(least > limit)
    let greatest = try #require(reach.greatestLoad)
    #expect(greatest >= 1 && greatest < 512)
    func holds(_ load: Double) -> Bool {
      scenario.traffic.load = .concurrency(load)
      return Planner().best(scenario)?.best.standing.level == .good
    }
    #expect(holds(greatest))
    #expect(!holds(greatest * 1.02 + 1))
  }

  @Test func `a token's time alone is met by letting others wait`() throws {
    var scenario = try #require(Services.several.first)
    scenario.traffic.load = .concurrency(512)
    let free = try #require(Planner().best(scenario)).best
    let limit = 0.5 * free.run.estimate.timePerOutputToken
    scenario.target.timePerOutputToken = limit
    let explanation = try #require(Explain(steps: 0)(scenario, catalog: Questions.catalog))
    #expect(explanation.design.plan.batchLimit != nil)
    #expect(explanation.design.run.estimate.timePerOutputToken <= limit)
    #expect(explanation.design.run.estimate.queued > 100)
    #expect(explanation.reach?.greatestLoad == .infinity)
  }

  @Test func `of plans that meet the target the best wins, not the fastest`() throws {
    var scenario = try #require(Services.several.first { $0.architecture.experts != nil })
    let cheap = try #require(Planner().best(scenario)).best
    scenario.target.timePerOutputToken = 10 * cheap.run.estimate.timePerOutputToken
    #expect(Planner().best(scenario)?.best.plan == cheap.plan)
    var quick = scenario
    quick.objective = .timePerOutputToken
    let fastest = try #require(Planner().best(quick)).best
    scenario.target.timePerOutputToken = 1.0001 * fastest.run.estimate.timePerOutputToken
    let met = try #require(Planner().best(scenario)).best
    #expect(met.standing.level == .good)
    #expect(met.run.estimate.timePerOutputToken <= 1.0001 * fastest.run.estimate.timePerOutputToken)
  }

  @Test func `a rate beyond the plan is reported with the greatest that holds`() throws {
    var scenario = try #require(
      Services.several.first { if case .rate = $0.traffic.load { true } else { false } }
    )
    scenario.traffic.load = .rate(10_000)
    let explanation = try #require(Explain(steps: 0)(scenario, catalog: Questions.catalog))
    #expect(!explanation.design.isFeasible)
    let greatest = try #require(explanation.reach?.greatestLoad)
    #expect(greatest > 1 && greatest < 10_000)
    scenario.traffic.load = .rate(0.98 * greatest)
    #expect(Planner().best(scenario)?.best.isFeasible == true)
  }

  @Test func `a model that does not fit says what would help`() throws {
    let text = Services.text(
      model: "llama-3.1-405b",
      load: "concurrency: 4",
      part: "h100-sxm",
      count: 8
    )
    let scenario = try #require(Services.read(text))
    let explanation = try #require(Explain(steps: 0)(scenario, catalog: Questions.catalog))
    #expect(!explanation.design.isFeasible && explanation.plansFitting == 0)
    let memory = explanation.walls.first { $0.knob == .memoryCapacity }
    #expect(memory?.gain == .infinity)
  }

  @Test func `walls are those of serving, each with a file of its own`() throws {
    let scenario = try #require(Services.several.first)
    let explanation = try #require(Explain(steps: 2)(scenario, catalog: Questions.catalog))
    #expect(explanation.walls.count == ServingScenario.knobs.count)
    #expect(!ServingScenario.knobs.contains(.storageBandwidth))
    #expect(!Scenario.knobs.contains(.expertBalance) && Scenario.knobs.count == 19)
    for wall in explanation.walls {
      #expect(!wall.layer.isEmpty && !wall.suppliers.isEmpty, "\(wall.knob)")
    }
    #expect(explanation.cascade.count == 2)
    #expect(explanation.walls.map(\.gain) == explanation.walls.map(\.gain).sorted(by: >))
  }
}
