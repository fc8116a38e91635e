import Economics
import Quantities
import Scenarios
import Serving
import Studies
import Systems
import Testing
import Training
import Workloads

/// What a budget says of designs, and that nothing changes without one.
@Suite struct `budget tests` {
  /// A training job with a budget; its plan is open.
  private func job(_ budget: String = "", count: Int = 64) -> String {
    Questions.text(model: "llama-3.1-8b", batch: 128, part: "h100-sxm", count: count)
      + (budget.isEmpty ? "" : "\nbudget: { \(budget) }\n")
  }

  /// The best design of a text about training.
  private func design(_ text: String) throws -> Design {
    let scenario = try #require(Questions.read(text))
    return try #require(Planner(jobs: 2).best(scenario)?.best)
  }

  /// The best design of a text about serving.
  private func service(_ budget: String) throws -> ServingDesign {
    let text =
      Services.text(model: "llama-3.1-8b", load: "concurrency: 32", part: "h100-sxm", count: 8)
      + (budget.isEmpty ? "" : "\nbudget: { \(budget) }\n")
    let scenario = try #require(Services.read(text))
    return try #require(Planner(jobs: 2).best(scenario)?.best)
  }

  @Test func `purchase and running are what the prices say`() throws {
    let design = try design(job())
    let prices = design.scenario.ownership.prices
    let rated = design.facility.itRatedPower
    let equipment = prices.accelerator + prices.host + prices.network
    #expect(prices.accelerator > 0 && prices.host > 0 && prices.network > 0)
    #expect(abs(design.capitalCost / (64 * equipment + rated * prices.facility) - 1) < 1e-12)
    // What is paid in all is the wear of the purchase and what running costs.
    let rate = design.costRate
    let all = 64 * rate.total
    #expect(abs((design.operatingCostPerSecond + 64 * rate.capital) / all - 1) < 1e-12)
    #expect(design.operatingCostPerSecond > 0 && design.operatingCostPerSecond < all)
  }

  @Test func `without a budget nothing is used`() throws {
    #expect(try design(job()).budgetUses.isEmpty)
    #expect(try design(job()).scenario.budget.isEmpty)
    #expect(try service("").budgetUses.isEmpty)
  }

  @Test func `a budget that is kept changes nothing`() throws {
    let free = try design(job())
    let kept = try design(
      job(
        "capex: 1 TUSD, opex: 1 TUSD/year, power: 1 TW, rack-power: 1 GW, deadline: 1000 years,"
          + " carbon: 1 Gt"
      )
    )
    #expect(kept.plan == free.plan)
    #expect(kept.objective == free.objective)
    #expect(kept.problems == free.problems)
    #expect(kept.standing == free.standing)
    #expect(kept.figures == free.figures)
    let keys = ["capex", "opex", "power", "rack-power", "deadline", "carbon"]
    #expect(kept.budgetUses.map(\.key) == keys)
    #expect(kept.budgetUses.allSatisfy { $0.ratio > 0 && $0.ratio < 1 && !$0.isExceeded })
    let values = kept.budgetUses.map(\.value)
    #expect(
      values == [
        free.capitalCost, free.operatingCostPerSecond, free.facility.facilityPeakPower,
        free.facility.rackRatedPower, free.run.timeToTrain, free.run.carbon,
      ]
    )
  }

  @Test(arguments: [
    ("capex: 1 USD", "purchase", "not even one accelerator"),
    ("capex: 1 MUSD", "$1 M", "accelerators would fit"),
    ("opex: 1 USD/year", "$1 a year", "not even one accelerator"),
    ("power: 50 kW", "50 kW", "accelerators would fit"),
    ("rack-power: 10 kW", "budget.rack-power of 10 kW", "HGX"),
    ("deadline: 1 h", "budget.deadline of 60 min", "the run takes"),
    ("carbon: 1 t", "budget.carbon of 1 t", "the run emits"),
  ])
  func `each limit that is exceeded makes a design infeasible and says so`(
    budget: String,
    first: String,
    second: String
  ) throws {
    let free = try design(job())
    let design = try design(job(budget))
    #expect(!design.isFeasible)
    #expect(design.problems.count == free.problems.count + 1)
    let sentence = try #require(design.problems.last)
    #expect(sentence.contains(first), "\(sentence)")
    #expect(sentence.contains(second), "\(sentence)")
    let use = try #require(design.budgetUses.first)
    #expect(use.ratio > 1)
    // What no plan can change is no measure of the plan.
    #expect(design.standing.level == (use.followsPlan ? .missesTarget : .good))
    #expect(design.standing.shortfall == (use.followsPlan ? use.ratio : 0))
  }

  @Test func `the number of accelerators that would fit a purchase does`() throws {
    let free = try design(job())
    let limit = 0.5 * free.capitalCost
    let design = try design(job("capex: \(limit) USD"))
    #expect(design.problems.last?.contains("about 32 accelerators would fit it") == true)
    let half = try self.design(job("capex: \(1.001 * limit) USD", count: 32))
    #expect(half.isFeasible)
  }

  @Test func `a design that does not fit in memory is a misfit first`() throws {
    let text =
      Questions.text(model: "llama-3.1-405b", batch: 128, part: "h100-sxm", count: 8)
      + "\nbudget: { capex: 1 USD }\n"
    let design = try design(text)
    #expect(design.standing.level == .misfit)
    #expect(design.problems.last?.contains("budget.capex") == true)
  }

  @Test func `a plan that keeps the deadline goes before a cheaper one that does not`() throws {
    // The best plan for time is the only kind that keeps a deadline just beyond its own time.
    let cheap = try design(job())
    let fast = try design(
      job().replacing("site:", with: "objective: time-to-train\nsite:")
    )
    let least = try #require(fast.run.timeToTrain)
    let own = try #require(cheap.run.timeToTrain)
    #expect(least <= own)
    let design = try design(job("deadline: \(1.0001 * least) s"))
    #expect(design.isFeasible)
    let time = try #require(design.run.timeToTrain)
    #expect(time <= 1.0001 * least)
  }

  @Test func `a service is held to a year of carbon and to the rest of the budget`() throws {
    let free = try service("")
    let service = try service(
      "carbon: 1 kg, capex: 1 USD, rack-power: 1 W, power: 1 W, opex: 1 USD/s"
    )
    let year = 365.25 * 86_400
    #expect(service.budgetUses.map(\.key) == ["capex", "opex", "power", "rack-power", "carbon"])
    // Among plans that all emit too much, the one that emits least is chosen.
    let carbon = try #require(service.budgetUses.last)
    #expect(carbon.value == service.run.carbonRate * year)
    #expect(carbon.value <= free.run.carbonRate * year)
    #expect(service.standing.level == .missesTarget)
    #expect(service.problems.count == free.problems.count + 4)
    #expect(service.problems.last?.contains("a year of serving emits") == true)
    #expect(free.standing.level == .good)
  }

  @Test func `how far targets reach does not depend on the budget`() throws {
    let text =
      Services.text(
        model: "llama-3.1-8b",
        load: "concurrency: 32",
        part: "h100-sxm",
        count: 8,
        more: ", slo: { tpot: 20 ms }"
      )
    let free = try #require(Services.read(text))
    let poor = try #require(Services.read(text + "\nbudget: { capex: 1 USD }\n"))
    let plans = Array(free.plans.prefix(20))
    #expect(free.reach(among: plans) != nil)
    #expect(free.reach(among: plans) == poor.reach(among: plans))
  }
}
