import Foundation
import Synchronization

@testable import Runs

/// A folder that goes away with its last use, and stores in it.
final class Bench: Sendable {
  /// Where it is.
  let folder: URL
  /// The time that its stores read; moves on only when told to.
  private let clock = Mutex(Date(timeIntervalSince1970: 1_700_000_000))
  /// Numbers of processes that are gone.
  private let gone = Mutex<Set<Int>>([])

  /// Makes a folder.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("narrows-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Path of a file in the folder.
  func path(_ name: String = "runs.sqlite") -> String {
    folder.appendingPathComponent(name).path
  }

  /// A store as a process sees it that is alive until it is said to be gone.
  func store(process: Int = 1, host: String = "here", file: String = "runs.sqlite") throws
    -> RunStore
  {
    try RunStore(
      path: path(file),
      surroundings: RunSurroundings(
        now: { self.clock.withLock { $0 } },
        owner: RunOwner(process: process, host: host, start: "s\(process)"),
        isAlive: { owner in
          owner.host != "here" ? nil : self.gone.withLock { !$0.contains(owner.process) }
        }
      )
    )
  }

  /// Lets time pass [s].
  func wait(_ seconds: Double) { clock.withLock { $0 += seconds } }

  /// Ends a process.
  func end(_ process: Int) { gone.withLock { _ = $0.insert(process) } }

  /// A question, of 100 pieces unless said otherwise.
  static func question(_ name: String = "a sweep", seed: UInt64 = 1, pieces: Int = 100)
    -> RunQuestion
  {
    RunQuestion(
      command: "search",
      name: name,
      scenario: #"{"system": {"count": 1024}}"#,
      options: "over system",
      programVersion: "0.1.0",
      catalogVersion: "2026-01",
      seed: seed,
      pieces: pieces,
      objective: "tokens-per-dollar"
    )
  }

  /// A design with one figure.
  static func design(_ value: Double, rank: Int? = nil, kind: KeptDesign.Kind = .best)
    -> KeptDesign
  {
    KeptDesign(
      rank: rank,
      kind: kind,
      name: "design \(value)",
      settings: "system.count=\(Int(value))",
      plan: "tensor 8",
      isFeasible: true,
      figures: [KeptDesign.Figure("step_time_s", unit: "s", value: value)]
    )
  }

  /// A piece with one design whose figure is the piece's index.
  static func piece(_ index: Int) -> Piece {
    Piece(index, payload: "payload \(index)", designs: [design(Double(index))])
  }
}
