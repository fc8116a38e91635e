public import Scenarios
import Serving
import Synchronization
public import Workloads

extension ServingPlan: SearchedPlan {
  /// Both kinds of work on the same copies first, then by layout, copies and limits; what the
  /// engine sets by itself before what is set.
  public var tieOrder: [Int] {
    var order = [prefill == nil ? 0 : 1] + Self.order(layout)
    order += [replicas, batchLimit ?? 0, chunk ?? 0]
    if let pool = prefill { order += Self.order(pool.layout) + [pool.workers] }
    return order
  }

  /// A layout's degrees.
  private static func order(_ layout: Layout) -> [Int] {
    [layout.tensor, layout.pipeline, layout.attentionData, layout.expert]
  }
}

/// All valid plans of a scenario about serving: what it fixes stays, all else is open.
///
/// - Layouts: every tensor degree that fits heads and the scale-up domain; stages by divisors of
///   the layers and powers of two; where the model has experts, attention ranks by powers of two
///   and divisors of the accelerators, and every spread of experts. Attention ranks of a model
///   without experts would be copies.
/// - Copies: as many as fit. Fewer would leave accelerators idle that are still owned and fed.
/// - Most requests at once: the engine's own and every power of two that holds requests back.
///   Under random arrivals and in batches only the engine's own: a lower one turns requests away.
/// - Tokens of an iteration: the engine's own and powers of two from 512 to 16,384, of those that
///   cut and join inputs alike one, the engine's own or the least.
/// - Pools: where the engine is known with them and no batch is asked for, each with a layout of
///   its own; every number of copies for inputs, of more than 32 a grid of 32 from 1 to all but
///   one copy that generates, and as many that generate as are left room for.
///
/// A group is a layout of the generating copies, with or without a pool for inputs.
public struct ServingSearchSpace: SearchSpace {
  /// The kind of design that a plan makes.
  public typealias Answer = ServingDesign

  /// The scenario.
  public let scenario: ServingScenario
  /// Layouts of generating copies with what their plans share.
  let copies: [Copy]
  /// Layouts of copies that compute inputs, by accelerators.
  let sources: SourceTable
  /// What a second takes.
  let account: ServingAccount
  /// Groups: layouts without pools, then with them.
  private(set) var entries: [Entry] = []
  /// Plans in all.
  public private(set) var count = 0

  /// A layout of a generating copy, ready for its plans.
  struct Copy: Sendable {
    /// Its estimates, under any plan.
    var deployment: Deployment
    /// Points of its curves that no load changes.
    let points = PointStore()
    /// Its layout.
    var layout: ServingPlan.Layout { deployment.plan.layout }
    /// Whether a copy holds a request.
    var holds: Bool { deployment.memory.cacheCapacity > 0 && deployment.held >= 1 }
    /// Memory that every plan needs of an accelerator [B].
    var floor: Double { deployment.memory.weights + deployment.memory.reserve }
  }

  /// Points of a copy's curves, found once for all loads; what it holds is the same whoever asks.
  final class PointStore: Sendable {
    private let found = Mutex<[Deployment.GenerationPoints]>([])

    /// The points of a deployment's curve.
    func points(_ deployment: Deployment) -> Deployment.GenerationPoints {
      let high = deployment.generationHigh
      guard high < deployment.clients / Double(deployment.plan.replicas) else {
        return deployment.generationPoints(high)
      }
      if let known = found.withLock({ $0.first { $0.high == high } }) { return known }
      let points = deployment.generationPoints(high)
      found.withLock { $0.append(points) }
      return points
    }
  }

  /// A group.
  struct Entry: Sendable {
    /// Place of its layout.
    var copy: Int
    /// Whether inputs have a pool of their own.
    var isPooled: Bool
    /// Its plans.
    var count: Int
  }

  /// Lays out the space.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - allowsPools: Whether pools are considered where the scenario does not ask for them.
  public init(_ scenario: ServingScenario, allowsPools: Bool = true) {
    self.scenario = scenario
    account = ServingAccount(
      system: scenario.system,
      ownership: scenario.ownership,
      basis: scenario.basis,
      embodiedCarbon: scenario.embodiedCarbon,
      isSearched: true
    )
    let request = scenario.request
    let layouts = ServingPlanSpace.allLayouts(request.layout, scenario, breadth: .whole)
    copies = layouts.map { Copy(deployment: Self.deployment($0, scenario)) }
    let hasPools = request.prefill != nil || allowsPools && scenario.stack.isKnownWithPools
    sources =
      hasPools
      ? SourceTable(
        ServingPlanSpace.allLayouts(
          request.prefill?.layout ?? ServingPlanRequest.Layout(),
          scenario,
          breadth: .whole
        ),
        scenario
      ) : SourceTable()
    lay()
  }

  /// A layout's estimates.
  static func deployment(_ layout: ServingPlan.Layout, _ scenario: ServingScenario) -> Deployment {
    Deployment(
      traffic: scenario.traffic,
      architecture: scenario.architecture,
      recipe: scenario.recipe,
      plan: ServingPlan(layout: layout),
      system: scenario.system,
      stack: scenario.stack
    )
  }

  /// The same space under another load; what does not depend on it is kept.
  public func under(_ load: ServingTraffic.Load) -> ServingSearchSpace {
    var scenario = scenario
    scenario.traffic.load = load
    var copies = copies
    for index in copies.indices { copies[index].deployment.traffic.load = load }
    return ServingSearchSpace(
      scenario: scenario,
      copies: copies,
      sources: sources,
      account: account
    )
  }

  /// Puts parts together.
  private init(
    scenario: ServingScenario,
    copies: [Copy],
    sources: SourceTable,
    account: ServingAccount
  ) {
    self.scenario = scenario
    self.copies = copies
    self.sources = sources
    self.account = account
    lay()
  }

  /// Counts the groups' plans.
  private mutating func lay() {
    entries = []
    for isPooled in [false, true] where !isPooled || arePoolsOpen {
      if !isPooled, scenario.request.prefill != nil { continue }
      for copy in copies.indices {
        let found = isPooled ? countPooled(copies[copy]) : countPlain(copies[copy])
        if found > 0 { entries.append(Entry(copy: copy, isPooled: isPooled, count: found)) }
      }
    }
    count = entries.reduce(0) { $0 + $1.count }
  }

  /// Whether there are plans with pools; a batch leaves nothing to do side by side.
  private var arePoolsOpen: Bool {
    if case .batch = scenario.traffic.load, scenario.request.prefill == nil { return false }
    return !sources.isEmpty
  }

  /// Number of groups.
  public var groups: Int { entries.count }

  /// Plans of a group.
  public func count(of group: Int) -> Int { entries[group].count }

  /// The best values that any plan of a group could have; of plans that fit nowhere, the need.
  public func bound(of group: Int) -> Merits {
    let entry = entries[group]
    let copy = copies[entry.copy]
    guard copy.holds else { return Merits(repeating: -copy.floor) }
    return Merits(repeating: .infinity)
  }

  /// Estimates or excludes every plan of a group.
  public func walk(_ group: Int, into walk: inout SearchWalk<ServingPlan>) {
    let entry = entries[group]
    if entry.isPooled {
      walkPooled(copies[entry.copy], into: &walk)
    } else {
      walkPlain(copies[entry.copy], into: &walk)
    }
  }

  /// All plans, group by group, as the walks meet them; for checks of a search.
  public var plans: [ServingPlan] {
    entries.flatMap { entry in
      entry.isPooled ? plansPooled(copies[entry.copy]) : plansPlain(copies[entry.copy])
    }
  }
}
