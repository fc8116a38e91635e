/// Writes a report for a terminal.
public struct TextRenderer: Sendable {
  /// Colours and width.
  public var style: TextStyle

  /// Cells of a bar that stands for 1.
  static let barWidth = 32

  /// Writes with a style.
  public init(style: TextStyle) { self.style = style }

  /// The report as text, each line at most as wide as the style says where words allow it.
  public func render(_ blocks: [Block]) -> String {
    var out = ""
    var previous: Block?
    for block in blocks {
      if let previous, needsGap(previous, block) { out += "\n" }
      switch block {
      case .headline(let text):
        for line in Self.wrap(text, width: style.width) { out += style.bold(line) + "\n" }
      case .heading(let text): out += style.bold(text) + "\n"
      case .paragraph(let text):
        for line in Self.wrap(text, width: style.width) { out += line + "\n" }
      case .entry(let label, let text):
        hanging(text, first: Self.padded(label, to: 12), indent: 12, to: &out)
      case .table(let table): write(table, to: &out)
      case .items(let items):
        for item in items { hanging(item, first: "  - ", indent: 4, to: &out) }
      case .steps(let steps):
        for (index, step) in steps.enumerated() {
          hanging(step, first: index == 0 ? "    " : "  → ", indent: 4, to: &out)
        }
      }
      previous = block
    }
    return out
  }

  /// Whether an empty line stands between two blocks.
  private func needsGap(_ previous: Block, _ next: Block) -> Bool {
    switch (previous, next) {
    case (.heading, _), (.entry, .entry), (.paragraph, .items): false
    default: true
    }
  }

  /// Writes wrapped text after a mark, later lines indented.
  private func hanging(_ text: String, first: String, indent: Int, to out: inout String) {
    let margin = String(repeating: " ", count: indent)
    for (index, line) in Self.wrap(text, width: style.width - indent).enumerated() {
      out += (index == 0 ? first : margin) + line + "\n"
    }
  }

  /// Breaks text into lines at spaces.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var length = 0
    for word in text.split(separator: " ") {
      if length > 0, length + 1 + word.count > width {
        lines.append(line)
        line = ""
        length = 0
      }
      if length > 0 {
        line += " "
        length += 1
      }
      line += word
      length += word.count
    }
    lines.append(line)
    return lines
  }

  /// Text filled up with spaces.
  static func padded(_ text: String, to width: Int, atRight: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.count))
    return atRight ? fill + text : text + fill
  }

  /// Text shortened to a width, after a comma where that leaves at least half.
  static func clipped(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    let kept = text.prefix(max(1, width - 1))
    if let comma = kept.lastIndex(of: ","), kept[..<comma].count >= width / 2 {
      return kept[...comma] + " …"
    }
    return kept + "…"
  }

  /// A bar in eighths of a cell; any share above nothing shows.
  static func bar(_ share: Double) -> String {
    guard share.isFinite, share > 0 else { return "" }
    let eighths = max(1, Int((min(1, share) * Double(barWidth) * 8).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  /// Writes rows with columns aligned; the last column is clipped to the width.
  private func write(_ table: Table, to out: inout String) {
    let cells = table.rows.map { row in
      row.map { cell in
        switch cell {
        case .text(let text): text
        case .bar(let share): Self.bar(share)
        }
      }
    }
    var widths = table.columns.map(\.title.count)
    for row in cells {
      for (index, text) in row.enumerated() where index < widths.count {
        widths[index] = max(widths[index], text.count)
      }
    }
    let margin = 2
    let gap = 2
    let before = widths.dropLast().reduce(margin) { $0 + $1 + gap }
    if let last = widths.last, before + last > style.width {
      widths[widths.count - 1] = max(8, style.width - before)
    }
    func line(_ row: [String], isBar: (Int) -> Bool) -> String {
      var text = String(repeating: " ", count: margin)
      for (index, cell) in row.enumerated() where index < widths.count {
        let clipped = Self.clipped(cell, to: widths[index])
        let full = Self.padded(
          clipped,
          to: widths[index],
          atRight: table.columns[index].isNumber
        )
        text += isBar(index) ? style.bar(full) : full
        if index + 1 < widths.count { text += String(repeating: " ", count: gap) }
      }
      while text.last == " " { text.removeLast() }
      return text
    }
    if table.hasTitles {
      out += style.dim(line(table.columns.map(\.title)) { _ in false }) + "\n"
    }
    for (row, texts) in zip(table.rows, cells) {
      out +=
        line(texts) { index in
          if case .bar = row[index] { true } else { false }
        } + "\n"
    }
  }
}
