import Catalog
import Documents
import Fabrics
import Quantities

/// Reads the section `circuits`.
struct CircuitReader {
  /// The fields.
  let record: Record
  /// Folder to which paths are relative.
  let folder: String

  /// Blocks that one file may have.
  private static let limit = 256

  /// The circuits, or nil when there are none or anything is wrong with them.
  func circuits(
    _ parts: inout FabricParts,
    into diagnostics: inout Diagnostics
  ) -> CircuitScenario? {
    guard record.has("circuits") else { return nil }
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let account = account(&parts, into: &found)
    let read = blocks(into: &found)
    let blocks = read.map(\.block)
    if blocks.count < 2 {
      found.add(
        record.diagnostic(
          "circuits.blocks",
          "\(Format.count(blocks.count)) blocks are written; two or more are due",
          hint: "write blocks: [{ name: a, count: 8, uplinks: 512, speed: 200 Gb/s }]"
        )
      )
      return nil
    }
    let demand = demand(read, into: &found)
    let present = present(blocks, into: &found)
    if let demand, !found.hasErrors {
      for problem in demand.demand.problems(blocks) {
        found.add(
          record.diagnostic(
            "circuits.demand",
            problem,
            hint: "give the block more or faster uplinks, or lower its demand"
          )
        )
      }
    }
    guard let account, let demand, let present, !found.hasErrors else { return nil }
    return CircuitScenario(
      blocks: blocks,
      demand: demand.demand,
      window: demand.window,
      demandSource: demand.source,
      present: present,
      changeLimit: record.integer("circuits.change-limit"),
      traffic: TrafficEngineering(
        hedging: record.number("circuits.hedging") ?? 0,
        slack: record.number("circuits.slack") ?? 0,
        ceiling: record.number("circuits.ceiling") ?? 0
      ),
      live: record.number("circuits.live") ?? 0.75,
      spineSpeed: record.number("circuits.spine-speed").map { $0 * 8 },
      samples: record.integer("circuits.error.samples") ?? 0,
      spread: record.number("circuits.error.spread") ?? 0,
      solver: record.text("circuits.solver").flatMap(CircuitScenario.Solver.init) ?? .auto,
      circuitSwitch: account.circuitSwitch,
      hasCirculators: record.flag("circuits.circulators") ?? true,
      parts: account,
      accountSpeed: record.number("circuits.account.speed").map { $0 * 8 },
      aggregationStages: record.integer("circuits.account.aggregation-stages") ?? 2,
      spineStages: record.integer("circuits.account.spine-stages") ?? 2,
      generations: record.number("circuits.account.generations") ?? 1
    )
  }

  /// A block as it was written.
  struct Read {
    /// The block.
    var block: CircuitBlock
    /// What it sends; nil where nothing is written [bit/s].
    var egress: Double?
    /// What it receives; nil where nothing is written [bit/s].
    var ingress: Double?
    /// The element of the list that it comes from.
    var path: String
  }

  /// The blocks, alike ones numbered.
  private func blocks(into found: inout Diagnostics) -> [Read] {
    var all: [Read] = []
    var names: Set<String> = []
    for index in 0..<record.count(of: "circuits.blocks") {
      let path = "circuits.blocks[\(index)]"
      guard let name = record.text("\(path).name"), let uplinks = record.integer("\(path).uplinks"),
        let speed = record.number("\(path).speed")
      else { continue }
      let count = record.integer("\(path).count") ?? 1
      guard all.count + count <= Self.limit else {
        found.add(
          record.diagnostic(path, "there are more than \(Self.limit) blocks", hint: "join some")
        )
        return all
      }
      for number in 0..<count {
        let full = count == 1 ? name : "\(name)\(number + 1)"
        if !names.insert(full).inserted {
          found.add(
            record.diagnostic("\(path).name", "two blocks are called \(full)", hint: "rename one")
          )
        }
        all.append(
          Read(
            block: CircuitBlock(name: full, uplinks: uplinks, speed: speed * 8),
            egress: record.number("\(path).egress").map { $0 * 8 },
            ingress: record.number("\(path).ingress").map { $0 * 8 },
            path: path
          )
        )
      }
    }
    return all
  }

