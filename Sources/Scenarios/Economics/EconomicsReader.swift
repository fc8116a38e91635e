public import Catalog
public import Documents
import Economics
import Foundation
public import Quantities

/// Reads files about economics alone, with every problem in one report.
public enum EconomicsReader {
  /// Reads a file with its lists and ranges.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - settings: Fields set on top of the file, as `path=value`; lists and ranges too.
  ///   - diagnostics: Receives everything that is wrong with lists and ranges, and where anything
  ///     is, what is wrong with the other fields.
  /// - Returns: The space of questions, or nil when anything is wrong.
  /// - Throws: `DocumentFileError` when there is no such file.
  public static func space(
    path: String,
    settings: [String] = [],
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> ScenarioSpace? {
    guard
      let node = try ScenarioReader.tree(path: path, settings: settings, into: &diagnostics)
    else { return nil }
    let space = space(node, into: &diagnostics)
    return diagnostics.hasErrors ? nil : space
  }

  /// Reads a tree with its lists and ranges.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - diagnostics: Receives everything that is wrong with lists and ranges.
  /// - Returns: The space of questions, or nil when anything is wrong.
  public static func space(
    _ node: Node,
    into diagnostics: inout Diagnostics
  ) -> ScenarioSpace? {
    guard case .mapping = node.value, node["economics"] != nil else {
      diagnostics.error(
        "this is not a file about economics: \"economics\" is not in it",
        file: node.location.file,
        line: node.location.line > 0 ? node.location.line : nil,
        hint: "it begins with \"narrows: 1\" and economics: { run: { compute: 3.8e25 FLOP, … } }"
      )
      return nil
    }
    return ScenarioSpace.read(
      node,
      folder: ".",
      schema: EconomicsFormat.schema,
      fields: EconomicsFormat.axes,
      into: &diagnostics
    )
  }

  /// Reads one question from its tree.
  ///
  /// - Parameters:
  ///   - node: The tree, each field with one value.
  ///   - catalog: Accelerators and sites by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The question, or nil when anything is wrong.
  public static func read(
    _ node: Node,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> EconomicsQuestion? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let record = EconomicsFormat.schema.read(node, into: &found)
    if !EconomicsFormat.sections.contains(where: { record.has("economics.\($0)") }) {
      found.add(
        record.diagnostic(
          "economics",
          "nothing is asked about",
          hint: "write one of the sections " + EconomicsFormat.sections.joined(separator: ", ")
        )
      )
    }
    var parts = EconomicsParts(record: record, catalog: catalog)
    let ownership = parts.ownership(into: &found)
    let run = parts.run(into: &found)
    let generations = parts.generations(into: &found)
    let sizing = parts.sizing(run, into: &found)
    let serving = parts.serving(ownership, into: &found)
    let site = parts.site(ownership, into: &found)
    let emissions = parts.emissions(into: &found)
    guard !found.hasErrors else { return nil }
    return EconomicsQuestion(
      name: record.text("name") ?? "Economics",
      run: run,
      generations: generations,
      sizing: sizing,
      serving: serving,
      site: site,
      emissions: emissions,
      ownership: ownership,
      resolved: record.resolved(),
      weakFigures: parts.weak,
      warnings: found.entries.filter { $0.severity != .error }
    )
  }
}
