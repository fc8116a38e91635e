import Quantities
public import Scenarios
public import Studies

/// What a search found, in every shape.
public struct SearchReport<Asked: Searched>: Report where Asked.Answer: ReportedDesign {
  /// What was found.
  public var result: SystemSearchResult<Asked>
  /// Name of the scenario, for a reader.
  public var name: String
  /// Fields that have several values.
  public var axes: [Axis]
  /// Whether it is told how plans were covered.
  public var explainsPruning: Bool
  /// The designs shown, best first.
  let best: [Row]
  /// The designs of the front.
  let front: [Row]
  /// The values of each system's axes.
  let setting: @Sendable (Int) -> [(path: String, text: String)]

  /// A design with its place.
  struct Row: Sendable {
    /// Place in the ranking, or on the front from its first objective's best.
    var rank: Int
    /// Values of the fields that have several.
    var setting: [(path: String, text: String)]
    /// The design.
    var design: Asked.Answer
    /// The values of the goals, in their own units: the objective's, then the front's.
    var values: [Double]
  }

  /// Reports a search.
  ///
  /// - Parameters:
  ///   - result: What was found.
  ///   - name: Name of the scenario.
  ///   - axes: Fields that have several values.
  ///   - explainsPruning: Whether it is told how plans were covered.
  ///   - setting: The values of each system's axes.
  public init(
    _ result: SystemSearchResult<Asked>,
    name: String,
    axes: [Axis],
    explainsPruning: Bool,
    setting: @escaping @Sendable (Int) -> [(path: String, text: String)]
  ) {
    self.result = result
    self.name = name
    self.axes = axes
    self.explainsPruning = explainsPruning
    self.setting = setting
    let goals = result.goals
    func rows(_ entries: some Sequence<SystemSearchResult<Asked>.Entry>) -> [Row] {
      var rows: [Row] = []
      for entry in entries {
        guard let design = result.design(entry) else { continue }
        rows.append(
          Row(
            rank: rows.count + 1,
            setting: setting(entry.variant),
            design: design,
            values: ([goals.objective] + goals.front).map(design.value)
          )
        )
      }
      return rows
    }
    best = rows(result.ranking.prefix(result.goals.top))
    front = rows(result.front)
  }

  /// Whether several systems were searched.
  var isSweep: Bool { result.count > 1 }

  /// The answer in a sentence.
  public var headline: String { sentence }

  /// The designs with the places they are kept under.
  public var kept: [(rank: Int, isFront: Bool, setting: String, design: Asked.Answer)] {
    [(best, false), (front, true)].flatMap { rows, isFront in
      rows.map { row in
        (
          row.rank, isFront, row.setting.map { "\($0.path)=\($0.text)" }.joined(separator: ", "),
          row.design
        )
      }
    }
  }

  /// The scenario of the best design as resolved, and the fields that have several values, as text.
  public static func question(_ scenario: Asked, axes: [Axis]) -> String {
    let axes = axes.map { JSON.Member($0.path, .texts($0.texts)) }
    return JSON.object([
      JSON.Member("scenario", ScenarioJSON.json(scenario)), JSON.Member("axes", .object(axes)),
    ]).text
  }

  // MARK: Machine-readable

  /// The scenario of the best design, the fields that were searched, and what was found.
  public var members: [JSON.Member] {
    let goals = result.goals
    let coverage = result.coverage
    func json(_ row: Row) -> JSON {
      .object(
        [
          JSON.Member("rank", .integer(row.rank)),
          JSON.Member(
            "setting",
            .object(row.setting.map { JSON.Member($0.path, ScenarioJSON.value($0.text)) })
          ),
        ] + DesignJSON.feasibility(row.design.problems) + DesignJSON.estimate(row.design)
      )
    }
    var members: [JSON.Member] = []
    if let first = best.first {
      members.append(JSON.Member("scenario", ScenarioJSON.json(first.design.scenario)))
    }
    members.append(
      JSON.Member(
        "result",
        [
          "objective": .text(goals.objective.rawValue),
          "pareto": .texts(goals.front.map(\.rawValue)), "feasible": .flag(result.isFeasible),
          "proven": .flag(result.isProven), "systems": .integer(result.count),
          "systems_searched": .integer(result.outcomes.count),
          "systems_feasible": .integer(result.outcomes.count { $0.isFeasible }),
          "plans": .integer(result.planCount),
          "coverage": [
            "estimated": .integer(coverage.estimated), "misfit": .integer(coverage.misfit),
            "outrun": .integer(coverage.outrun),
          ],
          "axes": .object(axes.map { JSON.Member($0.path, .texts($0.texts)) }),
          "best": .array(best.map(json)), "front": .array(front.map(json)),
          "exclusions": .array(
            result.exclusions.map {
              [
                "budget": .text($0.key), "systems": .integer($0.systems),
                "least_excess_ratio": .number($0.least.ratio),
              ]
            }
          ),
          "excluded": .array(
            excluded.map { ["reason": .text($0.reason), "systems": .integer($0.count)] }
          ),
        ]
      )
    )
    members.append(
      JSON.Member(
        "diagnostics",
        ScenarioJSON.diagnostics(best.first?.design.scenario.warnings ?? [])
      )
    )
    return members
  }

  /// A design a row: its place, its setting, the goals, every figure, the plan.
  public var table: [[String]] {
    let rows = best.map { ("best", $0) } + front.map { ("front", $0) }
    let goals = [result.goals.objective] + result.goals.front
    let figures = rows.first?.1.design.figures ?? []
    var table = [
      ["kind", "rank"] + axes.map(\.path) + ["feasible"]
        + goals.map { "\($0.rawValue) [\($0.unit)]" } + figures.map(\.key) + ["plan"]
    ]
    for (kind, row) in rows {
      let values = Dictionary(uniqueKeysWithValues: row.setting.map { ($0.path, $0.text) })
      table.append(
        [kind, String(row.rank)] + axes.map { values[$0.path] ?? "" }
          + [row.design.isFeasible ? "true" : "false"] + row.values.map { CSVText.number($0) }
          + row.design.figures.map { CSVText.number($0.value) } + [row.design.planWords]
      )
    }
    return table
  }

  // MARK: Exclusions

  /// Why systems have no place, most frequent first; numbers in a reason are those of its first system.
  var excluded: [(reason: String, count: Int)] {
    var found: [(shape: String, reason: String, count: Int)] = []
    for outcome in result.outcomes where !outcome.isFeasible {
      let reason = outcome.problems.first ?? "no plan divides the work"
      // Sentences that differ in their numbers and prefixes alone are one reason.
      let shape = String(
        reason.split(separator: " ")
          .filter { word in word.count > 2 && !word.contains(where: \.isNumber) }
          .joined(separator: " ")
      )
      if let index = found.firstIndex(where: { $0.shape == shape }) {
        found[index].count += 1
      } else {
        found.append((shape, reason, 1))
      }
    }
    return found.enumerated().sorted { (-$0.1.count, $0.0) < (-$1.1.count, $1.0) }
      .map { ($0.1.reason, $0.1.count) }
  }
}
