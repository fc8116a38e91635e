import GRDB

/// A run that this process is at work on; may be used from any thread.
public struct OpenRun: Sendable, Identifiable {
  /// How a run ends.
  public enum Ending: Hashable, Sendable {
    /// Its work is finished.
    case done
    /// It was stopped; asking the same again resumes it.
    case interrupted
  }

  /// The run's number.
  public let id: Int
  /// Whether an earlier process began it.
  public let isResumed: Bool
  /// Payloads of pieces that were finished before, by index.
  public let done: [Int: String]
  /// Into how many pieces the work is divided.
  let pieces: Int
  /// Which claim on the run this is, from 1; a later one puts an end to it.
  let claim: Int
  /// The store that keeps the run.
  let store: RunStore

  /// Keeps finished pieces with their designs, all or none of them.
  ///
  /// A piece that is kept already stays as it is, so that nothing is doubled. When this returns,
  /// killing the process loses nothing of it.
  ///
  /// - Parameter finished: Pieces of this run, in any order.
  /// - Throws: `RunStoreError.notANumber` when a figure is none, `.taken` when another process has
  ///   the run now, `.failed` when the file cannot be written. Nothing was kept then.
  public func record(_ finished: [Piece]) throws(RunStoreError) {
    for piece in finished {
      precondition((0..<pieces).contains(piece.index), "the run has no piece \(piece.index)")
      try Self.check(piece.designs)
    }
    let now = Moment.text(store.surroundings.now())
    try store.writing { database in
      try holdOn(database, now: now)
      let insert = try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO pieces (run, piece, payload, written) VALUES (?, ?, ?, ?)"
      )
      for piece in finished {
        try insert.execute(arguments: [id, piece.index, piece.payload, now])
        guard database.changesCount == 1 else { continue }
        for design in piece.designs { try add(design, piece: piece.index, to: database) }
      }
    }
  }

  /// Replaces all designs of the run, as when their ranks are settled.
  ///
  /// - Parameter designs: The designs.
  /// - Throws: As `record` does.
  public func setDesigns(_ designs: [KeptDesign]) throws(RunStoreError) {
    try finish(designs: designs, ending: nil, summary: "")
  }

  /// Ends the run and, where designs are given, replaces all that it kept, both or neither.
  ///
  /// - Parameters:
  ///   - ending: How it ends.
  ///   - summary: What it came to, in words.
  ///   - designs: The designs with their ranks; those kept with pieces stay without them.
  /// - Throws: As `record` does.
  public func finish(
    _ ending: Ending,
    summary: String,
    designs: [KeptDesign]? = nil
  ) throws(RunStoreError) {
    try finish(designs: designs, ending: ending, summary: summary)
  }

  /// Replaces designs, ends the run, or both.
  private func finish(
    designs: [KeptDesign]?,
    ending: Ending?,
    summary: String
  ) throws(RunStoreError) {
    if let designs { try Self.check(designs) }
    let now = Moment.text(store.surroundings.now())
    try store.writing { database in
      try holdOn(database, now: now)
      if let designs {
        try database.execute(sql: "DELETE FROM designs WHERE run = ?", arguments: [id])
        for design in designs { try add(design, piece: nil, to: database) }
      }
      guard let ending else { return }
      let state = ending == .done ? KeptRun.State.done : .interrupted
      try database.execute(
        sql: """
          UPDATE runs SET state = ?, ended = ?, summary = ?,
            owner_process = NULL, owner_host = NULL, owner_start = NULL
          WHERE id = ?
          """,
        arguments: [state.rawValue, now, summary, id]
      )
    }
  }

  /// Notes that the run is being written to, unless it is no longer this process's.
  private func holdOn(_ database: Database, now: String) throws {
    let update = try database.cachedStatement(
      sql: "UPDATE runs SET written = ? WHERE id = ? AND claims = ? AND state = 'running'"
    )
    try update.execute(arguments: [now, id, claim])
    if database.changesCount == 0 { throw RunStoreError.taken(run: id) }
  }

  /// Writes a design and its figures.
  private func add(_ design: KeptDesign, piece: Int?, to database: Database) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO designs (run, piece, rank, kind, name, settings, plan, feasible)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try insert.execute(
      arguments: [
        id, piece, design.rank, design.kind.rawValue, design.name, design.settings, design.plan,
        design.isFeasible,
      ]
    )
    let key = database.lastInsertedRowID
    let number = try database.cachedStatement(
      sql: "INSERT INTO figures (design, place, key, unit, value) VALUES (?, ?, ?, ?, ?)"
    )
    for (place, figure) in design.figures.enumerated() {
      try number.execute(arguments: [key, place, figure.key, figure.unit, figure.value])
    }
  }

  /// Refuses figures that are no numbers, which SQLite would turn into nothing.
  private static func check(_ designs: [KeptDesign]) throws(RunStoreError) {
    for design in designs {
      if let figure = design.figures.first(where: { $0.value?.isNaN ?? false }) {
        throw .notANumber(design: design.name, key: figure.key)
      }
    }
  }
}
