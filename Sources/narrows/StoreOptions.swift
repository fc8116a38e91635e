import ArgumentParser
import Foundation
import Quantities
import Runs

/// Options of commands that keep runs or look at kept ones.
struct StoreOptions: ParsableArguments {
  /// The word that stands for no file at all.
  static let nothing = "none"

  @Option(
    name: .customLong("store"),
    help: ArgumentHelp(
      "File that keeps runs, or none to keep nothing; without it \(RunStore.variable), or the"
        + " usual place (see `narrows runs --help`).",
      valueName: "file"
    )
  )
  var file: String?

  /// Whether nothing is to be kept.
  var keepsNothing: Bool { path == Self.nothing }

  /// Where runs are kept.
  var path: String {
    file ?? RunStore.defaultPath(environment: ProcessInfo.processInfo.environment)
  }

  mutating func validate() throws {
    if file?.isEmpty ?? false { throw ValidationError("--store is empty; name a file.") }
  }

  /// The store, made when it is not there; nil when nothing is to be kept.
  func open() throws -> RunStore? {
    guard !keepsNothing else { return nil }
    do { return try RunStore(path: path) } catch { throw Failure(error) }
  }

  /// The store as it is, nil when there is none; nothing is made.
  func existing() throws -> RunStore? {
    guard !keepsNothing else {
      throw Failure.usage("--store none keeps nothing to look at; name a file.")
    }
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try open()
  }
}

extension Failure {
  /// The failure of a store of runs.
  init(_ error: RunStoreError) {
    switch error {
    case .cannotOpen, .failed, .taken: self = .file("\(error)")
    case .notANumber: self = .fault("\(error)")
    case .notAStore, .newer:
      var diagnostics = Diagnostics()
      diagnostics.error("\(error)")
      self = .input(diagnostics)
    case .unknownRun:
      var diagnostics = Diagnostics()
      diagnostics.error("\(error)", hint: "`narrows runs list` lists all")
      self = .input(diagnostics)
    }
  }
}
