import Serving
import Testing
import Workloads

/// Tokens guessed ahead.
struct SpeculationTests {
  @Test(arguments: [1, 2, 5, 10], [0, 0.3, 0.8, 0.99])
  func `a step yields a geometric sum`(tokens: Int, acceptance: Double) {
    let guesses = ServingTraffic.Speculation(tokens: tokens, acceptance: acceptance)
    var power = 1.0
    for _ in 0...tokens { power *= acceptance }
    #expect(Bench.agree(guesses.tokensPerStep, (1 - power) / (1 - acceptance), within: 1e-12))
  }

  @Test func `limits are one token and all of them`() {
    #expect(ServingTraffic.Speculation(tokens: 7, acceptance: 0).tokensPerStep == 1)
    #expect(ServingTraffic.Speculation(tokens: 7, acceptance: 1).tokensPerStep == 8)
    #expect(ServingTraffic.Speculation(tokens: 0, acceptance: 0.5).tokensPerStep == 1)
  }

  /// The time of a token of a batch.
  static func token(_ acceptance: Double?, batch: Double, tokens: Int = 3) -> Double {
    var traffic = Bench.traffic(.batch(batch))
    traffic.speculation = acceptance.map { .init(tokens: tokens, acceptance: $0) }
    return Bench.estimate(traffic).timePerOutputToken
  }

  @Test(arguments: [1.0, 16, 256])
  func `guesses that are never right cost time`(batch: Double) {
    #expect(Self.token(0, batch: batch) > Self.token(nil, batch: batch))
  }

  @Test func `better guesses save time, all of it where memory is what takes it`() {
    var last = Double.infinity
    for acceptance in [0, 0.2, 0.5, 0.8, 1] {
      let token = Self.token(acceptance, batch: 1)
      #expect(token < last)
      last = token
    }
    let ratio = Self.token(1, batch: 1) / Self.token(nil, batch: 1)
    // A step's drafts pass a layer and the head each: 3 · 2/32 of a step.
    #expect(ratio >= 0.25 && ratio <= 0.25 * (1 + 3 * 2 / 32.0) * 1.02, "\(ratio)")
  }

  @Test func `a full machine has nothing to gain from guesses that are half right`() {
    var traffic = Bench.traffic(.offline, input: 100, output: 100)
    let plain = Bench.estimate(traffic)
    traffic.speculation = .init(tokens: 4, acceptance: 0.5)
    let guessed = Bench.estimate(traffic)
    #expect(plain.batch > 1_000)
    #expect(guessed.requestsPerSecond < plain.requestsPerSecond)
  }
}
