import Economics
import Foundation
import Testing

@Suite struct LifetimeTests {
  private let laws: [ScalingLaw] = [.hoffmann2022, .sardana2023, .besiroglu2024]

  @Test func `inference equals training after three times the tokens`() throws {
    let life = try LifetimeRatio(
      activeParameters: 37e9,
      trainingTokens: 14.8e12,
      served: try TokenCounts(input: 30e12, cachedInput: 99e12, output: 14.4e12)
    )
    #expect(abs(life.parityTokens / (3 * 14.8e12) - 1) < 1e-12)
    #expect(abs(life.ratio - 1) < 1e-12)
    #expect(abs(life.equivalentTrainingTokens / 14.8e12 - 1) < 1e-12)
    #expect(life.total == life.training + life.inference)
    #expect(life.training == 6 * 37e9 * 14.8e12)
  }

  @Test func `dear decoding brings parity sooner`() throws {
    let prices = try LifetimeRatio.Prices(training: 1e-18, prefill: 2e-18, decode: 10e-18)
    let life = try LifetimeRatio(
      activeParameters: 1e9,
      trainingTokens: 6e12,
      served: try TokenCounts(input: 3e12, output: 1e12),
      prices: prices
    )
    // 3·6 of training against 3·2 + 1·10 of inference in units of 2N·1e12·1e-18.
    #expect(abs(life.ratio - 16.0 / 18) < 1e-12)
    #expect(abs(life.parityTokens / 4.5e12 - 1) < 1e-12)
    let idle = try LifetimeRatio(
      activeParameters: 1e9,
      trainingTokens: 6e12,
      served: try TokenCounts(input: 0, output: 0),
      prices: prices
    )
    #expect(idle.parityTokens == .infinity && idle.ratio == 0)
  }

  @Test func `an operation costs the second over what the second does`() throws {
    let price = try LifetimeRatio.operationPrice(
      secondPrice: 2.0 / 3600,
      peak: 1e15,
      utilisation: 0.4
    )
    #expect(abs(price * 0.4e15 * 3600 - 2) < 1e-12)
  }

  @Test func `tokens for a loss give that loss`() throws {
    for law in laws {
      let loss = try law.loss(parameters: 8e9, trainingTokens: 3e12)
      let tokens = try law.trainingTokens(parameters: 8e9, loss: loss)
      // The data term is about a tenth of the loss and enters with the power 1/β < 4.
      #expect(abs(tokens / 3e12 - 1) < 1e-11)
    }
  }

  @Test func `the training optimum has the least operations for its loss`() throws {
    for law in laws {
      let best = try law.trainingOptimum(parameters: 13e9)
      let loss = try law.loss(
        parameters: best.parameters,
        trainingTokens: best.trainingTokens
      )
      let again = try law.trainingOptimum(loss: loss)
      #expect(abs(again.parameters / 13e9 - 1) < 1e-10)
      for factor in [0.8, 0.97, 1.03, 1.25] {
        let tokens = try law.trainingTokens(parameters: factor * 13e9, loss: loss)
        #expect(factor * 13e9 * tokens > best.parameters * best.trainingTokens)
      }
    }
  }

  @Test(arguments: [1e9, 1e11, 1e13, 1e15])
  func `the lifetime optimum costs least on a fine grid`(inference: Double) throws {
    for law in laws {
      let loss = 2.1
      let best = try law.lifetimeOptimum(loss: loss, equivalentTrainingTokens: inference)
      let reached = try law.loss(
        parameters: best.parameters,
        trainingTokens: best.trainingTokens
      )
      #expect(abs(reached - loss) < 1e-9)
      let cost = best.parameters * (best.trainingTokens + inference)
      let start = try law.trainingOptimum(loss: loss).parameters
      var compared = 0
      for step in 1...400 {
        let size = start * pow(10, 0.3 - Double(step) / 100)
        guard let tokens = try? law.trainingTokens(parameters: size, loss: loss) else { break }
        // Near the bottom the cost is flat: only rounding may put a grid point below.
        #expect(size * (tokens + inference) > cost * (1 - 1e-10))
        compared += 1
      }
      #expect(compared > 30)
    }
  }

  @Test func `more inference asks for a smaller model trained longer`() throws {
    let law = ScalingLaw.besiroglu2024
    let designs = try [0, 1e10, 1e11, 1e12, 1e13, 1e14].map {
      try law.lifetimeOptimum(loss: 2, equivalentTrainingTokens: $0)
    }
    #expect(try designs.first == law.trainingOptimum(loss: 2))
    for (fewer, more) in zip(designs, designs.dropFirst()) {
      #expect(more.parameters < fewer.parameters)
      #expect(more.trainingTokens > fewer.trainingTokens)
    }
  }
}
