public import Scenarios

/// What a search looks for: the best few by one objective, and a front of two or three.
public struct SearchGoals: Hashable, Sendable {
  /// What plans and systems are ranked by.
  public var objective: Objective
  /// Designs kept of the ranking, at least 1.
  public var top: Int
  /// Objectives of the Pareto front, none or two or three.
  public var front: [Objective]

  /// Describes what is looked for; the front may have three objectives at most.
  public init(objective: Objective, top: Int = 1, front: [Objective] = []) {
    precondition(front.count <= 3, "a front has three objectives at most")
    self.objective = objective
    self.top = max(1, top)
    self.front = front
  }

  /// A design's values, each turned so that greater is better: the ranking's, then the front's.
  public func merits(_ value: (Objective) -> Double) -> Merits {
    var merits = Merits(repeating: 0)
    func merit(_ objective: Objective) -> Double {
      objective.isMaximised ? value(objective) : 1 / value(objective)
    }
    merits[0] = merit(objective)
    for (index, objective) in front.enumerated() { merits[index + 1] = merit(objective) }
    return merits
  }
}

/// Values of up to four objectives, greater is better: the ranking's, then the front's; unused
/// lanes are 0 for every design.
public typealias Merits = SIMD4<Double>

extension Merits {
  /// Whether a design with these values leaves one with others without a place on the front.
  ///
  /// - Parameter other: Values, or the best that any of many designs could have.
  /// - Returns: True when no front lane is worse and at least one is better.
  func dominates(_ other: Merits) -> Bool {
    self[1] >= other[1] && self[2] >= other[2] && self[3] >= other[3]
      && (self[1] > other[1] || self[2] > other[2] || self[3] > other[3])
  }
}
