import Compute
import Foundation
import Systems
import Workloads

extension Deployment {
  /// Copies that compute inputs and generate.
  ///
  /// With `b` running requests of a copy, a token takes `t(b)` to generate, and the inputs that
  /// arrive meanwhile take `b·Δ/(o − 1)` more, as each request brings one input of time `Δ` for its
  /// `o − 1` further tokens. `b` follows from the load: clients less those still waiting for their
  /// first token, or the rate times the time of an answer.
  func aggregated() -> ServingEstimate {
    switch traffic.load {
    case .batch(let size): return staticBatch(size)
    case .concurrency(let clients): return closed(clients / replicas)
    case .offline: return closed(.infinity)
    case .rate(let rate): return open(rate / replicas)
    }
  }

  /// A copy under so many clients of its own.
  private func closed(_ clients: Double) -> ServingEstimate {
    let most = min(clients, max(capacity, 1e-6))
    var running = most
    var together = 1.0
    var input = prefill(on: copy, running: running, together: 1, mixes: stack.mixesPrefill)
    var phase = decode(running)
    var token = 0.0
    var rate = 0.0
    // A request is not held up by its own input.
    let others = clients.isFinite ? 1 - 1 / max(1, clients) : 1
    for round in 0..<4 {
      if round > 0 { phase = decode(running) }
      let step = phase.seconds / tokensPerStep
      token = further > 0 ? step + others * running * input.taken / further : step
      rate = further > 0 ? running / (further * token) : 1 / max(input.taken, 1e-12)
      if round == 0, plan.layout.attentionData > 1 {
        // Inputs that arrive within one iteration, or while others are held back for them, are
        // computed side by side.
        let arriving = rate * (input.latency + (1 + stack.balanceSteps) * phase.seconds)
        together = min(Double(plan.layout.attentionData), max(1, arriving))
        input = prefill(
          on: copy,
          running: running,
          together: together,
          mixes: stack.mixesPrefill
        )
      }
      let waiting =
        rate
        * (middleFirstToken(input, token: token, rate: rate)
          + ahead(input, rate: rate, clients: clients))
      // Of few clients, as many run as answers are of the time of a request (Little).
      let answer = further * token
      let least = min(1, clients * answer / (answer + waiting / max(rate, 1e-12)))
      let next = clients.isFinite ? min(most, max(clients - waiting, least)) : most
      if abs(next - running) < 0.005 * running { break }
      running = further > 0 && next > least ? 0.5 * (running + next) : next
    }
    var result = estimate(
      running: running,
      token: token,
      rate: rate,
      phase: phase,
      input: input
    )
    let middle = middleFirstToken(input, token: token, rate: rate)
    let steady = middle + ahead(input, rate: rate, clients: clients)
    let queued = clients.isFinite ? max(0, clients - running - rate * steady) : 0
    let burst =
      stack.hostPerRequest
      + ((clients.isFinite ? clients : running) / 2 + 0.5) * input.taken
    result.timeToFirstToken =
      (1 - traffic.burstShare) * (steady + queued / max(rate, 1e-12))
      + traffic.burstShare * burst
    result.medianTimeToFirstToken = middle + queued / max(rate, 1e-12)
    result.queued = queued * replicas
    if clients > capacity { result.limit = capacityLimit }
    return result
  }

  /// A copy under requests that arrive at random at a rate of its own [1/s].
  private func open(_ rate: Double) -> ServingEstimate {
    var best = closed(.infinity)
    let greatest = best.requestsPerSecond
    guard rate * replicas <= greatest else {
      best.greatestRate = greatest
      return best
    }
    var running = min(capacity, max(1e-3, rate * further * 0.01))
    var input = prefill(on: copy, running: running, together: 1, mixes: stack.mixesPrefill)
    var phase = decode(running)
    var token = 0.0
    for _ in 0..<12 {
      phase = decode(running)
      input = prefill(on: copy, running: running, together: 1, mixes: stack.mixesPrefill)
      let left = max(0.02, 1 - rate * input.taken)
      token = phase.seconds / tokensPerStep / left
      let next = min(capacity, max(1e-3, rate * further * token))
      if abs(next - running) < 0.005 * running { break }
      running = next
    }
    var result = estimate(
      running: running,
      token: token,
      rate: rate,
      phase: phase,
      input: input
    )
    result.greatestRate = greatest
    result.medianTimeToFirstToken = middleFirstToken(input, token: token, rate: rate)
    result.timeToFirstToken =
      result.medianTimeToFirstToken
      + queueing(rate * input.taken, service: input.taken)
    return result
  }

