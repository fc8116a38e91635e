public import Compute
import Fabrics

extension System {
  /// The same system with a changed accelerator, its kernels' constants kept.
  ///
  /// - Parameter change: What changes in the datasheet.
  /// - Returns: The changed system.
  public func replacingAccelerator(_ change: (inout Accelerator) -> Void) -> System {
    var changed = accelerator
    change(&changed)
    var fabric = fabric
    if accelerator.scaleUpBandwidth > 0 {
      fabric.scaleUp.bandwidth *= changed.scaleUpBandwidth / accelerator.scaleUpBandwidth
    }
    return System(
      accelerator: changed,
      machine: machine.replacing(accelerator: changed),
      fabric: fabric,
      count: count,
      node: node,
      facility: facility,
      networkPowerPerPort: networkPowerPerPort,
      networkPricePerPort: networkPricePerPort,
      links: links
    )
  }

  /// The same system with a changed facility, whose cooling may set another power limit.
  public func replacingFacility(_ change: (inout Facility) -> Void) -> System {
    var changed = facility
    change(&changed)
    return System(
      accelerator: accelerator,
      machine: machine,
      fabric: fabric,
      count: count,
      node: node,
      facility: changed,
      networkPowerPerPort: networkPowerPerPort,
      networkPricePerPort: networkPricePerPort,
      links: links
    )
  }
}
