import LinearPrograms
import Studies
import Supply
import Testing

/// What is read off a run of a small industry.
@Suite(.enabled(if: HighsSolver.isAvailable))
struct RoadmapStudyTests {
  /// The small industry until 2030, looked at in a quarter.
  static func study(
    _ today: Quarter,
    industry: Industry = SmallIndustry.industry,
    end: Quarter = Quarter(2030, 4),
    losses: [LossOfSupply.Case] = [],
    asksMap: Bool = false,
    order: OrderDates.Wish? = nil,
    jobs: Int = 2
  ) throws -> RoadmapStudy {
    let inquiry = RoadmapInquiry(
      name: "a small industry",
      industry: industry,
      end: end,
      today: today,
      asksMap: asksMap,
      losses: losses,
      order: order
    )
    #expect(inquiry.problems.isEmpty)
    return try RoadmapStudy.answer(inquiry, solver: HighsSolver.load(), jobs: jobs)
  }

  @Test func `spells cover the run and differ from their neighbours`() throws {
    let study = try Self.study(Quarter(2024, 1))
    #expect(study.spells.count > 3)
    #expect(study.spells.first?.from == study.quarters.first?.quarter)
    #expect(study.spells.last?.to == study.quarters.last?.quarter)
    #expect(study.spells.last?.ending == .endOfRun)
    for (left, right) in zip(study.spells, study.spells.dropFirst()) {
      #expect(right.from.since(left.to) == 1)
      #expect(Set(left.layers) != Set(right.layers))
    }
    for spell in study.spells {
      let inside = study.quarters.filter { $0.quarter >= spell.from && $0.quarter <= spell.to }
      #expect(inside.count == spell.length)
      #expect(inside.allSatisfy { Set($0.binding) == Set(spell.layers) })
      guard let stage = spell.stage else { continue }
      let worth = inside.reduce(0) { $0 + $1.stages[stage].margin * $1.spending }
      let mean = worth / inside.reduce(0) { $0 + $1.spending }
      #expect(abs(spell.margin - mean) < 1e-12 * mean)
    }
  }

  @Test func `a jump of demand makes packages bind first and shells last`() throws {
    let study = try Self.study(Quarter(2024, 1))
    #expect(study.phases.prefix(2).map(\.leaders) == [[.demand], [.packaging]])
    #expect(study.phases.last?.leaders == [.power])
    #expect(study.spells.first?.ending == .scarcity(stage: 2))
    for spell in study.spells {
      guard case .relieved(let stage, let growth) = spell.ending else { continue }
      #expect(stage == spell.stage && growth > 1)
    }
    #expect(study.spells.contains { if case .relieved = $0.ending { true } else { false } })
  }

