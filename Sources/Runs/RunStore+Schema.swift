import Foundation
import GRDB

extension RunStore {
  /// What marks a SQLite file as a store of runs: `NRWS` in the header's application id.
  static let applicationID: Int32 = 0x4e52_5753

  /// The steps that lead from an empty file to the tables in use.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: runs, pieces, designs, figures") { database in
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
      try database.execute(sql: tables)
    }
    return migrator
  }

  /// Makes a file that was opened ready for use; a file that is something else stays as it is.
  static func prepare(_ queue: DatabaseQueue, path: String) throws {
    try queue.read { database in
      let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
      let others = try Int.fetchOne(
        database,
        sql: "SELECT COUNT(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'"
      )
      guard id == applicationID || id == 0 && others == 0 else {
        throw RunStoreError.notAStore(path: path)
      }
      if try migrator.hasBeenSuperseded(database) { throw RunStoreError.newer(path: path) }
    }
    // Of processes that make a new file at the same moment one is first, and the others find
    // tables that were not there when they looked; looking again is all that is needed.
    var attempts = 50
    while true {
      do {
        try queue.writeWithoutTransaction { database in
          // Committed work survives the process in this mode, and a broken machine as a whole.
          try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
        }
        if try queue.read(migrator.hasCompletedMigrations) { return }
        try migrator.migrate(queue)
        return
      } catch let error as DatabaseError
        where attempts > 0
        && [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(
          error.resultCode
        )
      {
        attempts -= 1
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }

  /// The tables; `Documentation/Formats/runs.md` says what each column means.
  ///
  /// `figures.value` has no type, since SQLite would store whole numbers in a column of type REAL
  /// as integers, and lose the sign of zero.
  private static let tables = """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest TEXT NOT NULL,
      command TEXT NOT NULL,
      name TEXT NOT NULL,
      scenario TEXT NOT NULL,
      options TEXT NOT NULL,
      program_version TEXT NOT NULL,
      catalog_version TEXT NOT NULL,
      seed TEXT NOT NULL,
      pieces INTEGER NOT NULL,
      objective TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'interrupted', 'done')),
      began TEXT NOT NULL,
      written TEXT NOT NULL,
      ended TEXT,
      claims INTEGER NOT NULL,
      owner_process INTEGER,
      owner_host TEXT,
      owner_start TEXT,
      summary TEXT NOT NULL
    );
    CREATE INDEX runs_by_digest ON runs (digest);
    CREATE TABLE pieces (
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      piece INTEGER NOT NULL,
      payload TEXT NOT NULL,
      written TEXT NOT NULL,
      PRIMARY KEY (run, piece)
    );
    CREATE TABLE designs (
      id INTEGER PRIMARY KEY,
      run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      piece INTEGER,
      rank INTEGER,
      kind TEXT NOT NULL CHECK (kind IN ('best', 'front')),
      name TEXT NOT NULL,
      settings TEXT NOT NULL,
      plan TEXT NOT NULL,
      feasible INTEGER NOT NULL CHECK (feasible IN (0, 1))
    );
    CREATE INDEX designs_by_run ON designs (run);
    CREATE TABLE figures (
      design INTEGER NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      key TEXT NOT NULL,
      unit TEXT NOT NULL,
      value,
      PRIMARY KEY (design, place)
    ) WITHOUT ROWID;
    """
}
