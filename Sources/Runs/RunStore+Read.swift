import Foundation
import GRDB

extension RunStore {
  /// Runs, the newest first.
  ///
  /// - Parameter limit: How many at most; all without it.
  /// - Returns: The runs.
  /// - Throws: `RunStoreError.failed` when the file cannot be read.
  public func list(limit: Int? = nil) throws(RunStoreError) -> [KeptRun] {
    let now = surroundings.now()
    return try reading { database in
      try fetch(database, "ORDER BY id DESC LIMIT ?", [limit ?? -1], now: now)
    }
  }

  /// The run with a number.
  ///
  /// - Parameter id: The number.
  /// - Returns: The run.
  /// - Throws: `RunStoreError.unknownRun` when there is none, `.failed` when the file cannot be
  ///   read.
  public func run(_ id: Int) throws(RunStoreError) -> KeptRun {
    let now = surroundings.now()
    return try reading { database in
      guard let run = try fetch(database, "WHERE id = ?", [id], now: now).first else {
        throw RunStoreError.unknownRun(id, known: try Self.ids(database))
      }
      return run
    }
  }

  /// The designs of a run: the best before the front, each by rank, those without a rank last.
  ///
  /// - Parameter id: The run's number; an unknown one has no designs.
  /// - Returns: The designs, their figures bit by bit as they were recorded.
  /// - Throws: `RunStoreError.failed` when the file cannot be read.
  public func designs(of id: Int) throws(RunStoreError) -> [KeptDesign] {
    try reading { database in
      let numbers = try Row.fetchCursor(
        database,
        sql: """
          SELECT figures.* FROM figures JOIN designs ON designs.id = figures.design
          WHERE designs.run = ? ORDER BY figures.design, figures.place
          """,
        arguments: [id]
      )
      var figures: [Int: [KeptDesign.Figure]] = [:]
      while let row = try numbers.next() {
        figures[row["design"], default: []].append(
          KeptDesign.Figure(row["key"], unit: row["unit"], value: row["value"])
        )
      }
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM designs WHERE run = ?
          ORDER BY kind, rank IS NULL, rank, piece, id
          """,
        arguments: [id]
      )
      return rows.map { row in
        KeptDesign(
          rank: row["rank"],
          kind: KeptDesign.Kind(rawValue: row["kind"]) ?? .best,
          name: row["name"],
          settings: row["settings"],
          plan: row["plan"],
          isFeasible: row["feasible"],
          figures: figures[row["id"]] ?? []
        )
      }
    }
  }

  /// Numbers of all runs, the oldest first.
  static func ids(_ database: Database) throws -> [Int] {
    try Int.fetchAll(database, sql: "SELECT id FROM runs ORDER BY id")
  }

  /// Runs that a condition holds for.
  func fetch(
    _ database: Database,
    _ condition: String,
    _ arguments: StatementArguments,
    now: Date
  ) throws -> [KeptRun] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT *,
          (SELECT COUNT(*) FROM pieces WHERE run = runs.id) AS finished_pieces,
          (SELECT COUNT(*) FROM designs WHERE run = runs.id) AS design_count
        FROM runs \(condition)
        """,
      arguments: arguments
    )
    return rows.map { kept($0, now: now) }
  }

  /// A run from its row.
  private func kept(_ row: Row, now: Date) -> KeptRun {
    let claims: Int = row["claims"]
    let written = Moment.date(row["written"]) ?? .distantPast
    return KeptRun(
      id: row["id"],
      question: RunQuestion(
        command: row["command"],
        name: row["name"],
        scenario: row["scenario"],
        options: row["options"],
        programVersion: row["program_version"],
        catalogVersion: row["catalog_version"],
        seed: UInt64(row["seed"] as String) ?? 0,
        pieces: row["pieces"],
        objective: row["objective"]
      ),
      state: state(row, written: written, now: now),
      began: Moment.date(row["began"]) ?? .distantPast,
      written: written,
      ended: (row["ended"] as String?).flatMap(Moment.date),
      resumptions: claims - 1,
      finishedPieces: row["finished_pieces"],
      designs: row["design_count"],
      summary: row["summary"]
    )
  }

  /// How far a run has come: one that was left running is interrupted when its process is gone.
  private func state(_ row: Row, written: Date, now: Date) -> KeptRun.State {
    let state = KeptRun.State(rawValue: row["state"]) ?? .interrupted
    guard state == .running else { return state }
    guard let process = row["owner_process"] as Int? else { return .interrupted }
    let owner = RunOwner(
      process: process,
      host: row["owner_host"] ?? "",
      start: row["owner_start"] ?? ""
    )
    let isAlive =
      surroundings.isAlive(owner) ?? (now.timeIntervalSince(written) < Self.patience)
    return isAlive ? .running : .interrupted
  }
}
