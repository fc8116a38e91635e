import ArgumentParser
import Documents
import LinearPrograms
import Quantities
import Reports
import Scenarios
import Studies
import Supply

/// The supply chain through time.
struct RoadmapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roadmap",
    abstract: "The supply chain through time: what binds when, what it is worth, who holds it.",
    discussion: """
      Runs the supply chain of AI quarter by quarter, from wafers to energised megawatts and money. \
      Each quarter what there is goes where it is worth most; what a unit more would be worth says \
      which stage binds; then owners build on what they see, without foresight.

      A section `programme` in the file asks what a country or a company reaches with its own power, \
      budget, staff and share of shipments: by when, what holds it back, the smallest change that \
      would do, and what compute costs at home against renting.

      --map adds the core bottleneck of every layer, who owns it, and what losing an owner or a \
      region for four quarters would do. --product with --megawatts says what to order by when. \
      --costs adds what the machines of each year cost to train and serve with, by estimates of \
      both. --samples runs it under uncertain figures, --backtest from frozen states of the past beside \
      simple rules. Machines that cannot be had in time are an answer (exit code 0, \
      `feasible: false`). The solver HiGHS is needed; exit code 69 says how to get it.

      EXAMPLES:
        narrows roadmap base.yaml
        narrows roadmap base.yaml --map --at 2026Q4
        narrows roadmap base.yaml --company tsmc --format json
        narrows roadmap base.yaml --product h100 --megawatts 100 --by 2028Q1
        narrows roadmap base.yaml --set 'roadmap.change.stages.cowos.capacity=2x' --format vega
        narrows roadmap base.yaml --samples 1000 --seed 7
        narrows roadmap base.yaml --backtest
      """
  )

  /// The quarter of today where none is given: that of the catalogue's latest figures.
  static let today = "2026Q4"

  @Argument(help: "The question, a YAML file with a section `roadmap`.")
  var path: String

  @Option(help: ArgumentHelp("First quarter, such as 2022Q1.", valueName: "quarter"))
  var from: String?

  @Option(help: ArgumentHelp("Last quarter, such as 2035Q4.", valueName: "quarter"))
  var to: String?

  @Option(help: ArgumentHelp("Futures to draw from the intervals of figures.", valueName: "count"))
  var samples: Int?

  @Flag(help: "Start in the past and score what follows against what happened.")
  var backtest = false

  @Flag(help: "Show the core bottleneck of every layer, its owners, and losses of them.")
  var map = false

  @Flag(help: "Show what work costs: frontier runs, tokens, who can pay for them.")
  var costs = false

  @Option(help: ArgumentHelp("Quarter of today, for map and orders.", valueName: "quarter"))
  var at: String = RoadmapCommand.today

  @Option(help: ArgumentHelp("Company whose hold on what binds is followed.", valueName: "id"))
  var company: String?

  @Option(help: ArgumentHelp("Product to build with.", valueName: "id"))
  var product: String?

  @Option(help: ArgumentHelp("Facility power to build.", valueName: "MW"))
  var megawatts: Double?

  @Option(
    help: ArgumentHelp(
      "Quarter in which it should work; the first possible without it.",
      valueName: "quarter"
    )
  )
  var by: String?

  @OptionGroup(title: "Scenario options") var scenarios: ScenarioOptions
  @OptionGroup(title: "Common options") var common: CommonOptions

  mutating func validate() throws {
    if Quarter(at) == nil {
      throw ValidationError("--at is \"\(at)\"; write a year and a quarter, such as 2026Q4.")
    }
    if (product == nil) != (megawatts == nil) {
      throw ValidationError("--product and --megawatts go together.")
    }
    if by != nil, product == nil {
      throw ValidationError("--by needs --product and --megawatts.")
    }
    if backtest, samples != nil || map || costs || company != nil || product != nil {
      throw ValidationError(
        "--backtest stands alone; leave --samples, --map, --costs, --company and --product out."
      )
    }
  }

  mutating func run() throws {
    let solver: HighsSolver
    let question = try read(settings)
    do {
      solver = try HighsSolver.load()
    } catch {
      throw Failure(error)
    }
    if backtest {
      try score(solver)
      return
    }
    var diagnostics = Diagnostics()
    guard let quarter = Quarter(at),
      let inquiry = RoadmapInquiry(
        question,
        today: quarter,
        asksMap: map,
        into: &diagnostics
      ), !diagnostics.hasErrors
    else { throw Failure.input(diagnostics) }
    let bar = ProgressBar(quiet: common.quiet)
    defer { bar.finish() }
    var study: RoadmapStudy
    do {
      study = try RoadmapStudy.answer(
        inquiry,
        solver: solver,
        seed: common.seed,
        jobs: common.threads,
        progress: { bar.update($0) }
      )
    } catch {
      throw Failure(error)
    }
    if costs {
      let machines = MachineWork.all(
        of: study.inquiry.industry,
        catalog: try common.catalog(),
        jobs: common.threads
      )
      study.costs = RoadmapCosts(
        study.quarters,
        of: study.inquiry.industry,
        machines: machines
      )
    }
    bar.finish()
    let report = RoadmapReport(
      study,
      resolved: question.resolved,
      weakFigures: question.weakFigures,
      warnings: question.warnings
    )
    try common.write(report, command: "roadmap")
  }

  /// Fields of the file that options set, after those of `--set`.
  private var settings: [String] {
    let options = [
      ("roadmap.from", from), ("roadmap.to", to), ("roadmap.samples", samples.map(String.init)),
      ("roadmap.company", company), ("build.product", product),
      ("build.power", megawatts.map { "\($0) MW" }), ("build.by", by),
    ]
    return scenarios.settings + options.compactMap { path, value in value.map { "\(path)=\($0)" } }
  }

  /// Reads the file with fields set on top.
  private func read(_ settings: [String]) throws -> RoadmapQuestion {
    let catalog = try common.catalog()
    var diagnostics = Diagnostics()
    let read: RoadmapQuestion?
    do {
      read = try RoadmapReader.read(
        path: path,
        settings: settings,
        catalog: catalog,
        into: &diagnostics
      )
    } catch {
      throw Failure(error)
    }
    guard let question = read, !diagnostics.hasErrors else { throw Failure.input(diagnostics) }
    return question
  }

  /// Starts the file's supply chain at dates of the past and scores what follows.
  private func score(_ solver: HighsSolver) throws {
    var diagnostics = Diagnostics()
    guard let truth = RoadmapTruth.shipped(into: &diagnostics), !diagnostics.hasErrors else {
      throw Failure.fault("\(diagnostics)")
    }
    var industries: [Quarter: Industry] = [:]
    for freeze in RoadmapBacktest.Freeze.usual {
      let question = try read(settings + ["roadmap.from=\(freeze.start)"])
      industries[freeze.start] = RoadmapInquiry.industry(of: question, into: &diagnostics)
    }
    if diagnostics.hasErrors { throw Failure.input(diagnostics) }
    do {
      let scores = try RoadmapBacktest(against: truth, solver: solver) { industries[$0] }
      try common.write(BacktestReport(scores), command: "roadmap")
    } catch let error as LinearProgramError {
      throw Failure(error)
    }
  }
}

extension Failure {
  /// The failure of the solver.
  init(_ error: LinearProgramError) {
    switch error {
    case .missing, .unfit: self = .missing("\(error)")
    case .invalid, .failed: self = .fault("\(error)")
    }
  }
}
