import Documents

extension EconomicsFormat {
  /// Generations of models.
  static let generations: [Attribute] = [
    map(
      "generations",
      "Models through the years: growth of compute and cost, and what comes next.",
      "{ models: [{ name: GPT-3, date: 2020-05-28, compute: 3.14e23 FLOP }] }"
    ),
    field("generations.models[].name", .text, "The model.", "GPT-4", isRequired: true),
    field(
      "generations.models[].date",
      .text,
      "When it was published: a year, a month or a day.",
      "2023-03-15",
      isRequired: true
    ),
    field(
      "generations.models[].compute",
      .quantity(unit: "FLOP"),
      "Operations of its training.",
      "2.1e25 FLOP",
      range: .positive
    ),
    field(
      "generations.models[].cost",
      .quantity(unit: "USD"),
      "What its final run cost, on one basis for all.",
      "40.7 MUSD",
      range: .positive
    ),
    field("generations.models[].hardware", .text, "What it was trained on.", "25,000 A100"),
    field("generations.models[].source", .text, "Where its figures stand.", "Epoch AI, 2025"),
    field(
      "generations.basis",
      .text,
      "What counts as cost, for the reader.",
      "amortised",
      value: "amortised"
    ),
    field(
      "generations.until",
      .integer,
      "Last year of the projection.",
      "2030",
      range: .within(1990...2100),
      value: "2030"
    ),
    field(
      "generations.step",
      .number,
      "Compute of a generation over that of the one before.",
      "10",
      range: .above(1),
      value: "10"
    ),
    field(
      "generations.confidence",
      .ratio,
      "Chance that the intervals cover.",
      "90 %",
      range: Bounds(lower: 0, upper: 1, isLowerExclusive: true, isUpperExclusive: true),
      value: "90 %"
    ),
    field("generations.budgets[].name", .text, "Who pays.", "a lab", isRequired: true),
    field(
      "generations.budgets[].amount",
      .quantity(unit: "USD"),
      "What there is to spend in a year.",
      "9 GUSD",
      isRequired: true,
      range: .positive
    ),
    field(
      "generations.budgets[].share",
      .ratio,
      "Share of it that one run may take; all without it.",
      "20 %",
      range: .positiveShare
    ),
    field("generations.budgets[].source", .text, "Where the amount stands.", "annual report 2025"),
  ]

  /// Compute-optimal sizes.
  static let sizing: [Attribute] = [
    map("sizing", "Sizes that scaling laws call best.", "{ compute: 3.8e25 FLOP }"),
    field(
      "sizing.compute",
      .quantity(unit: "FLOP"),
      "Operations of training; those of `run` without it.",
      "3.8e25 FLOP",
      range: .positive
    ),
    field(
      "sizing.served",
      .number,
      "Tokens, input and output, that the model will serve in its life.",
      "1e15",
      range: .nonNegative
    ),
    field(
      "sizing.stock",
      .number,
      "Tokens of text that there are; about 5e14 on the indexed web (Epoch AI, 2024).",
      "5e14",
      range: .positive,
      value: "5e14"
    ),
  ]

  /// A serving fleet.
  static let serving: [Attribute] = [
    map("serving", "A fleet that serves tokens.", "{ nodes: 226.75, output: 168e9 }"),
    field(
      "serving.nodes",
      .number,
      "Nodes on average over the day; those that `rates` need without it.",
      "226.75",
      range: .positive
    ),
    field(
      "serving.per-node",
      .number,
      "Accelerators of a node.",
      "8",
      range: .positive,
      value: "8"
    ),
    field(
      "serving.accelerator",
      .text,
      "Accelerator of the catalogue, for what owning the fleet costs; rent alone without it.",
      "h800-sxm"
    ),
    field(
      "serving.input",
      .number,
      "Input tokens of a day, hits of the prefix cache included.",
      "608e9",
      range: .nonNegative,
      value: "0"
    ),
    field(
      "serving.cached-share",
      .ratio,
      "Share of the input that hits the prefix cache.",
      "56.25 %",
      value: "0"
    ),
    field(
      "serving.output",
      .number,
      "Output tokens of a day.",
      "168e9",
      isRequired: true,
      range: .positive
    ),
    map(
      "serving.rates",
      "What a busy node of each kind makes, prefill and decode apart; without it what the fleet"
        + " makes of the day's tokens.",
      "{ input: 73.7e3 /s, output: 14.8e3 /s }"
    ),
    field(
      "serving.rates.input",
      .quantity(unit: "/s"),
      "Input tokens, hits included, of a node that computes inputs.",
      "73.7e3 /s",
      isRequired: true,
      range: .positive
    ),
    field(
      "serving.rates.output",
      .quantity(unit: "/s"),
      "Output tokens of a node that computes outputs.",
      "14.8e3 /s",
      isRequired: true,
      range: .positive
    ),
    map(
      "serving.tariff",
      "What customers pay for a million tokens.",
      "{ input: 0.55 USD, cached: 0.14 USD, output: 2.19 USD }"
    ),
    field(
      "serving.tariff.input",
      .quantity(unit: "USD"),
      "A million input tokens that miss the cache.",
      "0.55 USD",
      isRequired: true,
      range: .nonNegative
    ),
    field(
      "serving.tariff.cached",
      .quantity(unit: "USD"),
      "A million input tokens that hit it; as much as one that misses without it.",
      "0.14 USD",
      range: .nonNegative
    ),
    field(
      "serving.tariff.output",
      .quantity(unit: "USD"),
      "A million output tokens.",
      "2.19 USD",
      isRequired: true,
      range: .nonNegative
    ),
  ]

  /// A site.
  static let site: [Attribute] = [
    map("site", "A site, by its power or its accelerators.", "{ power: 1 GW, servers: 25 USD/W }"),
    field(
      "site.power",
      .quantity(unit: "W"),
      "Power of the IT equipment; that of `count` accelerators without it.",
      "1 GW",
      range: .positive
    ),
    field(
      "site.count",
      .number,
      "Accelerators; as many as the power feeds without it.",
      "100000",
      range: .positive
    ),
    field("site.accelerator", .text, "Accelerator of the catalogue.", "gb200"),
    field(
      "site.servers",
      .quantity(unit: "USD/W"),
      "Servers and network per IT power; those of `accelerator` without it.",
      "26 USD/W",
      range: .nonNegative
    ),
    field(
      "site.lives",
      .list(of: .quantity(unit: "s")),
      "Lives of equipment to compare.",
      "[3 year, 5 year, 7 year]",
      range: .positive,
      value: "[3 year, 5 year, 7 year]"
    ),
  ]

  /// Energy and carbon.
  static let emissions: [Attribute] = [
    map(
      "emissions",
      "Energy and emission of accelerators over a time.",
      "{ accelerator-time: 30.84e6 h, power: 700 W }"
    ),
    field(
      "emissions.accelerator-time",
      .quantity(unit: "s"),
      "Time of all accelerators together.",
      "30.84e6 h",
      range: .positive
    ),
    field(
      "emissions.power",
      .quantity(unit: "W"),
      "Power that counts for an accelerator; its limit in the catalogue without it.",
      "700 W",
      range: .positive
    ),
    field("emissions.accelerator", .text, "Accelerator of the catalogue.", "h100-sxm"),
    field(
      "emissions.energy",
      .quantity(unit: "J"),
      "Energy of the equipment, in place of time and power.",
      "433.2 MWh",
      range: .positive
    ),
  ]
}
