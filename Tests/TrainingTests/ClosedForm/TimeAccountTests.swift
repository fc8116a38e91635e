import Compute
import Economics
import Systems
import Testing
import Training
import Workloads

/// Accounts of time, power and money that must close, whatever the plan.
struct TimeAccountTests {
  @Test func `the parts of a step sum to the step exactly and none is negative`() {
    let draws = RandomPlans.draws(300, seed: 1)
    #expect(draws.count == 300)
    for draw in draws {
      let step = TrainingModel.step(
        of: draw.job,
        plan: draw.plan,
        on: draw.system,
        with: draw.software
      )
      #expect(step.time.parts.reduce(0) { $0 + $1.seconds } == step.seconds, "\(draw.plan)")
      #expect(step.time.parts.allSatisfy { $0.seconds.isFinite && $0.seconds >= 0 }, "\(draw.plan)")
      #expect(step.memory.parts.reduce(0) { $0 + $1.bytes } == step.memory.total)
      #expect(step.memory.parts.allSatisfy { $0.bytes.isFinite && $0.bytes >= 0 }, "\(draw.plan)")
      #expect(step.seconds > 0)
    }
  }

  @Test func `power lies between idle and limit, and the facility draws IT power times PUE`() {
    for draw in RandomPlans.draws(200, seed: 2) {
      let ownership = CostOfOwnership(
        prices: CapitalPrices(accelerator: 25_000, host: 9_000, network: 2_000, facility: 12),
        electricityPrice: draw.system.facility.site.electricityPrice,
        rentalPrice: 2.0 / 3_600
      )
      let run = TrainingModel.run(
        of: draw.job,
        plan: draw.plan,
        on: draw.system,
        with: draw.software,
        ownership: ownership,
        basis: .amortised
      )
      let gpu = draw.system.accelerator
      #expect(run.step.acceleratorPower >= gpu.idlePower * (1 - 1e-9))
      #expect(
        run.step.acceleratorPower <= run.step.powerLimit * (1 + 1e-6)
          || run.step.clock <= gpu.clockCurve.minimum * (1 + 1e-9),
        "\(draw.plan)"
      )
      let facility = run.facility
      #expect(
        Bench.agree(
          facility.facilityPower,
          facility.itPower * facility.powerUsageEffectiveness
        )
      )
      #expect(facility.powerUsageEffectiveness > 1 && facility.powerUsageEffectiveness < 2)
      #expect(facility.itPower <= facility.itRatedPower * (1 + 1e-9))
      #expect(Bench.agree(run.energyPerToken * run.tokensPerSecond, facility.facilityPower))
      #expect(
        Bench.agree(
          run.costPerToken * run.tokensPerSecond,
          run.costRate.total * Double(run.accelerators)
        )
      )
      for value in [
        run.goodput, run.tokensPerSecond, run.energyPerToken, run.costPerToken,
        run.carbonPerToken, run.carbon, run.checkpointInterval, facility.junctionTemperature,
      ] {
        #expect(value.isFinite && value > 0, "\(draw.plan)")
      }
      #expect(run.goodput <= 1)
    }
  }

  @Test func `a held-back clock costs time and keeps power at the limit`() {
    let plan = TrainingPlan(data: 8)
    let job = Bench.job()
    var gpu = Bench.gpu
    gpu.powerLimit = 400
    let hungry = PlainMachine(energy: 2e-12)
    let capped = TrainingModel.step(
      of: job,
      plan: plan,
      on: Bench.system(count: 8, machine: hungry, gpu: gpu),
      with: Bench.software
    )
    let free = TrainingModel.step(
      of: job,
      plan: plan,
      on: Bench.system(count: 8, machine: PlainMachine()),
      with: Bench.software
    )
    #expect(free.time.throttle == 0)
    #expect(capped.time.throttle > 0 && capped.clock < 1)
    #expect(capped.acceleratorPower <= 400 * (1 + 1e-6))
    // All that the plain machine does follows the clock.
    let busy = capped.time.matmul + capped.time.attention
    #expect(Bench.agree(capped.time.throttle, busy * (1 / capped.clock - 1), within: 1e-6))
  }

  @Test func `a slow host is waited for and a fast one is not`() {
    var slow = Bench.software
    slow.hostPerKernel = 1
    let plan = TrainingPlan()
    let quick = Bench.step(plan)
    let waiting = Bench.step(plan, software: slow)
    #expect(quick.time.host == 0)
    #expect(waiting.time.host > 0)
    // With the host in command, the device's speed no longer matters.
    let faster = Bench.step(plan, machine: PlainMachine(rate: 800e12), software: slow)
    let layers = waiting.seconds - waiting.time.optimizer
    #expect(Bench.agree(layers, faster.seconds - faster.time.optimizer, within: 1e-3))
  }

  @Test func `the slowest of more ranks is slower`() {
    var software = Bench.software
    software.spread = 0.01
    let few = Bench.step(TrainingPlan(data: 2), software: software)
    let many = Bench.step(TrainingPlan(data: 64), software: software)
    let one = Bench.step(TrainingPlan(), software: software)
    #expect(one.time.straggler == 0)
    let share = { (step: StepEstimate) in step.time.straggler / (step.seconds - step.time.straggler)
    }
    #expect(Bench.agree(share(few), 0.01 * (2 * 0.693_147_180_56).squareRoot(), within: 1e-9))
    #expect(share(many) > share(few))
  }
}
