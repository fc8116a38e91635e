public import Catalog
import Foundation
import Quantities
public import Scenarios

/// Predicts published, simulated, derived and measured values of links and networks, and scores the
/// predictions against the tolerance that each row states.
///
/// A prediction reads a row's domain, case, parameters, quantity and unit. Its name, value, kind,
/// source and note are for the score and the reader.
public enum ValidateInterconnect {
  /// Columns without which a table holds no interconnect cases.
  public static let columns = ["domain", "case", "parameters", "quantity", "value", "tolerance"]

  /// The families in the order in which they are asked; the first that answers a case has it.
  static var families: [any InterconnectFamily.Type] {
    [
      AstraSimFamily.self, TunerCases.self, SimAICases.self, CollectiveFactorCases.self,
      MeasuredCollectiveCases.self, ReliabilityCases.self, TopologyCases.self, CircuitCases.self,
      ComCases.self,
      CopperCases.self, OpticsCases.self, FlowCases.self,
    ]
  }

  /// Predicts every row of a table.
  ///
  /// - Parameters:
  ///   - table: The cases.
  ///   - catalog: Parts by name.
  ///   - channels: Folder with the channel files of COM cases, nil where there is none.
  ///   - progress: Called with the share that is done, 0…1.
  /// - Returns: Every case with its prediction or why there is none, and the errors summed up.
  public static func report(
    _ table: CaseTable,
    catalog: Catalog,
    channels: String? = nil,
    progress: (Double) -> Void = { _ in }
  ) -> ValidationReport {
    var context = InterconnectContext(catalog: catalog, channels: channels)
    var cases: [ValidationCase] = []
    var parents: [String: String] = [:]
    for (index, row) in table.rows.enumerated() {
      let item = described(row, parents: &parents)
      cases.append(scored(item, row: row, index: index, context: &context))
      progress(Double(index + 1) / Double(max(1, table.rows.count)))
    }
    return ValidationReport(subject: "interconnect", cases: cases, summaries: summaries(cases))
  }

  /// The case of a row; parameters that begin with `same` continue those of the row above.
  ///
  /// - Parameters:
  ///   - row: Cells by column.
  ///   - parents: Parameters of the rows read so far, by case.
  /// - Returns: The case.
  static func described(_ row: [String: String], parents: inout [String: String])
    -> InterconnectCase
  {
    let name = row["case"] ?? ""
    var parameters = (row["parameters"] ?? "").trimmed
    if let match = parameters.prefixMatch(of: /same\b[ a-z]*,?\s*/.ignoresCase()),
      let parent = parents[name] ?? parents[""]
    {
      let rest = String(parameters[match.range.upperBound...])
      parameters = rest.isEmpty ? parent : parent + "; " + rest
    }
    parents[name] = parameters
    parents[""] = parameters
    return InterconnectCase(
      domain: (row["domain"] ?? "").lowercased().trimmed,
      name: name,
      parameters: parameters,
      quantity: row["quantity"] ?? "",
      unit: (row["unit"] ?? "").trimmed
    )
  }

  /// The prediction of a case beside its row's value.
  private static func scored(
    _ item: InterconnectCase,
    row: [String: String],
    index: Int,
    context: inout InterconnectContext
  ) -> ValidationCase {
    let written = row["value"] ?? ""
    var result = ValidationCase(
      id: row["id"].flatMap { $0.isEmpty ? nil : $0 } ?? "row \(index + 2)",
      group: item.domain,
      metric: item.quantity,
      measured: Double(written.trimmed),
      tags: ["domain": item.domain, "kind": row["kind"] ?? ""],
      unit: item.unit
    )
    var found: InterconnectPrediction?
    for family in families {
      found = family.predict(item, context: &context)
      if found != nil {
        result.group = family.name
        break
      }
    }
    var fault: String?
    switch found {
    case .si(let value): result.predicted = converted(value, item.unit)
    case .plain(let value): result.predicted = value
    case .wrong(let value, let reason):
      result.predicted = converted(value, item.unit)
      fault = reason
    case .skipped(let reason): result.skippedBecause = reason
    case nil:
      result.skippedBecause = "no model answers \(item.domain) cases of \"\(item.name)\""
    }
    if let predicted = result.predicted, !predicted.isFinite {
      result.predicted = nil
      result.skippedBecause = "the prediction is no number"
    }
    guard let predicted = result.predicted else { return result }
    let bytes = MeasuredCollectiveCases.bytes(item.text)
    result.within = CaseTolerance(row["tolerance"] ?? "", quantity: item.quantity)
      .holds(predicted: predicted, written: written, bytes: bytes)
    if let fault {
      result.within = false
      result.tags["fault"] = fault
    }
    if (row["kind"] ?? "") == "measured", item.domain == "collective",
      let ranks = MeasuredCollectiveCases.ranks(item, context: context), ranks >= 8,
      bytes.map({ $0 >= 1_048_576 }) ?? true
    {
      result.tags["target"] = "measured collectives, 8 ranks and more, 1 MiB and more"
    }
    return result
  }

  /// A value in SI in the unit of a row; units that are none, such as `links`, count as one.
  private static func converted(_ value: Double, _ unit: String) -> Double {
    guard !unit.isEmpty, let parsed = try? Unit.parse(unit) else { return value }
    return parsed.number(value)
  }

  /// The targets, each family, each domain, then all.
  private static func summaries(_ cases: [ValidationCase]) -> [ValidationSummary] {
    func grouped(_ name: (ValidationCase) -> String?) -> [ValidationSummary] {
      var order: [String] = []
      var groups: [String: [ValidationCase]] = [:]
      for item in cases {
        guard let key = name(item) else { continue }
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(item)
      }
      return order.map { ValidationSummary(group: $0, metric: "all", cases: groups[$0] ?? []) }
    }
    return grouped { $0.tags["target"] }
      + grouped(\.group)
      + grouped { item in
        guard let kind = item.tags["kind"], !kind.isEmpty else { return nil }
        return "\(item.tags["domain"] ?? ""): \(kind)"
      }
      + [ValidationSummary(group: "all", metric: "all", cases: cases)]
  }
}
