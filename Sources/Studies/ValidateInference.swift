public import Catalog
import Compute
public import Scenarios
import Serving
import Systems
import Workloads

/// Predicts measured serving runs and scores the predictions.
public enum ValidateInference {
  /// Predicts every row of a table.
  ///
  /// - Parameters:
  ///   - rows: Measured runs.
  ///   - catalog: Parts by name.
  ///   - progress: Called with the share that is done, 0…1.
  /// - Returns: Every case and metric with its error or the reason for the skip.
  public static func report(
    _ rows: [InferenceCase],
    catalog: Catalog,
    progress: (Double) -> Void = { _ in }
  ) -> ValidationReport {
    var resolver = InferenceCaseResolver(catalog: catalog)
    var cases: [ValidationCase] = []
    for (index, row) in rows.enumerated() {
      cases += self.cases(row, resolver: &resolver)
      if index % 64 == 0 { progress(Double(index) / Double(max(1, rows.count))) }
    }
    return ValidationReport(subject: "inference", cases: cases, summaries: summaries(cases))
  }

  /// The metrics of one row.
  private static func cases(
    _ row: InferenceCase,
    resolver: inout InferenceCaseResolver
  ) -> [ValidationCase] {
    var tags = ["grade": row.grade]
    tags["mode"] = row.mode?.rawValue
    tags["statistic"] = row.text("ttft_stat")
    let throughput = row.throughputPerChip ?? row.throughput
    let measured: [(metric: String, value: Double?)] = [
      ("ttft", row.timeToFirstToken), ("tpot", row.timePerOutputToken),
      ("throughput", throughput), ("power", row.power),
    ]
    func make(_ metric: String, _ value: Double?) -> ValidationCase {
      ValidationCase(
        id: row.id,
        group: row.group,
        metric: metric,
        measured: value,
        tags: tags
      )
    }
    func all(_ reason: String) -> [ValidationCase] {
      let some = measured.filter { $0.value != nil }
      return (some.isEmpty ? [("tpot", nil)] : some).map {
        var test = make($0.metric, $0.value)
        test.skippedBecause = reason
        return test
      }
    }
    switch resolver.resolve(row) {
    case .failure(let skipped): return all(skipped.reason)
    case .success(let run):
      tags["engine"] = run.stack.id
      tags["accelerator"] = run.system.accelerator.id
      tags["accelerators"] = String(run.plan.accelerators)
      tags["nodes"] = run.plan.accelerators <= run.system.node.accelerators ? "one" : "several"
      let estimate = run.estimate()
      if let problem = estimate.problems.first { return all(problem) }
      let predicted: [String: Double] = [
        "ttft": run.firstToken(estimate), "tpot": estimate.timePerOutputToken,
        "throughput": run.throughput(estimate, perChip: row.throughputPerChip != nil),
        "power": estimate.acceleratorPower,
      ]
      let result = measured.compactMap { metric, value -> ValidationCase? in
        guard value != nil else { return nil }
        var test = make(metric, value)
        test.predicted = predicted[metric]
        return test
      }
      return result.isEmpty ? all("nothing was measured that is predicted") : result
    }
  }

  /// The sets that targets are stated for, then each group and all.
  private static func summaries(_ cases: [ValidationCase]) -> [ValidationSummary] {
    var result: [ValidationSummary] = []
    func add(_ group: String, _ metric: String, _ holds: (ValidationCase) -> Bool) {
      let some = cases.filter { $0.metric == metric && holds($0) }
      if !some.isEmpty {
        result.append(ValidationSummary(group: group, metric: metric, cases: some))
      }
    }
    func isBest(_ test: ValidationCase) -> Bool { test.tags["grade"] == "A" }
    func isMode(_ test: ValidationCase, _ mode: InferenceCase.Mode) -> Bool {
      test.tags["mode"] == mode.rawValue
    }
    func isOneNode(_ test: ValidationCase) -> Bool { test.tags["nodes"] != "several" }
    for metric in ["tpot", "throughput", "ttft"] {
      add("A, aggregated, one node", metric) {
        isBest($0) && isMode($0, .aggregated) && isOneNode($0)
      }
    }
    add("A, aggregated, one node, medians", "ttft") {
      isBest($0) && isMode($0, .aggregated) && isOneNode($0) && $0.tags["statistic"] == "median"
    }
    add("A, offline", "throughput") { isBest($0) && isMode($0, .offline) }
    for metric in ["throughput", "tpot", "ttft"] {
      add("A, disaggregated", metric) { isBest($0) && isMode($0, .disaggregated) }
    }
    for metric in ["ttft", "tpot"] {
      add("A, static batch (Splitwise)", metric) { isBest($0) && $0.group == "splitwise" }
    }
    for metric in ["tpot", "ttft"] {
      add("A, single stream", metric) { isBest($0) && isMode($0, .singleStream) }
    }
    add("C, SRAM machines", "tpot") { $0.group == "sram_vendor" }
    add("power of a chip", "power") { _ in true }
    for metric in ["tpot", "throughput", "ttft"] {
      add("A, described as several nodes", metric) {
        isBest($0) && isMode($0, .aggregated) && !isOneNode($0)
      }
    }
    for metric in ["tpot", "throughput", "ttft", "power"] {
      let some = cases.filter { $0.metric == metric }
      for engine in Set(some.compactMap { $0.tags["engine"] }).sorted() {
        add("A, " + engine, metric) { isBest($0) && $0.tags["engine"] == engine }
      }
      for group in Set(some.map(\.group)).sorted() {
        add(group, metric) { $0.group == group }
      }
      add("all", metric) { _ in true }
    }
    return result
  }
}
