import Quantities
import Scenarios
import Studies

extension ComparisonReport {
  /// The winner in a sentence, what differs, and the results with their ratios to the first.
  public var blocks: [Block] {
    var blocks: [Block] = [.headline(sentence)]
    for (index, reasons) in problems.enumerated() where !reasons.isEmpty {
      blocks += [
        .heading("Why \(letter(index)) cannot be"), .items(reasons),
      ]
    }
    blocks += [.heading("Scenarios")]
    for (index, scenario) in comparison.scenarios.enumerated() {
      blocks.append(.entry(label: letter(index), text: scenario.name))
    }
    let letters = comparison.scenarios.indices.map { Table.Column(letter($0), isNumber: true) }
    if !comparison.differences.isEmpty {
      let rows = comparison.differences.map { difference -> [Table.Cell] in
        [.text(difference.path)] + difference.values.map { .text($0 ?? "–") }
      }
      blocks += [
        .heading("What differs"), .table(Table([Table.Column("field")] + letters, rows: rows)),
      ]
    }
    if let plans = plans(letters) { blocks += plans }
    let results = rows.filter { $0.values.contains { $0 != nil } }.map { row -> [Table.Cell] in
      var cells: [Table.Cell] = [.text(row.figure.name)]
      for (index, value) in row.values.enumerated() {
        var figure = row.figure
        figure.value = value
        var text = Words.figure(figure)
        if index > 0, row.figure.kind != .temperature, let ratio = row.ratios[index],
          abs(ratio - 1) >= 5e-4
        {
          text += " (\(Format.significant(ratio))x)"
        }
        cells.append(.text(text))
      }
      return cells
    }
    blocks += [
      .heading("Results, and each over \(letter(0))"),
      .table(Table([Table.Column("")] + letters, rows: results)),
    ]
    return blocks
  }

  /// The plan parts that differ between the designs.
  private func plans(_ letters: [Table.Column]) -> [Block]? {
    let texts = comparison.designs.map { design in
      design.map(\.planWords)
    }
    guard Set(texts).count > 1 else { return nil }
    return [.heading("Plans")]
      + zip(letters, texts).map { .entry(label: $0.title, text: $1 ?? "none is valid") }
  }

  /// Which scenario is best by the first one's objective, and by how much.
  private var sentence: String {
    let designs = comparison.designs
    guard let first = comparison.scenarios.first else { return "There is nothing to compare." }
    let feasible = designs.indices.filter { problems[$0].isEmpty }
    let ranked = feasible.compactMap { index in
      designs[index].map { (index: index, merit: $0.merit(by: first.objective)) }
    }.sorted { ($1.merit, $0.index) < ($0.merit, $1.index) }
    guard let best = ranked.first else {
      return "None of the \(designs.count) scenarios can be built or run as asked."
    }
    let words = Words.merit(first.objective)
    guard ranked.count > 1, let last = ranked.last else {
      return "Only \(letter(best.index)), \(comparison.scenarios[best.index].name), can be built"
        + " and run as asked."
    }
    if best.merit <= last.merit * 1.000_5 {
      return "The scenarios give the same \(words)."
    }
    return "\(letter(best.index)), \(comparison.scenarios[best.index].name), gives the most"
      + " \(words): \(Format.significant(best.merit / last.merit)) times as many as"
      + " \(letter(last.index))."
  }

  /// The letter by which a scenario is named in tables.
  private func letter(_ index: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return index < letters.count ? String(letters[index]) : "#\(index + 1)"
  }
}
