public import Compute
public import Documents
public import Fabrics
public import Quantities
public import Systems
public import Training

/// The parts of a system by name, and how the catalogue puts them together.
public struct SystemParts: Sendable {
  /// Accelerator, nil when it is missing, which is reported elsewhere.
  public var accelerator: String?
  /// Node, nil for the accelerator's usual one.
  public var node: String?
  /// Accelerators in all, nil when missing, which is reported elsewhere.
  public var count: Int?
  /// Accelerators that share a scale-up fabric, nil for the node's.
  public var domain: Int?
  /// Link of the network ports, nil for the node's.
  public var scaleOutLink: String?
  /// Whether network ports of equal rank share a switch.
  public var isRailOptimised: Bool
  /// Bandwidth into the first switches over that out of them.
  public var oversubscription: Double
  /// Technology of the scale-up links, nil for the link's usual one.
  public var scaleUpTechnology: String?
  /// Technology of the longer links between nodes, nil for the link's usual one.
  public var optics: String?
  /// Whether each network port reaches two first switches.
  public var isDualHomed: Bool
  /// Cooling technology, nil for the node's usual one.
  public var cooling: String?
  /// Power distribution.
  public var distribution: String
  /// Site.
  public var place: String
  /// Power that may be drawn from the grid [W].
  public var powerLimit: Double
  /// Where each field was written, for messages.
  public var locations: [String: Location]

  /// Names the parts; what is left out is what most systems have.
  public init(
    accelerator: String?,
    node: String? = nil,
    count: Int?,
    domain: Int? = nil,
    scaleOutLink: String? = nil,
    isRailOptimised: Bool = true,
    oversubscription: Double = 1,
    scaleUpTechnology: String? = nil,
    optics: String? = nil,
    isDualHomed: Bool = false,
    cooling: String? = nil,
    distribution: String = "54v",
    place: String = "us-virginia",
    powerLimit: Double = .infinity,
    locations: [String: Location] = [:]
  ) {
    self.accelerator = accelerator
    self.node = node
    self.count = count
    self.domain = domain
    self.scaleOutLink = scaleOutLink
    self.isRailOptimised = isRailOptimised
    self.oversubscription = oversubscription
    self.scaleUpTechnology = scaleUpTechnology
    self.optics = optics
    self.isDualHomed = isDualHomed
    self.cooling = cooling
    self.distribution = distribution
    self.place = place
    self.powerLimit = powerLimit
    self.locations = locations
  }
}

/// A system as assembled from the catalogue, with what else its files say.
public struct AssembledSystem: Sendable {
  /// The system.
  public var system: System
  /// Id of the node used.
  public var node: String
  /// Id of the network link used.
  public var scaleOutLink: String
  /// Id of the cooling technology used.
  public var cooling: String
  /// Software that the node's file names.
  public var software: String?
  /// Rent of an accelerator, when its file gives one [USD/s].
  public var rent: Double?
  /// Emission of making one accelerator, when its file gives one [kg].
  public var embodiedCarbon: Double
  /// Figures that are estimates or recollections, as `file: field`.
  public var weakFigures: [String]
}

extension Catalog {
  /// The usual node of an accelerator: the first whose list names it first, or names it at all.
  public func usualNode(of accelerator: String) -> String? {
    memory.value(.init(topic: .usual, kind: .nodes, name: accelerator)) {
      firstNode(of: accelerator)
    }
  }

  /// Looks for the first node whose list names an accelerator first, or names it at all.
  private func firstNode(of accelerator: String) -> String? {
    var named: String?
    for file in files(.nodes) {
      var ignored = Diagnostics()
      guard file.text.contains(accelerator),
        let record = read(file, kind: .nodes, into: &ignored)
      else { continue }
      let takes = record.texts("accelerators")
      if takes.first == accelerator { return file.id }
      if takes.contains(accelerator), named == nil { named = file.id }
    }
    return named
  }

