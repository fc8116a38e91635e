/// Writes a report as one page that needs nothing else.
enum HTMLRenderer {
  /// The page.
  static func page(_ blocks: [Block], origin: Origin) -> String {
    var title = "narrows \(origin.command)"
    if case .headline(let text) = blocks.first { title = String(text.prefix(80)) }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(title))</title>
      <style>\(style)</style>
      </head>
      <body>
      \(blocks.map(block).joined(separator: "\n"))
      <footer>narrows \(escaped(origin.version)), catalogue \(escaped(origin.catalog))</footer>
      </body>
      </html>

      """
  }

  /// How the page looks, in light and dark.
  private static let style = """
    :root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;\
    margin:2rem auto;padding:0 1rem}h1{font-size:1.3rem}h2{font-size:1.05rem;margin-top:2rem}\
    table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.15rem .6rem;\
    border-bottom:1px solid #8883}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\
    .b{width:35%}.b div{background:#2a8fbd;height:.8rem}dt{float:left;width:7rem;opacity:.7}\
    dd{margin:0 0 .3rem 7rem}footer{margin-top:3rem;opacity:.6;font-size:.85rem}
    """

  /// One piece of the report.
  private static func block(_ block: Block) -> String {
    switch block {
    case .headline(let text): return "<h1>\(escaped(text))</h1>"
    case .heading(let text): return "<h2>\(escaped(text))</h2>"
    case .paragraph(let text): return "<p>\(escaped(text))</p>"
    case .entry(let label, let text):
      return "<dl><dt>\(escaped(label))</dt><dd>\(escaped(text))</dd></dl>"
    case .items(let items):
      return "<ul>\(items.map { "<li>\(escaped($0))</li>" }.joined())</ul>"
    case .steps(let steps):
      return "<ol>\(steps.map { "<li>\(escaped($0))</li>" }.joined())</ol>"
    case .table(let table):
      var lines = ["<table>"]
      if table.hasTitles {
        let titles = table.columns.map { column in
          "<th\(column.isNumber ? " class=\"n\"" : "")>\(escaped(column.title))</th>"
        }
        lines.append("<tr>\(titles.joined())</tr>")
      }
      for row in table.rows {
        let cells = zip(row, table.columns).map { cell, column in
          switch cell {
          case .text(let text):
            "<td\(column.isNumber ? " class=\"n\"" : "")>\(escaped(text))</td>"
          case .bar(let share):
            "<td class=\"b\"><div style=\"width:\(percent(share))%\"></div></td>"
          }
        }
        lines.append("<tr>\(cells.joined())</tr>")
      }
      return (lines + ["</table>"]).joined(separator: "\n")
    }
  }

  /// A share as a percentage for a width.
  private static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "0" }
    return "\((max(0, min(1, share)) * 1_000).rounded() / 10)"
  }

  /// Text with what HTML would take for marks written as entities.
  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
