import LinearPrograms
import Supply
import Testing

@Suite(.enabled(if: HighsSolver.isAvailable)) struct `Roadmap invariant tests` {
  /// The invented industry over seven years.
  private func run(_ industry: Industry = SmallIndustry.start) throws -> Roadmap {
    try Roadmap(
      of: industry,
      through: Quarter(2028, 4),
      detail: .prices,
      solver: HighsSolver.load()
    )
  }

  @Test func `no stage gives more than it has, and amounts are finite and not negative`() throws {
    let roadmap = try run()
    #expect(roadmap.quarters.count == 28)
    for quarter in roadmap.quarters {
      for (stage, outcome) in zip(roadmap.industry.stages, quarter.stages) {
        // Transformers serve expansion, so they are held to their capacity as well.
        #expect(
          outcome.use + outcome.outside <= outcome.capacity * (1 + 1e-9) + 1e-6,
          "\(stage.id)"
        )
        #expect(outcome.use >= 0 && outcome.outside >= 0 && outcome.price.isFinite)
      }
      #expect(quarter.units >= 0 && quarter.rentalPrice.isFinite && quarter.rentalPrice > 0)
    }
  }

  @Test func `a technology that an event makes late is as late as one that was planned so`() throws
  {
    let early = SmallIndustry.start
    let technology = Readiness(
      id: "lean-sites",
      name: "Sites that take half the power",
      middle: 2023,
      rise: 2,
      ceiling: 1,
      changes: [Readiness.Change(target: .facility, factor: 0.5)]
    )
    var planned = early
    planned.technologies = [technology]
    planned.technologies[0].middle += 3
    var slipped = early
    slipped.technologies = [technology]
    slipped.events.append(
      Event(
        id: "slip",
        name: "Three years late",
        date: Quarter(2024, 1),
        effect: .readiness(technology: "lean-sites", years: 3)
      )
    )
    var onTime = early
    onTime.technologies = [technology]
    let late = try run(slipped)
    #expect(late.quarters == (try run(planned)).quarters)
    #expect(late.quarters != (try run(onTime)).quarters)
    // Run again from what it says its input was, it is not made late twice.
    #expect(try run(late.industry).quarters == late.quarters)
  }

  @Test func `what stages give is what products take`() throws {
    let roadmap = try run()
    let industry = roadmap.industry
    for quarter in roadmap.quarters {
      // Packages are started in the quarter in which they ship and serve accelerators alone.
      var taken = 0.0
      for vendor in quarter.vendors {
        for product in industry.products where product.vendor == vendor.vendor {
          taken += vendor.products[product.id, default: 0] * (product.needs["packages"] ?? 0)
        }
      }
      #expect((quarter.stages[3].use - taken).magnitude < 1e-6 * max(taken, 1))
    }
  }

  @Test func `a layer that binds is short`() throws {
    let roadmap = try run()
    var bound = 0
    for quarter in roadmap.quarters {
      for stage in quarter.bindingStages {
        bound += 1
        #expect(quarter.stages[stage].margin >= roadmap.industry.market.scarcity)
      }
      #expect(quarter.bindingStages.isEmpty == (quarter.binding == [.demand]))
    }
    #expect(bound > 0)
  }

  @Test func `twice as much of what binds never lowers the compute of that quarter`() throws {
    let base = SmallIndustry.start
    let before = try Roadmap(
      of: base,
      through: base.start,
      detail: .prices,
      solver: HighsSolver.load()
    )
    for stage in base.stages.indices {
      var more = base
      more.stages[stage].capacity *= 2
      let after = try Roadmap(
        of: more,
        through: base.start,
        detail: .prices,
        solver: HighsSolver.load()
      )
      #expect(after.quarters[0].compute >= before.quarters[0].compute * (1 - 1e-9))
    }
  }

  @Test func `nothing changes when a run is repeated`() throws {
    #expect(try run() == run())
  }
}
