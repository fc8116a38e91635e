public import Foundation
import GRDB

/// Which runs are to go: those that everything asked for holds of.
public struct Pruning: Hashable, Sendable {
  /// Only these; nil for any.
  public var ids: [Int]?
  /// Only those that nothing was written to for this long [s].
  public var age: TimeInterval?
  /// Never any of this many newest.
  public var newest: Int
  /// Only those that are not done.
  public var isUnfinishedOnly: Bool

  /// Describes which runs are to go.
  public init(
    ids: [Int]? = nil,
    age: TimeInterval? = nil,
    newest: Int = 0,
    isUnfinishedOnly: Bool = false
  ) {
    self.ids = ids
    self.age = age
    self.newest = newest
    self.isUnfinishedOnly = isUnfinishedOnly
  }
}

/// What pruning took away, or would.
public struct Pruned: Hashable, Sendable {
  /// Runs that went, the newest first.
  public var removed: [KeptRun]
  /// Runs that were asked for and stay because a process is at work on them.
  public var running: [KeptRun]
  /// How many runs are left.
  public var left: Int
}

extension RunStore {
  /// Removes runs with their pieces and designs, and gives their room back.
  ///
  /// A run that a process is at work on stays.
  ///
  /// - Parameters:
  ///   - pruning: Which runs are to go.
  ///   - isDry: Whether to say only what would go.
  /// - Returns: What went, and what stays though it was asked for.
  /// - Throws: `RunStoreError.unknownRun` when a number is none of a run, `.failed` when the file
  ///   cannot be written; nothing was removed then.
  public func prune(_ pruning: Pruning, isDry: Bool = false) throws(RunStoreError) -> Pruned {
    let now = surroundings.now()
    let pruned = try writing { database in
      let all = try fetch(database, "ORDER BY id DESC", [], now: now)
      let known = Set(all.map(\.id))
      if let missing = pruning.ids?.first(where: { !known.contains($0) }) {
        throw RunStoreError.unknownRun(missing, known: known.sorted())
      }
      let asked = all.dropFirst(max(0, pruning.newest)).filter { run in
        (pruning.ids?.contains(run.id) ?? true)
          && (pruning.age.map { now.timeIntervalSince(run.written) >= $0 } ?? true)
          && (!pruning.isUnfinishedOnly || run.state != .done)
      }
      let removed = asked.filter { $0.state != .running }
      if !isDry {
        for run in removed {
          try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [run.id])
        }
      }
      return Pruned(
        removed: removed,
        running: asked.filter { $0.state == .running },
        left: all.count - removed.count
      )
    }
    if !isDry, !pruned.removed.isEmpty { shrink() }
    return pruned
  }
}