  /// The node that takes an accelerator and holds a number of them, the usual one first.
  ///
  /// - Parameters:
  ///   - accelerator: Id of the accelerator.
  ///   - count: Accelerators in one node.
  /// - Returns: Its id, nil when no node holds that many.
  public func node(of accelerator: String, holding count: Int) -> String? {
    let usual = usualNode(of: accelerator)
    var found: String?
    for file in files(.nodes) where file.text.contains(accelerator) {
      var ignored = Diagnostics()
      guard let record = read(file, kind: .nodes, into: &ignored),
        record.texts("accelerators").contains(accelerator), record.integer("count") == count
      else { continue }
      if file.id == usual { return file.id }
      if found == nil { found = file.id }
    }
    return found
  }

  /// The accelerator of a name with the way it runs kernels.
  ///
  /// A part with no measured kernels takes those of its kin by the rule of
  /// `KernelConstants.transferred(from:kin:to:)`.
  public func machine(
    accelerator name: String,
    field: String? = nil,
    at location: Location? = nil,
    into diagnostics: inout Diagnostics
  ) -> (accelerator: Accelerator, machine: any Machine, record: Record)? {
    guard
      let (id, record) = entry(
        .accelerators,
        named: name,
        field: field,
        at: location,
        into: &diagnostics
      )
    else { return nil }
    let made = memory.value(
      .init(topic: .machine, kind: .accelerators, name: id),
      into: &diagnostics
    ) { assembled(id, record: record, into: &$0) }
    return made.map { ($0.accelerator, $0.machine, record) }
  }

  /// An accelerator with the way it runs kernels, from its file.
  private func assembled(
    _ id: String,
    record: Record,
    into diagnostics: inout Diagnostics
  ) -> (accelerator: Accelerator, machine: any Machine)? {
    let accelerator = AcceleratorFormat.accelerator(record)
    let ratio = record.number("kernel-ratio") ?? 1
    let attention = record.number("attention-ratio") ?? 1
    if let machine = AcceleratorFormat.machine(record, of: accelerator) {
      return (accelerator, machine)
    }
    if files(.kernels).contains(where: { $0.id == id }) {
      guard let (_, kernels) = entry(.kernels, named: id, into: &diagnostics) else { return nil }
      let constants = KernelFormat.constants(kernels).scaled(rate: ratio, attention: attention)
      return (accelerator, TiledMachine(accelerator: accelerator, constants: constants))
    }
    let kin = record.text("kernels") ?? "h100-sxm"
    guard let (_, kernels) = entry(.kernels, named: kin, into: &diagnostics),
      let (_, kinRecord) = entry(.accelerators, named: kin, into: &diagnostics)
    else { return nil }
    let constants = KernelConstants.transferred(
      from: KernelFormat.constants(kernels),
      kin: AcceleratorFormat.accelerator(kinRecord),
      to: accelerator
    ).scaled(rate: ratio, attention: attention)
    return (accelerator, TiledMachine(accelerator: accelerator, constants: constants))
  }

