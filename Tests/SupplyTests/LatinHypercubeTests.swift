import Supply
import Testing

@Suite struct `Latin hypercube tests` {
  @Test(arguments: [1, 2, 10, 257]) func `every stratum of every dimension holds one point`(
    count: Int
  ) {
    let cube = LatinHypercube(count: count, dimensions: 7, seed: 3)
    for dimension in 0..<7 {
      let strata = (0..<count).map {
        Int(cube.coordinate(of: $0, along: dimension) * Double(count))
      }
      #expect(strata.sorted() == Array(0..<count))
    }
  }

  @Test func `more dimensions leave the numbers of the first as they are`() {
    let few = LatinHypercube(count: 50, dimensions: 2, seed: 9)
    let many = LatinHypercube(count: 50, dimensions: 5, seed: 9)
    for point in 0..<50 { #expect(few.point(point) == Array(many.point(point)[0..<2])) }
    #expect(few.point(0) != LatinHypercube(count: 50, dimensions: 2, seed: 10).point(0))
  }

  @Test func `dimensions are not alike`() {
    // The correlation of two independent permutations of n has a deviation of 1/√(n − 1) = 0.032.
    let cube = LatinHypercube(count: 1_000, dimensions: 2, seed: 1)
    let products = (0..<1_000).map {
      (cube.coordinate(of: $0, along: 0) - 0.5) * (cube.coordinate(of: $0, along: 1) - 0.5) * 12
    }
    #expect((products.reduce(0, +) / 1_000).magnitude < 0.13)
  }

  @Test func `a range is cut at its mode by the share below it`() {
    let linear = IndustryRange(path: "x", low: 1, best: 1.5, high: 3)
    #expect(!linear.isLogarithmic)
    #expect(linear.value(at: 0) == 1)
    #expect((linear.value(at: 0.25) - 1.5).magnitude < 1e-12)
    #expect((linear.value(at: 1) - 3).magnitude < 1e-12)
    let wide = IndustryRange(path: "x", low: 1, best: 10, high: 100)
    #expect(wide.isLogarithmic)
    #expect((wide.value(at: 0.5) - 10).magnitude < 1e-9)
    // Mirrored on the logarithmic scale.
    #expect((wide.value(at: 0.2) * wide.value(at: 0.8) - 100).magnitude < 1e-9)
    let point = IndustryRange(path: "x", low: 4, best: 4, high: 4)
    #expect(point.value(at: 0.7) == 4)
  }

  @Test func `samples of a range keep its mean`() {
    let range = IndustryRange(path: "x", low: 2, best: 3, high: 5)
    let cube = LatinHypercube(count: 1_000, dimensions: 1, seed: 5)
    let mean =
      (0..<1_000).map { range.value(at: cube.coordinate(of: $0, along: 0)) }.reduce(0, +) / 1_000
    // The mean of a triangular distribution is that of its three corners.
    #expect((mean - 10.0 / 3).magnitude < 1e-3)
  }
}
