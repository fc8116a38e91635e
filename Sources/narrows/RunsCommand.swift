import ArgumentParser
import Catalog
import Foundation
import Quantities
import Reports
import Runs

/// Kept results of searches.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "Kept results of searches: listed, shown, compared, tidied up.",
    discussion: """
      A search keeps what it finds, so that one that was cut short goes on where it stopped when \
      it is asked again. Runs are kept in the file that --store names; else in \
      \(RunStore.variable); else in $XDG_DATA_HOME/narrows/runs.sqlite; else in \
      ~/.local/share/narrows/runs.sqlite (macOS: ~/Library/Application Support/narrows).

      EXAMPLES:
        narrows runs list
        narrows runs show 3
        narrows runs compare 3 5 --format csv
        narrows runs prune --older-than 30d --keep 10 --dry-run
      """,
    subcommands: [ListCommand.self, ShowCommand.self, CompareCommand.self, PruneCommand.self]
  )

  /// Lists runs.
  struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Lists runs, the newest first.",
      discussion: """
        EXAMPLES:
          narrows runs list
          narrows runs list --limit 100 --store sweeps.sqlite --format csv
        """
    )

    @Option(help: "How many runs to list at most.")
    var limit: Int = 20

    @OptionGroup(title: "Store options") var store: StoreOptions
    @OptionGroup(title: "Output options") var writing: OutputOptions

    mutating func validate() throws {
      guard (1...1_000_000).contains(limit) else {
        throw ValidationError("--limit is \(limit); give 1 to 1000000.")
      }
    }

    mutating func run() throws {
      // One more than is shown tells whether there are more.
      let runs = try store.reading { store throws(RunStoreError) in
        try store.list(limit: limit + 1)
      }
      let report = RunListReport(
        runs: Array((runs ?? []).prefix(limit)),
        hasMore: (runs?.count ?? 0) > limit,
        path: store.path
      )
      try writing.write(report, command: "runs list")
    }
  }

  /// Shows a run.
  struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Shows a run: what was asked, how far it came, which designs it found.",
      discussion: """
        The table has the most telling figures; csv and json have all of them.

        EXAMPLES:
          narrows runs show 3
          narrows runs show 3 --format csv --output designs.csv
        """
    )

    @Argument(help: "The run's number, as `narrows runs list` has it.")
    var id: Int

    @OptionGroup(title: "Store options") var store: StoreOptions
    @OptionGroup(title: "Output options") var writing: OutputOptions

    mutating func run() throws {
      let found = try store.runs([id])
      guard let run = found.first else { return }
      try writing.write(RunReport(run), command: "runs show")
    }
  }

  /// Compares runs.
  struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract: "Runs side by side: what was asked differently, and the best design of each.",
      discussion: """
        EXAMPLES:
          narrows runs compare 3 5
          narrows runs compare 3 5 8 --format csv
        """
    )

    @Argument(help: "Numbers of two runs or more.")
    var ids: [Int]

    @OptionGroup(title: "Store options") var store: StoreOptions
    @OptionGroup(title: "Output options") var writing: OutputOptions

    mutating func validate() throws {
      guard ids.count > 1 else {
        throw ValidationError("compare needs two runs or more; one was given.")
      }
    }

    mutating func run() throws {
      try writing.write(RunComparisonReport(try store.runs(ids)), command: "runs compare")
    }
  }

  /// Removes runs.
  struct PruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "prune",
      abstract: "Removes runs and gives their room back.",
      discussion: """
        A run goes when all that is asked for holds of it. A run that a process is at work on \
        stays in every case.

        EXAMPLES:
          narrows runs prune 3 5
          narrows runs prune --older-than 30d --dry-run
          narrows runs prune --keep 20
          narrows runs prune --unfinished --older-than 7d
        """
    )

    @Argument(help: "Numbers of the runs that may go; any without them.")
    var ids: [Int] = []

    @Option(
      help: ArgumentHelp(
        "Only runs that nothing was written to for this long, such as 12h, 30d or 8w.",
        valueName: "age"
      ),
      transform: Age.read
    )
    var olderThan: Age?

    @Option(help: ArgumentHelp("Never one of this many newest runs.", valueName: "count"))
    var keep: Int?

    @Flag(help: "Only runs that are not done.")
    var unfinished = false

    @Flag(help: "Say what would go, and remove nothing.")
    var dryRun = false

    @OptionGroup(title: "Store options") var store: StoreOptions
    @OptionGroup(title: "Output options") var writing: OutputOptions

    mutating func validate() throws {
      guard !ids.isEmpty || olderThan != nil || keep != nil || unfinished else {
        throw ValidationError(
          "prune needs to know what may go: numbers, --older-than, --keep or --unfinished."
        )
      }
      if let keep, keep < 0 { throw ValidationError("--keep is \(keep); give at least 0.") }
    }

    mutating func run() throws {
      let pruning = Pruning(
        ids: ids.isEmpty ? nil : ids,
        age: olderThan?.seconds,
        newest: keep ?? 0,
        isUnfinishedOnly: unfinished
      )
      let pruned = try store.reading { store throws(RunStoreError) in
        try store.prune(pruning, isDry: dryRun)
      }
      if pruned == nil, let id = ids.first {
        throw Failure(RunStoreError.unknownRun(id, known: []))
      }
      let report = PruneReport(pruned: pruned, isDry: dryRun, path: store.path)
      try writing.write(report, command: "runs prune")
    }
  }
}

/// A span of time as a person writes it.
struct Age: Hashable {
  /// The span [s].
  var seconds: Double

  /// Units, and their length [s].
  private static let units: [(name: String, seconds: Double)] = [
    ("s", 1), ("min", 60), ("h", 3_600), ("d", 86_400), ("w", 604_800),
  ]

  /// Reads `30d`, `12 h` or `90min`.
  ///
  /// - Throws: `ValidationError` when the text is none of them.
  static func read(_ text: String) throws -> Age {
    let packed = text.filter { $0 != " " }
    let unit = String(packed.reversed().prefix { $0.isLetter }.reversed())
    if let length = units.first(where: { $0.name == unit })?.seconds,
      let count = Double(packed.dropLast(unit.count)), count >= 0, count.isFinite
    {
      return Age(seconds: count * length)
    }
    let known = units.map(\.name).joined(separator: ", ")
    throw ValidationError(
      "\"\(text)\" is no age; give a number and a unit, such as 30d; units: \(known)."
    )
  }
}

extension StoreOptions {
  /// What a store answers, nil when there is none.
  func reading<Answer>(
    _ body: (RunStore) throws(RunStoreError) -> Answer
  ) throws -> Answer? {
    guard let store = try existing() else { return nil }
    do { return try body(store) } catch { throw Failure(error) }
  }

  /// Runs with their designs, by number.
  ///
  /// - Throws: `Failure.input` when a number is none of a run.
  func runs(_ ids: [Int]) throws -> [ShownRun] {
    let found = try reading { store throws(RunStoreError) -> [ShownRun] in
      var runs: [ShownRun] = []
      for id in ids {
        runs.append(ShownRun(run: try store.run(id), designs: try store.designs(of: id)))
      }
      return runs
    }
    guard let found else { throw Failure(RunStoreError.unknownRun(ids[0], known: [])) }
    return found
  }
}

/// A run with its designs.
struct ShownRun: Hashable, Sendable {
  /// The run.
  var run: KeptRun
  /// Its designs, the best first.
  var designs: [KeptDesign]
}