  /// Puts a system together from its parts' names; every unknown name is added to the diagnostics.
  public func assemble(
    _ parts: SystemParts,
    into diagnostics: inout Diagnostics
  ) -> AssembledSystem? {
    func place(_ field: String) -> Location? { parts.locations[field] }
    var machine: (accelerator: Accelerator, machine: any Machine, record: Record)?
    if let name = parts.accelerator {
      machine = self.machine(
        accelerator: name,
        field: "system.accelerator",
        at: place("system.accelerator"),
        into: &diagnostics
      )
    }
    var nodeEntry: (id: String, record: Record)?
    let usual = machine.map { usualNode(of: $0.accelerator.id) } ?? nil
    if let name = parts.node ?? usual {
      nodeEntry = entry(
        .nodes,
        named: name,
        field: "system.node",
        at: place("system.node"),
        into: &diagnostics
      )
    } else if let machine {
      diagnostics.error(
        "no node of the catalogue takes \(machine.accelerator.id)",
        file: place("system.accelerator")?.file,
        line: place("system.accelerator")?.line,
        field: "system.node",
        hint: "add a node file that lists it under accelerators, with --catalog"
      )
    }
    let usualCooling = nodeEntry?.record.texts("cooling").first ?? "direct-liquid"
    let coolingEntry = entry(
      .cooling,
      named: parts.cooling ?? usualCooling,
      field: "site.cooling",
      at: place("site.cooling"),
      into: &diagnostics
    )
    let powerEntry = entry(
      .power,
      named: parts.distribution,
      field: "site.distribution",
      at: place("site.distribution"),
      into: &diagnostics
    )
    let siteEntry = entry(
      .sites,
      named: parts.place,
      field: "site.place",
      at: place("site.place"),
      into: &diagnostics
    )
    guard let machine, let nodeEntry, let count = parts.count else { return nil }

    let takes = nodeEntry.record.texts("accelerators")
    if !takes.contains(machine.accelerator.id) {
      diagnostics.error(
        "\(nodeEntry.id) does not take \(machine.accelerator.id)",
        file: place("system.node")?.file,
        line: place("system.node")?.line,
        field: "system.node",
        hint: "it takes \(takes.joined(separator: ", "))"
      )
    }
    var node = NodeFormat.node(nodeEntry.record)
    if let domain = parts.domain { node.domain = domain }
    let up = nodeEntry.record.text("scale-up.link") ?? ""
    let out = parts.scaleOutLink ?? nodeEntry.record.text("scale-out.link") ?? ""
    let upEntry = entry(.links, named: up, field: "scale-up.link", into: &diagnostics)
    let outEntry = entry(
      .links,
      named: out,
      field: "system.scale-out.link",
      at: place("system.scale-out.link"),
      into: &diagnostics
    )
    if let outEntry, parts.scaleOutLink != nil, outEntry.record.text("kind") != "scale-out" {
      diagnostics.error(
        "\(outEntry.id) does not join nodes: it is a \(outEntry.record.text("kind") ?? "") link",
        file: place("system.scale-out.link")?.file,
        line: place("system.scale-out.link")?.line,
        field: "system.scale-out.link",
        hint: "`narrows catalog list links` shows the kinds"
      )
    }
    guard let coolingEntry, let powerEntry, let siteEntry, let upEntry, let outEntry else {
      return nil
    }
    guard let chain = PowerFormat.chain(powerEntry.record) else {
      diagnostics.error(
        "a stage's efficiency at full load is above its best",
        file: "catalog/power/\(powerEntry.id)",
        field: "stages"
      )
      return nil
    }
    let accelerator = machine.accelerator
    let domain = min(node.domain, max(1, count))
    func reached(_ link: (id: String, record: Record)) -> CollectiveConstants? {
      memory.value(.init(topic: .collectives, kind: .links, name: link.id), into: &diagnostics) {
        constants(ofLink: link.record, into: &$0)
      }
    }
    guard let upConstants = reached(upEntry), let outConstants = reached(outEntry) else {
      return nil
    }
    let fabric = Fabric(
      scaleUp: LinkFormat.scaleUp(
        upEntry.record,
        constants: upConstants,
        domain: node.domain,
        bandwidth: accelerator.scaleUpBandwidth
      ),
      scaleOut: LinkFormat.scaleOut(
        outEntry.record,
        constants: outConstants,
        isRailOptimised: parts.isRailOptimised,
        ports: node.ports,
        nodesPerDomain: Double(domain) / Double(node.accelerators),
        oversubscription: parts.oversubscription
      ),
      portsPerDomain: Double(node.ports) * Double(domain) / Double(node.accelerators)
    )
    let unlinked = System(
      accelerator: accelerator,
      machine: machine.machine,
      fabric: fabric,
      count: count,
      node: node,
      facility: Facility(
        cooling: CoolingFormat.cooling(coolingEntry.record),
        distribution: chain,
        site: SiteFormat.site(siteEntry.record, powerLimit: parts.powerLimit)
      ),
      networkPowerPerPort: outEntry.record.number("power") ?? 0,
      networkPricePerPort: outEntry.record.number("price") ?? 0
    )
    let system = linked(
      unlinked,
      parts: parts,
      usualDomain: nodeEntry.record.integer("scale-up.domain") ?? 1,
      links: (upEntry.record, outEntry.record),
      into: &diagnostics
    )
    let used: [(kind: CatalogKind, id: String, record: Record)] = [
      (.accelerators, accelerator.id, machine.record), (.nodes, nodeEntry.id, nodeEntry.record),
      (.links, upEntry.id, upEntry.record), (.links, outEntry.id, outEntry.record),
      (.cooling, coolingEntry.id, coolingEntry.record), (.sites, siteEntry.id, siteEntry.record),
    ]
    let weak = used.flatMap { kind, id, record in
      memory.value(.init(topic: .weak, kind: kind, name: id)) {
        record.figures.filter { $0.figure.grade >= .estimated }
          .map { "\(kind.rawValue)/\(id): \($0.path)" }
      }
    }
    return AssembledSystem(
      system: system,
      node: nodeEntry.id,
      scaleOutLink: outEntry.id,
      cooling: coolingEntry.id,
      software: nodeEntry.record.text("software"),
      rent: machine.record.number("rent"),
      embodiedCarbon: machine.record.number("embodied-carbon") ?? 0,
      weakFigures: weak
    )
  }

