import ArgumentParser
import Documents
import Foundation
import Reports
import Scenarios
import Studies

/// What binds, what fixing it is worth, what binds next.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "What binds, what fixing it is worth, and what binds next.",
    discussion: """
      Estimates the scenario, searching for what its plan leaves open, then relaxes every wall in \
      turn. An infeasible design is an answer: exit code 0, `feasible: false`, every reason.

      A scenario about placement says which requests go to which pool, and which pool binds; it \
      needs the solver HiGHS (`make setup`) and takes neither --relax nor --steps.

      EXAMPLES:
        narrows explain Examples/01-llama-405b-16k-h100.yaml
        narrows explain job.yaml --relax +50% --steps 6
        narrows explain job.yaml --set system.count=1024 --set site.cooling=air
        narrows explain Examples/09-llama-70b-h100-tp4.yaml --set workload.serving.concurrency=128
        narrows explain Examples/12-three-pools.yaml --set placement.pools[0].instances=8
        narrows explain job.yaml --format vega --output job.vl.json
      """
  )

  @Argument(help: "The scenario, a YAML file.")
  var scenario: String

  @Option(
    help: "How far each wall is relaxed: a factor such as 2x or 1.5, or a rise such as +50%.",
    transform: Relaxation.read
  )
  var relax: Relaxation = Relaxation(factor: 2)

  @Option(help: "Steps of the cascade, 0 to 20.")
  var steps: Int = 4

  @OptionGroup(title: "Scenario options") var scenarios: ScenarioOptions
  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func validate() throws {
    guard (0...20).contains(steps) else {
      throw ValidationError("--steps is \(steps); give 0 to 20.")
    }
  }

  mutating func run() throws {
    let catalog = try common.catalog()
    let read = try scenarios.scenario(scenario, catalog: catalog)
    let bar = ProgressBar(quiet: common.quiet)
    let study = Explain(
      relaxation: relax.factor,
      steps: steps,
      planner: Planner(jobs: common.threads),
      progress: { bar.update($0) }
    )
    func answer<Asked: Studied>(_ scenario: Asked) throws where Asked.Answer: ReportedDesign {
      let explanation = study(scenario, catalog: catalog)
      bar.finish()
      try common.write(
        ExplanationReport(scenario: scenario, explanation: explanation),
        command: "explain"
      )
    }
    switch read {
    case .training(let scenario): try answer(scenario)
    case .serving(let scenario): try answer(scenario)
    case .placement(let scenario):
      let findings: PlacementFindings
      do {
        findings = try PlacementStudy(progress: { bar.update($0) })(scenario)
      } catch {
        throw Failure(error)
      }
      bar.finish()
      try common.write(PlacementReport(findings), command: "explain")
    }
  }
}

/// How far a wall is relaxed.
struct Relaxation: Hashable, CustomStringConvertible {
  /// The factor, more than 1.
  var factor: Double

  /// Describes a factor.
  init(factor: Double) { self.factor = factor }

  /// Reads `2x`, `2` or `+50%`.
  ///
  /// - Throws: `ValidationError` when the text is none of them, or the factor is not within 1…1000.
  static func read(_ argument: String) throws -> Relaxation {
    var text = argument.filter { $0 != " " }
    let read: Double?
    if text.hasPrefix("+"), text.hasSuffix("%") {
      read = Double(text.dropFirst().dropLast()).map { 1 + $0 / 100 }
    } else {
      if let last = text.last, last == "x" || last == "X" || last == "×" { text.removeLast() }
      read = text.hasPrefix("+") ? nil : Double(text)
    }
    guard let read, read > 1, read <= 1_000 else {
      throw ValidationError(
        "\"\(argument)\" is no relaxation; give a factor above 1 and up to 1000, such as 2x or"
          + " 1.5, or a rise such as +50%."
      )
    }
    return Relaxation(factor: read)
  }

  /// The factor as it may be written.
  var description: String { "\(factor == factor.rounded() ? String(Int(factor)) : "\(factor)")x" }
}
