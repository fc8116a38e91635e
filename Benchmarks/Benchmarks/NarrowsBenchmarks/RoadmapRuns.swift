import Catalog
import LinearPrograms
import Quantities
import Studies
import Supply

/// The catalogue's supply chain from the beginning of 2022 to the end of 2035, 56 quarters.
struct RoadmapRuns {
  /// The supply chain with its intervals.
  let record: IndustryRecord
  /// The solver.
  let solver: HighsSolver
  /// The last quarter.
  let end = Quarter(2035, 4)

  /// Reads the catalogue; nil when it cannot be read or there is no solver.
  init?() {
    var diagnostics = Diagnostics()
    guard let solver = try? HighsSolver.load(),
      let record = Catalog().industry(from: Quarter(2022, 1), into: &diagnostics),
      !diagnostics.hasErrors
    else { return nil }
    self.record = record
    self.solver = solver
  }

  /// One run.
  func run(_ detail: Roadmap.Detail) -> Roadmap? {
    try? Roadmap(of: record.industry, through: end, detail: detail, solver: solver)
  }

  /// A hundred samples on two threads.
  func samples() -> RoadmapSampling {
    RoadmapSampling(
      of: record.industry,
      ranges: record.ranges,
      through: end,
      settings: .init(samples: 100, jobs: 2),
      solver: solver
    )
  }
}
