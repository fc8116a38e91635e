public import Supply

/// Who owns a stage and where its plants stand, plants of one company together.
public struct Ownership: Hashable, Sendable {
  /// A name with its share of the capacity.
  public struct Share: Hashable, Sendable {
    /// Id of the company, or the region.
    public var name: String
    /// Share of the capacity [1].
    public var share: Double
  }

  /// Companies, the largest first.
  public var companies: [Share]
  /// Regions, the largest first.
  public var regions: [Share]

  /// Sums up the owners of a stage.
  public init(of stage: Stage) {
    companies = Self.sum(stage.owners.map { ($0.company, $0.share) })
    regions = Self.sum(stage.owners.map { ($0.region, $0.share) })
  }

  /// The Herfindahl-Hirschman index, the sum of squared percentages, at most 10,000 [1].
  ///
  /// Owners that are not listed count as many small ones, with nothing.
  public var concentration: Double {
    companies.reduce(0) { $0 + $1.share * $1.share } * 1e4
  }

  /// Shares of one name together, the largest first.
  private static func sum(_ parts: [(name: String, share: Double)]) -> [Share] {
    var sums: [String: Double] = [:]
    for part in parts { sums[part.name, default: 0] += part.share }
    return sums.map { Share(name: $0.key, share: $0.value) }
      .sorted { (-$0.share, $0.name) < (-$1.share, $1.name) }
  }
}
