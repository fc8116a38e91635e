import Serving
import Testing
import Workloads

/// What others printed about serving, recomputed.
struct PublishedServingTests {
  @Test(arguments: [
    // Leviathan and others, Fast inference from transformers via speculative decoding, 2023
    // (arXiv:2211.17192), table 1, column of speed; recalled.
    (0.6, 2, 1.96), (0.7, 3, 2.53), (0.8, 2, 2.44), (0.8, 5, 3.69), (0.9, 2, 2.71),
    (0.9, 10, 6.86),
  ])
  func `tokens of a step are those of the paper on guesses`(
    acceptance: Double,
    tokens: Int,
    printed: Double
  ) {
    let guesses = ServingTraffic.Speculation(tokens: tokens, acceptance: acceptance)
    #expect(abs(guesses.tokensPerStep - printed) < 0.0051)
  }

  /// A model with grouped queries by what its cache depends on.
  static func grouped(layers: Int) -> Architecture {
    Architecture(
      layers: layers,
      hidden: 8_192,
      heads: 64,
      kvHeads: 8,
      headDimension: 128,
      intermediate: 28_672,
      gated: true,
      vocabulary: 128_256
    )
  }

  @Test func `bytes of a token in the cache are those that DeepSeek compares`() {
    // Insights into DeepSeek-V3 (arXiv:2505.09343), table 1, in bf16 and thousands of bytes; recalled.
    let rows: [(model: Architecture, printed: Double)] = [
      (Bench.deepseek, 70.272), (Self.grouped(layers: 80), 327.680),
      (Self.grouped(layers: 126), 516.096),
    ]
    for row in rows {
      #expect(Bench.agree(Bench.memory(row.model).cachePerToken, row.printed * 1_000))
    }
  }
}
