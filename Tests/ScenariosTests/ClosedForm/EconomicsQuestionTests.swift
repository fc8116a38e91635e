import Catalog
import Documents
import Quantities
import Testing

@testable import Scenarios

/// Files about economics as they are read: what is resolved and what is refused.
struct EconomicsQuestionTests {
  /// Reads sections, which must be sound.
  private static func read(_ sections: String) throws -> EconomicsQuestion {
    var diagnostics = Diagnostics()
    let text = "narrows: 1\neconomics:\n\(sections)\n"
    let node = try #require(Node.parse(text: text, file: "e.yaml", into: &diagnostics))
    let question = EconomicsReader.read(node, catalog: Catalog(), into: &diagnostics)
    return try #require(question, "\(diagnostics)")
  }

  /// The errors of sections.
  private static func errors(_ sections: String) throws -> [Diagnostic] {
    var diagnostics = Diagnostics()
    let text = "narrows: 1\neconomics:\n\(sections)\n"
    let node = try #require(Node.parse(text: text, file: "e.yaml", into: &diagnostics))
    if let space = EconomicsReader.space(node, into: &diagnostics) {
      _ = EconomicsReader.read(space.variant(0), catalog: Catalog(), into: &diagnostics)
    }
    return diagnostics.errors
  }

  @Test func `names are resolved and defaults are filled in`() throws {
    let question = try Self.read(
      """
        run: { parameters: 1e9, tokens: 2e10, accelerator: H100, mfu: 40 % }
        ownership: { place: france, rent: 2 USD/h }
      """
    )
    let run = try #require(question.run)
    #expect(run.compute == 1.2e20)
    #expect(run.machine.id == "h100-sxm" && abs(run.peak - 989.4e12) < 1e6)
    #expect(abs(question.ownership.carbon - 0.056 / 3.6e6) < 1e-12)
    #expect(abs(question.ownership.operation - 0.3) < 1e-12)
    #expect(abs((question.ownership.rent ?? 0) - 2.0 / 3600) < 1e-12)
    #expect(question.ownership.facilityRatio == 1.1)
    #expect(question.weakFigures.contains("accelerators/h100-sxm: price"))
    #expect(question.generations == nil && question.serving == nil)
  }

  /// Dates and the part of their year that is over.
  private static let dates: [(String, Double)] = [
    ("2023", 0.5), ("2023-01", 1.0 / 24), ("2023-01-01", 0), ("2023-12-31", 364.0 / 365),
    ("2024-12-31", 365.0 / 366),
  ]

  @Test(arguments: dates)
  func `dates are years with their fraction`(text: String, part: Double) throws {
    let year = try #require(EconomicsParts.year(text))
    #expect(abs(year - year.rounded(.down) - part) < 1e-9)
    #expect(text.hasPrefix(String(Int(year))))
  }

  @Test(arguments: ["", "23", "2023-13", "2023-02-30", "2023-1-2-3", "May 2023", "2023-"])
  func `what is no date is none`(text: String) {
    #expect(EconomicsParts.year(text) == nil)
  }

  /// Sections, the field at fault and words of the message.
  private static let faults: [(String, String, String)] = [
    ("  run: { accelerator: h100-sxm }", "economics.run", "neither operations nor time"),
    (
      "  run: { accelerator: h100-sxm, compute: 1e24 FLOP }", "economics.run",
      "how long the run takes"
    ),
    (
      "  run: { accelerator: h900, compute: 1e24 FLOP, mfu: 40 % }", "economics.run.accelerator",
      "no accelerator"
    ),
    (
      "  run: { accelerator: h100-sxm, precision: fp3, compute: 1e24 FLOP, mfu: 40 % }",
      "economics.run.precision", "no dense peak"
    ),
    (
      "  run: { accelerator: h100-sxm, compute: 1e24 FLOP, parameters: 1e9, tokens: 1e9, mfu: 0.4 }",
      "economics.run.compute", "written twice"
    ),
    (
      "  run: { accelerator: h100-sxm, count: 8, duration: 1 h, accelerator-time: 8 h }",
      "economics.run.accelerator-time", "written twice"
    ),
    (
      "  run: { accelerator: h100-sxm, accelerator-time: 8 h }\n  ownership: { decline: 27 % }",
      "economics.ownership.decline", "needs the time"
    ),
    (
      "  generations: { models: [{ name: A, date: 2020, compute: 1e23 FLOP }] }",
      "economics.generations", "three models"
    ),
    (
      "  generations: { models: [{ name: A, date: soon, compute: 1e23 FLOP }] }",
      "economics.generations.models[0].date", "is no date"
    ),
    ("  sizing: { served: 1e12 }", "economics.sizing.compute", "not known"),
    (
      "  serving: { output: 1e9 }\n  ownership: { rent: 2 USD/h }", "economics.serving",
      "how many nodes"
    ),
    ("  serving: { nodes: 3, output: 1e9 }", "economics.serving", "what the fleet costs"),
    ("  site: { servers: 20 USD/W }", "economics.site", "power of the site"),
    ("  site: { power: 1 GW }", "economics.site.servers", "what servers cost"),
    ("  emissions: { power: 700 W }", "economics.emissions", "energy is not known"),
    ("  ownership: { rent: 2 USD/h }", "economics", "nothing is asked"),
    (
      "  run: { accelerator: h100-sxm, accelerator-time: 8 h }\n  ownership: { place: atlantis }",
      "economics.ownership.place", "no site"
    ),
  ]

  @Test(arguments: faults)
  func `what does not decide the answer is refused with its field`(
    sections: String,
    field: String,
    words: String
  ) throws {
    let errors = try Self.errors(sections)
    let found = errors.first { $0.field == field }
    #expect(found?.message.contains(words) == true, "\(errors)")
    #expect(found?.file == "e.yaml" && (found?.line ?? 0) > 1)
  }

  @Test func `faults of all sections are listed at once`() throws {
    let errors = try Self.errors(
      """
        run: { accelerator: h100-sxm, compute: 1e24, mfu: 140 % }
        site: { power: -1 W }
        serving: { nodes: 2 }
      """
    )
    let fields = Set(errors.compactMap(\.field))
    for field in [
      "economics.run.compute", "economics.run.mfu", "economics.site.power",
      "economics.serving.output",
    ] {
      #expect(fields.contains(field), "\(fields)")
    }
  }
}
