import Fabrics
import Testing

/// Limits, conservation and order of the collective model.
struct FabricTests {
  /// A textbook tier: latency `α` a step, rate `B`.
  static func tier(
    rate: Double,
    latency: Double,
    size: Int = 8,
    wiring: Wiring = .switched
  ) -> Tier {
    Tier(
      name: "t",
      size: size,
      bandwidth: rate,
      constants: CollectiveConstants(
        uniform: CollectiveRegime(setup: 0, step: latency, efficiency: 1)
      ),
      wiring: wiring
    )
  }

  /// A textbook fabric that by default only knows rings.
  static func fabric(
    rate: Double = 100e9,
    latency: Double = 1e-6,
    port: Double = 25e9,
    ports: Double = 8,
    algorithms: CollectiveAlgorithms = .ring
  ) -> Fabric {
    Fabric(
      scaleUp: tier(rate: rate, latency: latency),
      scaleOut: tier(rate: port, latency: 5e-6, size: 1 << 20),
      portsPerDomain: ports,
      algorithms: algorithms
    )
  }

  @Test(arguments: Collective.allCases)
  func `nothing to send or nobody to send to takes no time`(_ collective: Collective) {
    #expect(Self.fabric().time(collective, bytes: 0, group: .within(8)) == .zero)
    #expect(Self.fabric().time(collective, bytes: 1e6, group: .within(1)) == .zero)
  }

  @Test(arguments: [2, 4, 8])
  func `a ring costs its steps and its bytes`(_ ranks: Int) {
    let n = Double(ranks)
    let made = Self.fabric().time(.allReduce, bytes: 1e9, group: .within(ranks))
    let exact = 2 * (n - 1) * 1e-6 + 2 * (n - 1) / n * 1e9 / 100e9
    #expect(abs(made.seconds / exact - 1) < 1e-12)
    #expect(made.scaleUpBytes >= 2 * (n - 1) / n * 1e9 * (1 - 1e-12))
    let gather = Self.fabric().time(.allGather, bytes: 1e9, group: .within(ranks))
    let scatter = Self.fabric().time(.reduceScatter, bytes: 1e9, group: .within(ranks))
    #expect(gather.seconds == scatter.seconds)
    #expect(abs((gather.seconds + scatter.seconds) / made.seconds - 1) < 1e-12)
  }

  @Test func `a ring over nodes is paced by the ports`() {
    // 32 ranks in 4 nodes of 8 ports: every byte of the ring crosses 200 GB/s of ports.
    let group = Group(ranks: 32, perNode: 8)
    let made = Self.fabric(rate: 1e12).time(.allReduce, bytes: 1e9, group: group)
    // Of 62 steps an eighth crosses; inside, each of 4 nodes takes 2·7 steps.
    let exact = 62.0 / 8 * 5e-6 + 4 * 14 * 1e-6 + 62.0 / 32 * 1e9 / 200e9
    #expect(abs(made.seconds / exact - 1) < 1e-12)
    #expect(made.limit == .scaleOut)
    // Conservation: what all ranks send adds up to 2(n−1)·S.
    let sent = (made.scaleUpBytes + made.scaleOutBytes) * 32
    #expect(abs(sent / (2 * 31 * 1e9) - 1) < 1e-12)
  }

  @Test func `eight rings that share eight ports each keep one`() {
    let fabric = Self.fabric()
    func seconds(_ sharedBy: Int) -> Double {
      fabric.time(
        .allReduce,
        bytes: 1e9,
        group: Group(ranks: 16, perNode: 1, sharedBy: sharedBy)
      ).seconds
    }
    #expect(seconds(8) == seconds(1))
    #expect(seconds(16) > 1.9 * seconds(8))
  }

  @Test func `half the bandwidth left doubles the time of a large message`() {
    var group = Group(ranks: 16, perNode: 1)
    let all = Self.fabric().time(.reduceScatter, bytes: 1e12, group: group).seconds
    group.scaleOutShare = 0.5
    let half = Self.fabric().time(.reduceScatter, bytes: 1e12, group: group).seconds
    #expect(abs(half / all - 2) < 1e-3)
  }

  @Test func `trees beat rings for small messages over many nodes and lose for large`() {
    let fabric = Self.fabric(algorithms: .usual)
    let group = Group(ranks: 128, perNode: 1)
    #expect(fabric.time(.allReduce, bytes: 1e3, group: group).algorithm == .tree)
    #expect(fabric.time(.allReduce, bytes: 1e11, group: group).algorithm == .ring)
  }

