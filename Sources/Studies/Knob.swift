import Compute
import Economics
import Fabrics
import Scenarios
import Systems
import Thermal
import Training
import Workloads

/// A named parameter of one part that a study can relax.
///
/// Its id is also that of the catalogue's wall file, which says who supplies what would relax it
/// and how long that takes.
public enum Knob: String, CaseIterable, Sendable {
  case matrixThroughput = "matrix-throughput"
  case memoryBandwidth = "memory-bandwidth"
  case memoryCapacity = "memory-capacity"
  case acceleratorPower = "accelerator-power"
  case cooling
  case scaleUpBandwidth = "scale-up-bandwidth"
  case scaleUpDomain = "scale-up-domain"
  case scaleOutBandwidth = "scale-out-bandwidth"
  case networkLatency = "network-latency"
  case hostLaunch = "host-launch"
  case kernelFusion = "kernel-fusion"
  case overlap
  case stragglers
  case kernelEfficiency = "kernel-efficiency"
  case expertBalance = "expert-balance"
  case requestOverhead = "request-overhead"
  case reliability
  case storageBandwidth = "storage-bandwidth"
  case sitePower = "site-power"
  case acceleratorPrice = "accelerator-price"
  case electricityPrice = "electricity-price"
  case gridCarbon = "grid-carbon"

  /// Whether relaxing it opens plans that were closed before, so that even a fixed plan is re-chosen.
  var opensPlans: Bool { self == .memoryCapacity || self == .scaleUpDomain }

  /// The scenario with this parameter relaxed.
  ///
  /// Relaxing raises a capacity or lowers a cost, each by the same factor.
  ///
  /// - Parameters:
  ///   - scenario: The scenario.
  ///   - factor: How far, more than 1.
  /// - Returns: The relaxed scenario.
  public func relaxed<Asked: Studied>(_ scenario: Asked, by factor: Double) -> Asked {
    var result = scenario
    switch self {
    case .matrixThroughput:
      result.system = scenario.system.replacingAccelerator { part in
        for format in FormatTable.formats { part.peak[format] *= factor }
      }
    case .memoryBandwidth:
      result.system = scenario.system.replacingAccelerator { part in
        part.memoryBandwidth *= factor
      }
    case .memoryCapacity:
      result.system = scenario.system.replacingAccelerator { $0.memoryCapacity *= factor }
    case .acceleratorPower:
      // More power needs as much more cooling, or the junction takes it back.
      result.system = scenario.system.replacingAccelerator { $0.powerLimit *= factor }
        .replacingFacility { Self.cool(&$0.cooling, by: factor) }
    case .cooling:
      result.system = scenario.system.replacingFacility { Self.cool(&$0.cooling, by: factor) }
    case .scaleUpBandwidth:
      result.system = scenario.system.replacingAccelerator { $0.scaleUpBandwidth *= factor }
      if scenario.system.accelerator.scaleUpBandwidth == 0 {
        result.system.fabric.scaleUp.bandwidth *= factor
      }
    case .scaleUpDomain:
      let domain = Int((Double(scenario.system.node.domain) * factor).rounded())
      result.system.node.domain = domain
      let grown = Double(result.system.domain) / Double(max(1, scenario.system.domain))
      result.system.fabric.scaleUp.size = domain
      // Wires to every peer do not stretch over more of them: a larger domain takes a switch.
      if result.system.fabric.scaleUp.wiring == .mesh {
        result.system.fabric.scaleUp.wiring = .switched
      }
      result.system.fabric.ranksPerDomain = Double(result.system.domain)
      result.system.fabric.portsPerDomain *= grown
    case .scaleOutBandwidth: result.system.fabric.scaleOut.bandwidth *= factor
    case .networkLatency:
      result.system.fabric.scaleUp.latencyScale /= factor
      result.system.fabric.scaleOut.latencyScale /= factor
    case .hostLaunch, .kernelFusion, .overlap, .stragglers, .kernelEfficiency, .expertBalance,
      .requestOverhead:
      result.relaxSoftware(self, by: factor)
    case .reliability: result.system.node.timeBetweenFailures *= factor
    case .storageBandwidth: result.system.node.storageBandwidth *= factor
    case .sitePower: result.system.facility.site.powerLimit *= factor
    case .acceleratorPrice: result.ownership.prices.accelerator /= factor
    case .electricityPrice:
      result.ownership.electricityPrice /= factor
      result.system.facility.site.electricityPrice /= factor
    case .gridCarbon: result.system.facility.site.carbonIntensity /= factor
    }
    return result
  }

  /// Cooling that takes more heat at the same temperatures.
  private static func cool(_ cooling: inout CoolingTechnology, by factor: Double) {
    cooling.interfaceResistance /= factor
    cooling.sinkResistance /= factor
    cooling.coolantRise /= factor
    cooling.rackPowerLimit *= factor
  }
}
