/// Colours of text for a terminal, or none.
public struct TextStyle: Hashable, Sendable {
  /// Whether escape sequences are written.
  public var isColoured: Bool
  /// Columns of a line.
  public var width: Int

  /// Makes a style.
  public init(isColoured: Bool, width: Int = 100) {
    self.isColoured = isColoured
    self.width = width
  }

  /// Text without colours, 100 columns wide.
  public static let plain = TextStyle(isColoured: false)

  /// Strong text.
  func bold(_ text: String) -> String { wrapped(text, code: "1") }

  /// Text that stands back.
  func dim(_ text: String) -> String { wrapped(text, code: "2") }

  /// Text of bars.
  func bar(_ text: String) -> String { wrapped(text, code: "36") }

  /// Text between an escape sequence and its end.
  private func wrapped(_ text: String, code: String) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