  /// The demand with its window and source; nil when anything is wrong.
  private func demand(
    _ read: [Read],
    into found: inout Diagnostics
  ) -> DemandReader.Result? {
    guard let node = record.node("circuits.demand") else { return nil }
    let blocks = read.map(\.block)
    let reader = DemandReader(
      names: blocks.map(\.name),
      window: record.number("circuits.window"),
      quantile: record.number("circuits.quantile") ?? 1
    )
    if case .sequence(let rows) = node.value { return reader.matrix(rows, of: node, into: &found) }
    guard let text = node.text else {
      found.add(
        record.diagnostic(
          "circuits.demand",
          "\(node.shape) is written here; gravity, a path or a list of rows is due"
        )
      )
      return nil
    }
    guard text == "gravity" else {
      let path = text.hasPrefix("/") ? text : folder + "/" + text
      return reader.file(path, at: node.location, into: &found)
    }
    for (index, block) in read.enumerated() where block.egress == nil {
      if index > 0, read[index - 1].path == block.path { continue }
      found.add(
        record.diagnostic(
          "\(block.path).egress",
          "the field is missing; demand: gravity needs it",
          hint: "such as 40 Tb/s"
        )
      )
    }
    let egress = read.map { $0.egress ?? 0 }
    let ingress = read.map { $0.ingress ?? $0.egress ?? 0 }
    guard !found.hasErrors else { return nil }
    let (sent, received) = (egress.reduce(0, +), ingress.reduce(0, +))
    if abs(sent - received) > 1e-6 * max(sent, received) {
      found.add(
        record.diagnostic(
          "circuits.blocks",
          "blocks send \(FabricDesign.text(sent)) and receive \(FabricDesign.text(received))",
          hint: "all that is sent must be received: change egress or ingress"
        )
      )
      return nil
    }
    return DemandReader.Result(
      demand: .gravity(egress: egress, ingress: ingress),
      window: [],
      source: "gravity of what blocks send and receive"
    )
  }

  /// The links that there are; nil when anything is wrong with them.
  private func present(
    _ blocks: [CircuitBlock],
    into found: inout Diagnostics
  ) -> BlockTopology? {
    let path = "circuits.present"
    guard let node = record.node(path), node.text != "uniform" else {
      return BlockTopology.uniform(blocks)
    }
    let rows = node.elements.map { row in row.elements.map(\.integer) }
    guard rows.count == blocks.count, rows.allSatisfy({ $0.count == blocks.count }) else {
      found.add(
        record.diagnostic(
          path,
          "\(node.shape) is written here; `uniform` or \(blocks.count) rows of \(blocks.count) whole"
            + " numbers are due"
        )
      )
      return nil
    }
    for (row, element) in rows.enumerated() where element.contains(where: { $0 == nil }) {
      found.add(record.diagnostic("\(path)[\(row)]", "the row has what is no whole number"))
    }
    let topology = BlockTopology(blocks, counts: rows.map { $0.map { $0 ?? 0 } })
    for problem in topology.problems { found.add(record.diagnostic(path, problem)) }
    let unreached = topology.unreached.map { blocks[$0].name }
    if !unreached.isEmpty, !found.hasErrors {
      found.add(
        record.diagnostic(
          path,
          "the blocks are disconnected: \(blocks[0].name) cannot reach"
            + " \(unreached.joined(separator: ", "))",
          hint: "give them links"
        )
      )
    }
    return found.hasErrors ? nil : topology
  }

  /// What fabrics are made of; nil when a name is unknown.
  private func account(
    _ parts: inout FabricParts,
    into found: inout Diagnostics
  ) -> BlockFabricBill.Parts? {
    func circuit(_ name: String?, _ field: String) -> CircuitSwitchPart? {
      name.flatMap {
        parts.circuitSwitch($0, field: field, at: record.location(field), into: &found)
      }
    }
    let circuitSwitch = circuit(record.text("circuits.switch"), "circuits.switch")
    let panel = circuit("patch-panel", "circuits.account")
    let circulator = circuit("circulator", "circuits.account")
    let field = "circuits.account.switch"
    let box = record.text(field).flatMap {
      parts.packetSwitch($0, field: field, at: record.location(field), into: &found)
    }
    guard let circuitSwitch, let panel, let circulator, let box else { return nil }
    // Quantities counts information in bytes, links count bits.
    return BlockFabricBill.Parts(
      transceiverPrice: (record.number("circuits.account.transceiver-price") ?? 0) / 8,
      transceiverEnergy: (record.number("circuits.account.transceiver-energy") ?? 0) / 8,
      box: box,
      circuitSwitch: circuitSwitch,
      panel: panel,
      circulator: circulator,
      fibrePrice: record.number("circuits.account.fibre-price") ?? 0
    )
  }
}
