import Catalog
import Compute
import Documents
import Economics
import Quantities
import Serving
import Systems
import Workloads

/// Reads a scenario about serving: traffic, formats, engine and plan.
enum ServingReader {
  /// The scenario, or nil when anything is wrong.
  static func read(
    _ surroundings: ScenarioReader.Surroundings,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> ServingScenario? {
    let record = surroundings.record
    let system = surroundings.system
    let stack = engine(
      record,
      on: system?.accelerator.id ?? "",
      catalog: catalog,
      into: &diagnostics
    )
    let traffic = traffic(record, into: &diagnostics)
    refuseSimulation(record, into: &diagnostics)
    let recipe = recipe(
      record,
      architecture: surroundings.model?.architecture,
      system: system,
      into: &diagnostics
    )
    let request = ServingPlanReader.request(record)
    for problem in ServingPlanReader.contradictions(
      request,
      architecture: surroundings.model?.architecture,
      count: record.integer("system.count"),
      domain: system?.node.domain,
      record: record
    ) {
      diagnostics.add(problem)
    }
    surroundings.checkRent(into: &diagnostics)
    surroundings.checkBudget(serves: true, tokens: nil, into: &diagnostics)
    surroundings.checkKind(
      Objective.serving,
      withoutPlan: ScenarioFormat.trainingOnlyPlan,
      workload: "serving",
      into: &diagnostics
    )
    if surroundings.basis == .bought {
      diagnostics.add(
        record.diagnostic(
          "economics.basis",
          "serving has no end on which a purchase could fall",
          hint: "write amortised or rented"
        )
      )
    }
    guard let model = surroundings.model, let assembled = surroundings.assembled, let system,
      let stack, let traffic, let recipe, !diagnostics.hasErrors
    else { return nil }
    return ServingScenario(
      name: record.text("name") ?? model.name,
      model: model.name,
      architecture: model.architecture,
      traffic: traffic,
      recipe: recipe,
      target: ServingScenario.Target(
        timeToFirstToken: record.number("workload.serving.slo.ttft"),
        timePerOutputToken: record.number("workload.serving.slo.tpot")
      ),
      system: system,
      stack: stack,
      request: request,
      ownership: ScenarioReader.ownership(
        record,
        system: system,
        rent: surroundings.rent ?? 0
      ),
      basis: surroundings.basis,
      priceRatios: ServingPriceRatios(
        input: record.number("economics.input-price-ratio") ?? 0.25,
        cached: record.number("economics.cached-price-ratio") ?? 0.064
      ),
      budget: surroundings.budget,
      objective: surroundings.objective,
      embodiedCarbon: assembled.embodiedCarbon,
      resolved: resolved(
        record,
        assembled: assembled,
        stack: stack.id,
        recipe: recipe,
        isSparse: model.architecture.experts != nil
      ),
      weakFigures: assembled.weakFigures,
      warnings: diagnostics.entries.filter { $0.severity != .error }
    )
  }

  /// Every field as resolved, formats that follow from others filled in.
  private static func resolved(
    _ record: Record,
    assembled: AssembledSystem,
    stack: String,
    recipe: ServingRecipe,
    isSparse: Bool
  ) -> [(path: String, text: String)] {
    var fields = ScenarioReader.resolved(record, assembled: assembled, stack: stack) { path in
      ScenarioFormat.trainingOnlyPlan.contains { path == "plan.\($0)" }
    }
    var formats = [("workload.serving.projections-precision", recipe.projectionWeights)]
    if isSparse { formats.append(("workload.serving.experts-precision", recipe.expertWeights)) }
    for (path, format) in formats where !fields.contains(where: { $0.path == path }) {
      fields.append((path, format.rawValue))
    }
    return fields
  }

  /// The engine that is named, or the usual one of the accelerator.
  private static func engine(
    _ record: Record,
    on accelerator: String,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> ServingStack? {
    guard let name = record.text("software") else {
      return catalog.usualEngine(on: accelerator, into: &diagnostics)
    }
    if let found = catalog.engine(named: name, on: accelerator, into: &diagnostics) { return found }
    if catalog.file(.software, named: name) != nil, catalog.file(.engines, named: name) == nil {
      diagnostics.add(
        record.diagnostic(
          "software",
          "\(name) trains; a serving engine is due here",
          hint: "`narrows catalog list engines` shows them; without it the accelerator's usual one"
            + " is taken"
        )
      )
      return nil
    }
    guard
      let (id, _) = catalog.entry(
        .engines,
        named: name,
        field: "software",
        at: record.location("software"),
        into: &diagnostics
      )
    else { return nil }
    diagnostics.add(
      record.diagnostic(
        "software",
        "no version of \(name) is for \(accelerator)",
        hint: "name a version by its id, such as \(id)"
      )
    )
    return nil
  }

  /// What is asked.
  private static func traffic(
    _ record: Record,
    into diagnostics: inout Diagnostics
  ) -> ServingTraffic? {
    var loads: [ServingTraffic.Load] = []
    if let clients = record.number("workload.serving.concurrency") {
      loads.append(.concurrency(clients))
    }
    if let rate = record.number("workload.serving.rate") { loads.append(.rate(rate)) }
    if let size = record.number("workload.serving.batch") { loads.append(.batch(size)) }
    if record.flag("workload.serving.offline") == true { loads.append(.offline) }
    let kinds = ["concurrency", "rate", "batch", "offline", "trace"]
    let written = kinds.filter { kind in
      record.has("workload.serving.\(kind)")
        && (kind != "offline" || record.flag("workload.serving.offline") != false)
    }
    if written.count != 1 {
      diagnostics.add(
        record.diagnostic(
          "workload.serving",
          written.isEmpty
            ? "nothing says how requests arrive"
            : "requests arrive in one way; \(written.joined(separator: " and ")) are written",
          hint: "write one of concurrency: 64, rate: 12 /s, batch: 64, offline: true"
        )
      )
    }
    if record.has("plan.prefill"), record.has("workload.serving.batch") {
      diagnostics.add(
        record.diagnostic(
          "plan.prefill",
          "a batch that starts and ends together leaves nothing for pools to do side by side",
          hint: "write concurrency, rate or offline, or leave plan.prefill out"
        )
      )
    }
    guard let load = loads.first, written.count == 1,
      let input = record.number("workload.serving.input"),
      let output = record.number("workload.serving.output")
    else { return nil }
    var speculation: ServingTraffic.Speculation?
    if let tokens = record.integer("workload.serving.speculative.tokens"),
      let acceptance = record.number("workload.serving.speculative.acceptance")
    {
      speculation = ServingTraffic.Speculation(tokens: tokens, acceptance: acceptance)
    }
    return ServingTraffic(
      input: input,
      output: output,
      load: load,
      prefixHit: record.number("workload.serving.prefix-hit") ?? 0,
      speculation: speculation
    )
  }

  /// Reports what only a simulation of single requests could answer.
  private static func refuseSimulation(_ record: Record, into diagnostics: inout Diagnostics) {
    if record.has("workload.serving.trace") {
      diagnostics.add(
        record.diagnostic(
          "workload.serving.trace",
          "a recorded trace needs the simulator of single requests, which comes later",
          hint: "describe its mean with input, output and rate: 12 /s"
        )
      )
    }
    for kind in ["ttft", "tpot"] where record.has("workload.serving.slo.\(kind)-p99") {
      diagnostics.add(
        record.diagnostic(
          "workload.serving.slo.\(kind)-p99",
          "percentiles need the simulator of single requests, which comes later; estimates are of"
            + " means",
          hint: "write \(kind) for a limit on the mean"
        )
      )
    }
  }

  /// The model's number formats.
  private static func recipe(
    _ record: Record,
    architecture: Architecture?,
    system: System?,
    into diagnostics: inout Diagnostics
  ) -> ServingRecipe? {
    func format(_ field: String) -> NumberFormat? {
      record.text("workload.serving.\(field)").flatMap(NumberFormat.init)
    }
    guard let dense = format("precision"), let cache = format("kv-precision") else { return nil }
    let experts = format("experts-precision")
    if let system {
      for field in ["precision", "experts-precision", "projections-precision"] {
        guard let format = format(field) else { continue }
        check(
          format,
          field: "workload.serving.\(field)",
          isWeightOnly: field != "precision",
          on: system,
          record: record,
          into: &diagnostics
        )
      }
    }
    if experts != nil, let architecture, architecture.experts == nil {
      diagnostics.add(
        record.diagnostic(
          "workload.serving.experts-precision",
          "the model has no experts",
          hint: "leave it out"
        )
      )
    }
    for field in ["experts-precision", "projections-precision"] {
      guard let own = format(field), own != dense, dense.isWholeFile || own.isWholeFile else {
        continue
      }
      diagnostics.add(
        record.diagnostic(
          "workload.serving.\(field)",
          "\(own.rawValue) beside \(dense.rawValue): a GGUF format is that of the whole file",
          hint: "leave it out"
        )
      )
    }
    let isFour = dense == .nvfp4 || dense == .mxfp4
    var isLatent = false
    if case .latent = architecture?.attention { isLatent = true }
    return ServingRecipe(
      dense,
      experts: experts,
      projections: format("projections-precision") ?? (isFour && isLatent ? .bf16 : nil),
      cache: cache
    )
  }

  /// Reports a format that the accelerator cannot multiply.
  ///
  /// Formats of 16 bits stand in for each other; where a part's weights alone are narrow they may
  /// be widened.
  private static func check(
    _ format: NumberFormat,
    field: String,
    isWeightOnly: Bool,
    on system: System,
    record: Record,
    into diagnostics: inout Diagnostics
  ) {
    let part = system.accelerator
    let wide: [NumberFormat] = [.bf16, .fp16]
    func takes(_ format: NumberFormat) -> Bool {
      if part.multipliesNatively(format) { return true }
      return wide.contains(format) && (wide + [.fp32]).contains { part.multipliesNatively($0) }
    }
    guard !takes(format.arithmetic) else { return }
    if isWeightOnly, wide.contains(where: takes) {
      diagnostics.add(
        record.diagnostic(
          field,
          "\(part.name) does not multiply \(format.rawValue); weights are widened to 16 bits",
          hint: nil,
          severity: .warning
        )
      )
      return
    }
    let known = NumberFormat.allCases.filter { takes($0.arithmetic) }
    diagnostics.add(
      record.diagnostic(
        field,
        "\(part.name) does not multiply \(format.rawValue)",
        hint: "it takes \(known.map(\.rawValue).joined(separator: ", "))"
      )
    )
  }
}
