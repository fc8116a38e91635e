public import Catalog
import Compute
import Quantities
public import Scenarios
import Workloads

/// Predicts measured kernels and scores the predictions.
public enum ValidateKernels {
  /// Tables of kernels, recognised by their columns.
  public enum Sheet: String, CaseIterable, Sendable {
    /// Matrix products.
    case gemm
    /// Layers of experts.
    case moe
    /// Attention over many queries.
    case prefill
    /// Attention of one query a sequence.
    case decode

    /// The sheet that a table is, nil when its columns are those of none.
    public init?(_ table: CaseTable) {
      let columns = Set(table.columns)
      guard columns.contains("system"), columns.contains("latency_ms") else { return nil }
      if columns.contains("gemm_dtype") {
        self = .gemm
      } else if columns.contains("moe_dtype") {
        self = .moe
      } else if columns.contains("attn_dtype") {
        // Both attention tables have the same columns; when decoding, every row has one query.
        self = table.rows.allSatisfy { $0["isl"] == "1" } ? .decode : .prefill
      } else {
        return nil
      }
    }
  }

  /// Power is compared from this time on: shorter loops end before the meter settles [s].
  static let powerTime = 100e-6

  /// Predicts every row of some tables.
  ///
  /// - Parameters:
  ///   - tables: Tables of kernels; others are left out.
  ///   - catalog: Parts by name.
  ///   - progress: Called with the share that is done, 0…1.
  /// - Returns: Every case with its prediction or why there is none, and the errors summed up.
  public static func report(
    _ tables: [CaseTable],
    catalog: Catalog,
    progress: (Double) -> Void = { _ in }
  ) -> ValidationReport {
    var machines: [String: Resolved] = [:]
    var cases: [ValidationCase] = []
    let total = Double(max(1, tables.reduce(0) { $0 + $1.rows.count }))
    var done = 0
    for table in tables {
      guard let sheet = Sheet(table) else { continue }
      for (index, row) in table.rows.enumerated() {
        let id = row["row_id"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(sheet.rawValue)-\(index + 2)"
        cases += self.cases(id: id, row, sheet: sheet, catalog: catalog, machines: &machines)
        done += 1
        if done % 1_024 == 0 { progress(Double(done) / total) }
      }
    }
    return ValidationReport(subject: "kernels", cases: cases, summaries: summaries(cases))
  }

  /// A machine by the name that tables give it.
  private enum Resolved {
    /// A machine whose kernels are modelled.
    case machine(TiledMachine)
    /// Why there is none.
    case missing(String)
  }

  /// The metrics of one row.
  private static func cases(
    id: String,
    _ row: [String: String],
    sheet: Sheet,
    catalog: Catalog,
    machines: inout [String: Resolved]
  ) -> [ValidationCase] {
    let system = row["system"] ?? ""
    let dtype = row["gemm_dtype"] ?? row["moe_dtype"] ?? row["attn_dtype"] ?? ""
    let measured = row["latency_ms"].flatMap(Double.init).map { $0 * 1e-3 }
    func skipped(_ reason: String) -> [ValidationCase] {
      [
        ValidationCase(
          id: id,
          group: "\(system) \(sheet.rawValue) \(dtype)",
          metric: "latency",
          measured: measured,
          skippedBecause: reason
        )
      ]
    }
    let item: KernelCase
    switch kernel(row, sheet: sheet) {
    case .failure(let missing): return skipped(missing.names.joined(separator: ", "))
    case .success(let found): item = found
    }
    let machine: TiledMachine
    switch machines[system] ?? resolve(system, catalog: catalog) {
    case .missing(let reason):
      machines[system] = .missing(reason)
      return skipped(reason)
    case .machine(let found):
      machines[system] = .machine(found)
      machine = found
    }
    let cache =
      sheet == .prefill || sheet == .decode ? " / \(row["kv_cache_dtype"] ?? "") cache" : ""
    let group = "\(system) \(sheet.rawValue) \(item.format.rawValue)\(cache)"
    let tags = ["kind": sheet.rawValue, "precision": item.format.rawValue, "machine": system]
    let point = item.predicted(on: machine)
    var result = [
      ValidationCase(
        id: id,
        group: group,
        metric: "latency",
        measured: item.measuredSeconds,
        predicted: point.seconds,
        tags: tags
      )
    ]
    if let power = item.measuredPower, item.measuredSeconds >= powerTime {
      result.append(
        ValidationCase(
          id: id,
          group: group,
          metric: "power",
          measured: power,
          predicted: point.power,
          tags: tags
        )
      )
    }
    return result
  }

  /// The machine that a name means, run from a loop as the tables were.
  private static func resolve(_ system: String, catalog: Catalog) -> Resolved {
    var ignored = Diagnostics()
    guard let found = catalog.machine(accelerator: system, into: &ignored) else {
      return .missing("no part \"\(system)\" in the catalogue")
    }
    guard let tiled = found.machine as? TiledMachine else {
      return .missing("\(found.accelerator.id) has no model of single kernels")
    }
    return .machine(
      TiledMachine(accelerator: tiled.accelerator, constants: tiled.constants, issue: .eager)
    )
  }

  /// Each machine and precision, then each kind, then all.
  private static func summaries(_ cases: [ValidationCase]) -> [ValidationSummary] {
    var result: [ValidationSummary] = []
    for metric in ["latency", "power"] {
      let some = cases.filter { $0.metric == metric }
      guard !some.isEmpty else { continue }
      let groups = Dictionary(grouping: some, by: \.group)
      for group in groups.keys.sorted() {
        result.append(
          ValidationSummary(group: group, metric: metric, cases: groups[group] ?? [])
        )
      }
      let kinds = Dictionary(grouping: some) { $0.tags["kind"] ?? "skipped" }
      for kind in kinds.keys.sorted() where kinds.count > 1 {
        result.append(
          ValidationSummary(group: "all \(kind)", metric: metric, cases: kinds[kind] ?? [])
        )
      }
      result.append(ValidationSummary(group: "all", metric: metric, cases: some))
    }
    return result
  }
}
