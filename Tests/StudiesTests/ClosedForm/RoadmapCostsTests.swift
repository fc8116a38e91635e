import Catalog
import Economics
import LinearPrograms
import Quantities
import Studies
import Supply
import Testing

/// What work costs in a run of a small industry, with machines that are made up.
@Suite(.enabled(if: HighsSolver.isAvailable))
struct RoadmapCostsTests {
  /// The small industry with its first generation known as an accelerator.
  private static func industry(devices: Double = 0) -> Industry {
    var industry = SmallIndustry.industry
    industry.products[0].accelerator = "anvil"
    industry.demand[1].deviceShare = devices
    industry.demand[1].deviceMiddle = Quarter(2025, 1)
    return industry
  }

  /// What the first generation does.
  private static func machines(serving: Double = 2_000) -> [String: MachineWork] {
    [
      "anvil": MachineWork(
        accelerator: "anvil",
        training: .init(utilisation: 0.4, goodput: 0.9, rate: 4e14, software: "tongs"),
        serving: .init(rate: serving, timePerOutputToken: 0.04, format: "fp8", engine: "bellows")
      )
    ]
  }

  /// Costs from the second quarter of 2022 to 2030.
  private static func costs(
    _ industry: Industry = industry(),
    machines: [String: MachineWork] = machines(),
    assumptions: RoadmapCosts.Assumptions = RoadmapCosts.Assumptions()
  ) throws -> RoadmapCosts {
    let study = try RoadmapStudyTests.study(Quarter(2024, 1), industry: industry)
    return RoadmapCosts(
      Array(study.quarters.dropFirst()),
      of: industry,
      machines: machines,
      assumptions: assumptions
    )
  }

  @Test func `only whole years count, each once`() throws {
    #expect(try Self.costs().years.map(\.year) == Array(2023...2030))
  }

  @Test func `a later generation does for its work what the last known one does`() throws {
    let years = try Self.costs().years
    #expect(years.first?.machine.product == "anvil-1")
    #expect(years.last?.machine.product == "anvil-2")
    for year in years {
      let machine = year.machine
      #expect(machine.accelerator == "anvil")
      #expect(machine.isCarried == (machine.product == "anvil-2"))
      #expect(machine.servingRate == 2_000 * machine.work)
      #expect(machine.trainingRate == 4e14 * machine.work)
      // Work is rented by the unit, so that a token costs the rent of what makes it.
      let price = year.rent / 3600 / 2_000 * 1e6
      #expect(abs(machine.rentedTokens - price) < 1e-12 * price)
      #expect((0...1).contains(machine.share))
    }
  }

  @Test func `an owner pays for machine, place and upkeep`() throws {
    let industry = Self.industry()
    let year = try #require(try Self.costs(industry).years.first)
    let product = industry.products[0]
    // A shell at 10 USD/W; both buyers' factors by their shares of demand.
    let power = product.power * (0.7 * 1.8 + 0.3 * 2)
    let machine = product.price * Annuity.factor(discountRate: 0.07, years: 5)
    let place = 10 * power * Annuity.factor(discountRate: 0.07, years: 14)
    let hour = (machine + place + 0.8 * power) / 8766
    #expect(abs(year.machine.owned - hour) < 1e-9 * hour)
  }

  @Test func `a run is its operations at the rate of its machines`() throws {
    for year in try Self.costs().years {
      let run = year.run
      #expect(abs(run.acceleratorTime * year.machine.trainingRate / run.compute - 1) < 1e-12)
      #expect(abs(run.count * 100 * 86_400 / run.acceleratorTime - 1) < 1e-12)
      #expect(abs(run.rented / (run.acceleratorTime / 3600 * year.machine.rent) - 1) < 1e-12)
      #expect(abs(6 * run.parameters * run.tokens / run.compute - 1) < 1e-9)
    }
  }

  @Test func `a model that is served is smaller and trained on more`() throws {
    for year in try Self.costs().years {
      let size = try #require(year.run.servedParameters)
      let tokens = try #require(year.run.servedTokens)
      #expect(size < year.run.parameters && tokens > year.run.tokens)
    }
    var industry = Self.industry()
    industry.demand.removeLast()
    industry.events = []
    #expect(try Self.costs(industry).years.allSatisfy { $0.run.servedParameters == nil })
  }

  @Test func `no run is larger than all training or than the trend`() throws {
    var wild = RoadmapCosts.Assumptions()
    wild.compute = 1e26
    wild.growth = 9
    let costs = try Self.costs(assumptions: wild)
    let end = try #require(costs.exhausted)
    #expect(end > 2023)
    for year in costs.years {
      #expect(year.run.compute == min(year.run.wanted, year.run.limit))
      #expect((year.run.share > 1) == (year.year >= end))
      // All that trains, for a hundred days.
      let training = year.uses[0].compute * 4e14 * 100 * 86_400
      #expect(abs(year.run.limit / training - 1) < 1e-12)
    }
    var still = RoadmapCosts.Assumptions()
    still.growth = 0
    let flat = try Self.costs(assumptions: still)
    #expect(flat.exhausted == nil)
    #expect(flat.years.allSatisfy { $0.run.compute == still.compute })
  }