  @Test func `halving takes a logarithm of steps`() {
    let fabric = Self.fabric(algorithms: [.halvingDoubling, .ring])
    let made = fabric.time(.allGather, bytes: 1e3, group: Group(ranks: 128, perNode: 1))
    #expect(made.algorithm == .halvingDoubling)
    #expect(abs(made.latency / (7 * 5e-6) - 1) < 1e-12)
  }

  @Test func `an exchange in two levels posts fewer messages`() {
    let fabric = Self.fabric(algorithms: .usual)
    let group = Group(ranks: 64, perNode: 8)
    #expect(fabric.time(.allToAll, bytes: 64e3, group: group).algorithm == .hierarchical)
    let large = fabric.time(.allToAll, bytes: 64e9, group: group)
    // Each node sends 8 ranks' 56/64 of 64 GB through 200 GB/s of ports.
    #expect(abs(large.seconds / (8 * 56e9 / 200e9) - 1) < 1e-3)
  }

  @Test func `a mesh serves a pair by one link and the whole by all`() {
    #expect(Wiring.mesh.usableShare(ranks: 2, size: 8) == 1.0 / 7)
    #expect(Wiring.mesh.usableShare(ranks: 8, size: 8) == 1)
    #expect(Wiring.switched.usableShare(ranks: 2, size: 8) == 1)
  }

  @Test func `a torus rings along the axes that a group spans`() {
    let torus = Wiring.torus(axes: 3, side: 16)
    #expect(abs(torus.usableShare(ranks: 16, size: 4096) - 1.0 / 3) < 1e-12)
    #expect(abs(torus.usableShare(ranks: 4096, size: 4096) - 1) < 1e-12)
    #expect(abs(torus.ringRanks(4096) - 46) < 1e-9)
    #expect(abs(torus.exchangeShare(ranks: 4096) - 4.0 / 48) < 1e-12)
  }

  @Test(arguments: Collective.allCases)
  func `more bandwidth or less latency is never slower and more bytes never quicker`(
    _ collective: Collective
  ) {
    let groups = [
      Group.within(2), .within(8), Group(ranks: 16, perNode: 8), Group(ranks: 512, perNode: 8),
      Group(ranks: 64, perNode: 1, sharedBy: 8), Group(ranks: 2, perNode: 1),
    ]
    var compared = 0
    for machine in [Links.a100, Links.h100, Links.b200, Links.mi300x] {
      var quick = machine
      quick.scaleUp.bandwidth *= 1.5
      quick.scaleOut.bandwidth *= 1.5
      var prompt = machine
      prompt.scaleUp.latencyScale = 0.5
      prompt.scaleOut.latencyScale = 0.5
      for group in groups {
        var last = 0.0
        for power in 8...33 {
          let bytes = Double(1 << power)
          let base = machine.time(collective, bytes: bytes, group: group).seconds
          #expect(base.isFinite && base >= last)
          last = base
          #expect(quick.time(collective, bytes: bytes, group: group).seconds <= base)
          #expect(prompt.time(collective, bytes: bytes, group: group).seconds <= base)
          compared += 1
        }
      }
    }
    #expect(compared == 4 * 6 * 26)
  }

  @Test func `constants have unique names and can be set by them`() {
    let fields = CollectiveConstants.fields
    #expect(Set(fields.map { $0.path.joined(separator: ".") }).count == fields.count)
    #expect(fields.count == 4 * 17 + 7)
    var constants = Links.nvlink4
    for (index, field) in fields.enumerated() { constants[field] = Double(index + 1) }
    for (index, field) in fields.enumerated() { #expect(constants[field] == Double(index + 1)) }
  }

  @Test func `constants carried to a kin scale times and rates`() {
    let kin = Links.nvlink4.transferred(latency: 2, efficiency: 0.5)
    #expect(kin.allGather.bulk.setup == 2 * Links.nvlink4.allGather.bulk.setup)
    #expect(kin.allGather.bulk.efficiency == 0.5 * Links.nvlink4.allGather.bulk.efficiency)
    #expect(kin.allGather.bulk.ramp == Links.nvlink4.allGather.bulk.ramp)
  }
}
