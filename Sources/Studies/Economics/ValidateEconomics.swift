public import Catalog
import Documents
import Economics
import Quantities
public import Scenarios

/// Holds published totals of money, power, energy and carbon against what the published inputs make.
///
/// A row's parameters are the sections of a file about economics, its quantity the name of a number
/// of the answer with its section. Nothing else of a row is read for the prediction: not its name, its
/// value, its source or its note.
public enum ValidateEconomics {
  /// Columns without which a table holds no economics cases.
  public static let columns = ["parameters", "quantity", "unit", "value", "tolerance"]

  /// Predicts every row of a table.
  ///
  /// - Parameters:
  ///   - table: The cases.
  ///   - catalog: Accelerators and sites by name.
  /// - Returns: Every case with its prediction or why there is none, and the errors summed up.
  public static func report(_ table: CaseTable, catalog: Catalog) -> ValidationReport {
    let cases = table.rows.enumerated().map { index, row in
      scored(row, index: index, catalog: catalog)
    }
    return ValidationReport(subject: "economics", cases: cases, summaries: summaries(cases))
  }

  /// What the parameters of a row make of its quantity.
  ///
  /// - Parameters:
  ///   - parameters: Sections as a mapping on one line.
  ///   - quantity: A section and a number of it, such as `run.cost_rented_USD`.
  ///   - catalog: Accelerators and sites by name.
  /// - Returns: The number in SI, or why there is none.
  static func prediction(
    parameters: String,
    quantity: String,
    catalog: Catalog
  ) -> (value: Double?, reason: String?) {
    var diagnostics = Diagnostics()
    let text = "narrows: 1\neconomics: \(parameters)\n"
    guard let node = Node.parse(text: text, file: "parameters", into: &diagnostics),
      let question = EconomicsReader.read(node, catalog: catalog, into: &diagnostics)
    else {
      let first = diagnostics.errors.first
      return (nil, "\(first?.field ?? "parameters"): \(first?.message ?? "cannot be read")")
    }
    do {
      let figures = try EconomicsFindings(question).figures
      guard let figure = figures.first(where: { "\($0.section).\($0.key)" == quantity }) else {
        return (nil, "no section that is written has \"\(quantity)\"")
      }
      guard let value = figure.value, value.isFinite else {
        return (nil, "the parameters do not decide \"\(quantity)\"")
      }
      return (value, nil)
    } catch {
      return (nil, error.description)
    }
  }

  /// The prediction of a row beside its value.
  private static func scored(
    _ row: [String: String],
    index: Int,
    catalog: Catalog
  ) -> ValidationCase {
    func cell(_ name: String) -> String { (row[name] ?? "").trimmed }
    let written = cell("value")
    let unit = cell("unit")
    let quantity = cell("quantity")
    let kind = cell("kind")
    var result = ValidationCase(
      id: cell("id").isEmpty ? "row \(index + 2)" : cell("id"),
      group: cell("case").isEmpty ? "economics" : cell("case"),
      metric: quantity,
      measured: Double(written),
      tags: ["kind": kind],
      unit: unit
    )
    let found = prediction(
      parameters: cell("parameters"),
      quantity: quantity,
      catalog: catalog
    )
    result.skippedBecause = found.reason
    guard let value = found.value else { return result }
    guard unit.isEmpty || (try? Unit.parse(unit)) != nil else {
      result.skippedBecause = "\"\(unit)\" is no unit"
      return result
    }
    let predicted = (try? Unit.parse(unit)).map { $0.number(value) } ?? value
    result.predicted = predicted
    result.within = CaseTolerance(cell("tolerance"), quantity: quantity)
      .holds(predicted: predicted, written: written, bytes: nil)
    return result
  }

  /// Each kind, each case, then all.
  private static func summaries(_ cases: [ValidationCase]) -> [ValidationSummary] {
    func grouped(_ name: (ValidationCase) -> String) -> [ValidationSummary] {
      var order: [String] = []
      var groups: [String: [ValidationCase]] = [:]
      for item in cases where !name(item).isEmpty {
        if groups[name(item)] == nil { order.append(name(item)) }
        groups[name(item), default: []].append(item)
      }
      return order.map { ValidationSummary(group: $0, metric: "all", cases: groups[$0] ?? []) }
    }
    return grouped { $0.tags["kind"] ?? "" } + grouped(\.group)
      + [ValidationSummary(group: "all", metric: "all", cases: cases)]
  }
}
