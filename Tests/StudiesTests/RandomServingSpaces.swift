import Quantities
import Scenarios
import Serving
import Studies
import Systems
import Workloads

/// Small spaces of plans for serving, drawn at random from parts of the shipped catalogue.
struct RandomServingSpaces {
  private var generator: SplitMix64

  /// Draws from a seed.
  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// Scenarios whose machines, engines and models are varied.
  static let sources: [ServingScenario] = [
    Services.text(model: "llama-3.1-8b", load: "concurrency: 8", part: "h100-sxm", count: 8),
    Services.text(model: "mixtral-8x7b", load: "concurrency: 8", part: "h200-sxm", count: 8),
    Services.text(
      model: "deepseek-r1",
      load: "concurrency: 8",
      part: "b200-sxm",
      count: 8,
      precision: "fp8-block"
    ) + "\nsoftware: sglang-2025",
    Services.text(model: "llama-3.1-8b", load: "concurrency: 8", part: "m3-max-40-core", count: 1),
  ].compactMap(Services.read)

  /// One of several values.
  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(generator.uniform() * Double(values.count))]
  }

  /// Whether a chance comes true.
  private mutating func chance(_ share: Double) -> Bool { generator.uniform() < share }

  /// A value between two, evenly by its logarithm's powers of two.
  private mutating func between(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * generator.uniform() * generator.uniform()
  }

  /// A scenario.
  mutating func scenario() -> ServingScenario {
    var scenario = pick(Self.sources)
    scenario.system.count = pick([1, 2, 2, 3, 4, 4, 6])
    scenario.architecture.heads = pick([2, 3, 4])
    scenario.architecture.kvHeads = pick([1, scenario.architecture.heads])
    scenario.architecture.layers = pick([2, 3, 12, 40, 120])
    if var experts = scenario.architecture.experts {
      experts.count = pick([2, 4, 6])
      experts.perToken = min(2, experts.count)
      experts.intermediate = pick([1_024, 16_384])
      experts.denseLayers = min(experts.denseLayers, 1)
      scenario.architecture.experts = experts
    } else {
      scenario.architecture.intermediate = pick([4_096, 65_536])
    }
    scenario.stack.batchLimit = pick([3, 6, 40])
    scenario.stack.memoryShare = pick([0.95, 0.3, 0.05])
    scenario.stack.mixesPrefill = chance(0.5)
    if chance(0.3) { scenario.stack.poolPerRequest = 0.05 }
    // A slow host is what bounds are proven by.
    if chance(0.5) { scenario.stack.hostPerStep = 0.02 }
    scenario.traffic.input = pick([200, 1_500, 6_000])
    scenario.traffic.output = pick([1, 100, 700])
    scenario.traffic.load = load()
    if chance(0.2) { scenario.traffic.prefixHit = 0.5 }
    if chance(0.4) { scenario.target.timeToFirstToken = between(0.02, 3) }
    if chance(0.4) { scenario.target.timePerOutputToken = between(0.001, 0.1) }
    fix(&scenario.request, isBatch: scenario.isBatch)
    return scenario
  }

  /// A load.
  private mutating func load() -> ServingTraffic.Load {
    let kind = generator.uniform()
    if kind < 0.6 { return .concurrency(between(1, 80).rounded(.up)) }
    if kind < 0.75 { return .offline }
    return kind < 0.9 ? .rate(between(0.1, 60)) : .batch(pick([1, 4, 100]))
  }

  /// Fixes parts of the plan.
  private mutating func fix(_ request: inout ServingPlanRequest, isBatch: Bool) {
    if chance(0.3) { request.layout.tensor = pick([1, 2]) }
    if chance(0.6) { request.layout.pipeline = 1 }
    if chance(0.5) { request.layout.attentionData = 1 }
    if chance(0.1) { request.replicas = 1 }
    if chance(0.4) { request.batchLimit = pick([2, 5]) }
    if chance(0.6) { request.chunk = pick([512, 4_096]) }
    guard !isBatch, chance(0.4) else { return }
    var pool = ServingPlanRequest.Pool()
    pool.layout.pipeline = 1
    if chance(0.7) { pool.layout.tensor = 1 }
    if chance(0.2) { pool.workers = 1 }
    request.prefill = pool
  }

  /// What is looked for.
  mutating func goals() -> SearchGoals {
    let objectives = Objective.serving
    var front: [Objective] = []
    for _ in 0..<pick([0, 2, 3]) { front.append(pick(objectives.filter { !front.contains($0) })) }
    return SearchGoals(objective: pick(objectives), top: pick([1, 3]), front: front)
  }
}

extension ServingScenario {
  /// Whether a batch starts and ends together.
  fileprivate var isBatch: Bool {
    if case .batch = traffic.load { return true }
    return false
  }
}
