public import Catalog
public import Documents
import Fabrics
import Foundation
public import Quantities

/// Reads a file about one network, with every problem in one report.
public enum FabricReader {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - settings: Fields set on top of the file, as `path=value`.
  ///   - catalog: Parts by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The question, or nil when anything is wrong.
  /// - Throws: `DocumentFileError` when there is no such file.
  public static func read(
    path: String,
    settings: [String] = [],
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> FabricScenario? {
    guard
      let node = try ScenarioReader.tree(path: path, settings: settings, into: &diagnostics)
    else { return nil }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return read(node, folder: folder, catalog: catalog, into: &diagnostics)
  }

  /// Reads a tree.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - folder: Folder to which paths of other files are relative.
  ///   - catalog: Parts by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The question, or nil when anything is wrong.
  public static func read(
    _ node: Node,
    folder: String,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> FabricScenario? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let known = FabricFormat.sections
    guard case .mapping = node.value, known.contains(where: { node[$0] != nil }) else {
      found.error(
        "this is no file about a network: it has none of \(known.joined(separator: ", "))",
        file: node.location.file,
        line: node.location.line > 0 ? node.location.line : nil,
        hint: "begin with narrows: 1 and fabric: { topology: clos, ... }; Examples/ has several"
      )
      return nil
    }
    let axes = FabricAxes(node, into: &found)
    guard !found.hasErrors else {
      // What else is wrong is said at once.
      _ = FabricFormat.schema.read(axes.variant(0).tree, into: &found)
      return nil
    }
    var parts = FabricParts(catalog: catalog)
    var variants: [FabricScenario.Variant] = []
    var first: Record?
    for index in 0..<axes.count {
      let (tree, setting) = axes.variant(index)
      let record = FabricFormat.schema.read(tree, into: &found)
      if first == nil { first = record }
      guard record.has("fabric") else { break }
      if let design = FabricDesignReader(record: record).design(&parts, into: &found) {
        variants.append(FabricScenario.Variant(setting: setting, design: design))
      }
    }
    guard let record = first else { return nil }
    let circuits = CircuitReader(record: record, folder: folder).circuits(&parts, into: &found)
    let cubes = CubeReader(record: record).cubes(&parts, into: &found)
    let astra = AstraSection.read(record, folder: folder, into: &found)
    let traffic = TrafficReader(record: record, folder: folder)
      .traffic(on: variants, into: &found)
    guard !found.hasErrors else { return nil }
    return FabricScenario(
      name: record.text("name") ?? "Network",
      variants: variants,
      circuits: circuits,
      cubes: cubes,
      traffic: traffic,
      resolved: record.resolved(),
      weakFigures: parts.weakFigures,
      warnings: found.entries.filter { $0.severity != .error },
      astra: astra
    )
  }
}