  /// What a link's communication library reaches, from its own file or carried over from its kin.
  public func constants(
    ofLink record: Record,
    into diagnostics: inout Diagnostics,
    depth: Int = 0
  ) -> CollectiveConstants? {
    guard let kin = record.text("collectives.kin") else { return LinkFormat.constants(record) }
    guard depth < 4 else {
      diagnostics.add(
        record.diagnostic(
          "collectives.kin",
          "kin of kin are followed four times only",
          hint: "name a link that has constants of its own"
        )
      )
      return nil
    }
    guard
      let (_, other) = entry(
        .links,
        named: kin,
        field: "collectives.kin",
        at: record.location("collectives.kin"),
        into: &diagnostics
      )
    else { return nil }
    return constants(ofLink: other, into: &diagnostics, depth: depth + 1)?.transferred(
      latency: record.number("collectives.latency-ratio") ?? 1,
      efficiency: record.number("collectives.efficiency-ratio") ?? 1
    )
  }

  /// The software stack of a name, in its version for an accelerator where there are several.
  ///
  /// Frameworks keep their names while their kernels are written anew for each generation of
  /// accelerators; such versions are files of their own that list the accelerators they are for.
  ///
  /// - Parameters:
  ///   - name: An id or an alias.
  ///   - accelerator: Id of the accelerator that it runs on.
  ///   - patterns: Whether aliases with `*` count, as for the names in tables of measured cases.
  ///   - field: The field that names it, for messages.
  ///   - location: Where that was written.
  ///   - diagnostics: Receives an unknown name and faults of the file.
  /// - Returns: The stack, or nil with at least one error added.
  public func stack(
    named name: String,
    on accelerator: String,
    patterns: Bool = false,
    field: String? = nil,
    at location: Location? = nil,
    into diagnostics: inout Diagnostics
  ) -> SoftwareStack? {
    let versions = closest(.software, to: name, patterns: patterns)
    var first: SoftwareStack?
    for file in versions {
      guard let record = read(file, kind: .software, into: &diagnostics) else { return nil }
      let stack = SoftwareFormat.stack(record)
      if record.texts("accelerators").contains(accelerator) { return stack }
      if first == nil { first = stack }
    }
    if let first { return first }
    return entry(.software, named: name, field: field, at: location, into: &diagnostics)
      .map { SoftwareFormat.stack($0.record) }
  }

  /// The software that trains on an accelerator when nothing names any.
  ///
  /// - Parameters:
  ///   - accelerator: Id of the accelerator.
  ///   - diagnostics: Receives faults of the file.
  /// - Returns: The stack that its usual node's file names, or NeMo of 2024.
  public func usualStack(
    on accelerator: String,
    into diagnostics: inout Diagnostics
  ) -> SoftwareStack? {
    var name = "nemo-2024"
    if let node = usualNode(of: accelerator),
      let (_, record) = entry(.nodes, named: node, into: &diagnostics),
      let software = record.text("software")
    {
      name = software
    }
    return stack(named: name, on: accelerator, into: &diagnostics)
  }
}
