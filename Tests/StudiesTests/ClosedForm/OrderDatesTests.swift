import LinearPrograms
import Studies
import Supply
import Testing

/// Dates by which machines must be ordered.
@Suite(.enabled(if: HighsSolver.isAvailable))
struct OrderDatesTests {
  /// Dates for a wish in the small industry.
  private static func dates(
    _ power: Double,
    in quarter: Quarter?,
    today: Quarter = Quarter(2022, 1),
    product: String = "bolt-1",
    buyer: String? = "giant",
    integration: Int = 0,
    industry: Industry = SmallIndustry.industry
  ) throws -> OrderDates {
    let run = try Roadmap(
      of: industry,
      through: Quarter(2028, 4),
      detail: .prices,
      solver: HighsSolver.load()
    )
    let wish = OrderDates.Wish(
      product: product,
      power: power,
      quarter: quarter,
      buyer: buyer,
      integration: integration
    )
    return OrderDates(wish, in: run, today: today)
  }

  @Test func `what is free is ordered when it is made`() throws {
    let dates = try Self.dates(5e6, in: Quarter(2022, 3))
    #expect(dates.isFeasible && dates.items.count == 5)
    #expect(dates.earliest == nil && dates.most == nil)
    for item in dates.items {
      #expect(!item.isBuilt && item.missing == 0 && item.latest == item.made)
      let isAhead = SmallIndustry.stages[item.stage].startsAhead == 1
      #expect(item.made == Quarter(2022, isAhead ? 2 : 3))
    }
    // 1.8 W of facility for a watt of machines.
    let size = 0.6.squareRoot()
    #expect(abs(dates.units - 5e6 / (1.8 * 700 * size)) < 1e-6)
    let stacks = try #require(dates.items.first { $0.carrier == "stack" })
    #expect(abs(stacks.amount - 5 * size * dates.units) < 1e-6 * stacks.amount)
    let shells = try #require(dates.items.first { $0.carrier == "shell" })
    #expect(abs(shells.amount - 5) < 1e-9)
  }

  @Test func `what is not free is ordered as long before as it takes to build`() throws {
    let dates = try Self.dates(100e6, in: Quarter(2026, 2))
    let shells = try #require(dates.items.first { $0.carrier == "shell" })
    #expect(shells.binds && shells.lead == 8 && shells.latest == Quarter(2024, 2))
    #expect(dates.critical == shells && dates.isFeasible)
    let late = try Self.dates(100e6, in: Quarter(2026, 2), today: Quarter(2024, 3))
    #expect(late.obstacles == [.tooLate(shells)])
  }

  @Test func `what cannot be had names the nearest that can`() throws {
    let today = Quarter(2022, 3)
    let asked = try Self.dates(2e9, in: Quarter(2023, 1), today: today)
    #expect(!asked.isFeasible)
    let most = try #require(asked.most)
    #expect(most < 2e9)
    #expect(try Self.dates(most, in: Quarter(2023, 1), today: today).isFeasible)
    #expect(!(try Self.dates(1.001 * most, in: Quarter(2023, 1), today: today).isFeasible))
    let earliest = try #require(asked.earliest)
    #expect(try Self.dates(2e9, in: earliest, today: today).isFeasible)
    let before = earliest.advanced(by: -1)
    #expect(!(try Self.dates(2e9, in: before, today: today).isFeasible))
    let first = try Self.dates(2e9, in: nil, today: today)
    #expect(first.isFeasible && first.quarter == earliest && first.earliest == nil)
  }

  @Test func `setting up takes its quarters`() throws {
    let dates = try Self.dates(5e6, in: Quarter(2022, 4), integration: 2)
    #expect(dates.items.map(\.made).max() == Quarter(2022, 2))
  }

  @Test func `a product that ships later, or may not be sold, cannot be had`() throws {
    let early = try Self.dates(1e6, in: Quarter(2023, 4), product: "anvil-2")
    #expect(early.obstacles.first == .launch(Quarter(2024, 4)))
    #expect(early.most == nil)
    #expect(early.earliest.map { $0 >= Quarter(2024, 4) } == true)
    let unsold = try Self.dates(1e6, in: Quarter(2022, 4), buyer: "renter")
    #expect(unsold.obstacles == [.notForSale] && unsold.buyer == nil && unsold.earliest == nil)
    var industry = SmallIndustry.industry
    industry.events.append(
      Event(
        id: "rule",
        name: "Rule",
        date: Quarter(2022, 2),
        duration: 4,
        effect: .export(vendor: "bolt", buyer: "giant", allowed: false)
      )
    )
    let ruled = try Self.dates(1e6, in: Quarter(2022, 4), industry: industry)
    #expect(ruled.obstacles == [.notForSale])
    #expect(ruled.earliest == Quarter(2023, 2))
  }
}
