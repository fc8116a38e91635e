import Quantities
import Scenarios
import Studies

extension ExplanationReport {
  /// Walls that are shown.
  private static var shownWalls: Int { 8 }

  /// The walls, strongest first, and the order in which they bind.
  func wallsAndCascade(_ explanation: Explanation<Asked.Answer>) -> [Block] {
    let columns = [
      Table.Column("wall"), Table.Column("layer"), Table.Column("used", isNumber: true),
      Table.Column("gain", isNumber: true), Table.Column("years", isNumber: true),
      Table.Column("suppliers"),
    ]
    let unbounded = Asked.Answer.madeFeasible
    let rows = explanation.walls.prefix(Self.shownWalls).map { wall -> [Table.Cell] in
      [
        .text(wall.name), .text(wall.layer),
        .text(wall.utilization > 0 ? Words.percent(wall.utilization) : "–"),
        .text(Words.gain(wall.gain, unbounded: unbounded)), .text(Self.years(wall.yearsToResolve)),
        .text(wall.suppliers.joined(separator: ", ")),
      ]
    }
    var blocks: [Block] = [
      .heading(
        "Walls: gain in \(Words.merit(scenario.objective)) when each is relaxed"
          + " \(Format.significant(explanation.relaxation))x"
      ),
      .table(Table(columns, rows: rows)),
    ]
    let steps = explanation.cascade.map { step in
      "\(step.wall), relaxed \(Format.significant(step.relaxedBy))x:"
        + " \(Words.gain(step.gain, unbounded: unbounded)) \(Words.merit(scenario.objective))"
    }
    if !steps.isEmpty {
      blocks += [
        .heading("Cascade: each wall relaxed until another binds"), .steps(steps),
      ]
    }
    return blocks
  }

  /// A span of years, such as `2–3` or `5–10`.
  static func years(_ span: (shortest: Double, longest: Double)) -> String {
    guard span.longest > 0 else { return "–" }
    let (low, high) = (Format.significant(span.shortest), Format.significant(span.longest))
    return low == high ? low : "\(low)–\(high)"
  }

  /// Figures of the catalogue that are estimates, those about the strongest walls first.
  func distrust(_ explanation: Explanation<Asked.Answer>) -> [Block] {
    let weak = scenario.weakFigures
    guard !weak.isEmpty else { return [] }
    var chosen: [String] = []
    for wall in explanation.walls where wall.gain > 0 {
      let words = Self.related(wall.knob)
      if let found = weak.first(where: { figure in
        !chosen.contains(figure) && words.contains { figure.contains($0) }
      }) {
        chosen.append(found)
      }
      if chosen.count == 3 { break }
    }
    for figure in weak where chosen.count < 3 && !chosen.contains(figure) { chosen.append(figure) }
    return [
      .heading("Figures to distrust"),
      .paragraph(
        "The answer leans on \(Words.count(weak.count, "catalogue figure")) that are estimates or"
          + " recollections (`narrows catalog show ID` has the sources); closest to what binds:"
      ),
      .items(chosen),
    ]
  }

  /// Remarks of the reader of the scenario.
  var remarks: [Block] {
    guard !scenario.warnings.isEmpty else { return [] }
    return [.heading("Remarks"), .items(scenario.warnings.map(\.description))]
  }

  /// What the paths of figures behind a knob contain.
  private static func related(_ knob: Knob) -> [String] {
    switch knob {
    case .matrixThroughput: ["peak.", "clock."]
    case .memoryBandwidth: ["memory.bandwidth"]
    case .memoryCapacity: ["memory.capacity"]
    case .acceleratorPower: ["tdp", "power.", "leakage"]
    case .cooling: ["cooling/"]
    case .scaleUpBandwidth, .scaleUpDomain: ["links/nvlink", "scale-up"]
    case .scaleOutBandwidth: ["spine-efficiency", "scale-out"]
    case .networkLatency: ["latency"]
    case .hostLaunch, .kernelFusion, .overlap, .stragglers: ["software/"]
    case .kernelEfficiency, .expertBalance, .requestOverhead: ["engines/"]
    case .reliability: ["mtbf", "restart"]
    case .storageBandwidth: ["storage"]
    case .sitePower: ["sites/", "host.power"]
    case .acceleratorPrice: ["price"]
    case .electricityPrice: ["electricity"]
    case .gridCarbon: ["carbon"]
    }
  }
}