  /// A batch that starts together and ends together.
  private func staticBatch(_ size: Double) -> ServingEstimate {
    let each = size / replicas
    let length = traffic.computedInput
    var iteration = Iteration()
    let ranks = Double(plan.layout.attentionData)
    let tokens = Double(chunk)
    let passes = max(1, (each * length / max(tokens, length)).rounded(.up))
    iteration.input = each * length / passes
    iteration.inputLength = length
    iteration.inputRanks = min(ranks, each)
    var cost = copy.cost(iteration)
    cost.account.scale(by: stack.prefill)
    let first = copy.finished(cost, sequences: each)
    let phase = decode(each)
    let token = phase.seconds / tokensPerStep
    let total = passes * first.seconds + further * token
    let input = Prefill(
      taken: passes * first.seconds / each,
      latency: passes * first.seconds,
      phase: first
    )
    var result = estimate(
      running: each,
      token: token,
      rate: each / total,
      phase: phase,
      input: input
    )
    result.prefillInterference = 0
    result.timeToFirstToken = stack.hostPerRequest + passes * first.seconds
    result.medianTimeToFirstToken = result.timeToFirstToken
    return result
  }

  /// Time to the first token of a request that finds no other input ahead of it [s].
  ///
  /// The rest of the iteration in progress and its own; the tokens gathered before a reply; and
  /// the wait of inputs for those of other attention ranks, until all ranks have one or it is over:
  /// with `n` ranks the last comes after `n·Hₙ` arrivals, the mean waits for half of them.
  private func middleFirstToken(_ input: Prefill, token: Double, rate: Double) -> Double {
    let ranks = Double(plan.layout.attentionData)
    var held = 0.0
    if ranks > 1, stack.balanceSteps > 0 {
      let arrivals = ranks * (log(ranks) + 0.577)
      held = min(stack.balanceSteps * token, 0.5 * arrivals / max(rate, 1e-12))
    }
    return stack.hostPerRequest + 1.5 * token + input.latency + stack.replyTokens * token + held
  }

  /// Mean time for which other inputs hold a request up [s].
  private func ahead(_ input: Prefill, rate: Double, clients: Double) -> Double {
    let others = clients.isFinite ? 1 - 1 / max(1, clients) : 1
    return others * stack.bunching * input.taken
      + min(
        queueing(rate * input.taken, service: input.taken),
        clients.isFinite ? max(0, clients - 1) / 2 * input.taken : .infinity
      )
  }

  /// The estimate of all copies from the state of one.
  func estimate(
    running: Double,
    token: Double,
    rate: Double,
    phase: Phase,
    input: Prefill
  ) -> ServingEstimate {
    var result = ServingEstimate()
    result.timePerOutputToken = token
    result.requestsPerSecond = rate * replicas
    result.greatestRate = result.requestsPerSecond
    result.batch = running * replicas
    result.batchCapacity = capacity * replicas
    var account = phase.account
    account.scale(by: 1 / tokensPerStep)
    result.time = account
    result.prefillInterference = max(0, token - account.total)
    result.prefillTime = input.taken
    let busy = min(1, rate * input.taken)
    result.prefillShare = busy
    result.memory = memory
    result.cacheInUse =
      running / Double(plan.layout.attentionData) * memory.cache(tokens: traffic.meanContext)
    let idle = system.accelerator.idlePower + system.accelerator.awakePower
    let generating = rate > 0 ? min(1, running > 0 ? 1 - busy : 0) : 0
    let used = min(1, busy + generating)
    result.acceleratorPower =
      busy * input.phase.power + generating * phase.power + (1 - used) * idle
    result.powerLimit = system.acceleratorPowerLimit
    result.clock = phase.clock
    let perSecond = generating / max(phase.seconds, 1e-12)
    result.flopRate = perSecond * phase.cost.flops
    result.memoryRate = perSecond * phase.cost.bytes
    result.scaleUpRate = perSecond * phase.cost.scaleUpBytes
    result.scaleOutRate = perSecond * phase.cost.scaleOutBytes
    result.accelerators = plan.accelerators
    result.decodeAccelerators = plan.decodeAccelerators
    return result
  }
}
