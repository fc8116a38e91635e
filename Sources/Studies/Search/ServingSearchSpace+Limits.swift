import Foundation
import Scenarios
import Serving
import Systems
import Workloads

extension ServingSearchSpace {
  /// Limits of requests at once that are tried: the fixed one, or the engine's own, and powers of
  /// two that hold requests back.
  func limits(_ copy: Copy, replicas: Int) -> [Int?] {
    if let fixed = scenario.request.batchLimit { return [fixed] }
    switch scenario.traffic.load {
    case .rate, .batch: return [nil]
    case .concurrency, .offline: break
    }
    let ranks = Double(copy.layout.attentionData)
    let most = min(
      Double(scenario.stack.batchLimit),
      copy.deployment.held / ranks,
      copy.deployment.clients / Double(replicas) / ranks
    )
    var found: [Int?] = [nil]
    var limit = 1
    while Double(limit) < most {
      found.append(limit)
      limit *= 2
    }
    return found
  }

  /// Limits of tokens in an iteration that cut inputs in different ways.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - inPool: Whether iterations join inputs that wait.
  ///   - batch: Requests of a copy's batch, where it starts together.
  /// - Returns: The fixed limit, or the engine's own first.
  static func chunks(
    _ scenario: ServingScenario,
    inPool: Bool,
    batch: Double? = nil
  ) -> [Int?] {
    if let fixed = scenario.request.chunk { return [fixed] }
    let length = scenario.traffic.computedInput
    func shape(_ chunk: Int) -> SIMD2<Double> {
      if let batch {
        return SIMD2(max(1, (batch * length / max(Double(chunk), length)).rounded(.up)), 0)
      }
      let chunks = (length / min(length, Double(chunk))).rounded(.up)
      let joined = inPool ? max(1, (Double(chunk) / (length / chunks)).rounded(.down)) : 0
      return SIMD2(chunks, joined)
    }
    var found: [Int?] = [nil]
    var shapes = [shape(scenario.stack.chunk)]
    for power in 9...14 where !shapes.contains(shape(1 << power)) {
      found.append(1 << power)
      shapes.append(shape(1 << power))
    }
    return found
  }

  /// Limits of tokens in an iteration of copies that do both.
  func plainChunks(replicas: Int) -> [Int?] {
    var batch: Double?
    if case .batch(let size) = scenario.traffic.load { batch = size / Double(replicas) }
    return Self.chunks(scenario, inPool: false, batch: batch)
  }

  /// Copies of a layout without pools, nil when none fits.
  func plainReplicas(_ copy: Copy) -> Int? {
    let count = scenario.system.count
    let size = copy.layout.accelerators
    let replicas = scenario.request.replicas ?? count / size
    return replicas >= 1 && replicas <= count / size ? replicas : nil
  }

  /// Copies of a generating layout beside so many of a source's size, nil when none fits.
  func replicas(_ copy: Copy, beside workers: Int, of size: Int) -> Int? {
    let left = (scenario.system.count - workers * size) / copy.layout.accelerators
    let replicas = scenario.request.replicas ?? left
    return replicas >= 1 && replicas <= left ? replicas : nil
  }

  /// Numbers of copies that compute inputs: the fixed one, what fixed copies leave, or all up to 32
  /// and a grid of as many beyond.
  func workers(_ copy: Copy, size: Int) -> [Int] {
    if let workers = scenario.request.prefill?.workers { return [workers] }
    let kept = (scenario.request.replicas ?? 1) * copy.layout.accelerators
    let most = (scenario.system.count - kept) / size
    guard most >= 1 else { return [] }
    if scenario.request.replicas != nil { return [most] }
    guard most > 32 else { return Array(1...most) }
    var found: [Int] = []
    for step in 1...32 {
      let workers = max(1, Int((Double(step) / 32 * Double(most)).rounded()))
      if found.last != workers { found.append(workers) }
    }
    return found
  }

  // MARK: Enumeration

  /// Number of plans without pools.
  func countPlain(_ copy: Copy) -> Int {
    guard let replicas = plainReplicas(copy) else { return 0 }
    return limits(copy, replicas: replicas).count * plainChunks(replicas: replicas).count
  }

  /// Number of plans with pools.
  func countPooled(_ copy: Copy) -> Int {
    var found = 0
    for kind in sources.kinds {
      for workers in workers(copy, size: kind.accelerators) {
        guard let replicas = replicas(copy, beside: workers, of: kind.accelerators) else {
          continue
        }
        found += limits(copy, replicas: replicas).count * kind.range.count * sources.chunks.count
      }
    }
    return found
  }

  /// Plans without pools.
  func plansPlain(_ copy: Copy) -> [ServingPlan] {
    guard let replicas = plainReplicas(copy) else { return [] }
    return limits(copy, replicas: replicas).flatMap { limit in
      plainChunks(replicas: replicas).map {
        ServingPlan(layout: copy.layout, replicas: replicas, batchLimit: limit, chunk: $0)
      }
    }
  }

  /// Plans with pools.
  func plansPooled(_ copy: Copy) -> [ServingPlan] {
    var found: [ServingPlan] = []
    for kind in sources.kinds {
      for workers in workers(copy, size: kind.accelerators) {
        guard let replicas = replicas(copy, beside: workers, of: kind.accelerators) else {
          continue
        }
        for limit in limits(copy, replicas: replicas) {
          for source in kind.range {
            for chunk in sources.chunks {
              found.append(
                ServingPlan(
                  layout: copy.layout,
                  replicas: replicas,
                  batchLimit: limit,
                  chunk: chunk,
                  prefill: .init(layout: sources.sources[source].layout, workers: workers)
                )
              )
            }
          }
        }
      }
    }
    return found
  }
}
