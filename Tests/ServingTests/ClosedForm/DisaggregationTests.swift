import Serving
import Systems
import Testing
import Workloads

/// Pools of their own for inputs and output.
struct DisaggregationTests {
  /// A plan with so many copies of each kind.
  static func plan(prefill: Int, decode: Int) -> ServingPlan {
    ServingPlan(
      replicas: decode,
      prefill: ServingPlan.PrefillPool(layout: .init(), workers: prefill)
    )
  }

  /// The estimate of full pools.
  static func full(
    prefill: Int,
    decode: Int,
    input: Double = 1_000,
    output: Double = 257
  ) -> ServingEstimate {
    Bench.estimate(
      Bench.traffic(.concurrency(1e5), input: input, output: output),
      plan: plan(prefill: prefill, decode: decode)
    )
  }

  @Test func `the pool of inputs sets the rate where output is short`() {
    let one = Self.full(prefill: 1, decode: 4, input: 4_000, output: 9)
    let two = Self.full(prefill: 2, decode: 4, input: 4_000, output: 9)
    let more = Self.full(prefill: 1, decode: 8, input: 4_000, output: 9)
    #expect(one.limit == .prefill)
    #expect(Bench.agree(two.requestsPerSecond, 2 * one.requestsPerSecond, within: 1e-6))
    #expect(Bench.agree(more.requestsPerSecond, one.requestsPerSecond, within: 1e-6))
    #expect(Bench.agree(one.requestsPerSecond, 1 / one.prefillTime, within: 1e-6))
    #expect(one.prefillUtilization.map { $0 > 0.999 } == true)
  }

  @Test func `the pool of output sets the rate where output is long`() {
    let one = Self.full(prefill: 8, decode: 1, input: 500, output: 4_000)
    let two = Self.full(prefill: 8, decode: 2, input: 500, output: 4_000)
    let more = Self.full(prefill: 16, decode: 1, input: 500, output: 4_000)
    #expect(one.limit == .cache || one.limit == .batchLimit)
    #expect(Bench.agree(two.requestsPerSecond, 2 * one.requestsPerSecond, within: 1e-6))
    #expect(Bench.agree(more.requestsPerSecond, one.requestsPerSecond, within: 1e-6))
    let answered = one.batchCapacity / (3_999 * one.timePerOutputToken)
    #expect(Bench.agree(one.requestsPerSecond, answered, within: 0.02))
  }

  @Test(arguments: [1.0, 8, 64, 1_000])
  func `clients run, or wait for their first token`(clients: Double) {
    let estimate = Bench.estimate(
      Bench.traffic(.concurrency(clients)),
      plan: Self.plan(prefill: 1, decode: 2)
    )
    let waiting = estimate.requestsPerSecond * estimate.timeToFirstToken
    #expect(Bench.agree(estimate.batch + waiting, clients, within: 0.02))
  }

  @Test func `inputs do not disturb those that generate`() {
    let estimate = Bench.estimate(
      Bench.traffic(.concurrency(64)),
      plan: Self.plan(prefill: 2, decode: 1)
    )
    #expect(estimate.prefillInterference == 0)
    #expect(Bench.agree(estimate.time.total, estimate.timePerOutputToken))
    let mixed = Bench.estimate(Bench.traffic(.concurrency(64)))
    #expect(estimate.timePerOutputToken < mixed.timePerOutputToken)
    #expect(estimate.transferTime > 0)
  }

  @Test func `a slow wire delays the first token alone`() {
    func estimate(_ rate: Double) -> ServingEstimate {
      Bench.estimate(
        Bench.traffic(.rate(1)),
        plan: Self.plan(prefill: 1, decode: 1),
        on: Bench.system(count: 2, bandwidth: rate, port: rate)
      )
    }
    let fast = estimate(450e9)
    let slow = estimate(1e9)
    // 131 kB a token of 1000 tokens through 1 GB/s, the last layer's share after the computing.
    #expect(slow.transferTime > 0.13 && slow.transferTime <= 0.131072 * 33 / 32)
    #expect(
      Bench.agree(
        slow.timeToFirstToken - fast.timeToFirstToken,
        slow.transferTime - fast.transferTime
      )
    )
    #expect(slow.timePerOutputToken == fast.timePerOutputToken)
  }

  @Test func `a rate beyond both pools is refused with the greatest`() throws {
    let plan = Self.plan(prefill: 1, decode: 1)
    let open = Bench.estimate(Bench.traffic(.rate(1e6)), plan: plan)
    #expect(!open.isFeasible)
    #expect(Bench.agree(open.requestsPerSecond, open.greatestRate, within: 1e-6))
    #expect(try #require(open.problems.first).contains("answers at most"))
    let half = Bench.estimate(Bench.traffic(.rate(open.greatestRate / 2)), plan: plan)
    #expect(half.isFeasible && half.requestsPerSecond == open.greatestRate / 2)
  }
}
