public import Catalog
import Compute
public import Documents
import Economics
import Foundation
import Links
public import Quantities
import Systems
import Training
import Workloads

/// Reads a scenario: fields, names, model and plan, with every problem in one report.
public enum ScenarioReader {
  /// Reads a scenario file about training.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - settings: Fields set on top of the file, as `path=value`.
  ///   - catalog: Parts by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The scenario, or nil when anything is wrong.
  /// - Throws: `DocumentFileError` when there is no such file.
  public static func read(
    path: String,
    settings: [String] = [],
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> Scenario? {
    let read = try any(path: path, settings: settings, catalog: catalog, into: &diagnostics)
    return training(read, into: &diagnostics)
  }

  /// Reads a scenario about training from its tree.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - folder: Folder to which paths of `config.json` files are relative.
  ///   - catalog: Parts by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The scenario, or nil when anything is wrong.
  public static func read(
    _ node: Node,
    folder: String,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> Scenario? {
    training(any(node, folder: folder, catalog: catalog, into: &diagnostics), into: &diagnostics)
  }

  /// The training job of a scenario; an error when it serves.
  private static func training(
    _ read: AnyScenario?,
    into diagnostics: inout Diagnostics
  ) -> Scenario? {
    guard let read else { return nil }
    if case .training(let scenario) = read { return scenario }
    var isPlacement = false
    if case .placement = read { isPlacement = true }
    diagnostics.error(
      "\(read.name) \(isPlacement ? "places requests" : "serves"); a training job is due here",
      field: isPlacement ? "placement" : "workload.serving",
      hint: "give a scenario with workload.training"
    )
    return nil
  }

  /// Reads a scenario file of any kind; a field with several values to choose from is an error.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - settings: Fields set on top of the file, as `path=value`.
  ///   - catalog: Parts by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The scenario, or nil when anything is wrong.
  /// - Throws: `DocumentFileError` when there is no such file.
  public static func any(
    path: String,
    settings: [String] = [],
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) throws(DocumentFileError) -> AnyScenario? {
    guard let node = try tree(path: path, settings: settings, into: &diagnostics) else {
      return nil
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard let space = ScenarioSpace.read(node, folder: folder, into: &diagnostics) else {
      return nil
    }
    let choices = space.choices
    guard choices.isEmpty else {
      for problem in choices { diagnostics.add(problem) }
      // What contradicts what depends on the choice, but fields at fault are at fault in any.
      _ = ScenarioFormat.schema.read(space.variant(0), into: &diagnostics)
      return nil
    }
    return any(space.variant(0), folder: folder, catalog: catalog, into: &diagnostics)
  }

  /// Reads a scenario of any kind from its tree.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - folder: Folder to which paths of `config.json` files are relative.
  ///   - catalog: Parts by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The scenario, or nil when anything is wrong.
  public static func any(
    _ node: Node,
    folder: String,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> AnyScenario? {
    if let placement = node["placement"] {
      if node["workload"] != nil || node["system"] != nil {
        diagnostics.error(
          "a placement has systems and models of its own, by pool",
          file: placement.location.file,
          line: placement.location.line > 0 ? placement.location.line : nil,
          field: "placement",
          hint: "move system, site and models under placement.pools, or make two scenarios"
        )
        return nil
      }
      return PlacementReader.read(node, folder: folder, catalog: catalog, into: &diagnostics)
        .map(AnyScenario.placement)
    }
    guard case .mapping = node.value, node["narrows"] != nil || node["workload"] != nil else {
      diagnostics.error(
        "this is not a scenario: neither \"narrows\" nor \"workload\" is in it",
        file: node.location.file,
        line: node.location.line > 0 ? node.location.line : nil,
        hint: "a scenario begins with \"narrows: 1\"; Examples/ has several"
      )
      return nil
    }
    let record = ScenarioFormat.schema.read(node, into: &diagnostics)
    let serves = record.has("workload.serving")
    if serves == record.has("workload.training"), record.node("workload")?.entries.isEmpty == false
    {
      diagnostics.add(
        record.diagnostic(
          serves ? "workload.serving" : "workload",
          serves
            ? "training and serving are two questions; both are written"
            : "neither training nor serving is written",
          hint: serves
            ? "make a scenario of each"
            : "write training: { sequence: 8192, global-batch: 2048 }, or"
              + " serving: { input: 1024, output: 1024, concurrency: 64 }"
        )
      )
    }
    let model = model(record, folder: folder, catalog: catalog, into: &diagnostics)
    let assembled = catalog.assemble(parts(record), into: &diagnostics)
    let surroundings = Surroundings(record: record, model: model, assembled: assembled)
    if serves {
      return ServingReader.read(surroundings, catalog: catalog, into: &diagnostics)
        .map(AnyScenario.serving)
    }
    return training(surroundings, catalog: catalog, into: &diagnostics).map(AnyScenario.training)
  }

  // MARK: Pieces

  /// The model that a scenario names, points at, or writes out.
  private static func model(
    _ record: Record,
    folder: String,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> (name: String, architecture: Architecture)? {
    guard let node = record.node("workload.model") else { return nil }
    if case .mapping = node.value {
      return ModelConfig.architecture(from: node, into: &diagnostics).map { ("inline model", $0) }
    }
    guard let text = node.text else {
      diagnostics.add(
        record.diagnostic(
          "workload.model",
          "\(node.shape) is no model",
          hint: "give a catalogue id, a path to a config.json, or its keys"
        )
      )
      return nil
    }
    if text.hasSuffix(".json") || text.contains("/") && catalog.file(.models, named: text) == nil {
      let path = text.hasPrefix("/") ? text : folder + "/" + text
      do {
        let config = try Node.read(path: path, into: &diagnostics)
        return config.flatMap { ModelConfig.architecture(from: $0, into: &diagnostics) }
          .map { (text, $0) }
      } catch {
        diagnostics.add(
          record.diagnostic(
            "workload.model",
            "\(error)",
            hint: "paths are relative to the scenario's folder; ids of the catalogue have no slash"
          )
        )
        return nil
      }
    }
    return catalog.model(
      named: text,
      field: "workload.model",
      at: node.location,
      into: &diagnostics
    )
  }

  /// The names of the system's parts, with where each was written.
  private static func parts(_ record: Record) -> SystemParts {
    let fields = [
      "system.accelerator", "system.node", "system.scale-up.technology",
      "system.scale-out.link", "system.scale-out.optics", "site.cooling", "site.distribution",
      "site.place",
    ]
    return SystemParts(
      accelerator: record.text("system.accelerator"),
      node: record.text("system.node"),
      count: record.integer("system.count"),
      domain: record.integer("system.scale-up.domain"),
      scaleOutLink: record.text("system.scale-out.link"),
      isRailOptimised: record.text("system.scale-out.topology") != "fat-tree",
      oversubscription: record.number("system.scale-out.oversubscription") ?? 1,
      scaleUpTechnology: record.text("system.scale-up.technology"),
      optics: record.text("system.scale-out.optics"),
      isDualHomed: record.text("system.scale-out.tors") == "dual",
      cooling: record.text("site.cooling"),
      distribution: record.text("site.distribution") ?? "54v",
      place: record.text("site.place") ?? "us-virginia",
      powerLimit: record.number("site.power-limit") ?? .infinity,
      locations: Dictionary(
        uniqueKeysWithValues: fields.compactMap { field in
          record.location(field).map { (field, $0) }
        }
      )
    )
  }

  /// What owning and running an accelerator with its surroundings costs.
  static func ownership(
    _ record: Record,
    system: System,
    rent: Double
  ) -> CostOfOwnership {
    let node = system.node
    let perNode = Double(node.accelerators)
    let prices =
      system.accelerator.price > 0
      ? CapitalPrices(
        accelerator: system.accelerator.price,
        host: node.hostPrice / perNode,
        network: system.networkPricePerPort * Double(node.ports) / perNode
          + system.links.addedPrice,
        facility: system.facility.site.constructionCost
      )
      : CapitalPrices.fromAccelerator(0, facility: system.facility.site.constructionCost)
    return CostOfOwnership(
      prices: prices,
      equipmentLife: record.number("economics.life") ?? 4 * Annuity.year,
      discountRate: record.number("economics.discount-rate") ?? 0.07,
      electricityPrice: system.facility.site.electricityPrice,
      waterPrice: system.facility.site.waterPrice,
      rentalPrice: rent
    )
  }

  /// Every field as resolved, names that were left out filled in.
  ///
  /// - Parameters:
  ///   - record: The fields.
  ///   - assembled: The system.
  ///   - stack: Id of the software.
  ///   - isForeign: Whether a field belongs to another kind of workload.
  /// - Returns: The fields in the order of the format's table, what was filled in last.
  static func resolved(
    _ record: Record,
    assembled: AssembledSystem,
    stack: String,
    without isForeign: (String) -> Bool
  ) -> [(path: String, text: String)] {
    var fields = record.resolved().filter { !isForeign($0.path) }
    func fill(_ path: String, _ text: String) {
      if !fields.contains(where: { $0.path == path }) { fields.append((path, text)) }
    }
    fill("system.node", assembled.node)
    fill("system.scale-up.domain", String(assembled.system.node.domain))
    fill("system.scale-out.link", assembled.scaleOutLink)
    let links = assembled.system.links
    if let up = links.scaleUp { fill("system.scale-up.technology", up.technology.id) }
    if let out = links.scaleOut { fill("system.scale-out.optics", out.technology.id) }
    fill("site.cooling", assembled.cooling)
    fields.removeAll { $0.path == "software" }
    fill("software", stack)
    return fields
  }
}
