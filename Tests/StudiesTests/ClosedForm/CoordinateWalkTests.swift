import Testing

@testable import Studies

/// Walks to the least of functions whose least is known.
struct CoordinateWalkTests {
  @Test func `a bowl's bottom is found, also where it is long and narrow`() {
    let walk = CoordinateWalk(ranges: [-1...3, 0...10, -5...5])
    let found = walk.least(from: [0, 0, 0]) { values in
      let a = values[0] - 1.3
      let b = values[1] - 7
      let c = values[2] + 2
      return a * a + 0.01 * b * b + 5 * c * c
    }
    for (value, truth, width) in zip3(found, [1.3, 7, -2], [4, 10, 10.0]) {
      #expect(abs(value - truth) <= 0.002 * width)
    }
  }

  @Test func `values stay within their ranges, and a least beyond ends at the bound`() {
    let walk = CoordinateWalk(ranges: [0...1, 0...1])
    var seen: [Double] = []
    let found = walk.least(from: [0.5, 0.5]) { values in
      seen += values
      return -values[0] + values[1]
    }
    #expect(found == [1, 0])
    #expect(seen.allSatisfy { (0...1).contains($0) } && seen.count > 10)
  }

  @Test func `a flat function leaves the start`() {
    let walk = CoordinateWalk(ranges: [0...1, 2...3])
    #expect(walk.least(from: [0.3, 2.2]) { _ in 4 } == [0.3, 2.2])
    #expect(CoordinateWalk(ranges: []).least(from: []) { _ in 1 }.isEmpty)
  }

  @Test func `no point is higher than the start`() {
    let walk = CoordinateWalk(ranges: [-4...4])
    func wave(_ x: Double) -> Double { x * x * x * x - 8 * x * x + x }
    for start in stride(from: -4.0, through: 4, by: 0.5) {
      let end = walk.least(from: [start]) { wave($0[0]) }[0]
      #expect(wave(end) <= wave(start))
    }
  }

  /// Three sequences side by side.
  private func zip3(
    _ a: [Double],
    _ b: [Double],
    _ c: [Double]
  ) -> [(Double, Double, Double)] {
    a.indices.map { (a[$0], b[$0], c[$0]) }
  }
}
