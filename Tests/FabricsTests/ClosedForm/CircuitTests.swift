import Fabrics
import LinearPrograms
import Quantities
import Testing

/// Links and weights chosen for a demand, against closed forms and exhaustive search.
struct CircuitTests {
  /// The solver of linear programs, where it is installed.
  static let highs = try? HighsSolver.load()

  /// Blocks with uplinks and speeds.
  static func blocks(_ uplinks: [Int], speeds: [Double]? = nil) -> [CircuitBlock] {
    uplinks.enumerated().map { index, count in
      CircuitBlock(name: "b\(index)", uplinks: count, speed: speeds?[index] ?? 1)
    }
  }

  /// A demand of random pairs that blocks can carry.
  static func demand(_ blocks: [CircuitBlock], seed: UInt64, fill: Double) -> BlockDemand {
    var random = SplitMix64(seed: seed)
    var rates = blocks.map { _ in blocks.map { _ in random.uniform() * random.uniform() } }
    for i in blocks.indices { rates[i][i] = 0 }
    var demand = BlockDemand(rates)
    let scale =
      blocks.indices.map { max(demand.egress($0), demand.ingress($0)) / blocks[$0].capacity }
      .max() ?? 1
    for i in blocks.indices { for j in blocks.indices { demand.rates[i][j] *= fill / scale } }
    return demand
  }

  @Test func `an even mesh uses all uplinks and is even`() {
    let mesh = BlockTopology.uniform(Self.blocks([6, 6, 6, 6]))
    #expect(mesh.counts == (0..<4).map { i in (0..<4).map { $0 == i ? 0 : 2 } })
    let other = BlockTopology.uniform(Self.blocks([8, 8, 4, 4, 4]))
    #expect(other.problems.isEmpty)
    #expect((0..<5).allSatisfy { other.free($0) == 0 })
    for count in [2, 3, 7, 12] {
      let blocks = Self.blocks(Array(repeating: 32, count: count))
      let mesh = BlockTopology.uniform(blocks)
      #expect(mesh.problems.isEmpty && mesh.unreached.isEmpty)
      #expect((0..<count).map(mesh.free).reduce(0, +) <= 1)
      let all = (0..<count).flatMap { i in (0..<count).filter { $0 != i }.map { mesh[i, $0] } }
      #expect((all.max() ?? 0) - (all.min() ?? 0) <= 1)
    }
  }

