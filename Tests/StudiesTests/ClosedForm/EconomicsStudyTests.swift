import Catalog
import Documents
import Economics
import Foundation
import Quantities
import Testing

@testable import Scenarios
@testable import Studies

/// Questions about economics: what must hold whatever the prices.
struct EconomicsStudyTests {
  /// Answers sections.
  static func answer(_ sections: String) throws -> EconomicsStudy {
    var diagnostics = Diagnostics()
    let text = "narrows: 1\neconomics:\n\(sections)\n"
    let node = try #require(Node.parse(text: text, file: "e.yaml", into: &diagnostics))
    let space = try #require(EconomicsReader.space(node, into: &diagnostics))
    let study = EconomicsStudy.answer(space, catalog: Catalog(), into: &diagnostics)
    return try #require(study, "\(diagnostics)")
  }

  /// The only answer.
  private static func findings(_ sections: String) throws -> EconomicsFindings {
    try #require(try answer(sections).points.first).findings
  }

  @Test func `components sum to the amortised cost and shares to one`() throws {
    let run = try #require(
      try Self.findings(
        """
          run:
            { compute: 1e24 FLOP, accelerator: h100-sxm, count: 1024, mfu: 40 %,
              failed-share: 25 %, staff-share: 30 % }
          ownership: { rent: 2 USD/h }
        """
      ).run
    )
    #expect(run.components.count == 9)
    #expect(abs(run.components.reduce(0) { $0 + $1.cost } / run.amortised - 1) < 1e-12)
    #expect(abs(run.components.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    let staff = try #require(run.components.first { $0.name == "staff" })
    #expect(abs(staff.share - 0.3) < 1e-12)
    let failed = try #require(run.components.first { $0.name == "failed runs and trials" })
    #expect(abs(failed.cost / ((run.amortised - staff.cost - failed.cost)) - 0.25) < 1e-12)
    // Better use of machines saves nothing of staff.
    let better = try #require(run.cost(run.amortised, at: 0.5))
    #expect(abs(run.amortised - better - (run.amortised - staff.cost) * 0.2) < 1e-6 * better)
    #expect(abs(try #require(run.saved) / (run.amortised - better) - 1) < 1e-9)
    // Rent pays the hours of failed runs too, and the same staff.
    let hours = run.acceleratorTime / 3600
    #expect(abs(try #require(run.rented) / (hours * 2 * 1.25 + staff.cost) - 1) < 1e-12)
  }

  @Test func `operations, utilisation and time imply each other`() throws {
    let first = try #require(
      try Self.findings(
        "  run: { compute: 1e24 FLOP, accelerator: h100-sxm, count: 512, mfu: 37 % }"
      ).run
    )
    let duration = try #require(first.duration)
    #expect(abs(first.acceleratorTime / (1e24 / 989.4e12 / 0.37) - 1) < 1e-9)
    let hours = Format.plain(duration, unit: "h")
    let second = try #require(
      try Self.findings(
        "  run: { compute: 1e24 FLOP, accelerator: h100-sxm, count: 512, duration: \(hours) }"
      ).run
    )
    #expect(abs(try #require(second.utilisation) - 0.37) < 1e-9)
    let third = try #require(
      try Self.findings(
        "  run: { mfu: 37 %, accelerator: h100-sxm, count: 512, duration: \(hours) }"
      ).run
    )
    #expect(abs(try #require(third.compute) / 1e24 - 1) < 1e-9)
    #expect(abs(third.amortised / first.amortised - 1) < 1e-9)
  }

  @Test func `from 30 to 50 percent takes 40 percent fewer accelerators`() throws {
    let study = try Self.answer(
      """
        run:
          { compute: 1e25 FLOP, accelerator: h100-sxm, mfu: [30 %, 50 %], deadline: 100 day,
            better-mfu: 50 % }
      """
    )
    let runs = study.points.compactMap(\.findings.run)
    try #require(runs.count == 2)
    #expect(abs(try #require(runs[0].savedShare) - 0.4) < 1e-12)
    #expect(try #require(runs[1].savedShare) == 0)
    // The same from the counts that the deadline asks for, which are whole.
    let counts = try runs.map { try #require($0.deadlineCount) }
    #expect(abs(1 - counts[1] / counts[0] - 0.4) < 1e-4)
    #expect(abs(runs[1].amortised / runs[0].amortised - 0.6) < 1e-9)
    #expect(abs(try #require(runs[0].saved) / runs[0].amortised - 0.4) < 1e-9)
  }

  @Test(arguments: [1.0, 60, 3000, 1e6])
  func `the fewest accelerators for a time suffice and one fewer does not`(days: Double) {
    let failures = EconomicsQuestion.Failures(between: 50_700 * 3600, restart: 600, checkpoint: 10)
    let busy = 9.6e10
    let limit = days * 86_400
    for faults in [nil, failures] {
      guard let count = TrainingRunCost.count(busy: busy, within: limit, faults) else {
        // A day asks for over a million accelerators: they are interrupted every three minutes.
        #expect(faults != nil && days == 1)
        continue
      }
      func made(_ count: Double) -> Double {
        count * TrainingRunCost.goodput(faults, count: count) * limit
      }
      #expect(count == count.rounded() && made(count) >= busy)
      #expect(count == 1 || made(count - 1) < busy)
    }
  }

  @Test func `interruptions make a deadline dearer, and an impossible one an error`() throws {
    let plain = try #require(
      try Self.findings(
        "  run: { compute: 3.8e25 FLOP, accelerator: h100-sxm, mfu: 40 %, deadline: 60 day }"
      ).run
    )
    let real = try #require(
      try Self.findings(
        """
          run:
            { compute: 3.8e25 FLOP, accelerator: h100-sxm, mfu: 40 %, deadline: 60 day,
              failures: { between: 50700 h } }
        """
      ).run
    )
    #expect(plain.goodput == 1 && real.goodput < 0.95)
    #expect(try #require(real.deadlineCount) > (try #require(plain.deadlineCount)) * 1.05)
    #expect(abs(real.acceleratorTime * real.goodput / plain.acceleratorTime - 1) < 1e-9)
    var diagnostics = Diagnostics()
    let text = """
      narrows: 1
      economics:
        run:
          { compute: 1e30 FLOP, accelerator: h100-sxm, mfu: 40 %, deadline: 1 day,
            failures: { between: 5000 h } }
      """
    let node = try #require(Node.parse(text: text, file: "e.yaml", into: &diagnostics))
    let space = try #require(EconomicsReader.space(node, into: &diagnostics))
    #expect(EconomicsStudy.answer(space, catalog: Catalog(), into: &diagnostics) == nil)
    #expect(diagnostics.errors.first?.message.contains("run.deadline is 1 day") == true)
  }

  @Test(arguments: [
    ("{ compute: 1e24 FLOP, accelerator: h100-sxm, accelerator-time: 1 h }", "accelerator-time"),
    (
      "{ compute: 1e24 FLOP, accelerator: h100-sxm, mfu: 40 %, count: 8, duration: 1 h }",
      "accelerator-time"
    ),
    (
      "{ compute: 1e24 FLOP, accelerator: h100-sxm, mfu: 40 %, count: 9e7, failures: {} }",
      "run.count"
    ),
  ])
  func `a run that cannot have been is an error that says why`(run: String, field: String) throws {
    var diagnostics = Diagnostics()
    let text = "narrows: 1\neconomics:\n  run: \(run)\n"
    let node = try #require(Node.parse(text: text, file: "e.yaml", into: &diagnostics))
    let space = try #require(EconomicsReader.space(node, into: &diagnostics))
    #expect(EconomicsStudy.answer(space, catalog: Catalog(), into: &diagnostics) == nil)
    let error = try #require(diagnostics.errors.first)
    #expect(error.message.contains(field) && error.line == 3, "\(error)")
    #expect(error.field?.hasPrefix("economics.run") == true)
  }

  @Test func `time, operations and utilisation together tell what was lost`() throws {
    let run = try #require(
      try Self.findings(
        """
          run:
            { compute: 3.8e25 FLOP, accelerator: h100-sxm, mfu: 40 %, accelerator-time: 30.84e6 h }
        """
      ).run
    )
    #expect(abs(run.goodput - 3.8e25 / 989.4e12 / 0.4 / (30.84e6 * 3600)) < 1e-9)
  }

  @Test func `trends are carried on and budgets last as long as they pay`() throws {
    // Compute grows fourfold and cost threefold a year, exactly.
    let models = (0..<5).map { index in
      "{ name: m\(index), date: \(2020 + index)-01-01, compute: \(1e23 * pow(4, Double(index)))"
        + " FLOP, cost: \(1e6 * pow(3, Double(index))) USD }"
    }
    let trends = try #require(
      try Self.findings(
        """
          generations:
            until: 2028
            step: 16
            models: [ \(models.joined(separator: ", ")) ]
            budgets:
              - { name: whole, amount: \(1e6 * pow(3.0, 7)) USD }
              - { name: third, amount: \(1e6 * pow(3.0, 7)) USD, share: \(1.0 / 3) }
        """
      ).generations
    )
    #expect(abs(try #require(trends.compute).growth().middle - 4) < 1e-9)
    #expect(abs(try #require(trends.cost).growth().middle - 3) < 1e-9)
    #expect(abs(try #require(trends.interval) - 2) < 1e-9)
    #expect(trends.projections.map(\.year) == [2025, 2026, 2027, 2028])
    #expect(abs(try #require(trends.projections.first?.cost?.middle) / 2.43e8 - 1) < 1e-9)
    #expect(abs(try #require(trends.reaches[0].until) - 2027) < 1e-6)
    #expect(abs(try #require(trends.reaches[1].until) - 2026) < 1e-6)
    #expect(abs(trends.reaches[0].shares[2] - 1) < 1e-9)
    #expect(abs(try #require(trends.next(1)).year - 2026) < 1e-6)
  }

  @Test func `more service asks for smaller models, and none leaves the best of training`() throws {
    func choice(_ served: String) throws -> SizeChoice {
      try #require(
        try Self.findings("  sizing: { compute: 1e24 FLOP, served: \(served) }").sizes.last
      )
    }
    let (none, some, much) = (try choice("0"), try choice("1e12"), try choice("1e14"))
    #expect(abs(try #require(none.lifetime).parameters / none.parameters - 1) < 1e-9)
    #expect(try #require(some.lifetime).parameters < some.parameters)
    #expect(try #require(much.lifetime).parameters < (try #require(some.lifetime).parameters))
    #expect(try #require(some.lifetime).saved > 0 && #require(much.lifetime).saved > 0.1)
    // Operations: a token served takes two per parameter, one trained on six.
    let ratio = try #require(some.lifetime).serviceRatio
    #expect(abs(ratio - 1e12 / (3 * some.tokens)) < 1e-9)
  }

  @Test func `a fleet at its break-even price earns nothing on either basis`() throws {
    func fleet(_ price: Double) throws -> FleetAccount {
      try #require(
        try Self.findings(
          """
            serving:
              { nodes: 10, accelerator: h100-sxm, input: 3e10, output: 1e10,
                tariff: { input: \(price / 4) USD, output: \(price) USD } }
            ownership: { rent: 2 USD/h }
          """
        ).serving
      )
    }
    let first = try fleet(1)
    #expect(first.bases.map(\.basis) == [.rented, .amortised])
    for (index, basis) in first.bases.enumerated() {
      let even = try fleet(try #require(basis.breakEvenPrice))
      #expect(abs(try #require(even.bases[index].margin).overCost) < 1e-9)
      #expect(abs(try #require(even.bases[index].breakEven) - 1) < 1e-9)
    }
    #expect(abs(first.bases[0].cost - 10 * 8 * 24 * 2) < 1e-9)
  }

  @Test func `tokens at their prices pay for the fleet`() throws {
    let fleet = try #require(
      try Self.findings(
        """
          serving:
            { input: 6e11, cached-share: 50 %, output: 1.5e11,
              rates: { input: 7e4 /s, output: 1.5e4 /s } }
          ownership: { rent: 2 USD/h }
        """
      ).serving
    )
    let basis = try #require(fleet.bases.first)
    let paid =
      try #require(basis.inputPrice) * 6e5 + (try #require(basis.outputPrice)) * 1.5e5
    #expect(abs(paid / basis.cost - 1) < 1e-9)
    #expect(fleet.nodes == fleet.needed?.total && basis.margin == nil)
  }

  @Test func `a site costs what its parts cost, and less a year the longer they live`() throws {
    let site = try #require(
      try Self.findings("  site: { accelerator: h100-sxm, count: 1000 }").site
    )
    #expect(abs(site.power - 1000 * 700 * 1.821) < 1e-6)
    let equipment = 25_000 * 1.64 / 0.81 * 1000
    #expect(abs(site.servers / equipment - 1) < 1e-9)
    let totals = site.years.map(\.total)
    #expect(totals.count == 3 && totals == totals.sorted(by: >))
    #expect(site.year.total == totals[1])
    let emissions = try #require(
      try Self.findings(
        "  emissions: { energy: 1 MWh }\n  ownership: { pue: 1.5, carbon: 400 g/kWh }"
      ).emissions
    )
    #expect(abs(emissions.carbon - 600) < 1e-9)
  }
}
