import ArgumentParser
import Catalog
import Compute
import Documents
import Economics
import Foundation
import Quantities
import Reports
import Scenarios
import Studies
import Systems

/// The best plan, or the best system with its best plan.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "The best plan, or the best system with its best plan, proven.",
    discussion: """
      Over a plan: everything that the scenario's plan leaves open is searched whole, what it fixes \
      stays fixed. Over systems: any field may be a list, such as `accelerator: [h100-sxm, b200-sxm]`, \
      or a range, such as `count: 1024..16384 step x2`, and the best plan of each system is found; \
      what `budget` limits is kept to.

      Ctrl-C ends a search with the best so far, which is then not proven. Runs are kept (see \
      `narrows runs --help`); a sweep that was cut off goes on where it stopped when it is asked again.

      EXAMPLES:
        narrows search Examples/14-llama-405b-plans.yaml
        narrows search job.yaml --set 'system.accelerator=[h100-sxm, b200-sxm]' --top 5
        narrows search job.yaml --set 'system.count=1024..131072 step x2' --set budget.deadline=60d
        narrows search job.yaml --pareto tokens-per-second,tokens-per-joule --format vega
        narrows search job.yaml --objective time-to-train --explain-pruning
      """
  )

  /// What is searched.
  enum Span: String, ExpressibleByArgument, CaseIterable {
    /// Plans of one system.
    case plan
    /// Systems, each with its best plan.
    case system
  }

  @Argument(help: "The scenario, a YAML file.")
  var path: String

  @Option(help: "plan or system; without it system where a field has several values.")
  var over: Span?

  @Option(
    help: ArgumentHelp(
      "What is ranked by, instead of the scenario's objective.",
      valueName: "objective"
    )
  )
  var objective: String?

  @Option(help: "Designs of the ranking to show, 1 to 1000.")
  var top: Int = 10

  @Option(
    help: ArgumentHelp(
      "Two or three objectives whose Pareto front is sought, with commas between.",
      valueName: "a,b"
    )
  )
  var pareto: String?

  @Flag(help: "Tell how many plans were covered, and how.")
  var explainPruning = false

  @OptionGroup(title: "Scenario options") var scenarios: ScenarioOptions
  @OptionGroup(title: "Store options") var store: StoreOptions
  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func validate() throws {
    guard (1...1_000).contains(top) else {
      throw ValidationError("--top is \(top); give 1 to 1000.")
    }
    if let objective { _ = try Self.objective(objective, option: "--objective") }
    _ = try front
  }

  /// The objective that a word means.
  private static func objective(_ word: String, option: String) throws -> Objective {
    if let objective = Objective(rawValue: word) { return objective }
    let known = Objective.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("\(option): \"\(word)\" is no objective; objectives: \(known).")
  }

  /// The objectives of the front.
  private var front: [Objective] {
    get throws {
      guard let pareto else { return [] }
      let words = pareto.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      let objectives = try words.map { try Self.objective($0, option: "--pareto") }
      guard (2...3).contains(objectives.count), Set(objectives).count == objectives.count else {
        throw ValidationError(
          "--pareto is \"\(pareto)\"; give two or three different objectives with commas between."
        )
      }
      return objectives
    }
  }

  mutating func run() throws {
    let catalog = try common.catalog()
    var settings = scenarios.settings
    if let objective { settings.append("objective=\(objective)") }
    var diagnostics = Diagnostics()
    let read: ScenarioSpace?
    do {
      read = try ScenarioSpace.read(path: path, settings: settings, into: &diagnostics)
    } catch {
      throw Failure(error)
    }
    guard let space = read, !diagnostics.hasErrors else { throw Failure.input(diagnostics) }
    try checkSpan(space)
    let sweep = Sweep(space: space, catalog: catalog, path: path)
    switch try sweep.first() {
    case .training(let scenario):
      try sweep.check(goals(scenario.objective), among: Objective.training)
      try answer(sweep, like: scenario) { if case .training(let one) = $0 { one } else { nil } }
    case .serving(let scenario):
      try sweep.check(goals(scenario.objective), among: Objective.serving)
      try answer(sweep, like: scenario) { if case .serving(let one) = $0 { one } else { nil } }
    case .placement(let scenario):
      var diagnostics = Diagnostics()
      diagnostics.error(
        "\(scenario.name) places requests on pools, which `narrows explain` does to its optimum",
        file: path,
        field: "placement",
        hint: "search takes a scenario with workload and system"
      )
      throw Failure.input(diagnostics)
    }
  }

  /// Reports fields with several values where one system is asked for.
  private func checkSpan(_ space: ScenarioSpace) throws {
    guard over == .plan, space.count > 1 else { return }
    var diagnostics = Diagnostics()
    for axis in space.axes where axis.values.count > 1 && !axis.path.contains("precision") {
      diagnostics.error(
        "\(axis.values.count) values are written here; --over plan takes one system",
        file: axis.location.file,
        line: axis.location.line,
        field: axis.path,
        hint: "write --over system, or one value"
      )
    }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
  }

  /// What is looked for, ranked by the scenario's objective.
  private func goals(_ objective: Objective) throws -> SearchGoals {
    SearchGoals(objective: objective, top: top, front: try front)
  }

  /// Searches and writes what was found.
  private func answer<Asked: Searched>(
    _ sweep: Sweep,
    like first: Asked,
    pick: @escaping @Sendable (AnyScenario) -> Asked?
  ) throws where Asked.Answer: ReportedDesign {
    let goals = try goals(first.objective)
    Interruption.listen()
    let bar = ProgressBar(quiet: common.quiet)
    let space = sweep.space
    let search = SystemSearch<Asked>(
      goals,
      count: space.count,
      jobs: common.threads,
      isCancelled: { Interruption.isAsked },
      progress: { bar.update($0, covered: $1, of: "plans") },
      read: { variant in
        switch sweep.read(variant) {
        case .success(let read):
          guard let scenario = pick(read) else {
            return .refused(["it asks another kind of question"])
          }
          // What has no price would be the cheapest of all.
          if space.count > 1, goals.followMoney, !scenario.hasPrice {
            return .refused([
              "the catalogue has no price of \(scenario.system.accelerator.name), so it cannot be"
                + " compared by cost"
            ])
          }
          return .scenario(scenario)
        case .failure(let reasons): return .refused(reasons.texts)
        }
      }
    )
    try sweep.checkSize(search, quiet: common.quiet)
    let keeper = try Keeper<Asked>(
      store,
      first: first,
      goals: goals,
      space: space,
      options: common.catalogs.isEmpty ? "" : CatalogFolders.digest(common.catalogs),
      seed: common.seed,
      isQuiet: common.quiet
    )
    let result = try search(known: keeper.known, keep: keeper.keep)
    bar.finish()
    let report = SearchReport(
      result,
      name: first.name,
      axes: space.axes.filter { $0.values.count > 1 },
      explainsPruning: explainPruning,
      setting: { variant in
        zip(space.axes, space.setting(variant)).filter { $0.0.values.count > 1 }.map { $0.1 }
      }
    )
    try keeper.finish(report)
    try common.write(report, command: "search")
  }
}

extension SearchGoals {
  /// Whether any value is in money.
  fileprivate var followMoney: Bool {
    ([objective] + front).contains {
      [.tokensPerDollar, .costPerToken, .costOfRun].contains($0)
    }
  }
}

extension Question {
  /// Whether it is known what an accelerator costs on the basis asked for.
  fileprivate var hasPrice: Bool {
    basis == .rented ? ownership.rentalPrice > 0 : ownership.prices.accelerator > 0
  }
}
