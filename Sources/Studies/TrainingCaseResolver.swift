public import Catalog
import Compute
import Documents
import Quantities
public import Scenarios
public import Systems
public import Training
public import Workloads

/// Turns measured runs, as tables describe them, into jobs, plans, systems and software.
///
/// Only columns that describe a run are looked at. Names of hardware and frameworks go through the
/// aliases of the catalogue; each distinct system is assembled once.
public struct TrainingCaseResolver {
  /// A run that can be predicted.
  public struct Resolved: Sendable {
    /// What is trained.
    public var job: TrainingJob
    /// How it is laid out.
    public var plan: TrainingPlan
    /// On what.
    public var system: System
    /// With which software.
    public var stack: SoftwareStack
  }

  /// Why a row is not predicted.
  public struct Skipped: Error, Hashable, Sendable {
    /// The reason, in words.
    public let reason: String
  }

  private let catalog: Catalog
  private var systems: [String: AssembledSystem?] = [:]
  private var stacks: [String: SoftwareStack?] = [:]
  /// Why a part's system could not be assembled.
  private var faults: [String: String] = [:]

  /// Whether a framework that no stack answers to is taken for the part's usual stack.
  private let takesUsual: Bool

  /// Resolves names with a catalogue.
  ///
  /// - Parameters:
  ///   - catalog: Parts by name.
  ///   - takesUsual: Whether an unknown framework is taken for the part's usual stack.
  public init(catalog: Catalog, takesUsual: Bool = true) {
    self.catalog = catalog
    self.takesUsual = takesUsual
  }

  /// Resolves a row.
  public mutating func resolve(_ row: TrainingCase) -> Result<Resolved, Skipped> {
    func skip(_ reason: String) -> Result<Resolved, Skipped> {
      .failure(Skipped(reason: reason))
    }
    let architecture: Architecture
    switch row.architecture() {
    case .failure(let missing):
      return skip("missing " + missing.names.joined(separator: ", "))
    case .success(let found): architecture = found
    }
    guard let part = row.text("gpu") else { return skip("missing gpu") }
    guard let count = row.integer("n_gpus"), count > 0 else { return skip("missing n_gpus") }
    guard let precision = row.precision else { return skip("missing precision") }
    guard let stack = stack(for: row.text("framework") ?? "", part: part) else {
      return skip("no software stack for \"\(row.text("framework") ?? "")\"")
    }
    guard let sequence = row.integer("seq_len"), sequence > 0 else {
      return skip("missing seq_len")
    }
    guard let batch = row.integer("global_batch"), batch > 0 else {
      return skip("missing global_batch")
    }
    let plan: TrainingPlan
    switch row.plan(defaultOverlap: stack.overlap) {
    case .failure(let missing):
      return skip("missing " + missing.names.joined(separator: ", "))
    case .success(let found): plan = found
    }
    guard plan.accelerators == count else {
      return skip("tp × pp × cp × dp is \(plan.accelerators), not n_gpus \(count)")
    }
    guard batch >= plan.data * plan.microBatch else {
      return skip("global_batch \(batch) is below dp × micro_batch")
    }
    guard
      let system = system(
        part: part,
        count: count,
        perNode: row.integer("gpus_per_node"),
        node: row.text("node")
      )
    else { return skip(faults[part] ?? "no part \"\(part)\" in the catalogue") }
    guard system.accelerator.multipliesNatively(precision) else {
      return skip("\(system.accelerator.id) does not multiply \(precision.rawValue)")
    }
    guard architecture.heads % architecture.kvHeads == 0 else {
      return skip("kv_heads \(architecture.kvHeads) does not divide heads \(architecture.heads)")
    }
    var recipe = stack.recipe(precision)
    if let narrow = row.reducesIn16Bits { recipe.reductionBytes = narrow ? 2 : 4 }
    if row.accumulatesIn32Bits {
      recipe.gradientBytes = 6
      recipe.reductionBytes = 4
    }
    let job = TrainingJob(
      architecture: architecture,
      sequence: sequence,
      globalBatch: batch,
      recipe: recipe,
      adapterRank: row.adapterRank
    )
    return .success(Resolved(job: job, plan: plan, system: system, stack: stack))
  }

  /// The stack that a framework's name means, or the usual one for the part when none is known.
  private mutating func stack(for framework: String, part: String) -> SoftwareStack? {
    let key = framework + "|" + part
    if let known = stacks[key] { return known }
    var ignored = Diagnostics()
    let accelerator = catalog.file(.accelerators, named: part)?.id ?? part
    let found =
      framework.isEmpty
      ? nil : catalog.stack(named: framework, on: accelerator, patterns: true, into: &ignored)
    let stack =
      found ?? (takesUsual ? catalog.usualStack(on: accelerator, into: &ignored) : nil)
    stacks[key] = .some(stack)
    return stack
  }

  /// The system of a part and a number of accelerators.
  private mutating func system(
    part: String,
    count: Int,
    perNode: Int?,
    node: String?
  ) -> System? {
    let key = "\(part)|\(count)|\(perNode ?? 0)|\(node ?? "")"
    if let known = systems[key] { return known?.system }
    var ignored = Diagnostics()
    let accelerator = catalog.file(.accelerators, named: part)?.id ?? part
    let fitting = perNode.flatMap { catalog.node(of: accelerator, holding: $0) }
    let assembled = catalog.assemble(
      SystemParts(accelerator: part, node: node ?? fitting, count: count),
      into: &ignored
    )
    systems[key] = .some(assembled)
    if assembled == nil { faults[part] = ignored.errors.first?.message }
    return assembled?.system
  }
}
