import ArgumentParser
import Quantities
import Reports
import Scenarios
import Studies

/// One link alone.
struct LinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "One link: reach, margin, errors, energy, latency and cost.",
    discussion: """
      Says which technologies bring a rate over a length and what they take, and what copper, light, \
      rings and a package's edge leave to spare, term by term. Any number of the file may be a list, \
      such as `length: [1 m, 30 m]`, or a range, such as `temperature: 25 degC..95 degC step 5 K`; \
      every choice is then answered, and --format vega draws the curves.

      EXAMPLES:
        narrows link Examples/17-dr4-budget.yaml
        narrows link link.yaml --set link.length=2m --format json
        narrows link link.yaml --set 'link.length=0.5 m..5 m step 0.5 m' --format vega
      """
  )

  @Argument(help: "The question, a YAML file.")
  var path: String

  @OptionGroup(title: "Scenario options") var scenarios: ScenarioOptions
  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func run() throws {
    let catalog = try common.catalog()
    var diagnostics = Diagnostics()
    let read: ScenarioSpace?
    do {
      read = try LinkReader.space(
        path: path,
        settings: scenarios.settings,
        into: &diagnostics
      )
    } catch {
      throw Failure(error)
    }
    guard let space = read, !diagnostics.hasErrors else { throw Failure.input(diagnostics) }
    let answer = LinkStudy.answer(
      space,
      catalog: catalog,
      seed: common.seed,
      jobs: common.threads,
      into: &diagnostics
    )
    guard let study = answer, !diagnostics.hasErrors else { throw Failure.input(diagnostics) }
    try common.write(LinkReport(study), command: "link")
  }
}
