import Quantities
import Reports
import Runs

/// Kept runs side by side, in every shape.
struct RunComparisonReport: Report {
  /// The runs with their designs.
  var runs: [ShownRun]

  /// Compares runs.
  init(_ runs: [ShownRun]) { self.runs = runs }

  /// A field that runs were asked with differently; nil where a run lacks it.
  struct Difference: Hashable {
    /// Its path.
    var path: String
    /// Its value in each run.
    var values: [String?]
  }

  /// A figure of each run's best design.
  struct Row {
    /// One of the figures, for key and unit.
    var figure: KeptDesign.Figure
    /// The value in each run.
    var values: [Double?]

    /// Each value over the first.
    var ratios: [Double?] {
      values.map { value in
        guard let value, let first = values.first ?? nil, first != 0 else { return nil }
        let ratio = value / first
        return ratio.isFinite ? ratio : nil
      }
    }
  }

  /// The best design of each run.
  private var best: [KeptDesign?] {
    runs.map { shown in shown.designs.first { $0.kind == .best } ?? shown.designs.first }
  }

  /// What differs: how was asked, then the scenario.
  var differences: [Difference] {
    let asked = runs.map { shown -> [(path: String, text: String)] in
      let question = shown.run.question
      var fields = [
        (path: "command", text: question.command), (path: "objective", text: question.objective),
        (path: "seed", text: String(question.seed)),
        (path: "pieces", text: String(question.pieces)),
      ]
      let options = KeptWords.tree(question.options)
      if case .object = options {
        fields += KeptWords.fields(question.options).map { ("options.\($0.path)", $0.text) }
      } else {
        fields.append((path: "options", text: question.options))
      }
      return fields + KeptWords.fields(question.scenario)
    }
    var known: Set<String> = []
    let paths = asked.flatMap { $0.map(\.path) }.filter { known.insert($0).inserted }
    let values = asked.map { Dictionary($0.map { ($0.path, $0.text) }) { first, _ in first } }
    return paths.map { path in Difference(path: path, values: values.map { $0[path] }) }
      .filter { Set($0.values).count > 1 }
  }

  /// Figures of the best designs, one a row.
  var rows: [Row] {
    var known: Set<String> = []
    let figures = best.flatMap { $0?.figures ?? [] }.filter { known.insert($0.key).inserted }
    return figures.map { figure in
      Row(figure: figure, values: best.map { $0?.figure(figure.key)?.value })
    }
  }

  /// Why runs can only be compared with care.
  private var warnings: [String] {
    func differing(_ name: String, _ versions: [String]) -> String? {
      guard Set(versions).count > 1 else { return nil }
      let each = zip(runs, versions).map { "\($1) (run \($0.run.id))" }.joined(separator: ", ")
      return "The runs come of different versions of \(name): \(each). Figures may differ for"
        + " that alone."
    }
    let unfinished = runs.filter { $0.run.state != .done }.map { String($0.run.id) }
    return [
      differing("narrows", runs.map(\.run.question.programVersion)),
      differing("the catalogue", runs.map(\.run.question.catalogVersion)),
      unfinished.isEmpty
        ? nil
        : "Not finished: \(unfinished.count == 1 ? "run" : "runs")"
          + " \(unfinished.joined(separator: ", ")). Better designs may yet be found.",
    ].compactMap { $0 }
  }

  /// The scenarios, what differs, and the best designs.
  var members: [JSON.Member] {
    let differences = differences.map { difference -> JSON in
      [
        "field": .text(difference.path),
        "values": .array(difference.values.map { .optional($0) }),
      ]
    }
    let figures = rows.map { row -> JSON in
      [
        "key": .text(row.figure.key), "unit": .text(row.figure.unit),
        "values": .array(row.values.map { .optional($0) }),
        "ratios": .array(row.ratios.map { .optional($0) }),
      ]
    }
    let scenarios = runs.map { KeptWords.tree($0.run.question.scenario) }
    return [
      JSON.Member("scenarios", .array(scenarios)),
      JSON.Member(
        "result",
        [
          "runs": .array(runs.map { KeptWords.json($0.run) }),
          "differences": .array(differences), "figures": .array(figures),
          "best": .array(best.map { $0.map { KeptWords.json($0) } ?? .null }),
        ]
      ),
      JSON.Member(
        "diagnostics",
        .array(warnings.map { ["severity": "warning", "message": .text($0)] })
      ),
    ]
  }

