import Documents
import Quantities
import Testing

struct FigureTests {
  /// A format of the catalogue.
  static let schema = Schema(
    name: "chip",
    summary: "A chip.",
    figures: true,
    attributes: [
      Attribute("id", .text, isRequired: true, summary: "Name.", example: "h100"),
      Attribute("aliases", .list(of: .text), summary: "Names.", example: "[a]"),
      Attribute("memory.capacity", .quantity(unit: "GB"), summary: "Size.", example: "80 GB"),
      Attribute("memory.bandwidth", .quantity(unit: "TB/s"), summary: "Speed.", example: "3 TB/s"),
      Attribute("memory.stacks", .integer, summary: "Stacks.", example: "5"),
      Attribute("peak.*", .quantity(unit: "TFLOP/s"), summary: "Peak.", example: "989 TFLOP/s"),
      Attribute(
        "idle",
        .quantity(unit: "W"),
        defaultValue: "50 W",
        summary: "Idle.",
        example: "70 W"
      ),
    ]
  )

  /// Reads a text with the format.
  private func read(_ text: String) throws -> (record: Record, faults: [String]) {
    var diagnostics = Diagnostics()
    let node = try #require(Node.parse(text: text, file: "c.yaml", into: &diagnostics))
    let record = Self.schema.read(node, into: &diagnostics)
    return (record, diagnostics.sorted.map(\.description))
  }

  @Test func `figures carry their source and grade or those of the file`() throws {
    let (record, faults) = try read(
      """
      id: x
      sources: { sheet: "Maker, 2023", paper: "Author, 2024" }
      source: sheet
      grade: datasheet
      memory:
        capacity: 80 GB
        bandwidth: { value: 3.35 TB/s, source: paper, grade: measured, note: copy }
        stacks: { value: 5, grade: recalled }
      peak: { bf16: 989 TFLOP/s }
      """
    )
    #expect(faults == [])
    let figure = try #require(record.figure("memory.bandwidth"))
    #expect(figure.value == 3.35e12)
    #expect(figure.text == "3.35 TB/s")
    #expect(figure.source == "paper")
    #expect(figure.grade == .measured)
    #expect(figure.note == "copy")
    #expect(figure.location.line == 7)
    #expect(record.figure("memory.capacity")?.grade == .datasheet)
    #expect(record.figure("memory.stacks")?.grade == .recalled)
    #expect(record.figure("memory.stacks")?.source == "sheet")
    #expect(record.integer("memory.stacks") == 5)
    #expect(record.figures.map(\.path).contains("peak.bf16"))
    #expect(record.texts(under: "sources").map(\.key) == ["sheet", "paper"])
    #expect(record.number("idle") == 50)
  }

  /// Texts in error, with what must be said about them.
  static let wrong: [(String, String)] = [
    (
      "id: x\nidle: 5 W\npeak: { a: 1 TFLOP/s }",
      "c.yaml:2: error: idle: the figure 5 W has no source or no grade, and so have 1 others"
    ),
    ("id: x\nsources: { a: b }\nsource: a\nidle: 5 W", "no source or no grade"),
    ("id: x\nsources: { alpha: b }\nsource: alhpa\ngrade: derived", "did you mean \"alpha\"?"),
    ("id: x\nsource: a\ngrade: derived", "the file has no sources"),
    ("id: x\nsources: { a: b }\nsource: a\ngrade: guessed", "it must be one of measured"),
    (
      "id: x\nsources: { a: b }\nidle: { value: 5 W, source: z, grade: derived }",
      "\"z\" is not listed"
    ),
    ("id: x\nsources: { a: b }\nidle: { value: 5 W, source: a, grade: guess }", "idle.grade: "),
    ("id: x\nsources: { a: b }\nidle: { source: a, grade: derived }", "the figure has no value"),
    ("id: x\nidle: { value: 5 W, sorce: a }", "did you mean \"source\"?"),
    ("id: x\nidle: { value: 5 GB }", "is an amount of information, but a power is due"),
    ("id: x\naliases: { value: [a] }", "a list is due"),
  ]

  @Test(arguments: wrong)
  func `a figure without provenance is refused`(text: String, part: String) throws {
    let (_, faults) = try read(text)
    #expect(faults.contains { $0.contains(part) }, "\(faults)")
  }

  @Test func `a figure may carry the interval of its source, in the units that it is written in`()
    throws
  {
    let (record, faults) = try read(
      """
      id: x
      sources: { sheet: "Maker, 2023" }
      source: sheet
      grade: datasheet
      memory:
        capacity: { value: 80 GB, low: 40 GB, high: 0.1 TB }
        bandwidth: { value: 3 TB/s, high: 3 TB/s }
        stacks: { value: 5, low: 4, high: 6 }
      idle: 70 W
      """
    )
    #expect(faults == [])
    let figure = try #require(record.figure("memory.capacity"))
    #expect([figure.low, figure.value, figure.high] == [40e9, 80e9, 100e9])
    #expect(record.figure("memory.bandwidth")?.low == nil)
    #expect(record.figure("memory.bandwidth")?.high == 3e12)
    #expect(record.figure("memory.stacks")?.low == 4)
    #expect(record.figure("idle")?.low == nil)
  }

  @Test(arguments: [
    ("{ value: 80 GB, low: 81 GB }", "memory.capacity.low: 81 GB is above the value 80 GB"),
    ("{ value: 80 GB, high: 79 GB }", "memory.capacity.high: 79 GB is below the value 80 GB"),
    ("{ value: 80 GB, low: 1 }", "memory.capacity.low"),
    ("{ value: 80 GB, low: 1 W }", "memory.capacity.low"),
    ("{ low: 1 GB, high: 2 GB }", "the figure has no value"),
    ("{ value: 80 GB, lwo: 1 GB }", "did you mean \"low\"?"),
  ])
  func `an interval that does not enclose its value is refused`(text: String, part: String) throws {
    let (_, faults) = try read(
      """
      id: x
      sources: { sheet: "Maker, 2023" }
      source: sheet
      grade: datasheet
      memory: { capacity: \(text) }
      """
    )
    #expect(faults.contains { $0.contains(part) }, "\(faults)")
    #expect(faults.allSatisfy { $0.hasPrefix("c.yaml:5") }, "\(faults)")
  }

  @Test func `without figures a mapping is not a number`() throws {
    let plain = Schema(
      name: "p",
      summary: "x",
      attributes: [Attribute("a", .quantity(unit: "W"), summary: "x", example: "1 W")]
    )
    var diagnostics = Diagnostics()
    let node = try #require(Node.parse(text: "a: { value: 1 W }", file: "f", into: &diagnostics))
    _ = plain.read(node, into: &diagnostics)
    #expect(diagnostics.hasErrors)
  }

  @Test func `grades are ordered from best to worst`() {
    #expect(Figure.Grade.measured < .recalled)
    #expect(Figure.Grade.allCases.max() == .recalled)
  }
}
