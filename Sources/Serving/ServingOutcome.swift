import Compute
package import Economics
package import Systems
import Thermal
package import Workloads

/// What objectives are made of: output, times, and what a second takes.
package struct ServingOutcome: Sendable {
  /// Output tokens per second [1/s].
  package var outputRate = 0.0
  /// Time to the first token [s].
  package var timeToFirstToken = 0.0
  /// Time per output token after the first [s].
  package var timePerOutputToken = 0.0
  /// Power at the meter [W].
  package var facilityPower = 0.0
  /// Price of the whole system's second on the basis asked for [USD/s].
  package var price = 0.0
  /// Carbon of a second [kg/s].
  package var carbonRate = 0.0

  /// An outcome of nought.
  package init() {}

  /// Energy at the meter for an output token [J].
  package var energyPerToken: Double { facilityPower / outputRate }
  /// Cost of an output token, its input's cost included [USD].
  package var costPerToken: Double { price / outputRate }
  /// Carbon of an output token [kg].
  package var carbonPerToken: Double { carbonRate / outputRate }
}

/// What a second of a serving system takes, by the power of its accelerators.
package struct ServingAccount: Sendable {
  /// The system.
  package let system: System
  /// What owning and running it costs.
  let ownership: CostOfOwnership
  /// What counts as the cost.
  let basis: AccountingBasis
  /// Carbon of making the machines that falls on a second [kg/s].
  let made: Double
  /// IT power with every accelerator at its limit [W].
  private let ratedPower: Double

  /// Describes a system with its money and carbon.
  ///
  /// - Parameters:
  ///   - system: The system.
  ///   - ownership: What owning and running it costs.
  ///   - basis: What counts as the cost.
  ///   - embodiedCarbon: Emission of making one accelerator [kg].
  ///   - isSearched: Whether ``fillLeast(_:power:)`` will be asked.
  package init(
    system: System,
    ownership: CostOfOwnership,
    basis: AccountingBasis,
    embodiedCarbon: Double,
    isSearched: Bool = false
  ) {
    self.system = system
    self.ownership = ownership
    self.basis = basis
    ratedPower = isSearched ? system.facilityEstimate(acceleratorPower: 0).itRatedPower : 0
    made = Carbon.embodiedShare(
      Double(system.count) * embodiedCarbon + Double(system.nodes) * system.node.embodiedCarbon,
      lifetime: ownership.equipmentLife,
      duration: 1
    )
  }

  /// Mean power of an accelerator, those that a plan leaves idle included [W].
  func meanPower(_ power: Double, of accelerators: Int) -> Double {
    let used = min(1, Double(accelerators) / Double(system.count))
    return used * power + (1 - used) * system.accelerator.idlePower
  }

  /// Cost of an accelerator by part [USD/s].
  func costRate(_ facility: FacilityEstimate) -> CostRate {
    let count = Double(system.count)
    return ownership.rate(
      ratedITPower: facility.itRatedPower / count,
      facilityPower: facility.facilityPower / count,
      waterUse: facility.waterUse * facility.itPower / count
    )
  }

  /// Price of an accelerator's second on the basis asked for [USD/s].
  func secondPrice(_ rate: CostRate) -> Double {
    basis == .rented ? ownership.rentalPrice : rate.total
  }

  /// Carbon of a second [kg/s].
  func carbonRate(_ facility: FacilityEstimate) -> Double {
    let burnt = Carbon.operational(
      energy: facility.facilityPower,
      intensity: system.facility.site.carbonIntensity
    )
    return burnt + made
  }

  /// Fills in what a second takes.
  ///
  /// - Parameters:
  ///   - outcome: Receives power, price and carbon.
  ///   - power: Mean power of an accelerator that the plan uses [W].
  ///   - accelerators: Accelerators that the plan uses.
  package func fill(_ outcome: inout ServingOutcome, power: Double, accelerators: Int) {
    let facility = system.facilityEstimate(
      acceleratorPower: meanPower(power, of: accelerators)
    )
    outcome.facilityPower = facility.facilityPower
    outcome.price = secondPrice(costRate(facility)) * Double(system.count)
    outcome.carbonRate = carbonRate(facility)
  }
}

extension ServingAccount {
  /// Fills in what a second takes at least, by what is proven.
  ///
  /// Conversion adds losses to what nodes draw, and cooling adds to both: what the boards draw and
  /// the network is less than the meter shows.
  ///
  /// - Parameters:
  ///   - outcome: Receives power, price and carbon.
  ///   - power: A mean power of an accelerator, over all of the system, that is not undercut [W].
  /// - Returns: Whether the bounds hold; not where prices of energy or carbon are negative.
  package func fillLeast(_ outcome: inout ServingOutcome, power: Double) -> Bool {
    let node = system.node
    let board = system.nodePower(acceleratorPower: power)
    let network = Double(system.nodes * node.ports) * system.networkPowerPerPort
    outcome.facilityPower = Double(system.nodes) * board + network
    outcome.carbonRate = outcome.facilityPower * system.facility.site.carbonIntensity + made
    // What does not follow the meter is the same whatever is drawn.
    let count = Double(system.count)
    outcome.price =
      basis == .rented
      ? ownership.rentalPrice * count
      : ownership.rate(
        ratedITPower: ratedPower / count,
        facilityPower: outcome.facilityPower / count
      ).total * count
    return ownership.electricityPrice >= 0 && ownership.waterPrice >= 0
      && system.facility.site.carbonIntensity >= 0 && network >= 0
  }

  /// Power of an accelerator that does nothing [W].
  package var idlePower: Double { system.accelerator.idlePower }
}

extension ServingModel {
  /// Tokens of each kind per second at a rate of requests, nil where nothing is answered.
  package static func rates(of traffic: ServingTraffic, requests: Double) -> TokenCounts? {
    // Even an input that is found whole leaves a token to compute.
    let computed = min(traffic.input, traffic.computedInput)
    return try? TokenCounts(
      input: requests * computed,
      cachedInput: requests * (traffic.input - computed),
      output: requests * traffic.output
    )
  }

  /// Whether what was asked for fits in memory, in the generating copies and in the inputs' pool.
  package static func fits(
    _ traffic: ServingTraffic,
    plan: ServingPlan,
    memory: ServingMemory,
    batchCapacity: Double,
    poolFits: Bool
  ) -> Bool {
    if case .batch(let size) = traffic.load, size > batchCapacity { return false }
    return memory.cacheCapacity > 0 && batchCapacity >= Double(plan.replicas) && poolFits
  }

  /// Whether a pool that computes inputs, laid out unlike the generating copies, holds an input.
  package static func poolFits(_ memory: ServingMemory, _ traffic: ServingTraffic) -> Bool {
    memory.requests(tokens: traffic.input) >= 1
  }
}
