public import Economics
import Foundation
public import Scenarios

/// How compute and cost of models grew, and what that makes of the next ones.
public struct GenerationTrends: Sendable {
  /// The trends at a date.
  public struct Projection: Sendable, Hashable {
    /// The date, a year with its fraction.
    public var year: Double
    /// Operations of a model of that date, nil where no trend is known [FLOP].
    public var compute: GrowthTrend.Interval?
    /// Cost of its final run, nil where no trend is known [USD].
    public var cost: GrowthTrend.Interval?
  }

  /// What a budget reaches.
  public struct Reach: Sendable, Hashable {
    /// The budget.
    public var budget: EconomicsQuestion.Budget
    /// Date at which one run takes all that it may, nil where cost does not grow.
    public var until: Double?
    /// What one run takes of what it may take, year by year of the projection (1).
    public var shares: [Double]
  }

  /// What was asked.
  public var asked: EconomicsQuestion.Generations
  /// Growth of compute, nil with fewer than three models that have it.
  public var compute: GrowthTrend?
  /// Growth of cost, nil with fewer than three models that have it.
  public var cost: GrowthTrend?
  /// The trends year by year, from the last model's year on.
  public var projections: [Projection]
  /// Years from one generation to the next, nil where compute does not grow [year].
  public var interval: Double?
  /// Who can pay until when.
  public var reaches: [Reach]

  /// Fits trends and carries them on.
  init(_ asked: EconomicsQuestion.Generations) throws(EconomicsError) {
    self.asked = asked
    func trend(
      _ value: (EconomicsQuestion.Model) -> Double?
    ) throws(EconomicsError) -> GrowthTrend? {
      let points = asked.models.compactMap { model in
        value(model).map { GrowthTrend.Point(year: model.year, value: $0) }
      }
      guard Set(points.map(\.year)).count >= 3 else { return nil }
      return try GrowthTrend(points)
    }
    compute = try trend { $0.compute }
    cost = try trend { $0.cost }
    let last = asked.models.map(\.year).max() ?? 0
    let first = last.rounded(.down) + 1
    projections = stride(from: first, through: max(first, Double(asked.until)), by: 1).map {
      [compute, cost] year in
      Projection(
        year: year,
        compute: compute?.value(year: year, confidence: asked.confidence),
        cost: cost?.value(year: year, confidence: asked.confidence)
      )
    }
    interval = compute.flatMap { $0.slope > 0 ? log(asked.step) / $0.slope : nil }
    reaches = asked.budgets.map { [cost, projections] budget in
      let limit = budget.amount * budget.share
      return Reach(
        budget: budget,
        until: cost?.year(reaching: limit),
        shares: projections.map { ($0.cost?.middle ?? .nan) / limit }
      )
    }
  }

  /// Date at which the trend of compute is so many generations beyond the greatest model.
  ///
  /// - Parameter generations: How many.
  /// - Returns: A year with its fraction, and the trend's cost at it; nil where nothing grows.
  public func next(_ generations: Int) -> Projection? {
    guard let compute, let greatest = asked.models.compactMap(\.compute).max(),
      let year = compute.year(reaching: greatest * pow(asked.step, Double(generations)))
    else { return nil }
    return Projection(
      year: year,
      compute: compute.value(year: year, confidence: asked.confidence),
      cost: cost?.value(year: year, confidence: asked.confidence)
    )
  }

  /// Its numbers.
  var figures: [EconomicsFigure] {
    func figure(_ key: String, _ title: String, _ value: Double?, _ kind: EconomicsFigure.Kind)
      -> EconomicsFigure
    { EconomicsFigure("generations", key, title, value, kind) }
    var figures: [EconomicsFigure] = []
    for (name, trend) in [("compute", compute), ("cost", cost)] {
      let growth = trend?.growth(confidence: asked.confidence)
      figures += [
        figure("\(name)_growth_per_year", "growth of \(name) a year", growth?.middle, .number),
        figure("\(name)_growth_low_per_year", "at least", growth?.low, .number),
        figure("\(name)_growth_high_per_year", "at most", growth?.high, .number),
      ]
    }
    figures.append(
      figure(
        "generation_s",
        "time from one generation to the next",
        interval.map { $0 * Annuity.year },
        .duration
      )
    )
    if let end = projections.last {
      let year = String(Int(end.year))
      figures += [
        figure(
          "compute_\(year)_FLOP",
          "operations of a model of \(year)",
          end.compute?.middle,
          .quantity(unit: "FLOP")
        ), figure("cost_\(year)_USD", "cost of its run", end.cost?.middle, .money),
      ]
    }
    for reach in reaches {
      let name = reach.budget.name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
      figures.append(
        figure(
          "affordable_until_\(String(name))",
          "\(reach.budget.name) pays until",
          reach.until,
          .year
        )
      )
    }
    return figures
  }
}
