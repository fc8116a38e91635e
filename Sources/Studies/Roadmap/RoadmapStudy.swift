public import LinearPrograms
public import Supply

/// One run of the industry and what it says: what binds when, who holds it, what to order.
public struct RoadmapStudy: Hashable, Sendable {
  /// What was asked.
  public var inquiry: RoadmapInquiry
  /// The run.
  public var run: Roadmap
  /// Quarters that are reported.
  public var quarters: [RoadmapQuarter]
  /// Stretches in which the same layers bind.
  public var spells: [BindingSpell]
  /// The same in broad strokes, by the layers that lead.
  public var phases: [BindingPhase]
  /// Who holds what binds, quarter by quarter.
  public var thread: CompanyThread
  /// The map of bottlenecks, nil where it was not asked for.
  public var map: BottleneckMap?
  /// What losing a company or a region would do.
  public var losses: [LossOfSupply]
  /// When to order what, nil where nobody asked.
  public var order: OrderDates?
  /// What a programme reaches, nil where nobody asked.
  public var programme: ProgrammeAnswer?
  /// The run under uncertain figures, nil where no samples were asked for.
  public var sampling: RoadmapSampling?
  /// What work costs year by year, nil where nobody asked.
  public var costs: RoadmapCosts?

  /// Runs an industry and answers what is asked about it.
  ///
  /// - Parameters:
  ///   - inquiry: What is asked, without ``RoadmapInquiry/problems``.
  ///   - solver: The solver.
  ///   - seed: Seed of samples.
  ///   - jobs: Threads to use; the answer does not depend on it.
  ///   - progress: Is told the share of the work that is done.
  /// - Returns: The answer.
  /// - Throws: `LinearProgramError` when a quarter's programme cannot be solved.
  public static func answer(
    _ inquiry: RoadmapInquiry,
    solver: HighsSolver,
    seed: UInt64 = 1,
    jobs: Int,
    progress: @Sendable (Double) -> Void = { _ in }
  ) throws(LinearProgramError) -> RoadmapStudy {
    let run = try Roadmap(of: inquiry.industry, through: inquiry.end, solver: solver)
    let quarters = run.quarters.filter { $0.quarter >= inquiry.from }
    var study = RoadmapStudy(
      inquiry: inquiry,
      run: run,
      quarters: quarters,
      spells: BindingSpell.all(in: quarters, of: inquiry.industry),
      phases: BindingPhase.all(in: quarters, of: inquiry.industry),
      thread: CompanyThread(quarters, of: inquiry.industry),
      map: nil,
      losses: [],
      order: inquiry.order.map { OrderDates($0, in: run, today: inquiry.today) },
      programme: inquiry.programme.map { ProgrammeAnswer($0, in: run) }
    )
    if inquiry.samples > 0 {
      study.sampling = RoadmapSampling(
        of: inquiry.industry,
        ranges: inquiry.ranges,
        through: inquiry.end,
        settings: RoadmapSampling.Settings(samples: inquiry.samples, seed: seed, jobs: jobs),
        solver: solver,
        progress: { progress(Double($0) / Double(inquiry.samples)) }
      )
    }
    guard inquiry.asksMap || !inquiry.losses.isEmpty else { return study }
    if inquiry.asksMap { study.map = BottleneckMap(run, at: inquiry.quarter) }
    let cases =
      inquiry.losses.isEmpty ? LossOfSupply.cases(in: run, at: inquiry.quarter) : inquiry.losses
    study.losses = try LossOfSupply.all(
      cases,
      base: run,
      solver: solver,
      jobs: jobs,
      progress: progress
    )
    return study
  }
}

extension Roadmap {
  /// The outcome of a quarter, nil where it lies outside the run.
  func outcome(in quarter: Quarter) -> RoadmapQuarter? {
    let index = quarter.since(industry.start)
    return quarters.indices.contains(index) ? quarters[index] : nil
  }
}

extension RoadmapQuarter {
  /// What buyers spent on accelerators [USD].
  public var spending: Double { vendors.reduce(0) { $0 + $1.spending } }

  /// Margin of the strongest binding stage of each layer that binds [1].
  func margins(_ industry: Industry) -> [Layer: Double] {
    bindingStages.reduce(into: [:]) { margins, stage in
      let layer = industry.stages[stage].layer
      margins[layer] = max(margins[layer] ?? 0, stages[stage].margin)
    }
  }
}
