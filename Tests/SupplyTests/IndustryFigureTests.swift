import Supply
import Testing

@Suite struct `Industry figure tests` {
  @Test func `every number of an industry can be read and set by its path`() {
    let industry = SmallIndustry.start
    let figures = industry.figures
    #expect(figures.count > 150)
    #expect(Set(figures.map(\.path)).count == figures.count)
    for figure in figures {
      guard let before = industry[figure] else {
        Issue.record("\(figure.path) cannot be read")
        continue
      }
      let other = 0.75 * before + 0.109375
      var changed = industry
      changed.set(figure, to: other)
      #expect(changed[figure] == other, "\(figure.path)")
      #expect(changed != industry, "\(figure.path)")
      #expect(changed.figure(at: figure.path) == other, "\(figure.path)")
      // Nothing else moves, but for what is said to move along.
      let along = [(".share", ".share"), (".capacity", "].amount"), (".compute", ".work")]
      for untouched in figures where untouched != figure {
        if along.contains(where: {
          figure.path.hasSuffix($0.0) && untouched.path.hasSuffix($0.1)
        }) {
          continue
        }
        #expect(changed[untouched] == industry[untouched], "\(figure.path), \(untouched.path)")
      }
      changed.set(figure, to: before)
      #expect(changed[figure] == before, "\(figure.path)")
    }
  }

  @Test(arguments: [
    ("stages.logic.outside.elasticity", 0.8), ("stages.grid.expansion-needs.transformers", 1),
    ("stages.logic.needs.masks", 0.001), ("products.a2.needs.stacks", 6),
    ("buyers.large.vendors.beta.growth", 0.02), ("buyers.rental.site-needs.power", 1),
    ("demand.chat.token-rate", 1_000), ("events.wonder.factor", 5),
    ("readiness.rigs.middle", 2026.5), ("market.worth-years", 2.5),
    ("stages.stacks.orders[0].amount", 400_000), ("readiness.rigs.changes[1].factor", 0.9),
    ("events.doubt.years", 0.5),
  ])
  func `paths are those of the catalogue`(path: String, value: Double) {
    #expect(SmallIndustry.start.figure(at: path) == value)
  }

  @Test(arguments: [
    "stages.nowhere.build", "stages.masks.outside.amount", "events.rule.factor", "market", "",
    "products.a2.needs.water",
  ])
  func `a path that names nothing is told so`(path: String) {
    var industry = SmallIndustry.start
    #expect(industry.figure(at: path) == nil)
    let isKnown = industry.set(path, to: 1)
    #expect(!isKnown)
    #expect(industry == SmallIndustry.start)
  }

  @Test func `a stage's orders grow with its capacity`() {
    var industry = SmallIndustry.start
    industry.set("stages.interposers.capacity", to: 30_000)
    #expect(industry.stages[3].orders == [.init(arrives: Quarter(2022, 3), amount: 4_000)])
  }

  @Test func `the shares of buyers always add up`() {
    var industry = SmallIndustry.start
    industry.set("buyers.rental.share", to: 0.5)
    #expect(industry.buyers.map(\.share).reduce(0, +).distance(to: 1).magnitude < 1e-15)
    #expect((industry.buyers[0].share / industry.buyers[2].share).distance(to: 4).magnitude < 1e-12)
  }
}
