import Compute
import Fabrics
import Systems
package import Workloads

extension Deployment {
  /// Copies that compute inputs apart from copies that generate.
  ///
  /// The slower of the two pools sets the rate; what the load has beyond it waits for its first
  /// token. Keys and values cross from one pool to the other while they are computed; what the
  /// wires take longer than a layer's computing is added to the first token's time.
  func disaggregated() -> ServingEstimate {
    guard let pool = plan.prefill else { return aggregated() }
    let input = poolInput(pool.layout, chunk: chunk)
    let flow = flow(
      generationCurve(generationPoints(generationHigh)),
      input: input,
      workers: pool.workers,
      transfer: transferTime(pool)
    )
    return disaggregated(flow, input: input)
  }

  /// The generating side of two pools: the time of a token as a line over running requests.
  package struct GenerationCurve: Sendable {
    /// Copies.
    var replicas: Double
    /// Most requests that run at once, over all copies.
    package var cap: Double
    /// Time of a token without others [s].
    var base: Double
    /// Further time for each running request of a copy [s].
    var slope: Double
    /// Rate at which full copies answer [1/s].
    package var greatest: Double

    /// Time of a token with so many requests over all copies [s].
    func token(_ running: Double) -> Double { max(base + slope * running / replicas, 1e-9) }
  }

  /// The inputs of a copy that does nothing else.
  package struct PoolInput: Sendable {
    /// Those of a busy copy.
    var full: Prefill
    /// Those of a copy that serves a request alone.
    var alone: Prefill

    /// Inputs that so many copies compute at most [1/s].
    package func most(workers: Double, usableShare: Double) -> Double {
      workers / max(full.taken, 1e-12) * usableShare
    }

    /// The least time that an input takes on its copy [s].
    package var least: Double { min(full.latency, alone.latency) }
    /// Time that an input takes of a busy copy [s].
    package var taken: Double { full.taken }
    /// Mean power of a busy copy's accelerator [W].
    package var power: Double { full.phase.power }

    /// Inputs no slower than any of several.
    ///
    /// - Parameter inputs: Inputs.
    /// - Returns: The first of them with the least times of all, nil of none.
    package static func fastest(of inputs: some Sequence<PoolInput>) -> PoolInput? {
      var found: PoolInput?
      for input in inputs {
        var best = found ?? input
        best.full.taken = min(best.full.taken, input.full.taken)
        best.full.latency = min(best.full.latency, input.least)
        best.alone.latency = best.full.latency
        found = best
      }
      return found
    }
  }

  /// The rate at which requests pass through both pools, and what they meet.
  package struct Flow: Sendable {
    /// Rate at which the pool of inputs is full [1/s].
    var most: Double
    /// Rate that both pools can do [1/s].
    package var greatest: Double
    /// The rate [1/s].
    package var rate: Double
    /// Requests that generate.
    var running: Double
    /// Time to the first token, without queues before the pools [s].
    var first: Double
    /// Requests that wait before the pools.
    var queued: Double
    /// Time of keys and values on the wire beyond what computing hides [s].
    var transfer: Double

    /// Time to the first token [s].
    package var timeToFirstToken: Double { first + queued / rate }
  }

  /// The inputs of a pool whose copies have a layout.
  package func poolInput(_ layout: ServingPlan.Layout, chunk: Int) -> PoolInput {
    let model = IterationModel(
      architecture: architecture,
      recipe: recipe,
      layout: layout,
      system: system,
      stack: stack
    )
    let ranks = Double(layout.attentionData)
    // A busy pool fills its attention ranks; an idle one serves a request alone.
    return PoolInput(
      full: prefill(
        on: model,
        running: 0,
        together: ranks,
        mixes: false,
        chunk: chunk,
        queued: true
      ),
      alone: prefill(on: model, running: 0, together: 1, mixes: false, chunk: chunk)
    )
  }

  /// Requests that the load holds at once, infinite where it sets none.
  package var clients: Double {
    switch traffic.load {
    case .concurrency(let count), .batch(let count): count
    case .offline, .rate: .infinity
    }
  }

