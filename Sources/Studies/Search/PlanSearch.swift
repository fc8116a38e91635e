import Dispatch
import Scenarios
import Synchronization

/// Covers all plans of a space and keeps the best, on any number of threads with the same result.
///
/// Groups are walked best bound first, in rounds whose sizes are fixed. A round sees what the
/// rounds before it found and nothing else, so that what is pruned does not depend on threads. Once no
/// bound of the groups that remain leaves them a place, they are covered as they stand.
public struct PlanSearch: Sendable {
  /// What is looked for.
  public var goals: SearchGoals
  /// Threads that estimate at once.
  public var jobs: Int
  /// Whether plans may be left out that are proven to have no place; false estimates every one.
  public var prunes: Bool
  /// Tells that the search is to stop; asked between groups.
  public var isCancelled: @Sendable () -> Bool
  /// Called as work proceeds, with plans covered so far.
  public var progress: @Sendable (Int) -> Void

  /// Describes a search.
  public init(
    _ goals: SearchGoals,
    jobs: Int = 1,
    prunes: Bool = true,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.goals = goals
    self.jobs = max(1, jobs)
    self.prunes = prunes
    self.isCancelled = isCancelled
    self.progress = progress
  }

  /// What a search found.
  public struct Result<Plan: SearchedPlan>: Sendable {
    /// The best designs by the objective, best first; one that misses something where all do.
    public var ranking: [Candidate<Plan>]
    /// The front, greatest value of its first objective first.
    public var front: [Candidate<Plan>]
    /// How plans were covered.
    public var coverage: Coverage
    /// Plans of the space.
    public var count: Int
    /// Whether every plan was covered, so that the best is proven.
    public var isProven: Bool { coverage.total == count }
  }

  /// Searches a space.
  public func callAsFunction<Space: SearchSpace>(_ space: Space) -> Result<Space.Answer.Plan> {
    let bounds = bounds(of: space)
    let order = bounds.indices.sorted { (-bounds[$0][0], $0) < (-bounds[$1][0], $1) }
    var known = Incumbents<Space.Answer.Plan>(goals)
    var coverage = Coverage()
    var next = 0
    var size = 4
    while next < order.count, !isCancelled() {
      let end = min(order.count, next + size)
      let round = order[next..<end].filter { group in
        guard prunes, known.excludes(bounds[group]) else { return true }
        coverage.outrun += space.count(of: group)
        return false
      }
      for walk in walked(round, of: space, known: known) {
        guard let walk else { continue }
        known.add(walk.found)
        coverage.add(walk.coverage)
      }
      progress(coverage.total)
      next = end
      size = min(2 * size, 256)
    }
    return Result(
      ranking: known.ranking,
      front: known.front,
      coverage: coverage,
      count: space.count
    )
  }

  /// The bounds of all groups.
  private func bounds<Space: SearchSpace>(of space: Space) -> [Merits] {
    var bounds = [Merits](repeating: Merits(repeating: .infinity), count: space.groups)
    guard prunes else { return bounds }
    concurrently(&bounds) { space.bound(of: $0) }
    return bounds
  }

  /// Walks groups of a round, results in their order; nil where the search was stopped.
  private func walked<Space: SearchSpace>(
    _ groups: [Int],
    of space: Space,
    known: Incumbents<Space.Answer.Plan>
  ) -> [SearchWalk<Space.Answer.Plan>?] {
    var walks = [SearchWalk<Space.Answer.Plan>?](repeating: nil, count: groups.count)
    concurrently(&walks) { index in
      guard !isCancelled() else { return nil }
      var walk = SearchWalk<Space.Answer.Plan>(goals: goals, prunes: prunes, known: known)
      space.walk(groups[index], into: &walk)
      return walk
    }
    return walks
  }

  /// Fills an array on all threads, each element by its index.
  func concurrently<Element: Sendable>(
    _ elements: inout [Element],
    _ element: @Sendable (Int) -> Element
  ) {
    let count = elements.count
    guard jobs > 1, count > 1 else {
      for index in 0..<count { elements[index] = element(index) }
      return
    }
    elements.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      let next = Atomic(0)
      DispatchQueue.concurrentPerform(iterations: min(jobs, count)) { _ in
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < count else { return }
          buffer[index] = element(index)
        }
      }
    }
  }
}
