public import Catalog
import Compute
import Documents
import Quantities
public import Scenarios
public import Serving
public import Systems
public import Workloads

/// Turns measured serving runs, as tables describe them, into traffic, plans, systems and engines.
///
/// Only columns that describe a run are looked at. Names go through the aliases of the catalogue;
/// each distinct system is assembled once.
public struct InferenceCaseResolver {
  /// A run that can be predicted.
  public struct Resolved: Sendable {
    /// What is asked.
    public var traffic: ServingTraffic
    /// The model.
    public var architecture: Architecture
    /// Its number formats.
    public var recipe: ServingRecipe
    /// How it is laid out.
    public var plan: ServingPlan
    /// On what.
    public var system: System
    /// With which engine.
    public var stack: ServingStack
    /// How the run was driven.
    public var mode: InferenceCase.Mode
    /// Whether input and output were timed in runs of their own, output from an empty cache.
    public var isTimedApart: Bool

    /// The prediction.
    public func estimate(with stack: ServingStack? = nil) -> ServingEstimate {
      func run(_ traffic: ServingTraffic) -> ServingEstimate {
        ServingModel.estimate(
          of: traffic,
          model: architecture,
          recipe: recipe,
          plan: plan,
          on: system,
          with: stack ?? self.stack
        )
      }
      guard isTimedApart else { return run(traffic) }
      var alone = traffic
      alone.input = 1
      var result = run(alone)
      let whole = run(traffic)
      result.timeToFirstToken = whole.timeToFirstToken
      result.medianTimeToFirstToken = whole.medianTimeToFirstToken
      return result
    }

    /// Whether the table's time to the first token is a median.
    public var isMedian: Bool

    /// The time to the first token in the statistic that the table gives [s].
    public func firstToken(_ estimate: ServingEstimate) -> Double {
      isMedian ? estimate.medianTimeToFirstToken : estimate.timeToFirstToken
    }

    /// Output tokens per second as tables give them: of one generating chip, or of all [1/s].
    public func throughput(_ estimate: ServingEstimate, perChip: Bool) -> Double {
      let rate = estimate.requestsPerSecond * traffic.output
      guard perChip else { return rate }
      return rate
        / Double(mode == .disaggregated ? plan.decodeAccelerators : plan.accelerators)
    }
  }

  /// Why a row is not predicted.
  public struct Skipped: Error, Hashable, Sendable {
    /// The reason, in words.
    public let reason: String
  }

  private let catalog: Catalog
  private var systems: [String: (system: System?, fault: String)] = [:]
  private var parts: [String: String] = [:]
  private var models: [String: Model?] = [:]
  private var engines: [String: ServingStack?] = [:]

  /// Resolves names with a catalogue.
  public init(catalog: Catalog) { self.catalog = catalog }

