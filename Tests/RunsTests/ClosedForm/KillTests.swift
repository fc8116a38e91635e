import Foundation
import Testing

@testable import Runs

/// A process that is killed while it records, and another that goes on.
struct KillTests {
  /// The environment variable that tells the child which store to write to.
  private static let variable = "NARROWS_RUNS_CHILD"
  /// The store to write to, when this process is the child.
  private static let childPath = ProcessInfo.processInfo.environment[variable]
  /// Pieces of the run, more than the child can write while it is let live.
  private static let pieces = 100_000

  /// What the child runs: it records piece after piece until it is killed.
  @Test(.enabled(if: childPath != nil, "only the child of the test below does this"))
  func `child that records until it is killed`() throws {
    let path = try #require(Self.childPath)
    let run = try RunStore(path: path).begin(Bench.question(pieces: Self.pieces))
    for index in 0..<Self.pieces where run.done[index] == nil {
      try run.record([Bench.piece(index)])
    }
  }

  @Test(.enabled(if: childPath == nil))
  func `a process that is killed at any moment loses and doubles nothing`() throws {
    let bench = try Bench()
    let store = try RunStore(path: bench.path())
    var seen = 0
    for round in 0..<4 {
      let child = try Self.child(path: bench.path())
      defer { kill(child.processIdentifier, SIGKILL) }
      // Another stretch of work each time, so that kills fall at different moments.
      try Self.wait { try (store.list().first?.finishedPieces ?? 0) >= seen + 20 + 7 * round }
      let owned = try store.list()
      #expect(owned.map(\.state) == [.running])
      seen = owned.first?.finishedPieces ?? 0
      kill(child.processIdentifier, SIGKILL)
      child.waitUntilExit()
      #expect(child.terminationReason == .uncaughtSignal)
      let left = try store.list()
      #expect(left.map(\.state) == [.interrupted])
      #expect(left.first?.resumptions == round)
      // All that was seen before the kill is there, each piece with its one design.
      let count = left.first?.finishedPieces ?? 0
      #expect(count >= seen)
      let values = try store.designs(of: 1).compactMap { $0.figures.first?.value }
      #expect(values == (0..<count).map(Double.init))
      seen = count
    }
    let run = try store.begin(Bench.question(pieces: Self.pieces))
    #expect(run.isResumed)
    #expect(run.done.keys.sorted() == Array(0..<seen))
    #expect(run.done.allSatisfy { $1 == "payload \($0)" })
  }

  /// Starts this test program again with the child's test alone.
  private static func child(path: String) throws -> Process {
    let arguments = CommandLine.arguments
    var kept: [String] = []
    var skipsNext = false
    for argument in arguments.dropFirst() {
      if skipsNext {
        skipsNext = false
      } else if ["--filter", "--skip", "--xunit-output"].contains(argument) {
        skipsNext = true
      } else {
        kept.append(argument)
      }
    }
    let child = Process()
    child.executableURL = URL(fileURLWithPath: arguments[0])
    child.arguments = kept + ["--filter", "child that records until it is killed"]
    child.environment = ProcessInfo.processInfo.environment.merging([variable: path]) { $1 }
    child.standardOutput = FileHandle.nullDevice
    child.standardError = FileHandle.nullDevice
    try child.run()
    return child
  }

  /// Waits until something holds, a minute at most.
  private static func wait(until holds: () throws -> Bool) throws {
    for _ in 0..<6_000 {
      if try holds() { return }
      Thread.sleep(forTimeInterval: 0.01)
    }
    Issue.record("the child wrote too little in a minute")
  }
}