  @Test func `gravity gives each block what it sends and receives`() {
    let demand = BlockDemand.gravity(egress: [5, 3, 2, 1], ingress: [4, 4, 2, 1])
    for (i, sent) in [5.0, 3, 2, 1].enumerated() { #expect(abs(demand.egress(i) - sent) < 1e-6) }
    for (i, got) in [4.0, 4, 2, 1].enumerated() { #expect(abs(demand.ingress(i) - got) < 1e-6) }
    let plain = BlockDemand.gravity(egress: [2, 2], ingress: [2, 2])
    #expect(plain.rates == [[0, 1], [1, 0]])
  }

  @Test func `an even mesh carries every symmetric gravity demand of equal blocks at full rate`()
    throws
  {
    // Poutievski et al., appendix C, theorem 2: links as the product of demands carry them all.
    let egress = [10.0, 8, 6, 4, 2]
    let blocks = egress.enumerated().map {
      CircuitBlock(name: "\($0)", uplinks: Int($1) * 20, speed: 0.05)
    }
    let demand = BlockDemand.gravity(egress: egress, ingress: egress)
    let mesh = BlockTopology.uniform(blocks)
    let routed = try #require(TrafficEngineering().route(demand, on: mesh))
    #expect(routed.utilisation < 1.03)
    #expect(routed.stretch < 1.1)
    if let highs = Self.highs {
      let exact = try #require(try TrafficEngineering().route(demand, on: mesh, with: highs))
      #expect(exact.utilisation < 1.01)
      #expect(routed.utilisation < exact.utilisation * 1.03)
    }
  }

  @Test(arguments: 1...6)
  func `our own weights come within 3 % of the least`(seed: UInt64) throws {
    guard let highs = Self.highs else { return }
    let blocks = Self.blocks([12, 12, 10, 8, 8, 6], speeds: [2, 2, 2, 1, 1, 1])
    let demand = Self.demand(blocks, seed: seed, fill: 0.7)
    let mesh = BlockTopology.uniform(blocks)
    for hedging in [0, 0.2, 0.6, 1] {
      let traffic = TrafficEngineering(hedging: hedging)
      let own = try #require(traffic.route(demand, on: mesh))
      let exact = try #require(try traffic.route(demand, on: mesh, with: highs))
      #expect(own.utilisation >= exact.utilisation * (1 - 1e-6))
      #expect(own.utilisation <= exact.utilisation * 1.03, "\(hedging)")
      // No weight is above what hedging allows.
      for routed in [own, exact] {
        for i in blocks.indices {
          for j in blocks.indices where demand.rates[i][j] > 0 {
            let paths = PathWeights.capacities(mesh, i, j)
            let all = paths.reduce(0, +)
            let shares = routed.weights.shares[i][j]
            #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
            for k in blocks.indices where hedging > 0 {
              #expect(shares[k] <= paths[k] / (all * hedging) + 1e-6)
            }
          }
        }
      }
    }
  }

  @Test func `hedging of one spreads by capacity, and of none goes straight where it can`() throws {
    let blocks = Self.blocks([12, 12, 12, 12])
    let mesh = BlockTopology.uniform(blocks)
    var demand = BlockDemand(blocks.map { _ in blocks.map { _ in 0 } })
    demand.rates[0][1] = 4
    let spread = try #require(TrafficEngineering(hedging: 1).route(demand, on: mesh))
    #expect(abs(spread.utilisation - 1.0 / 3) < 1e-9)
    #expect(abs(spread.directShare - 1.0 / 3) < 1e-9)
    let straight = try #require(
      TrafficEngineering(ceiling: 1).route(demand, on: mesh)
    )
    #expect(abs(straight.directShare - 1) < 1e-9 && abs(straight.utilisation - 1) < 1e-9)
    #expect(RoutedDemand.stretch(directShare: 0.6) == 1.4)
  }

  /// Every topology of blocks that uses no more than their uplinks.
  static func all(_ blocks: [CircuitBlock]) -> [BlockTopology] {
    var found: [BlockTopology] = []
    let pairs = blocks.indices.flatMap { i in blocks.indices.filter { $0 > i }.map { (i, $0) } }
    func go(_ index: Int, _ topology: BlockTopology) {
      guard index < pairs.count else {
        found.append(topology)
        return
      }
      let (i, j) = pairs[index]
      for count in 0...max(0, min(topology.free(i), topology.free(j))) {
        var next = topology
        next[i, j] = count
        go(index + 1, next)
      }
    }
    go(0, BlockTopology(blocks))
    return found
  }

  @Test(arguments: 1...4)
  func `links chosen come within 5 % of the best of all`(seed: UInt64) throws {
    let blocks = Self.blocks([4, 4, 3, 3], speeds: seed.isMultiple(of: 2) ? [2, 2, 1, 1] : nil)
    let demand = Self.demand(blocks, seed: seed, fill: 0.6)
    let task = TopologyEngineering(demand: demand, present: .uniform(blocks))
    let own = try #require(task.plan())
    #expect(own.topology.problems.isEmpty)
    guard let highs = Self.highs else { return }
    let plan = try #require(try task.plan(with: highs))
    #expect(plan.topology.problems.isEmpty)
    let topologies = Self.all(blocks)
    #expect(topologies.count > 300)
    var best = Double.infinity
    for topology in topologies where topology.unreached.isEmpty {
      guard let routed = try task.traffic.route(demand, on: topology, with: highs) else { continue }
      best = min(best, routed.utilisation)
    }
    #expect(plan.routed.utilisation >= best * (1 - 1e-6))
    #expect(plan.routed.utilisation <= best * 1.05, "\(plan.routed.utilisation) \(best)")
    #expect(own.routed.utilisation <= best * 1.10, "own \(own.routed.utilisation) \(best)")
    #expect((plan.bound ?? 0) <= best * (1 + 1e-6))
  }

  @Test(arguments: [0, 1, 2, 4, 9])
  func `no more links are removed than allowed, and more change never hurts`(limit: Int) throws {
    let blocks = Self.blocks([8, 8, 8, 8, 8, 8], speeds: [2, 2, 2, 1, 1, 1])
    let demand = Self.demand(blocks, seed: 11, fill: 0.8)
    let present = BlockTopology.uniform(blocks)
    var task = TopologyEngineering(demand: demand, present: present, changeLimit: limit)
    let own = try #require(task.plan())
    #expect(present.removed(in: own.topology) <= limit)
    guard let highs = Self.highs else { return }
    let plan = try #require(try task.plan(with: highs))
    #expect(present.removed(in: plan.topology) <= limit)
    let now = try #require(try task.traffic.route(demand, on: present, with: highs))
    #expect(plan.routed.utilisation <= now.utilisation * (1 + 1e-6))
    if limit == 0 { #expect(plan.topology == present) }
    task.changeLimit = nil
    let free = try #require(try task.plan(with: highs))
    #expect(free.bound ?? 0 <= (plan.bound ?? 0) * (1 + 1e-6))
  }

  @Test func `links on the way grow fewer with the demand in mind`() throws {
    guard let highs = Self.highs else { return }
    let blocks = Self.blocks(
      Array(repeating: 16, count: 10),
      speeds: Array(repeating: 2, count: 4) + Array(repeating: 1, count: 6)
    )
    let egress = Array(repeating: 24.0, count: 4) + Array(repeating: 2.0, count: 6)
    let task = TopologyEngineering(
      demand: .gravity(egress: egress, ingress: egress),
      present: .uniform(blocks),
      traffic: TrafficEngineering(ceiling: 0.9)
    )
    let before = try #require(try task.traffic.route(task.demand, on: task.present, with: highs))
    let plan = try #require(try task.plan(with: highs))
    #expect(plan.routed.stretch < before.stretch - 0.15)
    #expect(plan.routed.utilisation <= before.utilisation + 1e-9)
  }

  @Test(arguments: 1...12)
  func `rewiring ends where it should and never leaves less live than asked`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = 3 + Int(random.uniform() * 6)
    let blocks = (0..<count).map { index in
      CircuitBlock(
        name: "\(index)",
        uplinks: 12 + Int(random.uniform() * 20),
        speed: random.uniform() < 0.5 ? 1 : 2
      )
    }
    func topology() -> BlockTopology {
      BlockTopology.engineered(blocks, random: &random)
    }
    let start = BlockTopology.uniform(blocks)
    let end = topology()
    for share in [0.5, 0.7, 0.8] {
      let way = Rewiring(from: start, to: end, live: share)
      var now = start
      let whole = (0..<count).map { min(start.capacity($0), end.capacity($0)) }
      for stage in way.stages {
        for change in stage.removed { now[change.from, change.to] -= change.count }
        #expect(now == stage.live)
        for block in 0..<count where whole[block] > 0 {
          #expect(now.capacity(block) >= share * whole[block] * (1 - 1e-9))
        }
        for change in stage.added { now[change.from, change.to] += change.count }
        #expect(now == stage.after && now.problems.isEmpty)
      }
      if way.attainable == nil {
        #expect(now == end)
      } else {
        #expect((way.attainable ?? 1) < share)
      }
    }
    #expect(Rewiring(from: start, to: start, live: 0.9).stages.isEmpty)
    #expect(Rewiring(from: start, to: end, live: 0).stages.last?.after == end)
  }

  @Test func `a demand that uplinks cannot carry is told block by block`() {
    let blocks = Self.blocks([4, 4, 4])
    let demand = BlockDemand([[0, 3, 3], [1, 0, 1], [1, 1, 0]])
    #expect(demand.problems(blocks).count == 1)
    #expect(BlockDemand([[0, 9, 9], [9, 0, 9], [9, 9, 0]]).problems(blocks).count == 6)
    #expect(BlockDemand([[0, -1, 0], [0, 0, .nan], [0, 0, 0]]).problems(blocks).count == 2)
  }

  @Test func `the peak and a quantile of a window are taken pair by pair`() {
    let window = (1...10).map { BlockDemand([[0, Double($0)], [Double(11 - $0), 0]]) }
    #expect(BlockDemand.quantile(window, 1)?.rates == [[0, 10], [10, 0]])
    #expect(BlockDemand.quantile(window, 0.5)?.rates == [[0, 5], [5, 0]])
    #expect(BlockDemand.quantile([], 1) == nil)
  }

  @Test func `errors keep the mean and repeat with their seed`() {
    let demand = BlockDemand((0..<30).map { i in (0..<30).map { i == $0 ? 0 : 1 } })
    var one = SplitMix64(seed: 7)
    var two = SplitMix64(seed: 7)
    let disturbed = demand.disturbed(spread: 0.3, random: &one)
    #expect(disturbed == demand.disturbed(spread: 0.3, random: &two))
    #expect(abs(disturbed.total / demand.total - 1) < 0.05)
  }

  @Test func `cubes without switching lose what is not whole, with switching only what is missing`()
  {
    let pod = CubeTorus(cubes: 64)
    for host in [0.9, 0.99, 0.999] {
      for cubes in [1, 2, 4, 8, 16, 32, 64] {
        let one = pod.goodput(slice: cubes * 64, host: host)
        #expect(one.switched >= one.fixed * (1 - 1e-9))
        #expect(one.switched <= pod.availability(host: host) * (1 + 1e-9))
      }
      let single = pod.goodput(slice: 64, host: host)
      #expect(abs(single.switched - pod.availability(host: host)) < 1e-9)
      #expect(abs(single.fixed - single.switched) < 1e-9)
      let whole = pod.goodput(slice: 4096, host: host)
      #expect(abs(whole.switched - whole.fixed) < 1e-9)
    }
    #expect(pod.goodput(slice: 512, host: 1).switched == 1)
    #expect(pod.goodput(slice: 512, host: 1, target: 0.99).fixed == 1)
  }
}

extension BlockTopology {
  /// Links in random proportion.
  static func engineered(_ blocks: [CircuitBlock], random: inout SplitMix64) -> BlockTopology {
    var topology = BlockTopology(blocks)
    for _ in 0..<2_000 {
      let i = Int(random.uniform() * Double(blocks.count))
      let j = Int(random.uniform() * Double(blocks.count))
      if i != j, topology.free(i) > 0, topology.free(j) > 0 { topology[i, j] += 1 }
    }
    return topology
  }
}
