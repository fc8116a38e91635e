import Compute
public import Economics
public import Systems
public import Workloads

/// What kinds of tokens are sold at, each over an output token.
public struct ServingPriceRatios: Hashable, Sendable {
  /// Price of a computed input token over that of an output token.
  public var input: Double
  /// Price of an input token found in the cache over that of an output token.
  public var cached: Double

  /// Describes ratios, each at least 0.
  public init(input: Double, cached: Double) {
    self.input = input
    self.cached = cached
  }
}

/// What served traffic takes in all: times, power, money and carbon.
///
/// A token is an output token, what its input takes included, unless a name says otherwise. The
/// whole system is paid for and fed, also accelerators that the plan leaves idle.
public struct ServingRun: Sendable {
  /// Times, rates and memory.
  public var estimate: ServingEstimate
  /// Power and heat of the system.
  public var facility: FacilityEstimate
  /// Tokens of each kind per second of clock time, nil where nothing is answered.
  public var rates: TokenCounts?
  /// Running cost of one accelerator by part, on the basis of owning [USD/s].
  public var costRate: CostRate
  /// Price of one accelerator second on the basis asked for [USD/s].
  public var secondPrice: Double
  /// Cost of the whole system per second of clock time, nil where it is not a number.
  public var cost: ServingCost?
  /// Cost of a million tokens of each kind, nil where a kind has no tokens to bear its cost.
  public var tokenCost: TokenCost?
  /// Price of a million output tokens at which revenue meets cost [USD].
  public var breakEvenPrice: Double?
  /// Tokens for energy and power at each boundary, nil where nothing is answered.
  public var efficiency: TokenEfficiency?
  /// Carbon of a second, by location and with its share of making the machines [kg/s].
  public var carbonRate: Double
  /// Accelerators of the system.
  public var accelerators: Int
  /// Whether weights, buffers and at least one request fit in memory, a whole batch where one is
  /// asked for, in every pool.
  public var fits: Bool
  /// Why the traffic cannot be served so, in the user's words; empty when it can.
  public var problems: [String]

  /// Whether the traffic can be served so.
  public var isFeasible: Bool { problems.isEmpty }
  /// Output tokens per second [1/s].
  public var outputRate: Double { rates?.output ?? 0 }
  /// Tokens per second, input and output [1/s].
  public var totalRate: Double { rates?.total ?? 0 }
  /// Energy at the meter for an output token [J].
  public var energyPerToken: Double { outcome.energyPerToken }
  /// Cost of an output token on the basis asked for, its input's cost included [USD].
  public var costPerToken: Double { outcome.costPerToken }
  /// Carbon of an output token [kg].
  public var carbonPerToken: Double { outcome.carbonPerToken }

  /// What objectives are made of.
  package var outcome: ServingOutcome {
    var outcome = ServingOutcome()
    outcome.outputRate = outputRate
    outcome.timeToFirstToken = estimate.timeToFirstToken
    outcome.timePerOutputToken = estimate.timePerOutputToken
    outcome.facilityPower = facility.facilityPower
    outcome.price = secondPrice * Double(accelerators)
    outcome.carbonRate = carbonRate
    return outcome
  }
}

