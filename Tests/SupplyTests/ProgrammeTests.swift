import LinearPrograms
import Testing

@testable import Supply

struct `Programme tests` {
  /// A world that ships the same every quarter: 10,000 machines of 2 kW and 50,000 USD each.
  static let market = ProgrammeMarket(
    quarters: (0..<40).map { age in
      ProgrammeMarket.Quarterly(
        quarter: Quarter(2025, 1).advanced(by: age),
        offers: [
          ProgrammeMarket.Offer(
            product: "p",
            units: 10_000,
            compute: 2,
            work: 2,
            power: 2_000,
            price: 50_000
          )
        ],
        stage: 3,
        rent: 2,
        tokenRate: 1_000
      )
    },
    life: 8,
    occupancy: 0.8
  )

  /// A programme that wishes a hundred megawatts, which are 50,000 machines.
  static func programme(
    by: Quarter? = nil,
    _ change: (inout Programme) -> Void = { _ in }
  ) -> Programme {
    var programme = Programme(
      name: "Test",
      starts: Quarter(2025, 1),
      goal: .power(100e6),
      by: by,
      buyer: "nobody",
      share: 10,
      prices: Programme.Prices(site: 10, electricity: 0.05 / 3.6e6, upkeep: 1, interest: 0)
    )
    change(&programme)
    return programme
  }

  @Test(arguments: [(4, 7, 2), (9, 1, 3), (1, 2, 8), (0, 0, 0)])
  func `with enough of everything it is reached after the longest wait`(
    power: Int,
    shells: Int,
    delivery: Int
  ) {
    let plan = ProgrammePlan(
      Self.programme {
        $0.power.wait = power
        $0.shells.wait = shells
        $0.delivery = delivery
      },
      in: Self.market
    )
    #expect(plan.reached == Quarter(2025, 1).advanced(by: max(power, shells, delivery)))
  }

  @Test func `half the money buys half the machines where money binds`() {
    func units(_ total: Double) -> Double {
      let plan = ProgrammePlan(
        Self.programme { $0.budget.total = total },
        in: Self.market
      )
      #expect(plan.steps.first?.binding == [.budget])
      return plan.steps.first?.units ?? 0
    }
    // A machine costs 50,000 USD and its two kilowatts of site 20,000.
    #expect((units(1.4e9) - 20_000).magnitude < 1e-6)
    #expect((units(0.7e9) - 10_000).magnitude < 1e-6)
  }

  @Test func `lenders who pay half of each purchase double what money at hand buys`() {
    func units(_ loans: Double) -> Double {
      let plan = ProgrammePlan(
        Self.programme { $0.budget = Programme.Budget(total: 0.7e9, loans: loans) },
        in: Self.market
      )
      return plan.steps.first?.units ?? 0
    }
    #expect((units(0.5) - 2 * units(0)).magnitude < 1e-6)
  }

  @Test func `repayments without interest add up to what was lent`() {
    let plan = ProgrammePlan(
      Self.programme { $0.budget = Programme.Budget(loans: 0.5) },
      in: Self.market
    )
    // All is bought in the first quarter, and repaid over the life of 32 quarters.
    let repaid = plan.steps[1...32].reduce(0) { $0 + $1.paid }
    let renewed = plan.steps[32].delivered["p", default: 0] * 50_000 / 2
    #expect((plan.steps[0].paid - 50_000 * 70_000 / 2).magnitude < 1)
    #expect((repaid - renewed - plan.steps[0].paid).magnitude < 1)
  }

  @Test func `machines that end their life are bought anew, their site is not`() {
    let plan = ProgrammePlan(Self.programme(), in: Self.market)
    #expect((plan.steps[0].paid - 50_000 * 70_000.0).magnitude < 1)
    #expect((plan.steps[32].paid - 50_000 * 50_000.0).magnitude < 1)
    #expect(plan.steps[1].paid == 0)
  }

  @Test func `a share of shipments sets the pace, and the world's stage is named`() {
    let plan = ProgrammePlan(Self.programme { $0.share = 0.5 }, in: Self.market)
    #expect(plan.reached == Quarter(2025, 1).advanced(by: 9))
    #expect(plan.steps[0].binding == [.shipments])
    #expect(plan.steps[0].stage == 3)
    #expect(plan.steps[9].binding.isEmpty)
  }

