import Testing

@testable import Fabrics

/// Rings over domains of many nodes: shared uplinks and slowly filling pipelines.
struct LargeDomainTests {
  /// Racks of 72 with a port for each rank; two racks stand under the same first switches.
  static func fabric(ramp: Double = 0) -> Fabric {
    var up = CollectiveConstants(
      uniform: CollectiveRegime(setup: 0, step: 1e-6, efficiency: 1)
    )
    up.inNetwork.ramp = ramp
    var out = CollectiveConstants(uniform: CollectiveRegime(setup: 0, step: 1e-6, efficiency: 1))
    out.allReduce.bulkThreshold = 0
    return Fabric(
      scaleUp: Tier(name: "up", size: 72, bandwidth: 900e9, constants: up),
      scaleOut: Tier(
        name: "out",
        size: 2,
        bandwidth: 50e9,
        constants: out,
        spineEfficiency: 0.85
      ),
      portsPerDomain: 72,
      algorithms: .ring
    )
  }

  @Test func `one flow shares nothing, and many domains are sure to share`() {
    #expect(Fabric.flowShare(flows: 1, uplinks: 72, domains: 100) == 1)
    #expect(Fabric.flowShare(flows: 17, uplinks: .infinity, domains: 20) == 1)
    #expect(abs(Fabric.flowShare(flows: 17, uplinks: 72, domains: 20) - 0.5) < 1e-6)
    // Two flows on two uplinks meet half of the time: 1 − ½·½.
    #expect(abs(Fabric.flowShare(flows: 2, uplinks: 2, domains: 1) - 0.75) < 1e-12)
  }

  @Test(arguments: [2, 3, 5, 10, 20])
  func `more domains never leave a larger share`(domains: Int) {
    let here = Fabric.flowShare(flows: 9, uplinks: 72, domains: Double(domains))
    let further = Fabric.flowShare(flows: 9, uplinks: 72, domains: Double(domains + 1))
    #expect(further <= here)
    #expect(here > 0.5 && here < 1)
  }

  @Test func `a ring over twenty racks has half of the rate of one over two`() {
    let bytes = 1e13
    let two = Self.fabric().time(.allReduce, bytes: bytes, group: Group(ranks: 144, perNode: 72))
    let many = Self.fabric().time(
      .allReduce,
      bytes: bytes,
      group: Group(ranks: 1_440, perNode: 72)
    )
    let rate = { (time: Double, ranks: Double) in
      bytes * Collective.allReduce.wireFactor(ranks: ranks) / time
    }
    #expect(abs(rate(many.seconds, 1_440) / rate(two.seconds, 144) - 0.5) < 0.01)
  }

  @Test func `ranks of small nodes keep the share of the spine`() {
    let bytes = 1e13
    var fabric = Self.fabric()
    fabric.scaleUp.size = 8
    fabric.portsPerDomain = 8
    fabric.ranksPerDomain = 8
    let near = fabric.time(.allReduce, bytes: bytes, group: Group(ranks: 16, perNode: 8))
    let far = fabric.time(.allReduce, bytes: bytes, group: Group(ranks: 1_440, perNode: 8))
    let ratio =
      near.seconds / Collective.allReduce.wireFactor(ranks: 16)
      / (far.seconds / Collective.allReduce.wireFactor(ranks: 1_440))
    #expect(abs(ratio - 0.85) < 0.01)
  }

  @Test func `a long ring fills as slowly as the switch's addition over as many ranks`() {
    let group = Group(ranks: 144, perNode: 72)
    let bytes = 536_870_912.0
    let plain = Self.fabric().time(.allReduce, bytes: bytes, group: group).seconds
    let filling = Self.fabric(ramp: 2e9).time(.allReduce, bytes: bytes, group: group).seconds
    #expect(filling > plain)
    // Within one rack only the switch has it.
    let rack = Group.within(72)
    let inside = Self.fabric().time(.allReduce, bytes: bytes, group: rack).seconds
    #expect(Self.fabric(ramp: 2e9).time(.allReduce, bytes: bytes, group: rack).seconds == inside)
  }
}
