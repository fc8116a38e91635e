import Economics
import Scenarios
import Serving
import Systems
import Workloads

extension ServingSearchSpace {
  /// What exceeds every bound, for rounding.
  private static let slack = 1 + 1e-9

  /// Estimates or excludes the plans of a layout without pools.
  func walkPlain(_ copy: Copy, into walk: inout SearchWalk<ServingPlan>) {
    guard let replicas = plainReplicas(copy) else { return }
    var deployment = copy.deployment
    let chunks = plainChunks(replicas: replicas)
    for limit in limits(copy, replicas: replicas) {
      var plan = ServingPlan(
        layout: copy.layout,
        replicas: replicas,
        batchLimit: limit,
        chunk: chunks[0]
      )
      deployment.take(plan)
      guard copy.holds else {
        for chunk in chunks {
          plan.chunk = chunk
          if walk.excludes(Standing(.misfit, shortfall: copy.floor)) {
            walk.coverage.misfit += 1
          } else {
            deployment.take(plan)
            book(deployment.estimate, plan, poolFits: true, into: &walk)
          }
        }
        continue
      }
      let rate = deployment.greatestAggregated
      for chunk in chunks {
        plan.chunk = chunk
        let bound = ServingBound(
          requests: rate,
          outputToken: deployment.leastToken,
          greatestRate: .infinity,
          power: account.idlePower
        )
        if isExcluded(bound, from: plan, walk) {
          walk.coverage.outrun += 1
        } else {
          deployment.take(plan)
          book(deployment.estimate, plan, poolFits: true, into: &walk)
        }
      }
    }
  }

  /// Estimates or excludes the plans of a layout with pools.
  func walkPooled(_ copy: Copy, into walk: inout SearchWalk<ServingPlan>) {
    var deployment = copy.deployment
    // Curves by copies and place of the limit.
    var curves: [[Deployment.GenerationCurve?]] = []
    for kind in sources.kinds {
      for workers in workers(copy, size: kind.accelerators) {
        guard let replicas = replicas(copy, beside: workers, of: kind.accelerators) else {
          continue
        }
        let limits = limits(copy, replicas: replicas)
        while curves.count <= replicas { curves.append([]) }
        if curves[replicas].isEmpty {
          curves[replicas] = .init(repeating: nil, count: limits.count)
        }
        for place in limits.indices {
          let plan = ServingPlan(
            layout: copy.layout,
            replicas: replicas,
            batchLimit: limits[place],
            chunk: sources.chunks[0],
            prefill: .init(layout: sources.sources[kind.range.lowerBound].layout, workers: workers)
          )
          if !copy.holds, walk.excludes(Standing(.misfit, shortfall: copy.floor)) {
            walk.coverage.misfit += kind.range.count * sources.chunks.count
            continue
          }
          deployment.take(plan)
          guard let fastest = kind.fastest else { continue }
          if copy.holds {
            let most = fastest.most(
              workers: Double(workers),
              usableShare: scenario.stack.poolShare
            )
            let bound = ServingBound(
              requests: requests(atMost: min(most, deployment.greatestGenerating), replicas),
              firstToken: scenario.stack.poolPerRequest + fastest.least,
              outputToken: deployment.leastToken,
              greatestRate: min(most, deployment.greatestGenerating),
              power: account.idlePower
            )
            if isExcluded(bound, from: Self.first(plan), walk) {
              walk.coverage.outrun += kind.range.count * sources.chunks.count
              continue
            }
          }
          let curve =
            curves[replicas][place]
            ?? deployment.generationCurve(copy.points.points(deployment))
          curves[replicas][place] = curve
          self.walk(kind, curve, &deployment, isHeld: copy.holds, floor: copy.floor, into: &walk)
        }
      }
    }
  }

  /// What comes before every plan that differs from one in its pool's layout and chunk.
  private static func first(_ plan: ServingPlan) -> ServingPlan {
    var first = plan
    first.prefill?.layout = ServingPlan.Layout(tensor: 0, pipeline: 0, attentionData: 0, expert: 0)
    first.chunk = nil
    return first
  }

  /// Requests answered in a second at most, where pools reach no more than a rate [1/s].
  private func requests(atMost rate: Double, _ replicas: Int) -> Double {
    guard case .rate(let asked) = scenario.traffic.load else { return max(rate, 1e-9) * Self.slack }
    return max(1e-9, min(asked, rate)) / Double(replicas) * Double(replicas)
  }

  /// Estimates or excludes the plans with one number of copies in each pool and one limit.
  private func walk(
    _ kind: SourceTable.Kind,
    _ curve: Deployment.GenerationCurve,
    _ deployment: inout Deployment,
    isHeld: Bool,
    floor: Double,
    into walk: inout SearchWalk<ServingPlan>
  ) {
    var plan = deployment.plan
    guard let fastest = kind.fastest, let workers = plan.prefill?.workers else { return }
    if isHeld {
      let bound = bound(
        deployment,
        curve,
        fastest,
        workers: workers,
        transfer: 0
      )
      if isExcluded(bound, from: Self.first(plan), walk) {
        walk.coverage.outrun += kind.range.count * sources.chunks.count
        return
      }
    }
    let isInside = plan.accelerators <= scenario.system.domain
    for place in kind.range {
      let source = sources.sources[place]
      plan.prefill?.layout = source.layout
      let fits = source.fits || source.layout == plan.layout
      let transfer = sources.transfers[place][isInside ? 1 : 0]
      for index in sources.chunks.indices {
        plan.chunk = sources.chunks[index]
        let input = sources.inputs[place * sources.chunks.count + index]
        if !fits || !isHeld {
          if walk.excludes(Standing(.misfit, shortfall: floor)) {
            walk.coverage.misfit += 1
            continue
          }
        } else {
          let bound = bound(deployment, curve, input, workers: workers, transfer: transfer)
          if isExcluded(bound, from: plan, walk) {
            walk.coverage.outrun += 1
            continue
          }
        }
        let flow = deployment.flow(curve, input: input, workers: workers, transfer: transfer)
        if fits, isHeld, isExcluded(self.bound(flow, input, deployment, plan), from: plan, walk) {
          walk.coverage.outrun += 1
          continue
        }
        deployment.take(plan)
        book(deployment.disaggregated(flow, input: input), plan, poolFits: fits, into: &walk)
      }
    }
  }

