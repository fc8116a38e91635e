public import Power
public import Thermal

/// What surrounds the nodes: cooling, power distribution and the site.
public struct Facility: Hashable, Sendable {
  /// How racks are cooled, from die to outdoors.
  public var cooling: CoolingTechnology
  /// How power gets from the grid to the boards.
  public var distribution: ConversionChain
  /// Where it stands.
  public var site: Site

  /// Describes a facility.
  public init(cooling: CoolingTechnology, distribution: ConversionChain, site: Site) {
    self.cooling = cooling
    self.distribution = distribution
    self.site = site
  }
}

/// Power of a system from the accelerators to the grid, and what it does to temperatures.
public struct FacilityEstimate: Hashable, Sendable {
  /// Mean power of one node at its boards, fans included [W].
  public var nodePower = 0.0
  /// Nodes in a rack after cooling's limit is met.
  public var nodesPerRack = 1
  /// Racks of nodes.
  public var racks = 0
  /// Mean power that enters one rack [W].
  public var rackPower = 0.0
  /// Power that enters one rack with every accelerator at its limit [W].
  public var rackRatedPower = 0.0
  /// Mean power of the fabric's switches and transceivers [W].
  public var networkPower = 0.0
  /// Mean IT power of the whole system [W].
  public var itPower = 0.0
  /// IT power with every accelerator at its limit [W].
  public var itRatedPower = 0.0
  /// Facility over IT power over a year.
  public var powerUsageEffectiveness = 1.0
  /// Mean power drawn from the grid [W].
  public var facilityPower = 0.0
  /// Power drawn from the grid in the design hour with every accelerator at its limit [W].
  public var facilityPeakPower = 0.0
  /// Water evaporated, per IT energy [m³/J].
  public var waterUse = 0.0
  /// Junction temperature of an accelerator at its mean power [K].
  public var junctionTemperature = 0.0

  /// An empty estimate.
  public init() {}
}
