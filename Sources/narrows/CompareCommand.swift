import ArgumentParser
import Catalog
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
      first. Settings made with --set hold for all of them. A field that is a list or a range \
      stands for one scenario each; a training job and a service may be compared over the same \
      choices, in one table.

      EXAMPLES:
        narrows compare a100.yaml h100.yaml
        narrows compare a.yaml b.yaml c.yaml --format csv --output table.csv
        narrows compare a.yaml b.yaml --set site.cooling=air
        narrows compare job.yaml --set 'system.scale-out.optics=[pluggable-dsp, pluggable-lpo]'
        narrows compare train.yaml serve.yaml \\
          --set 'system.scale-up.technology=[passive-copper, retimed-copper, cpo-ring]'
      """
  )

  @Argument(help: "Two scenarios or more, or one with a list in a field: YAML files.")
  var paths: [String]

  @OptionGroup(title: "Scenario options") var scenarios: ScenarioOptions
  @OptionGroup(title: "Common options") var common: CommonOptions

  /// The most scenarios that are compared at once.
  private static let most = 26

  mutating func run() throws {
    let catalog = try common.catalog()
    let read = try variants(catalog: catalog)
    let bar = ProgressBar(quiet: common.quiet)
    let planner = Planner(jobs: common.threads)
    func comparison<Asked: Studied>(_ scenarios: [Asked]) -> Comparison<Asked> {
      let result = Comparison(scenarios, planner: planner, progress: { bar.update($0) })
      bar.finish()
      return result
    }
    var jobs: [Scenario] = []
    var services: [ServingScenario] = []
    var jobChoices: [(name: String, choice: String)] = []
    var serviceChoices: [(name: String, choice: String)] = []
    var diagnostics = Diagnostics()
    for (scenario, choice) in read {
      switch scenario {
      case .training(var job):
        jobChoices.append((job.name, choice))
        if !choice.isEmpty { job.name += ": \(choice)" }
        jobs.append(job)
      case .serving(var service):
        serviceChoices.append((service.name, choice))
        if !choice.isEmpty { service.name += ": \(choice)" }
        services.append(service)
      case .placement(let scenario):
        diagnostics.error(
          "\(scenario.name) places requests on pools; placements are not compared",
          field: "placement",
          hint: "explain each with `narrows explain`, and set their results side by side"
        )
      }
    }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
    if services.isEmpty {
      return try common.write(ComparisonReport(comparison(jobs)), command: "compare")
    }
    if jobs.isEmpty {
      return try common.write(ComparisonReport(comparison(services)), command: "compare")
    }
    try common.write(
      JointComparisonReport(
        training: comparison(jobs),
        serving: comparison(services),
        choices: jobChoices + serviceChoices
      ),
      command: "compare"
    )
  }

  /// Every scenario with what it has in the fields of several values, in words.
  ///
  /// - Parameter catalog: Parts by name.
  /// - Throws: `Failure` with everything that is wrong, where they are too few or too many too.
  /// - Returns: Two scenarios or more.
  private func variants(catalog: Catalog) throws -> [(scenario: AnyScenario, choice: String)] {
    var all = Diagnostics()
    var result: [(scenario: AnyScenario, choice: String)] = []
    for path in paths {
      var diagnostics = Diagnostics()
      let space: ScenarioSpace?
      do {
        space = try ScenarioSpace.read(
          path: path,
          settings: scenarios.settings,
          into: &diagnostics
        )
      } catch {
        throw Failure(error)
      }
      if let space {
        guard space.count <= Self.most else {
          throw ValidationError(
            "\(path) stands for \(space.count) scenarios; compare takes \(Self.most) at most."
              + " `narrows search --over system` looks through any number."
          )
        }
        for index in 0..<space.count {
          let choice = space.setting(index).filter { $0.path != "name" }
            .map { "\($0.path.split(separator: ".").last ?? "") \($0.text)" }
            .joined(separator: ", ")
          if let scenario = ScenarioReader.any(
            space.variant(index),
            folder: space.folder,
            catalog: catalog,
            into: &diagnostics
          ) {
            result.append((scenario, choice))
          }
        }
      }
      all.add(contentsOf: diagnostics)
    }
    if all.hasErrors { throw Failure.input(all) }
    guard result.count > 1 else {
      throw ValidationError(
        "compare needs two scenarios or more; one was given. A field may be a list, such as"
          + " --set 'system.accelerator=[h100-sxm, b200-sxm]'."
      )
    }
    return result
  }
}