  /// What pools reach at best, from the times of an input alone.
  private func bound(
    _ deployment: Deployment,
    _ curve: Deployment.GenerationCurve,
    _ input: Deployment.PoolInput,
    workers: Int,
    transfer: Double
  ) -> ServingBound {
    let share = scenario.stack.poolShare
    return ServingBound(
      requests: deployment.greatestFlow(curve, input: input, workers: workers, transfer: transfer),
      firstToken: scenario.stack.poolPerRequest + input.least + transfer,
      outputToken: deployment.leastToken,
      greatestRate: min(curve.greatest, input.most(workers: Double(workers), usableShare: share)),
      power: account.idlePower
    )
  }

  /// What pools reach at best once the flow through them is known: all but the generating copies'
  /// time of a token and power.
  private func bound(
    _ flow: Deployment.Flow,
    _ input: Deployment.PoolInput,
    _ deployment: Deployment,
    _ plan: ServingPlan
  ) -> ServingBound {
    let pool = Double(plan.prefill?.accelerators ?? 0)
    let workers = Double(plan.prefill?.workers ?? 1)
    let load = min(1, flow.rate * input.taken / workers)
    let more = load * max(0, input.power - account.idlePower) * pool
    return ServingBound(
      requests: flow.rate,
      firstToken: flow.timeToFirstToken,
      outputToken: deployment.leastToken,
      greatestRate: flow.greatest,
      power: account.idlePower + more / Double(scenario.system.count)
    )
  }

  /// What plans reach at best.
  private struct ServingBound {
    /// Requests answered in a second [1/s].
    var requests: Double
    /// Time to the first token [s].
    var firstToken = 0.0
    /// Time per output token [s].
    var outputToken: Double
    /// Requests that could be answered in a second [1/s].
    var greatestRate: Double
    /// Mean power of an accelerator of the system [W].
    var power: Double
  }

  /// Whether plans that reach no more than a bound have no place.
  private func isExcluded(
    _ bound: ServingBound,
    from plan: ServingPlan,
    _ walk: SearchWalk<ServingPlan>
  ) -> Bool {
    guard walk.prunes, !bound.requests.isNaN else { return false }
    let standing = scenario.standing(
      firstToken: bound.firstToken / Self.slack,
      outputToken: bound.outputToken / Self.slack,
      greatestRate: bound.greatestRate * Self.slack
    )
    if standing.level == .missesTarget, walk.excludes(standing) { return true }
    var outcome = ServingOutcome()
    // Under random arrivals what arrives is what is answered, by as many plans as can.
    outcome.outputRate = bound.requests * scenario.traffic.output
    var isArrival = false
    if case .rate(let asked) = scenario.traffic.load {
      isArrival = bound.requests <= asked * Self.slack
    }
    outcome.timeToFirstToken = bound.firstToken
    outcome.timePerOutputToken = bound.outputToken
    if walk.goals.needPower, !account.fillLeast(&outcome, power: bound.power) { return false }
    let exact = walk.goals.merits(outcome.value)
    var merits = exact * Self.slack
    if isArrival {
      for lane in 0...3 where lane == 0 || lane <= walk.goals.front.count {
        let objective = lane == 0 ? walk.goals.objective : walk.goals.front[lane - 1]
        if objective == .tokensPerSecond { merits[lane] = exact[lane] }
      }
    }
    return walk.excludes(merits, from: plan)
  }

  /// Books an estimated plan.
  private func book(
    _ estimate: ServingEstimate,
    _ plan: ServingPlan,
    poolFits: Bool,
    into walk: inout SearchWalk<ServingPlan>
  ) {
    let fits = ServingModel.fits(
      scenario.traffic,
      plan: plan,
      memory: estimate.memory,
      batchCapacity: estimate.batchCapacity,
      poolFits: poolFits
    )
    guard fits else {
      walk.offer(misfit: plan, need: estimate.need)
      return
    }
    // A budget is looked at where there is one; nothing else of a design is needed.
    let standing =
      scenario.budget.isEmpty
      ? scenario.standing(
        firstToken: estimate.timeToFirstToken,
        outputToken: estimate.timePerOutputToken,
        greatestRate: estimate.greatestRate
      ) : ServingDesign(scenario: scenario, plan: plan).standing
    var outcome = ServingOutcome()
    let rates = ServingModel.rates(of: scenario.traffic, requests: estimate.requestsPerSecond)
    outcome.outputRate = rates?.output ?? 0
    outcome.timeToFirstToken = estimate.timeToFirstToken
    outcome.timePerOutputToken = estimate.timePerOutputToken
    if walk.goals.needPower {
      account.fill(
        &outcome,
        power: estimate.acceleratorPower,
        accelerators: plan.accelerators
      )
    }
    walk.offer(plan, standing: standing, merits: walk.goals.merits(outcome.value))
  }
}

extension SearchGoals {
  /// Whether values depend on power or money.
  var needPower: Bool {
    func needs(_ objective: Objective) -> Bool {
      switch objective {
      case .tokensPerSecond, .timeToFirstToken, .timePerOutputToken, .timeToTrain: false
      default: true
      }
    }
    return needs(objective) || front.contains(where: needs)
  }
}
