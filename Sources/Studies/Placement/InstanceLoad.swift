import Economics
import Scenarios
public import Serving
import Systems
public import Workloads

/// The greatest load of requests of one kind that one instance of a pool carries within limits.
public struct InstanceLoad: Sendable {
  /// How the model is laid out on the instance.
  public var plan: ServingPlan
  /// Requests in the instance at once.
  public var together: Double
  /// What the instance does under that load.
  public var run: ServingRun
  /// Greatest time over its limit; at most 1 where all limits are kept, 0 without limits.
  public var strain: Double

  /// Requests that the instance answers in a second [1/s].
  public var rate: Double { run.estimate.requestsPerSecond }
  /// Time to the first token at the machines [s].
  public var firstToken: Double { run.estimate.timeToFirstToken }
  /// Time per output token after the first [s].
  public var perToken: Double { run.estimate.timePerOutputToken }
  /// Whether all limits are kept.
  public var isWithinLimits: Bool { strain <= 1 }
}

/// Looks for the greatest load of one instance that keeps a class's limits.
///
/// Clients that each send their next request when the last is answered are doubled until a limit is
/// passed or the rate no longer grows, and then bisected; of open plans the one with the greatest
/// rate is taken. Of loads that give the same rate within a thousandth the least is taken, since
/// more would only wait. Where no such load keeps the limits the answer is one request at a time
/// on each copy, with what it misses them by.
struct InstanceSearch {
  /// The instance with its model; its traffic is replaced.
  let scenario: ServingScenario
  /// Input, output and cache hits of the requests; its load is replaced.
  let traffic: ServingTraffic
  /// What the user waits for at most.
  let limits: RequestClass.Limits
  /// Time of a round trip to the user [s].
  let latency: Double
  /// Whether the instance answers one request at a time, as a device does.
  let isAlone: Bool

  /// Relative gain in rate below which more load only waits.
  private static let leastGrowth = 1e-3
  /// Most clients of an instance that are tried.
  private static let mostClients = 1e7

  /// What was found.
  enum Outcome {
    /// The load; it may miss limits.
    case load(InstanceLoad)
    /// Why the instance cannot run the model.
    case obstacle(String)
  }

  /// The greatest load, or why there is none.
  func callAsFunction() -> Outcome {
    var starts: [InstanceLoad] = []
    var obstacle = "no layout of the model keeps what the plan fixes"
    var least = Double.infinity
    for plan in scenario.plans {
      let one = load(.batch(Double(plan.replicas)), together: Double(plan.replicas), plan: plan)
      if one.run.fits, one.run.problems.isEmpty, one.rate > 0, one.rate.isFinite,
        one.run.cost != nil
      {
        starts.append(one)
      } else if one.run.estimate.memory.weights < least, let first = one.run.problems.first {
        least = one.run.estimate.memory.weights
        obstacle = first
      }
    }
    if isAlone {
      return Self.best(starts).map(Outcome.load) ?? .obstacle(obstacle)
    }
    // A plan that answers less with a full queue than another within limits need not be tried.
    let ranked = starts.map { start in
      (start: start, most: load(.offline, together: .infinity, plan: start.plan).rate)
    }
    let order = ranked.indices.sorted { (-ranked[$0].most, $0) < (-ranked[$1].most, $1) }
    var best: InstanceLoad?
    for index in order {
      let (start, most) = ranked[index]
      if let best, best.isWithinLimits, most <= best.rate { continue }
      let found = greatest(from: start)
      best = Self.best([best, found].compactMap { $0 })
    }
    return best.map(Outcome.load) ?? .obstacle(obstacle)
  }

  /// The load with the greatest rate within limits, or that which misses them by least.
  private static func best(_ loads: [InstanceLoad]) -> InstanceLoad? {
    let within = loads.filter(\.isWithinLimits)
    guard let first = within.first else { return loads.min { $0.strain < $1.strain } }
    return within.dropFirst().reduce(first) { $1.rate > $0.rate ? $1 : $0 }
  }

  /// The greatest load of a plan, from the least that it can have.
  private func greatest(from start: InstanceLoad) -> InstanceLoad {
    let plan = start.plan
    func clients(_ count: Double) -> InstanceLoad {
      load(.concurrency(count), together: count, plan: plan)
    }
    var low = clients(start.together)
    guard low.isWithinLimits, low.rate > 0, low.rate.isFinite else { return start }
    var high: InstanceLoad?
    while high == nil, low.together < Self.mostClients {
      let next = clients(low.together * 2)
      if !next.isWithinLimits {
        high = next
      } else {
        if next.rate <= low.rate * (1 + Self.leastGrowth) { break }
        low = next
      }
    }
    if var high {
      while high.together - low.together > max(1, low.together / 500) {
        let middle = clients(((low.together + high.together) / 2).rounded())
        if middle.isWithinLimits { low = middle } else { high = middle }
      }
    }
    // Less load that answers as much keeps requests waiting less.
    let enough = low.rate * (1 - Self.leastGrowth)
    var few = start.together
    while low.together - few > max(1, few / 500) {
      let middle = clients(((low.together + few) / 2).rounded())
      let isEnough = middle.rate >= enough && middle.isWithinLimits
      if isEnough { low = middle } else { few = middle.together }
    }
    return low.rate >= start.rate || !start.isWithinLimits ? low : start
  }

  /// The instance under a load.
  private func load(
    _ load: ServingTraffic.Load,
    together: Double,
    plan: ServingPlan
  ) -> InstanceLoad {
    var traffic = traffic
    traffic.load = load
    traffic.speculation = scenario.traffic.speculation
    let run = ServingModel.run(
      of: traffic,
      model: scenario.architecture,
      recipe: scenario.recipe,
      plan: plan,
      on: scenario.system,
      with: scenario.stack,
      ownership: scenario.ownership,
      basis: scenario.basis,
      priceRatios: scenario.priceRatios,
      embodiedCarbon: scenario.embodiedCarbon
    )
    return InstanceLoad(plan: plan, together: together, run: run, strain: strain(run))
  }

  /// The greatest time over its limit; without bound where the instance cannot do it at all.
  private func strain(_ run: ServingRun) -> Double {
    guard run.problems.isEmpty else { return .infinity }
    let first = latency + run.estimate.timeToFirstToken
    let token = run.estimate.timePerOutputToken
    let last = first + max(0, traffic.output - 1) * token
    let pairs = [(first, limits.firstToken), (token, limits.perToken), (last, limits.endToEnd)]
    return pairs.compactMap { time, limit in limit.map { time / $0 } }.max() ?? 0
  }
}
