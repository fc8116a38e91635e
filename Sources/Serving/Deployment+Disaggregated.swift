import Compute
import Fabrics
import Systems
import Workloads

extension Deployment {
  /// Copies that compute inputs apart from copies that generate.
  ///
  /// The slower of the two pools sets the rate; what the load has beyond it waits for its first
  /// token. Keys and values cross from one pool to the other while they are computed; what the
  /// wires take longer than a layer's computing is added to the first token's time.
  func disaggregated() -> ServingEstimate {
    guard let pool = plan.prefill else { return aggregated() }
    let model = IterationModel(
      architecture: architecture,
      recipe: recipe,
      layout: pool.layout,
      system: system,
      stack: stack
    )
    let workers = Double(pool.workers)
    let ranks = Double(pool.layout.attentionData)
    // A busy pool fills its attention ranks; an idle one serves a request alone.
    let full = prefill(on: model, running: 0, together: ranks, mixes: false, queued: true)
    let alone = prefill(on: model, running: 0, together: 1, mixes: false)
    let most = workers / max(full.taken, 1e-12) * stack.poolShare
    let transfer = transferTime(pool)

    let cap = capacity * replicas
    let clients: Double
    switch traffic.load {
    case .concurrency(let count), .batch(let count): clients = count
    case .offline: clients = .infinity
    case .rate: clients = .infinity
    }
    // Two points of the generating pool's curve stand for all of it.
    let high = max(1, min(clients, cap) / replicas)
    let top = decode(high)
    let low = decode(max(1, high / 2))
    let half = max(1, high / 2)
    let steepest = top.seconds / tokensPerStep / high
    let rise = high > half ? (top.seconds - low.seconds) / (high - half) / tokensPerStep : 0
    // A line through nought at the steepest: a step takes no less than none without requests.
    let slope = min(max(0, rise), steepest)
    let base = max(0, top.seconds / tokensPerStep - slope * high)
    func token(_ running: Double) -> Double { max(base + slope * running / replicas, 1e-9) }

    /// Requests in the system at a rate [1/s].
    func population(_ rate: Double) -> (all: Double, running: Double, first: Double) {
      // running = rate · further · (base + slope · running / replicas)
      let own = rate * further
      let left = 1 - own * slope / replicas
      let running = left > 0.01 ? own * base / left : own * base / 0.01
      let load = min(0.999, rate / most)
      let first =
        stack.poolPerRequest + (1 - load) * alone.latency + load * full.latency + transfer
        + (1 + stack.replyTokens) * token(min(running, cap))
        + queueing(load, service: full.latency)
      return (running + rate * first, running, first)
    }
    let greatest = min(most, greatestDecodeRate(cap, token: token(cap)))
    var rate: Double
    if case .rate(let asked) = traffic.load {
      rate = min(asked, greatest)
    } else {
      var lowest = 0.0
      var highest = greatest
      for _ in 0..<40 {
        let middle = (lowest + highest) / 2
        if population(middle).all < clients { lowest = middle } else { highest = middle }
      }
      rate = (lowest + highest) / 2
    }
    rate = max(rate, 1e-9)
    let state = population(rate)
    let running = min(state.running, cap)
    let perCopy = running / replicas
    let phase = decode(max(1e-3, perCopy))
    var result = estimate(
      running: perCopy,
      token: phase.seconds / tokensPerStep,
      rate: rate / replicas,
      phase: phase,
      input: Prefill(taken: 0, latency: 0, phase: phase)
    )
    result.greatestRate = greatest
    result.prefillInterference = 0
    result.prefillTime = full.taken
    result.transferTime = transfer
    result.prefillUtilization = min(1, rate / most)
    let queued = clients.isFinite ? max(0, clients - running - rate * state.first) : 0
    result.queued = queued
    result.timeToFirstToken = state.first + queued / rate
    result.medianTimeToFirstToken = result.timeToFirstToken
    let load = min(1, rate * full.taken / workers)
    let idle = system.accelerator.idlePower + system.accelerator.awakePower
    let poolPower = load * full.phase.power + (1 - load) * idle
    let poolCount = Double(pool.accelerators)
    let decodeCount = Double(plan.decodeAccelerators)
    result.acceleratorPower =
      (poolPower * poolCount + result.acceleratorPower * decodeCount) / (poolCount + decodeCount)
    result.prefillShare = poolCount * load / (poolCount * load + decodeCount)
    if rate > 0.98 * most {
      result.limit = .prefill
    } else if running > 0.98 * cap {
      result.limit = capacityLimit
    }
    if case .rate(let asked) = traffic.load, asked > greatest {
      result.problems.append(
        "the plan answers at most \(Self.words(greatest)) requests/s, fewer than the"
          + " \(Self.words(asked)) that arrive; the figures are those of that most"
      )
    }
    return result
  }

  /// Rate at which full generating copies answer [1/s].
  private func greatestDecodeRate(_ running: Double, token: Double) -> Double {
    further > 0 ? running / (further * token) : .infinity
  }

  /// Time of keys and values on the wire beyond what computing hides [s].
  private func transferTime(_ pool: ServingPlan.PrefillPool) -> Double {
    let bytes = traffic.input * ServingMemory.transferred(architecture, recipe: recipe)
    let inside = plan.accelerators <= system.domain
    let ranks = Double(min(pool.layout.stage, system.domain))
    let group = Group(
      ranks: 2,
      perNode: inside ? 2 : 1,
      sharedBy: inside ? 1 : max(1, system.domain / max(1, Int(ranks)))
    )
    let all = system.fabric.time(.pointToPoint, bytes: bytes / ranks, group: group).seconds
    return all / Double(max(1, architecture.layers))
      + max(0, all - Double(architecture.layers) * 20e-6)
  }
}
