import Quantities
public import Studies
import Training
import Workloads

/// Published plans beside all valid ones, in every shape.
public struct PlanValidationReport: Report {
  /// The cases and their places.
  public var report: PlanReport
  /// Rows of the table of the plans that most others beat.
  static let worstCases = 10

  /// Reports the places of published plans.
  public init(_ report: PlanReport) { self.report = report }

  /// The cases and the summary.
  public var members: [JSON.Member] {
    [
      JSON.Member(
        "result",
        [
          "summary": .array(report.summaries.map(Self.json)),
          "cases": .array(report.cases.map(Self.json)),
        ]
      ),
      JSON.Member("diagnostics", []),
    ]
  }

  /// One case a row.
  public var table: [[String]] {
    [
      [
        "row_id", "group", "what", "chosen", "completed", "plan", "predicted", "measured",
        "best_predicted", "best_plan", "gain", "plans", "plans_that_fit", "plans_faster", "share",
        "memory", "memory_capacity", "fits", "outside", "skipped_because",
      ]
    ]
      + report.cases.map { item in
        let outcome = item.outcome
        return [
          item.id, item.group, item.what, item.isChosen ? "1" : "0",
          item.completed.joined(separator: " "), outcome.map { Self.line($0.plan) } ?? "",
          CSVText.number(outcome?.step.seconds), CSVText.number(item.measured),
          CSVText.number(outcome?.bestSeconds), outcome?.best.map(Self.line) ?? "",
          CSVText.number(outcome?.gain), outcome.map { String($0.plans) } ?? "",
          outcome.map { String($0.fitting) } ?? "", outcome.map { String($0.faster) } ?? "",
          CSVText.number(outcome?.share), CSVText.number(outcome?.step.memory.total),
          CSVText.number(outcome?.capacity), outcome.map { $0.fits ? "1" : "0" } ?? "",
          outcome?.outside ?? "", item.skippedBecause ?? "",
        ]
      }
  }

  /// Nothing is drawn.
  public var charts: JSON? { nil }

  /// The places in a sentence, the summaries, the plans that most others beat, what does not fit or
  /// is not valid, and why rows were skipped.
  public var blocks: [Block] {
    var blocks: [Block] = [
      .headline(sentence),
      .heading("Plans that are predicted faster than the published one"),
      .table(summaries),
    ]
    let worst = worst
    if !worst.rows.isEmpty {
      blocks += [.heading("Published plans that most others beat"), .table(worst)]
    }
    for (title, items) in remarks where !items.isEmpty {
      blocks += [.heading(title), .items(items)]
    }
    return blocks
  }

  /// Where published plans stand, in a sentence.
  private var sentence: String {
    guard let all = report.summaries.first(where: { $0.group == "all" }), all.count > 0 else {
      return "No plan could be placed."
    }
    let members = report.cases.compactMap(\.outcome).filter(\.isMember)
    let missed = members.count { !$0.isReached }
    return "Of \(Words.count(all.count, "published plan")) that fit, \(Format.count(all.leading))"
      + " are among the best 5 % of all valid plans; in the median \(Words.percent(all.median)) are"
      + " predicted faster, and the best by \(Words.gain(all.medianGain))."
      + (missed > 0
        ? " The search found less than a valid plan in \(Words.count(missed, "case"))." : "")
  }

  /// The summaries as a table.
  private var summaries: Table {
    Table(
      [
        Table.Column("set"), Table.Column("n", isNumber: true),
        Table.Column("skipped", isNumber: true), Table.Column("do not fit", isNumber: true),
        Table.Column("not valid", isNumber: true), Table.Column("reached", isNumber: true),
        Table.Column("best 5 %", isNumber: true), Table.Column("faster", isNumber: true),
        Table.Column("p90", isNumber: true), Table.Column("gain", isNumber: true),
        Table.Column("p90", isNumber: true),
      ],
      rows: report.summaries.map { item in
        let isKnown = item.count > 0
        return [
          .text(TextRenderer.clipped(item.group, to: 34)), .text(Format.count(item.count)),
          .text(Format.count(item.skipped)), .text(Format.count(item.misfits)),
          .text(Format.count(item.outside)), .text(Format.count(item.reached)),
          .text(Format.count(item.leading)),
          .text(isKnown ? Words.percent(item.median) : "–"),
          .text(isKnown ? Words.percent(item.p90) : "–"),
          .text(isKnown ? Words.gain(item.medianGain) : "–"),
          .text(isKnown ? Words.gain(item.p90Gain) : "–"),
        ]
      }
    )
  }

