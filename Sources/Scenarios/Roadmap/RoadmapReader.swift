public import Catalog
public import Documents
public import Quantities
import Supply

/// Reads files about the supply chain through time, with every problem in one report.
public enum RoadmapReader {
  /// Whether a tree is a file about the supply chain through time.
  public static func isRoadmap(_ node: Node) -> Bool { node["roadmap"] != nil }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - settings: Fields set on top of the file, as `path=value`.
  ///   - catalog: The supply chain and events by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The question, or nil when anything is wrong.
  /// - Throws: `DocumentFileError` when there is no such file.
  public static func read(
    path: String,
    settings: [String] = [],
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> RoadmapQuestion? {
    guard
      let node = try ScenarioReader.tree(path: path, settings: settings, into: &diagnostics)
    else { return nil }
    let question = read(node, catalog: catalog, into: &diagnostics)
    return diagnostics.hasErrors ? nil : question
  }

  /// Reads a question from its tree.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - catalog: The supply chain and events by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The question, or nil when anything is wrong.
  public static func read(
    _ node: Node,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> RoadmapQuestion? {
    guard case .mapping = node.value, node["narrows"] != nil || node["roadmap"] != nil else {
      diagnostics.error(
        "this is not a file about a roadmap: neither \"narrows\" nor \"roadmap\" is in it",
        file: node.location.file,
        line: node.location.line > 0 ? node.location.line : nil,
        hint: "it begins with \"narrows: 1\" and roadmap: { from: 2022Q1, to: 2035Q4 }"
      )
      return nil
    }
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let record = RoadmapFormat.schema.read(node, into: &found)
    let parts = RoadmapParts(record: record, catalog: catalog)
    let from = parts.quarter("roadmap.from", into: &found)
    let to = parts.quarter("roadmap.to", into: &found)
    if let from, let to, to < from {
      found.add(
        record.diagnostic("roadmap.to", "\(to) is before the start \(from)", hint: "swap them?")
      )
    }
    // Names are looked up in any case, so that all that is wrong is said at once.
    var world = catalog.industry(from: from ?? Quarter(2022, 1), into: &found)
    let changes = parts.changes(into: &found)
    if var known = world {
      parts.leaveOut(from: &known, into: &found)
      parts.addEvents(to: &known, into: &found)
      world = known
    }
    let company = parts.company("roadmap.company", world, into: &found)
    let losses = parts.losses(world, from: from, to: to, into: &found)
    let build = parts.build(world, into: &found)
    var plans = ProgrammeParts(record: record, catalog: catalog, world: world, from: from, to: to)
    let programme = plans.programme(into: &found)
    guard !found.hasErrors, let world, let from, let to else { return nil }
    return RoadmapQuestion(
      name: record.text("name") ?? "Roadmap",
      from: from,
      to: to,
      samples: record.integer("roadmap.samples") ?? 0,
      industry: world.industry,
      ranges: world.ranges,
      suppliers: world.suppliers,
      changes: changes,
      company: company,
      losses: losses,
      build: build,
      programme: programme,
      resolved: record.resolved(),
      weakFigures: world.weakFigures + plans.weak,
      warnings: found.entries.filter { $0.severity != .error }
    )
  }
}
