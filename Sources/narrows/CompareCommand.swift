import ArgumentParser
import Reports
import Scenarios
import Studies

/// Scenarios side by side, differences first.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Scenarios side by side, differences first.",
    discussion: """
      Shows the fields in which scenarios differ, then what comes of each, with the ratio to the \
      first. Settings made with --set hold for all of them.

      EXAMPLES:
        narrows compare a100.yaml h100.yaml
        narrows compare a.yaml b.yaml c.yaml --format csv --output table.csv
        narrows compare a.yaml b.yaml --set site.cooling=air
      """
  )

  @Argument(help: "Two scenarios or more, YAML files.")
  var paths: [String]

  @OptionGroup(title: "Scenario options") var scenarios: ScenarioOptions
  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func validate() throws {
    guard paths.count > 1 else {
      throw ValidationError("compare needs two scenarios or more; one was given.")
    }
  }

  mutating func run() throws {
    let catalog = try common.catalog()
    let read = try scenarios.scenarios(paths, catalog: catalog)
    let bar = ProgressBar(quiet: common.quiet)
    let comparison = Comparison(
      read,
      planner: Planner(jobs: common.threads),
      progress: { bar.update($0) }
    )
    bar.finish()
    try common.write(ComparisonReport(comparison), command: "compare")
  }
}