  /// Resolves a row.
  public mutating func resolve(_ row: InferenceCase) -> Result<Resolved, Skipped> {
    func skip(_ reason: String) -> Result<Resolved, Skipped> {
      .failure(Skipped(reason: reason))
    }
    if row.hasUnknownSpeculation {
      return skip("speculative decoding with unknown acceptance")
    }
    guard let mode = row.mode else { return skip("serving_mode does not say how it was driven") }
    let traffic: ServingTraffic
    switch row.traffic() {
    case .failure(let missing):
      return skip("missing " + missing.names.joined(separator: ", "))
    case .success(let found): traffic = found
    }
    guard let name = row.text("model") else { return skip("missing model") }
    guard let model = model(name) else {
      return skip("no model \"\(name)\" in the catalogue")
    }
    let architecture = model.architecture
    guard let part = row.text("hardware") else { return skip("missing hardware") }
    let id = identifier(of: part)
    guard let stack = engine(row, on: id) else {
      return skip("no serving engine for \"\(row.text("engine") ?? "")\"")
    }
    var plan: ServingPlan
    switch row.plan() {
    case .failure(let missing):
      return skip("missing " + missing.names.joined(separator: ", "))
    case .success(let found): plan = found
    }
    let assembled = system(part, count: plan.accelerators)
    guard var system = assembled.system else { return skip(assembled.fault) }
    let recipe = row.recipe(for: architecture, stored: model.stored) {
      system.accelerator.peak[$0] > 0
    }
    if let recipe, mode == .singleStream || mode == .batch, row.integer("tp") == nil {
      // A table of answers to one user seldom says on how many chips: the fewest that hold it.
      plan.layout = ServingPlan.Layout.holding(
        architecture,
        recipe: recipe,
        chips: row.integer("num_chips"),
        on: system,
        with: stack
      )
      guard let larger = self.system(part, count: plan.accelerators).system else {
        return skip("\(plan.accelerators) of \(part) cannot be assembled")
      }
      system = larger
    }
    guard let recipe else {
      return skip("precision \"\(row.text("precision") ?? "")\" is no known format")
    }
    guard architecture.heads % plan.layout.tensor == 0 else {
      return skip("tp \(plan.layout.tensor) does not divide \(architecture.heads) heads")
    }
    return .success(
      Resolved(
        traffic: traffic,
        architecture: architecture,
        recipe: recipe,
        plan: plan,
        system: system,
        stack: stack,
        mode: mode,
        isTimedApart: mode == .singleStream
          && (row.text("serving_mode") ?? "").contains("llama-bench"),
        isMedian: row.text("ttft_stat") == "median"
      )
    )
  }

  /// The id of an accelerator of a name, or the name where there is none.
  private mutating func identifier(of part: String) -> String {
    if let known = parts[part] { return known }
    let id = catalog.file(.accelerators, named: part)?.id ?? part
    parts[part] = id
    return id
  }

  /// A model with the formats of its checkpoint.
  private struct Model {
    var architecture: Architecture
    var stored: (weights: NumberFormat?, experts: NumberFormat?)
  }

  /// The model of a name.
  private mutating func model(_ name: String) -> Model? {
    if let known = models[name] { return known }
    var ignored = Diagnostics()
    var found: Model?
    let plain = name.split(separator: "(").first.map(String.init) ?? name
    for spelling in [name, plain] {
      let spelt = spelling.trimmingPrefix(while: \.isWhitespace)
      let trimmed = String(spelt.reversed().drop { $0 == " " }.reversed())
      guard found == nil, catalog.file(.models, named: trimmed) != nil,
        let (_, record) = catalog.entry(.models, named: trimmed, into: &ignored)
      else { continue }
      found = ModelFormat.architecture(record, into: &ignored).map {
        Model(architecture: $0, stored: ModelFormat.stored(record))
      }
    }
    models[name] = .some(found)
    return found
  }

  /// The engine that a row means: by name with version, else by name.
  private mutating func engine(_ row: InferenceCase, on accelerator: String) -> ServingStack? {
    let name = row.text("engine") ?? ""
    let full = [name, row.text("engine_version")].compactMap { $0 }.joined(separator: " ")
    let day = row.text("measured_date")
    let key = [full, accelerator, day ?? ""].joined(separator: "|")
    if let known = engines[key] { return known }
    var ignored = Diagnostics()
    var found: ServingStack?
    for spelling in [full, name] where found == nil && !spelling.isEmpty {
      found = catalog.engine(
        named: spelling,
        on: accelerator,
        day: day,
        patterns: true,
        into: &ignored
      )
    }
    if found == nil {
      found = catalog.usualEngine(on: accelerator, into: &ignored)
    }
    engines[key] = .some(found)
    return found
  }

  /// The system of a part and a number of accelerators.
  private mutating func system(_ part: String, count: Int) -> (system: System?, fault: String) {
    let key = "\(part)|\(count)"
    if let known = systems[key] { return known }
    var found = Diagnostics()
    let assembled = catalog.assemble(SystemParts(accelerator: part, count: count), into: &found)
    let result = (
      assembled?.system,
      found.errors.first?.message ?? "no part \"\(part)\" in the catalogue"
    )
    systems[key] = result
    return result
  }
}
