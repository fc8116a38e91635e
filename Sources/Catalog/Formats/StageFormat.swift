public import Documents
import Quantities
import Supply

/// The format of files of stages of the supply chain.
public enum StageFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "stages",
    summary: "A step of the supply chain: what it makes, how much at which date, who owns it, and"
      + " what more of it takes. Amounts are bare numbers in the stage's own unit, for each `period`.",
    figures: true,
    attributes: SupplyFields.naming + head + money + flows + dated
  )

  /// How long the amounts of a stage are for.
  enum Period: String, CaseIterable {
    /// For each month.
    case month
    /// For each quarter.
    case quarter
    /// For each year.
    case year
    /// Occupied rather than used up.
    case standing

    /// What turns an amount into one a quarter.
    var perQuarter: Double {
      switch self {
      case .month: 3
      case .quarter, .standing: 1
      case .year: 0.25
      }
    }
  }

  /// Where it lies and what it makes.
  private static let head: [Attribute] = [
    Attribute(
      "layer",
      .choice(Layer.allCases.filter { $0 != .demand }.map(\.rawValue)),
      isRequired: true,
      summary: "Where in the industry it lies.",
      example: "packaging"
    ),
    SupplyFields.text(
      "carrier",
      "What it makes; several stages may make the same.",
      "interposers",
      isRequired: true
    ),
    SupplyFields.text("unit", "What its amounts count.", "wafers", isRequired: true),
    Attribute(
      "period",
      .choice(Period.allCases.map(\.rawValue)),
      isRequired: true,
      summary: "How long its amounts are for; `standing` where it is occupied and not used up.",
      example: "month"
    ),
    Attribute(
      "starts-ahead",
      .integer,
      defaultValue: "0",
      range: .within(0...40),
      summary: "By how many quarters its starts run ahead of the shipments that they are for.",
      example: "1"
    ),
    SupplyFields.text(
      "opens",
      "First quarter in which its capacity counts; always without it.",
      "2024Q1"
    ),
  ]

  /// Money and building.
  private static let money: [Attribute] = [
    SupplyFields.quantity(
      "price",
      "USD",
      "What a unit costs when none is short.",
      "3000 USD",
      isRequired: true
    ),
    SupplyFields.quantity(
      "charge",
      "USD",
      "What buyers of accelerators pay for a unit beside the accelerator's own price.",
      "10 USD",
      default: "0 USD"
    ),
    SupplyFields.quantity(
      "capital",
      "USD",
      "What a unit of capacity costs to build: for a stage by the month, of one unit a month.",
      "100000 USD",
      isRequired: true
    ),
    SupplyFields.quantity("build", "s", "From order to work.", "15 month", isRequired: true),
    SupplyFields.number(
      "growth-limit",
      "Most that may be under construction, as a multiple of what works.",
      "1",
      default: "1"
    ),
    SupplyFields.number(
      "ceiling",
      "Most that it can ever be for each `period`; without it there is none.",
      "250000",
      range: .positive
    ),
    SupplyFields.growth(
      "planned-growth",
      "Growth a year that its owners plan for without any sign of scarcity.",
      "10 %",
      default: "0"
    ),
    SupplyFields.ratio(
      "cancellation",
      "Share of orders dropped each quarter while much of the capacity is idle.",
      "5 %",
      default: "0"
    ),
  ]

  /// What it takes, and who owns it.
  private static let flows: [Attribute] = [
    SupplyFields.number("needs.*", "What making one unit takes of another carrier.", "1.2"),
    SupplyFields.number(
      "expansion-needs.*",
      "What a unit of new capacity takes of another carrier when it is ordered; for a stage by the"
        + " month, of one unit a month.",
      "0.001"
    ),
    Attribute(
      "outside",
      .map,
      summary: "Use by others than accelerators; its amounts are in `states`.",
      example: "{ growth: 5 %, elasticity: 0.5 }"
    ),
    SupplyFields.growth(
      "outside.growth",
      "Growth a year of what others want.",
      "5 %",
      isRequired: true
    ),
    SupplyFields.ratio(
      "outside.firm",
      "Share of that which long contracts keep for them whatever the price.",
      "0.5",
      default: "0"
    ),
    SupplyFields.number(
      "outside.elasticity",
      "By how much a price above the usual one drives them out.",
      "0.5",
      isRequired: true
    ),
    SupplyFields.text("owners[].company", "A company's id.", "tsmc", isRequired: true),
    SupplyFields.text("owners[].region", "Where its plants stand.", "taiwan", isRequired: true),
    SupplyFields.ratio(
      "owners[].share",
      "Its share of the capacity; those of a stage sum to at most 1.",
      "1",
      isRequired: true
    ),
  ]

  /// Figures by date.
  private static let dated: [Attribute] = [
    SupplyFields.text(
      "states[].at",
      "The quarter whose beginning the figures describe.",
      "2022Q1",
      isRequired: true
    ),
    SupplyFields.number(
      "states[].capacity",
      "Capacity for each `period`.",
      "8000",
      isRequired: true
    ),
    SupplyFields.number(
      "states[].outside",
      "What others want at the usual price for each `period`; needs `outside`.",
      "3000"
    ),
    SupplyFields.growth(
      "states[].trend",
      "Growth of use by accelerators in the year before.",
      "30 %",
      default: "0"
    ),
    SupplyFields.text(
      "states[].orders[].arrives",
      "First quarter in which an expansion under way works.",
      "2022Q3",
      isRequired: true
    ),
    SupplyFields.number(
      "states[].orders[].amount",
      "What it adds for each `period`.",
      "1000",
      isRequired: true
    ),
  ]

  /// What contradicts itself in a file that is sound field by field.
  static func problems(_ record: Record) -> [Diagnostic] {
    var problems = SupplyFields.quarterProblems(record, ["opens"])
    problems += SupplyFields.stateProblems(record)
    for index in 0..<record.count(of: "states") {
      let state = "states[\(index)]"
      if record.has("\(state).outside"), !record.has("outside") {
        problems.append(
          record.diagnostic(
            "\(state).outside",
            "use by others has no growth and elasticity",
            hint: "write outside: { growth: 5 %, elasticity: 0.5 }"
          )
        )
      }
      let at = record.text("\(state).at").flatMap { Quarter($0) }
      for order in 0..<record.count(of: "\(state).orders") {
        let field = "\(state).orders[\(order)].arrives"
        problems += SupplyFields.quarterProblems(record, [field])
        guard let at, let arrives = record.text(field).flatMap({ Quarter($0) }), arrives < at
        else { continue }
        problems.append(
          record.diagnostic(
            field,
            "\(arrives) is before the state's own \(at)",
            hint: "what already works belongs to capacity"
          )
        )
      }
    }
    let owners = 0..<record.count(of: "owners")
    let sum = owners.reduce(0) { $0 + (record.number("owners[\($1)].share") ?? 0) }
    if sum > 1 + 1e-9 {
      problems.append(
        record.diagnostic(
          "owners",
          "the shares sum to \(Format.significant(sum)), more than 1",
          hint: "shares are of the stage's whole capacity"
        )
      )
    }
    return problems
  }
}
