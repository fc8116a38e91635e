import Quantities
import Scenarios
public import Studies

/// What one section of a file about a network is answered with, in every shape.
protocol FabricSection: Sendable {
  /// The answer in a sentence.
  var sentence: String { get }
  /// What a person reads below the sentence.
  var blocks: [Block] { get }
  /// Name of the section in machine-readable output.
  var key: String { get }
  /// The answer in machine-readable output.
  var result: JSON { get }
  /// Values as rows of setting, line, key with unit, and value.
  var rows: [[String]] { get }
  /// Charts, each a Vega-Lite view.
  var charts: [JSON] { get }
}

/// What is found out about a network, in every shape: one part for each section of the file.
public struct FabricReport: Report {
  /// What was found.
  public var findings: FabricFindings
  /// The answers, in the order of the sections.
  let sections: [any FabricSection]

  /// Reports findings.
  public init(_ findings: FabricFindings) {
    self.findings = findings
    var sections: [any FabricSection] = []
    if !findings.bills.isEmpty { sections.append(FabricBillSection(findings)) }
    if let circuits = findings.circuits { sections.append(FabricCircuitSection(found: circuits)) }
    if let cubes = findings.scenario.cubes { sections.append(FabricCubeSection(asked: cubes)) }
    if let traffic = findings.scenario.traffic,
      findings.traffic.count == findings.scenario.variants.count
    {
      let entries = zip(findings.scenario.variants, findings.traffic)
        .map(FabricTrafficSection.Entry.init)
      sections.append(FabricTrafficSection(asked: traffic, entries: entries))
    }
    self.sections = sections
  }

  /// The sentences, then each section, then what to distrust.
  public var blocks: [Block] {
    var blocks = sections.map { Block.headline($0.sentence) }
    for section in sections { blocks += section.blocks }
    return blocks + notes
  }

  /// What to distrust, and remarks on the input.
  private var notes: [Block] {
    var blocks: [Block] = []
    let weak = findings.scenario.weakFigures
    if !weak.isEmpty {
      blocks += [
        .heading("Figures to distrust"),
        .paragraph(
          "The answer leans on estimates or recollections in"
            + " \(Words.count(weak.count, "catalogue figure")) (`narrows catalog show ID` has the"
            + " sources; --format json lists them)."
        ),
      ]
    }
    let remarks = findings.scenario.warnings.map(\.description)
    if !remarks.isEmpty { blocks += [.heading("Remarks"), .items(remarks)] }
    return blocks
  }

  /// The fields as resolved, an answer for each section, and remarks.
  public var members: [JSON.Member] {
    let scenario = findings.scenario
    let answers = sections.map { JSON.Member($0.key, $0.result) }
    return [
      JSON.Member("scenario", ScenarioJSON.nested(scenario.resolved)),
      JSON.Member(
        "result",
        .object(answers + [JSON.Member("figures_to_distrust", .texts(scenario.weakFigures))])
      ),
      JSON.Member("diagnostics", ScenarioJSON.diagnostics(scenario.warnings)),
    ]
  }

  /// A value a row: its section, setting and line, its key with the unit.
  public var table: [[String]] {
    [["section", "setting", "line", "key", "value"]]
      + sections.flatMap { section in section.rows.map { [section.key] + $0 } }
  }

  /// The charts of all sections below each other.
  public var charts: JSON? {
    let charts = sections.flatMap(\.charts)
    guard !charts.isEmpty else { return nil }
    return [
      "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
      "title": .text(findings.scenario.name), "vconcat": .array(charts),
      "resolve": ["scale": ["color": "independent"]],
    ]
  }
}
