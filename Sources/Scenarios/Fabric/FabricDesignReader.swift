import Documents
import Fabrics
import Quantities

/// Reads the section `fabric` of one variant.
struct FabricDesignReader {
  /// The fields.
  let record: Record

  /// The network, or nil when anything is wrong with it.
  func design(_ parts: inout FabricParts, into diagnostics: inout Diagnostics) -> FabricDesign? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let switches = switches(&parts, into: &found)
    let technologies = technologies(&parts, into: &found)
    let end = record.text("fabric.links.endpoint-end").flatMap {
      technology($0, at: "fabric.links.endpoint-end", nil, &parts, into: &found)
    }
    // A mesh of blocks is written by its uplinks, whose rates together are a block's.
    let uplinks =
      record.text("fabric.topology") == "block-mesh" ? record.integer("fabric.uplinks") : 1
    let rate = (record.number("fabric.rate") ?? 0) * 8 * Double(uplinks ?? 1)
    let tors = record.text("fabric.tors").flatMap(FabricDesign.FirstSwitches.init) ?? .single
    let word = record.text("fabric.topology") ?? ""
    // The planes of a single stage of switches are part of its topology.
    let planes = word == "switched" ? 1 : record.integer("fabric.planes") ?? 1
    let copies = planes * (tors == .dual ? 2 : 1)
    guard rate > 0,
      let topology = topology(
        word,
        first: switches?.first,
        linkRate: rate / Double(copies),
        into: &found
      ), let switches, let technologies, !found.hasErrors
    else { return nil }
    let design = FabricDesign(
      topology: topology,
      rate: rate,
      planes: planes,
      firstSwitches: tors,
      switches: switches,
      technologies: technologies,
      endpointEnd: end,
      layout: layout,
      boundary: boundary,
      repair: FabricDesign.Repair(
        time: record.number("fabric.repair.time") ?? 14_400,
        flapTime: record.number("fabric.repair.flap-time") ?? 10,
        haltingFlapShare: record.number("fabric.repair.halting-flaps") ?? 1
      )
    )
    func refuse(_ path: String, _ problems: [String], hint: String?) {
      for problem in problems { found.add(record.diagnostic(path, problem, hint: hint)) }
    }
    refuse("fabric.topology", FabricShape.problems(of: topology), hint: nil)
    refuse("fabric.rate", design.rateProblems, hint: nil)
    refuse("fabric.links", design.partProblems, hint: nil)
    refuse("fabric.layout", design.layout.problems, hint: nil)
    guard !found.hasErrors else { return nil }
    let field = record.has("fabric.switches") ? "fabric.switches" : "fabric.switch"
    refuse(
      record.has(field) ? field : "fabric.topology",
      design.portProblems,
      hint: "take a switch with more ports, more planes, a lower rate or another topology"
    )
    return found.hasErrors ? nil : design
  }

  // MARK: Parts

  /// The switches by tier; nil when a name is unknown.
  private func switches(
    _ parts: inout FabricParts,
    into found: inout Diagnostics
  ) -> [SwitchPart]? {
    if record.has("fabric.switch"), record.has("fabric.switches") {
      found.add(
        record.diagnostic(
          "fabric.switches",
          "fabric.switch is written as well",
          hint: "write one of them"
        )
      )
    }
    var names = record.texts("fabric.switches").enumerated().map {
      (path: "fabric.switches[\($0.offset)]", name: $0.element)
    }
    if let name = record.text("fabric.switch") { names.append(("fabric.switch", name)) }
    var all: [SwitchPart] = []
    for (path, name) in names {
      let place = record.location(path) ?? record.location("fabric.switches")
      guard let part = parts.packetSwitch(name, field: path, at: place, into: &found) else {
        continue
      }
      all.append(part)
    }
    return all.count == names.count ? all : nil
  }

  /// The technologies by kind of link; nil when a name is unknown or none is written.
  private func technologies(
    _ parts: inout FabricParts,
    into found: inout Diagnostics
  ) -> [[LinkPart]]? {
    let ways = ["technology", "cheapest-of", "by-kind"].map { "fabric.links.\($0)" }
      .filter(record.has)
    guard let way = ways.first, ways.count == 1 else {
      found.add(
        record.diagnostic(
          ways.last ?? "fabric",
          ways.isEmpty
            ? "no technology of links is written"
            : "\(ways.joined(separator: " and ")) are written; one of them is due",
          hint: ways.isEmpty
            ? "write links: { technology: pluggable-dsp-200g }, or cheapest-of: [...]" : nil
        )
      )
      return nil
    }
    var all: [[LinkPart]] = []
    var isWhole = true
    func add(_ names: [(name: String, location: Location?)], at path: String) {
      let row = names.compactMap {
        technology($0.name, at: path, $0.location, &parts, into: &found)
      }
      if row.count < names.count || row.isEmpty { isWhole = false }
      all.append(row)
    }
    switch way {
    case "fabric.links.technology":
      add([(record.text(way) ?? "", record.location(way))], at: way)
    case "fabric.links.cheapest-of":
      add(record.texts(way).map { ($0, record.location(way)) }, at: way)
    default:
      for (index, node) in (record.node(way)?.elements ?? []).enumerated() {
        let nodes = node.elements.isEmpty ? [node] : node.elements
        let names = nodes.compactMap { one in one.text.map { (name: $0, location: one.location) } }
        guard names.count == nodes.count else {
          found.add(
            record.diagnostic(
              "\(way)[\(index)]",
              "\(node.shape) is written here; an id or a list of ids is due"
            )
          )
          isWhole = false
          continue
        }
        add(names.map { ($0.name, $0.location) }, at: "\(way)[\(index)]")
      }
    }
    if all.isEmpty {
      found.add(record.diagnostic(way, "the list is empty; at least one technology is due"))
      return nil
    }
    return isWhole ? all : nil
  }

  /// A technology of a name.
  private func technology(
    _ name: String,
    at path: String,
    _ location: Location?,
    _ parts: inout FabricParts,
    into found: inout Diagnostics
  ) -> LinkPart? {
    parts.technology(
      name,
      wavelengths: record.integer("fabric.links.wavelengths") ?? 1,
      isBidirectional: record.flag("fabric.links.bidirectional") ?? false,
      field: path,
      at: location ?? record.location(path),
      into: &found
    )
  }

  // MARK: Topology

  /// Fields that each topology needs, and those that it may have.
  private static let fields: [String: (needed: [String], free: [String])] = [
    "full-mesh": (["endpoints"], []), "ring": (["endpoints"], []),
    "torus": (["sides"], ["twisted"]), "switched": (["endpoints"], ["planes"]),
    "clos": (["endpoints"], ["tiers", "radix", "oversubscription"]),
    "rail-optimised": (["nodes", "rails"], ["tiers", "radix", "oversubscription"]),
    "dragonfly": (["groups", "routers", "endpoints-per-switch", "global-links"], []),
    "dragonfly-plus": (
      ["groups", "leaves", "spines", "endpoints-per-switch", "global-links"], []
    ), "hyperx": (["sides", "endpoints-per-switch"], []),
    "block-mesh": (["blocks", "uplinks"], []),
  ]

  /// The topology, or nil when a field that it needs is not there.
  private func topology(
    _ word: String,
    first: SwitchPart?,
    linkRate: Double,
    into found: inout Diagnostics
  ) -> Topology? {
    guard let (needed, free) = Self.fields[word] else { return nil }
    for name in needed where !record.has("fabric.\(name)") {
      found.add(
        record.diagnostic(
          "fabric.\(name)",
          "the field is missing; \(word) needs it",
          hint: FabricFormat.schema.attribute("fabric.\(name)").map { "such as \($0.example)" }
        )
      )
    }
    let others = Set(Self.fields.values.flatMap { $0.needed + $0.free }).subtracting(needed + free)
    for name in others.sorted() where record.has("fabric.\(name)") && name != "planes" {
      found.add(
        record.diagnostic("fabric.\(name)", "\(word) does not look at it", severity: .warning)
      )
    }
    func number(_ name: String) -> Int { record.integer("fabric.\(name)") ?? 0 }
    let sides = record.numbers("fabric.sides").map { Int($0) }
    guard needed.allSatisfy({ record.number("fabric.\($0)") != nil || !sides.isEmpty }) else {
      return nil
    }
    let ratio = record.number("fabric.oversubscription") ?? 1
    let radix = record.integer("fabric.radix") ?? first?.radix(rate: linkRate) ?? 0
    if ["clos", "rail-optimised"].contains(word), radix < 2 {
      found.add(
        record.diagnostic(
          "fabric.switch",
          first == nil
            ? "neither a switch nor a radix is written"
            : "\(first?.name ?? "") has \(radix) ports of \(FabricDesign.text(linkRate))",
          hint: "write switch: with the id of a switch, or radix:"
        )
      )
      return nil
    }
    switch word {
    case "full-mesh": return .fullMesh(endpoints: number("endpoints"))
    case "ring": return .ring(endpoints: number("endpoints"))
    case "torus": return .torus(sides: sides, twisted: record.flag("fabric.twisted") ?? false)
    case "switched":
      let endpoints = number("endpoints")
      return .switched(
        endpoints: endpoints,
        planes: record.integer("fabric.planes")
          ?? leastPlanes(endpoints: endpoints, first, rate: linkRate)
      )
    case "clos":
      let endpoints = number("endpoints")
      return .clos(
        endpoints: endpoints,
        radix: radix,
        tiers: record.integer("fabric.tiers") ?? leastTiers(endpoints, radix, ratio),
        oversubscription: ratio
      )
    case "rail-optimised":
      let rails = max(1, number("rails"))
      return .railOptimised(
        nodes: number("nodes"),
        rails: rails,
        radix: radix,
        tiers: record.integer("fabric.tiers") ?? leastTiers(number("nodes") * rails, radix, ratio),
        oversubscription: ratio
      )
    case "dragonfly":
      return .dragonfly(
        groups: number("groups"),
        routersPerGroup: number("routers"),
        endpointsPerRouter: number("endpoints-per-switch"),
        globalLinks: number("global-links")
      )
    case "dragonfly-plus":
      return .dragonflyPlus(
        groups: number("groups"),
        leaves: number("leaves"),
        spines: number("spines"),
        endpointsPerLeaf: number("endpoints-per-switch"),
        globalLinks: number("global-links")
      )
    case "hyperx":
      return .hyperX(sides: sides, endpointsPerRouter: number("endpoints-per-switch"))
    default: return .blockMesh(blocks: number("blocks"), uplinks: number("uplinks"))
    }
  }

  /// The fewest tiers that hold so many endpoints; 4 where none do, which is reported later.
  private func leastTiers(_ endpoints: Int, _ radix: Int, _ ratio: Double) -> Int {
    let from = ratio > 1 ? 2 : 1
    return (from...4).first {
      FabricShape.closLimit(radix: radix, tiers: $0, oversubscription: ratio) >= endpoints
    } ?? 4
  }

  /// The fewest parallel switches with a port for every endpoint.
  private func leastPlanes(endpoints: Int, _ part: SwitchPart?, rate: Double) -> Int {
    guard let part else { return 1 }
    return (1...4_096).first { part.radix(rate: rate / Double($0)) >= endpoints } ?? 1
  }

  // MARK: Hall and account

  /// Where racks stand.
  private var layout: HallLayout {
    func metres(_ name: String) -> Double { record.number("fabric.layout.\(name)") ?? 0 }
    return HallLayout(
      endpointsPerRack: record.integer("fabric.layout.endpoints-per-rack") ?? 72,
      racksPerRow: record.integer("fabric.layout.racks-per-row") ?? 20,
      rackPitch: metres("rack-pitch"),
      rowPitch: metres("row-pitch"),
      inRack: metres("in-rack"),
      riser: metres("riser")
    )
  }

  /// What is counted.
  private var boundary: FabricDesign.Boundary {
    FabricDesign.Boundary(
      countsEndpointEnds: record.flag("fabric.account.endpoint-ends") ?? true,
      countsFirstTier: record.flag("fabric.account.first-tier") ?? true,
      cardPower: record.number("fabric.account.card-power") ?? 0,
      cardPrice: record.number("fabric.account.card-price") ?? 0
    )
  }
}
