public import LinearPrograms

/// Which requests go where: classes of requests, pools of machines, and the ways to join them.
///
/// A linear program: each class is shared out over its permitted ways so that no pool is busier
/// than it can be, at the least cost or energy. Time in queues is not part of it; latencies are
/// those of the ways as given.
public struct Placement: Hashable, Sendable {
  /// What is made small.
  public enum Aim: String, CaseIterable, Hashable, Sendable {
    /// Money [USD/s].
    case cost
    /// Power [W].
    case energy
  }

  /// Machines, in the order in which equal worths are settled.
  public var pools: [PlacementPool]
  /// Requests, in the order in which ties are settled.
  public var classes: [RequestClass]
  /// Ways to serve them, in the order in which ties are settled.
  public var options: [PlacementOption]
  /// What is made small.
  public var aim: Aim

  /// A question of placement.
  public init(
    pools: [PlacementPool],
    classes: [RequestClass],
    options: [PlacementOption],
    aim: Aim = .cost
  ) {
    self.pools = pools
    self.classes = classes
    self.options = options
    self.aim = aim
  }

  /// Whether the user has given a table of quality: some way has a score.
  public var isScored: Bool { options.contains { $0.quality != nil } }

  /// Shares requests out.
  ///
  /// Where not all can be served, the answer serves as many requests as can be and says what is
  /// left. Among equally good answers the one with less of the other aim is taken, then the one
  /// that gives the first class most of its first way, then of its second, and so on.
  ///
  /// - Parameter solver: What solves the linear programs.
  /// - Returns: Shares, use of pools, what binds and what was excluded.
  /// - Throws: `PlacementError.invalid` with everything wrong in the question, `.solver` when the
  ///   solver gives no answer.
  public func solve(with solver: some LinearSolver) throws(PlacementError) -> PlacementAnswer {
    let found = problems
    if !found.isEmpty { throw .invalid(found) }
    let ways = PlacementWays(self)
    do throws(LinearProgramError) {
      let complete = PlacementProgram(ways, leavesUnserved: false)
      let goals = aim == .cost ? [ways.costs, ways.powers] : [ways.powers, ways.costs]
      if let optimum = try complete.optimum(of: goals, with: solver) {
        return PlacementAnswer(self, ways, optimum, measure: aim == .cost ? .cost : .energy)
      }
      let nearest = PlacementProgram(ways, leavesUnserved: true)
      let none = Array(repeating: 0.0, count: ways.permitted.count)
      guard let optimum = try nearest.optimum(of: [none] + goals, with: solver) else {
        throw .failed("it finds no optimum of a program that always has one")
      }
      return PlacementAnswer(self, ways, optimum, measure: .requests)
    } catch {
      throw .solver(error)
    }
  }
}
