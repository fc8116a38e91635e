import Foundation
import Quantities
import Synchronization

/// A bar on standard error for work that lasts longer than a second, on a terminal only.
final class ProgressBar: Sendable {
  /// What has been shown.
  private struct State {
    /// Tenths of a percent that were drawn last, negative before any.
    var drawn = -1
  }

  /// When the work began.
  private let start = Date()
  /// Whether anything is ever drawn.
  private let isShown: Bool
  /// What has been shown, shared by all threads.
  private let state = Mutex(State())

  /// Makes a bar that shows unless it is to be quiet or nobody would see it.
  init(quiet: Bool) { isShown = !quiet && Console.showsProgress }

  /// Shows the share that is done, 0…1.
  func update(_ share: Double) { update(share, words: "") }

  /// Shows the share that is done, 0…1, how much was covered at what rate, and the time left.
  ///
  /// - Parameters:
  ///   - share: Share that is done.
  ///   - covered: Things covered so far.
  ///   - noun: What they are.
  func update(_ share: Double, covered: Int, of noun: String) {
    guard isShown else { return }
    let seconds = Date().timeIntervalSince(start)
    guard seconds > 1 else { return }
    let rate = Format.quantity(Double(covered) / seconds, unit: "1/s").replacing(" 1/s", with: "/s")
    let left = share > 0.01 ? ", \(Format.duration(seconds / share - seconds, digits: 2)) left" : ""
    update(share, words: "  \(Format.count(covered)) \(noun), \(rate)\(left)")
  }

  /// Draws the bar where it has moved.
  private func update(_ share: Double, words: String) {
    guard isShown, Date().timeIntervalSince(start) > 1 else { return }
    let width = 40
    let permille = Int((max(0, min(1, share)) * 1_000).rounded())
    let line: String? = state.withLock { state in
      guard permille > state.drawn else { return nil }
      state.drawn = permille
      let filled = width * permille / 1_000
      let bar =
        String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
      return "\r\(bar) \(permille / 10) %\(words)\u{1B}[K"
    }
    if let line { Console.error(line) }
  }

  /// Takes the bar away.
  func finish() {
    let wasDrawn = state.withLock { $0.drawn >= 0 }
    if wasDrawn { Console.error("\r\u{1B}[K") }
  }
}
