public import Catalog
import Fabrics
import Quantities
public import Scenarios
import Systems

/// Predicts measured collectives and scores the predictions.
public enum ValidateCollectives {
  /// Columns without which a table holds no collectives.
  public static let columns = [
    "system", "op_name", "nccl_dtype", "num_gpus", "message_size_elements", "latency_ms",
  ]

  /// Predicts every row of a table with the links of each accelerator's usual node.
  ///
  /// - Parameters:
  ///   - table: Measured collectives.
  ///   - catalog: Parts by name.
  ///   - progress: Called with the share that is done, 0…1.
  /// - Returns: Every case with its prediction or why there is none, and the errors summed up.
  public static func report(
    _ table: CaseTable,
    catalog: Catalog,
    progress: (Double) -> Void = { _ in }
  ) -> ValidationReport {
    var machines: [String: System?] = [:]
    var cases: [ValidationCase] = []
    for (index, row) in table.rows.enumerated() {
      cases.append(self.item(row, index: index, catalog: catalog, machines: &machines))
      if index % 1_024 == 0 { progress(Double(index) / Double(max(1, table.rows.count))) }
    }
    return ValidationReport(subject: "collectives", cases: cases, summaries: summaries(cases))
  }

  /// The measured collectives of one machine in a table; rows that are none are left out.
  ///
  /// - Parameters:
  ///   - table: Measured collectives.
  ///   - part: The machine's catalogue file, whose id and aliases name it in the table.
  /// - Returns: The collectives, in the order of the table.
  public static func collectives(_ table: CaseTable, of part: CatalogFile) -> [CollectiveCase] {
    table.rows.compactMap { row in
      part.answers(to: row["system"] ?? "") ? collective(row) : nil
    }
  }

  /// The latency of one row.
  private static func item(
    _ row: [String: String],
    index: Int,
    catalog: Catalog,
    machines: inout [String: System?]
  ) -> ValidationCase {
    let name = row["system"] ?? ""
    let operation = row["op_name"] ?? ""
    var result = ValidationCase(
      id: row["row_id"].flatMap { $0.isEmpty ? nil : $0 } ?? "collective-\(index + 2)",
      group: "\(name) \(operation) \(row["nccl_dtype"] ?? "")",
      metric: "latency",
      measured: row["latency_ms"].flatMap(Double.init).map { $0 * 1e-3 }
    )
    guard let measured = collective(row) else {
      result.skippedBecause =
        "no collective: op_name \"\(operation)\", nccl_dtype \"\(row["nccl_dtype"] ?? "")\","
        + " num_gpus \"\(row["num_gpus"] ?? "")\""
      return result
    }
    guard let system = machines[name] ?? system(name, catalog: catalog) else {
      machines[name] = .some(nil)
      result.skippedBecause = "no part \"\(name)\" with a node in the catalogue"
      return result
    }
    machines[name] = .some(system)
    result.tags = ["machine": name, "kind": measured.collective.rawValue]
    let group = Group(
      ranks: measured.ranks,
      perNode: min(measured.ranks, system.fabric.scaleUp.size)
    )
    result.predicted =
      system.fabric.time(
        measured.collective,
        bytes: measured.bytes,
        group: group,
        elementBytes: measured.elementBytes
      ).seconds
    return result
  }

  /// Accelerators of the system in which a machine's collectives are timed; many enough that the
  /// largest group spans domains as it would in a cluster.
  private static let count = 16_384

  /// The usual system of an accelerator.
  private static func system(_ name: String, catalog: Catalog) -> System? {
    var ignored = Diagnostics()
    return catalog.assemble(SystemParts(accelerator: name, count: count), into: &ignored)?.system
  }

  /// The collective that a row describes.
  private static func collective(_ row: [String: String]) -> CollectiveCase? {
    guard let ranks = row["num_gpus"].flatMap(Double.init), ranks > 1, ranks < 1e7,
      let elements = row["message_size_elements"].flatMap(Double.init), elements.isFinite,
      let time = row["latency_ms"].flatMap(Double.init), time.isFinite
    else { return nil }
    return CollectiveCase(
      system: row["system"] ?? "",
      operation: row["op_name"] ?? "",
      dtype: row["nccl_dtype"] ?? "",
      ranks: Int(ranks),
      elements: elements,
      milliseconds: time
    )
  }

  /// Each machine and pattern, then each machine, then all.
  private static func summaries(_ cases: [ValidationCase]) -> [ValidationSummary] {
    func grouped(_ name: (ValidationCase) -> String?) -> [ValidationSummary] {
      let groups = Dictionary(grouping: cases.filter { name($0) != nil }) { name($0) ?? "" }
      return groups.keys.sorted().map {
        ValidationSummary(group: $0, metric: "latency", cases: groups[$0] ?? [])
      }
    }
    return grouped(\.group)
      + grouped { item in item.tags["machine"].map { "\($0) all" } }
      + [ValidationSummary(group: "all", metric: "latency", cases: cases)]
  }
}
