import Compute
import Economics
import Fabrics
import Scenarios
import Systems
import Thermal
import Training
import Workloads

/// What a design demands of the part that a knob stands for, and what that part can carry.
struct Load {
  /// What is demanded, in `unit`.
  var demand: Double
  /// What can be carried, in `unit`.
  var capacity: Double
  /// Unit, empty for shares.
  var unit: String

  /// Demand over capacity, 0 when there is no such part.
  var utilization: Double { capacity > 0 && capacity.isFinite ? demand / capacity : 0 }

  /// The load of a design on a knob's part.
  init(_ knob: Knob, of design: Design) {
    let run = design.run
    let step = run.step
    let seconds = step.seconds
    let system = design.scenario.system
    let part = system.accelerator
    func share(_ seconds: Double) -> Load {
      Load(demand: seconds / step.seconds, capacity: 1, unit: "")
    }
    switch knob {
    case .matrixThroughput:
      self.init(
        demand: step.executedFlops / seconds,
        capacity: part.rate(of: design.scenario.job.recipe.matmul),
        unit: "FLOP/s"
      )
    case .memoryBandwidth:
      self.init(
        demand: step.memoryBytes / seconds,
        capacity: part.memoryBandwidth,
        unit: "B/s"
      )
    case .memoryCapacity:
      self.init(demand: step.memory.total, capacity: part.memoryCapacity, unit: "B")
    case .acceleratorPower:
      self.init(demand: step.acceleratorPower, capacity: step.powerLimit, unit: "W")
    case .cooling:
      self.init(
        demand: run.facility.rackRatedPower,
        capacity: system.facility.cooling.rackPowerLimit,
        unit: "W"
      )
    case .scaleUpBandwidth:
      self.init(
        demand: step.scaleUpBytes / seconds,
        capacity: system.fabric.scaleUp.bandwidth,
        unit: "B/s"
      )
    case .scaleUpDomain:
      let inside = design.plan.tensor * max(design.plan.expert, design.plan.context)
      self.init(demand: Double(inside), capacity: Double(system.domain), unit: "")
    case .scaleOutBandwidth:
      let perAccelerator =
        system.fabric.scaleOut.bandwidth * system.fabric.portsPerDomain
        / system.fabric.ranksPerDomain
      self.init(demand: step.scaleOutBytes / seconds, capacity: perAccelerator, unit: "B/s")
    case .networkLatency, .overlap:
      let exposed = step.time
      self = share(
        exposed.tensorCommunication + exposed.contextCommunication + exposed.expertCommunication
          + exposed.pipelineCommunication + exposed.dataCommunication
      )
    case .hostLaunch: self = share(step.time.host)
    case .kernelFusion: self = share(step.time.vector)
    case .stragglers: self = share(step.time.straggler)
    case .reliability: self.init(demand: 1 - run.goodput, capacity: 1, unit: "")
    case .storageBandwidth:
      self.init(
        demand: run.checkpointTime,
        capacity: run.checkpointInterval,
        unit: "s"
      )
    case .sitePower:
      self.init(
        demand: run.facility.facilityPeakPower,
        capacity: system.facility.site.powerLimit,
        unit: "W"
      )
    case .acceleratorPrice:
      self.init(
        demand: run.costRate.accelerators,
        capacity: run.costRate.total,
        unit: "USD/s"
      )
    case .electricityPrice:
      self.init(demand: run.costRate.energy, capacity: run.costRate.total, unit: "USD/s")
    case .gridCarbon:
      self.init(
        demand: run.facility.facilityPower * system.facility.site.carbonIntensity,
        capacity: .infinity,
        unit: "kg/s"
      )
    }
  }

  /// A load by its numbers.
  private init(demand: Double, capacity: Double, unit: String) {
    self.demand = demand
    self.capacity = capacity
    self.unit = unit
  }
}