  /// The plans that fit and that most others beat.
  private var worst: Table {
    let found = report.cases.enumerated().compactMap { index, item in
      item.outcome.flatMap { $0.fits ? (index: index, item: item, outcome: $0) : nil }
    }.sorted { ($1.outcome.share, $0.index) < ($0.outcome.share, $1.index) }
    return Table(
      [
        Table.Column("row"), Table.Column("what"), Table.Column("faster", isNumber: true),
        Table.Column("theirs", isNumber: true), Table.Column("best", isNumber: true),
        Table.Column("gain", isNumber: true),
      ],
      rows: found.prefix(Self.worstCases).map { entry in
        [
          .text(entry.item.id), .text(TextRenderer.clipped(entry.item.what, to: 40)),
          .text(Words.percent(entry.outcome.share)),
          .text(Format.duration(entry.outcome.step.seconds)),
          .text(entry.outcome.bestSeconds.map { Format.duration($0) } ?? "–"),
          .text(entry.outcome.gain.map { Words.gain($0) } ?? "–"),
        ]
      }
    )
  }

  /// Plans that do not fit, those that are none of the valid ones, and skips, the most frequent first.
  private var remarks: [(title: String, items: [String])] {
    let misfits = report.cases.compactMap { item -> String? in
      guard let outcome = item.outcome, !outcome.fits else { return nil }
      return "\(item.id), \(item.what): \(Words.memory(outcome.step.memory.total)) of"
        + " \(Words.memory(outcome.capacity))"
    }
    let outside = counted(report.cases.compactMap { $0.outcome?.outside })
    let skipped = counted(report.cases.compactMap(\.skippedBecause))
    return [
      ("Plans that ran but do not fit in memory as estimated", shortened(misfits)),
      ("Plans that are none of the valid ones, by their first difference", shortened(outside)),
      ("Skipped", shortened(skipped)),
    ]
  }

  /// Texts with how often each occurs, the most frequent first.
  private func counted(_ texts: [String]) -> [String] {
    Dictionary(grouping: texts) { $0 }.map { (text: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
      .map { "\(Words.count($0.count, "row")): \($0.text)" }
  }

  /// The first twelve of a list.
  private func shortened(_ items: [String]) -> [String] {
    items.count > 12 ? items.prefix(12) + ["and \(items.count - 12) more"] : items
  }

  /// A plan in few characters, as tables show it.
  static func line(_ plan: TrainingPlan) -> String {
    var parts = ["t\(plan.tensor)", "p\(plan.pipeline)"]
    if plan.virtual > 1 { parts.append("v\(plan.virtual)") }
    if plan.context > 1 { parts.append("c\(plan.context)") }
    if plan.expert > 1 { parts.append("e\(plan.expert)") }
    parts += ["d\(plan.data)", "m\(plan.microBatch)"]
    var again = PlanWords.recompute(plan).joined(separator: "+")
    if let layers = plan.recomputedLayers { again += "(\(layers))" }
    parts.append(again.isEmpty ? "keep" : again)
    if plan.tensor > 1 { parts.append(plan.sequenceParallel ? "sp" : "no-sp") }
    parts.append("z\(plan.sharding.rawValue)" + (plan.shardGroup.map { "/\($0)" } ?? ""))
    let hidden = PlanWords.overlap(plan).compactMap(\.first).map { String($0) }
    parts.append(hidden.isEmpty ? "no-overlap" : "hides-" + hidden.joined())
    if plan.rankOrder == .pipelineFirst { parts.append("pipeline-first") }
    return parts.joined(separator: " ")
  }

  /// A case in the machine-readable output.
  private static func json(_ item: PlanCase) -> JSON {
    let outcome = item.outcome
    return [
      "row_id": .text(item.id), "group": .text(item.group), "what": .text(item.what),
      "chosen": .flag(item.isChosen), "completed": .texts(item.completed),
      "plan": outcome.map { PlanWords.json($0.plan) } ?? .null,
      "plan_line": .optional(outcome.map { line($0.plan) }),
      "predicted": .optional(outcome?.step.seconds), "measured": .optional(item.measured),
      "best_predicted": .optional(outcome?.bestSeconds),
      "best_plan": outcome?.best.map(PlanWords.json) ?? .null,
      "best_plan_line": .optional(outcome?.best.map(line)), "gain": .optional(outcome?.gain),
      "plans": outcome.map { .integer($0.plans) } ?? .null,
      "plans_that_fit": outcome.map { .integer($0.fitting) } ?? .null,
      "plans_faster": outcome.map { .integer($0.faster) } ?? .null,
      "share": .optional(outcome?.share), "memory": .optional(outcome?.step.memory.total),
      "memory_capacity": .optional(outcome?.capacity),
      "fits": outcome.map { .flag($0.fits) } ?? .null,
      "outside": .optional(outcome?.outside), "skipped_because": .optional(item.skippedBecause),
    ]
  }

  /// A summary in the machine-readable output.
  private static func json(_ item: PlanSummary) -> JSON {
    func figure(_ value: Double) -> JSON { item.count > 0 ? .number(value) : .null }
    return [
      "group": .text(item.group), "n": .integer(item.count), "skipped": .integer(item.skipped),
      "misfits": .integer(item.misfits), "outside": .integer(item.outside),
      "reached": .integer(item.reached), "leading": .integer(item.leading),
      "median": figure(item.median), "p90": figure(item.p90),
      "median_gain": figure(item.medianGain), "p90_gain": figure(item.p90Gain),
    ]
  }
}