extension ServingModel {
  /// Estimates served traffic with its power, money and carbon.
  ///
  /// Energy and water above those of idle machines are the variable part of the cost; all else
  /// runs on the clock. Where the same copies do both, input bears its share of the busy time;
  /// where pools are apart, each kind bears its own pool.
  ///
  /// - Parameters:
  ///   - traffic: What is asked.
  ///   - architecture: The model.
  ///   - recipe: Its number formats.
  ///   - plan: How it is laid out.
  ///   - system: On what.
  ///   - stack: With which engine.
  ///   - ownership: What owning and running the system costs.
  ///   - basis: What counts as the cost; `bought` has no run to fall on and counts as amortised.
  ///   - priceRatios: What kinds of tokens are sold at.
  ///   - embodiedCarbon: Emission of making one accelerator [kg].
  /// - Returns: Times, power, cost and carbon, and why it cannot be.
  public static func run(
    of traffic: ServingTraffic,
    model architecture: Architecture,
    recipe: ServingRecipe,
    plan: ServingPlan,
    on system: System,
    with stack: ServingStack,
    ownership: CostOfOwnership,
    basis: AccountingBasis,
    priceRatios: ServingPriceRatios,
    embodiedCarbon: Double = 0
  ) -> ServingRun {
    let estimate = estimate(
      of: traffic,
      model: architecture,
      recipe: recipe,
      plan: plan,
      on: system,
      with: stack
    )
    let count = Double(system.count)
    let account = ServingAccount(
      system: system,
      ownership: ownership,
      basis: basis,
      embodiedCarbon: embodiedCarbon
    )
    let perAccelerator = account.meanPower(estimate.acceleratorPower, of: plan.accelerators)
    let facility = system.facilityEstimate(acceleratorPower: perAccelerator)
    let costRate = account.costRate(facility)
    let second = account.secondPrice(costRate)
    var variable = 0.0
    if basis != .rented {
      let idle = system.accelerator.idlePower + system.accelerator.awakePower
      let resting = account.costRate(system.facilityEstimate(acceleratorPower: idle))
      variable =
        max(0, costRate.energy + costRate.water - resting.energy - resting.water) * count
    }
    let cost = try? ServingCost(fixed: second * count - variable, variable: variable)
    let rates = rates(of: traffic, requests: estimate.requestsPerSecond)
    var share = estimate.prefillShare
    if let pool = plan.prefill { share = Double(pool.accelerators) / Double(plan.accelerators) }
    var tokenCost: TokenCost?
    var price: Double?
    if let cost, let rates {
      tokenCost = try? TokenCost(cost: cost, rates: rates, prefillShare: share, utilisation: 1)
      price = try? BreakEven.outputPrice(
        cost: cost,
        rates: rates,
        utilisation: 1,
        inputRatio: priceRatios.input,
        cachedRatio: priceRatios.cached
      )
    }
    let poolProblem = poolProblem(
      of: traffic,
      model: architecture,
      recipe: recipe,
      plan: plan,
      on: system,
      with: stack
    )
    let fits = fits(
      traffic,
      plan: plan,
      memory: estimate.memory,
      batchCapacity: estimate.batchCapacity,
      poolFits: poolProblem == nil
    )
    return ServingRun(
      estimate: estimate,
      facility: facility,
      rates: rates,
      costRate: costRate,
      secondPrice: second,
      cost: cost,
      tokenCost: tokenCost,
      breakEvenPrice: price,
      efficiency: rates.flatMap {
        try? TokenEfficiency(
          tokensPerSecond: $0.output,
          acceleratorPower: perAccelerator * count,
          equipmentPower: facility.itPower,
          facilityPower: facility.facilityPower
        )
      },
      carbonRate: account.carbonRate(facility),
      accelerators: system.count,
      fits: fits,
      problems: estimate.problems + (poolProblem.map { [$0] } ?? []) + system.problems(facility)
    )
  }

  /// Why a pool that computes inputs cannot hold the model and one input; nil when it can.
  private static func poolProblem(
    of traffic: ServingTraffic,
    model architecture: Architecture,
    recipe: ServingRecipe,
    plan: ServingPlan,
    on system: System,
    with stack: ServingStack
  ) -> String? {
    guard let pool = plan.prefill, pool.layout != plan.layout else { return nil }
    let memory = ServingMemory(
      architecture: architecture,
      recipe: recipe,
      layout: pool.layout,
      system: system,
      stack: stack
    )
    guard !poolFits(memory, traffic) else { return nil }
    let need = memory.weights + memory.reserve + memory.cache(tokens: traffic.input)
    return "an accelerator that computes inputs needs \(Deployment.gigabytes(need)) for weights,"
      + " buffers and one input, of \(Deployment.gigabytes(system.accelerator.totalCapacity));"
      + " split the model further in plan.prefill"
  }
}
