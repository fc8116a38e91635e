import Catalog
import Compute
import Documents
import Economics
import Quantities
import Systems
import Training
import Workloads

extension ScenarioReader {
  /// Reads a training job.
  static func training(
    _ surroundings: Surroundings,
    catalog: Catalog,
    into diagnostics: inout Diagnostics
  ) -> Scenario? {
    let record = surroundings.record
    let assembled = surroundings.assembled
    let model = surroundings.model
    let basis = surroundings.basis
    let stackName = record.text("software") ?? assembled?.software ?? "nemo-2024"
    let stack = catalog.stack(
      named: stackName,
      on: assembled?.system.accelerator.id ?? "",
      field: "software",
      at: record.location("software"),
      into: &diagnostics
    )
    let request = PlanReader.request(record, into: &diagnostics)

    if let request {
      let surroundings = PlanReader.Surroundings(
        architecture: model?.architecture,
        sequence: record.integer("workload.training.sequence"),
        globalBatch: record.integer("workload.training.global-batch"),
        count: record.integer("system.count"),
        domain: assembled?.system.node.domain
      )
      for problem in PlanReader.contradictions(request, in: surroundings, record: record) {
        diagnostics.add(problem)
      }
    }
    surroundings.checkRent(into: &diagnostics)
    surroundings.checkBudget(
      serves: false,
      tokens: record.number("workload.training.tokens"),
      into: &diagnostics
    )
    surroundings.checkKind(
      Objective.training,
      withoutPlan: ScenarioFormat.servingOnlyPlan,
      workload: "training",
      into: &diagnostics
    )
    guard let model, let assembled, let system = surroundings.system, let stack, let request,
      !diagnostics.hasErrors,
      let sequence = record.integer("workload.training.sequence"),
      let batch = record.integer("workload.training.global-batch"),
      let precision = record.text("workload.training.precision").flatMap(NumberFormat.init)
    else { return nil }
    let objective = surroundings.objective
    let tokens = record.number("workload.training.tokens")
    if objective == .timeToTrain || objective == .costOfRun || basis == .bought, tokens == nil {
      diagnostics.add(
        record.diagnostic(
          "workload.training.tokens",
          "the run's length is needed for objective \(objective.rawValue) on basis"
            + " \(basis.rawValue)",
          hint: "add workload.training.tokens, such as 15.6e12"
        )
      )
    }
    let job = TrainingJob(
      architecture: model.architecture,
      sequence: sequence,
      globalBatch: batch,
      tokens: tokens,
      recipe: stack.recipe(precision),
      adapterRank: record.integer("workload.training.adapter-rank")
    )
    for problem in formatProblems(precision, system: system, record: record) {
      diagnostics.add(problem)
    }
    guard !diagnostics.hasErrors else { return nil }
    return Scenario(
      name: record.text("name") ?? model.name,
      model: model.name,
      job: job,
      system: system,
      stack: stack,
      request: request,
      ownership: ownership(record, system: system, rent: surroundings.rent ?? 0),
      basis: basis,
      budget: surroundings.budget,
      objective: objective,
      embodiedCarbon: assembled.embodiedCarbon,
      resolved: resolved(record, assembled: assembled, stack: stack.id) { path in
        path.hasPrefix("economics.input-") || path.hasPrefix("economics.cached-")
      },
      weakFigures: assembled.weakFigures,
      warnings: diagnostics.entries.filter { $0.severity != .error }
    )
  }

  /// Formats that the accelerator cannot multiply.
  private static func formatProblems(
    _ precision: NumberFormat,
    system: System,
    record: Record
  ) -> [Diagnostic] {
    guard !system.accelerator.multipliesNatively(precision) else { return [] }
    let known = NumberFormat.allCases.filter { system.accelerator.multipliesNatively($0) }
    return [
      record.diagnostic(
        "workload.training.precision",
        "\(system.accelerator.name) does not multiply \(precision.rawValue)",
        hint: "it multiplies \(known.map(\.rawValue).joined(separator: ", "))"
      )
    ]
  }
}
