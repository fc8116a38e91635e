import Compute
import Quantities
import Systems
import Testing
import Workloads

@testable import Serving

/// A machine whose experts take a second for each that is reached, or for each row.
private struct CountingMachine: Machine {
  /// What a second stands for.
  var countsRows = false

  let launch = 0.0

  func matrixMultiply(_ operation: MatrixMultiply) -> KernelEstimate { .zero }
  func grouped(_ operation: GroupedMatrixMultiply) -> KernelEstimate { .zero }
  func attention(_ operation: Attention) -> KernelEstimate { .zero }
  func vector(_ operation: VectorOperation) -> KernelEstimate { .zero }
  func quantise(elements: Double, to format: NumberFormat) -> KernelEstimate { .zero }
  func replacing(accelerator: Accelerator) -> any Machine { self }

  func experts(_ layer: ExpertLayer) -> KernelEstimate {
    KernelEstimate(
      seconds: countsRows ? layer.rows : layer.touched,
      clockShare: 0,
      energy: 0
    )
  }
}

/// How many experts and rows meet on the busiest rank.
struct ExpertReachTests {
  /// Experts reached or rows on the busiest rank, in each layer of the mixture.
  static func count(_ tokens: Double, ranks: Int = 1, rows: Bool = false, skew: Double = 1)
    -> Double
  {
    var stack = Bench.stack
    stack.expertSkew = skew
    let model = IterationTests.model(
      Bench.mixture,
      layout: .init(attentionData: ranks, expert: ranks),
      system: Bench.system(machine: CountingMachine(countsRows: rows)),
      stack: stack
    )
    let account = model.cost(IterationTests.generating(tokens)).account
    return account.experts / 16
  }

  /// The mean over many draws of the greatest number of experts reached, or of rows, of any rank.
  static func drawn(_ tokens: Int, ranks: Int, rows: Bool) -> Double {
    var generator = SplitMix64(seed: 7)
    var sum = 0.0
    let trials = 400
    for _ in 0..<trials {
      var hits = [Int](repeating: 0, count: 64)
      for _ in 0..<tokens {
        var chosen: Set<Int> = []
        while chosen.count < 4 { chosen.insert(Int(generator.uniform() * 64)) }
        for expert in chosen { hits[expert] += 1 }
      }
      let local = 64 / ranks
      let each = (0..<ranks).map { rank -> Int in
        let own = hits[rank * local..<(rank + 1) * local]
        return rows ? own.reduce(0, +) : own.count { $0 > 0 }
      }
      sum += Double(each.max() ?? 0)
    }
    return sum / Double(trials)
  }

  @Test func `one token reaches its choices and many reach all`() {
    #expect(Bench.agree(Self.count(1), 4))
    #expect(Bench.agree(Self.count(10_000), 64))
    #expect(Bench.agree(Self.count(1, rows: true), 4))
  }

  @Test func `reach grows with tokens and stays within its bounds`() {
    var last = 0.0
    for tokens in [1.0, 2, 3, 8, 20, 64, 200, 2_000] {
      for ranks in [1, 8, 64] {
        let reached = Self.count(tokens, ranks: ranks)
        #expect(reached <= 64 / Double(ranks) && reached >= 1)
        let rows = Self.count(tokens, ranks: ranks, rows: true)
        #expect(rows >= tokens * 4 / Double(ranks) * (1 - 1e-9))
        #expect(rows <= tokens * min(4, 64 / Double(ranks)) * (1 + 1e-9))
      }
      let whole = Self.count(tokens)
      #expect(whole >= last && whole <= 4 * tokens * (1 + 1e-9))
      last = whole
    }
  }

  @Test(arguments: [2, 8, 16, 64])
  func `draws reach as many experts as the formula`(tokens: Int) {
    let formula = Self.count(Double(tokens))
    #expect(Bench.agree(formula, Self.drawn(tokens, ranks: 1, rows: false), within: 0.02))
  }

  @Test(arguments: [64, 256])
  func `the busiest of eight ranks has as many rows as drawn`(tokens: Int) {
    let rows = Self.count(Double(tokens), ranks: 8, rows: true)
    // The √(2 ln n) law lies above the mean of the greatest of few: by a tenth at eight ranks.
    let drawn = Self.drawn(tokens, ranks: 8, rows: true)
    #expect(rows >= 0.98 * drawn && rows <= 1.15 * drawn, "\(rows) \(drawn)")
    let reached = Self.count(Double(tokens), ranks: 8)
    let seen = Self.drawn(tokens, ranks: 8, rows: false)
    #expect(Bench.agree(reached, seen, within: 0.05), "\(reached) \(seen)")
  }

  @Test func `skew adds to the mean of the busiest rank and to nothing else`() {
    let even = Self.count(256, ranks: 8, rows: true)
    let skewed = Self.count(256, ranks: 8, rows: true, skew: 1.5)
    #expect(Bench.agree(skewed - even, 0.5 * 256 * 4 / 8))
    #expect(Self.count(256, skew: 1.5) == Self.count(256))
  }
}
