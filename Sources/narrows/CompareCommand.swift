import ArgumentParser
import Quantities
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
    func answer<Asked: Studied>(_ scenarios: [Asked]) throws where Asked.Answer: ReportedDesign {
      let comparison = Comparison(
        scenarios,
        planner: Planner(jobs: common.threads),
        progress: { bar.update($0) }
      )
      bar.finish()
      try common.write(ComparisonReport(comparison), command: "compare")
    }
    var jobs: [Scenario] = []
    var services: [ServingScenario] = []
    var diagnostics = Diagnostics()
    for scenario in read {
      switch scenario {
      case .training(let job): jobs.append(job)
      case .serving(let service): services.append(service)
      case .placement(let scenario):
        diagnostics.error(
          "\(scenario.name) places requests on pools; placements are not compared",
          field: "placement",
          hint: "explain each with `narrows explain`, and set their results side by side"
        )
      }
    }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
    if services.isEmpty { return try answer(jobs) }
    guard jobs.isEmpty else {
      diagnostics.error(
        "training and serving have no figure in common: \(jobs[0].name) trains,"
          + " \(services[0].name) serves",
        field: "workload",
        hint: "compare scenarios of one kind"
      )
      throw Failure.input(diagnostics)
    }
    try answer(services)
  }
}
