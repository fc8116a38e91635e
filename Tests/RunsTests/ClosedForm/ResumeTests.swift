import Foundation
import Synchronization
import Testing

@testable import Runs

/// Runs that are left unfinished, and taken up again.
struct ResumeTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  @Test func `a run whose process is gone goes on with nothing lost or doubled`() throws {
    do {
      let run = try bench.store(process: 1).begin(Bench.question("first name"))
      #expect(!run.isResumed)
      #expect(run.done.isEmpty)
      try run.record((0..<40).map(Bench.piece))
    }
    bench.end(1)
    let store = try bench.store(process: 2)
    #expect(try store.list().map(\.state) == [.interrupted])
    let run = try store.begin(Bench.question("second name"))
    #expect(run.isResumed)
    #expect(run.done.count == 40)
    for (index, payload) in run.done { #expect(payload == "payload \(index)") }
    let rest = (0..<100).filter { run.done[$0] == nil }
    #expect(rest == Array(40..<100))
    for index in rest { try run.record([Bench.piece(index)]) }
    let designs = try store.designs(of: run.id)
    #expect(designs.compactMap { $0.figures.first?.value } == (0..<100).map(Double.init))
    try run.finish(.done, summary: "done")
    let kept = try store.run(run.id)
    #expect(kept.state == .done)
    #expect(kept.finishedPieces == 100)
    #expect(kept.resumptions == 1)
    #expect(kept.summary == "done")
    #expect(try store.list().count == 1)
  }

  @Test func `what is on disk at any moment is whole`() throws {
    let run = try bench.store().begin(Bench.question())
    for index in 0..<20 {
      try run.record([Bench.piece(index)])
      // What a killed process leaves behind: its files as they are, nothing closed.
      let name = "copy-\(index).sqlite"
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(
          atPath: bench.path() + suffix,
          toPath: bench.path(name) + suffix
        )
      }
      bench.end(1)
      let resumed = try bench.store(process: 2, file: name).begin(Bench.question())
      #expect(resumed.isResumed)
      #expect(resumed.done.keys.sorted() == Array(0...index))
    }
  }

  @Test func `a run whose process is alive is left alone`() throws {
    let first = try bench.store(process: 1).begin(Bench.question())
    let second = try bench.store(process: 2).begin(Bench.question())
    #expect(!second.isResumed)
    #expect(second.id != first.id)
  }

  @Test func `a run that was interrupted or is done knows what may follow`() throws {
    let store = try bench.store()
    let first = try store.begin(Bench.question())
    try first.record([Bench.piece(7)])
    try first.finish(.interrupted, summary: "stopped")
    let second = try store.begin(Bench.question())
    #expect(second.id == first.id)
    #expect(second.done == [7: "payload 7"])
    #expect(try store.run(first.id).summary.isEmpty)
    try second.finish(.done, summary: "")
    let third = try store.begin(Bench.question())
    #expect(third.id != first.id)
    #expect(!third.isResumed)
  }

  @Test func `a different question is a different run`() throws {
    let store = try bench.store()
    let asked = Bench.question()
    try store.begin(asked).finish(.interrupted, summary: "")
    var others: [RunQuestion] = []
    for path in [\RunQuestion.command, \.scenario, \.options, \.programVersion, \.catalogVersion]
      + [\.objective]
    {
      var other = asked
      other[keyPath: path] += "x"
      others.append(other)
    }
    others += [Bench.question(seed: 2), Bench.question(pieces: 99)]
    var moved = asked
    moved.options = "over syste"
    moved.programVersion = "m0.1.0"
    others.append(moved)
    for other in others {
      #expect(other.digest != asked.digest)
      #expect(try !store.begin(other).isResumed)
    }
    #expect(Bench.question("another name").digest == asked.digest)
    #expect(try store.begin(Bench.question("another name")).isResumed)
  }

  @Test func `the digest is FNV-1a`() {
    // Of "0:0:0:0:0:1:01:00:", worked out by another program.
    let empty = RunQuestion(
      command: "",
      name: "x",
      scenario: "",
      options: "",
      programVersion: "",
      catalogVersion: "",
      seed: 0,
      pieces: 0,
      objective: ""
    )
    #expect(empty.digest == "633ecab107d67f1b")
  }

  @Test func `a run on another machine is resumed once it is silent`() throws {
    let first = try bench.store(host: "there").begin(Bench.question())
    let store = try bench.store(process: 2)
    #expect(try store.run(first.id).state == .running)
    bench.wait(RunStore.patience - 1)
    try first.record([Bench.piece(0)])
    bench.wait(RunStore.patience - 1)
    #expect(try store.begin(Bench.question()).id != first.id)
    bench.wait(1)
    #expect(try store.run(first.id).state == .interrupted)
    #expect(try bench.store(process: 3).begin(Bench.question()).id == first.id)
  }

  @Test func `whoever lost a run can no longer write to it`() throws {
    let first = try bench.store(process: 1).begin(Bench.question())
    bench.end(1)
    let second = try bench.store(process: 2).begin(Bench.question())
    #expect(second.id == first.id)
    #expect(throws: RunStoreError.taken(run: first.id)) { try first.record([Bench.piece(0)]) }
    #expect(throws: RunStoreError.taken(run: first.id)) {
      try first.finish(.done, summary: "mine", designs: [])
    }
    try second.record([Bench.piece(0)])
    try second.finish(.done, summary: "")
    #expect(throws: RunStoreError.taken(run: first.id)) { try second.record([Bench.piece(1)]) }
    #expect(try bench.store().run(first.id).finishedPieces == 1)
  }

  @Test func `of two that claim at once one resumes and one begins anew`() throws {
    let interrupted = try bench.store(process: 1).begin(Bench.question())
    try interrupted.record([Bench.piece(3)])
    bench.end(1)
    let claimed = Mutex<[OpenRun]>([])
    let bench = bench
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      // The last handles are of one process, the first ones of several.
      guard let store = try? bench.store(process: 10 + min(index, 5)),
        let run = try? store.begin(Bench.question())
      else { return }
      claimed.withLock { $0.append(run) }
    }
    let runs = claimed.withLock { $0 }
    #expect(runs.count == 8)
    #expect(Set(runs.map(\.id)).count == 8)
    let resumed = runs.filter(\.isResumed)
    #expect(resumed.map(\.id) == [interrupted.id])
    #expect(resumed.first?.done == [3: "payload 3"])
  }

  @Test func `the run with most pieces is the one that is resumed`() throws {
    for (process, pieces) in [(1, 2), (2, 5), (3, 3)] {
      let run = try bench.store(process: process).begin(Bench.question())
      #expect(!run.isResumed)
      try run.record((0..<pieces).map(Bench.piece))
    }
    for process in 1...3 { bench.end(process) }
    #expect(try bench.store(process: 4).begin(Bench.question()).done.count == 5)
  }

  @Test func `a process is known from a later one of its number`() throws {
    let mine = RunOwner.current
    #expect(!mine.start.isEmpty)
    #expect(mine.isAlive == true)
    #expect(RunOwner(process: mine.process, host: mine.host, start: "0").isAlive == false)
    #expect(RunOwner(process: mine.process, host: "elsewhere", start: "0").isAlive == nil)
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sleep")
    child.arguments = ["600"]
    try child.run()
    let owner = try #require(RunOwner.running(Int(child.processIdentifier)))
    #expect(owner.isAlive == true)
    kill(child.processIdentifier, SIGKILL)
    child.waitUntilExit()
    #expect(owner.isAlive == false)
  }
}
