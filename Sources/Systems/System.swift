public import Compute
public import Fabrics
import Power
import Thermal

/// Accelerators assembled into nodes, joined by a fabric, standing at a site.
public struct System: Sendable {
  /// The accelerator's datasheet.
  public var accelerator: Accelerator
  /// How the accelerator runs kernels.
  public var machine: any Machine
  /// The fabric that joins accelerators.
  public var fabric: Fabric
  /// Accelerators in all.
  public var count: Int
  /// The server they stand in.
  public var node: ComputeNode
  /// Cooling, power distribution and site.
  public var facility: Facility
  /// Power of switches and transceivers for one network port of a node [W].
  public var networkPowerPerPort: Double
  /// Price of adapter, transceivers, cable and switch share for one network port [USD].
  public var networkPricePerPort: Double
  /// Technology, power and failures of the links.
  public var links: SystemLinks
  /// Power at which one accelerator's junction reaches its limit under the cooling [W].
  public let coolingPowerLimit: Double

  /// Assembles a system.
  public init(
    accelerator: Accelerator,
    machine: any Machine,
    fabric: Fabric,
    count: Int,
    node: ComputeNode,
    facility: Facility,
    networkPowerPerPort: Double = 0,
    networkPricePerPort: Double = 0,
    links: SystemLinks = SystemLinks()
  ) {
    self.accelerator = accelerator
    self.machine = machine
    self.fabric = fabric
    self.count = count
    self.node = node
    self.facility = facility
    self.networkPowerPerPort = networkPowerPerPort
    self.networkPricePerPort = networkPricePerPort
    self.links = links
    coolingPowerLimit = Self.coolingPowerLimit(of: accelerator, in: facility)
  }

  /// Accelerators that share one scale-up fabric.
  public var domain: Int { min(node.domain, max(1, count)) }

  /// Nodes, rounded up.
  public var nodes: Int { (count + node.accelerators - 1) / node.accelerators }

  /// Power limit in force per accelerator: the part's own, or what its cooling can carry [W].
  public var acceleratorPowerLimit: Double { min(accelerator.powerLimit, coolingPowerLimit) }

  /// The clock, time and power of a phase of work under the power limit in force.
  ///
  /// Leakage grows with the junction's temperature, which follows the power: what it exceeds its
  /// level in a benchmark by is added to idle power at the temperature of a first solution.
  ///
  /// - Parameter phase: Time, clock share and energy as short benchmarks show them.
  /// - Returns: The point at which the phase's mean power meets the limit, or the full clock.
  public func clock(phase: KernelEstimate) -> ClockCurve.Point {
    var phase = phase
    phase.energy *= accelerator.sustainedEnergy
    let cool = accelerator.clockCurve.powerCapped(
      phase,
      idle: accelerator.idlePower,
      limit: acceleratorPowerLimit
    )
    return accelerator.clockCurve.powerCapped(
      phase,
      idle: accelerator.idlePower + excessLeakage(power: cool.power),
      limit: acceleratorPowerLimit
    )
  }

  /// Leakage at the temperature that a power brings about, beyond that in a benchmark [W].
  ///
  /// - Parameter power: Power of one accelerator [W].
  /// - Returns: Leakage less that at ``benchmarkTemperature``, at least 0.
  public func excessLeakage(power: Double) -> Double {
    // Idle power of a part with its clocks held is mostly leakage: taken as its level at 65 °C.
    let leakage = LeakageModel(
      referencePower: accelerator.idlePower,
      referenceTemperature: 338.15,
      coefficient: LeakageModel.typicalCoefficient
    )
    let temperature = Self.chain(of: accelerator, in: facility).temperature(power: power)
    return max(
      0,
      leakage.power(temperature: temperature)
        - leakage.power(temperature: Self.benchmarkTemperature)
    )
  }

  /// Junction temperature in the loops that kernels were measured in, assumed [K].
  public static let benchmarkTemperature = 328.15

  /// The resistances from an accelerator's junction to the coolant.
  static func chain(of accelerator: Accelerator, in facility: Facility) -> ResistanceChain {
    facility.cooling.junctionChain(
      dieArea: accelerator.dieArea > 0 ? accelerator.dieArea : 800e-6,
      ratedPower: accelerator.powerLimit
    )
  }

  /// Power at which the junction reaches the part's limit temperature [W].
  private static func coolingPowerLimit(
    of accelerator: Accelerator,
    in facility: Facility
  ) -> Double {
    guard accelerator.temperatureLimit > 0 else { return .infinity }
    return chain(of: accelerator, in: facility).power(temperature: accelerator.temperatureLimit)
  }

  /// Power of one node at its boards, scale-up links and fans included [W].
  ///
  /// - Parameter power: Power of one accelerator [W].
  /// - Returns: The power.
  public func nodePower(acceleratorPower power: Double) -> Double {
    let server =
      Double(node.accelerators) * (power + links.addedPower) + node.hostPower
      + Double(node.ports) * node.portPower
    return server * (1 + facility.cooling.serverFanShare)
  }

  /// Power, heat and site limits when each accelerator draws a mean power.
  ///
  /// - Parameter acceleratorPower: Mean power of one accelerator [W].
  /// - Returns: The power account.
  public func facilityEstimate(acceleratorPower: Double) -> FacilityEstimate {
    var result = FacilityEstimate()
    let cooling = facility.cooling
    let ratedNode = nodePower(acceleratorPower: accelerator.powerLimit)
    result.nodePower = nodePower(acceleratorPower: acceleratorPower)

    // Fewer nodes go into a rack where the cooling cannot take a full one, unless a scale-up
    // fabric ties the rack together.
    let chain = facility.distribution
    func input(_ delivered: Double, rated: Double) -> ConversionLosses {
      chain.losses(delivering: delivered, load: delivered / rated)
    }
    let tied = max(1, min(node.perRack, (domain + node.accelerators - 1) / node.accelerators))
    var perRack = max(1, min(node.perRack, nodes))
    while perRack > tied,
      input(Double(perRack) * ratedNode, rated: Double(perRack) * ratedNode).rackInput
        > cooling.rackPowerLimit
    {
      perRack -= 1
    }
    let rated = Double(perRack) * ratedNode
    let ratedLosses = input(rated, rated: rated)
    let losses = input(Double(perRack) * result.nodePower, rated: rated)
    result.nodesPerRack = perRack
    result.racks = (nodes + perRack - 1) / perRack
    result.rackPower = losses.rackInput
    result.rackRatedPower = ratedLosses.rackInput

    let share = Double(nodes) / Double(perRack)
    result.networkPower = Double(nodes * node.ports) * networkPowerPerPort
    result.itPower = share * losses.rackInput + result.networkPower
    result.itRatedPower = share * ratedLosses.rackInput + result.networkPower
    let climate = facility.site.climate
    let overhead = cooling.overhead(climate: climate, electricalShare: losses.hallShare)
    result.powerUsageEffectiveness = overhead.powerUsageEffectiveness
    result.waterUse = overhead.waterUse
    result.facilityPower = result.itPower * result.powerUsageEffectiveness
    result.facilityPeakPower =
      result.itRatedPower
      * cooling.peakPowerUsage(climate: climate, electricalShare: ratedLosses.hallShare)
    result.junctionTemperature =
      Self.chain(of: accelerator, in: facility).temperature(power: acceleratorPower)
    return result
  }
}
