public import Foundation
import GRDB

/// A file that keeps runs: what was asked, which pieces are finished, which designs were found.
///
/// SQLite with a write-ahead log: what was committed stays when the process is killed at any moment.
/// A failing machine may take the last commits with it; it cannot leave half of one. Several
/// processes may use a file of a local disk at a time, and a store may be used from any thread.
public struct RunStore: Sendable {
  /// The environment variable that names the file.
  public static let variable = "NARROWS_STORE"
  /// How long a run on another machine counts as running after it last wrote something [s].
  public static let patience: TimeInterval = 3_600

  /// Where the file is.
  public let path: String
  /// Clock and processes.
  let surroundings: RunSurroundings
  /// The open file.
  private let queue: DatabaseQueue

  /// Opens a store, or makes it with the folders that lead to it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - surroundings: Clock and processes.
  /// - Throws: `RunStoreError.cannotOpen` when the file or a folder cannot be opened or made,
  ///   `.notAStore` when the file is something else, `.newer` when a later version wrote it. The
  ///   file is unchanged then.
  public init(path: String, surroundings: RunSurroundings = .live) throws(RunStoreError) {
    self.path = path
    self.surroundings = surroundings
    do {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotOpen(path: path, reason: "its folder cannot be made")
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw .cannotOpen(path: path, reason: "it is a folder")
    }
    var configuration = Configuration()
    configuration.label = "narrows.runs"
    configuration.busyMode = .timeout(30)
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.prepare(queue, path: path)
    } catch let error as RunStoreError {
      throw error
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw .notAStore(path: path)
    } catch {
      throw .cannotOpen(path: path, reason: Self.reason(error))
    }
  }

  /// Where runs are kept when nobody says otherwise.
  ///
  /// `$NARROWS_STORE`; else `narrows/runs.sqlite` in `$XDG_DATA_HOME`, when that is an absolute
  /// path; else in `~/.local/share`, or `~/Library/Application Support` on macOS.
  ///
  /// - Parameter environment: The environment's variables.
  /// - Returns: The file's path.
  public static func defaultPath(environment: [String: String]) -> String {
    if let named = environment[variable], !named.isEmpty { return named }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return data + "/narrows/runs.sqlite"
    }
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    #if canImport(Darwin)
    return home + "/Library/Application Support/narrows/runs.sqlite"
    #else
    return home + "/.local/share/narrows/runs.sqlite"
    #endif
  }

  /// Reads from the file, all of it as of one moment.
  func reading<Value>(_ body: (Database) throws -> Value) throws(RunStoreError) -> Value {
    do { return try queue.read(body) } catch { throw failure(error) }
  }

  /// Writes to the file, all or nothing; others write before or after, not in between.
  func writing<Value>(_ body: (Database) throws -> Value) throws(RunStoreError) -> Value {
    do { return try queue.write(body) } catch { throw failure(error) }
  }

  /// Gives room that is no longer used back to the file system, unless others are at work.
  func shrink() {
    // Room that cannot be given back now is used again, so that a failure costs nothing.
    try? queue.vacuum()
    try? queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
  }

  /// What a failure of the file is to the user.
  private func failure(_ error: any Error) -> RunStoreError {
    error as? RunStoreError ?? .failed(path: path, reason: Self.reason(error))
  }

  /// The reason of an error in a few words.
  private static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return error.localizedDescription }
    switch error.resultCode {
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return "the file or its folder may not be written to"
    case .SQLITE_BUSY, .SQLITE_LOCKED: return "another process holds it"
    case .SQLITE_FULL: return "the disk is full"
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return "the file is damaged"
    default: return error.message ?? "\(error.resultCode)"
    }
  }
}
