import Quantities
import Reports
import Runs

/// A kept run in every shape.
struct RunReport: Report {
  /// Rows of a table for a reader.
  static let rows = 20
  /// Most columns of figures in a table for a reader.
  static let columns = 5
  /// Letters that figures take up at most in a row for a reader.
  static let figuresWidth = 48
  /// Figures that tell most of a design with a short title, the most telling first.
  static let telling: [(key: String, title: String)] = [
    ("tokens_per_s", "tokens"), ("throughput_output_tokens_per_s", "output"),
    ("step_time_s", "step"), ("time_to_train_s", "run"), ("ttft_s", "TTFT"), ("tpot_s", "TPOT"),
    ("cost_per_million_tokens_USD", "a M tokens"), ("energy_per_token_J", "a token"),
    ("cost_run_USD", "run"), ("model_flops_utilization", "MFU"), ("power_facility_W", "power"),
    ("carbon_kg", "CO2e"),
  ]

  /// The run.
  var run: KeptRun
  /// Its designs, the best first.
  var designs: [KeptDesign]

  /// Reports a run.
  init(_ shown: ShownRun) {
    run = shown.run
    designs = shown.designs
  }

  /// Figures that any design has, in the order of their first place.
  private var figures: [KeptDesign.Figure] {
    var known: Set<String> = []
    return designs.flatMap(\.figures).filter { known.insert($0.key).inserted }
  }

  /// The scenario, the run and its designs.
  var members: [JSON.Member] {
    [
      JSON.Member("scenario", KeptWords.tree(run.question.scenario)),
      JSON.Member(
        "result",
        ["run": KeptWords.json(run), "designs": .array(designs.map { KeptWords.json($0) })]
      ), JSON.Member("diagnostics", []),
    ]
  }

  /// One design a row, every figure a column.
  var table: [[String]] {
    let keys = figures.map(\.key)
    return [["run", "kind", "rank", "name", "settings", "plan", "feasible"] + keys]
      + designs.map { design in
        let head = [
          String(run.id), design.kind.rawValue, design.rank.map(String.init) ?? "", design.name,
          design.settings, design.plan, design.isFeasible ? "true" : "false",
        ]
        return head + keys.map { KeptWords.cell(design.figure($0)?.value) }
      }
  }

  /// Nothing is drawn.
  var charts: JSON? { nil }

  /// What came of it, what was asked, and the designs.
  var blocks: [Block] {
    let question = run.question
    var blocks: [Block] = [.headline(sentence)]
    var entries = [
      ("Name", question.name), ("Command", question.command), ("Objective", question.objective),
      ("Options", question.options), ("Pieces", KeptWords.progress(run) + " finished"),
      ("Seed", String(question.seed)), ("Began", KeptWords.moment(run.began) + " UTC"),
    ]
    if let ended = run.ended {
      entries.append(("Ended", KeptWords.moment(ended) + " UTC"))
    } else {
      entries.append(("Written", KeptWords.moment(run.written) + " UTC"))
    }
    if run.resumptions > 0 {
      entries.append(("Resumed", KeptWords.count(run.resumptions, "time")))
    }
    entries.append(
      ("Versions", "narrows \(question.programVersion), catalogue \(question.catalogVersion)")
    )
    blocks += entries.filter { !$0.1.isEmpty }.map { .entry(label: $0.0, text: $0.1) }
    for (kind, title) in [(KeptDesign.Kind.best, "Best designs"), (.front, "Front")] {
      let designs = designs.filter { $0.kind == kind }
      if !designs.isEmpty { blocks += [.heading(title)] + words(designs) }
    }
    let fields = KeptWords.fields(question.scenario).map { field -> [Table.Cell] in
      [.text(field.path), .text(field.text)]
    }
    if !fields.isEmpty {
      let columns = [Table.Column("field"), Table.Column("value")]
      blocks += [.heading("Scenario"), .table(Table(columns, rows: fields))]
    }
    return blocks
  }

  /// How far it came and what came of it.
  private var sentence: String {
    let summary = run.summary.isEmpty ? "" : ": \(run.summary)"
    switch run.state {
    case .done: return "Run \(run.id) is done\(summary)"
    case .running:
      return "Run \(run.id) is at work, with \(KeptWords.progress(run)) pieces finished."
    case .interrupted:
      return "Run \(run.id) was cut short with \(KeptWords.progress(run)) pieces finished;"
        + " asking the same again resumes it\(summary)"
    }
  }

  /// The first designs of a kind with their most telling figures, and the plan of the first.
  private func words(_ designs: [KeptDesign]) -> [Block] {
    let listed = Array(designs.prefix(Self.rows))
    let numbers = columns(listed)
    let names = Self.names(designs).prefix(Self.rows)
    let columns =
      [Table.Column("rank", isNumber: true), Table.Column("feasible")]
      + numbers.map { Table.Column($0.title, isNumber: true) } + [Table.Column("design")]
    let rows = listed.indices.map { row -> [Table.Cell] in
      let design = listed[row]
      let head = [design.rank.map(String.init) ?? "–", design.isFeasible ? "yes" : "no"]
      return (head + numbers.map { $0.cells[row] } + [names[row]]).map { .text($0) }
    }
    var blocks: [Block] = [.table(Table(columns, rows: rows))]
    if designs.count > Self.rows {
      blocks.append(
        .paragraph(
          "\(Format.count(designs.count - Self.rows)) more are kept; `narrows runs show"
            + " \(run.id) --format csv` lists all, with all figures."
        )
      )
    }
    if let first = designs.first, !first.plan.isEmpty {
      blocks.append(.entry(label: "Plan", text: "\(first.name): \(first.plan)"))
    }
    return blocks
  }

  /// Columns of figures: the most telling that a design has, then others, as many as fit.
  private func columns(_ designs: [KeptDesign]) -> [(title: String, cells: [String])] {
    let known = figures.filter { figure in
      designs.contains { $0.figure(figure.key)?.value != nil }
    }
    let first = Self.telling.compactMap { telling in
      known.first { $0.key == telling.key }.map { (telling.title, $0.key) }
    }
    let rest = known.filter { figure in !Self.telling.contains { $0.key == figure.key } }
      .map { (KeptWords.name($0), $0.key) }
    var columns: [(title: String, cells: [String])] = []
    var left = Self.figuresWidth
    for (title, key) in first + rest where columns.count < Self.columns {
      let cells = designs.map { $0.figure(key).map(KeptWords.value) ?? "–" }
      let width = 2 + (cells.map(\.count) + [title.count]).reduce(0, max)
      guard width <= left else { continue }
      left -= width
      columns.append((title, cells))
    }
    return columns
  }

  /// What tells designs apart: settings without those that all share, else names, else plans.
  static func names(_ designs: [KeptDesign]) -> [String] {
    guard designs.count > 1 else {
      return designs.map { $0.settings.isEmpty ? $0.name : $0.settings }
    }
    let settings = designs.map { $0.settings.split(separator: ", ").map(String.init) }
    let shared = settings.dropFirst().reduce(Set(settings[0])) { $0.intersection($1) }
    let names = zip(designs, settings).map { design, settings in
      let own = settings.filter { !shared.contains($0) }
      return own.isEmpty ? design.name : own.joined(separator: ", ")
    }
    return Set(names).count > 1 ? names : designs.map { $0.plan.isEmpty ? $0.name : $0.plan }
  }
}
