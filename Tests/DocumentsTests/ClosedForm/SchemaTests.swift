import Documents
import Quantities
import Testing

struct SchemaTests {
  /// A format with every kind of field.
  static let schema = Schema(
    name: "job",
    summary: "A job on a system.",
    attributes: [
      Attribute("name", .text, isRequired: true, summary: "What it is called.", example: "Test"),
      Attribute(
        "system.count",
        .integer,
        isRequired: true,
        range: .atLeast(1),
        summary: "How many.",
        example: "1024"
      ),
      Attribute(
        "system.link",
        .quantity(unit: "GB/s"),
        defaultValue: "50 GB/s",
        range: .positive,
        summary: "Bandwidth of a link.",
        example: "450 GB/s"
      ),
      Attribute(
        "system.intake",
        .quantity(unit: "degC"),
        defaultValue: "30 degC",
        range: .within(5...60),
        summary: "Temperature of the water.",
        example: "30 degC"
      ),
      Attribute("plan.efficiency", .ratio, summary: "Share of peak.", example: "0.85"),
      Attribute(
        "plan.tokens",
        .number,
        defaultValue: "15.6e12",
        summary: "Tokens.",
        example: "1e12"
      ),
      Attribute("plan.sharded", .flag, defaultValue: "true", summary: "Whether.", example: "true"),
      Attribute(
        "plan.recompute",
        .choice(["none", "selective", "full"]),
        defaultValue: "none",
        summary: "What is computed again.",
        example: "full"
      ),
      Attribute(
        "plan.overlap",
        .list(of: .text),
        defaultValue: "[tensor, data]",
        allowed: ["tensor", "data", "pipeline"],
        summary: "What is hidden.",
        example: "[tensor]"
      ),
      Attribute(
        "plan.steps",
        .list(of: .quantity(unit: "s")),
        summary: "Times.",
        example: "[1 s, 20 ms]"
      ),
      Attribute(
        "peak.*",
        .quantity(unit: "TFLOP/s"),
        range: .positive,
        summary: "Peak by format.",
        example: "989 TFLOP/s"
      ),
      Attribute("serving", .map, summary: "Traffic, when there is any."),
      Attribute("serving.input", .integer, isRequired: true, summary: "Prompt.", example: "2048"),
      Attribute("serving.batch", .integer, defaultValue: "8", summary: "Batch.", example: "8"),
      Attribute("stages[].name", .text, isRequired: true, summary: "Stage.", example: "rectifier"),
      Attribute("stages[].loss", .ratio, defaultValue: "1 %", summary: "Loss.", example: "0.02"),
      Attribute("model", .any, summary: "A name or an architecture.", example: "llama"),
      Attribute("free", .map, summary: "Anything."),
    ]
  )

  /// Reads a text with the format.
  private func read(_ text: String) throws -> (record: Record, faults: [String]) {
    var diagnostics = Diagnostics()
    let node = try #require(Node.parse(text: text, file: "j.yaml", into: &diagnostics))
    let record = Self.schema.read(node, into: &diagnostics)
    return (record, diagnostics.sorted.map(\.description))
  }

  @Test func `the table itself is sound`() { #expect(Self.schema.problems == []) }

  @Test func `values are read in SI and defaults filled in`() throws {
    let (record, faults) = try read(
      """
      name: A job
      system: { count: 16384, link: 400 Gb/s }
      plan: { efficiency: 85 %, overlap: [data], steps: [1 s, 20 ms] }
      peak: { bf16: 989 TFLOP/s, fp8: 1.979 PFLOP/s }
      stages: [{ name: a }, { name: b, loss: 0.02 }]
      model: { layers: 3 }
      free: { x: 1 }
      """
    )
    #expect(faults == [])
    #expect(record.text("name") == "A job")
    #expect(record.integer("system.count") == 16384)
    #expect(record.number("system.link") == 5e10)
    #expect(record.number("system.intake") == 303.15)
    #expect(record.isDefault("system.intake"))
    #expect(!record.has("system.intake"))
    #expect(record.number("plan.efficiency") == 0.85)
    #expect(record.number("plan.tokens") == 15.6e12)
    #expect(record.flag("plan.sharded") == true)
    #expect(record.text("plan.recompute") == "none")
    #expect(record.texts("plan.overlap") == ["data"])
    #expect(record.numbers("plan.steps") == [1, 0.02])
    #expect(record.numbers(under: "peak").map(\.key) == ["bf16", "fp8"])
    #expect(record.numbers(under: "peak").map(\.value) == [9.89e14, 1.979e15])
    #expect(record.keys(under: "peak") == ["bf16", "fp8"])
    #expect(record.count(of: "stages") == 2)
    #expect(record.number("stages[0].loss") == 0.01)
    #expect(record.number("stages[1].loss") == 0.02)
    #expect(record.node("model")?.node(at: "layers")?.integer == 3)
    #expect(record.location("system.link")?.line == 2)
    #expect(record.integer("serving.batch") == nil)
  }

  @Test func `a declared group is optional as a whole`() throws {
    let (_, faults) = try read("name: a\nsystem: { count: 1 }\nserving: {}\n")
    #expect(
      faults == ["j.yaml:3: error: serving.input: this field is missing (write \"input: 2048\")"]
    )
    let (record, none) = try read("name: a\nsystem: { count: 1 }\nserving: { input: 5 }\n")
    #expect(none == [])
    #expect(record.integer("serving.batch") == 8)
  }

