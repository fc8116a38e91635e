public import LinearPrograms

/// The industry run through time, quarter by quarter, without foresight.
///
/// Each quarter a linear programme allocates what there is; its one-sided prices say what binds; then
/// owners order on those prices what will arrive when it is built.
public struct Roadmap: Hashable, Sendable {
  /// How much is worked out a quarter.
  public enum Detail: Hashable, Sendable {
    /// What binds and what it is worth.
    case prices
    /// That, and what binds next.
    case cascade
  }

  /// The input, with technologies as late as events make them.
  public var industry: Industry
  /// The quarters, in order.
  public var quarters: [RoadmapQuarter]

  /// Runs the industry from its start to a quarter.
  ///
  /// - Parameters:
  ///   - industry: The industry at the start, without ``Industry/problems``.
  ///   - end: The last quarter.
  ///   - detail: How much is worked out.
  ///   - solver: The solver.
  /// - Throws: `LinearProgramError` when a programme cannot be solved.
  public init(
    of industry: Industry,
    through end: Quarter,
    detail: Detail = .cascade,
    solver: HighsSolver
  ) throws(LinearProgramError) {
    let industry = industry.settled
    var run = try RoadmapRun(industry, solver: solver)
    var quarters: [RoadmapQuarter] = []
    var quarter = industry.start
    while quarter <= end {
      quarters.append(try run.step(quarter, detail: detail))
      quarter = quarter.advanced(by: 1)
    }
    self.industry = industry
    self.quarters = quarters
  }
}
