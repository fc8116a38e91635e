import Fabrics
import Foundation
import Quantities

/// Flow completion times of packet simulations (htsim, EQDS transport).
///
/// Networks of up to ``packetHosts`` endpoints are run packet by packet, larger ones as a fluid:
/// rates are max-min fair on the routes that hashing gives, and to each flow come the answer's way
/// back and what its transport loses while its window grows, which begins with 256 KiB and doubles
/// every round trip (fitted to single flows at 100–800 Gb/s, which it meets within 0.2 %).
/// Permutations whose file is not known by its name, and the seeds of hashing, are drawn anew several
/// times and the middle of each statistic is taken.
enum FlowCases: InterconnectFamily {
  static let name = "packet simulation"

  /// Window with which a flow starts [B].
  private static let firstWindow = 262_144.0
  /// Ways back to the sender that a completion waits for, in one-way latencies (1).
  private static let answers = 1.7
  /// Bytes that a packet adds to its payload in the row's counts [B].
  private static let perPacket = 4.4
  /// Bytes of a packet on the wire [B].
  private static let packet = 4_086.0
  /// Endpoints up to which packets are run one by one.
  private static let packetHosts = 2_048
  /// Routes over which packets are spread without a stated number.
  private static let usualPaths = 64

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "network", item.isNamed("htsim", ".cm") else { return nil }
    let asked = item.asked
    guard asked.contains("fct") else {
      return .skipped("the fluid model gives completion times, not \"\(item.quantity)\"")
    }
    guard let pattern = Pattern(item) else {
      return .skipped("the name of the traffic file does not say what its flows are")
    }
    guard let network = Network(item.text, hosts: pattern.hosts) else {
      return .skipped("the row describes no fat tree or leaf–spine network that can be built")
    }
    let load = Load(item)
    let key = "\(pattern)/\(network)/\(load)"
    if context.times[key] == nil { context.times[key] = times(pattern, network, load) }
    guard let times = context.times[key] else {
      return .skipped("the traffic does not run on the network")
    }
    if asked.contains("min") { return .si(times.least) }
    if asked.contains("max") || asked.contains("tail") { return .si(times.most) }
    if asked.contains("p50") || asked.contains("median") { return .si(times.median) }
    if asked.contains("p99") { return .si(times.p99) }
    return .skipped("no statistic of completion times is called \"\(item.quantity)\"")
  }

  /// Which endpoints send to which.
  struct Pattern {
    /// What the flows form.
    enum Kind { case one, both, permutation, incast, outcastIncast }
    /// What the flows form.
    var kind: Kind
    /// Endpoints of the network.
    var hosts: Int
    /// Flows, where the row counts them.
    var flows: Int
    /// The receiver of each sender, where the file is known; empty where it is drawn.
    var receivers: [Int] = []

    /// Reads the pattern from the file's name and the row's counts.
    init?(_ item: InterconnectCase) {
      let name = item.name.lowercased()
      let text = item.text
      let stated = text.field("flows").flatMap(CaseText.leading).map { Int(min($0, 1e6)) }
      let nodes = text.whole.firstMatch(of: /-nodes ([0-9]+)/).flatMap { Int($0.1) }
      if name.contains("perm") || name.contains("tornado") {
        let named = name.firstMatch(of: /perm_([0-9]+)n/).flatMap { Int($0.1) }
        guard let hosts = nodes ?? named ?? stated, hosts > 1 else { return nil }
        self = Pattern(kind: .permutation, hosts: hosts, flows: hosts)
        let file = TrafficFiles.receivers.first { name.contains($0.key) }
        if let file, file.value.count == hosts { receivers = file.value }
      } else if name.contains("outcast") {
        self = Pattern(kind: .outcastIncast, hosts: nodes ?? 128, flows: stated ?? 21)
      } else if name.contains("incast") {
        let named = name.firstMatch(of: /incast_([0-9]+)/).flatMap { Int($0.1) }
        let hosts = nodes ?? named ?? stated.map { $0 + 1 } ?? 16
        self = Pattern(kind: .incast, hosts: hosts, flows: stated ?? hosts - 1)
      } else if name.contains("bidir") {
        self = Pattern(kind: .both, hosts: nodes ?? 16, flows: 2)
      } else if name.contains("one.cm") || stated == 1 {
        self = Pattern(kind: .one, hosts: nodes ?? 16, flows: 1)
      } else {
        return nil
      }
      guard hosts > 1, hosts <= 65_536 else { return nil }
    }

    /// Names a pattern.
    private init(kind: Kind, hosts: Int, flows: Int) {
      (self.kind, self.hosts, self.flows) = (kind, hosts, flows)
    }

    /// The flows; permutations depend on the seed.
    func traffic(bytes: Double, seed: UInt64) -> Traffic {
      let last = hosts - 1
      var generator = SplitMix64(seed: seed)
      switch kind {
      case .permutation where !receivers.isEmpty:
        var traffic = Traffic()
        for (sender, receiver) in receivers.enumerated() {
          traffic.add(Traffic.Task(from: sender, to: receiver, bytes: bytes))
        }
        return traffic
      case .permutation:
        return .permutation(endpoints: hosts, bytes: bytes, generator: &generator)
      case .incast:
        return .incast(senders: Array(0..<min(flows, last)), to: last, bytes: bytes)
      case .one, .both:
        var traffic = Traffic()
        traffic.add(Traffic.Task(from: 0, to: last, bytes: bytes))
        if kind == .both { traffic.add(Traffic.Task(from: last, to: 0, bytes: bytes)) }
        return traffic
      case .outcastIncast:
        // Three send to the first; two of them send to others besides.
        var traffic = Traffic()
        for sender in 1...3 { traffic.add(Traffic.Task(from: sender, to: 0, bytes: bytes)) }
        for flow in 0..<max(0, flows - 3) {
          let target = 4 + flow % max(1, hosts - 4)
          traffic.add(Traffic.Task(from: flow % 2 == 0 ? 2 : 3, to: target, bytes: bytes))
        }
        return traffic
      }
    }
  }

  /// The network of a row.
  struct Network {
    /// Shape.
    var topology: Topology
    /// Endpoints under one first switch.
    var perLeaf: Int
    /// Endpoints under one set of second switches.
    var perPod: Int
    /// Every link.
    var rate: LinkRate

    /// Reads the network from the row's words.
    init?(_ text: CaseText, hosts: Int) {
      let stated = text.whole.firstMatch(of: /-linkspeed ([0-9]+)/).flatMap { Double($0.1) }
      let gigabits = stated.map { $0 / 1e3 } ?? text.amount("Gb/s") ?? 100
      let latency =
        text.lower.firstMatch(of: /([0-9.]+) us links/).flatMap { Double($0.1) } ?? 1
      rate = LinkRate(bandwidth: gigabits * 1e9 / 8, latency: latency * 1e-6)
      if let match = text.lower.firstMatch(of: /([0-9]+) down\s*\/\s*([0-9]+) up/),
        let down = Int(match.1), let up = Int(match.2), down > 0, up > 0
      {
        (perLeaf, perPod) = (down, hosts)
        topology = .clos(
          endpoints: hosts,
          radix: down + up,
          tiers: 2,
          oversubscription: Double(down) / Double(up)
        )
      } else {
        let tiers = text.lower.firstMatch(of: /([23])-tier/).flatMap { Int($0.1) } ?? 3
        var radix = 2
        while 2 * Int(pow(Double(radix / 2), Double(tiers))) < hosts { radix += 2 }
        perLeaf = radix / 2
        perPod = tiers == 2 ? hosts : radix * radix / 4
        topology = .clos(endpoints: hosts, radix: radix, tiers: tiers, oversubscription: 1)
      }
    }

    /// Links on the way between two endpoints.
    func hops(_ from: Int, _ to: Int) -> Double {
      if from / perLeaf == to / perLeaf { return 2 }
      return from / perPod == to / perPod ? 4 : 6
    }
  }

  /// What each flow sends, and over how many routes.
  struct Load {
    /// Bytes of a message [B].
    var message: Double
    /// Routes over which a flow's packets are spread.
    var paths: Int

    /// Reads both from the row's words; messages are 2 MB where none is stated.
    init(_ item: InterconnectCase) {
      let named = item.name.firstMatch(of: /([0-9]+)b\.cm/).flatMap { Double($0.1) }
      let stated = item.text.lower.firstMatch(of: /x ([0-9,]+) b\b/)
        .flatMap { CaseText.value($0.1) }
      message = stated ?? named ?? 2e6
      paths =
        item.text.whole.firstMatch(of: /-paths ([0-9]+)/).flatMap { Int($0.1) } ?? usualPaths
    }
  }

  /// Completion times of a pattern, the middle of several draws where it is drawn.
  private static func times(
    _ pattern: Pattern,
    _ network: Network,
    _ load: Load
  ) -> FlowTimes? {
    let paths = load.paths
    let bytes = PacketFormat(payload: packet, header: perPacket).wireBytes(load.message)
    guard load.message > 0, let graph = try? network.topology.graph(rates: [network.rate]) else {
      return nil
    }
    let draws = pattern.kind == .permutation ? (pattern.hosts > 128 ? 1 : 15) : 1
    let routing = paths == 1 ? Routing.ecmp : .paths(min(paths, 4_096))
    var drawn: [FlowTimes] = []
    for draw in 1...draws {
      if pattern.hosts <= packetHosts {
        let traffic = pattern.traffic(bytes: load.message, seed: UInt64(draw))
        let settings = PacketSettings(routing: routing, seed: UInt64(draw))
        let run = try? PacketSimulator(graph: graph, settings: settings).run(traffic)
        guard let times = run?.times(of: traffic) else { return nil }
        drawn.append(times)
        continue
      }
      let traffic = pattern.traffic(bytes: bytes, seed: UInt64(draw))
      let settings = FlowSettings(
        routing: routing,
        seed: UInt64(draw),
        packets: PacketFormat(payload: packet, header: 0)
      )
      guard let run = try? FlowSimulator(graph: graph, settings: settings).run(traffic),
        let times = FlowTimes(
          traffic.tasks.indices.map { index in
            let task = traffic.tasks[index]
            return completed(
              run.finishes[index] - run.starts[index],
              bytes: bytes,
              hops: network.hops(Int(task.source), Int(task.destination)),
              rate: network.rate
            )
          }
        )
      else { return nil }
      drawn.append(times)
    }
    func middle(_ statistic: (FlowTimes) -> Double) -> Double {
      Statistics.median(drawn.map(statistic)) ?? .nan
    }
    var found = drawn.first
    found?.least = middle(\.least)
    found?.median = middle(\.median)
    found?.p99 = middle(\.p99)
    found?.most = middle(\.most)
    return found
  }

  /// A flow's time with the answer and what a growing window costs.
  ///
  /// - Parameters:
  ///   - fluid: Time until the last byte arrives at the fair rate [s].
  ///   - bytes: Bytes on the wire [B].
  ///   - hops: Links on the way.
  ///   - rate: Every link.
  /// - Returns: The completion time [s].
  private static func completed(
    _ fluid: Double,
    bytes: Double,
    hops: Double,
    rate: LinkRate
  ) -> Double {
    let way = hops * rate.latency
    let trip = 2 * way + hops * packet / rate.bandwidth
    let reached = min(rate.bandwidth, bytes / max(fluid - way, 1e-9))
    var lost = 0.0
    var window = firstWindow
    while window < reached * trip {
      lost += (1 - window / (reached * trip)) * trip
      window *= 2
    }
    return fluid + answers * way + lost
  }
}
