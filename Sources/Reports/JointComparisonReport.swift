import Quantities
public import Scenarios
public import Studies
import Systems

/// Training and serving side by side over the same choices, in every shape.
///
/// A choice is what stands in the fields that have several values, such as the technology of the
/// links; what it means to a training job and to a service stands in one row.
public struct JointComparisonReport: Report {
  /// What one choice comes to in one scenario.
  struct Outcome {
    /// The objective, nil where the scenario cannot be.
    var objective: Double?
    /// The objective over that of the first choice, turned so that more is better.
    var ratio: Double?
    /// Power of the facility [W].
    var power: Double?
    /// Why it cannot be.
    var problems: [String]
  }

  /// A scenario with what each choice comes to.
  struct Column {
    /// Its name.
    var name: String
    /// What is sought.
    var goal: Objective
    /// What each choice comes to, nil where the scenario has no such choice.
    var outcomes: [Outcome?]
  }

  /// The choices in the order in which they were written.
  private let choices: [String]
  /// The scenarios, training first.
  private let columns: [Column]
  /// The comparison of training jobs.
  private let training: ComparisonReport<Scenario>
  /// The comparison of services.
  private let serving: ComparisonReport<ServingScenario>

  /// Reports two comparisons over the same choices.
  ///
  /// - Parameters:
  ///   - training: The training jobs.
  ///   - serving: The services.
  ///   - choices: For each of the jobs, and after them for each of the services: the name of its
  ///     file's scenario and its choice in words, empty where there is none.
  public init(
    training: Comparison<Scenario>,
    serving: Comparison<ServingScenario>,
    choices: [(name: String, choice: String)]
  ) {
    self.training = ComparisonReport(training)
    self.serving = ComparisonReport(serving)
    var order: [String] = []
    for choice in choices where !order.contains(choice.choice) { order.append(choice.choice) }
    self.choices = order
    let jobs = choices.prefix(training.scenarios.count)
    let services = choices.dropFirst(training.scenarios.count)
    columns =
      Self.columns(training, problems: self.training.problems, Array(jobs), order)
      + Self.columns(serving, problems: self.serving.problems, Array(services), order)
  }

  /// A column for each scenario of a comparison.
  private static func columns<Asked: Studied>(
    _ comparison: Comparison<Asked>,
    problems: [[String]],
    _ choices: [(name: String, choice: String)],
    _ order: [String]
  ) -> [Column] {
    var names: [String] = []
    for choice in choices where !names.contains(choice.name) { names.append(choice.name) }
    return names.map { name in
      let mine = choices.indices.filter { choices[$0].name == name }
      let goal = mine.first.map { comparison.scenarios[$0].objective } ?? .tokensPerDollar
      let first = mine.first { problems[$0].isEmpty }.flatMap { comparison.designs[$0]?.merit }
      let outcomes = order.map { choice -> Outcome? in
        guard let index = mine.first(where: { choices[$0].choice == choice }) else { return nil }
        let design = problems[index].isEmpty ? comparison.designs[index] : nil
        return Outcome(
          objective: design?.objective,
          ratio: design.flatMap { design in first.map { design.merit / $0 } },
          power: design?.facility.facilityPower,
          problems: problems[index]
        )
      }
      return Column(name: name, goal: goal, outcomes: outcomes)
    }
  }

  /// The best choice of each scenario in a sentence, the choices in one table, then each in full.
  public var blocks: [Block] {
    var blocks: [Block] = [.headline(sentence)]
    var titles = [Table.Column("choice")]
    for column in columns {
      titles.append(
        Table.Column("\(column.name): \(Words.merit(column.goal))", isNumber: true)
      )
      titles.append(Table.Column("power", isNumber: true))
    }
    let rows = choices.indices.map { index -> [Table.Cell] in
      [.text(choices[index].isEmpty ? "as written" : choices[index])]
        + columns.flatMap { column -> [Table.Cell] in
          guard let outcome = column.outcomes[index] else { return ["–", "–"] }
          return [
            .text(outcome.ratio.map { "\(Format.significant($0))x" } ?? "cannot be"),
            .text(outcome.power.map { Format.quantity($0, unit: "W") } ?? "–"),
          ]
        }
    }
    blocks += [
      .heading("Choices, each over the first that can be"), .table(Table(titles, rows: rows)),
    ]
    blocks += [.heading("Training")] + training.blocks
    return blocks + [.heading("Serving")] + serving.blocks
  }

  /// Which choice suits each scenario best.
  private var sentence: String {
    let words = columns.map { column -> String in
      var best: (index: Int, ratio: Double)?
      for (index, outcome) in column.outcomes.enumerated() {
        if let ratio = outcome?.ratio, ratio > (best?.ratio ?? 0) * 1.000_5 {
          best = (index, ratio)
        }
      }
      guard let best else { return "\(column.name) can be built with none of the choices" }
      let choice = choices[best.index].isEmpty ? "as written" : choices[best.index]
      return "\(column.name) gives the most \(Words.merit(column.goal)) with \(choice)"
    }
    return words.joined(separator: "; ") + "."
  }

  /// The choices, and both comparisons.
  public var members: [JSON.Member] {
    let rows = choices.indices.map { index -> JSON in
      [
        "choice": .text(choices[index]),
        "scenarios": .array(
          columns.map { column in
            let outcome = column.outcomes[index]
            return [
              "name": .text(column.name), "objective": .text(column.goal.rawValue),
              "value": .optional(outcome?.objective), "ratio": .optional(outcome?.ratio),
              "power_facility_W": .optional(outcome?.power),
              "feasible": .flag(outcome?.problems.isEmpty ?? false),
              "problems": .texts(outcome?.problems ?? []),
            ]
          }
        ),
      ]
    }
    return [
      JSON.Member(
        "result",
        [
          "choices": .array(rows), "training": .object(training.members),
          "serving": .object(serving.members),
        ]
      )
    ]
  }

  /// A row a choice and scenario.
  public var table: [[String]] {
    var table = [
      [
        "choice", "scenario", "objective", "objective_unit", "objective_ratio", "power_facility_W",
        "feasible",
      ]
    ]
    for (index, choice) in choices.enumerated() {
      for column in columns {
        guard let outcome = column.outcomes[index] else { continue }
        table.append(
          [
            choice, column.name, CSVText.number(outcome.objective), column.goal.unit,
            CSVText.number(outcome.ratio), CSVText.number(outcome.power),
            outcome.problems.isEmpty ? "true" : "false",
          ]
        )
      }
    }
    return table
  }

  /// Nothing is drawn.
  public var charts: JSON? { nil }
}
