public import Supply

/// When layers first bind, beside when they did.
public struct RoadmapOrder: Hashable, Sendable {
  /// One layer.
  public struct Entry: Hashable, Sendable {
    /// The layer.
    public var layer: Layer
    /// Whether it is asked for when the layer binds anew after power first has.
    public var isReturn: Bool
    /// First quarter in which it bound.
    public var truth: Quarter
    /// First quarter in which it binds in the run; nil where it never does.
    public var predicted: Quarter?
    /// Quarters by which the run is late, negative where it is early.
    public var difference: Int? { predicted.map { $0.since(truth) } }
  }

  /// Layers in the order in which they bound.
  public var entries: [Entry]

  /// Holds labels against the truth.
  ///
  /// Silicon is asked for as its return: the first quarter after power's first in which silicon begins
  /// to bind. Layers that bound already when the state was frozen are left out, since a run that starts
  /// with them has nothing to say on when they came.
  init(
    _ labels: RoadmapLabels,
    against truth: RoadmapTruth,
    from freeze: RoadmapBacktest.Freeze?
  ) {
    let power = labels.first(.power)
    entries = truth.firsts.filter { freeze == nil || $0.quarter >= freeze?.start ?? $0.quarter }
      .map { layer, quarter in
        let isReturn = layer == .silicon
        return Entry(
          layer: layer,
          isReturn: isReturn,
          truth: quarter,
          predicted: isReturn
            ? power.flatMap { labels.returns(layer, after: $0.advanced(by: -1)) }
            : labels.first(layer)
        )
      }
  }

  /// Whether all layers bind, each later than the one before.
  public var isRight: Bool {
    entries.count > 1 && orderedPairs == pairs && entries.allSatisfy { $0.predicted != nil }
  }

  /// Layers in the order in which they bind in the run, those that never do left out.
  public var sequence: [Layer] {
    entries.compactMap { entry in entry.predicted.map { (entry.layer, $0) } }
      .sorted { ($0.1.index, $0.0.rawValue) < ($1.1.index, $1.0.rawValue) }.map(\.0)
  }

  /// Pairs of layers.
  public var pairs: Int { entries.count * (entries.count - 1) / 2 }

  /// Pairs of layers of which the earlier one comes earlier.
  public var orderedPairs: Int {
    entries.indices.reduce(0) { count, earlier in
      count
        + entries[(earlier + 1)...].count { later in
          guard let first = entries[earlier].predicted else { return false }
          return later.predicted.map { first < $0 } ?? true
        }
    }
  }

  /// Greatest difference in quarters, either way; nil where a layer never binds.
  public var worst: Int? {
    let differences = entries.compactMap { $0.difference?.magnitude }
    return differences.count == entries.count ? differences.max().map { Int($0) } : nil
  }
}

extension RoadmapBacktest {
  /// A yearly figure beside what it was.
  public struct SeriesScore: Hashable, Sendable {
    /// One year.
    public struct Year: Hashable, Sendable {
      /// The year.
      public var year: Int
      /// What it was.
      public var truth: Double
      /// What the run gives.
      public var predicted: Double
      /// Whether it enters the mean.
      public var isScored: Bool
      /// Relative error [1].
      public var error: Double { predicted / truth - 1 }
    }

    /// Name for a reader.
    public var name: String
    /// What is counted.
    public var quantity: RoadmapTruth.Series.Quantity
    /// Vendors of the truth that the industry has; the others count as nothing.
    public var vendors: [String]
    /// The years that the run covers.
    public var years: [Year]

    /// Mean absolute relative error of the scored years; nil for none [1].
    public var meanError: Double? {
      let scored = years.filter(\.isScored)
      guard !scored.isEmpty else { return nil }
      return scored.reduce(0) { $0 + $1.error.magnitude } / Double(scored.count)
    }

    /// Holds a run against a series; nil where it covers none of its years.
    init?(_ truth: RoadmapTruth.Series, _ roadmap: Roadmap) {
      name = truth.name
      quantity = truth.quantity
      let known = Set(roadmap.industry.products.map(\.vendor))
      vendors = truth.vendors.filter(known.contains)
      let counted = Set(vendors)
      func sum(_ quarters: some Sequence<RoadmapQuarter>) -> Double {
        quarters.reduce(0) { total, quarter in
          quarter.vendors.filter { counted.contains($0.vendor) }.reduce(total) {
            switch truth.quantity {
            case .units: $0 + $1.units
            case .power: $0 + $1.power
            case .compute: $0 + $1.compute
            }
          }
        }
      }
      years = truth.values.sorted { $0.key < $1.key }.compactMap { year, value in
        let first = truth.quantity == .compute ? 2022 : year
        let quarters = roadmap.quarters.filter { (first...year).contains($0.quarter.year) }
        guard quarters.count == 4 * (year - first + 1) else { return nil }
        return Year(
          year: year,
          truth: value,
          predicted: sum(quarters),
          isScored: truth.scored.contains(year)
        )
      }
      if years.isEmpty { return nil }
    }
  }

  /// A turning point of the rental price beside when it was.
  public struct TurnScore: Hashable, Sendable {
    /// Which one.
    public var kind: RoadmapTruth.Turn.Kind
    /// First and last quarter in which it may have been.
    public var truth: ClosedRange<Quarter>
    /// When it is in the run; nil where it is not.
    public var predicted: Quarter?
    /// Price of an H100-equivalent hour then [USD/h].
    public var price: Double?

