import Foundation
import LinearPrograms
import Testing

/// The built program, run as its users do.
enum Program {
  /// What a run gave.
  struct Outcome {
    /// The exit code.
    var code: Int32
    /// Standard output.
    var output: String
    /// Standard error.
    var errors: String

    /// Standard output as JSON.
    var json: [String: Any] {
      let value = try? JSONSerialization.jsonObject(with: Data(output.utf8))
      return value as? [String: Any] ?? [:]
    }

    /// Standard output as JSON, the member `result`.
    var result: [String: Any] { json["result"] as? [String: Any] ?? [:] }
  }

  /// The program, which is built into the folder that the tests are in.
  static var url: URL? {
    for argument in ProcessInfo.processInfo.arguments {
      var folder = URL(fileURLWithPath: argument)
      for _ in 0..<5 {
        folder.deleteLastPathComponent()
        let program = folder.appendingPathComponent("narrows")
        if FileManager.default.isExecutableFile(atPath: program.path),
          (try? program.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true
        {
          return program
        }
      }
    }
    return nil
  }

  /// Path of the solver of linear programs, nil when it is not installed.
  static let solver = (try? HighsSolver.load())?.path

  /// Runs the program with arguments in a folder.
  static func run(_ arguments: String..., folder: URL? = nil) throws -> Outcome {
    try run(arguments, folder: folder)
  }

  /// Runs the program with arguments in a list.
  static func run(_ arguments: [String], folder: URL? = nil) throws -> Outcome {
    let program = try #require(url, "the program is not beside the tests")
    return try launch(program.path, arguments, folder: folder)
  }

  /// Runs a shell command in which `$NARROWS` is the program.
  static func shell(_ command: String, folder: URL? = nil) throws -> Outcome {
    let program = try #require(url, "the program is not beside the tests")
    return try launch("/bin/sh", ["-c", command], folder: folder, program: program.path)
  }

  /// Starts a process and waits for it.
  private static func launch(
    _ path: String,
    _ arguments: [String],
    folder: URL?,
    program: String = ""
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "NARROWS": program]
    // The program runs in other folders than the tests, whose `.venv` may have the solver.
    if let solver { process.environment?[HighsPlaces.variable] = solver }
    if let folder { process.currentDirectoryURL = folder }
    let scratch = try TemporaryFolder()
    let out = scratch.url.appendingPathComponent("out")
    let err = scratch.url.appendingPathComponent("err")
    for file in [out, err] { try Data().write(to: file) }
    // Files, not pipes: neither stream can fill up and block the program.
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus,
      output: try String(contentsOf: out, encoding: .utf8),
      errors: try String(contentsOf: err, encoding: .utf8)
    )
  }
}

/// A folder that goes away with its last use.
final class TemporaryFolder {
  /// Where it is.
  let url: URL

  /// Makes a folder.
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("narrows-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file into the folder.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
