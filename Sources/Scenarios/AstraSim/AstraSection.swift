import Documents
import Fabrics
import Quantities

/// The section `astra-sim` of a file about a network.
enum AstraSection {
  /// Its fields.
  static let attributes: [Attribute] = [
    Attribute(
      "astra-sim",
      .map,
      summary: "A workload run with ASTRA-sim's semantics, and at line rate beside it."
    ),
    FabricFormat.field(
      "astra-sim.network",
      .text,
      "ASTRA-sim's network file, relative to this one.",
      "astra-sim/network.yml",
      isRequired: true
    ),
    FabricFormat.field(
      "astra-sim.system",
      .text,
      "ASTRA-sim's system file.",
      "astra-sim/system.json",
      isRequired: true
    ),
    FabricFormat.field(
      "astra-sim.workload",
      .text,
      "Chakra execution traces: a file that ends in `.et` for all NPUs, or what stands before"
        + " `.0.et`, `.1.et` and so on.",
      "astra-sim/step",
      isRequired: true
    ),
    FabricFormat.field(
      "astra-sim.backend",
      .choice(AstraBackend.allCases.map(\.rawValue)),
      "Which analytical back end carries the messages.",
      "congestion-aware",
      value: "congestion-aware"
    ),
    FabricFormat.field(
      "astra-sim.memory",
      .text,
      "ASTRA-sim's remote memory file, for traces with memory nodes.",
      "astra-sim/memory.json"
    ),
    FabricFormat.field(
      "astra-sim.groups",
      .text,
      "ASTRA-sim's communicator groups: lists of NPUs under numbers.",
      "astra-sim/groups.json"
    ),
    FabricFormat.field(
      "astra-sim.queues",
      .integer,
      "Queues of each dimension, ASTRA-sim's `--num-queues-per-dim`.",
      "1",
      range: .within(1...1024),
      value: "1"
    ),
  ]

  /// Reads what the section names; nil where there is none or anything is wrong.
  static func read(
    _ record: Record,
    folder: String,
    into diagnostics: inout Diagnostics
  ) -> AstraScenario? {
    guard record.has("astra-sim"), let network = record.text("astra-sim.network"),
      let system = record.text("astra-sim.system"),
      let workload = record.text("astra-sim.workload")
    else { return nil }
    func place(_ path: String) -> String {
      path.hasPrefix("/") || folder.isEmpty ? path : "\(folder)/\(path)"
    }
    let paths = AstraScenarioReader.Paths(
      network: place(network),
      system: place(system),
      workload: place(workload),
      memory: record.text("astra-sim.memory").map(place),
      groups: record.text("astra-sim.groups").map(place)
    )
    return AstraScenarioReader.read(
      paths,
      backend: record.text("astra-sim.backend").flatMap(AstraBackend.init) ?? .congestionAware,
      queues: record.integer("astra-sim.queues") ?? 1,
      into: &diagnostics
    )
  }
}
