/// Equal steps that follow one another: a ring collective without its millions of flows.
///
/// In each step every pair sends the same bytes; a rank begins a step when what it sent and what
/// it received in the step before have arrived.
public struct StepSchedule: Sendable, Hashable {
  /// Pairs that send in a step: source, then destination.
  public var pairs: [SIMD2<Int32>]
  /// Bytes that each pair sends in a step [B].
  public var bytes: Double
  /// Steps.
  public var steps: Int

  /// Makes a schedule.
  public init(pairs: [SIMD2<Int32>], bytes: Double, steps: Int) {
    self.pairs = pairs
    self.bytes = bytes
    self.steps = steps
  }

  /// A ring all-reduce of a tensor over endpoints in order: `2(n − 1)` steps of `S/n`.
  public static func ringAllReduce(ranks: [Int], bytes: Double) -> StepSchedule {
    let size = ranks.count
    return StepSchedule(
      pairs: size < 2
        ? [] : ranks.indices.map { SIMD2(Int32(ranks[$0]), Int32(ranks[($0 + 1) % size])) },
      bytes: bytes / Double(max(size, 1)),
      steps: 2 * max(0, size - 1)
    )
  }

  /// The traffic of some of the steps, flow by flow.
  public func traffic(steps count: Int) -> Traffic {
    var traffic = Traffic()
    traffic.reserve(tasks: count * pairs.count, orders: 2 * count * pairs.count)
    let nodes = Int(pairs.map { max($0.x, $0.y) }.max() ?? 0) + 1
    var arriving = [[Int32]](repeating: [], count: nodes)
    for (index, pair) in pairs.enumerated() { arriving[Int(pair.y)].append(Int32(index)) }
    for step in 0..<count {
      for (index, pair) in pairs.enumerated() {
        let task = traffic.add(
          .init(from: Int(pair.x), to: Int(pair.y), bytes: bytes, group: step)
        )
        guard step > 0 else { continue }
        let before = (step - 1) * pairs.count
        traffic.order(before + index, before: task)
        for other in arriving[Int(pair.x)] where Int(other) != index {
          traffic.order(before + Int(other), before: task)
        }
      }
    }
    return traffic
  }
}

/// What became of a schedule of equal steps.
public struct StepRun: Sendable, Hashable {
  /// Why it could be run without running each flow.
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// No link can be filled by the pairs that use it, so rates never change.
    case contentionFree = "contention-free"
    /// All flows of a step end together, so every step begins like the first.
    case lockstep = "lockstep"
    /// Neither holds: every flow was run.
    case flowByFlow = "flow by flow"
  }

  /// When the last step ended [s].
  public var completion: Double
  /// Time of one step: that of its slowest pair [s].
  public var step: Double
  /// How it was found.
  public var reason: Reason
  /// Flows that it stands for.
  public var flows: Int
}

extension FlowSimulator {
  /// Runs a schedule of equal steps.
  ///
  /// Exact where one of two things can be shown on the first step; both give the same result as
  /// running every flow:
  /// - No link is filled when all pairs send at once. A pair has one flow at a time, so no set of
  ///   flows that ever runs together fills a link; every flow then has its own rate and time, and
  ///   the slowest pair, which also waits for itself, sets the pace: `steps · max time`.
  /// - All flows of the first step end at the same time. Then the second begins as the first did.
  ///
  /// - Throws: `TrafficProblems`, with `.size` where neither holds and there are too many flows.
  public func run(_ schedule: StepSchedule) throws(TrafficProblems) -> StepRun {
    let first = schedule.traffic(steps: min(1, schedule.steps))
    let flows = schedule.pairs.count * schedule.steps
    let problems = first.problems(nodes: graph.nodes) + settings.problems(on: graph)
    guard problems.isEmpty else { throw TrafficProblems(all: problems) }
    let folds = settings.routing == .spray && settings.failures.isEmpty && graph.switches > 0
    let (run, bound) = try finish(first, on: folds ? graph.sprayQuotient().graph : graph)
    if settings.failures.isEmpty, settings.routing != .adaptive {
      if !bound {
        let count = Double(schedule.steps)
        return StepRun(
          completion: count * run.completion,
          step: run.completion,
          reason: .contentionFree,
          flows: flows
        )
      }
      let least = run.finishes.min() ?? 0
      if run.completion - least <= 1e-9 * run.completion {
        return StepRun(
          completion: Double(schedule.steps) * run.completion,
          step: run.completion,
          reason: .lockstep,
          flows: flows
        )
      }
    }
    guard flows <= Self.mostFlows else {
      throw TrafficProblems(all: [.size(flows: flows, most: Self.mostFlows)])
    }
    let whole = try self.run(schedule.traffic(steps: schedule.steps))
    return StepRun(
      completion: whole.completion,
      step: run.completion,
      reason: .flowByFlow,
      flows: flows
    )
  }

  /// Most flows that are run one by one.
  public static let mostFlows = 20_000_000
}
