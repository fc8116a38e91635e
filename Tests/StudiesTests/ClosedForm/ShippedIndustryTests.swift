import Catalog
import Documents
import LinearPrograms
import Quantities
import Supply
import Testing

/// The supply chain that the program carries, read for every date that has figures of its own.
struct ShippedIndustryTests {
  /// The dates for which the catalogue states figures.
  static let starts = [Quarter(2022, 1), Quarter(2024, 1), Quarter(2025, 1)]

  /// The shipped supply chain at a date.
  static func record(from start: Quarter) throws -> IndustryRecord {
    var diagnostics = Diagnostics()
    let record = Catalog().industry(from: start, into: &diagnostics)
    #expect(diagnostics.errors.isEmpty, "\(diagnostics)")
    return try #require(record)
  }

  @Test(arguments: starts)
  func `each date is read without errors and can be run`(start: Quarter) throws {
    let industry = try Self.record(from: start).industry
    #expect(industry.start == start)
    #expect(industry.problems.isEmpty, "\(industry.problems)")
    #expect(industry.stages.contains { $0.capacity > 0 })
    #expect(industry.demand.contains { $0.amount > 0 })
  }

  @Test(arguments: starts)
  func `owners are known suppliers that hold a stage at most once`(start: Quarter) throws {
    let record = try Self.record(from: start)
    let owned = record.industry.stages.filter { !$0.owners.isEmpty }
    #expect(!owned.isEmpty)
    for stage in owned {
      let held = stage.owners.reduce(0) { $0 + $1.share }
      #expect(held > 0 && held <= 1 + 1e-9, "\(stage.id) is held to \(held)")
      for owner in stage.owners {
        #expect(owner.share > 0, "\(stage.id) has an owner without a share: \(owner.company)")
        #expect(record.suppliers[owner.company] != nil, "\(stage.id) is held by \(owner.company)")
        #expect(!owner.region.isEmpty, "\(stage.id): \(owner.company) has no region")
      }
    }
  }

  @Test(arguments: starts)
  func `every interval holds its best value, which is the figure that a run reads`(start: Quarter)
    throws
  {
    let record = try Self.record(from: start)
    #expect(record.ranges.count > 100)
    for range in record.ranges {
      #expect(range.low <= range.best && range.best <= range.high, "\(range)")
      #expect(range.low < range.high, "\(range)")
      #expect(record.industry.figure(at: range.path) == range.best, "\(range)")
    }
  }

  /// A run of the shipped supply chain from the first date.
  static func roadmap() async throws -> Roadmap {
    try Roadmap(
      of: record(from: starts[0]).industry,
      through: Quarter(2030, 4),
      solver: HighsSolver.load()
    )
  }

  @Test(.enabled(if: HighsSolver.isAvailable))
  func `a run ships in every year, keeps to capacities and is the same bits each time`()
    async throws
  {
    async let other = Self.roadmap()
    let roadmap = try await Self.roadmap()
    let again = try await other
    #expect(roadmap == again)
    #expect(roadmap.quarters.count == 36)
    for year in 2022...2030 {
      let quarters = roadmap.quarters.filter { $0.quarter.year == year }
      #expect(quarters.count == 4)
      #expect(quarters.reduce(0) { $0 + $1.units } > 0, "nothing is shipped in \(year)")
    }
    for quarter in roadmap.quarters {
      #expect(quarter.units.isFinite && quarter.units >= 0)
      #expect(quarter.rentalPrice.isFinite && quarter.rentalPrice > 0)
      for (stage, outcome) in zip(roadmap.industry.stages, quarter.stages) {
        let used = outcome.use + outcome.outside
        #expect(
          used <= outcome.capacity * (1 + 1e-6) + 1e-6,
          "\(stage.id) in \(quarter.quarter): \(used) of \(outcome.capacity)"
        )
        #expect(outcome.use >= 0 && outcome.outside >= -1e-6 && outcome.capacity.isFinite)
      }
    }
  }
}
