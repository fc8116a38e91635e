import Compute
import Quantities
import Scenarios
import Studies
import Systems
import Testing
import Training
import Workloads

/// A better part never makes a design worse, whatever the scenario and the plan.
struct MonotonyTests {
  /// A scenario with one of its plans.
  struct Draw: Sendable {
    /// The scenario.
    var scenario: Scenario
    /// The plan.
    var plan: TrainingPlan
    /// How far a knob is relaxed.
    var factor: Double
  }

  /// Draws over all shared scenarios.
  static let draws: [Draw] = {
    var generator = SplitMix64(seed: 2_024)
    var draws: [Draw] = []
    for scenario in Questions.several {
      let plans = PlanSpace.plans(scenario)
      guard !plans.isEmpty else { continue }
      for _ in 0..<8 {
        draws.append(
          Draw(
            scenario: scenario,
            plan: plans[Int(generator.uniform() * Double(plans.count))],
            factor: 1.02 + 3 * generator.uniform()
          )
        )
      }
    }
    return draws
  }()

  /// Objectives that a knob must not make worse.
  ///
  /// A higher power limit reserves more of the site and may cost energy; only time is sure to gain.
  /// A faster machine may draw more power, which is no loss by any other objective.
  /// A wider domain may stretch a fixed plan's rings; it is judged by the best plan below.
  static func objectives(_ knob: Knob) -> [Objective] {
    switch knob {
    case .acceleratorPower: [.tokensPerSecond, .timeToTrain]
    case .scaleUpDomain: []
    default: Objective.training.filter { $0 != .power }
    }
  }

  @Test(arguments: Knob.allCases)
  func `relaxing a knob makes no plan worse`(knob: Knob) {
    #expect(Questions.several.count == 7)
    #expect(Self.draws.count >= 50)
    for draw in Self.draws {
      let before = Design(scenario: draw.scenario, plan: draw.plan)
      let after = Design(
        scenario: knob.relaxed(draw.scenario, by: draw.factor),
        plan: draw.plan
      )
      for objective in Self.objectives(knob) {
        let ratio = after.merit(by: objective) / before.merit(by: objective)
        #expect(
          ratio >= 1 - 1e-9,
          """
          \(knob) by \(draw.factor) on \(draw.scenario.name), \
          \(draw.scenario.system.accelerator.id): \(objective) \(ratio) \(draw.plan)
          """
        )
      }
    }
  }

  @Test func `relaxing a knob that nothing leans on changes nothing`() {
    for draw in Self.draws.prefix(20) {
      let before = Design(scenario: draw.scenario, plan: draw.plan)
      let after = Design(
        scenario: Knob.sitePower.relaxed(draw.scenario, by: 2),
        plan: draw.plan
      )
      #expect(after.objective == before.objective)
      #expect(after.run.step.time == before.run.step.time)
    }
  }

  @Test func `a wider domain makes the best plan no worse`() throws {
    for scenario in Questions.several.prefix(2) {
      let planner = Planner(jobs: 2)
      var open = scenario
      open.request.microBatch = 1
      open.request.context = 1
      open.request.virtual = 1
      open.objective = .tokensPerSecond
      let before = try #require(planner.best(open)).best
      let after = try #require(planner.best(Knob.scaleUpDomain.relaxed(open, by: 2))).best
      #expect(after.merit >= before.merit * (1 - 1e-9))
    }
  }

  @Test func `more memory lets the best plan be no worse`() throws {
    for scenario in Questions.several.prefix(2) {
      var open = scenario
      open.request.virtual = 1
      open.request.context = 1
      let planner = Planner(jobs: 2)
      let before = try #require(planner.best(open))
      let after = try #require(planner.best(Knob.memoryCapacity.relaxed(open, by: 1.5)))
      #expect(after.fitting >= before.fitting)
      #expect(after.best.merit >= before.best.merit * (1 - 1e-12))
    }
  }
}
