public import Catalog
public import Scenarios
import Systems
import Training
import Workloads

/// Predicts measured training runs and scores the predictions.
public enum ValidateTraining {
  /// Predicts every row of a table.
  ///
  /// - Parameters:
  ///   - rows: Measured runs.
  ///   - catalog: Parts by name.
  ///   - progress: Called with the share that is done, 0…1.
  /// - Returns: Every case and metric with its error or the reason for the skip.
  public static func report(
    _ rows: [TrainingCase],
    catalog: Catalog,
    progress: (Double) -> Void = { _ in }
  ) -> ValidationReport {
    var resolver = TrainingCaseResolver(catalog: catalog)
    var cases: [ValidationCase] = []
    for (index, row) in rows.enumerated() {
      cases += self.cases(row, resolver: &resolver)
      if index % 16 == 0 { progress(Double(index) / Double(max(1, rows.count))) }
    }
    return ValidationReport(subject: "training", cases: cases, summaries: summaries(cases))
  }

  /// The metrics of one row.
  private static func cases(
    _ row: TrainingCase,
    resolver: inout TrainingCaseResolver
  ) -> [ValidationCase] {
    // What the row says of itself, so that a skip counts in the sets that it would belong to.
    var tags = ["grade": row.grade]
    tags["precision"] = row.precision?.rawValue
    tags["accelerators"] = row.integer("n_gpus").map(String.init)
    tags["kind"] =
      (row.integer("n_experts") ?? 0) > 1 ? "moe" : row.adapterRank != nil ? "adapter" : "dense"
    func make(_ metric: String, _ measured: Double?) -> ValidationCase {
      ValidationCase(
        id: row.id,
        group: row.group,
        metric: metric,
        measured: measured,
        tags: tags
      )
    }
    switch resolver.resolve(row) {
    case .failure(let skipped):
      var result = make("step_time", row.stepTime)
      result.skippedBecause = skipped.reason
      return [result]
    case .success(let run):
      tags["precision"] = run.job.recipe.matmul.rawValue
      tags["accelerators"] = String(run.system.count)
      tags["kind"] =
        run.job.architecture.experts != nil
        ? "moe" : run.job.isAdapter ? "adapter" : "dense"
      tags["software"] = run.stack.id
      let step = TrainingModel.step(of: run.job, plan: run.plan, on: run.system, with: run.stack)
      var result: [ValidationCase] = []
      if let measured = row.stepTime {
        var time = make("step_time", measured)
        time.predicted = step.seconds
        result.append(time)
      }
      if let measured = row.memory {
        var memory = make("memory", measured)
        memory.predicted = step.memory.total
        result.append(memory)
      }
      if result.isEmpty {
        var none = make("step_time", nil)
        none.skippedBecause = "no step time or memory was measured"
        result.append(none)
      }
      return result
    }
  }

  /// The sets that targets are stated for, then each group and all.
  private static func summaries(_ cases: [ValidationCase]) -> [ValidationSummary] {
    let times = cases.filter { $0.metric == "step_time" }
    let best = times.filter { $0.tags["grade"] == "A" }
    func is16Bit(_ test: ValidationCase) -> Bool {
      ["bf16", "fp16"].contains(test.tags["precision"] ?? "")
    }
    func isLarge(_ test: ValidationCase) -> Bool {
      (test.tags["accelerators"].flatMap { Int($0) } ?? 0) >= 16
    }
    let large = best.filter {
      $0.tags["kind"] != "moe" && is16Bit($0) && isLarge($0)
    }
    var result = [
      ValidationSummary(
        group: "A, dense, 16 bits, 16 accelerators and more",
        metric: "step_time",
        cases: large
      ),
      ValidationSummary(
        group: "the same without the BLOOM search",
        metric: "step_time",
        cases: large.filter { $0.group != "bloom_prequel" }
      ),
      ValidationSummary(
        group: "A, fp8 and fp4, dense",
        metric: "step_time",
        cases: best.filter {
          $0.tags["kind"] != "moe" && $0.tags["precision"] != nil && !is16Bit($0)
        }
      ),
      ValidationSummary(
        group: "A, mixture of experts",
        metric: "step_time",
        cases: best.filter { $0.tags["kind"] == "moe" }
      ),
      ValidationSummary(group: "A, all", metric: "step_time", cases: best),
      ValidationSummary(
        group: "memory, all",
        metric: "memory",
        cases: cases.filter { $0.metric == "memory" }
      ),
    ]
    for metric in ["step_time", "memory"] {
      let some = cases.filter { $0.metric == metric }
      for group in Set(some.map(\.group)).sorted() {
        result.append(
          ValidationSummary(
            group: group,
            metric: metric,
            cases: some.filter { $0.group == group }
          )
        )
      }
      result.append(ValidationSummary(group: "all", metric: metric, cases: some))
    }
    return result
  }
}