  /// Lines in error, with what must be said about them.
  static let wrong: [(String, String)] = [
    (
      "system: { count: 1, link: 450 }",
      "j.yaml:2: error: system.link: \"450\" has no unit; a bandwidth is due here, such as 450 GB/s (write 450 GB/s if GB/s is meant)"
    ),
    ("system: { count: 1, link: 450 W }", "is a power, but a bandwidth is due"),
    ("system: { count: 1, link: 450 GBps }", "unknown unit \"GBps\""),
    ("system: { count: 1, link: -3 GB/s }", "it must be greater than 0 GB/s"),
    ("system: { count: 1, intake: 80 degC }", "it must be from 5 degC to 60 degC"),
    ("system: { count: 1.5 }", "a whole number is due"),
    ("system: { count: 0 }", "it must be at least 1"),
    ("system: { count: 16,384 }", "384"),
    ("system: { count: \"16,384\" }", "comma"),
    ("system: { count: many }", "does not begin with a number"),
    ("system: { count: [1] }", "a whole number is due"),
    ("system: { count: 3 GPUs }", "a number without a unit is due"),
    ("system: { cuont: 1, count: 1 }", "did you mean \"count\"?"),
    ("system: h100", "a mapping is due"),
    ("system: { count: 1 }\nserving: yes", "a mapping is due"),
    ("system:", "j.yaml:1: error: system.count: this field is missing"),
    ("system: { count: 1 }\nplan: { efficiency: 1.2 }", "it must be from 0 to 1"),
    ("system: { count: 1 }\nplan: { tokens: 5 TB }", "a number without a unit is due"),
    ("system: { count: 1 }\nplan: { tokens: 5 % }", "a bare number is due"),
    ("system: { count: 1 }\nplan: { sharded: yes }", "true or false is due"),
    ("system: { count: 1 }\nplan: { recompute: ful }", "did you mean \"full\"?"),
    ("system: { count: 1 }\nplan: { overlap: tensor }", "a list is due"),
    ("system: { count: 1 }\nplan: { overlap: [tensr] }", "plan.overlap[0]: "),
    ("system: { count: 1 }\nplan: { steps: [1 s, 5] }", "plan.steps[1]: "),
    ("system: { count: 1 }\npeak: { bf16: 3 TB/s }", "peak.bf16: "),
    ("system: { count: 1 }\nstages: [{ loss: 3 % }]", "stages[0].name: this field is missing"),
    ("system: { count: 1 }\nstages: 5", "a list is due"),
    ("system: { count: 1 }\nstages: [5]", "a mapping is due"),
    ("system: { count: 1 }\nfree: 5", "a mapping is due"),
    ("system: { count: 1e300 }", "a whole number is due"),
  ]

  @Test(arguments: wrong)
  func `a fault says what was found and what is due`(text: String, part: String) throws {
    let (_, faults) = try read("name: a\n" + text)
    #expect(faults.contains { $0.contains(part) }, "\(faults)")
  }

  @Test func `all faults are collected at once`() throws {
    let (_, faults) = try read("nmae: a\nsystem: { count: x, link: 3 }\nplan: { efficiency: 2 }\n")
    #expect(faults.count == 5)
    #expect(faults.allSatisfy { $0.hasPrefix("j.yaml:") })
  }

  @Test func `a document that is not a mapping is refused`() throws {
    #expect(try read("- a\n- b").faults.count == 1)
    #expect(try read("text").faults.count == 1)
  }

  @Test func `the resolved record holds everything in the order of the table`() throws {
    let (record, _) = try read("plan: { overlap: [data] }\nname: a\nsystem: { count: 4 }\n")
    let lines = record.resolved().map { "\($0.path)=\($0.text)" }
    #expect(
      lines == [
        "name=a", "system.count=4", "system.link=50 GB/s", "system.intake=30 degC",
        "plan.tokens=15.6e12", "plan.sharded=true", "plan.recompute=none", "plan.overlap=[data]",
      ]
    )
    var node = Node(.mapping([]), at: Location(file: "x"))
    for (path, text) in record.resolved() { node = try node.setting(path: path, to: text) }
    var diagnostics = Diagnostics()
    let again = Self.schema.read(node, into: &diagnostics)
    #expect(diagnostics.isEmpty)
    #expect(again.resolved().map(\.text) == record.resolved().map(\.text))
  }

  @Test func `the reference page has a row for each field`() {
    let page = Self.schema.markdown()
    #expect(page.split(separator: "\n").count { $0.hasPrefix("| `") } == 18)
    #expect(
      page.contains(
        "| `system.link` | quantity [GB/s] | `50 GB/s` | greater than 0 GB/s | Bandwidth of a link. | `450 GB/s` |"
      )
    )
  }

  @Test func `a faulty table is found out`() {
    let table = Schema(
      name: "t",
      summary: "",
      attributes: [
        Attribute("a", .quantity(unit: "GBps"), summary: "x"),
        Attribute("b", .integer, defaultValue: "1.5", summary: "x"),
        Attribute("c", .text, summary: ""), Attribute("c", .text, summary: "x"),
        Attribute("d", .quantity(unit: "W"), summary: "x", example: "5 GB"),
      ]
    )
    #expect(table.problems.count == 5)
  }
}
