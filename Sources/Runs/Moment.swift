public import Foundation

/// Moments as the store and its users write them: ISO 8601 in UTC, to the millisecond.
public enum Moment {
  /// The way of writing, which sorts as text in the order of time.
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  /// A moment as text, such as `2026-03-01T09:30:00.000Z`.
  public static func text(_ date: Date) -> String { date.formatted(style) }

  /// The moment that a text names.
  static func date(_ text: String) -> Date? { try? style.parse(text) }
}
