import ArgumentParser
import Documents
import Foundation
import Quantities
import Reports
import Scenarios
import Studies

/// One network alone.
struct FabricCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fabric",
    abstract: "One network: bill of material, circuits, cubes, traffic.",
    discussion: """
      Reads a file about one network and answers each of its sections. `fabric` counts switches, \
      links, transceivers and fibres with their price, power and failures; fields of it may be \
      lists, such as `switch: [spectrum-sn5600, tomahawk-5-bailly]`, which are put side by side. \
      `circuits` joins blocks through circuit switches for a demand. `cubes` joins cubes of a torus. \
      `traffic` runs flows or packets on the network of `fabric`, also with links that fail.

      A network that cannot be built because no technology reaches is an answer (exit code 0, \
      `feasible: false`); ports that do not suffice and demand that does not fit are errors of the \
      input (exit code 65).

      EXAMPLES:
        narrows fabric Examples/23-100k-gpu-scale-out.yaml
        narrows fabric net.yaml --set fabric.endpoints=4096 --format json
        narrows fabric Examples/21-ecmp-against-spraying.yaml --timeline trace.json
        narrows fabric net.yaml --set 'fabric.tors=[single, dual]' --format vega
      """
  )

  @Argument(help: "The file, in YAML.")
  var path: String

  @Option(
    help: "Write what happens when in `traffic` to a file that Chrome and Perfetto open."
  )
  var timeline: String?

  @OptionGroup(title: "Scenario options") var scenarios: ScenarioOptions
  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func run() throws {
    let catalog = try common.catalog()
    var diagnostics = Diagnostics()
    let read: FabricScenario?
    do {
      read = try FabricReader.read(
        path: path,
        settings: scenarios.settings,
        catalog: catalog,
        into: &diagnostics
      )
    } catch {
      throw Failure(error)
    }
    guard let scenario = read, !diagnostics.hasErrors else { throw Failure.input(diagnostics) }
    let findings: FabricFindings
    do {
      findings = try FabricStudy(seed: common.seed, keepsTimeline: timeline != nil)(scenario)
    } catch {
      let failure = PlacementError.solver(error)
      throw failure.isMissingSolver ? Failure.missing("\(error)") : Failure.fault("\(error)")
    }
    if let timeline {
      guard let first = findings.traffic.first?.timeline else {
        throw Failure.missing("--timeline needs a section `traffic` whose flows are run one by one")
      }
      let text = TraceTimeline(first, name: scenario.name).text
      do {
        try text.write(toFile: timeline, atomically: true, encoding: .utf8)
      } catch {
        throw Failure.missing("\(timeline) cannot be written: \(error)")
      }
    }
    try common.write(FabricReport(findings), command: "fabric")
  }
}
