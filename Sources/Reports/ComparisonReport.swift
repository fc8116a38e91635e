import Quantities
import Scenarios
public import Studies

/// Scenarios side by side, in every shape.
public struct ComparisonReport<Asked: Studied>: Report where Asked.Answer: ReportedDesign {
  /// The comparison.
  public var comparison: Comparison<Asked>

  /// Reports a comparison.
  public init(_ comparison: Comparison<Asked>) { self.comparison = comparison }

  /// Why each scenario cannot be; empty where it can.
  var problems: [[String]] {
    comparison.designs.map { $0?.problems ?? ["no valid plan keeps what the scenario fixes"] }
  }

  /// A result by its key, in each scenario.
  struct Row {
    /// One of the figures, for name and kind.
    var figure: ResultFigure
    /// The value in each scenario.
    var values: [Double?]

    /// Each value over the first.
    var ratios: [Double?] {
      values.map { value in
        guard let value, let first = values.first ?? nil, first != 0 else { return nil }
        return value / first
      }
    }
  }

  /// The results, one a row.
  var rows: [Row] {
    let figures = comparison.designs.map { $0?.figures }
    guard let first = figures.compactMap({ $0 }).first else { return [] }
    return first.indices.map { index in
      Row(figure: first[index], values: figures.map { $0?[index].value })
    }
  }

  /// The scenarios, what differs, and the results.
  public var members: [JSON.Member] {
    let scenarios = comparison.scenarios
    let estimates = zip(comparison.designs, problems).map { design, problems in
      JSON.object(
        DesignJSON.feasibility(problems) + (design.map { DesignJSON.estimate($0) } ?? [])
      )
    }
    let differences = comparison.differences.map { difference -> JSON in
      [
        "field": .text(difference.path),
        "values": .array(difference.values.map { $0.map(ScenarioJSON.value) ?? .null }),
      ]
    }
    let ratios = rows.map { row -> JSON in
      [
        "key": .text(row.figure.key), "values": .array(row.values.map { .optional($0) }),
        "ratios": .array(row.ratios.map { .optional($0) }),
      ]
    }
    return [
      JSON.Member("scenarios", .array(scenarios.map { ScenarioJSON.json($0) })),
      JSON.Member(
        "result",
        [
          "names": .texts(scenarios.map(\.name)), "differences": .array(differences),
          "figures": .array(ratios), "estimates": .array(estimates),
        ]
      ),
      JSON.Member(
        "diagnostics",
        ScenarioJSON.diagnostics(scenarios.flatMap(\.warnings))
      ),
    ]
  }

  /// One number a row: `key, unit`, then a column a scenario.
  public var table: [[String]] {
    var table = [["key", "unit"] + comparison.scenarios.map(\.name)]
    table.append(["feasible", ""] + problems.map { $0.isEmpty ? "true" : "false" })
    for difference in comparison.differences {
      table.append([difference.path, "as written"] + difference.values.map { $0 ?? "" })
    }
    for row in rows {
      table.append(
        [row.figure.key, row.figure.unit] + row.values.map(CSVText.number)
      )
    }
    return table
  }

  /// Nothing is drawn.
  public var charts: JSON? { nil }
}
