import Testing

@testable import Fabrics

@Suite struct StagedTests {
  /// A domain of switches with 72 ports.
  private func fabric(radix: Int) -> Fabric {
    let regime = CollectiveRegime(setup: 5e-6, step: 1e-6, efficiency: 0.8, ramp: 0, copy: 0)
    let tier = Tier(
      name: "up",
      size: 576,
      bandwidth: 900e9,
      constants: CollectiveConstants(uniform: regime),
      switchRadix: radix
    )
    return Fabric(scaleUp: tier, scaleOut: tier, portsPerDomain: 1, algorithms: [.ring])
  }

  @Test(arguments: [Collective.allReduce, .allGather, .reduceScatter])
  func `a domain of two tiers of switches takes steps by tier`(_ collective: Collective) {
    let group = Group.within(576)
    let ring = fabric(radix: .max).time(collective, bytes: 1e9, group: group)
    let staged = fabric(radix: 72).time(collective, bytes: 1e9, group: group)
    #expect(staged.algorithm == .hierarchical)
    let passes = collective == .allReduce ? 2.0 : 1.0
    #expect(abs(ring.latency - passes * 575e-6 - 5e-6) < 1e-9)
    let setups = collective == .allReduce ? 3.0 : 2
    #expect(abs(staged.latency - passes * (71 + 7) * 1e-6 - setups * 5e-6) < 1e-9)
    // The bytes on the wires stay those of one ring.
    #expect(abs(staged.scaleUpBytes / ring.scaleUpBytes - 1) < 1e-9)
  }

  @Test func `groups under one switch are timed as measured`() {
    let group = Group.within(72)
    let plain = fabric(radix: .max).time(.allReduce, bytes: 1e8, group: group)
    #expect(fabric(radix: 72).time(.allReduce, bytes: 1e8, group: group) == plain)
  }
}
