public import Catalog
public import Documents
import Foundation
import Links
public import Quantities

/// Reads files about one link, with every problem in one report.
public enum LinkReader {
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
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let space = space(node, folder: folder, into: &diagnostics)
    return diagnostics.hasErrors ? nil : space
  }

  /// Reads a tree with its lists and ranges.
  ///
  /// - Parameters:
  ///   - node: The tree.
  ///   - folder: Folder to which paths in it are relative.
  ///   - diagnostics: Receives everything that is wrong with lists and ranges.
  /// - Returns: The space of questions, or nil when anything is wrong.
  public static func space(
    _ node: Node,
    folder: String = ".",
    into diagnostics: inout Diagnostics
  ) -> ScenarioSpace? {
    guard case .mapping = node.value, node["narrows"] != nil || node["link"] != nil else {
      diagnostics.error(
        "this is not a file about a link: neither \"narrows\" nor \"link\" is in it",
        file: node.location.file,
        line: node.location.line > 0 ? node.location.line : nil,
        hint: "it begins with \"narrows: 1\" and link: { rate: 1.6 Tb/s, length: 30 m }"
      )
      return nil
    }
    return ScenarioSpace.read(
      node,
      folder: folder,
      schema: LinkQuestionFormat.schema,
      fields: LinkQuestionFormat.axes,
      into: &diagnostics
    )
  }

  /// Reads one question from its tree.
  ///
  /// - Parameters:
  ///   - node: The tree, each field with one value.
  ///   - catalog: Technologies by name.
  ///   - diagnostics: Receives everything that is wrong.
  /// - Returns: The question, or nil when anything is wrong.
  public static func read(
    _ node: Node,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> LinkQuestion? {
    var found = Diagnostics()
    defer { diagnostics.add(contentsOf: found) }
    let record = LinkQuestionFormat.schema.read(node, into: &found)
    let line = line(record)
    let parts = parts(record, catalog: catalog, into: &found)
    let copper = copper(record, line, into: &found)
    let grid = grid(record)
    let light = light(record, line, grid, into: &found)
    let heat = heat(record, line, light, grid, into: &found)
    let edge = edge(record, line, grid, into: &found)
    guard !found.hasErrors, let rate = record.number("link.rate"),
      let length = record.number("link.length")
    else { return nil }
    return LinkQuestion(
      name: record.text("name") ?? "Link",
      demand: LinkEstimate.Demand(
        rate: rate * 8,
        length: length,
        correction: line.correction,
        temperature: record.number("link.temperature"),
        year: record.integer("link.year")
      ),
      laneRate: line.laneRate,
      modulation: line.modulation,
      symbolRate: line.symbolRate,
      errorLimit: line.errorLimit,
      frame: line.frame,
      replay: line.replay,
      technologies: parts.technologies,
      copper: copper,
      light: light,
      grid: grid,
      heat: heat,
      edge: edge,
      resolved: record.resolved(),
      weakFigures: parts.weak,
      warnings: found.entries.filter { $0.severity != .error }
    )
  }

  /// What lane, coding and correction come to.
  struct Line {
    /// Net rate of a lane [bit/s].
    var laneRate: Double
    /// Levels of a symbol.
    var modulation: Modulation
    /// Symbols per second [Bd].
    var symbolRate: Double
    /// Forward error correction.
    var correction: ErrorCorrection
    /// Errors per bit that are allowed.
    var errorLimit: Double
    /// Size of a frame [bit].
    var frame: Double
    /// What is sent again.
    var replay: Replay
    /// Length of the link [m].
    var length: Double
    /// Net rate of the link [bit/s].
    var rate: Double
  }

  /// Lane, coding and correction.
  private static func line(_ record: Record) -> Line {
    // Quantities counts information in bytes, links count bits.
    let standard = record.text("copper.standard").flatMap(CopperStandard.init)
    let laneRate =
      record.number("link.lane-rate").map { $0 * 8 } ?? standard?.laneRate ?? 200e9
    let modulation =
      record.text("link.modulation").flatMap(Modulation.init) ?? standard?.modulation
      ?? .usual(laneRate: laneRate)
    let correction =
      record.text("fec.code").flatMap(ErrorCorrection.init) ?? (modulation == .nrz ? .kr4 : .kp4)
    let replay: Replay =
      switch record.text("fec.replay") ?? "selective" {
      case "none": .none
      case "go-back": .goBack(roundTrip: record.number("fec.round-trip") ?? 0)
      default: .selective
      }
    return Line(
      laneRate: laneRate,
      modulation: modulation,
      symbolRate: record.number("link.symbol-rate") ?? standard?.symbolRate
        ?? modulation.symbolRate(lineRate: laneRate * correction.expansion),
      correction: correction,
      errorLimit: record.number("fec.limit") ?? correction.errorLimit,
      frame: (record.number("fec.frame") ?? 4_096) * 8,
      replay: replay,
      length: record.number("link.length") ?? 0,
      rate: (record.number("link.rate") ?? 0) * 8
    )
  }

  // MARK: Technologies

  /// The technologies asked about, and weak figures among theirs.
  private static func parts(
    _ record: Record,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> (technologies: [LinkTechnology], weak: [String]) {
    let field = "link.technology"
    let written = record.node(field)
    var names: [(name: String, node: Node?)] = []
    let elements = written?.elements ?? []
    if !elements.isEmpty {
      for element in elements {
        guard let name = element.text else {
          diagnostics.add(
            record.diagnostic(field, "\(element.shape) stands where a name is due")
          )
          continue
        }
        names.append((name, element))
      }
    } else if let name = written?.text ?? record.text(field), name != "all" {
      names = [(name, written)]
    } else if let written, written.text == nil {
      diagnostics.add(
        record.diagnostic(
          field,
          "\(written.shape) is written here; a name, a list of names or all is due",
          hint: "`narrows catalog list technologies` lists them"
        )
      )
    }
    let isAll = names.isEmpty
    if isAll { names = catalog.ids(.technologies).map { ($0, nil) } }
    let wanted = record.number("link.lane-rate").map { $0 * 8 }
    var technologies: [LinkTechnology] = []
    var weak: [String] = []
    for (name, node) in names {
      guard
        let entry = catalog.entry(
          .technologies,
          named: name,
          field: field,
          at: node?.location,
          into: &diagnostics
        )
      else { continue }
      let technology = TechnologyFormat.technology(entry.record)
      if isAll, let wanted, abs(technology.laneRate / wanted - 1) > 0.13 { continue }
      if technologies.contains(where: { $0.id == technology.id }) {
        diagnostics.add(record.diagnostic(field, "\(name) is named twice"))
        continue
      }
      technologies.append(technology)
      weak += entry.record.figures
        .filter { [.estimated, .recalled].contains($0.figure.grade) }
        .map { "technologies/\(technology.id): \($0.path)" }
    }
    return (technologies, weak)
  }

  // MARK: Copper

  /// A line of copper; nil when nothing is asked about it, or with a fault.
  private static func copper(
    _ record: Record,
    _ line: Line,
    into diagnostics: inout Diagnostics
  ) -> LinkQuestion.Copper? {
    guard record.has("copper") else { return nil }
    func number(_ name: String) -> Double? { record.number("copper.\(name)") }
    let standard =
      record.text("copper.standard").flatMap(CopperStandard.init)
      ?? CopperStandard.forLaneRate(line.laneRate)
    guard let budget = number("budget") ?? standard?.budget else {
      diagnostics.add(
        record.diagnostic(
          "copper.budget",
          "no standard has a budget for lanes of "
            + Format.quantity(line.laneRate / 8, unit: "Gb/s"),
          hint: "write budget: 40 dB, or a standard"
        )
      )
      return nil
    }
    let hasStandardCable = standard?.objective != nil
    let written = record.text("copper.medium")
    let isCable = written.map { $0 == "twinax" } ?? (standard == nil || hasStandardCable)
    let board = written.flatMap(BoardMaterial.init) ?? .ultraLowLoss
    let gauge = number("gauge") ?? standard?.gauge ?? 26
    if !isCable, record.has("copper.gauge") {
      diagnostics.add(
        record.diagnostic(
          "copper.gauge",
          "a board has no gauge",
          hint: "leave it out, or write medium: twinax"
        )
      )
    }
    if record.has("copper.host"), record.has("copper.host-trace") {
      diagnostics.add(
        record.diagnostic(
          "copper.host-trace",
          "the host's loss is written twice, as a loss and as a trace",
          hint: "leave one of them out"
        )
      )
    }
    let frequency =
      number("frequency") ?? (record.has("link.symbol-rate") ? line.symbolRate / 2 : nil)
      ?? standard?.frequency ?? line.symbolRate / 2
    let trace = number("host-trace.length").map { length in
      let material = record.text("copper.host-trace.material").flatMap(BoardMaterial.init)
      return length * (material ?? .ultraLowLoss).loss.perMetre(at: frequency)
    }
    var medium = isCable ? Twinax.loss(gauge: gauge) : board.loss
    if let loss = number("loss-per-length") { medium = medium.scaled(to: loss, at: frequency) }
    let channel = CopperChannel(
      budget: budget,
      frequency: frequency,
      packageLoss: number("package") ?? standard?.packageLoss ?? 0,
      hostLoss: trace ?? number("host") ?? standard?.hostLoss ?? 0,
      connectorLoss: number("connector") ?? standard?.connectorLoss ?? 0,
      connectors: Double(record.integer("copper.connectors") ?? 2),
      extraLoss: number("extra") ?? 0,
      reserve: number("reserve") ?? 0,
      medium: medium
    )
    return LinkQuestion.Copper(
      channel: channel,
      standard: standard,
      gauge: isCable && number("loss-per-length") == nil ? gauge : nil
    )
  }
}
