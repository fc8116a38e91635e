public import Supply

/// A stretch of quarters in broad strokes: which layers lead, and which bind beside them.
///
/// A layer leads where its strongest stage has at least half the margin of the strongest of all. A
/// single quarter between two others is counted to the one before, so that a reader is told of lasting
/// changes; ``BindingSpell`` has them all.
public struct BindingPhase: Hashable, Sendable {
  /// Layers that lead, in the order of ``Layer``; `demand` alone where no stage binds.
  public var leaders: [Layer]
  /// Layers that bind besides in at least half of the quarters.
  public var beside: [Layer]
  /// The first quarter.
  public var from: Quarter
  /// The last quarter.
  public var to: Quarter

  /// The stretches of a run, in order.
  public static func all(in quarters: [RoadmapQuarter], of industry: Industry) -> [BindingPhase] {
    let leaders = quarters.map { Self.leaders($0.margins(industry)) }
    var runs: [(leaders: [Layer], range: Range<Int>)] = []
    func append(_ leaders: [Layer], _ range: Range<Int>) {
      if let last = runs.last, last.leaders == leaders {
        runs[runs.count - 1].range = last.range.lowerBound..<range.upperBound
      } else {
        runs.append((leaders, range))
      }
    }
    for index in quarters.indices { append(leaders[index], index..<index + 1) }
    let all = runs
    runs = []
    for (position, run) in all.enumerated() {
      let isInner = position > 0 && position + 1 < all.count
      if run.range.count == 1, isInner, let last = runs.last {
        append(last.leaders, run.range)
      } else {
        append(run.leaders, run.range)
      }
    }
    return runs.map { run in
      let inside = quarters[run.range]
      let beside = Layer.allCases.filter { layer in
        layer != .demand && !run.leaders.contains(layer)
          && 2 * inside.count(where: { $0.binding.contains(layer) }) >= inside.count
      }
      return BindingPhase(
        leaders: run.leaders,
        beside: beside,
        from: quarters[run.range.lowerBound].quarter,
        to: quarters[run.range.upperBound - 1].quarter
      )
    }
  }

  /// Layers with at least half the margin of the strongest.
  private static func leaders(_ margins: [Layer: Double]) -> [Layer] {
    guard let most = margins.values.max() else { return [.demand] }
    return Layer.allCases.filter { (margins[$0] ?? 0) >= most / 2 && margins[$0] != nil }
  }
}
