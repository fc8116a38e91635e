public import Catalog
public import LinearPrograms
public import Quantities
public import Supply

extension RoadmapBacktest {
  /// Runs and scores what the catalogue knows of each date.
  ///
  /// - Parameters:
  ///   - catalog: The catalogue.
  ///   - truth: What happened.
  ///   - freezes: The dates.
  ///   - end: The last quarter of every run.
  ///   - solver: The solver.
  ///   - diagnostics: Receives what is wrong with the catalogue; such dates count as missing.
  /// - Throws: `LinearProgramError` when a run cannot be made.
  public init(
    of catalog: Catalog,
    against truth: RoadmapTruth,
    freezes: [Freeze] = Freeze.usual,
    through end: Quarter = Quarter(2027, 4),
    solver: HighsSolver,
    into diagnostics: inout Diagnostics
  ) throws(LinearProgramError) {
    var found: [Quarter: Industry] = [:]
    for freeze in freezes {
      guard let industry = catalog.industry(from: freeze.start, into: &diagnostics)?.industry else {
        continue
      }
      let problems = industry.problems
      for problem in problems {
        diagnostics.error("the supply chain at \(freeze.start): \(problem)")
      }
      if problems.isEmpty { found[freeze.start] = industry }
    }
    try self.init(against: truth, freezes: freezes, through: end, solver: solver) { found[$0] }
  }
}
