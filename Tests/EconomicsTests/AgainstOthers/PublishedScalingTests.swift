import Economics
import Testing

/// Published optima of size and training tokens.
///
/// Unless said otherwise: Sardana et al. 2023 (arXiv:2401.00448), figure 1 and README of its code.
@Suite struct PublishedScalingTests {
  /// Half a unit in the last of four printed digits, relative, at worst.
  private let printed = 5e-4

  @Test func `losses are those of the published code`() throws {
    let law = ScalingLaw.sardana2023
    #expect(abs(try law.loss(parameters: 70e9, trainingTokens: 1e12) - 1.947) < 0.0005)
    let thirty = try law.trainingOptimum(parameters: 30e9)
    #expect(abs(thirty.trainingTokens / 1.556e12 - 1) < printed)
    let loss = try law.loss(parameters: 30e9, trainingTokens: thirty.trainingTokens)
    // Printed to sixteen digits; a few roundings apart.
    #expect(abs(loss - 1.958253360475841) < 1e-13)
  }

  @Test func `a billion requests of 600 tokens to a 30 B model take 3.161e23 operations`() throws {
    let life = try LifetimeRatio(
      activeParameters: 30e9,
      trainingTokens: 1.556e12,
      served: try TokenCounts(input: 500e9, output: 100e9)
    )
    #expect(abs(life.training / 2.801e23 - 1) < printed)
    #expect(abs(life.total / 3.161e23 - 1) < printed)
  }

  @Test func `two trillion tokens of inference move the optimum as published`() throws {
    let law = ScalingLaw.sardana2023
    let best = try law.lifetimeOptimum(loss: 1.947, equivalentTrainingTokens: 2e12 / 3)
    #expect(abs(best.parameters / 2.418e10 - 1) < printed)
    #expect(abs(best.trainingTokens / 2.657e12 - 1) < printed)
    let start = try law.trainingOptimum(loss: 1.947)
    #expect(abs(best.parameters / start.parameters - 0.7096) < 0.00005)
    #expect(abs(best.trainingTokens / start.trainingTokens - 1.4677) < 0.00005)
    let ratio = try operations(best, inference: 2e12) / operations(start, inference: 2e12)
    #expect(abs(ratio - 0.9522) < 0.00005)
  }

  // "13 B ... 2 trillion tokens": a 7 B model saves 1.7e22 operations, 17 %.
  @Test func `a model of 13 B for two trillion tokens had better be one of 7 B`() throws {
    let law = ScalingLaw.sardana2023
    let start = try law.trainingOptimum(parameters: 13e9)
    let loss = try law.loss(
      parameters: start.parameters,
      trainingTokens: start.trainingTokens
    )
    let best = try law.lifetimeOptimum(loss: loss, equivalentTrainingTokens: 2e12 / 3)
    #expect((best.parameters / 1e9).rounded() == 7)
    let before = try operations(start, inference: 2e12)
    let saved = try before - operations(best, inference: 2e12)
    #expect((saved / 1e21).rounded() == 17)
    #expect((saved / before * 100).rounded() == 17)
  }

  // Training on A100 80 GB at 1.40 USD/h and 50 % of 312 TFLOP/s, inference on A100 40 GB at 0.60
  // USD/h and 40 % (input) and 20 % (output) of 624 TOP/s in INT8; 1e10 requests of 1000 and 250.
  @Test func `dollars move the optimum as published`() throws {
    let hour = 3600.0
    let prices = try LifetimeRatio.Prices(
      training: try LifetimeRatio.operationPrice(
        secondPrice: 1.40 / hour,
        peak: 312e12,
        utilisation: 0.5
      ),
      prefill: try LifetimeRatio.operationPrice(
        secondPrice: 0.60 / hour,
        peak: 624e12,
        utilisation: 0.4
      ),
      decode: try LifetimeRatio.operationPrice(
        secondPrice: 0.60 / hour,
        peak: 624e12,
        utilisation: 0.2
      )
    )
    func life(_ design: ScalingLaw.Design) throws -> LifetimeRatio {
      try LifetimeRatio(
        activeParameters: design.parameters,
        trainingTokens: design.trainingTokens,
        served: try TokenCounts(input: 1e13, output: 2.5e12),
        prices: prices
      )
    }
    let law = ScalingLaw.sardana2023
    let start = try law.trainingOptimum(loss: 1.947)
    let best = try law.lifetimeOptimum(
      loss: 1.947,
      equivalentTrainingTokens: try life(start).equivalentTrainingTokens
    )
    #expect(abs(best.parameters / 2.053e10 - 1) < printed)
    #expect(abs(best.trainingTokens / 3.302e12 - 1) < printed)
    #expect(abs(best.parameters / start.parameters - 0.6023) < 0.00005)
    #expect(abs(best.trainingTokens / start.trainingTokens - 1.8241) < 0.00005)
    #expect(abs(try life(best).total / (try life(start).total) - 0.8876) < 0.00005)
  }

  // Besiroglu et al. 2024 (arXiv:2404.10102): the refit agrees with about 20 tokens a parameter,
  // as Chinchilla was trained; the constants first printed do not.
  @Test func `only the refit gives Chinchilla its twenty tokens a parameter`() throws {
    let refit = try ScalingLaw.besiroglu2024.trainingOptimum(parameters: 70e9)
    #expect(abs(refit.trainingTokens / 1.4e12 - 1) < 0.1)
    let first = try ScalingLaw.hoffmann2022.trainingOptimum(parameters: 70e9)
    #expect(first.trainingTokens / 70e9 > 70)
  }

  /// Operations of training and of inference, `6ND + 2NT`.
  private func operations(
    _ design: ScalingLaw.Design,
    inference: Double
  ) throws -> Double {
    try LifetimeRatio(
      activeParameters: design.parameters,
      trainingTokens: design.trainingTokens,
      served: try TokenCounts(input: 0, output: inference)
    ).total
  }
}
