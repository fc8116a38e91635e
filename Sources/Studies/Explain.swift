public import Catalog
public import Scenarios
import Systems
import Training
import Workloads

/// What binds a design, what fixing that is worth, and what binds next.
public struct Explanation: Sendable {
  /// The design that was explained.
  public var design: Design
  /// Plans tried to choose what the scenario left open, 1 when nothing was.
  public var plansTried: Int
  /// Of those, plans that fit in memory.
  public var plansFitting: Int
  /// Factor by which each knob was relaxed.
  public var relaxation: Double
  /// Walls, greatest gain first.
  public var walls: [Wall]
  /// The walls in the order in which they bind as each is relaxed until another overtakes it.
  public var cascade: [CascadeStep]
  /// A better plan than the one the scenario fixes, where one was found on the way.
  public var betterPlan: Design?
}

/// The study that relaxes every knob in turn.
public struct Explain: Sendable {
  /// Factor by which each knob is relaxed.
  public var relaxation: Double
  /// Steps of the cascade.
  public var steps: Int
  /// Chooses plans.
  public var planner: Planner
  /// Called as work proceeds, with the share that is done, 0…1.
  public var progress: @Sendable (Double) -> Void

  /// Plans of each kind kept from the first search and re-chosen among as knobs are relaxed.
  static let keptPlans = 96
  /// Greatest factor by which one wall is relaxed in a cascade.
  static let greatestRelaxation = 64.0
  /// Gain below which nothing binds any more.
  static let leastGain = 1e-3

  /// Describes the study.
  public init(
    relaxation: Double = 2,
    steps: Int = 4,
    planner: Planner = Planner(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) {
    self.relaxation = relaxation
    self.steps = steps
    self.planner = planner
    self.progress = progress
  }

  /// Explains a scenario, or returns nil when no plan is valid.
  ///
  /// A fixed plan stays fixed, except for knobs that open plans that were closed before (memory
  /// size, scale-up domain): for those the best of the kept plans is compared on both sides.
  /// What is open is re-chosen among the most promising plans for every knob.
  public func callAsFunction(_ scenario: Scenario, catalog: Catalog) -> Explanation? {
    let space = PlanSpace.plans(scenario)
    guard let choice = planner.best(scenario, among: space) else { return nil }
    var open = scenario
    open.request = PlanRequest()
    open.request.schedule = scenario.request.schedule
    open.request.overlap = scenario.request.overlap
    let isFixed = space.count == 1
    // A fixed plan is compared with its neighbours only where a knob opens new plans.
    let kept = isFixed ? space : planner.promising(Self.keptPlans, scenario)
    let neighbours = isFixed ? PlanSpace.neighbours(of: choice.best.plan, in: open) : kept
    let facts = WallFacts(catalog: catalog)
    let total = Double(steps + 1)
    let context = Context(kept: kept, neighbours: neighbours)

    let base = measured(scenario, context: context)
    var walls: [Wall] = []
    for (knob, gain) in base.gains {
      let load = Load(knob, of: choice.best)
      let fact = facts[knob]
      walls.append(
        Wall(
          name: fact.name,
          layer: fact.layer,
          demand: load.demand,
          capacity: load.capacity,
          unit: load.unit,
          utilization: load.utilization,
          gain: gain,
          knob: knob,
          suppliers: fact.suppliers,
          yearsToResolve: fact.years
        )
      )
    }
    progress(1 / total)
    var better: Design?
    let inside = neighbours.filter { $0.tensor <= scenario.system.domain }
    if isFixed, let other = planner.best(open, among: inside)?.best,
      Self.fits(other) && (!Self.fits(choice.best) || other.merit > 1.01 * choice.best.merit)
    {
      better = other
    }
    return Explanation(
      design: choice.best,
      plansTried: choice.tried,
      plansFitting: choice.fitting,
      relaxation: relaxation,
      walls: walls,
      cascade: cascade(scenario, first: base, context: context, facts: facts),
      betterPlan: better
    )
  }

  /// The plans that are compared as knobs are relaxed.
  private struct Context {
    /// Plans for knobs that leave the valid plans as they are.
    var kept: [TrainingPlan]
    /// Plans for knobs that open new ones.
    var neighbours: [TrainingPlan]
  }

  /// The gain of every knob on a scenario.
  private struct Measured {
    /// The design before relaxing.
    var design: Design
    /// Knobs with their gains, greatest first; ties in the order of the knobs.
    var gains: [(knob: Knob, gain: Double)]
  }

  /// Whether a design fits in memory.
  private static func fits(_ design: Design) -> Bool {
    TrainingModel.memoryProblem(design.run.step.memory, on: design.scenario.system) == nil
  }

  /// Relaxes every knob of a scenario in turn.
  private func measured(_ scenario: Scenario, context: Context) -> Measured {
    let base =
      planner.best(scenario, among: context.kept)?.best
      ?? Design(scenario: scenario, plan: context.kept[0])
    let wide = planner.best(scenario, among: context.neighbours)?.best ?? base
    var gains: [(knob: Knob, gain: Double)] = []
    for knob in Knob.allCases {
      let relaxed = knob.relaxed(scenario, by: relaxation)
      let gain: Double
      if knob.opensPlans {
        let after = planner.best(relaxed, among: context.neighbours)?.best ?? wide
        gain = Self.gain(from: wide, to: after)
      } else {
        let after = planner.best(relaxed, among: context.kept)?.best ?? base
        gain = Self.gain(from: base, to: after)
      }
      gains.append((knob, gain))
    }
    let order = gains.indices.sorted { (-gains[$0].gain, $0) < (-gains[$1].gain, $1) }
    return Measured(design: base, gains: order.map { gains[$0] })
  }

  /// Relative gain of the objective; a design that comes to fit in memory gains without bound.
  private static func gain(from before: Design, to after: Design) -> Double {
    switch (before.run.isFeasible, after.run.isFeasible) {
    case (false, true): .infinity
    case (true, false): 0
    default: max(0, after.merit / before.merit - 1)
    }
  }

  /// Relaxes what binds until another wall overtakes it, step by step.
  private func cascade(
    _ scenario: Scenario,
    first: Measured,
    context: Context,
    facts: WallFacts
  ) -> [CascadeStep] {
    var result: [CascadeStep] = []
    var current = scenario
    var measured = first
    for index in 0..<steps {
      guard let top = measured.gains.first, top.gain > Self.leastGain else { break }
      let before = measured.design.merit
      var factor = 1.0
      repeat {
        factor *= relaxation
        current = top.knob.relaxed(current, by: relaxation)
        if top.knob == .overlap { current.request.overlap = scenario.request.overlap }
        measured = self.measured(current, context: context)
      } while factor < Self.greatestRelaxation && measured.gains.first?.knob == top.knob
        && (measured.gains.first?.gain ?? 0) > Self.leastGain
      result.append(
        CascadeStep(
          wall: facts[top.knob].name,
          knob: top.knob,
          relaxedBy: factor,
          objective: measured.design.objective,
          gain: measured.design.merit / before - 1
        )
      )
      progress(Double(index + 2) / Double(steps + 1))
    }
    return result
  }
}
