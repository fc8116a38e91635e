public import Supply

/// The core bottleneck of every layer in one quarter.
public struct BottleneckMap: Hashable, Sendable {
  /// One layer.
  public struct Row: Hashable, Sendable {
    /// The layer.
    public var layer: Layer
    /// Index of its core bottleneck: the stage with the highest margin, else the most used one.
    public var stage: Int
    /// Whether the stage binds in the quarter.
    public var isBinding: Bool
    /// What it did in the quarter.
    public var outcome: RoadmapQuarter.StageOutcome
    /// The last quarter in a row in which it binds, nil where it does not bind.
    public var bindsUntil: Quarter?
    /// Whether it binds until the run ends, so that nobody knows when it gives way.
    public var isOpen: Bool
    /// From order to work in the quarter [quarter].
    public var build: Double
    /// Who owns it.
    public var ownership: Ownership

    /// Quarters from the map's until it no longer binds, nil where it does not bind or never ends.
    public func quartersLeft(from quarter: Quarter) -> Int? {
      isOpen ? nil : bindsUntil.map { $0.since(quarter) + 1 }
    }
  }

  /// The quarter.
  public var quarter: Quarter
  /// A row for each layer that has stages, in the order of ``Layer``.
  public var rows: [Row]

  /// The map of a run in a quarter; empty where the quarter lies outside.
  public init(_ run: Roadmap, at quarter: Quarter) {
    self.quarter = quarter
    let industry = run.industry
    guard let now = run.outcome(in: quarter) else {
      rows = []
      return
    }
    rows = Layer.allCases.compactMap { layer in
      let stages = industry.stages.indices.filter {
        industry.stages[$0].layer == layer && now.stages[$0].capacity > 0
      }
      func rank(_ stage: Int) -> (Double, Double) {
        (now.stages[stage].margin, now.stages[stage].utilisation)
      }
      guard let core = stages.max(by: { rank($0) < rank($1) }) else { return nil }
      let isBinding = now.bindingStages.contains(core)
      let bound = run.quarters.drop { $0.quarter < quarter }
        .prefix { $0.bindingStages.contains(core) }
      return Row(
        layer: layer,
        stage: core,
        isBinding: isBinding,
        outcome: now.stages[core],
        bindsUntil: bound.last?.quarter,
        isOpen: isBinding && bound.last?.quarter == run.quarters.last?.quarter,
        build: now.stages[core].leadTime,
        ownership: Ownership(of: industry.stages[core])
      )
    }
  }
}
