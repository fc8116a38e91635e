public import Catalog
import Scenarios
import Systems

/// What binds a design, what fixing that is worth, and what binds next.
public struct Explanation<Answer: StudiedDesign>: Sendable {
  /// The design that was explained.
  public var design: Answer
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
  public var betterPlan: Answer?
  /// How far the targets can be met; nil where nothing is aimed at.
  public var reach: ServiceReach?
  /// What other links inside the domain would make of it; nil where its links are not known.
  public var links: LinkAlternatives?

  /// Gathers what a study found.
  init(
    design: Answer,
    plansTried: Int,
    plansFitting: Int,
    relaxation: Double,
    walls: [Wall],
    cascade: [CascadeStep],
    betterPlan: Answer?,
    reach: ServiceReach? = nil,
    links: LinkAlternatives? = nil
  ) {
    self.design = design
    self.plansTried = plansTried
    self.plansFitting = plansFitting
    self.relaxation = relaxation
    self.walls = walls
    self.cascade = cascade
    self.betterPlan = betterPlan
    self.reach = reach
    self.links = links
  }
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
  public func callAsFunction<Asked: Studied>(
    _ scenario: Asked,
    catalog: Catalog
  ) -> Explanation<Asked.Answer>? {
    let scenario = scenario.coupled(planner)
    let space = scenario.plans
    guard let choice = planner.best(scenario, among: space) else { return nil }
    let open = scenario.opened
    let isFixed = space.count == 1
    // A fixed plan is compared with its neighbours only where a knob opens new plans.
    let kept = isFixed ? space : planner.promising(Asked.keptPlans, scenario)
    let neighbours = isFixed ? open.neighbours(of: choice.best.plan) : kept
    let facts = WallFacts(catalog: catalog)
    let total = Double(steps + 1)
    let context = Context<Asked>(kept: kept, neighbours: neighbours)

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
    var better: Asked.Answer?
    let inside = neighbours.filter(scenario.isInsideDomain)
    if isFixed, let other = planner.best(open, among: inside)?.best,
      other.standing.level == .good,
      choice.best.standing.level != .good || other.merit > 1.01 * choice.best.merit
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
      betterPlan: better,
      reach: scenario.reach(among: kept),
      links: LinkAlternatives.find(
        for: choice.best,
        among: neighbours,
        planner: planner,
        catalog: catalog
      )
    )
  }

  /// The plans that are compared as knobs are relaxed.
  private struct Context<Asked: Studied> {
    /// Plans for knobs that leave the valid plans as they are.
    var kept: [Asked.Answer.Plan]
    /// Plans for knobs that open new ones.
    var neighbours: [Asked.Answer.Plan]
  }

  /// The gain of every knob on a scenario.
  private struct Measured<Answer: StudiedDesign> {
    /// The design before relaxing.
    var design: Answer
    /// Knobs with their gains, greatest first; ties in the order of the knobs.
    var gains: [(knob: Knob, gain: Double)]
  }

  /// Relaxes every knob of a scenario in turn.
  private func measured<Asked: Studied>(
    _ scenario: Asked,
    context: Context<Asked>
  ) -> Measured<Asked.Answer> {
    let base =
      planner.best(scenario, among: context.kept)?.best
      ?? Asked.Answer(scenario: scenario, plan: context.kept[0])
    let wide = planner.best(scenario, among: context.neighbours)?.best ?? base
    var gains: [(knob: Knob, gain: Double)] = []
    for knob in Asked.knobs {
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

  /// Relative gain of the objective; a design that comes to be feasible gains without bound.
  private static func gain<Answer: StudiedDesign>(from before: Answer, to after: Answer) -> Double {
    switch (before.isFeasible, after.isFeasible) {
    case (false, true): .infinity
    case (true, false): 0
    default: max(0, after.merit / before.merit - 1)
    }
  }

  /// Relaxes what binds until another wall overtakes it, step by step.
  private func cascade<Asked: Studied>(
    _ scenario: Asked,
    first: Measured<Asked.Answer>,
    context: Context<Asked>,
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
        current.restore(top.knob, from: scenario)
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