  @Test func `a single quarter between two others is no phase`() throws {
    let study = try Self.study(Quarter(2024, 1))
    let packages = try #require(study.quarters.first { $0.bindingStages == [2] })
    let shells = try #require(study.quarters.first { $0.bindingStages == [3] })
    /// What leads through quarters in a row, `p` for packages and `s` for shells.
    func leaders(_ pattern: String) -> [[Layer]] {
      let quarters = pattern.enumerated().map { index, letter in
        var quarter = letter == "p" ? packages : shells
        quarter.quarter = Quarter(2024, 1).advanced(by: index)
        return quarter
      }
      return BindingPhase.all(in: quarters, of: SmallIndustry.industry).map(\.leaders)
    }
    #expect(leaders("pppspp") == [[.packaging]])
    #expect(leaders("pppsspp") == [[.packaging], [.power], [.packaging]])
    #expect(leaders("spp") == [[.power], [.packaging]])
    #expect(leaders("pps") == [[.packaging], [.power]])
    for phase in study.phases.dropFirst().dropLast() { #expect(phase.to > phase.from) }
    #expect(study.phases.reduce(0) { $0 + $1.to.since($1.from) + 1 } == study.quarters.count)
  }

  @Test func `plants of a company count together`() {
    let ownership = Ownership(of: SmallIndustry.stages[1])
    #expect(ownership.companies.map(\.name) == ["bellows", "cinder"])
    #expect(abs(ownership.concentration - 5_000) < 1e-9)
    #expect(ownership.regions.first?.name == "north")
  }

  @Test func `a company holds its share of what binds`() throws {
    let study = try Self.study(Quarter(2024, 1))
    let thread = study.thread
    let point = try #require(thread.points.first { $0.quarter == Quarter(2023, 4) })
    #expect(abs((point.hold["anvil"] ?? 0) - 0.9) < 1e-12)
    #expect(abs((point.hold["drill"] ?? 0) - 0.1) < 1e-12)
    #expect(point.worth > 0)
    for point in thread.points {
      #expect(point.hold.values.reduce(0, +) < 1 + 1e-12)
      let shipped = point.units.values.reduce(0, +)
      #expect(shipped == 0 || abs(shipped - 1) < 1e-12)
    }
    #expect(thread.holders.map(\.mean) == thread.holders.map(\.mean).sorted(by: >))
    let anvil = try #require(thread.holders.first { $0.company == "anvil" })
    // Packages alone bind in some quarters of 2023, and none in 2022.
    let bound = study.quarters.count { $0.quarter.year == 2023 && $0.bindingStages == [2] }
    #expect(bound > 0 && abs(anvil.years[1] - 0.9 * Double(bound) / 4) < 1e-12)
    #expect(anvil.years[0] == 0)
  }

  @Test func `the map names the core of every layer and when it gives way`() throws {
    let study = try Self.study(Quarter(2023, 4), asksMap: true)
    let map = try #require(study.map)
    #expect(map.rows.map(\.layer) == [.silicon, .memory, .packaging, .power, .water])
    let packaging = try #require(map.rows.first { $0.layer == .packaging })
    let until = try #require(packaging.bindsUntil)
    #expect(packaging.isBinding && !packaging.isOpen)
    #expect(packaging.quartersLeft(from: map.quarter) == until.since(map.quarter) + 1)
    let after = try #require(study.quarters.first { $0.quarter == until.advanced(by: 1) })
    #expect(!after.bindingStages.contains(packaging.stage))
    #expect(map.rows.allSatisfy { $0.isBinding || $0.bindsUntil == nil })
  }

  @Test func `a map of a day outside the run is that of its nearest quarter`() throws {
    let study = try Self.study(Quarter(2040, 1), end: Quarter(2024, 4), asksMap: true)
    #expect(study.map?.quarter == Quarter(2024, 4))
    // Eight quarters of a loss do not fit any more.
    #expect(study.losses.allSatisfy { $0.during.shipped == nil })
  }

  @Test func `losses are those of what binds, and do not depend on threads`() throws {
    let one = try Self.study(Quarter(2023, 4), asksMap: true, jobs: 1)
    let three = try Self.study(Quarter(2023, 4), asksMap: true, jobs: 3)
    #expect(one.losses == three.losses)
    #expect(
      one.losses.map(\.lost.subject) == [
        .company("anvil"), .company("drill"), .region("east"), .region("west"),
      ]
    )
    let anvil = try #require(one.losses.first?.during.shipped)
    let drill = try #require(one.losses.dropFirst().first?.during.shipped)
    #expect(anvil < drill && drill < 1)
    // Without anvil no wafer is left, which is said though nothing flows that could be probed.
    #expect(anvil == 0 && one.losses.first?.during.binding == [.silicon])
  }

  @Test func `losing a company without plants changes nothing`() throws {
    let study = try Self.study(
      Quarter(2023, 4),
      losses: [LossOfSupply.Case(.company("hammer"), from: Quarter(2023, 3), duration: 2)]
    )
    let loss = try #require(study.losses.first)
    #expect(loss.during.shipped == 1 && loss.after.deployed == 1)
    #expect(loss.during.binding == [.packaging])
    #expect(loss.lost.duration == 2 && !loss.after.binding.isEmpty)
  }

  @Test func `every problem of a question is named`() {
    let inquiry = RoadmapInquiry(
      name: "wrong",
      industry: SmallIndustry.industry,
      from: Quarter(2021, 1),
      end: Quarter(2020, 4),
      today: Quarter(2024, 1),
      losses: [LossOfSupply.Case(.region("south"), from: Quarter(2050, 1), duration: 0)],
      company: "nobody",
      order: OrderDates.Wish(product: "none", power: 0, quarter: Quarter(2050, 1), buyer: "no one")
    )
    #expect(inquiry.problems.count == 10)
  }
}
