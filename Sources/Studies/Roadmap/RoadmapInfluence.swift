public import Supply

/// Which inputs decide a result of a roadmap, by rank correlation over samples.
///
/// Spearman's coefficient, which any rising curve between an input and a result leaves as it is; of
/// independent numbers it scatters by `1/√samples`, so that what lies below two of those says nothing.
public struct RoadmapInfluence: Hashable, Sendable {
  /// A result that inputs are held against.
  public enum Target: Hashable, Sendable {
    /// Compute shipped in the last quarter of a year [H100-equivalent].
    case compute(year: Int)
    /// Rental price in the last quarter of a year [USD/h].
    case rentalPrice(year: Int)
    /// First quarter in which a layer binds; never counts as later than all.
    case firstBinding(Layer)
    /// Share of the quarters in which a layer binds [1].
    case bindingShare(Layer)
  }

  /// An input and how it goes with the result.
  public struct Input: Hashable, Sendable {
    /// Path of the input.
    public var path: String
    /// Rank correlation with the result, from −1 to 1 [1].
    public var correlation: Double
  }

  /// The result.
  public var target: Target
  /// The inputs that matter most, the strongest first.
  public var inputs: [Input]

  /// How many inputs are listed of each result.
  static let listed = 10

  /// The inputs that matter most for every result that varies.
  static func all(
    of traces: [RoadmapTrace],
    samples: [Int],
    cube: LatinHypercube,
    inputs: [String],
    quarters: [Quarter]
  ) -> [RoadmapInfluence] {
    guard traces.count > 2, !inputs.isEmpty else { return [] }
    // An input rises with its coordinate, so the ranks are the coordinate's.
    let ranks = inputs.indices.map { input in
      RankCorrelation.ranks(samples.map { cube.coordinate(of: $0, along: input) })
    }
    return targets(quarters).compactMap { target in
      let result = traces.map { value(target, $0, quarters) }
      guard let least = result.min(), let most = result.max(), most > least else { return nil }
      let ranked = RankCorrelation.ranks(result)
      let found = inputs.indices.map {
        Input(path: inputs[$0], correlation: RankCorrelation.pearson(ranks[$0], ranked))
      }
      let strongest = found.enumerated().sorted {
        (-$0.element.correlation.magnitude, $0.offset)
          < (-$1.element.correlation.magnitude, $1.offset)
      }
      return RoadmapInfluence(target: target, inputs: strongest.prefix(listed).map(\.element))
    }
  }

  /// Results worth asking for over some quarters.
  private static func targets(_ quarters: [Quarter]) -> [Target] {
    guard let last = quarters.last else { return [] }
    let years = [2025, 2030].filter { quarters.contains(Quarter($0, 4)) }
    let ends = years.isEmpty && last.number == 4 ? [last.year] : years
    return ends.map { .compute(year: $0) } + ends.map { .rentalPrice(year: $0) }
      + [.firstBinding(.power)] + Layer.allCases.map { .bindingShare($0) }
  }

  /// A result of one sample.
  private static func value(
    _ target: Target,
    _ trace: RoadmapTrace,
    _ quarters: [Quarter]
  ) -> Double {
    switch target {
    case .compute(let year):
      Double(trace.values(.compute)[Quarter(year, 4).since(quarters[0])])
    case .rentalPrice(let year):
      Double(trace.values(.rentalPrice)[Quarter(year, 4).since(quarters[0])])
    case .firstBinding(let layer): Double(trace.first(layer) ?? quarters.count)
    case .bindingShare(let layer): trace.share(layer)
    }
  }
}

/// Spearman's rank correlation.
enum RankCorrelation {
  /// The rank of each value from 0, ties sharing the mean of theirs.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = Array(repeating: 0.0, count: values.count)
    var begin = 0
    while begin < order.count {
      var end = begin + 1
      while end < order.count, values[order[end]] == values[order[begin]] { end += 1 }
      for place in begin..<end { ranks[order[place]] = Double(begin + end - 1) / 2 }
      begin = end
    }
    return ranks
  }

  /// Pearson's correlation of two lists, 0 where one does not vary [1].
  static func pearson(_ left: [Double], _ right: [Double]) -> Double {
    precondition(left.count == right.count)
    let count = Double(left.count)
    let leftMean = left.reduce(0, +) / count
    let rightMean = right.reduce(0, +) / count
    var both = 0.0
    var leftSquares = 0.0
    var rightSquares = 0.0
    for (a, b) in zip(left, right) {
      both += (a - leftMean) * (b - rightMean)
      leftSquares += (a - leftMean) * (a - leftMean)
      rightSquares += (b - rightMean) * (b - rightMean)
    }
    guard leftSquares > 0, rightSquares > 0 else { return 0 }
    return both / (leftSquares * rightSquares).squareRoot()
  }
}
