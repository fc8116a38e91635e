import Quantities
public import Studies

/// Errors of predictions against measurements, in every shape.
public struct ValidationTextReport: Report {
  /// The reports, one a subject.
  public var reports: [ValidationReport]
  /// Rows of the table of the worst cases.
  static let worstCases = 10

  /// Reports validations.
  public init(_ reports: [ValidationReport]) { self.reports = reports }

  /// The cases and the summary.
  public var members: [JSON.Member] {
    let cases = reports.flatMap { report in
      report.cases.map { item -> JSON in
        let base: JSON = [
          "subject": .text(report.subject), "row_id": .text(item.id), "group": .text(item.group),
          "metric": .text(item.metric), "measured": .optional(item.measured),
          "predicted": .optional(item.predicted), "error": .optional(item.error),
          "skipped_because": .optional(item.skippedBecause),
        ]
        guard isJudged else { return base }
        return base.adding([
          JSON.Member("unit", .optional(item.unit)),
          JSON.Member("within", item.within.map { .flag($0) } ?? .null),
        ])
      }
    }
    let summary = reports.flatMap { report in
      report.summaries.map { item -> JSON in
        // A set without a scored case has no error, not an error of nothing.
        func figure(_ value: Double) -> JSON { item.count > 0 ? .number(value) : .null }
        let base: JSON = [
          "subject": .text(report.subject), "group": .text(item.group),
          "metric": .text(item.metric), "n": .integer(item.count),
          "skipped": .integer(item.skipped), "mean": figure(item.mean),
          "median": figure(item.median), "p90": figure(item.p90), "bias": figure(item.bias),
        ]
        guard isJudged else { return base }
        return base.adding([
          JSON.Member("within", item.within.map { .integer($0) } ?? .null),
          JSON.Member("outside", item.outside.map { .integer($0) } ?? .null),
        ])
      }
    }
    return [
      JSON.Member("result", ["summary": .array(summary), "cases": .array(cases)]),
      JSON.Member("diagnostics", []),
    ]
  }

  /// One case and metric a row.
  public var table: [[String]] {
    [
      ["row_id", "group", "metric", "measured", "predicted", "error", "skipped_because"]
        + (isJudged ? ["within", "unit"] : [])
    ]
      + reports.flatMap(\.cases).map { item in
        [
          item.id, item.group, item.metric, CSVText.number(item.measured),
          CSVText.number(item.predicted), CSVText.number(item.error), item.skippedBecause ?? "",
        ] + (isJudged ? [item.within.map { $0 ? "true" : "false" } ?? "", item.unit ?? ""] : [])
      }
  }

  /// Whether some row states a tolerance.
  private var isJudged: Bool { reports.contains { $0.cases.contains { $0.within != nil } } }

  /// Nothing is drawn.
  public var charts: JSON? { nil }

  /// The errors in a sentence a subject, the summaries, why rows were skipped, the worst cases.
  public var blocks: [Block] {
    var blocks: [Block] = [.headline(reports.map(Self.sentence).joined(separator: " "))]
    for report in reports {
      blocks += [
        .heading("Errors of \(report.subject): predicted over measured, less one"),
        .table(Self.summaries(report)),
      ]
      let skipped = Self.skipped(report)
      if !skipped.isEmpty { blocks += [.heading("Skipped"), .items(skipped)] }
      let isJudged = report.cases.contains { $0.within != nil }
      blocks +=
        isJudged
        ? [
          .heading("Outside their tolerance"), .table(Self.worst(report, outside: true)),
        ] : [.heading("The worst cases"), .table(Self.worst(report))]
    }
    return blocks
  }

  /// How far predictions are off, in a sentence.
  private static func sentence(_ report: ValidationReport) -> String {
    let totals = report.summaries.filter { $0.group == "all" && $0.count > 0 }
    guard !totals.isEmpty else { return "No case of \(report.subject) could be predicted." }
    let parts = totals.map { total in
      "\(total.metric.replacing("_", with: " ")) of \(Words.count(total.count, "case")) is off by"
        + " \(Words.percent(total.mean)) in the mean and \(Words.percent(total.median)) in the"
        + " median, bias \(Self.signed(total.bias))"
    }
    let judged = totals.first { $0.within != nil }.map { total in
      "; \(total.within ?? 0) keep to the tolerance that their rows state, \(total.outside ?? 0) do not,"
        + " \(total.skipped) are skipped"
    }
    return "\(report.subject.prefix(1).uppercased())\(report.subject.dropFirst()): "
      + parts.joined(separator: "; ") + (judged ?? "") + "."
  }

