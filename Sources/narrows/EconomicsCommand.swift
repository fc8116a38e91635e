import ArgumentParser
import Quantities
import Reports
import Scenarios
import Studies

/// Economics alone.
struct EconomicsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "economics",
    abstract: "Money alone: training runs, generations of models, sizes, serving, sites, carbon.",
    discussion: """
      Says what a training run costs on three accounting bases and by component, how compute and \
      cost of models grow and who can pay for the next, which size scaling laws call best, what a \
      serving fleet costs and earns, what a site costs a year, and what hours of accelerators emit. \
      Each section of the file is answered. Any number may be a list, such as \
      `mfu: [30 %, 40 %, 50 %]`, or a range, such as `rent: 1 USD/h..4 USD/h step 0.5 USD/h`; \
      every choice is then answered, and --format vega draws the curves.

      EXAMPLES:
        narrows economics Examples/29-training-economics.yaml
        narrows economics Examples/30-inference-economics.yaml --format json
        narrows economics run.yaml --set 'economics.run.mfu=[30 %, 50 %]'
        narrows economics run.yaml --set economics.ownership.place=france --format vega
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
      read = try EconomicsReader.space(
        path: path,
        settings: scenarios.settings,
        into: &diagnostics
      )
    } catch {
      throw Failure(error)
    }
    guard let space = read, !diagnostics.hasErrors else { throw Failure.input(diagnostics) }
    let answer = EconomicsStudy.answer(space, catalog: catalog, into: &diagnostics)
    guard let study = answer, !diagnostics.hasErrors else { throw Failure.input(diagnostics) }
    try common.write(EconomicsReport(study), command: "economics")
  }
}
