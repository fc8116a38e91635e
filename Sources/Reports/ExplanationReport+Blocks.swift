import Compute
import Quantities
import Scenarios
import Studies
import Systems

extension ExplanationReport {
  /// The answer, the account, the walls, the cascade and what to distrust.
  public var blocks: [Block] {
    var blocks: [Block] = [.headline(sentence)]
    if !problems.isEmpty {
      blocks += [.heading("Why not"), .items(problems)]
    }
    guard let explanation else { return blocks + remarks }
    if !problems.isEmpty { blocks += remedies(explanation) }
    blocks += plan(explanation)
    blocks += timeAndMemory(explanation.design)
    blocks += surroundings(explanation.design) + engine(explanation.design)
    let reach = problems.isEmpty ? Asked.Answer.nearest(explanation) : []
    if !reach.isEmpty { blocks.append(.entry(label: "Reach", text: reach.joined(separator: "; "))) }
    blocks += wallsAndCascade(explanation)
    if let links = explanation.links { blocks += alternatives(links) }
    return blocks + distrust(explanation) + remarks
  }

  /// What would make the design feasible, as far as a knob does.
  private func remedies(_ explanation: Explanation<Asked.Answer>) -> [Block] {
    let relaxed = Format.significant(explanation.relaxation)
    var items = explanation.walls.filter { $0.gain == .infinity }.map { wall in
      "\(wall.name): relaxed \(relaxed)x it \(Asked.Answer.remedied)"
    }
    for wall in explanation.walls where wall.gain != .infinity && !wall.unit.isEmpty {
      guard wall.utilization > 1, wall.utilization.isFinite else { continue }
      items.append(
        "\(wall.name): \(Self.amount(wall.demand, of: wall)) is asked of"
          + " \(Self.amount(wall.capacity, of: wall)); it takes"
          + " \(Format.significant(wall.utilization)) times as much"
      )
    }
    if items.isEmpty {
      items = ["no single wall relaxed \(relaxed)x is enough; try --relax with a larger factor"]
    }
    return [
      .heading("What would make it feasible"), .items(items + Asked.Answer.nearest(explanation)),
      .paragraph("What follows is the estimate as if nothing forbade it."),
    ]
  }

  /// A demand or capacity of a wall with its unit.
  private static func amount(_ value: Double, of wall: Wall) -> String {
    wall.knob == .memoryCapacity ? Words.memory(value) : Format.quantity(value, unit: wall.unit)
  }

  /// The plan, and whether it was given or chosen.
  private func plan(_ explanation: Explanation<Asked.Answer>) -> [Block] {
    let design = explanation.design
    let tried = explanation.plansTried
    let how =
      tried == 1
      ? "as the scenario fixes it"
      : "the best of \(Format.count(tried)) valid plans, of which"
        + " \(Format.count(explanation.plansFitting)) fit in memory"
    var blocks: [Block] = [
      .entry(
        label: "Plan",
        text: design.planWords + " (\(how))"
      )
    ]
    if let better = explanation.betterPlan {
      blocks.append(
        .entry(
          label: "Better plan",
          text: better.planWords + " \(better.prospect)"
            + (problems.isEmpty ? "" : " and \(Asked.Answer.remedied)\(Asked.Answer.where)")
        )
      )
    }
    blocks.append(.entry(label: "Software", text: scenario.software))
    return blocks
  }

  /// Where the time goes, and what fills the memory.
  private func timeAndMemory(_ design: Asked.Answer) -> [Block] {
    let whole = design.timeTotal
    let shown = design.timeParts.filter { $0.seconds >= 5e-4 * whole }
      .sorted { $0.seconds > $1.seconds }
    let greatest = shown.first?.seconds ?? 1
    let time = shown.map { part -> [Table.Cell] in
      [
        .text(Words.time(part.key)), .text(Format.duration(part.seconds)),
        .text(Words.percent(part.seconds / whole)),
        .bar(part.seconds / greatest),
      ]
    }
    let capacity = design.memoryCapacity
    let memory = design.memoryParts.filter { $0.bytes >= 5e-4 * capacity }.map {
      part -> [Table.Cell] in
      [
        .text(Words.memoryPart(part.key)), .text(Words.memory(part.bytes)),
        .text(Words.percent(part.bytes / capacity)), .bar(part.bytes / capacity),
      ]
    }
    let columns = [
      Table.Column(""), Table.Column("", isNumber: true), Table.Column("", isNumber: true),
      Table.Column(""),
    ]
    return [
      .heading("\(Asked.Answer.timeTitle): \(Format.duration(whole))"),
      .table(Table(columns, rows: time)),
      .heading(
        "\(Asked.Answer.memoryTitle): \(Words.memory(design.need)) of"
          + " \(Words.memory(capacity))"
      ),
      .table(Table(columns, rows: memory)),
    ]
  }
}
