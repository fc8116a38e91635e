import Foundation
import Testing

@testable import Runs

/// What a store keeps, gives back and takes away.
struct RunStoreTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  @Test func `a piece that is recorded again stays as it was`() throws {
    let store = try bench.store()
    let run = try store.begin(Bench.question())
    try run.record([Bench.piece(5), Bench.piece(5)])
    try run.record([Piece(5, payload: "other", designs: [Bench.design(99)]), Bench.piece(6)])
    #expect(try store.designs(of: run.id) == [Bench.design(5), Bench.design(6)])
    try run.finish(.interrupted, summary: "")
    #expect(try store.begin(Bench.question()).done == [5: "payload 5", 6: "payload 6"])
  }

  @Test func `pieces from many threads are all kept, once`() throws {
    let store = try bench.store()
    let run = try store.begin(Bench.question(pieces: 400))
    // Every piece is recorded by two threads, through one handle or another.
    let other = try bench.store()
    DispatchQueue.concurrentPerform(iterations: 80) { index in
      let first = (index % 40) * 10
      let handle = index < 40 ? run : OpenRun(run, in: other)
      try? handle.record((first..<first + 10).map(Bench.piece))
    }
    #expect(try store.run(run.id).finishedPieces == 400)
    let values = try store.designs(of: run.id).compactMap { $0.figures.first?.value }
    #expect(values == (0..<400).map(Double.init))
  }

  @Test func `figures come back bit by bit`() throws {
    let store = try bench.store()
    let run = try store.begin(Bench.question())
    let values: [Double?] = [
      0.1, 1.0 / 3, -0.0, 0, 1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      9_007_199_254_740_992, 1024,
      -2, 1e15, 4e18, .infinity, -.infinity, nil,
    ]
    let figures = values.enumerated().map { place, value in
      KeptDesign.Figure("figure_\(place)", unit: place % 2 == 0 ? "s" : "tokens/s", value: value)
    }
    var design = Bench.design(1)
    design.figures = figures
    try run.record([Piece(0, payload: "", designs: [design])])
    let back = try #require(try store.designs(of: run.id).first)
    #expect(back.figures.map(\.key) == figures.map(\.key))
    #expect(back.figures.map(\.unit) == figures.map(\.unit))
    #expect(back.figures.map { $0.value?.bitPattern } == values.map { $0?.bitPattern })
  }

  @Test func `a figure that is no number is refused and nothing is kept`() throws {
    let store = try bench.store()
    let run = try store.begin(Bench.question())
    let error = RunStoreError.notANumber(design: "design 1.0", key: "step_time_s")
    var broken = Bench.design(1)
    broken.figures[0].value = .nan
    #expect(throws: error) {
      try run.record([Bench.piece(0), Piece(1, payload: "", designs: [broken])])
    }
    #expect(throws: error) { try run.finish(.done, summary: "", designs: [broken]) }
    let kept = try store.run(run.id)
    #expect(kept.finishedPieces == 0)
    #expect(kept.designs == 0)
    #expect(kept.state == .running)
  }

  @Test func `settled designs take the place of those of pieces, in the order of ranks`() throws {
    let store = try bench.store()
    let run = try store.begin(Bench.question())
    try run.record((0..<4).map(Bench.piece))
    try run.setDesigns([Bench.design(9, rank: 9)])
    let best = [Bench.design(7, rank: 1), Bench.design(3, rank: 2)]
    let front = [Bench.design(5, rank: 1, kind: .front), Bench.design(2, kind: .front)]
    try run.finish(.done, summary: "four", designs: [front[1], best[1], front[0], best[0]])
    #expect(try store.designs(of: run.id) == best + front)
    #expect(try store.run(run.id).designs == 4)
  }

  @Test func `a run is kept word by word`() throws {
    let store = try bench.store()
    var question = Bench.question("ünïcode '\"; DROP TABLE runs; -- \n\t☃", seed: .max)
    question.scenario = "{\"a\": \"\\u0000 'x'\"}"
    let run = try store.begin(question)
    bench.wait(2.5)
    try run.record([Bench.piece(0)])
    bench.wait(2.5)
    try run.finish(.done, summary: "ä")
    let kept = try store.run(run.id)
    #expect(kept.question == question)
    #expect(Moment.text(kept.began) == "2023-11-14T22:13:20.000Z")
    #expect(Moment.text(kept.written) == "2023-11-14T22:13:25.000Z")
    #expect(kept.ended == kept.written)
  }

  @Test func `lists begin with the newest and end at the limit`() throws {
    let store = try bench.store()
    for seed in 1...5 { _ = try store.begin(Bench.question(seed: UInt64(seed))) }
    #expect(try store.list().map(\.id) == [5, 4, 3, 2, 1])
    #expect(try store.list(limit: 2).map(\.id) == [5, 4])
    #expect(try store.list().map(\.question.seed) == [5, 4, 3, 2, 1])
  }

  @Test func `a number that no run has is answered with those that have`() throws {
    let store = try bench.store()
    #expect(throws: RunStoreError.unknownRun(1, known: [])) { try store.run(1) }
    for seed in 1...14 { _ = try store.begin(Bench.question(seed: UInt64(seed))) }
    #expect {
      try store.run(99)
    } throws: { error in
      "\(error)" == "there is no run 99; runs: …, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14"
    }
    #expect(try store.designs(of: 99).isEmpty)
  }
}

extension OpenRun {
  /// The same run through another handle.
  fileprivate init(_ run: OpenRun, in store: RunStore) {
    self.init(
      id: run.id,
      isResumed: run.isResumed,
      done: run.done,
      pieces: run.pieces,
      claim: run.claim,
      store: store
    )
  }
}
