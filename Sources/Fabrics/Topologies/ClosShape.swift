/// How the ports of a folded Clos are used.
///
/// A first switch has `down` endpoints and `up` links; switches between have half their ports each
/// way; top switches have all ports down. At full size and no oversubscription it holds
/// `2(k/2)^L` endpoints (Al-Fares et al. 2008, k-ary fat tree, for L = 3).
struct ClosShape {
  /// Ports of a switch.
  let radix: Int
  /// Levels of switches.
  let tiers: Int
  /// Ports to endpoints of a first switch.
  let down: Int
  /// Ports upwards of a first switch.
  let up: Int

  /// Splits the ports of a first switch by the oversubscription, `down ≈ up · oversubscription`.
  init(radix: Int, tiers: Int, oversubscription: Double) {
    self.radix = radix
    self.tiers = tiers
    guard tiers > 1 else {
      down = radix
      up = 0
      return
    }
    let share = oversubscription / (1 + oversubscription)
    let below = min(radix - 1, max(1, Int(Double(radix) * share + 1e-9)))
    down = below
    up = min(radix - below, max(1, Int((Double(below) / oversubscription - 1e-9).rounded(.up))))
  }

  /// First switches under one top switch's port: the size of a block below the top.
  var leavesPerBlock: Int {
    var count = 1
    for _ in 2..<max(tiers, 2) { count *= max(1, radix / 2) }
    return tiers > 1 ? count : 1
  }

  /// Most first switches.
  var mostLeaves: Int { tiers == 1 ? 1 : radix * leavesPerBlock }

  /// Most endpoints.
  var mostEndpoints: Int { mostLeaves * down }

  /// What keeps a number of endpoints from being joined.
  func problems(endpoints: Int) -> [TopologyProblem] {
    guard endpoints > mostEndpoints else { return [] }
    return [.endpoints(value: endpoints, most: mostEndpoints, tiers: tiers, radix: radix)]
  }

  /// What keeps a number of nodes from being joined by rails.
  func railProblems(nodes: Int, rails: Int) -> [TopologyProblem] {
    let perRail = (nodes + down - 1) / down
    let most = tiers == 1 ? rails : mostLeaves
    guard perRail * rails > most else { return [] }
    return [
      .endpoints(
        value: nodes * rails,
        most: most / rails * down * rails,
        tiers: tiers,
        radix: radix
      )
    ]
  }

  /// Endpoints by first switch, in order.
  func leaves(endpoints: Int) -> [[Int]] {
    stride(from: 0, to: endpoints, by: down).map { Array($0..<min($0 + down, endpoints)) }
  }

  /// Endpoints by first switch where ports of one rail share a switch.
  func railLeaves(nodes: Int, rails: Int) -> [[Int]] {
    var leaves: [[Int]] = []
    for first in stride(from: 0, to: nodes, by: down) {
      for rail in 0..<rails {
        leaves.append((first..<min(first + down, nodes)).map { $0 * rails + rail })
      }
    }
    return leaves
  }

  /// The fewest top switches with an even spread of the links of `blocks` blocks of `uplinks`.
  func topSwitches(blocks: Int, uplinks: Int) -> Int {
    guard uplinks > 0 else { return 0 }
    let least = max(1, (blocks * uplinks + radix - 1) / radix)
    return (least...max(least, uplinks)).first { uplinks % $0 == 0 } ?? uplinks
  }

  /// Uplinks of a block below the top.
  var blockUplinks: Int {
    var links = up
    for _ in 2..<max(tiers, 2) { links *= max(1, radix / 2) }
    return links
  }

  /// Switches by tier for a number of first switches.
  func switchCounts(leaves: Int) -> [Int] {
    guard tiers > 1 else { return [leaves] }
    var counts = [leaves]
    var size = 1
    var uplinks = up
    for _ in 2..<tiers {
      size *= max(1, radix / 2)
      counts.append((leaves + size - 1) / size * uplinks)
      uplinks *= max(1, radix / 2)
    }
    let blocks = (leaves + size - 1) / size
    counts.append(topSwitches(blocks: blocks, uplinks: uplinks))
    return counts
  }

  /// Cables by tier for a number of endpoints and first switches.
  func cableCounts(endpoints: Int, leaves: Int) -> [Int] {
    guard tiers > 1 else { return [endpoints] }
    var counts = [endpoints, leaves * up]
    var size = 1
    var uplinks = up
    for _ in 2..<tiers {
      size *= max(1, radix / 2)
      uplinks *= max(1, radix / 2)
      counts.append((leaves + size - 1) / size * uplinks)
    }
    return counts
  }

  /// The graph over given first switches.
  func graph(leaves: [[Int]], endpoints: Int, rates: [LinkRate]) -> NetworkGraph {
    var builder = GraphBuilder(endpoints: endpoints, rates: rates)
    // The switch behind each uplink of each block, level by level.
    var blocks: [[Int]] = []
    for members in leaves {
      let leaf = builder.addSwitch(tier: 0)
      for endpoint in members { builder.connect(endpoint, leaf, tier: 0) }
      blocks.append([Int](repeating: leaf, count: up))
    }
    guard tiers > 1 else { return builder.graph(endpointsForward: false) }
    let half = max(1, radix / 2)
    for tier in 1..<tiers - 1 {
      var next: [[Int]] = []
      for first in stride(from: 0, to: blocks.count, by: half) {
        let members = blocks[first..<min(first + half, blocks.count)]
        var ports: [Int] = []
        for index in 0..<(members.first?.count ?? 0) {
          let node = builder.addSwitch(tier: tier)
          for member in members { builder.connect(member[index], node, tier: tier) }
          ports += [Int](repeating: node, count: half)
        }
        next.append(ports)
      }
      blocks = next
    }
    let uplinks = blocks.first?.count ?? 0
    let tops = topSwitches(blocks: blocks.count, uplinks: uplinks)
    let nodes = (0..<tops).map { _ in builder.addSwitch(tier: tiers - 1) }
    for block in blocks {
      for (index, below) in block.enumerated() {
        builder.connect(below, nodes[index % tops], tier: tiers - 1)
      }
    }
    return builder.graph(endpointsForward: false)
  }
}