  /// The summaries as a table.
  private static func summaries(_ report: ValidationReport) -> Table {
    let isJudged = report.summaries.contains { $0.within != nil }
    return Table(
      [
        Table.Column("group"), Table.Column("metric"), Table.Column("n", isNumber: true),
        Table.Column("skipped", isNumber: true), Table.Column("mean", isNumber: true),
        Table.Column("median", isNumber: true), Table.Column("p90", isNumber: true),
        Table.Column("bias", isNumber: true),
      ]
        + (isJudged
          ? [Table.Column("within", isNumber: true), Table.Column("outside", isNumber: true)] : []),
      rows: report.summaries.map { item in
        let hasErrors = item.count > 0
        let counts = isJudged ? [item.within, item.outside] : []
        let judged = counts.map { Table.Cell.text($0.map { Format.count($0) } ?? "–") }
        return [
          .text(TextRenderer.clipped(item.group, to: 44)), .text(item.metric),
          .text(Format.count(item.count)), .text(Format.count(item.skipped)),
          .text(hasErrors ? Words.percent(item.mean) : "–"),
          .text(hasErrors ? Words.percent(item.median) : "–"),
          .text(hasErrors ? Words.percent(item.p90) : "–"),
          .text(hasErrors ? signed(item.bias) : "–"),
        ] + judged
      }
    )
  }

  /// Why rows were skipped, the most frequent reason first.
  private static func skipped(_ report: ValidationReport) -> [String] {
    let reasons = Dictionary(grouping: report.cases.compactMap(\.skippedBecause)) { $0 }
    let counted = reasons.map { (reason: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    let shown = counted.prefix(12).map { "\(Words.count($0.count, "row")): \($0.reason)" }
    let rest = counted.dropFirst(12).reduce(0) { $0 + $1.count }
    return shown + (rest > 0 ? ["\(Words.count(rest, "row")) for other reasons"] : [])
  }

  /// The cases with the largest errors.
  ///
  /// - Parameters:
  ///   - report: The cases.
  ///   - outside: Whether to list all that miss their tolerance instead of the worst ten.
  /// - Returns: The table.
  private static func worst(_ report: ValidationReport, outside: Bool = false) -> Table {
    let found = report.cases.enumerated().compactMap { index, item in
      outside && item.within != false
        ? nil : item.error.map { (index: index, item: item, error: $0) }
    }.sorted { (abs($1.error), $0.index) < (abs($0.error), $1.index) }
    return Table(
      [
        Table.Column("row"), Table.Column("group"), Table.Column("metric"),
        Table.Column("measured", isNumber: true), Table.Column("predicted", isNumber: true),
        Table.Column("error", isNumber: true),
      ],
      rows: found.prefix(outside ? found.count : worstCases).map { entry in
        [
          .text(entry.item.id), .text(TextRenderer.clipped(entry.item.group, to: 40)),
          .text(entry.item.metric), .text(value(entry.item.measured, entry.item)),
          .text(value(entry.item.predicted, entry.item)), .text(signed(entry.error)),
        ]
      }
    )
  }

  /// A value in the unit of its metric.
  private static func value(_ value: Double?, _ item: ValidationCase) -> String {
    guard let value else { return "–" }
    if let unit = item.unit {
      return Format.significant(value, digits: 4) + (unit.isEmpty ? "" : " " + unit)
    }
    switch item.metric {
    case "memory": return Words.memory(value)
    case "power": return Format.quantity(value, unit: "W")
    default: return Format.duration(value)
    }
  }

  /// A signed share, such as `-3.2 %`.
  private static func signed(_ share: Double) -> String {
    (share > 0 ? "+" : "") + (abs(share) < 5e-4 ? "0 %" : Words.percent(share))
  }
}
