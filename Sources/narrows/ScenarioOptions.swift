import ArgumentParser
import Catalog
import Quantities
import Scenarios

/// Options of commands that read scenarios.
struct ScenarioOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a field on top of the file, such as system.count=1024 (repeatable).",
      valueName: "path=value"
    )
  )
  var settings: [String] = []

  /// Reads a scenario with the settings on top.
  func scenario(_ path: String, catalog: Catalog) throws -> AnyScenario {
    let read = try scenarios([path], catalog: catalog)
    guard let scenario = read.first else {
      throw Failure.fault("\(path): the scenario could not be read, and no reason was found.")
    }
    return scenario
  }

  /// Reads scenarios with the settings on top; what is wrong with any of them is reported together.
  func scenarios(_ paths: [String], catalog: Catalog) throws -> [AnyScenario] {
    var all = Diagnostics()
    var read: [AnyScenario] = []
    for path in paths {
      var diagnostics = Diagnostics()
      do {
        if let scenario = try ScenarioReader.any(
          path: path,
          settings: settings,
          catalog: catalog,
          into: &diagnostics
        ) {
          read.append(scenario)
        }
      } catch {
        throw Failure(error)
      }
      all.add(contentsOf: diagnostics)
    }
    if all.hasErrors { throw Failure.input(all) }
    guard read.count == paths.count else {
      throw Failure.fault("a scenario could not be read, and no reason was found.")
    }
    return read
  }
}
