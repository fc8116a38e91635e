import Studies
import Testing

@testable import Reports

/// Pieces of reports as text.
struct TextTests {
  @Test(arguments: [(0.0, 0), (1e-9, 1), (0.5, 16), (1, 32), (7, 32)])
  func `a bar grows with its share and never leaves its place`(_ share: Double, _ cells: Int) {
    #expect(TextRenderer.bar(share).count == cells)
  }

  @Test func `text is broken at spaces only`() {
    let lines = TextRenderer.wrap("one two three four", width: 9)
    #expect(lines == ["one two", "three", "four"])
  }

  @Test func `a long list is clipped after a comma`() {
    #expect(TextRenderer.clipped("alpha, beta, gamma", to: 14) == "alpha, beta, …")
    #expect(TextRenderer.clipped("unbreakable", to: 6) == "unbre…")
    #expect(TextRenderer.clipped("short", to: 6) == "short")
  }

  @Test func `colours wrap text and plain has none`() {
    let blocks: [Block] = [
      .headline("answer"), .table(Table([Table.Column("")], rows: [[.bar(1)]])),
    ]
    let plain = TextRenderer(style: .plain).render(blocks)
    let coloured = TextRenderer(style: TextStyle(isColoured: true)).render(blocks)
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[1manswer\u{1B}[0m"))
  }

  @Test func `cells with commas, quotes and line ends stand in quotes`() {
    #expect(CSVText.rows([["a,b", "c\"d", "e\nf", "g"]]) == "\"a,b\",\"c\"\"d\",\"e\nf\",g\n")
    #expect(CSVText.number(.infinity).isEmpty)
    #expect(CSVText.number(0.1) == "0.1")
  }

  @Test(arguments: [
    (0.0, "0 %"), (0.0001, "<0.1 %"), (0.0034, "0.3 %"), (0.0097, "1 %"), (0.0512, "5.1 %"),
    (0.413, "41 %"), (1.234, "123 %"),
  ])
  func `shares keep as many digits as are read`(_ share: Double, _ text: String) {
    #expect(Words.percent(share) == text)
  }

  @Test(arguments: [
    (15.6e12, "15.6 T"), (999_999.0, "1 M"), (3.2e6, "3.2 M"), (4_020.0, "4,020"), (12.3, "12.3"),
  ])
  func `counts of tokens have a prefix where they are large`(_ value: Double, _ text: String) {
    #expect(Words.scaled(value) == text)
  }

  @Test func `names in a sentence keep capitals that are theirs`() {
    #expect(Words.inSentence("Matrix throughput") == "matrix throughput")
    #expect(Words.inSentence("HBM bandwidth") == "HBM bandwidth")
  }
}
