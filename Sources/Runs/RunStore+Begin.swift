import Foundation
import GRDB

extension RunStore {
  /// Begins a run, or resumes one that was asked the same and was left unfinished.
  ///
  /// A run is resumed when all parts of its question but the name are equal, it is not done, and
  /// the process that had it is gone; of several the one with most pieces. A process on another
  /// machine cannot be seen, and counts as gone when it has written nothing for an hour. Choosing
  /// and claiming are one step, so that no two processes resume the same run.
  ///
  /// - Parameter question: What is asked.
  /// - Returns: The run, with what is finished of it.
  /// - Throws: `RunStoreError.failed` when the file cannot be written.
  public func begin(_ question: RunQuestion) throws(RunStoreError) -> OpenRun {
    let now = surroundings.now()
    let owner = surroundings.owner
    let mine: StatementArguments = [owner.process, owner.host, owner.start, Moment.text(now)]
    return try writing { database in
      let candidates = try fetch(
        database,
        "WHERE digest = ? AND state <> 'done'",
        [question.digest],
        now: now
      ).filter { $0.state == .interrupted && question.isResumable($0.question) }
      if let found = candidates.max(by: {
        ($0.finishedPieces, $0.id) < ($1.finishedPieces, $1.id)
      }) {
        try database.execute(
          sql: """
            UPDATE runs SET owner_process = ?, owner_host = ?, owner_start = ?, written = ?,
              ended = NULL, summary = '', state = 'running', claims = claims + 1
            WHERE id = ?
            """,
          arguments: mine + [found.id]
        )
        let rows = try Row.fetchCursor(
          database,
          sql: "SELECT piece, payload FROM pieces WHERE run = ?",
          arguments: [found.id]
        )
        var done: [Int: String] = [:]
        while let row = try rows.next() {
          let piece: Int = row["piece"]
          done[piece] = row["payload"]
        }
        return OpenRun(
          id: found.id,
          isResumed: true,
          done: done,
          pieces: question.pieces,
          claim: found.resumptions + 2,
          store: self
        )
      }
      try database.execute(
        sql: """
          INSERT INTO runs (owner_process, owner_host, owner_start, began, written, digest, command,
            name, scenario, options, program_version, catalog_version, seed, pieces, objective,
            state, claims, summary)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', 1, '')
          """,
        arguments: mine + [
          Moment.text(now), question.digest, question.command, question.name, question.scenario,
          question.options, question.programVersion, question.catalogVersion,
          String(question.seed), question.pieces, question.objective,
        ]
      )
      return OpenRun(
        id: Int(database.lastInsertedRowID),
        isResumed: false,
        done: [:],
        pieces: question.pieces,
        claim: 1,
        store: self
      )
    }
  }
}