  @Test func `twice the tokens a second cost half as much each`() throws {
    let slow = try Self.costs().years
    let fast = try Self.costs(machines: Self.machines(serving: 4_000)).years
    for (slow, fast) in zip(slow, fast) {
      #expect(fast.machine.rentedTokens == slow.machine.rentedTokens / 2)
      #expect(fast.machine.ownedTokens == slow.machine.ownedTokens / 2)
      #expect(fast.run == slow.run)
    }
  }

  @Test func `shares add up and tokens follow compute and its gains`() throws {
    let industry = Self.industry()
    #expect(abs(industry.gain(of: industry.demand[1], in: Quarter(2024, 1)) - 1.69) < 1e-12)
    for year in try Self.costs(industry).years {
      #expect(abs(year.uses.reduce(0) { $0 + $1.share } - 1) < 1e-12)
      #expect(year.uses[0].tokens == nil && year.deviceShare == 0)
      let tokens = try #require(year.uses[1].tokens)
      // A thousand tokens a second in 60 % of a month's hours, 30 % more each year since 2022.
      let monthly = year.uses[1].compute * 1_000 * 0.6 * Annuity.year / 12
      let first = industry.gain(of: industry.demand[1], in: Quarter(year.year, 1))
      let last = industry.gain(of: industry.demand[1], in: Quarter(year.year, 4))
      #expect((first...last).contains(tokens / monthly))
    }
  }

  @Test func `devices take what they take in the end, and half of it half-way`() throws {
    let industry = Self.industry(devices: 0.4)
    let kind = industry.demand[1]
    #expect(abs(kind.deviceShare(in: Quarter(2025, 1)) - 0.2) < 1e-12)
    let shares = try Self.costs(industry).years.map(\.deviceShare)
    for (left, right) in zip(shares, shares.dropFirst()) { #expect(left < right) }
    #expect(try #require(shares.last) < 0.4 && #require(shares.last) > 0.38)
  }

  @Test func `spending is that of the quarters`() throws {
    let industry = Self.industry()
    let study = try RoadmapStudyTests.study(Quarter(2024, 1), industry: industry)
    let years = try Self.costs(industry).years
    for year in years {
      let quarters = study.quarters.filter { $0.quarter.year == year.year }
      let spent = quarters.reduce(0) { $0 + $1.buyers.reduce(0) { $0 + $1.spending } }
      #expect(abs(year.spent - spent) <= 1e-12 * spent)
    }
  }

  @Test func `nothing is said where no product's work is known`() throws {
    #expect(try Self.costs(machines: [:]).years.isEmpty)
    #expect(try Self.costs(SmallIndustry.industry).years.isEmpty)
  }
}

/// What accelerators of the catalogue do on the work of reference.
struct MachineWorkTests {
  private static let catalog = Catalog()

  @Test func `an H20 serves better than it trains beside an H100`() throws {
    let base = MachineWork(of: "h100-sxm", catalog: Self.catalog, jobs: 2)
    let other = MachineWork(of: "h20", catalog: Self.catalog, jobs: 2)
    #expect(base.problems.isEmpty && other.problems.isEmpty)
    for machine in [base, other] {
      let training = try #require(machine.training)
      #expect((0.2...0.75).contains(training.utilisation))
      #expect((0.5..<1).contains(training.goodput))
      let serving = try #require(machine.serving)
      #expect(serving.timePerOutputToken <= 0.05 && serving.format == "fp8")
    }
    let trained = try #require(other.trainingRatio(to: base))
    let served = try #require(other.servingRatio(to: base))
    // Peaks of 148 and 989.5 TFLOP/s in 16 bits; memory of 4.0 and 3.35 TB/s.
    #expect(trained > 148 / 989.5 && trained < 0.3)
    #expect(served > trained && served < 4.0 / 3.35)
    #expect(base.trainingRatio(to: base) == 1 && base.servingRatio(to: base) == 1)
  }

  @Test func `an A100 serves in integers, having no 8-bit floating point`() throws {
    let machine = MachineWork(of: "a100-sxm", catalog: Self.catalog, jobs: 2)
    #expect(machine.serving?.format == "int8")
    #expect(machine == MachineWork(of: "a100-sxm", catalog: Self.catalog, jobs: 1))
  }

  @Test func `what is not in the catalogue can do nothing, and that is said`() {
    let machine = MachineWork(of: "no-such-part", catalog: Self.catalog)
    #expect(machine.training == nil && machine.serving == nil)
    #expect(machine.problems.count == 2)
    #expect(machine.problems.allSatisfy { $0.contains("no-such-part") })
  }
}
