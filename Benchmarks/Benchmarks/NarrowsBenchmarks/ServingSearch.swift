import Catalog
import Documents
import Quantities
import Scenarios
import Studies
import Workloads

/// A search for the best plan of DeepSeek-R1 on several machines under many loads.
struct ServingSearch: Sendable {
  /// One space for each machine, its load to be set.
  let spaces: [ServingSearchSpace]
  /// Numbers of clients.
  static let loads = (1...64).map { Double(16 * $0) }

  /// Accelerators and how many of them.
  private static let machines = [
    ("h100-sxm", 16), ("h200-sxm", 8), ("b200-sxm", 8), ("mi300x", 8), ("gb200", 72),
    ("mi355x", 8),
  ]

  /// Reads the scenarios, or returns nil when one is wrong.
  init?() {
    let catalog = Catalog()
    var spaces: [ServingSearchSpace] = []
    for (part, count) in Self.machines {
      let text = """
        narrows: 1
        workload:
          model: deepseek-r1
          serving: { input: 1024, output: 1024, concurrency: 64, precision: \(part == "mi300x" ? "fp8" : "fp8-block") }
        system: { accelerator: \(part), count: \(count) }
        """
      var diagnostics = Diagnostics()
      guard let node = Node.parse(text: text, file: "search.yaml", into: &diagnostics),
        case .serving(let scenario) = ScenarioReader.any(
          node,
          folder: ".",
          catalog: catalog,
          into: &diagnostics
        )
      else {
        print(diagnostics.entries)
        return nil
      }
      spaces.append(ServingSearchSpace(scenario))
    }
    self.spaces = spaces
  }

  /// Plans found, one for each machine and load.
  func callAsFunction(
    _ goals: SearchGoals = SearchGoals(objective: .tokensPerSecond),
    jobs: Int = 2
  ) -> Int {
    var found = 0
    let search = PlanSearch(goals, jobs: jobs)
    for space in spaces {
      for load in Self.loads where search(space.under(.concurrency(load))).ranking.first != nil {
        found += 1
      }
    }
    return found
  }
}
