import Scenarios
import Studies

extension SearchReport {
  /// The best value of the objective for each value of an axis, nil where nothing can be.
  func best(over axis: Axis) -> [(text: String, value: Double?)] {
    var found = axis.texts.map { (text: $0, value: Double?.none) }
    let place = Dictionary(
      axis.texts.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    for outcome in result.outcomes where outcome.isFeasible {
      guard let merit = outcome.ranking.first?.merits[0],
        let text = setting(outcome.variant).first(where: { $0.path == axis.path })?.text,
        let index = place[text]
      else { continue }
      found[index].value = max(found[index].value ?? -.infinity, merit)
    }
    let isMaximised = result.goals.objective.isMaximised
    return found.map { ($0.text, $0.value.map { isMaximised ? $0 : 1 / $0 }) }
  }

  /// Columns of the table of sensitivities.
  static var sensitivityColumns: [Table.Column] {
    [
      Table.Column("field"), Table.Column("values"), Table.Column("first to last"),
      Table.Column("best at"), Table.Column("worst at"),
    ]
  }

  /// A line for each field with several values.
  var sensitivities: [[Table.Cell]] {
    guard isSweep, result.isFeasible else { return [] }
    let objective = result.goals.objective
    return axes.filter { $0.texts.count > 1 }.compactMap { axis in
      let values = best(over: axis)
      let known = values.compactMap { entry in entry.value.map { (entry.text, $0) } }
      let sorted = known.enumerated().sorted { first, second in
        let (one, other) = (first.element.1, second.element.1)
        if one != other { return objective.isMaximised ? one > other : one < other }
        return first.offset < second.offset
      }
      guard let best = sorted.first?.element, let worst = sorted.last?.element,
        let first = axis.texts.first, let last = axis.texts.last
      else { return nil }
      let name = axis.path.split(separator: ".").last.map(String.init) ?? axis.path
      func point(_ place: (String, Double)) -> String {
        "\(place.0) (\(Words.cell(place.1, of: objective)))"
      }
      return [
        .text(name), .text("\(first) … \(last)"), .text(Self.sparkline(values.map(\.value))),
        .text(point(best)), .text(point(worst)),
      ]
    }
  }

  /// Values as bars of eighths from nought to the greatest; a dot where there is none.
  static func sparkline(_ values: [Double?]) -> String {
    let bars = Array("▁▂▃▄▅▆▇█")
    // A long axis is drawn by samples.
    let shown = values.count <= 24 ? values : (0..<24).map { values[$0 * (values.count - 1) / 23] }
    let greatest = values.compactMap { $0 }.filter(\.isFinite).max() ?? 0
    return String(
      shown.map { value -> Character in
        guard let value else { return "·" }
        guard value.isFinite, greatest > 0 else { return bars[7] }
        return bars[max(0, min(7, Int((value / greatest * 8).rounded(.up)) - 1))]
      }
    )
  }
}
