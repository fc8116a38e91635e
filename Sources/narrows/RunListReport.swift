import Reports
import Runs

/// Kept runs, the newest first, in every shape.
struct RunListReport: Report {
  /// The runs.
  var runs: [KeptRun]
  /// Whether there are more than these.
  var hasMore: Bool
  /// Where runs are kept.
  var path: String

  /// The runs as a list.
  var members: [JSON.Member] {
    [
      JSON.Member(
        "result",
        [
          "store": .text(path), "has_more": .flag(hasMore),
          "runs": .array(runs.map { KeptWords.json($0) }),
        ]
      ), JSON.Member("diagnostics", []),
    ]
  }

  /// One run a row.
  var table: [[String]] { Self.table(runs) }

  /// Nothing is drawn.
  var charts: JSON? { nil }

  /// How many there are, then a table.
  var blocks: [Block] {
    guard let newest = runs.first else {
      return [
        .headline("No runs are kept yet."),
        .paragraph("Searches keep what they find in \(path), or where --store says."),
      ]
    }
    let count = hasMore ? "The newest \(runs.count) runs" : KeptWords.count(runs.count, "run")
    let unfinished = runs.count { $0.state == .interrupted }
    var sentence = "\(count) \(hasMore || runs.count > 1 ? "are" : "is") kept"
    switch unfinished {
    case 0: break
    case 1: sentence += ", one of them cut short: asking the same again resumes it"
    default: sentence += ", \(unfinished) of them cut short: asking the same again resumes them"
    }
    sentence += "; `narrows runs show \(newest.id)` shows the newest."
    return [.headline(sentence), .table(Self.words(runs))]
  }

  /// Runs for a spreadsheet, one a row.
  static func table(_ runs: [KeptRun]) -> [[String]] {
    [
      [
        "id", "name", "command", "state", "objective", "began", "written", "ended", "seed",
        "pieces", "finished_pieces", "designs", "resumptions", "version", "catalog", "summary",
      ]
    ]
      + runs.map { run in
        [
          String(run.id), run.question.name, run.question.command, run.state.rawValue,
          run.question.objective, Moment.text(run.began), Moment.text(run.written),
          run.ended.map(Moment.text) ?? "", String(run.question.seed),
          String(run.question.pieces), String(run.finishedPieces), String(run.designs),
          String(run.resumptions), run.question.programVersion, run.question.catalogVersion,
          run.summary,
        ]
      }
  }

  /// Runs for a reader, one a row.
  static func words(_ runs: [KeptRun]) -> Table {
    let columns = [
      Table.Column("run", isNumber: true), Table.Column("began, UTC"), Table.Column("state"),
      Table.Column("designs", isNumber: true), Table.Column("objective"), Table.Column("name"),
    ]
    let rows = runs.map { run -> [Table.Cell] in
      [
        .text(String(run.id)), .text(KeptWords.moment(run.began)), .text(KeptWords.state(run)),
        .text(String(run.designs)), .text(run.question.objective), .text(run.question.name),
      ]
    }
    return Table(columns, rows: rows)
  }
}

/// What pruning took away, or would, in every shape.
struct PruneReport: Report {
  /// What it took away; nil when there is no store.
  var pruned: Pruned?
  /// Whether nothing was removed yet.
  var isDry: Bool
  /// Where runs are kept.
  var path: String

  /// Runs that went.
  private var removed: [KeptRun] { pruned?.removed ?? [] }
  /// Runs that were asked for and stay.
  private var running: [KeptRun] { pruned?.running ?? [] }

  /// Why runs stay that were asked for.
  private var remark: String? {
    guard !running.isEmpty else { return nil }
    let ids = running.map { String($0.id) }.joined(separator: ", ")
    return running.count == 1
      ? "Run \(ids) stays: a process is at work on it."
      : "Runs \(ids) stay: processes are at work on them."
  }

  /// What went and what stays.
  var members: [JSON.Member] {
    let remarks = [remark].compactMap { $0 }.map { text -> JSON in
      ["severity": "note", "message": .text(text)]
    }
    return [
      JSON.Member(
        "result",
        [
          "store": .text(path), "dry_run": .flag(isDry),
          "removed": .array(removed.map { KeptWords.json($0) }),
          "running": .array(running.map { .integer($0.id) }),
          "left": .integer(pruned?.left ?? 0),
        ]
      ), JSON.Member("diagnostics", .array(remarks)),
    ]
  }

  /// One run that went a row.
  var table: [[String]] { RunListReport.table(removed) }

  /// Nothing is drawn.
  var charts: JSON? { nil }

  /// How many went, then a table.
  var blocks: [Block] {
    guard let pruned else { return [.headline("No runs are kept yet, so none had to go.")] }
    let count = removed.isEmpty ? "No runs" : KeptWords.count(removed.count, "run")
    let verb = isDry ? "would go" : removed.count == 1 ? "was removed" : "were removed"
    let rest = pruned.left == 0 ? "none" : String(pruned.left)
    let left = "\(rest) \(isDry ? "would be " : pruned.left == 1 ? "is " : "are ")left"
    var blocks: [Block] = [.headline("\(count) \(verb), \(left).")]
    if let remark { blocks.append(.paragraph(remark)) }
    if !removed.isEmpty { blocks.append(.table(RunListReport.words(removed))) }
    return blocks
  }
}
