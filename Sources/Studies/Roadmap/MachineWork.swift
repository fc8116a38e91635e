public import Catalog
import Documents
import Quantities
import Scenarios
import Serving
public import Supply
import Training

/// What an accelerator does on the work of reference, under the best of all valid plans.
public struct MachineWork: Hashable, Sendable {
  /// Training by one accelerator.
  public struct Training: Hashable, Sendable {
    /// Useful operations over peak (1).
    public var utilisation: Double
    /// Useful over wall time, failures and checkpoints counted (1).
    public var goodput: Double
    /// Useful operations with losses counted [FLOP/s].
    public var rate: Double
    /// Id of the software.
    public var software: String

    /// Training by one accelerator.
    public init(utilisation: Double, goodput: Double, rate: Double, software: String) {
      self.utilisation = utilisation
      self.goodput = goodput
      self.rate = rate
      self.software = software
    }
  }

  /// Serving by one accelerator.
  public struct Serving: Hashable, Sendable {
    /// Output tokens [1/s].
    public var rate: Double
    /// Mean time between output tokens [s].
    public var timePerOutputToken: Double
    /// Number format of the products.
    public var format: String
    /// Id of the engine.
    public var engine: String

    /// Serving by one accelerator.
    public init(rate: Double, timePerOutputToken: Double, format: String, engine: String) {
      self.rate = rate
      self.timePerOutputToken = timePerOutputToken
      self.format = format
      self.engine = engine
    }
  }

  /// Catalogue id of the accelerator.
  public var accelerator: String
  /// What was asked of it.
  public var reference: ReferenceWork
  /// Training, nil where it cannot.
  public var training: Training?
  /// Serving, nil where it cannot.
  public var serving: Serving?
  /// Why it cannot do one or the other; empty when it does both.
  public var problems: [String]

  /// What an accelerator does, from figures.
  public init(
    accelerator: String,
    reference: ReferenceWork = ReferenceWork(),
    training: Training?,
    serving: Serving?,
    problems: [String] = []
  ) {
    self.accelerator = accelerator
    self.reference = reference
    self.training = training
    self.serving = serving
    self.problems = problems
  }

  /// Estimates what an accelerator of a catalogue does.
  ///
  /// - Parameters:
  ///   - accelerator: Its id.
  ///   - reference: The work.
  ///   - catalog: The catalogue.
  ///   - jobs: Threads to use; the answer does not depend on it.
  public init(
    of accelerator: String,
    on reference: ReferenceWork = ReferenceWork(),
    catalog: Catalog,
    jobs: Int = 1
  ) {
    self.init(accelerator: accelerator, reference: reference, training: nil, serving: nil)
    switch Self.scenario(reference.training(on: accelerator), catalog) {
    case .success(.training(let scenario)):
      train(scenario, jobs: jobs)
    case .success: break
    case .failure(let refusal): problems.append("training: \(refusal.reason)")
    }
    var refusals: [String] = []
    for engine in [reference.engine, nil] {
      for format in reference.servingFormats {
        let text = reference.serving(on: accelerator, format: format, engine: engine)
        switch Self.scenario(text, catalog) {
        case .success(.serving(let scenario)):
          serve(scenario, format: format, jobs: jobs)
          return
        case .success: break
        case .failure(let refusal): refusals.append(refusal.reason)
        }
      }
    }
    if let reason = refusals.last { problems.append("serving: \(reason)") }
  }

  /// Estimates all accelerators that products of an industry name, and the H100 beside them.
  ///
  /// - Parameters:
  ///   - industry: The industry.
  ///   - reference: The work.
  ///   - catalog: The catalogue.
  ///   - jobs: Threads to use; the answer does not depend on it.
  /// - Returns: What they do, by id.
  public static func all(
    of industry: Industry,
    on reference: ReferenceWork = ReferenceWork(),
    catalog: Catalog,
    jobs: Int = 1
  ) -> [String: MachineWork] {
    let ids = Set(industry.products.compactMap(\.accelerator)).union([yardstick])
    return Dictionary(
      uniqueKeysWithValues: ids.sorted().map { id in
        (id, MachineWork(of: id, on: reference, catalog: catalog, jobs: jobs))
      }
    )
  }

  /// Catalogue id of the accelerator that others are counted in.
  public static let yardstick = "h100-sxm"

  /// Training of this accelerator over that of another (1).
  public func trainingRatio(to other: MachineWork) -> Double? {
    training.flatMap { own in other.training.map { own.rate / $0.rate } }
  }

  /// Serving of this accelerator over that of another (1).
  public func servingRatio(to other: MachineWork) -> Double? {
    serving.flatMap { own in other.serving.map { own.rate / $0.rate } }
  }

  // MARK: Estimates

  /// Why a scenario cannot be.
  private struct Refusal: Error {
    /// In words.
    var reason: String
  }

  /// Reads a scenario.
  private static func scenario(_ text: String, _ catalog: Catalog) -> Result<AnyScenario, Refusal> {
    var diagnostics = Diagnostics()
    let node = Node.parse(text: text, file: "reference.yaml", into: &diagnostics)
    let scenario = node.flatMap {
      ScenarioReader.any($0, folder: ".", catalog: catalog, into: &diagnostics)
    }
    guard let scenario, !diagnostics.hasErrors else {
      return .failure(Refusal(reason: diagnostics.errors.first?.message ?? "no scenario"))
    }
    return .success(scenario)
  }

  /// The best design of a scenario.
  private static func best<Asked: Searched>(
    _ scenario: Asked,
    jobs: Int
  ) -> Result<Asked.Answer, Refusal> {
    let goals = SearchGoals(objective: .tokensPerSecond)
    let found = PlanSearch(goals, jobs: jobs)(scenario.searchSpace(goals))
    guard let plan = found.ranking.first?.plan else {
      return .failure(Refusal(reason: "no plan divides the work"))
    }
    let design = Asked.Answer(scenario: scenario, plan: plan)
    if let problem = design.problems.first { return .failure(Refusal(reason: problem)) }
    return .success(design)
  }

  /// Estimates the job.
  private mutating func train(_ scenario: Scenario, jobs: Int) {
    switch Self.best(scenario, jobs: jobs) {
    case .success(let design):
      let run = design.run
      let time = run.step.seconds * Double(run.accelerators)
      training = Training(
        utilisation: design.modelUtilization,
        goodput: run.goodput,
        rate: run.step.modelFlops * run.goodput / time,
        software: scenario.stack.id
      )
    case .failure(let refusal): problems.append("training: \(refusal.reason)")
    }
  }

  /// Estimates the traffic.
  private mutating func serve(_ scenario: ServingScenario, format: String, jobs: Int) {
    switch Self.best(scenario, jobs: jobs) {
    case .success(let design):
      serving = Serving(
        rate: design.run.outputRate / Double(design.run.accelerators),
        timePerOutputToken: design.run.estimate.timePerOutputToken,
        format: format,
        engine: scenario.stack.id
      )
    case .failure(let refusal): problems.append("serving: \(refusal.reason)")
    }
  }
}