  /// Two points of the generating pool's curve, which stand for all of it.
  package struct GenerationPoints: Sendable {
    /// Requests of a copy at the upper point; the lower one has half of them, at least one.
    package var high: Double
    /// Time of an iteration at the upper point [s].
    var top: Double
    /// Time of an iteration at the lower point [s].
    var low: Double
  }

  /// Requests of a generating copy at the upper point of its curve.
  package var generationHigh: Double {
    max(1, min(clients, capacity * replicas) / replicas)
  }

  /// The points of a copy's curve; they depend on its layout and its requests alone.
  package func generationPoints(_ high: Double) -> GenerationPoints {
    GenerationPoints(
      high: high,
      top: decode(high).seconds,
      low: decode(max(1, high / 2)).seconds
    )
  }

  /// The curve of the copies that generate; independent of the other pool.
  package func generationCurve(_ points: GenerationPoints) -> GenerationCurve {
    let high = points.high
    let half = max(1, high / 2)
    let steepest = points.top / tokensPerStep / high
    let rise = high > half ? (points.top - points.low) / (high - half) / tokensPerStep : 0
    // A line through nought at the steepest: a step takes no less than none without requests.
    let slope = min(max(0, rise), steepest)
    var curve = GenerationCurve(
      replicas: replicas,
      cap: capacity * replicas,
      base: max(0, points.top / tokensPerStep - slope * high),
      slope: slope,
      greatest: 0
    )
    curve.greatest = further > 0 ? curve.cap / (further * curve.token(curve.cap)) : .infinity
    return curve
  }

  /// A rate that the copies that generate do not exceed, whatever pool is beside them [1/s].
  ///
  /// The curve is a rising line with no negative start: requests over their token's time are most
  /// at its upper point, whose iteration takes no less than the host. The 2 % on top cover rates
  /// near those at which copies could not keep up, where requests are reckoned by another rule.
  package var greatestGenerating: Double {
    guard further > 0, generationHigh.isFinite else { return .infinity }
    let most = generationHigh
    return 1.02 * replicas * most * tokensPerStep / (further * leastStep(most))
  }

  /// Requests in the system at a rate: all, those that generate, and the first token's time [s].
  private func population(
    _ rate: Double,
    _ curve: GenerationCurve,
    input: PoolInput,
    most: Double,
    transfer: Double
  ) -> (all: Double, running: Double, first: Double) {
    // running = rate · further · (base + slope · running / replicas)
    let own = rate * further
    let left = 1 - own * curve.slope / curve.replicas
    let running = left > 0.01 ? own * curve.base / left : own * curve.base / 0.01
    let load = min(0.999, rate / most)
    let first =
      stack.poolPerRequest + (1 - load) * input.alone.latency + load * input.full.latency + transfer
      + (1 + stack.replyTokens) * curve.token(min(running, curve.cap))
      + queueing(load, service: input.full.latency)
    return (running + rate * first, running, first)
  }

  /// A rate that no flow through two pools exceeds [1/s].
  ///
  /// Of `n` clients those that generate and those that wait for their first token are at least
  /// `r·a/(1 − r·b) + r·f`, with `a` and `b` further tokens times base and slope of a token's time
  /// and `f` the least first token: `r` is at most the smaller root of
  /// `b·f·r² − (a + f + n·b)·r + n = 0`. The rate is found by halving an interval, which leaves
  /// `2⁻⁴⁰` of it.
  ///
  /// - Parameters:
  ///   - curve: The generating side.
  ///   - input: The inputs.
  ///   - workers: Copies that compute inputs.
  ///   - transfer: Time of keys and values on the wire [s].
  /// - Returns: The rate.
  package func greatestFlow(
    _ curve: GenerationCurve,
    input: PoolInput,
    workers: Int,
    transfer: Double
  ) -> Double {
    let most = input.most(workers: Double(workers), usableShare: stack.poolShare)
    let greatest = min(most, curve.greatest)
    if case .rate(let asked) = traffic.load {
      // Rounded as estimates are, which tells ties from differences.
      return max(1e-9, min(asked, greatest)) / replicas * replicas
    }
    let own = further * curve.base
    let rise = further * curve.slope / replicas
    let first =
      stack.poolPerRequest + input.least + transfer + (1 + stack.replyTokens) * curve.base
    var rate = clients / max(own + first, 1e-12)
    if clients.isFinite {
      let sum = own + first + clients * rise
      // Rounding may only raise the root, by much where both are nearly one.
      let square = sum * sum * (1 - 1e-14) - 4 * rise * first * clients
      let root = 2 * clients / (sum + max(0, square).squareRoot())
      // Beyond, requests are reckoned by another rule.
      if root * rise < 0.98 { rate = min(rate, root) }
    }
    return max(1e-9, min(greatest, rate)) + greatest * 0x1p-38
  }

