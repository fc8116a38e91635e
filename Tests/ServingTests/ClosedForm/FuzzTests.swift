import Serving
import Testing
import Workloads

/// Random traffic, models, plans, machines and engines.
struct FuzzTests {
  /// The draws.
  static let draws = RandomServices.draws(5_200, seed: 99)

  /// Every number of an estimate, by name.
  static func numbers(_ estimate: ServingEstimate) -> [(name: String, value: Double)] {
    [
      ("ttft", estimate.timeToFirstToken), ("median", estimate.medianTimeToFirstToken),
      ("tpot", estimate.timePerOutputToken), ("rate", estimate.requestsPerSecond),
      ("greatest", estimate.greatestRate), ("batch", estimate.batch),
      ("queued", estimate.queued), ("capacity", estimate.batchCapacity),
      ("interference", estimate.prefillInterference), ("prefill", estimate.prefillTime),
      ("transfer", estimate.transferTime), ("share", estimate.prefillShare),
      ("use", estimate.prefillUtilization ?? 0), ("weights", estimate.memory.weights),
      ("room", estimate.memory.cacheCapacity), ("cache", estimate.cacheInUse),
      ("power", estimate.acceleratorPower), ("limit", estimate.powerLimit),
      ("clock", estimate.clock), ("flops", estimate.flopRate), ("bytes", estimate.memoryRate),
      ("up", estimate.scaleUpRate), ("out", estimate.scaleOutRate),
    ] + estimate.time.parts.map { ($0.key, $0.seconds) }
  }

  @Test func `every number is finite and none is negative`() {
    var feasible = 0
    for (index, draw) in Self.draws.enumerated() {
      let estimate = draw.estimate()
      feasible += estimate.isFeasible ? 1 : 0
      for (name, value) in Self.numbers(estimate) {
        #expect(value.isFinite && value >= 0, "draw \(index): \(name) is \(value)")
      }
      for share in [estimate.prefillShare, estimate.prefillUtilization ?? 0, estimate.clock] {
        #expect(share <= 1 + 1e-9, "draw \(index)")
      }
      #expect(estimate.isFeasible || estimate.problems.allSatisfy { $0.count > 20 })
    }
    #expect(feasible > 1_000, "\(feasible)")
  }

  @Test func `parts add up to the time of a token`() {
    for (index, draw) in Self.draws.enumerated() {
      let estimate = draw.estimate()
      let sum = estimate.time.total + estimate.prefillInterference
      #expect(Bench.agree(sum, estimate.timePerOutputToken), "draw \(index)")
      #expect(estimate.time.parts.allSatisfy { $0.seconds >= 0 }, "draw \(index)")
    }
  }

  @Test func `no more requests run than memory and limits allow`() {
    for (index, draw) in Self.draws.enumerated() {
      let estimate = draw.estimate()
      guard estimate.isFeasible else { continue }
      #expect(estimate.batch <= estimate.batchCapacity * (1 + 1e-9), "draw \(index)")
      let room = estimate.memory.cacheCapacity
      #expect(estimate.cacheInUse <= room * (1 + 1e-9), "draw \(index)")
      // An input that hides under generation has its energy in next to no time of its own: there
      // the lowest clock may leave power a little above the limit.
      #expect(estimate.acceleratorPower <= estimate.powerLimit * 1.05, "draw \(index)")
    }
  }

  @Test func `the same question has the same answer to the bit`() {
    for draw in Self.draws.prefix(100) {
      let first = Self.numbers(draw.estimate())
      let second = Self.numbers(draw.estimate())
      #expect(first.map(\.value.bitPattern) == second.map(\.value.bitPattern))
    }
  }
}
