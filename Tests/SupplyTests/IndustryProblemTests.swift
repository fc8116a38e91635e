import Supply
import Testing

@Suite struct `Industry problem tests` {
  @Test func `a sound industry has none`() {
    #expect(SmallIndustry.start.problems == [])
  }

  @Test func `no figure may be infinite, not a number or far below zero`() {
    let industry = SmallIndustry.start
    for figure in industry.figures {
      let mayBeNegative = ["readiness.rigs.middle", "events.doubt.years"].contains(figure.path)
      for value in [Double.infinity, .nan, -2] where value != -2 || !mayBeNegative {
        var wrong = industry
        wrong.set(figure, to: value)
        #expect(
          wrong.problems.contains { $0.hasPrefix("\(figure.path) is \(value)") },
          "\(figure.path) = \(value): \(wrong.problems)"
        )
      }
    }
  }

  @Test func `names that nothing has are told with their place`() {
    var wrong = SmallIndustry.start
    wrong.stages[0].needs["light"] = 1
    wrong.products[0].needs["glue"] = 1
    wrong.buyers[1].siteNeeds["water"] = 1
    wrong.buyers[1].vendors["gamma"] = Buyer.Window(low: 0, high: 1)
    wrong.buyers[2].capital = "money"
    wrong.events[0].effect = .demand(class: "dance", factor: 2)
    wrong.events[2].effect = .region("moon", factor: 0)
    wrong.technologies[0].changes[0].target = .build(stage: "dam")
    #expect(
      wrong.problems == [
        "stages.logic.needs names light, which no stage makes",
        "products.a1.needs names glue, which no stage makes",
        "buyers.rental.site-needs names water, which no stage makes",
        "buyers.rental.vendors names gamma, which sells no product",
        "buyers.abroad.capital names money, which no stage makes",
        "events.wonder: no class of demand is called dance",
        "events.quake: no region of a plant is called moon",
        "readiness.rigs: no stage is called dam",
      ]
    )
  }

  @Test func `shares, ids and units must agree`() {
    var wrong = SmallIndustry.start
    wrong.buyers[0].share = 0.5
    wrong.buyers[0].vendors["alpha"]?.low = 0.95
    wrong.stages[0].owners[0].share = 0.95
    wrong.stages[1].id = "logic"
    wrong.stages[5].unit = "GW"
    wrong.stages[5].isStanding = false
    let problems = wrong.problems
    for part in [
      "add up to 0.9", "low is 0.95, above high", "owners' shares add up to 1.05",
      "stages.logic stands there twice", "do not agree on its unit", "whether it is standing",
    ] {
      #expect(problems.contains { $0.contains(part) }, "\(part): \(problems)")
    }
  }

  @Test func `an empty industry lacks everything`() {
    let empty = Industry(
      start: Quarter(2022, 1),
      stages: [],
      products: [],
      buyers: [],
      demand: [],
      events: [],
      technologies: [],
      market: SmallIndustry.start.market
    )
    #expect(empty.problems.count == 4)
  }
}