    /// Quarters by which the run is late, negative where it is early; 0 within the span.
    public var difference: Int? {
      predicted.map {
        $0 < truth.lowerBound
          ? $0.since(truth.lowerBound) : $0 > truth.upperBound ? $0.since(truth.upperBound) : 0
      }
    }

    /// By how much the price must stand above its lowest to have risen: quotes of a day differ as much.
    static let clear = 1.05

    /// Finds the turning points of a run that are after its start.
    ///
    /// The peak is the highest price from the start to the end of 2024, the low the lowest after that to
    /// the end of 2026, and the rise the first quarter after the low that stands clearly above it. A
    /// price that goes on rising after its highest, or has risen before its lowest, has not turned.
    static func all(_ truth: RoadmapTruth, _ roadmap: Roadmap) -> [TurnScore] {
      let quarters = roadmap.quarters
      func price(_ quarter: Quarter) -> Double? {
        quarters.first { $0.quarter == quarter }?.rentalPrice
      }
      let highest = quarters.filter { $0.quarter <= Quarter(2024, 4) }
        .max { $0.rentalPrice < $1.rentalPrice }
      let peak = highest.flatMap { high in
        (price(high.quarter.advanced(by: 1)) ?? .infinity) < high.rentalPrice ? high : nil
      }
      let after = peak?.quarter ?? roadmap.industry.start
      let lowest = quarters.filter { $0.quarter > after && $0.quarter <= Quarter(2026, 4) }
        .min { $0.rentalPrice < $1.rentalPrice }
      let low = lowest.flatMap { low in
        (price(low.quarter.advanced(by: -1)) ?? 0) > low.rentalPrice ? low : nil
      }
      let rise = low.flatMap { low in
        quarters.first {
          $0.quarter > low.quarter && $0.rentalPrice > clear * low.rentalPrice
        }
      }
      return truth.turns.filter { $0.to >= roadmap.industry.start }.map { turn in
        let found =
          switch turn.kind {
          case .peak: peak
          case .low: low
          case .rise: rise
          }
        return TurnScore(
          kind: turn.kind,
          truth: min(turn.from, turn.to)...max(turn.from, turn.to),
          predicted: found?.quarter,
          price: found?.rentalPrice
        )
      }
    }
  }

  /// A share of accelerators beside what it was.
  public struct ShareScore: Hashable, Sendable {
    /// Name for a reader.
    public var name: String
    /// The year.
    public var year: Int
    /// Stages that were counted, by id.
    public var stages: [String]
    /// What it was [1].
    public var truth: Double
    /// What the run gives; nil where no stage is of the kind or none was used [1].
    public var predicted: Double?

    /// Difference [1].
    public var difference: Double? { predicted.map { $0 - truth } }

    /// Holds a run against a share; nil where it does not cover the year.
    init?(_ share: RoadmapTruth.Share, _ roadmap: Roadmap) {
      let quarters = roadmap.quarters.filter { $0.quarter.year == share.year }
      guard quarters.count == 4 else { return nil }
      name = share.name
      year = share.year
      truth = share.value
      let counted = roadmap.industry.indices(named: share.stages)
      stages = counted.map { roadmap.industry.stages[$0].id }
      var use = 0.0
      var all = 0.0
      for quarter in quarters {
        for stage in counted {
          use += quarter.stages[stage].use
          all += quarter.stages[stage].use + quarter.stages[stage].outside
        }
      }
      predicted = all > 0 ? use / all : nil
    }
  }

  /// A capacity beside what it was.
  public struct CapacityScore: Hashable, Sendable {
    /// Name for a reader.
    public var name: String
    /// The quarter.
    public var quarter: Quarter
    /// What is said of it, least and greatest [wafers/month].
    public var truth: ClosedRange<Double>
    /// What the run gives [wafers/month].
    public var predicted: Double

    /// Relative error against the nearer end, 0 between them [1].
    public var error: Double {
      predicted < truth.lowerBound
        ? predicted / truth.lowerBound - 1
        : predicted > truth.upperBound ? predicted / truth.upperBound - 1 : 0
    }

    /// Holds a run against a capacity; nil where it has no such stage or is not counted in wafers.
    init?(_ capacity: RoadmapTruth.Capacity, _ roadmap: Roadmap) {
      let counted = roadmap.industry.indices(named: capacity.stages).filter {
        roadmap.industry.stages[$0].unit.hasPrefix("wafers")
      }
      guard !counted.isEmpty,
        let quarter = roadmap.quarters.first(where: { $0.quarter == capacity.quarter }),
        capacity.low <= capacity.high
      else { return nil }
      name = capacity.name
      self.quarter = capacity.quarter
      truth = capacity.low...capacity.high
      // Capacities are per quarter of three months.
      predicted = counted.reduce(0) { $0 + quarter.stages[$1].capacity } / 3
    }
  }
}

extension Industry {
  /// Indices of the stages whose ids are one of some words, or one with a hyphen and more behind it.
  func indices(named words: [String]) -> [Int] {
    stages.indices.filter { stage in
      words.contains { stages[stage].id == $0 || stages[stage].id.hasPrefix($0 + "-") }
    }
  }
}
