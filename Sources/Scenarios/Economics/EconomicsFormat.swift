public import Documents

/// The format of files about economics alone.
public enum EconomicsFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "economics",
    summary:
      "A question about money, energy and carbon alone: a training run, generations of models,"
      + " compute-optimal sizes, a serving fleet, a site, or emissions.",
    attributes: ["narrows", "name"].compactMap { ScenarioFormat.schema.attribute($0) } + run
      + generations + sizing + serving + site + emissions + ownership
  )

  /// Fields that may be lists or ranges: all that hold one number outside lists.
  static let axes = schema.attributes.filter { $0.kind.isNumeric && !$0.path.contains("[") }

  /// Sections that may be asked about, in the order of the answer.
  static let sections = ["run", "generations", "sizing", "serving", "site", "emissions"]

  /// A training run.
  private static let run: [Attribute] = [
    map("run", "A training run and what it costs.", "{ compute: 3.8e25 FLOP, mfu: 40 % }"),
    field(
      "run.compute",
      .quantity(unit: "FLOP"),
      "Operations of the run; six times parameters times tokens without it, or what accelerators,"
        + " time and `mfu` make.",
      "3.8e25 FLOP",
      range: .positive
    ),
    field(
      "run.parameters",
      .number,
      "Parameters that a token meets.",
      "405e9",
      range: .positive
    ),
    field("run.tokens", .number, "Training tokens.", "15.6e12", range: .positive),
    field("run.accelerator", .text, "Accelerator of the catalogue.", "h100-sxm", isRequired: true),
    field(
      "run.precision",
      .text,
      "Number format whose dense peak counts.",
      "bf16",
      value: "bf16"
    ),
    field(
      "run.mfu",
      .ratio,
      "Useful operations over peak; without it what operations and time imply.",
      "40 %",
      range: .positiveShare
    ),
    field("run.count", .number, "Accelerators.", "16384", range: .positive),
    field(
      "run.duration",
      .quantity(unit: "s"),
      "Wall time, with all that was lost in it.",
      "2142 h",
      range: .positive
    ),
    field(
      "run.accelerator-time",
      .quantity(unit: "s"),
      "Time of all accelerators together, as model cards state it in GPU-hours.",
      "30.84e6 h",
      range: .positive
    ),
    field(
      "run.deadline",
      .quantity(unit: "s"),
      "Time within which the run shall end; the accelerators that it takes are said.",
      "90 day",
      range: .positive
    ),
    field(
      "run.better-mfu",
      .ratio,
      "Utilisation to compare with.",
      "50 %",
      range: .positiveShare,
      value: "50 %"
    ),
    field(
      "run.failed-share",
      .ratio,
      "Compute of failed runs and trials over that of the final run, of which energy and emission are;"
        + " published totals leave it out.",
      "20 %",
      range: .nonNegative,
      value: "0"
    ),
    field(
      "run.staff-share",
      .ratio,
      "Pay of those who develop the model over the whole cost; 29 to 49 % are published for four"
        + " models of 2020 to 2023 (arXiv:2405.21015), equity included.",
      "35 %",
      range: Bounds(lower: 0, upper: 1, isUpperExclusive: true),
      value: "0"
    ),
    map(
      "run.failures",
      "Interruptions; without it none lengthens the run. Time that is given contains them already.",
      "{ between: 50700 h }"
    ),
    field(
      "run.failures.between",
      .quantity(unit: "s"),
      "Mean time between interruptions of one accelerator with its share of host and network.",
      "50700 h",
      range: .positive,
      value: "50700 h"
    ),
    field(
      "run.failures.restart",
      .quantity(unit: "s"),
      "From an interruption to running again.",
      "10 min",
      range: .nonNegative,
      value: "10 min"
    ),
    field(
      "run.failures.checkpoint",
      .quantity(unit: "s"),
      "Time for which writing a checkpoint stops the run.",
      "10 s",
      range: .positive,
      value: "10 s"
    ),
  ]

  /// What owning, running and renting an accelerator costs.
  private static let ownership: [Attribute] = [
    field(
      "ownership.price",
      .quantity(unit: "USD"),
      "An accelerator; the catalogue's without it.",
      "25000 USD",
      range: .nonNegative
    ),
    field(
      "ownership.server-ratio",
      .number,
      "Server over accelerators; 1.64 on average, 1.66 of A100 (Epoch AI, training-cost-trends).",
      "1.64",
      range: .atLeast(1),
      value: "1.64"
    ),
    field(
      "ownership.network-share",
      .ratio,
      "Interconnect over all cluster hardware (the same).",
      "19 %",
      range: Bounds(lower: 0, upper: 1, isUpperExclusive: true),
      value: "0.19"
    ),
    field(
      "ownership.life",
      .quantity(unit: "s"),
      "Time after which equipment is replaced.",
      "5 year",
      range: .positive,
      value: "5 year"
    ),
    field(
      "ownership.decline",
      .ratio,
      "Share of its market value that equipment loses a year; with it wear is the value lost, not a"
        + " repayment over a life. 27.6 % is 0.14 orders of magnitude.",
      "27.6 %",
      range: Bounds(lower: 0, upper: 1, isUpperExclusive: true)
    ),
    field(
      "ownership.age",
      .quantity(unit: "s"),
      "Time from purchase to the begin of the run, with `decline`.",
      "1 year",
      range: .nonNegative,
      value: "0 year"
    ),
    field(
      "ownership.discount-rate",
      .ratio,
      "Cost of capital a year.",
      "7 %",
      range: .nonNegative,
      value: "7 %"
    ),
    field(
      "ownership.residual",
      .ratio,
      "Resale value at the end of the life over the price.",
      "10 %",
      value: "0"
    ),
    field(
      "ownership.maintenance",
      .ratio,
      "Repair and support over equipment price a year.",
      "3 %",
      range: .nonNegative,
      value: "3 %"
    ),
    field(
      "ownership.operation",
      .quantity(unit: "USD/W/year"),
      "Staff of the site, land, security and insurance per IT power.",
      "0.3 USD/W/year",
      range: .nonNegative,
      value: "0.3 USD/W/year"
    ),
    field(
      "ownership.facility",
      .quantity(unit: "USD/W"),
      "Building and plant per IT power; that of `place`, or 11 USD/W, without it.",
      "11 USD/W",
      range: .nonNegative
    ),
    field(
      "ownership.facility-life",
      .quantity(unit: "s"),
      "Time after which building and plant are written off.",
      "14 year",
      range: .positive,
      value: "14 year"
    ),
    field(
      "ownership.place",
      .text,
      "Site of the catalogue, which gives building, electricity and carbon.",
      "us-virginia"
    ),
    field(
      "ownership.electricity",
      .quantity(unit: "USD/J"),
      "Price at the meter; that of `place`, or the mean of US industry in 2025, 0.0826 USD/kWh.",
      "0.0826 USD/kWh",
      range: .nonNegative
    ),
    field(
      "ownership.carbon",
      .quantity(unit: "kg/J"),
      "Emission of the grid; that of `place`, or the US mean of 2023, 369.5 g/kWh.",
      "369.5 g/kWh",
      range: .nonNegative
    ),
    field(
      "ownership.power-ratio",
      .number,
      "Rated power of a server over that of its accelerators: 10.2 kW over eight of 700 W of a DGX"
        + " H100.",
      "1.821",
      range: .atLeast(1),
      value: "1.821"
    ),
    field(
      "ownership.load",
      .ratio,
      "Mean over rated power while in use (Epoch AI, training-cost-trends).",
      "75 %",
      range: .positiveShare,
      value: "75 %"
    ),
    field(
      "ownership.pue",
      .number,
      "Power at the meter over power of the equipment.",
      "1.1",
      range: .atLeast(1),
      value: "1.1"
    ),
    field(
      "ownership.rent",
      .quantity(unit: "USD/s"),
      "What the market asks for an accelerator, all included; the catalogue's without it.",
      "2.5 USD/h",
      range: .positive
    ),
  ]

  /// A field below `economics`.
  static func field(
    _ path: String,
    _ kind: Attribute.Kind,
    _ summary: String,
    _ example: String,
    isRequired: Bool = false,
    range: Bounds? = nil,
    value: String? = nil
  ) -> Attribute {
    Attribute(
      "economics.\(path)",
      kind,
      isRequired: isRequired,
      defaultValue: value,
      range: range,
      summary: summary,
      example: example
    )
  }

  /// A section below `economics`, optional as a whole.
  static func map(_ path: String, _ summary: String, _ example: String) -> Attribute {
    field(path, .map, summary, example)
  }
}
