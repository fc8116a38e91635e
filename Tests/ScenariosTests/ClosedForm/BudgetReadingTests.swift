import Catalog
import Documents
import Quantities
import Scenarios
import Testing

/// The budget of a scenario: what is read, and what cannot be kept.
@Suite struct `budget reading tests` {
  /// A scenario about serving with a budget.
  private func service(_ budget: String) -> (AnyScenario?, Diagnostics) {
    let text = """
      narrows: 1
      workload:
        model: llama-3.1-8b
        serving: { input: 1024, output: 1024, concurrency: 8 }
      system: { accelerator: h100-sxm, count: 8 }
      budget: { \(budget) }
      """
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "s.yaml", into: &diagnostics) else {
      return (nil, diagnostics)
    }
    let read = ScenarioReader.any(node, folder: ".", catalog: Files.catalog, into: &diagnostics)
    return (read, diagnostics)
  }

  @Test func `every limit is read in SI units`() throws {
    let budget =
      "capex: 500 MUSD, opex: 80 MUSD/year, power: 30 MW, rack-power: 120 kW, deadline: 60 d,"
      + " carbon: 5000 t"
    let (scenario, diagnostics) = Files.read(Files.good + "\nbudget: { \(budget) }\n")
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    let read = try #require(scenario).budget
    #expect(read.capex == 500e6)
    let opex = try #require(read.opex)
    #expect(abs(opex / (80e6 / (365.25 * 86_400)) - 1) < 1e-12)
    #expect(read.power == 30e6)
    #expect(read.rackPower == 120e3)
    #expect(read.deadline == 5_184_000.0)
    #expect(read.carbon == 5e6)
    #expect(!read.isEmpty)
  }

  @Test func `without a budget nothing is limited, and an empty one is none`() throws {
    for text in [Files.good, Files.good + "\nbudget: {}\n"] {
      let scenario = try #require(Files.read(text).0)
      #expect(scenario.budget.isEmpty)
    }
  }

  @Test func `a service has a budget too`() throws {
    let (read, diagnostics) = service("capex: $2 M, carbon: 100 t")
    #expect(diagnostics.isEmpty, "\(diagnostics)")
    guard case .serving(let scenario) = read else {
      Issue.record("no service was read")
      return
    }
    #expect(scenario.budget == Budget(capex: 2e6, carbon: 100e3))
  }

  @Test(arguments: [
    ("capex: 500 MW", "budget.capex", "an amount of money is due"),
    ("capex: 500", "budget.capex", "no unit"),
    ("capex: -5 MUSD", "budget.capex", "greater than 0"),
    ("capex: 5 MEUR", "budget.capex", "MEUR"),
    ("opex: 80 MUSD", "budget.opex", "a price of time is due"),
    ("power: 30 kW/rack", "budget.power", "a power is due"),
    ("rack-power: 120 kV", "budget.rack-power", "a power is due"),
    ("deadline: 60 MW", "budget.deadline", "a time is due"),
    ("deadline: 0 d", "budget.deadline", "greater than 0"),
    ("carbon: 5000", "budget.carbon", "no unit"),
    ("carbon: [1 t, 2 t]", "budget.carbon", "list"),
    ("capexx: 5 MUSD", "budget.capexx", "capex"),
  ])
  func `a limit that cannot be read is reported`(text: String, field: String, words: String) throws
  {
    let (scenario, diagnostics) = Files.read(Files.good + "\nbudget: { \(text) }\n")
    #expect(scenario == nil)
    #expect(diagnostics.errors.count == 1, "\(diagnostics)")
    let first = try #require(diagnostics.errors.first)
    #expect(first.field == field)
    #expect(first.line == 22)
    #expect("\(first)".contains(words), "\(first)")
  }

  @Test(arguments: ["deadline: 60 d", "carbon: 5000 t"])
  func `a limit for the whole run needs its tokens`(limit: String) throws {
    let text = Files.changed([("tokens: 15e12, ", "")]) + "\nbudget: { \(limit) }\n"
    let (scenario, diagnostics) = Files.read(text)
    #expect(scenario == nil)
    let first = try #require(diagnostics.errors.first)
    #expect(diagnostics.errors.count == 1)
    #expect(first.field == "budget.\(limit.prefix { $0 != ":" })")
    #expect(first.line == 22)
    #expect(first.hint?.contains("workload.training.tokens") == true)
  }

  @Test func `a service has no deadline`() throws {
    let (read, diagnostics) = service("deadline: 60 d")
    #expect(read == nil)
    #expect(diagnostics.errors.map(\.field) == ["budget.deadline"])
    #expect(diagnostics.errors.first?.hint?.contains("slo") == true)
  }

  @Test func `a purchase without a price cannot be limited`() throws {
    let parts = Files.catalog.files(.accelerators).filter { !$0.text.contains("\nprice:") }
    // A part of the catalogue whose price nobody has published.
    let part = try #require(parts.first { Files.catalog.usualNode(of: $0.id) != nil })
    let text = Files.changed([("h100-sxm", part.id)]) + "\nbudget: { capex: 5 MUSD }\n"
    let (scenario, diagnostics) = Files.read(text)
    #expect(scenario == nil)
    #expect(diagnostics.errors.contains { $0.field == "budget.capex" }, "\(diagnostics)")
  }
}
