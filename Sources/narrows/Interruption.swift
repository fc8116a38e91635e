import Foundation
import Synchronization

/// Whether the user asked to stop, with Ctrl-C or by a polite signal.
enum Interruption {
  /// Whether a signal came.
  private static let came = Atomic(false)

  /// Whether the user asked to stop.
  static var isAsked: Bool { came.load(ordering: .relaxed) }

  /// Takes the first signal as a request to stop with what is known; a second ends the program.
  static func listen() {
    // A parent may have blocked them for its children, too.
    var asked = sigset_t()
    sigemptyset(&asked)
    for number in [SIGINT, SIGTERM] { sigaddset(&asked, number) }
    pthread_sigmask(SIG_UNBLOCK, &asked, nil)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.came.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
