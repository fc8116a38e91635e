import ArgumentParser
import Foundation

/// Where the program starts: parses, runs, and turns what went wrong into an exit code.
@main
enum Main {
  /// Runs the command line.
  static func main() {
    // A reader that closes early, such as `head`, is no fault of ours; writes then fail quietly.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try Narrows.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Console.error(failure.text)
      exit(failure.code)
    } catch {
      Narrows.exit(withError: error)
    }
  }
}
