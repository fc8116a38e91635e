import Compute
import Economics
import Fabrics
import Scenarios
import Systems
import Thermal
import Training
import Workloads

/// What a design demands of the part that a knob stands for, and what that part can carry.
public struct Load: Hashable, Sendable {
  /// What is demanded, in `unit`.
  public var demand: Double
  /// What can be carried, in `unit`.
  public var capacity: Double
  /// Unit, empty for shares.
  public var unit: String

  /// Demand over capacity, 0 when there is no such part.
  public var utilization: Double { capacity > 0 && capacity.isFinite ? demand / capacity : 0 }

  /// A load by its numbers.
  init(demand: Double, capacity: Double, unit: String) {
    self.demand = demand
    self.capacity = capacity
    self.unit = unit
  }

  /// A share of one.
  init(share: Double) { self.init(demand: share, capacity: 1, unit: "") }

  /// The load of a design on a knob's part.
  init(_ knob: Knob, of design: some StudiedDesign) {
    let system = design.scenario.system
    let facility = design.facility
    let rate = design.costRate
    switch knob {
    case .cooling:
      self.init(
        demand: facility.rackRatedPower,
        capacity: system.facility.cooling.rackPowerLimit,
        unit: "W"
      )
    case .sitePower:
      self.init(
        demand: facility.facilityPeakPower,
        capacity: system.facility.site.powerLimit,
        unit: "W"
      )
    case .acceleratorPrice:
      self.init(demand: rate.accelerators, capacity: rate.total, unit: "USD/s")
    case .electricityPrice:
      self.init(demand: rate.energy, capacity: rate.total, unit: "USD/s")
    case .gridCarbon:
      self.init(
        demand: facility.facilityPower * system.facility.site.carbonIntensity,
        capacity: .infinity,
        unit: "kg/s"
      )
    default: self = design.load(of: knob)
    }
  }

  /// Bandwidth of network ports for one accelerator of a system [B/s].
  static func scaleOutBandwidth(_ system: System) -> Double {
    system.fabric.scaleOut.bandwidth * system.fabric.portsPerDomain / system.fabric.ranksPerDomain
  }
}

extension Design {
  /// What the job demands of the part of a knob.
  public func load(of knob: Knob) -> Load {
    let step = run.step
    let seconds = step.seconds
    let system = scenario.system
    let part = system.accelerator
    func share(_ part: Double) -> Load { Load(share: part / seconds) }
    switch knob {
    case .matrixThroughput:
      return Load(
        demand: step.executedFlops / seconds,
        capacity: part.rate(of: scenario.job.recipe.matmul),
        unit: "FLOP/s"
      )
    case .memoryBandwidth:
      return Load(
        demand: step.memoryBytes / seconds,
        capacity: part.memoryBandwidth,
        unit: "B/s"
      )
    case .memoryCapacity:
      return Load(demand: step.memory.total, capacity: part.memoryCapacity, unit: "B")
    case .acceleratorPower:
      return Load(demand: step.acceleratorPower, capacity: step.powerLimit, unit: "W")
    case .scaleUpBandwidth:
      return Load(
        demand: step.scaleUpBytes / seconds,
        capacity: system.fabric.scaleUp.bandwidth,
        unit: "B/s"
      )
    case .scaleUpDomain:
      let inside = plan.tensor * max(plan.expert, plan.context)
      return Load(demand: Double(inside), capacity: Double(system.domain), unit: "")
    case .scaleOutBandwidth:
      return Load(
        demand: step.scaleOutBytes / seconds,
        capacity: Load.scaleOutBandwidth(system),
        unit: "B/s"
      )
    case .networkLatency, .overlap:
      let exposed = step.time
      return share(
        exposed.tensorCommunication + exposed.contextCommunication + exposed.expertCommunication
          + exposed.pipelineCommunication + exposed.dataCommunication
      )
    case .hostLaunch: return share(step.time.host)
    case .kernelFusion: return share(step.time.vector)
    case .stragglers: return share(step.time.straggler)
    case .reliability: return Load(share: 1 - run.goodput)
    case .storageBandwidth:
      return Load(demand: run.checkpointTime, capacity: run.checkpointInterval, unit: "s")
    default: return Load(share: 0)
    }
  }
}