  /// One number a row: `key, unit`, then a column a run.
  var table: [[String]] {
    var table = [["key", "unit"] + runs.map { "run \($0.run.id)" }]
    table.append(
      ["feasible", ""] + best.map { $0.map { $0.isFeasible ? "true" : "false" } ?? "" }
    )
    for difference in differences {
      table.append([difference.path, "as asked"] + difference.values.map { $0 ?? "" })
    }
    for row in rows {
      table.append([row.figure.key, row.figure.unit] + row.values.map(KeptWords.cell))
    }
    return table
  }

  /// Nothing is drawn.
  var charts: JSON? { nil }

  /// The spread in a sentence, warnings, what differs, and the best designs.
  var blocks: [Block] {
    var blocks: [Block] = [.headline(sentence)]
    blocks += warnings.map { .paragraph($0) }
    blocks.append(.heading("Runs"))
    for shown in runs {
      let run = shown.run
      blocks.append(
        .entry(
          label: "Run \(run.id)",
          text: "\(run.question.name), \(KeptWords.state(run)), began"
            + " \(KeptWords.moment(run.began)) UTC"
        )
      )
    }
    let columns = runs.map { Table.Column("run \($0.run.id)", isNumber: true) }
    let differences = differences
    if !differences.isEmpty {
      let rows = differences.map { difference -> [Table.Cell] in
        [.text(difference.path)] + difference.values.map { .text($0 ?? "–") }
      }
      blocks += [
        .heading("What was asked differently"),
        .table(Table([Table.Column("field")] + columns, rows: rows)),
      ]
    }
    let figures = rows.filter { $0.values.contains { $0 != nil } }
    guard !figures.isEmpty else { return blocks }
    blocks.append(.heading("Best design of each"))
    for (shown, design) in zip(runs, best) {
      let words = design.map { design in
        [design.settings.isEmpty ? design.name : design.settings, design.plan]
          .filter { !$0.isEmpty }.joined(separator: "; ")
          + (design.isFeasible ? "" : " (not feasible)")
      }
      blocks.append(.entry(label: "Run \(shown.run.id)", text: words ?? "none is kept"))
    }
    let cells = figures.map { row -> [Table.Cell] in
      let numbers = row.values.indices.map { index -> Table.Cell in
        var figure = row.figure
        figure.value = row.values[index]
        var text = KeptWords.value(figure)
        // A temperature has no meaningful ratio in degrees.
        if index > 0, figure.unit != "degC", let ratio = row.ratios[index], abs(ratio - 1) >= 5e-4 {
          text += " (\(Format.significant(ratio))x)"
        }
        return .text(text)
      }
      return [.text(KeptWords.name(row.figure))] + numbers
    }
    blocks += [
      .heading("Figures of the best, and each over run \(runs[0].run.id)"),
      .table(Table([Table.Column("")] + columns, rows: cells)),
    ]
    return blocks
  }

  /// How far apart the best designs are in the first figure that all of them have.
  private var sentence: String {
    let rows = rows.filter { row in row.values.allSatisfy { $0?.isFinite ?? false } }
    guard let row = rows.first else {
      return best.contains { $0 == nil }
        ? "There is no design to compare in every run." : "The runs have no figure in common."
    }
    let name = KeptWords.name(row.figure)
    let ranked = zip(runs, row.values).compactMap { shown, value in
      value.map { (run: shown.run.id, value: $0) }
    }.sorted { ($0.value, $0.run) < ($1.value, $1.run) }
    guard let least = ranked.first, let most = ranked.last, least.value != most.value else {
      return "The best designs of the runs have the same \(name)."
    }
    func words(_ end: (run: Int, value: Double)) -> String {
      var figure = row.figure
      figure.value = end.value
      return "\(KeptWords.value(figure)) (run \(end.run))"
    }
    let ratio =
      least.value > 0 ? ", \(Format.significant(most.value / least.value)) times as much" : ""
    return "The best designs' \(name) goes from \(words(least)) to \(words(most))\(ratio)."
  }
}
