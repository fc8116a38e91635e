import Scenarios
import Serving
import Workloads

/// How far targets of a service can be met: the best times under the load as asked, and the
/// greatest load at which the targets hold.
public struct ServiceReach: Hashable, Sendable {
  /// What kind of load is varied.
  public enum Kind: String, Sendable {
    /// Clients.
    case concurrency
    /// Requests per second.
    case rate
    /// Requests of a batch.
    case batch
  }

  /// Least mean time to the first token of any plan that fits, under the load as asked [s].
  public var timeToFirstToken: Double?
  /// Least mean time per output token of any plan that fits, under the load as asked [s].
  public var timePerOutputToken: Double?
  /// What is varied; nil when all requests are queued from the start.
  public var kind: Kind?
  /// Greatest load at which one plan meets every target, nil when none does at any, infinite when
  /// one does however many wait.
  public var greatestLoad: Double?

  /// A reach by its numbers.
  init(
    timeToFirstToken: Double?,
    timePerOutputToken: Double?,
    kind: Kind?,
    greatestLoad: Double?
  ) {
    self.timeToFirstToken = timeToFirstToken
    self.timePerOutputToken = timePerOutputToken
    self.kind = kind
    self.greatestLoad = greatestLoad
  }

  /// Looks for the best times and the greatest load; nil when a scenario has no targets.
  ///
  /// The load is doubled or halved until it brackets the greatest and then bisected to a part in
  /// five hundred. A rate has a target even where none is written: to be kept up with.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - plans: Plans to choose among, anew at every load.
  init?(of scenario: ServingScenario, among plans: [ServingPlan]) {
    let kind: Kind?
    let asked: Double
    switch scenario.traffic.load {
    case .concurrency(let clients): (kind, asked) = (.concurrency, clients)
    case .rate(let rate): (kind, asked) = (.rate, rate)
    case .batch(let size): (kind, asked) = (.batch, size)
    case .offline: (kind, asked) = (nil, 0)
    }
    guard !scenario.target.isEmpty || kind == .rate else { return nil }
    let fitting = plans.map { ServingDesign(scenario: scenario, plan: $0) }.filter { $0.run.fits }
    timeToFirstToken = fitting.map(\.run.estimate.timeToFirstToken).min()
    timePerOutputToken = fitting.map(\.run.estimate.timePerOutputToken).min()
    self.kind = kind
    guard let kind, asked > 0 else { return }

    var varied = scenario
    // What a load costs is no matter of how far the targets can be met.
    varied.budget = Budget()
    func holds(_ load: Double) -> Bool {
      switch kind {
      case .concurrency: varied.traffic.load = .concurrency(load)
      case .rate: varied.traffic.load = .rate(load)
      case .batch: varied.traffic.load = .batch(load)
      }
      return plans.contains {
        ServingDesign(scenario: varied, plan: $0).standing.level == .good
      }
    }
    // Fewer than one client or a batch of less than one request is no load.
    let least = kind == .rate ? asked * 1e-6 : 1
    let most = asked * 1e6
    var low = asked
    var high = asked
    if holds(asked) {
      repeat { (low, high) = (high, high * 2) } while high < most && holds(high)
      if high >= most {
        greatestLoad = .infinity
        return
      }
    } else {
      repeat { (high, low) = (low, max(least, low / 2)) } while low > least && !holds(low)
      guard holds(low) else { return }
    }
    while high > low * 1.002 {
      let middle = (low * high).squareRoot()
      if holds(middle) { low = middle } else { high = middle }
    }
    greatestLoad = kind == .rate ? low : max(1, low.rounded(.down))
  }
}
