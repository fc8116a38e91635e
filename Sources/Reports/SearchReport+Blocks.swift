import Economics
import Foundation
import Quantities
import Scenarios
import Studies

extension SearchReport {
  /// The answer, the best designs, the front, how values matter, what was left out and how all was covered.
  public var blocks: [Block] {
    var blocks: [Block] = [.headline(sentence)]
    if let first = best.first {
      if isSweep { blocks.append(.entry(label: "System", text: Self.words(first.setting))) }
      blocks.append(.entry(label: "Plan", text: first.design.planWords))
      blocks.append(.entry(label: "Covered", text: covered))
      if best.count > 1 {
        let things = isSweep ? "systems" : "plans"
        blocks.append(
          .heading(
            result.isFeasible ? "Best \(things) by \(goal)" : "The \(things) that come nearest"
          )
        )
        blocks.append(.table(designs(best, objectives: [result.goals.objective])))
      }
    }
    let hasTable = best.count > 1 || !result.goals.front.isEmpty
    if !result.goals.front.isEmpty {
      let names = result.goals.front.map(\.rawValue).joined(separator: " against ")
      blocks.append(.heading("Pareto front: \(names), \(Words.count(front.count, "design"))"))
      // A long front is shown by a few points spread over it; files have all.
      let shown = Self.spread(front, atMost: 24)
      if shown.count < front.count {
        blocks.append(
          .paragraph("\(shown.count) of \(front.count) shown; json, csv and vega have all.")
        )
      }
      blocks.append(.table(designs(shown, objectives: result.goals.front)))
    }
    if hasTable { blocks.append(.paragraph(Asked.Answer.planLegend)) }
    let lines = sensitivities
    if !lines.isEmpty {
      blocks.append(.heading("Best \(goal) over each field, the others free"))
      blocks.append(.table(Table(Self.sensitivityColumns, rows: lines)))
    }
    let excluded = excluded
    if !excluded.isEmpty, isSweep {
      let out = result.outcomes.count { !$0.isFeasible }
      blocks.append(.heading("Left out: \(Words.count(out, "system"))"))
      blocks.append(
        .items(
          excluded.prefix(8).map { "\($0.count == 1 ? "" : "\($0.count)× such as: ")\($0.reason)" }
        )
      )
    } else if let problems = best.first?.design.problems, !problems.isEmpty {
      blocks.append(.heading("Why it cannot be"))
      blocks.append(.items(problems))
    }
    if explainsPruning { blocks += pruning }
    return blocks
  }

  /// The objective's name.
  private var goal: String { result.goals.objective.rawValue }

  /// The answer in a sentence.
  var sentence: String {
    let systems = Words.count(result.count, "system")
    let open = result.isProven ? "" : " so far, not proven"
    guard let first = best.first else {
      let reason = excluded.first?.reason ?? "nothing was searched"
      return isSweep
        ? "None of \(systems) can be: \(reason)." : "\(name) has no valid plan: \(reason)."
    }
    let design = first.design
    guard result.isFeasible else { return "\(obstacle)." }
    if isSweep {
      return "\(name): of \(systems), \(Self.words(first.setting)) is best by \(goal)\(open)"
        + " (\(Words.value(first.values[0], of: result.goals.objective))); it"
        + " \(design.achievement)."
    }
    return "\(name) \(design.achievement) with the best of"
      + " \(Format.count(result.planCount)) plans by \(goal)\(open)."
  }

  /// What keeps everything out.
  private var obstacle: String {
    let subject = isSweep ? "None of \(Words.count(result.count, "system"))" : "No plan of \(name)"
    let all = result.exclusions.filter { $0.systems == result.outcomes.count }
    if let worst = all.max(by: { $0.least.ratio < $1.least.ratio }) {
      let use = worst.least
      let near = isSweep ? "the nearest takes" : "the best takes"
      let others =
        all.count > 1
        ? " (as \(all.filter { $0.key != worst.key }.map { "budget.\($0.key)" }.joined(separator: ", ")) would)"
        : ""
      return "\(subject) meets the budget: budget.\(worst.key) alone excludes everything\(others),"
        + " since \(near) \(Words.amount(use.value, use)), \(Words.percent(use.ratio - 1)) more than"
        + " \(Words.amount(use.limit, use))"
    }
    if result.exclusions.isEmpty {
      return "\(subject) can be: \(excluded.first?.reason ?? "no plan divides the work")"
    }
    let parts = result.exclusions.map {
      "budget.\($0.key) excludes \($0.systems), by \(Words.percent($0.least.ratio - 1)) at least"
    }
    return "\(subject) meets the budget: \(parts.joined(separator: "; "))"
  }