  /// The rate through both pools under the load.
  package func flow(
    _ curve: GenerationCurve,
    input: PoolInput,
    workers: Int,
    transfer: Double
  ) -> Flow {
    let most = input.most(workers: Double(workers), usableShare: stack.poolShare)
    func population(_ rate: Double) -> (all: Double, running: Double, first: Double) {
      self.population(rate, curve, input: input, most: most, transfer: transfer)
    }
    let greatest = min(most, curve.greatest)
    let clients = clients
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
    let running = min(state.running, curve.cap)
    return Flow(
      most: most,
      greatest: greatest,
      rate: rate,
      running: running,
      first: state.first,
      queued: clients.isFinite ? max(0, clients - running - rate * state.first) : 0,
      transfer: transfer
    )
  }

  /// The estimate of both pools from the flow through them.
  package func disaggregated(_ flow: Flow, input: PoolInput) -> ServingEstimate {
    guard let pool = plan.prefill else { return aggregated() }
    let rate = flow.rate
    let perCopy = flow.running / replicas
    let phase = decode(max(1e-3, perCopy))
    var result = estimate(
      running: perCopy,
      token: phase.seconds / tokensPerStep,
      rate: rate / replicas,
      phase: phase,
      input: Prefill(taken: 0, latency: 0, phase: phase)
    )
    result.greatestRate = flow.greatest
    result.prefillInterference = 0
    result.prefillTime = input.full.taken
    result.transferTime = flow.transfer
    result.prefillUtilization = min(1, rate / flow.most)
    result.queued = flow.queued
    result.timeToFirstToken = flow.timeToFirstToken
    result.medianTimeToFirstToken = result.timeToFirstToken
    let load = min(1, rate * input.full.taken / Double(pool.workers))
    let idle = system.accelerator.idlePower + system.accelerator.awakePower
    let poolPower = load * input.full.phase.power + (1 - load) * idle
    let poolCount = Double(pool.accelerators)
    let decodeCount = Double(plan.decodeAccelerators)
    result.acceleratorPower =
      (poolPower * poolCount + result.acceleratorPower * decodeCount) / (poolCount + decodeCount)
    result.prefillShare = poolCount * load / (poolCount * load + decodeCount)
    if rate > 0.98 * flow.most {
      result.limit = .prefill
    } else if flow.running > 0.98 * capacity * replicas {
      result.limit = capacityLimit
    }
    return result
  }

  /// Time of keys and values on the wire beyond what computing hides [s].
  func transferTime(_ pool: ServingPlan.PrefillPool) -> Double {
    transferTime(stage: pool.layout.stage, inside: plan.accelerators <= system.domain)
  }

  /// Time of keys and values on the wire beyond what computing hides [s].
  ///
  /// - Parameters:
  ///   - stage: Accelerators of a stage of the pool of inputs.
  ///   - inside: Whether both pools are in one scale-up domain.
  /// - Returns: The time.
  package func transferTime(stage: Int, inside: Bool) -> Double {
    let bytes = traffic.input * ServingMemory.transferred(architecture, recipe: recipe)
    let ranks = Double(min(stage, system.domain))
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
