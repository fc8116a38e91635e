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
        "best_predicted", "best_plan", "best_memory", "gain", "plans", "plans_that_fit",
        "plans_faster", "share",
        "alike_best_predicted", "alike_best_plan", "alike_best_memory", "alike_gain", "alike_plans",
        "alike_plans_that_fit", "alike_plans_faster", "alike_share", "memory", "memory_capacity",
        "fits", "outside", "skipped_because",
      ]
    ]
      + report.cases.map(Self.row)
  }

  /// A case in a row of the table.
  private static func row(_ item: PlanCase) -> [String] {
    let outcome = item.outcome
    let first = [
      item.id, item.group, item.what, item.isChosen ? "1" : "0",
      item.completed.joined(separator: " "), outcome.map { PlanWords.code($0.plan) } ?? "",
      CSVText.number(outcome?.step.seconds), CSVText.number(item.measured),
    ]
    let last = [
      CSVText.number(outcome?.step.memory.total), CSVText.number(outcome?.capacity),
      outcome.map { $0.fits ? "1" : "0" } ?? "", outcome?.outside ?? "",
      item.skippedBecause ?? "",
    ]
    return first + cells(outcome?.all) + cells(outcome?.alike) + last
  }

  /// A place in a row of the table.
  private static func cells(_ place: PlanPlace?) -> [String] {
    [
      CSVText.number(place?.bestSeconds), place?.best.map(PlanWords.code) ?? "",
      CSVText.number(place?.bestStep?.memory.total), CSVText.number(place?.gain),
      place.map { String($0.plans) } ?? "",
      place.map { String($0.fitting) } ?? "", place.map { String($0.faster) } ?? "",
      CSVText.number(place?.share),
    ]
  }

  /// Nothing is drawn.
  public var charts: JSON? { nil }

  /// The places in a sentence, the summaries, the plans that most others beat, what does not fit or
  /// is not valid, and why rows were skipped.
  public var blocks: [Block] {
    var blocks: [Block] = [
      .headline(sentence),
      .heading("Plans that are predicted faster than the published one"),
      .table(summaries(\.all)),
      .heading("The same among plans that use no technique that the published one does not"),
      .table(summaries(\.alike)),
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
    guard let total = report.summaries.first(where: { $0.group == "all" }), total.count > 0
    else { return "No plan could be placed." }
    let all = total.all
    let members = report.cases.compactMap(\.outcome).filter(\.isMember)
    let missed = members.count { !$0.all.isReached }
    return "Of \(Words.count(total.count, "published plan")) that fit,"
      + " \(Format.count(all.leading)) are among the best 5 % of all valid plans; in the median"
      + " \(Words.percent(all.median)) are predicted faster, and the best by"
      + " \(Words.gain(all.medianGain))."
      + (missed > 0
        ? " The search found less than a valid plan in \(Words.count(missed, "case"))." : "")
  }

  /// The summaries of places as a table.
  private func summaries(_ places: KeyPath<PlanSummary, PlanSummary.Places>) -> Table {
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
        let found = item[keyPath: places]
        return [
          .text(TextRenderer.clipped(item.group, to: 34)), .text(Format.count(item.count)),
          .text(Format.count(item.skipped)), .text(Format.count(item.misfits)),
          .text(Format.count(item.outside)), .text(Format.count(found.reached)),
          .text(Format.count(found.leading)),
          .text(isKnown ? Words.percent(found.median) : "–"),
          .text(isKnown ? Words.percent(found.p90) : "–"),
          .text(isKnown ? Words.gain(found.medianGain) : "–"),
          .text(isKnown ? Words.gain(found.p90Gain) : "–"),
        ]
      }
    )
  }

  /// The plans that fit and that most others beat.
  private var worst: Table {
    let found = report.cases.enumerated().compactMap { index, item in
      item.outcome.flatMap { $0.fits ? (index: index, item: item, outcome: $0) : nil }
    }.sorted { ($1.outcome.all.share, $0.index) < ($0.outcome.all.share, $1.index) }
    return Table(
      [
        Table.Column("row"), Table.Column("what"), Table.Column("faster", isNumber: true),
        Table.Column("theirs", isNumber: true), Table.Column("best", isNumber: true),
        Table.Column("gain", isNumber: true),
      ],
      rows: found.prefix(Self.worstCases).map { entry in
        [
          .text(entry.item.id), .text(TextRenderer.clipped(entry.item.what, to: 40)),
          .text(Words.percent(entry.outcome.all.share)),
          .text(Format.duration(entry.outcome.step.seconds)),
          .text(entry.outcome.all.bestSeconds.map { Format.duration($0) } ?? "–"),
          .text(entry.outcome.all.gain.map { Words.gain($0) } ?? "–"),
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

  /// A case in the machine-readable output.
  private static func json(_ item: PlanCase) -> JSON {
    let outcome = item.outcome
    return [
      "row_id": .text(item.id), "group": .text(item.group), "what": .text(item.what),
      "chosen": .flag(item.isChosen), "completed": .texts(item.completed),
      "plan": outcome.map { PlanWords.json($0.plan) } ?? .null,
      "plan_code": .optional(outcome.map { PlanWords.code($0.plan) }),
      "predicted": .optional(outcome?.step.seconds), "measured": .optional(item.measured),
      "all": outcome.map { json($0.all) } ?? .null,
      "alike": outcome.map { json($0.alike) } ?? .null,
      "memory": .optional(outcome?.step.memory.total),
      "memory_capacity": .optional(outcome?.capacity),
      "fits": outcome.map { .flag($0.fits) } ?? .null,
      "outside": .optional(outcome?.outside), "skipped_because": .optional(item.skippedBecause),
    ]
  }

  /// A place in the machine-readable output.
  private static func json(_ place: PlanPlace) -> JSON {
    [
      "best_predicted": .optional(place.bestSeconds),
      "best_plan": place.best.map(PlanWords.json) ?? .null,
      "best_plan_code": .optional(place.best.map(PlanWords.code)), "gain": .optional(place.gain),
      "best_memory": .optional(place.bestStep?.memory.total), "plans": .integer(place.plans),
      "plans_that_fit": .integer(place.fitting),
      "plans_faster": .integer(place.faster), "share": .number(place.share),
    ]
  }

  /// A summary in the machine-readable output.
  private static func json(_ item: PlanSummary) -> JSON {
    func figure(_ value: Double) -> JSON { item.count > 0 ? .number(value) : .null }
    func places(_ found: PlanSummary.Places) -> JSON {
      [
        "reached": .integer(found.reached), "leading": .integer(found.leading),
        "median": figure(found.median), "p90": figure(found.p90),
        "median_gain": figure(found.medianGain), "p90_gain": figure(found.p90Gain),
      ]
    }
    return [
      "group": .text(item.group), "n": .integer(item.count), "skipped": .integer(item.skipped),
      "misfits": .integer(item.misfits), "outside": .integer(item.outside),
      "all": places(item.all), "alike": places(item.alike),
    ]
  }
}
