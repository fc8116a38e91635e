import Compute
import Quantities
import Scenarios
import Studies
import Systems
import Testing
import Workloads

@testable import Training

/// What runs take at least, against what they take.
struct LeastRunTests {
  /// A value turned so that greater is better.
  private func merit(_ objective: Objective, _ run: RunEstimate) -> Double {
    objective.isMaximised ? run.value(of: objective) : 1 / run.value(of: objective)
  }

  /// What the runs of a scenario share.
  private func model(_ scenario: Scenario) -> RunModel {
    RunModel(
      job: scenario.job,
      system: scenario.system,
      ownership: scenario.ownership,
      basis: scenario.basis,
      embodiedCarbon: scenario.embodiedCarbon
    )
  }

  @Test func `no plan is better than the least time and energy of its stages`() throws {
    var spaces = RandomTrainingSpaces(seed: 5)
    var count = 0
    var tight = 0
    var finite = 0
    for index in 0..<700 {
      let scenario = spaces.scenario()
      let goals = SearchGoals(objective: .tokensPerSecond)
      let space = TrainingSearchSpace(scenario, goals: goals)
      guard (1...600).contains(space.count) else { continue }
      let plans = space.plans
      let model = model(scenario)
      let least = LeastRun(model, on: scenario.system)
      let sweep = TrainingSweep(
        job: scenario.job,
        system: scenario.system,
        stack: scenario.stack
      )
      for _ in 0..<4 {
        let plan = spaces.pick(plans)
        let stages = sweep.stages(plan, kernels: sweep.kernels(plan))
        let step = sweep.step(plan, stages: stages, memory: sweep.memory(plan))
        let run = model.estimate(step)
        let design = Design(scenario: scenario, plan: plan)
        #expect(run.value(of: .carbonPerToken) == design.run.value(of: .carbonPerToken))
        #expect(step.seconds == design.run.step.seconds)
        #expect(least.power <= run.facility.facilityPower, "\(index) \(plan)")
        for isSettled in [false, true] {
          let low = sweep.least(plan, stages: stages, isSettled: isSettled)
          let bound = least.run(seconds: low.seconds, energy: low.energy)
          for objective in Objective.training where objective != .power {
            let (most, own) = (merit(objective, bound), merit(objective, run))
            // What costs nothing cannot cost less.
            #expect(most > own || own == .infinity, "\(index) \(objective) \(plan)")
            finite += own.isFinite ? 1 : 0
            if objective == .tokensPerSecond, own > 0.98 * most { tight += 1 }
          }
        }
        count += 1
      }
    }
    #expect(count > 1_000 && tight > 100 && finite > 6 * count)
  }

  @Test func `power at the meter stays above its line, and not far`() throws {
    var generator = SplitMix64(seed: 8)
    #expect(RandomTrainingSpaces.sources.count == 7)
    for source in RandomTrainingSpaces.sources {
      for count in [1, 8, 12, 64, 100] {
        var system = source.system
        system.count = count
        let line = PowerLine(below: system)
        let idle = system.accelerator.idlePower
        let range = system.acceleratorPowerLimit - idle
        var closest = 0.0
        for _ in 0..<200 {
          let dynamic = generator.uniform() * range * 1.2
          let power = system.facilityEstimate(acceleratorPower: idle + dynamic).facilityPower
          let below = line.power(above: dynamic)
          #expect(below > 0 && below <= power, "\(source.name) \(count) \(dynamic)")
          closest = max(closest, below / power)
        }
        #expect(closest > 0.9, "\(source.name) \(count): \(closest)")
      }
    }
  }
}
