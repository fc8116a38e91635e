import Quantities
import Testing

struct NearestTests {
  static let names = ["h100-sxm", "h100-pcie", "h200-sxm", "b200", "mi300x", "tpu-v5p"]

  @Test(arguments: [
    ("h100-smx", "h100-sxm"), ("H100-SXM", "h100-sxm"), ("mi300", "mi300x"),
    ("h20-sxm", "h200-sxm"),
    ("tpu", "tpu-v5p"), ("pcie", "h100-pcie"),
  ])
  func `the nearest name comes first`(name: String, expected: String) {
    #expect(Nearest.names(to: name, among: Self.names).first == expected)
  }

  @Test func `nothing is offered for what is far away`() {
    #expect(Nearest.names(to: "warehouse", among: Self.names).isEmpty)
    #expect(Nearest.names(to: "", among: Self.names).isEmpty)
  }

  @Test func `the limit holds and long names cost little`() {
    #expect(Nearest.names(to: "h", among: Self.names, limit: 2).count == 2)
    #expect(Nearest.names(to: String(repeating: "h", count: 1_000_000), among: Self.names).isEmpty)
  }
}

struct StatisticsTests {
  @Test func `a small sample has the known figures`() throws {
    let summary = try #require(Statistics.summary([4, 1, 3, 2, 10]))
    #expect(summary.count == 5)
    #expect(summary.mean == 4)
    #expect(summary.median == 3)
    #expect(abs(summary.p90 - 7.6) < 1e-12)
    #expect(summary.minimum == 1)
    #expect(summary.maximum == 10)
  }

  @Test func `an empty sample has no figures`() {
    #expect(Statistics.summary([]) == nil)
    #expect(Statistics.quantile(0.5, of: []) == nil)
    #expect(Statistics.standardDeviation([1]) == nil)
  }

  @Test func `the sum keeps small terms beside large ones`() {
    #expect(Statistics.sum([1, 1e100, 1, -1e100]) == 2)
  }

  @Test func `the deviation of an even spread is known`() throws {
    let deviation = try #require(Statistics.standardDeviation([2, 4, 4, 4, 5, 5, 7, 9]))
    #expect(abs(deviation - 2.138_089_935_299_395) < 1e-14)
  }
}

struct SearchTests {
  @Test func `the valley of Rosenbrock is followed to its end`() {
    let result = Search.nelderMead(from: [-1.2, 1]) { x in
      let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
      return a * a + 100 * b * b
    }
    #expect(result.converged)
    #expect(abs(result.point[0] - 1) < 1e-4)
    #expect(abs(result.point[1] - 1) < 1e-4)
  }

  @Test func `a minimum outside the bounds is met on the bound`() {
    let result = Search.nelderMead(from: [0.5, 0.5], bounds: [0...1, 0...1]) { x in
      (x[0] - 3) * (x[0] - 3) + (x[1] - 0.25) * (x[1] - 0.25)
    }
    #expect(abs(result.point[0] - 1) < 1e-6)
    #expect(abs(result.point[1] - 0.25) < 1e-4)
  }

  @Test func `five arguments of unlike size are found`() {
    let target = [1e-6, 0.5, 3, 40, 2e3]
    let result = Search.nelderMead(from: [2e-6, 0.9, 1, 100, 1e3]) { x in
      zip(x, target).reduce(0) { $0 + ($1.0 / $1.1 - 1) * ($1.0 / $1.1 - 1) }
    }
    for (found, wanted) in zip(result.point, target) { #expect(abs(found / wanted - 1) < 1e-3) }
  }

  @Test func `hostile functions end`() {
    #expect(Search.nelderMead(from: [1]) { _ in .nan }.value == .infinity)
    #expect(Search.nelderMead(from: [1, 2], maximumEvaluations: 50) { -$0[0] }.evaluations < 60)
    #expect(Search.nelderMead(from: []) { _ in 3 }.value == 3)
    #expect(Search.nelderMead(from: [5]) { _ in 3 }.value == 3)
  }

  @Test func `runs repeat exactly`() {
    func run() -> Search.Result {
      Search.nelderMead(from: [3, -2]) { $0[0] * $0[0] + abs($0[1] - 1) }
    }
    #expect(run() == run())
  }
}
