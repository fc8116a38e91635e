import Foundation
import Synchronization
import Testing

@testable import Runs

/// Files that are stores, become stores or are something else.
struct OpeningTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  /// The file's bytes.
  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: bench.path(name)))
  }

  @Test func `folders are made, and an empty file becomes a store`() throws {
    #expect(try bench.store(file: "a/b/c/runs.sqlite").list().isEmpty)
    try Data().write(to: URL(fileURLWithPath: bench.path("empty")))
    let run = try bench.store(file: "empty").begin(Bench.question())
    #expect(try bench.store(file: "empty").list().map(\.id) == [run.id])
  }

  @Test func `a store has the tables that its page describes`() throws {
    _ = try bench.store()
    let file = try RawFile(bench.path())
    let page = try Self.formatPage()
    #expect(try file.text("PRAGMA journal_mode") == "wal")
    for table in ["runs", "pieces", "designs", "figures"] {
      let columns = try file.columns(of: table)
      #expect(columns.count > 3)
      for column in columns { #expect(page.contains("`\(column)`"), "\(table).\(column)") }
    }
  }

  /// The page about the format.
  private static func formatPage() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appendingPathComponent("Documentation/Formats/runs.md"),
      encoding: .utf8
    )
  }

  @Test func `several that make a store at once agree`() throws {
    for round in 0..<5 {
      let ids = Mutex<[Int]>([])
      let failures = Mutex<[String]>([])
      let bench = bench
      DispatchQueue.concurrentPerform(iterations: 8) { index in
        do {
          let store = try bench.store(process: index, file: "new-\(round).sqlite")
          let run = try store.begin(Bench.question())
          ids.withLock { $0.append(run.id) }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
      #expect(failures.withLock { $0 } == [])
      #expect(ids.withLock { $0.sorted() } == Array(1...8))
    }
  }

  @Test func `a file that is no store is left as it is`() throws {
    let text = Data(String(repeating: "not a database. ", count: 200).utf8)
    try text.write(to: URL(fileURLWithPath: bench.path("notes.txt")))
    #expect(throws: RunStoreError.notAStore(path: bench.path("notes.txt"))) {
      try bench.store(file: "notes.txt")
    }
    #expect(try bytes("notes.txt") == text)

    try RawFile(bench.path("other.sqlite")).run("CREATE TABLE people (name TEXT)")
    let before = try bytes("other.sqlite")
    #expect(throws: RunStoreError.notAStore(path: bench.path("other.sqlite"))) {
      try bench.store(file: "other.sqlite")
    }
    #expect(try bytes("other.sqlite") == before)
    #expect(!FileManager.default.fileExists(atPath: bench.path("other.sqlite-wal")))
  }

  @Test func `a store of a later version is left alone`() throws {
    _ = try bench.store()
    let later = "INSERT INTO grdb_migrations VALUES ('2: something new')"
    try RawFile(bench.path()).run(later)
    #expect(throws: RunStoreError.newer(path: bench.path())) { try bench.store() }
  }

  @Test func `what cannot be opened is said with the path and a way out`() throws {
    #expect(throws: RunStoreError.cannotOpen(path: bench.folder.path, reason: "it is a folder")) {
      try RunStore(path: bench.folder.path)
    }
    try Data("x".utf8).write(to: URL(fileURLWithPath: bench.path("file")))
    // Neither may be written to by anybody, the administrator included.
    for path in [bench.path("file/runs.sqlite"), "/proc/runs.sqlite"] {
      #expect {
        try RunStore(path: path)
      } throws: { error in
        guard case .cannotOpen(path, _) = error as? RunStoreError else { return false }
        return "\(error)".contains("--store") && "\(error)".contains("NARROWS_STORE")
      }
    }
  }

  @Test(.enabled(if: getuid() != 0, "an administrator may write anywhere"))
  func `a folder that may only be read is refused`() throws {
    let files = FileManager.default
    try files.setAttributes([.posixPermissions: 0o500], ofItemAtPath: bench.folder.path)
    defer { try? files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: bench.folder.path) }
    #expect(throws: RunStoreError.self) { try bench.store() }
  }

  @Test func `the default path follows the environment`() {
    let path = RunStore.defaultPath(environment:)
    let home = ["HOME": "/home/me"]
    #if canImport(Darwin)
    #expect(path(home) == "/home/me/Library/Application Support/narrows/runs.sqlite")
    #else
    #expect(path(home) == "/home/me/.local/share/narrows/runs.sqlite")
    #endif
    let data = home.merging(["XDG_DATA_HOME": "/data"]) { $1 }
    #expect(path(data) == "/data/narrows/runs.sqlite")
    #expect(path(home.merging(["XDG_DATA_HOME": "data"]) { $1 }) == path(home))
    #expect(path(data.merging(["NARROWS_STORE": "mine.sqlite"]) { $1 }) == "mine.sqlite")
    #expect(path(data.merging(["NARROWS_STORE": ""]) { $1 }) == path(data))
  }
}
