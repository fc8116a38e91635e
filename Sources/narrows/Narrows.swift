import ArgumentParser
import Catalog

/// The program: its subcommands and what its help says.
struct Narrows: ParsableCommand {
  /// The program's version.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "narrows",
    abstract: "What holds an AI system back, what fixing that is worth, and what binds next.",
    discussion: """
      EXAMPLES:
        narrows explain Examples/01-llama-405b-16k-h100.yaml
        narrows explain job.yaml --set system.count=1024 --format json
        narrows search job.yaml --set 'system.count=1024..16384 step x2'
        narrows compare job.yaml other.yaml
        narrows catalog list accelerators
        narrows validate training --cases cases.csv
        narrows runs list

      EXIT CODES: 0 fine, also for a design that cannot be (`feasible: false`); 64 usage; \
      65 the input is wrong, all problems listed; 66 a file is missing; 69 a library is missing; \
      70 our fault.
      """,
    version: "narrows \(version), catalogue \(Catalog.version)",
    subcommands: [
      ExplainCommand.self, SearchCommand.self, CompareCommand.self, ValidateCommand.self,
      CalibrateCommand.self, LinkCommand.self, FabricCommand.self, EconomicsCommand.self,
      RoadmapCommand.self, CatalogCommand.self, RunsCommand.self,
    ]
  )
}
