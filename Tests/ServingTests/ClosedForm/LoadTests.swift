import Serving
import Testing
import Workloads

/// Requests that arrive from clients, at a rate, all at once, or as one batch.
struct LoadTests {
  /// An engine with typical times beside the device.
  static let stack = ServingStack(id: "typical", name: "Typical")

  @Test(arguments: [1.0, 4, 16, 64, 256, 2_000])
  func `clients run, or wait for their first token`(clients: Double) {
    for stack in [Bench.stack, Self.stack] {
      let estimate = Bench.estimate(Bench.traffic(.concurrency(clients)), with: stack)
      let waiting = estimate.requestsPerSecond * estimate.timeToFirstToken
      #expect(Bench.agree(estimate.batch + waiting, clients, within: 0.03))
      // And those that run answer the rest of their output in its time.
      let answered = estimate.batch / (256 * estimate.timePerOutputToken)
      #expect(Bench.agree(estimate.requestsPerSecond, answered, within: 0.03))
    }
  }

  @Test func `parts and the inputs of others are the time of a token`() {
    for load in [ServingTraffic.Load.concurrency(64), .offline, .rate(5)] {
      let estimate = Bench.estimate(Bench.traffic(load), with: Self.stack)
      #expect(estimate.isFeasible)
      #expect(estimate.prefillInterference > 0)
      #expect(
        Bench.agree(
          estimate.time.total + estimate.prefillInterference,
          estimate.timePerOutputToken
        )
      )
    }
  }

  @Test func `a full machine is the limit of many clients`() {
    for stack in [Bench.stack, Self.stack] {
      let offline = Bench.estimate(Bench.traffic(.offline), with: stack)
      let many = Bench.estimate(Bench.traffic(.concurrency(1e6)), with: stack)
      #expect(Bench.agree(many.requestsPerSecond, offline.requestsPerSecond, within: 1e-6))
      #expect(Bench.agree(many.timePerOutputToken, offline.timePerOutputToken, within: 1e-6))
      #expect(many.queued > 0.9e6 && offline.queued == 0)
      #expect(many.limit == .cache)
      // Little's law for those that queue: they wait their number over the rate.
      #expect(
        Bench.agree(many.medianTimeToFirstToken, many.queued / many.requestsPerSecond, within: 0.01)
      )
    }
  }

  @Test func `more clients bring more tokens, each of them later`() {
    var last: ServingEstimate?
    for clients in [1.0, 2, 4, 8, 16, 32, 64, 128] {
      let estimate = Bench.estimate(Bench.traffic(.concurrency(clients)), with: Self.stack)
      if let last {
        #expect(estimate.requestsPerSecond > last.requestsPerSecond)
        #expect(estimate.timePerOutputToken > last.timePerOutputToken)
      }
      last = estimate
    }
  }

  @Test(arguments: [(100.0, 257.0), (1_000, 257), (8_000, 65)])
  func `answers to a lone client follow one another`(input: Double, output: Double) {
    let alone = Bench.estimate(
      Bench.traffic(.concurrency(1), input: input, output: output),
      with: Self.stack
    )
    let answer = alone.timeToFirstToken + (output - 1) * alone.timePerOutputToken
    #expect(Bench.agree(alone.requestsPerSecond, 1 / answer, within: 0.03))
  }

  @Test func `the engine's own limit on requests holds where memory would take more`() {
    let plan = ServingPlan(batchLimit: 8)
    let estimate = Bench.estimate(Bench.traffic(.offline), plan: plan)
    #expect(estimate.batch == 8 && estimate.batchCapacity == 8)
    #expect(estimate.limit == .batchLimit)
    var stack = Bench.stack
    stack.batchLimit = 8
    let own = Bench.estimate(Bench.traffic(.offline), with: stack)
    #expect(own.requestsPerSecond == estimate.requestsPerSecond)
  }

  @Test func `replicas answer as many times the requests of one`() {
    let one = Bench.estimate(Bench.traffic(.concurrency(16)), with: Self.stack)
    let four = Bench.estimate(
      Bench.traffic(.concurrency(64)),
      plan: ServingPlan(replicas: 4),
      with: Self.stack
    )
    #expect(Bench.agree(four.requestsPerSecond, 4 * one.requestsPerSecond))
    #expect(four.timePerOutputToken == one.timePerOutputToken)
  }

  @Test(arguments: [0.01, 0.3, 0.6, 0.9])
  func `a rate below the greatest is met and waits the longer the nearer it is`(share: Double) {
    let greatest = Bench.estimate(Bench.traffic(.offline), with: Self.stack).requestsPerSecond
    let open = Bench.estimate(Bench.traffic(.rate(share * greatest)), with: Self.stack)
    #expect(open.isFeasible)
    #expect(open.requestsPerSecond == share * greatest)
    #expect(Bench.agree(open.greatestRate, greatest))
    #expect(open.batch < open.batchCapacity * (1 + 1e-9))
    // Little's law for those that run.
    let running = open.requestsPerSecond * 256 * open.timePerOutputToken
    #expect(Bench.agree(open.batch, running, within: 0.02), "\(open.batch) \(running)")
    let slower = Bench.estimate(Bench.traffic(.rate(share * greatest / 2)), with: Self.stack)
    #expect(slower.timePerOutputToken < open.timePerOutputToken)
    #expect(slower.timeToFirstToken < open.timeToFirstToken)
  }

  @Test(arguments: [0.2, 0.7])
  func `random arrivals wait as behind one server of equal services`(share: Double) {
    let greatest = Bench.estimate(Bench.traffic(.offline, output: 17)).requestsPerSecond
    let rate = share * greatest
    let open = Bench.estimate(Bench.traffic(.rate(rate), output: 17))
    let busy = rate * open.prefillTime
    #expect(busy > 0.1 * share && busy < 1)
    let wait = busy / (2 * (1 - busy)) * open.prefillTime
    #expect(Bench.agree(open.timeToFirstToken - open.medianTimeToFirstToken, wait))
  }

  @Test func `stages shorten what an input takes of a copy, not what it waits`() {
    var stack = Bench.stack
    stack.mixesPrefill = false
    func estimate(_ stages: Int) -> ServingEstimate {
      Bench.estimate(
        Bench.traffic(.rate(1e-6), input: 8_000),
        plan: ServingPlan(
          layout: .init(pipeline: stages),
          prefill: ServingPlan.PrefillPool(layout: .init(pipeline: stages), workers: 1)
        ),
        with: stack
      )
    }
    let one = estimate(1)
    let four = estimate(4)
    #expect(Bench.agree(four.prefillTime, one.prefillTime / 4, within: 0.05))
    #expect(four.timeToFirstToken > one.timeToFirstToken)
  }

  @Test func `a rate above the greatest is refused with the greatest`() throws {
    let greatest = Bench.estimate(Bench.traffic(.offline)).requestsPerSecond
    let open = Bench.estimate(Bench.traffic(.rate(2 * greatest)))
    #expect(!open.isFeasible)
    #expect(open.requestsPerSecond == greatest && open.greatestRate == greatest)
    let problem = try #require(open.problems.first)
    #expect(problem.contains("answers at most") && problem.contains("requests/s"))
  }

  @Test(arguments: [Bench.dense, Bench.mixture], [1, 4])
  func `a rare request finds the machine idle`(model: Architecture, stages: Int) {
    func estimate(_ load: ServingTraffic.Load) -> ServingEstimate {
      Bench.estimate(
        Bench.traffic(load),
        model: model,
        plan: ServingPlan(layout: .init(pipeline: stages)),
        with: Self.stack
      )
    }
    let rare = estimate(.rate(1e-4))
    let alone = estimate(.concurrency(1))
    #expect(Bench.agree(rare.time.total, alone.time.total, within: 0.01))
    #expect(Bench.agree(rare.medianTimeToFirstToken, alone.medianTimeToFirstToken, within: 0.05))
  }

  @Test(arguments: [1.0, 8, 64])
  func `a batch takes its input and its further tokens one after the other`(size: Double) {
    let estimate = Bench.estimate(Bench.traffic(.batch(size)))
    #expect(estimate.isFeasible && estimate.batch == size)
    #expect(estimate.prefillInterference == 0)
    let total = estimate.timeToFirstToken + 256 * estimate.timePerOutputToken
    #expect(Bench.agree(estimate.requestsPerSecond, size / total))
    #expect(estimate.medianTimeToFirstToken == estimate.timeToFirstToken)
  }

  @Test func `a batch that memory does not hold is refused`() throws {
    let capacity = Bench.estimate(Bench.traffic(.offline)).batchCapacity
    let fits = Bench.estimate(Bench.traffic(.batch(capacity.rounded(.down))))
    #expect(fits.isFeasible)
    let estimate = Bench.estimate(Bench.traffic(.batch(capacity.rounded(.up))))
    #expect(!estimate.isFeasible)
    #expect(try #require(estimate.problems.first).contains("does not fit"))
  }

  @Test func `input found in the cache is not computed`() {
    func first(_ hit: Double) -> ServingEstimate {
      var traffic = Bench.traffic(.concurrency(16), input: 8_000)
      traffic.prefixHit = hit
      return Bench.estimate(traffic, with: Self.stack)
    }
    let shares = [0, 0.3, 0.6, 0.9, 1].map(first)
    for (less, more) in zip(shares, shares.dropFirst()) {
      #expect(more.timeToFirstToken < less.timeToFirstToken)
      #expect(more.prefillTime < less.prefillTime)
      #expect(more.requestsPerSecond > less.requestsPerSecond)
      // It is still read by every later token.
      #expect(more.batchCapacity == less.batchCapacity)
    }
    #expect(shares[4].prefillTime < 0.05 * shares[0].prefillTime)
  }

  @Test func `clients that begin at once wait for half of the others' inputs`() {
    var traffic = Bench.traffic(.concurrency(64))
    let steady = Bench.estimate(traffic, with: Self.stack)
    traffic.burstShare = 1
    let burst = Bench.estimate(traffic, with: Self.stack)
    #expect(burst.medianTimeToFirstToken == steady.medianTimeToFirstToken)
    #expect(
      Bench.agree(
        burst.timeToFirstToken,
        Self.stack.hostPerRequest + 32.5 * burst.prefillTime
      )
    )
    traffic.burstShare = 0.1
    let mixed = Bench.estimate(traffic, with: Self.stack)
    #expect(
      Bench.agree(
        mixed.timeToFirstToken,
        0.9 * steady.timeToFirstToken + 0.1 * burst.timeToFirstToken
      )
    )
  }

  @Test func `tokens gathered before a reply delay the first one alone`() {
    var stack = Bench.stack
    let plain = Bench.estimate(Bench.traffic(.batch(1)), with: stack)
    let open = Bench.estimate(Bench.traffic(.rate(1)), with: stack)
    stack.replyTokens = 10
    let gathered = Bench.estimate(Bench.traffic(.rate(1)), with: stack)
    #expect(
      Bench.agree(
        gathered.timeToFirstToken - open.timeToFirstToken,
        10 * open.timePerOutputToken
      )
    )
    #expect(Bench.estimate(Bench.traffic(.batch(1)), with: stack).time == plain.time)
  }

  @Test func `attention ranks hold inputs back for each other, but not beyond their limit`() {
    let plan = ServingPlan(layout: .init(attentionData: 8, expert: 8))
    func median(_ steps: Double, _ clients: Double) -> ServingEstimate {
      var stack = Bench.stack
      stack.balanceSteps = steps
      return Bench.estimate(
        Bench.traffic(.concurrency(clients)),
        model: Bench.mixture,
        plan: plan,
        with: stack
      )
    }
    let free = median(0, 16)
    let held = median(20, 16)
    let wait = held.medianTimeToFirstToken - free.medianTimeToFirstToken
    #expect(wait > 0)
    #expect(wait <= 21 * held.timePerOutputToken)
    // Few clients never fill all ranks: the limit is what they wait.
    let few = median(20, 2)
    #expect(few.medianTimeToFirstToken > 20 * few.timePerOutputToken)
  }
}
