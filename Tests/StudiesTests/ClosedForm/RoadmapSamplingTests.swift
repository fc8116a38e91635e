import LinearPrograms
import Quantities
import Studies
import Supply
import Synchronization
import Testing

@Suite(.enabled(if: HighsSolver.isAvailable)) struct `Roadmap sampling tests` {
  /// Samples of the invented industry.
  private func sampling(_ samples: Int, jobs: Int = 1, seed: UInt64 = 7) throws -> RoadmapSampling {
    RoadmapSampling(
      of: InventedIndustry.starting(),
      ranges: InventedIndustry.ranges
        + [IndustryRange(path: "stages.nowhere.build", low: 1, best: 2, high: 3)],
      through: Quarter(2025, 4),
      settings: .init(samples: samples, seed: seed, jobs: jobs),
      solver: try HighsSolver.load()
    )
  }

  @Test func `threads change no bit of the results, and seeds do`() throws {
    let alone = try sampling(12)
    #expect(alone.count == 12)
    #expect(try sampling(12, jobs: 3) == alone)
    #expect(try sampling(12, seed: 8).fans != alone.fans)
  }

  @Test func `fans are in order and hold as many quarters as the run`() throws {
    let found = try sampling(30)
    #expect(found.failures.isEmpty)
    #expect(found.unknownPaths == ["stages.nowhere.build"])
    #expect(found.quarters.count == 16)
    #expect(found.fans.count == RoadmapTrace.Output.allCases.count)
    var isWide = false
    for fan in found.fans {
      #expect(fan.levels.count == 5 && fan.best.count == 16)
      for quarter in found.quarters.indices {
        let levels = fan.levels.map { $0[quarter] }
        #expect(levels == levels.sorted())
        isWide = isWide || levels[4] > levels[0]
      }
    }
    #expect(isWide)
  }

  @Test func `odds are shares that add up`() throws {
    let found = try sampling(30)
    #expect(found.layers.count > 1)
    for layer in found.layers {
      #expect(abs(layer.first.reduce(layer.never, +) - 1) < 1e-9)
      for quarter in found.quarters.indices {
        #expect(layer.strongest[quarter] <= layer.binding[quarter] + 1e-12)
        #expect(layer.binding[quarter] <= layer.first[...quarter].reduce(0, +) + 1e-12)
      }
    }
    for quarter in found.quarters.indices {
      let total = found.layers.reduce(0) { $0 + $1.strongest[quarter] }
      #expect(abs(total - 1) < 1e-9)
    }
  }

  @Test func `growth of demand decides, and what is never read does not`() throws {
    let found = try sampling(80)
    let price = try #require(found.influences.first { $0.target == .rentalPrice(year: 2025) })
    let growth = try #require(price.inputs.first { $0.path == "demand.work.growth" })
    #expect(growth.correlation > 3 * found.noise)
    let unread = try #require(price.inputs.first { $0.path == "products.g1.memory" })
    // Four times the scatter of numbers that have nothing to do with each other.
    #expect(unread.correlation.magnitude < 4 * found.noise)
    #expect(found.noise == 1 / 80.0.squareRoot())
  }

  @Test func `every sample is told of once`() throws {
    let told = Mutex<[Int]>([])
    _ = RoadmapSampling(
      of: InventedIndustry.starting(),
      ranges: InventedIndustry.ranges,
      through: Quarter(2022, 2),
      settings: .init(samples: 9, jobs: 2),
      solver: try HighsSolver.load()
    ) { done in
      told.withLock { $0.append(done) }
    }
    #expect(told.withLock { $0.sorted() } == Array(1...9))
  }

  @Test func `samples that make no industry are counted with their reason`() throws {
    let found = RoadmapSampling(
      of: InventedIndustry.starting(),
      ranges: [IndustryRange(path: "market.occupancy", low: 1.1, best: 1.2, high: 1.3)],
      through: Quarter(2022, 2),
      settings: .init(samples: 5),
      solver: try HighsSolver.load()
    )
    #expect(found.count == 0)
    #expect(found.failures.values.reduce(0, +) == 5)
    #expect(found.failures.count == 1)
  }
}
