import Foundation

/// The program's output and error streams.
enum Console {
  /// Writes a result to standard output; a reader that has gone away ends the program quietly.
  static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes what is not a result to standard error.
  static func error(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Whether standard output is a terminal that may be coloured.
  static var isColoured: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Whether standard error is a terminal.
  static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes all bytes of a text.
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = errno
        if reason == EPIPE { exit(0) }
        if descriptor != STDERR_FILENO {
          error("error: standard output cannot be written: \(String(cString: strerror(reason)))\n")
        }
        exit(70)
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
