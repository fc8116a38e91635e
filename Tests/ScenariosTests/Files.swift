import Catalog
import Documents
import Foundation
import Quantities
import Scenarios

/// Scenario texts and how the tests read them.
enum Files {
  /// The shipped catalogue.
  static let catalog = Catalog()

  /// A scenario without faults that fixes its whole plan.
  static let good = """
    narrows: 1
    name: test
    workload:
      model: llama-3.1-8b
      training: { tokens: 15e12, sequence: 8192, global-batch: 128, precision: bf16 }
    system:
      accelerator: h100-sxm
      count: 64
    plan:
      tensor: 2
      pipeline: 1
      virtual: 1
      context: 1
      expert: 1
      micro-batch: 1
      recompute: none
      sequence-parallel: true
      optimizer-sharding: 1
    site: { place: us-virginia, power-limit: 1 MW }
    economics: { basis: amortised, life: 4 years }
    objective: tokens-per-dollar
    """

  /// The good scenario with texts replaced.
  static func changed(_ changes: [(String, String)]) -> String {
    changes.reduce(good) { $0.replacing($1.0, with: $1.1) }
  }

  /// Reads a text.
  static func read(_ text: String, folder: String = ".") -> (Scenario?, Diagnostics) {
    var diagnostics = Diagnostics()
    guard let node = Node.parse(text: text, file: "s.yaml", into: &diagnostics) else {
      return (nil, diagnostics)
    }
    let scenario = ScenarioReader.read(
      node,
      folder: folder,
      catalog: catalog,
      into: &diagnostics
    )
    return (scenario, diagnostics)
  }

  /// Writes a file into a folder of its own, hands it to a body, and removes it.
  static func temporary<Result>(
    _ name: String,
    _ data: Data,
    _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("narrows-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try data.write(to: file)
    return try body(file.path)
  }

  /// Reads a file with settings on top.
  static func read(path: String, settings: [String] = []) throws -> (Scenario?, Diagnostics) {
    var diagnostics = Diagnostics()
    let scenario = try ScenarioReader.read(
      path: path,
      settings: settings,
      catalog: catalog,
      into: &diagnostics
    )
    return (scenario, diagnostics)
  }
}