  /// How much was covered.
  private var covered: String {
    let plans = Format.count(result.planCount)
    if result.isProven {
      return
        "all \(plans) valid plans\(isSweep ? " of \(Words.count(result.outcomes.count, "system"))" : "");"
        + " no other is better"
    }
    return "\(Format.count(result.coverage.total)) of \(plans) plans of"
      + " \(Format.count(result.outcomes.count)) of \(Words.count(result.count, "system"));"
      + " stopped before the end, so the best is not proven"
  }

  /// How plans were covered, one by one and by proof.
  private var pruning: [Block] {
    let coverage = result.coverage
    func share(_ count: Int) -> String {
      "\(Format.count(count)) (\(Words.percent(Double(count) / Double(max(1, result.planCount)))))"
    }
    return [
      .heading("How \(Words.count(result.planCount, "plan")) were covered"),
      .table(
        Table(
          [Table.Column("how"), Table.Column("plans", isNumber: true)],
          rows: [
            [.text("estimated one by one"), .text(share(coverage.estimated))],
            [
              .text("do not fit in memory, found before time was estimated"),
              .text(share(coverage.misfit)),
            ],
            [
              .text("proven worse than designs known, by the least time and energy they can take"),
              .text(share(coverage.outrun)),
            ],
            [.text("not reached"), .text(share(result.planCount - coverage.total))],
          ]
        )
      ),
      .paragraph(
        "A bound leaves out only what is strictly worse than a design that fits, in the ranking and on the"
          + " front. Ties go \(isSweep ? "to the system that comes first, then " : "")to the plan whose"
          + " first different degree is smaller, tensor before pipeline."
      ),
    ]
  }

  // MARK: Tables

  /// A table of designs: the objectives, how far behind the first each is, telling figures, the plan.
  private func designs(_ rows: [Row], objectives: [Objective]) -> Table {
    let values = [result.goals.objective] + result.goals.front
    let isRanking = objectives == [result.goals.objective]
    let offset = isRanking ? 0 : 1
    let telling = Self.telling.filter { figure in
      objectives.allSatisfy { !figure.told.contains($0) }
        && rows.contains { row in
          row.design.figures.contains { $0.key == figure.key && $0.value != nil }
        }
    }
    var columns = [Table.Column("", isNumber: true)]
    if isSweep { columns.append(Table.Column("system")) }
    columns += objectives.map { Table.Column(Words.column($0), isNumber: true) }
    if isRanking {
      columns.append(Table.Column(result.isFeasible ? "behind" : "over by", isNumber: true))
    }
    columns += telling.map { Table.Column($0.title, isNumber: true) }
    columns.append(Table.Column("plan"))
    return Table(
      columns,
      rows: rows.map { row in
        var cells: [Table.Cell] = [.text(String(row.rank))]
        if isSweep { cells.append(.text(Self.words(row.setting))) }
        for place in objectives.indices {
          cells.append(.text(Words.cell(row.values[offset + place], of: values[offset + place])))
        }
        if isRanking { cells.append(.text(behind(row))) }
        for key in telling.map(\.key) {
          let figure = row.design.figures.first { $0.key == key }
          cells.append(.text(figure.map(Words.figure) ?? "–"))
        }
        cells.append(.text(row.design.planCode))
        return cells
      }
    )
  }

  /// How much worse than the best a design is, or by how much it exceeds its budget where all do.
  private func behind(_ row: Row) -> String {
    guard result.isFeasible else {
      let worst = row.design.budgetUses.map(\.ratio).max() ?? 1
      return worst > 1 ? Words.percent(worst - 1) : "–"
    }
    guard let best = best.first?.values[0] else { return "–" }
    let isMaximised = result.goals.objective.isMaximised
    let ratio = isMaximised ? row.values[0] / best : best / row.values[0]
    return row.rank == 1 || !ratio.isFinite ? "" : Format.percent(1 - ratio, digits: 2)
  }

  /// Figures shown beside the objectives, unless an objective tells the same.
  private static var telling: [(key: String, title: String, told: [Objective])] {
    [
      ("step_time_s", "step", [.tokensPerSecond, .timeToTrain]),
      ("ttft_s", "first token", [.timeToFirstToken]),
      ("tpot_s", "a token", [.timePerOutputToken]),
      ("power_facility_W", "power", [.power]),
      (
        "cost_per_million_tokens_USD", "cost a million",
        [.costPerToken, .tokensPerDollar, .costOfRun]
      ),
    ]
  }

  /// Rows spread evenly over all, ends included.
  private static func spread(_ rows: [Row], atMost limit: Int) -> [Row] {
    guard rows.count > limit else { return rows }
    return (0..<limit).map { rows[$0 * (rows.count - 1) / (limit - 1)] }
  }

  /// A setting in words, by the last name of each path.
  static func words(_ setting: [(path: String, text: String)]) -> String {
    setting.map { field in
      let name = field.path.split(separator: ".").last.map(String.init) ?? field.path
      return field.text.first?.isLetter ?? false ? field.text : "\(name) \(field.text)"
    }
    .joined(separator: ", ")
  }
}
