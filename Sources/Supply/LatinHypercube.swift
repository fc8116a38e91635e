import Quantities

/// Points spread over a cube of many dimensions, each evenly along every one of them.
///
/// Each dimension is cut into as many equal strata as there are points, a random permutation deals
/// them out, and a point lies at random in its stratum (McKay, Beckman and Conover 1979,
/// doi 10.1080/00401706.1979.10489755). Chosen over a scrambled Sobol' sequence because a roadmap has
/// a hundred inputs and more, of which a few matter nearly alone: the even margins take out their
/// part of the variance for any number of points, while Sobol' points of that many dimensions need
/// tables of direction numbers and powers of two to be even in pairs. Rank correlations and quantiles
/// of the results are computed as from independent points.
///
/// A dimension's numbers depend on the seed and its index alone: more dimensions leave them as they
/// are, and any point can be asked for on its own.
public struct LatinHypercube: Sendable {
  /// How many points there are.
  public let count: Int
  /// How many dimensions there are.
  public let dimensions: Int
  /// Streams of the numbers within strata, by dimension.
  private let streams: [SplitMix64]
  /// Stratum of each point, dimension after dimension.
  private let strata: [UInt32]

  /// Points from a seed.
  ///
  /// - Parameters:
  ///   - count: How many points, 0 or more.
  ///   - dimensions: How many dimensions, 0 or more.
  ///   - seed: The seed.
  /// - Complexity: O(count · dimensions) in time and memory.
  public init(count: Int, dimensions: Int, seed: UInt64) {
    precondition(count >= 0 && dimensions >= 0)
    self.count = count
    self.dimensions = dimensions
    let root = SplitMix64(seed: seed)
    streams = (0..<dimensions).map { root.stream(UInt64($0)) }
    var strata: [UInt32] = []
    strata.reserveCapacity(count * dimensions)
    for dimension in 0..<dimensions {
      var generator = streams[dimension]
      var deal = Array(0..<UInt32(count))
      for last in stride(from: count - 1, to: 0, by: -1) {
        deal.swapAt(last, min(last, Int(generator.uniform() * Double(last + 1))))
      }
      strata += deal
    }
    self.strata = strata
  }

  /// A coordinate of a point, from 0 up to but without 1 [1].
  public func coordinate(of point: Int, along dimension: Int) -> Double {
    precondition((0..<count).contains(point) && (0..<dimensions).contains(dimension))
    var generator = streams[dimension].stream(UInt64(point))
    let stratum = Double(strata[dimension * count + point])
    return min((stratum + generator.uniform()) / Double(count), 1 - 0x1p-53)
  }

  /// All coordinates of a point, each from 0 up to but without 1 [1].
  public func point(_ index: Int) -> [Double] {
    (0..<dimensions).map { coordinate(of: index, along: $0) }
  }
}
