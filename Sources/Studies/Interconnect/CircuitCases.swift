import Catalog
import Compute
import Documents
import Fabrics
import Foundation
import Links
import Quantities
import Systems

/// Blocks joined through circuit switches, and tori of cubes, against packet networks.
///
/// Rows about Google's Jupiter disclose neither blocks nor traffic. They are answered for one fabric
/// of that kind, made of catalogue parts: sixteen blocks of 512 uplinks, half at 100 and half at 200
/// Gb/s, whose demand follows gravity with loads spread between a fifth and four fifths of a block's
/// uplinks. Nothing of it depends on the row.
enum CircuitCases: InterconnectFamily {
  static let name = "circuits"

  /// Blocks of the fabric.
  private static let blocks = (0..<16).map { index in
    CircuitBlock(name: "block \(index)", uplinks: 512, speed: index % 2 == 0 ? 100e9 : 200e9)
  }
  /// Length of fibre from a block to the panel or switch [m].
  private static let fibre = 100.0
  /// Hedging against error of the forecast: assumed before the rows were looked at, and kept.
  private static let hedging = 0.3
  /// Generations of blocks that circuit switches, panels and fibre outlive.
  private static let generations = 3.0

  static func predict(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction? {
    guard item.domain == "topology" else { return nil }
    if item.isNamed("tpu"), item.mentions("infiniband", " ib ") {
      return packets(item, context: &context)
    }
    if item.isNamed("tpu"), item.asked.contains("share") {
      return share(item, context: &context)
    }
    guard item.isNamed("jupiter") else { return nil }
    let asked = item.asked
    if asked.contains("capex") || asked.hasPrefix("power") || asked.hasPrefix("cost") {
      return account(asked, context: context)
    }
    if asked.contains("stretch") || asked.contains("direct-path") || asked.contains("direct path") {
      return paths(item)
    }
    if asked.contains("capacity") { return capacity() }
    if asked.contains("rmse") {
      return .skipped("the error of a peer's simulator needs the links that it was measured on")
    }
    return .skipped(
      "\"\(item.quantity)\" depends on hosts and traffic that the publication does not disclose"
    )
  }

  // MARK: - Jupiter

  /// Price or power of blocks joined by circuits over that of a Clos of the same blocks.
  private static func account(
    _ asked: String,
    context: InterconnectContext
  ) -> InterconnectPrediction {
    guard let parts = parts(context) else {
      return .skipped("the catalogue lacks a part of such a fabric")
    }
    let direct = BlockFabricBill(
      blocks,
      joined: .circuits(circulators: true),
      with: parts,
      aggregationStages: 2
    )
    let clos = BlockFabricBill(
      blocks,
      joined: .spine(stages: 2),
      with: parts,
      aggregationStages: 2
    )
    if asked.hasPrefix("power") { return .si(direct.power / clos.power) }
    if asked.contains("amortised") || asked.contains("amortized") {
      return .si(direct.price(generations: generations) / clos.price(generations: generations))
    }
    return .si(direct.price / clos.price)
  }

  /// Parts of such a fabric from the catalogue.
  private static func parts(_ context: InterconnectContext) -> BlockFabricBill.Parts? {
    var ignored = Diagnostics()
    func record(_ kind: CatalogKind, _ id: String) -> Record? {
      context.catalog.entry(kind, named: id, into: &ignored)?.record
    }
    guard let box = record(.switches, "tomahawk-4-box"),
      let circuit = record(.circuitSwitches, "palomar"),
      let panel = record(.circuitSwitches, "patch-panel"),
      let circulator = record(.circuitSwitches, "circulator"),
      let module = record(.technologies, "pluggable-dsp-50g")
    else { return nil }
    let technology = TechnologyFormat.technology(module)
    return BlockFabricBill.Parts(
      // A technology's price is that of both ends of a link.
      transceiverPrice: technology.pricePerRate / 2,
      transceiverEnergy: technology.endEnergy(.laser),
      box: SwitchFormat.part(box),
      circuitSwitch: CircuitSwitchFormat.part(circuit),
      panel: CircuitSwitchFormat.part(panel),
      circulator: CircuitSwitchFormat.part(circulator),
      fibrePrice: technology.pricePerRateMetre * 200e9 * fibre / 2
    )
  }

  /// What the blocks send each other.
  private static let demand: BlockDemand = {
    var random = SplitMix64(seed: 1)
    let sent = blocks.map { $0.capacity * (0.2 + 0.6 * random.uniform()) }
    return BlockDemand.gravity(egress: sent, ingress: sent)
  }()

  /// Path lengths on an even mesh or on one made for the demand.
  private static func paths(_ item: InterconnectCase) -> InterconnectPrediction {
    let even = BlockTopology.uniform(blocks)
    let isEngineered = item.isNamed("toe", "engineer") && !item.asked.contains("before")
    let traffic = TrafficEngineering(hedging: hedging, ceiling: 0.5)
    let routed: RoutedDemand?
    if isEngineered {
      let task = TopologyEngineering(demand: demand, present: even, traffic: traffic)
      routed = task.plan()?.routed
    } else {
      routed = traffic.route(demand, on: even, rounds: 400)
    }
    guard let routed else { return .skipped("some blocks have no path to each other") }
    return item.asked.contains("stretch") ? .plain(routed.stretch) : .si(routed.directShare)
  }

  /// What blocks can send to each other directly over what a slower spine lets through, less one.
  private static func capacity() -> InterconnectPrediction {
    let slow = blocks.map(\.speed).min() ?? 0
    let spine = BlockFabricBill.spineCapacity(blocks, speed: slow)
    let task = TopologyEngineering(demand: demand, present: .uniform(blocks))
    guard spine > 0, let plan = task.plan() else {
      return .skipped("some blocks have no path to each other")
    }
    return .si(plan.topology.capacity / spine - 1)
  }

  // MARK: - Cubes of processors

  /// All-reduce of a torus against islands on a packet network.
  private static func packets(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction {
    guard item.asked.contains("slowdown"),
      let chips = item.text.amount("chips").map({ Int($0) }), chips >= 16
    else { return .skipped("the row does not say how many chips are compared") }
    var ignored = Diagnostics()
    guard let link = context.catalog.entry(.links, named: "ici-v4", into: &ignored)?.record,
      let port = link.number("port-bandwidth"),
      let network = context.catalog.entry(.links, named: "infiniband-hdr", into: &ignored)?.record,
      let rate = network.number("bandwidth")
    else { return .skipped("the catalogue lacks the links that are compared") }
    let compared = TorusAgainstPackets(
      chips: chips,
      linkRate: port * 8,
      island: [2, 2, 2],
      packetRate: rate * 8
    )
    // The low end of the range overlaps both levels in full, the high end in two halves.
    let isHigh = item.parameters.lowercased().hasSuffix("high") || item.mentions("; high", ", high")
    return .plain(compared.slowdown(chunks: isHigh ? 2 : .infinity))
  }

  /// Share of circuit switches and their optics in a pod's power.
  private static func share(
    _ item: InterconnectCase,
    context: inout InterconnectContext
  ) -> InterconnectPrediction {
    var ignored = Diagnostics()
    guard let system = context.system("tpu-v4"),
      let record = context.catalog.entry(.circuitSwitches, named: "palomar", into: &ignored)?
        .record,
      let module = context.catalog.entry(
        .technologies,
        named: "pluggable-dsp-50g",
        into: &ignored
      )?.record
    else { return .skipped("the catalogue lacks a part of the pod") }
    let pod = CubeTorus(cubes: 64)
    let part = CircuitSwitchFormat.part(record)
    let technology = TechnologyFormat.technology(module)
    let port = 400e9
    let fibres = Double(pod.fibres)
    let nodes = Double(pod.chips) / Double(max(1, system.node.accelerators))
    if item.asked.contains("power") {
      let optics = fibres * port * technology.endEnergy(.laser) + part.power(fibres: pod.fibres)
      let chips = Double(pod.chips) * system.accelerator.powerLimit + nodes * system.node.hostPower
      return .si(optics / (optics + chips))
    }
    let optics = fibres * port * technology.pricePerRate / 2 + part.price(fibres: pod.fibres)
    let chips = Double(pod.chips) * system.accelerator.price + nodes * system.node.hostPrice
    guard chips > 0 else { return .skipped("the catalogue has no price of the processor") }
    return .si(optics / (optics + chips))
  }
}
