public import Supply

/// A stretch of quarters in which the same layers bind.
public struct BindingSpell: Hashable, Sendable {
  /// What ended a stretch.
  public enum Ending: Hashable, Sendable {
    /// The run ended first.
    case endOfRun
    /// A stage became scarce where nothing was.
    case scarcity(stage: Int)
    /// Other layers bind besides.
    case joined([Layer])
    /// The strongest binds on, others no longer.
    case left([Layer])
    /// More capacity of the strongest stage came to work, by a factor.
    case relieved(stage: Int, growth: Double)
    /// The strongest stage is used less since less is wanted, by a factor.
    case demandFell(stage: Int, change: Double)
    /// Another stage became so much scarcer that the strongest is worth little.
    case overtaken(stage: Int, by: Int)
  }

  /// Layers that bind, the strongest first; `demand` alone where no stage does.
  public var layers: [Layer]
  /// Index of the stage with the highest mean margin, nil where none binds.
  public var stage: Int?
  /// The first quarter.
  public var from: Quarter
  /// The last quarter.
  public var to: Quarter
  /// Mean margin of that stage [1].
  public var margin: Double
  /// Mean worth of a unit more of that stage, in the middle of the one-sided prices [USD/unit].
  public var price: Double
  /// What ended it.
  public var ending: Ending

  /// Quarters that it lasts [quarter].
  public var length: Int { to.since(from) + 1 }

  /// The stretches of a run, in order.
  public static func all(in quarters: [RoadmapQuarter], of industry: Industry) -> [BindingSpell] {
    var spells: [BindingSpell] = []
    var start = 0
    for index in quarters.indices {
      let isLast = index + 1 == quarters.count
      if !isLast, Set(quarters[index + 1].binding) == Set(quarters[index].binding) { continue }
      spells.append(
        BindingSpell(
          Array(quarters[start...index]),
          before: isLast ? nil : quarters[index + 1],
          industry
        )
      )
      start = index + 1
    }
    return spells
  }

  /// The stretch that quarters make.
  private init(
    _ quarters: [RoadmapQuarter],
    before next: RoadmapQuarter?,
    _ industry: Industry
  ) {
    let count = Double(quarters.count)
    var sums: [Layer: Double] = [:]
    for quarter in quarters {
      for (layer, margin) in quarter.margins(industry) { sums[layer, default: 0] += margin }
    }
    let order = Layer.allCases.filter { sums[$0] != nil }
    layers = order.enumerated()
      .sorted { (-(sums[$0.element] ?? 0), $0.offset) < (-(sums[$1.element] ?? 0), $1.offset) }
      .map(\.element)
    if layers.isEmpty { layers = [.demand] }
    let bound = Set(quarters.flatMap(\.bindingStages)).sorted()
    func mean(_ figure: (RoadmapQuarter) -> Double) -> Double {
      quarters.reduce(0) { $0 + figure($1) } / count
    }
    let strongest = bound.max { left, right in
      mean { $0.stages[left].margin } < mean { $0.stages[right].margin }
    }
    stage = strongest
    from = quarters[0].quarter
    to = quarters[quarters.count - 1].quarter
    margin = strongest.map { stage in mean { $0.stages[stage].margin } } ?? 0
    price = strongest.map { stage in mean { $0.stages[stage].price } } ?? 0
    ending = Self.ending(
      strongest,
      Set(layers),
      last: quarters[quarters.count - 1],
      next: next,
      industry
    )
  }

  /// What came between two quarters.
  private static func ending(
    _ strongest: Int?,
    _ layers: Set<Layer>,
    last: RoadmapQuarter,
    next: RoadmapQuarter?,
    _ industry: Industry
  ) -> Ending {
    guard let next else { return .endOfRun }
    guard let strongest else {
      return next.bindingStages.first.map { .scarcity(stage: $0) } ?? .endOfRun
    }
    if next.binding.contains(industry.stages[strongest].layer) {
      let joined = next.binding.filter { !layers.contains($0) }
      let left = Layer.allCases.filter { layers.contains($0) && !next.binding.contains($0) }
      return joined.isEmpty ? .left(left) : .joined(joined)
    }
    let before = last.stages[strongest]
    let after = next.stages[strongest]
    let growth = before.capacity > 0 ? after.capacity / before.capacity : 1
    let used = before.use + before.outside
    let change = used > 0 ? (after.use + after.outside) / used : 1
    let isIdle = after.utilisation < 0.999
    if isIdle, change < 1 - 1e-6 { return .demandFell(stage: strongest, change: change) }
    if !isIdle, let other = next.bindingStages.first {
      return .overtaken(stage: strongest, by: other)
    }
    return .relieved(stage: strongest, growth: growth)
  }
}
