import ArgumentParser
import Documents
import Quantities
import Studies

/// Why a command stops without a result.
enum Failure: Error {
  /// The input is wrong; everything that is wrong with it.
  case input(Diagnostics)
  /// A file is missing or cannot be opened or written.
  case file(String)
  /// The options do not go together.
  case usage(String)
  /// A library that is needed is missing.
  case missing(String)
  /// A fault of the program.
  case fault(String)

  /// The exit code, after sysexits.
  var code: Int32 {
    switch self {
    case .usage: 64
    case .input: 65
    case .file: 66
    case .missing: 69
    case .fault: 70
    }
  }

  /// What is written for the user.
  var text: String {
    switch self {
    case .usage(let message): return "Error: \(message)\n"
    case .file(let message), .missing(let message): return "error: \(message)\n"
    case .fault(let message):
      return "error: \(message)\nThis is a fault of narrows; please report it.\n"
    case .input(let diagnostics):
      let lines = diagnostics.sorted.map { entry -> String in
        var entry = entry
        // Settings and defaults have no line.
        if entry.line == 0 { entry.line = nil }
        return entry.description + "\n"
      }
      return lines.joined() + Self.closing(diagnostics) + "\n"
    }
  }

  /// How many problems there are.
  private static func closing(_ diagnostics: Diagnostics) -> String {
    func counted(_ count: Int, _ noun: String) -> String? {
      count == 0 ? nil : "\(Format.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }
    let errors = diagnostics.errors.count
    let rest = diagnostics.entries.count - errors
    let words = [counted(errors, "error"), counted(rest, "remark")].compactMap { $0 }
    return words.joined(separator: " and ") + " in the input; nothing was written"
  }
}

extension Failure {
  /// The failure of a file that could not be opened.
  init(_ error: DocumentFileError) {
    switch error {
    case .missing(let path):
      self = .file("\(path): there is no such file; check the path")
    case .unreadable(let path, let reason):
      self = .file("\(path): the file cannot be read: \(reason)")
    }
  }
}

extension Failure {
  /// The failure of a placement.
  init(_ error: PlacementError) {
    switch error {
    case .invalid(let problems):
      var diagnostics = Diagnostics()
      for problem in problems { diagnostics.error(problem, field: "placement") }
      self = .input(diagnostics)
    case .solver:
      self = error.isMissingSolver ? .missing("\(error)") : .fault("\(error)")
    }
  }
}
