import Foundation
import Testing

@testable import Runs

/// What goes and what stays when runs are pruned.
struct PruneTests {
  private let bench: Bench
  private let store: RunStore
  /// A day [s].
  private let day = 86_400.0

  /// Six runs a day apart, the even ones done, the last one running under another process.
  init() throws {
    bench = try Bench()
    store = try bench.store()
    for id in 1...6 {
      let run = try (id == 6 ? bench.store(process: 2) : store)
        .begin(Bench.question(seed: UInt64(id)))
      try run.record((0..<10).map(Bench.piece))
      if id < 6 { try run.finish(id % 2 == 0 ? .done : .interrupted, summary: "") }
      bench.wait(day)
    }
  }

  /// Numbers of the runs that a pruning takes away, after what a dry one says.
  private func removed(_ pruning: Pruning) throws -> [Int] {
    let before = try store.list()
    let dry = try store.prune(pruning, isDry: true)
    #expect(try store.list() == before)
    let pruned = try store.prune(pruning)
    #expect(pruned == dry)
    let left = try store.list()
    #expect(left.count == pruned.left)
    #expect((left + pruned.removed).map(\.id).sorted() == before.map(\.id).sorted())
    return pruned.removed.map(\.id)
  }

  @Test func `runs go by number`() throws {
    #expect(try removed(Pruning(ids: [4, 1])) == [4, 1])
    #expect(throws: RunStoreError.unknownRun(4, known: [2, 3, 5, 6])) {
      try store.prune(Pruning(ids: [2, 4]))
    }
    #expect(try store.list().count == 4)
  }

  @Test func `runs go by age`() throws {
    #expect(try removed(Pruning(age: 4.5 * day)) == [2, 1])
    #expect(try removed(Pruning(age: 4 * day)) == [3])
    #expect(try removed(Pruning(age: 4 * day)).isEmpty)
  }

  @Test func `the newest stay`() throws {
    #expect(try removed(Pruning(newest: 4)) == [2, 1])
    #expect(try removed(Pruning(newest: 10)).isEmpty)
  }

  @Test func `unfinished ones go, and a running one stays`() throws {
    #expect(try removed(Pruning(isUnfinishedOnly: true)) == [5, 3, 1])
    let pruned = try store.prune(Pruning())
    #expect(pruned.running.map(\.id) == [6])
    #expect(pruned.removed.map(\.id) == [4, 2])
    bench.end(2)
    #expect(try removed(Pruning(isUnfinishedOnly: true)) == [6])
  }

  @Test func `everything asked for must hold`() throws {
    #expect(
      try removed(Pruning(ids: [1, 2, 3, 5], age: 3 * day, isUnfinishedOnly: true)) == [3, 1]
    )
    #expect(try removed(Pruning(age: 0, newest: 3)) == [2])
  }

  @Test func `pieces, designs and figures go with their run, and numbers do not come back`() throws
  {
    bench.end(2)
    _ = try store.prune(Pruning())
    let file = try RawFile(bench.path())
    for table in ["runs", "pieces", "designs", "figures"] {
      #expect(try file.text("SELECT COUNT(*) FROM \(table)") == "0", "\(table)")
    }
    #expect(try store.begin(Bench.question()).id == 7)
  }

  @Test func `the file shrinks`() throws {
    let run = try store.begin(Bench.question(seed: 99))
    let payload = String(repeating: "x", count: 20_000)
    try run.record((0..<100).map { Piece($0, payload: payload) })
    try run.finish(.done, summary: "")
    _ = try store.prune(Pruning(ids: [run.id]))
    let attributes = try FileManager.default.attributesOfItem(atPath: bench.path())
    let size = try #require(attributes[.size] as? Int)
    #expect(size > 0)
    #expect(size < 200_000)
  }
}
