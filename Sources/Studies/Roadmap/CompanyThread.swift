public import Supply

/// Which companies hold what binds, quarter by quarter: who has pricing power when.
///
/// A company's hold on a quarter is the sum over binding stages of its share of the stage times the
/// stage's margin, over the sum of the margins. Where demand alone binds nobody holds anything.
public struct CompanyThread: Hashable, Sendable {
  /// One quarter of all companies.
  public struct Point: Hashable, Sendable {
    /// The quarter.
    public var quarter: Quarter
    /// Each company's share of the worth of binding stages [1]; those with none are left out.
    public var hold: [String: Double]
    /// Each vendor's share of shipped units [1].
    public var units: [String: Double]
    /// Worth of what binds: its margins times what buyers spent [USD].
    public var worth: Double
  }

  /// One company over years.
  public struct Holder: Hashable, Sendable {
    /// Id of the company.
    public var company: String
    /// Its mean hold in each year, quarters in which nothing binds counted with none [1].
    public var years: [Double]
    /// Its mean hold over all quarters [1].
    public var mean: Double
  }

  /// The quarters.
  public var points: [Point]
  /// The years of ``Holder/years``.
  public var years: [Int]
  /// Companies that ever hold something, the largest mean first.
  public var holders: [Holder]

  /// Reads who holds what from quarters of a run.
  public init(_ quarters: [RoadmapQuarter], of industry: Industry) {
    let owners = industry.stages.map(Ownership.init(of:))
    points = quarters.map { quarter in
      var hold: [String: Double] = [:]
      let total = quarter.bindingStages.reduce(0) { $0 + quarter.stages[$1].margin }
      for stage in quarter.bindingStages where total > 0 {
        for owner in owners[stage].companies {
          hold[owner.name, default: 0] += owner.share * quarter.stages[stage].margin / total
        }
      }
      var units: [String: Double] = [:]
      for vendor in quarter.vendors where quarter.units > 0 {
        units[vendor.vendor] = vendor.units / quarter.units
      }
      return Point(
        quarter: quarter.quarter,
        hold: hold,
        units: units,
        worth: total * quarter.spending
      )
    }
    let all = points
    let years = Set(all.map(\.quarter.year)).sorted()
    self.years = years
    func mean(_ company: String, _ points: [Point]) -> Double {
      points.reduce(0) { $0 + ($1.hold[company] ?? 0) } / Double(max(points.count, 1))
    }
    let byYear = Dictionary(grouping: all, by: \.quarter.year)
    holders = Set(all.flatMap(\.hold.keys))
      .map { company in
        Holder(
          company: company,
          years: years.map { mean(company, byYear[$0] ?? []) },
          mean: mean(company, all)
        )
      }
      .sorted { (-$0.mean, $0.company) < (-$1.mean, $1.company) }
  }
}