  @Test func `staff that is trained bounds megawatts`() {
    let plan = ProgrammePlan(
      Self.programme {
        $0.staff = Programme.Staff(
          grants: [Programme.Grant(at: Quarter(2025, 1), amount: 20)],
          trainedPerYear: 40,
          perMegawatt: 2
        )
      },
      in: Self.market
    )
    // Ten megawatts at first, five more each quarter.
    for age in 0..<18 {
      #expect((plan.steps[age].power - (10e6 + 5e6 * Double(age))).magnitude < 1)
    }
    #expect(plan.steps[17].binding == [.staff])
  }

  /// Programmes that one limit holds back, with the smallest change that is due by hand.
  static let limited: [(ProgrammeLimit, Double, @Sendable (inout Programme) -> Void)] = [
    (.power, 60e6, { $0.power = Programme.Room(grants: [grant(40e6)], wait: nil) }),
    (.shells, 75e6, { $0.shells = Programme.Room(grants: [grant(25e6)], wait: 30) }),
    (
      .staff, 50,
      {
        $0.staff = Programme.Staff(grants: [grant(150)], trainedPerYear: 0, perMegawatt: 2)
      }
    ), (.budget, 0.5e9, { $0.budget.total = 3e9 }),
    // Eight quarters are two years: 1.75 bn USD a year for 3.5 bn.
    (.yearly, 0.75e9, { $0.budget.perYear = 1e9 }),
    // 50,000 machines of eight quarters with 10,000 each.
    (.shipments, 0.625 - 0.5, { $0.share = 0.5 }),
    // The twelfth quarter would be the first; the eighth is due.
    (.delivery, 5, { $0.delivery = 12 }), (.exports, 5_000, { $0.exportUnits = 20_000 }),
    (.compute, 40_000, { $0.exportCompute = 60_000 }),
  ]

  /// Something that is there from the start.
  static func grant(_ amount: Double) -> Programme.Grant {
    Programme.Grant(at: Quarter(2025, 1), amount: amount)
  }

  @Test(arguments: limited.indices)
  func `the smallest change is what is missing, and meets the wish when it is made`(
    index: Int
  ) throws {
    let (limit, amount, change) = Self.limited[index]
    let due = Quarter(2026, 4)
    let programme = Self.programme(by: due, change)
    let answer = ProgrammeAnswer(programme, in: Self.market)
    #expect(!answer.isFeasible)
    let first = try #require(answer.reliefs.first)
    #expect(first.limit == limit)
    #expect(answer.remedy == [try #require(first.change)])
    #expect((answer.remedy[0].amount - amount).magnitude < 1e-6 * amount)
    // Applied, it is in time; a thousandth less is not.
    #expect(ProgrammePlan(programme.changed(by: answer.remedy), in: Self.market).isFeasible)
    var less = answer.remedy[0]
    less.amount = limit == .delivery ? less.amount - 1 : less.amount * 0.999
    #expect(!ProgrammePlan(programme.changed(by: less), in: Self.market).isFeasible)
  }

  @Test func `two limits that hold back together are changed together`() {
    let programme = Self.programme(by: Quarter(2026, 4)) {
      $0.power = Programme.Room(grants: [Self.grant(40e6)], wait: nil)
      $0.budget.total = 1e9
    }
    let answer = ProgrammeAnswer(programme, in: Self.market)
    #expect(answer.reliefs.allSatisfy { $0.change == nil })
    #expect(Set(answer.remedy.map(\.limit)) == [.power, .budget])
    #expect(ProgrammePlan(programme.changed(by: answer.remedy), in: Self.market).isFeasible)
  }

  @Test func `products that nobody may buy are named as what forbids it`() {
    let answer = ProgrammeAnswer(
      Self.programme(by: Quarter(2026, 4)) { $0.products = ["other"] },
      in: Self.market
    )
    #expect(answer.plan.steps[0].binding == [.products])
    #expect(answer.remedy == [ProgrammeChange(.products, by: .infinity)])
  }

  @Test func `nothing helps where the world ships nothing`() {
    var empty = Self.market
    for index in empty.quarters.indices { empty.quarters[index].offers = [] }
    let answer = ProgrammeAnswer(Self.programme(), in: empty)
    #expect(!answer.isFeasible && answer.remedy.isEmpty && answer.amount == 0)
    #expect(answer.cost.whole == nil)
  }

  @Test func `no limit that is lifted makes it slower`() {
    let programme = Self.programme(by: Quarter(2027, 4)) {
      $0.power = Programme.Room(grants: [Self.grant(10e6)], wait: 6, perYear: 20e6)
      $0.shells = Programme.Room(wait: 5, perYear: 60e6, limit: 80e6)
      $0.staff = Programme.Staff(grants: [Self.grant(30)], trainedPerYear: 50, perMegawatt: 1.5)
      $0.budget = Programme.Budget(total: 2e9, perYear: 0.8e9, loans: 0.3)
      $0.share = 0.4
      $0.delivery = 3
    }
    let answer = ProgrammeAnswer(programme, in: Self.market)
    for relief in answer.reliefs { #expect(relief.amount >= answer.amount - 1) }
    for step in answer.plan.steps {
      #expect(step.power <= 100e6 * (1 + 1e-9))
      #expect(step.spent <= 2e9 * (1 + 1e-9) || step.delivered.isEmpty)
    }
  }

  @Test func `costs are the parts worked out by hand`() throws {
    let answer = ProgrammeAnswer(Self.programme(), in: Self.market)
    let year = try #require(answer.cost.years.first)
    #expect(year.year == 2025)
    func isNear(_ value: Double, _ expected: Double) -> Bool {
      (value - expected).magnitude < 1e-9 * expected
    }
    // 50,000 machines of two H100-equivalents; prices over eight and twenty years without interest.
    #expect(isNear(year.hours, 100_000 * 0.8 * 8766))
    #expect(isNear(year.machines, 2.5e9 / 8))
    #expect(isNear(year.site, 1e9 / 20))
    #expect(isNear(year.energy, 100e3 * 8766 * 0.05))
    #expect(isNear(year.upkeep, 100e6))
    #expect(isNear(year.rent, 2 * year.hours))
    #expect(isNear(try #require(year.rentalTokens), 2 / 3.6))
    #expect(year.premium(residency: 0.5) == 0)
  }

  @Test func `interest makes yearly payments those of an annuity`() {
    #expect((Annuity.factor(interest: 0.08, years: 6) - 0.216_315_386).magnitude < 1e-8)
    #expect(Annuity.factor(interest: 0, years: 4) == 0.25)
  }

  @Test func `what must be done at home costs the difference`() throws {
    let answer = ProgrammeAnswer(
      Self.programme { $0.prices.upkeep = 20 },
      in: Self.market
    )
    let whole = try #require(answer.cost.whole)
    #expect(whole.home > whole.rental)
    #expect(
      (whole.premium(residency: 0.25) - 0.25 * (whole.home / whole.rental - 1)).magnitude < 1e-12
    )
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `all that buyers of a kind buy is what they put to work and store`() throws {
    let run = try Roadmap(
      of: SmallIndustry.start,
      through: Quarter(2025, 4),
      detail: .prices,
      solver: HighsSolver.load()
    )
    let market = ProgrammeMarket(run, buyer: "rental")
    #expect(market.quarters.count == 16)
    var waited = 0.0
    for (offered, outcome) in zip(market.quarters, run.quarters) {
      // Rental clouds may buy of one vendor alone, so nothing is lost in spreading.
      let own = outcome.buyers[1]
      let bought = own.deployed + own.waiting - waited
      waited = own.waiting
      let compute = offered.offers.reduce(0) { $0 + $1.units * $1.compute }
      #expect((compute - bought).magnitude < 1e-6 * max(bought, 1))
    }
    // Nobody abroad may buy after the rule of 2023.
    let abroad = ProgrammeMarket(run, buyer: "abroad").quarters
    #expect(abroad.allSatisfy { $0.quarter < Quarter(2023, 4) || $0.offers.isEmpty })
    #expect(abroad.contains { !$0.offers.isEmpty })
  }
}
