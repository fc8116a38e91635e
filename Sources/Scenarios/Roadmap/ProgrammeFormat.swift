import Documents

/// Fields of a programme of a country or a company, in files about the supply chain through time.
enum ProgrammeFormat {
  /// The fields.
  static let attributes = wish + chips + rooms + means

  /// What is wished.
  private static let wish: [Attribute] = [
    Attribute(
      "programme",
      .map,
      summary: "A plan of a country or a company: what it reaches by when, what holds it back, and"
        + " what compute costs it against renting.",
      example: "{ place: france, starts: 2026Q1, wish: { power: 500 MW }, share: 0.1 }"
    ),
    Attribute("programme.name", .text, summary: "Name for a reader.", example: "A state's plan"),
    Attribute(
      "programme.place",
      .text,
      isRequired: true,
      summary: "Site of the catalogue, which gives electricity, carbon and the wait for the grid.",
      example: "france"
    ),
    Attribute(
      "programme.starts",
      .text,
      isRequired: true,
      summary: "First quarter, in which everything is asked for.",
      example: "2026Q1"
    ),
    Attribute(
      "programme.wish",
      .map,
      isRequired: true,
      summary: "What shall work; exactly one of power, accelerators and compute is written.",
      example: "{ power: 500 MW, by: 2029Q4 }"
    ),
    Attribute(
      "programme.wish.power",
      .quantity(unit: "W"),
      range: .positive,
      summary: "Power of the facilities.",
      example: "500 MW"
    ),
    Attribute(
      "programme.wish.accelerators",
      .number,
      range: .positive,
      summary: "Accelerators.",
      example: "100000"
    ),
    Attribute(
      "programme.wish.compute",
      .number,
      range: .positive,
      summary: "H100-equivalents.",
      example: "200000"
    ),
    Attribute(
      "programme.wish.by",
      .text,
      summary: "Quarter in which it shall work; the roadmap's last without it.",
      example: "2029Q4"
    ),
  ]

  /// What it may buy.
  private static let chips: [Attribute] = [
    Attribute(
      "programme.products",
      .list(of: .text),
      summary: "Products that it may buy; all, or those of `vendors`, without it.",
      example: "[b200, b300]"
    ),
    Attribute(
      "programme.vendors",
      .list(of: .text),
      summary: "Vendors from whom it may buy everything.",
      example: "[nvidia]"
    ),
    Attribute(
      "programme.buyer",
      .text,
      defaultValue: "states",
      summary: "Kind of buyer of the catalogue as which it buys.",
      example: "states"
    ),
    Attribute(
      "programme.share",
      .ratio,
      isRequired: true,
      range: .positiveShare,
      summary: "Its share of what buyers of that kind buy, its place in the queue of deliveries.",
      example: "0.1"
    ),
    Attribute(
      "programme.delivery",
      .quantity(unit: "s"),
      defaultValue: "0 month",
      range: .nonNegative,
      summary: "From its start to its first delivery.",
      example: "9 month"
    ),
    Attribute(
      "programme.export",
      .map,
      summary: "What may be exported to it.",
      example: "{ units-per-year: 50000 }"
    ),
    Attribute(
      "programme.export.units-per-year",
      .number,
      range: .nonNegative,
      summary: "Accelerators a year; a quarter of them in each quarter.",
      example: "50000"
    ),
    Attribute(
      "programme.export.compute",
      .number,
      range: .nonNegative,
      summary: "H100-equivalents in all.",
      example: "300000"
    ),
  ]

  /// Power and shells.
  private static let rooms: [Attribute] = [
    Attribute(
      "programme.grid",
      .map,
      summary: "Power from the grid; all that is asked for comes after the wait without it.",
      example: "{ granted: [{ at: 2026Q1, power: 100 MW }], wait: 36 month }"
    ),
    Attribute(
      "programme.grid.granted[].at",
      .text,
      isRequired: true,
      summary: "Quarter from which power is there.",
      example: "2026Q1"
    ),
    Attribute(
      "programme.grid.granted[].power",
      .quantity(unit: "W"),
      isRequired: true,
      range: .nonNegative,
      summary: "How much.",
      example: "100 MW"
    ),
    Attribute(
      "programme.grid.wait",
      .quantity(unit: "s"),
      range: .nonNegative,
      summary: "From the start to the connection of what is not granted; the shortest usual wait of"
        + " `place`, or else the build time of the world's grid, without it.",
      example: "36 month"
    ),
    Attribute(
      "programme.grid.per-year",
      .quantity(unit: "W"),
      range: .nonNegative,
      summary: "What is connected a year after the wait; all at once without it.",
      example: "200 MW"
    ),
    Attribute(
      "programme.grid.limit",
      .quantity(unit: "W"),
      range: .nonNegative,
      summary: "The most that the grid ever gives, grants counted.",
      example: "800 MW"
    ),
    Attribute(
      "programme.on-site",
      .map,
      summary: "Power of its own.",
      example: "{ power: 50 MW, wait: 15 month }"
    ),
    Attribute(
      "programme.on-site.power",
      .quantity(unit: "W"),
      isRequired: true,
      range: .nonNegative,
      summary: "How much.",
      example: "50 MW"
    ),
    Attribute(
      "programme.on-site.wait",
      .quantity(unit: "s"),
      isRequired: true,
      range: .nonNegative,
      summary: "From the start to its first power.",
      example: "15 month"
    ),
    Attribute(
      "programme.shells.standing",
      .quantity(unit: "W"),
      defaultValue: "0 W",
      range: .nonNegative,
      summary: "Shells that stand at the start.",
      example: "20 MW"
    ),
    Attribute(
      "programme.shells.build",
      .quantity(unit: "s"),
      range: .nonNegative,
      summary: "From the start to the first shell; the world's build time without it.",
      example: "21 month"
    ),
    Attribute(
      "programme.shells.per-year",
      .quantity(unit: "W"),
      range: .nonNegative,
      summary: "What is finished a year from then on; all at once without it.",
      example: "200 MW"
    ),
    Attribute(
      "programme.shells.price",
      .quantity(unit: "USD/W"),
      range: .nonNegative,
      summary: "Shell and plant per facility power; what the world pays without it.",
      example: "8.5 USD/W"
    ),
    Attribute(
      "programme.shells.life",
      .quantity(unit: "s"),
      defaultValue: "14 year",
      range: .positive,
      summary: "Time after which shell and plant are written off.",
      example: "14 year"
    ),
  ]

  /// Money, people and what running costs.
  private static let means: [Attribute] = [
    Attribute(
      "programme.budget",
      .map,
      summary: "Money for machines, shells and plant; running them is paid from elsewhere.",
      example: "{ total: 15e9 USD, per-year: 4e9 USD }"
    ),
    Attribute(
      "programme.budget.total",
      .quantity(unit: "USD"),
      range: .nonNegative,
      summary: "For all of it, repayments counted.",
      example: "15e9 USD"
    ),
    Attribute(
      "programme.budget.per-year",
      .quantity(unit: "USD"),
      range: .nonNegative,
      summary: "Released a year; what is not spent stays.",
      example: "4e9 USD"
    ),
    Attribute(
      "programme.budget.loans",
      .ratio,
      defaultValue: "0 %",
      range: .share,
      summary: "Share of each purchase that lenders pay and that is repaid over a machine's life.",
      example: "50 %"
    ),
    Attribute(
      "programme.budget.interest",
      .ratio,
      defaultValue: "8 %",
      range: .share,
      summary: "Yearly interest of loans, and of money of its own in the costs.",
      example: "5 %"
    ),
    Attribute(
      "programme.staff",
      .map,
      summary: "Engineers and operators; there are enough without it.",
      example: "{ at-start: 50, trained-per-year: 200, per-megawatt: 1.5 }"
    ),
    Attribute(
      "programme.staff.at-start",
      .number,
      defaultValue: "0",
      range: .nonNegative,
      summary: "How many there are at the start.",
      example: "50"
    ),
    Attribute(
      "programme.staff.trained-per-year",
      .number,
      defaultValue: "0",
      range: .nonNegative,
      summary: "How many are trained a year.",
      example: "200"
    ),
    Attribute(
      "programme.staff.per-megawatt",
      .number,
      isRequired: true,
      range: .positive,
      summary: "How many a megawatt of facility takes.",
      example: "1.5"
    ),
    Attribute(
      "programme.staff.wage",
      .quantity(unit: "USD"),
      defaultValue: "0 USD",
      range: .nonNegative,
      summary: "Wage a year on top of the upkeep.",
      example: "90000 USD"
    ),
    Attribute(
      "programme.electricity",
      .quantity(unit: "USD/J"),
      range: .nonNegative,
      summary: "Price of electricity; that of `place` without it.",
      example: "0.09 USD/kWh"
    ),
    Attribute(
      "programme.load",
      .ratio,
      range: .share,
      summary: "Mean draw over the facility's power; the share of hours that are used without it.",
      example: "80 %"
    ),
    Attribute(
      "programme.upkeep",
      .quantity(unit: "USD/W/s"),
      defaultValue: "0.9 USD/W/year",
      range: .nonNegative,
      summary: "Upkeep of facilities; the default is Epoch AI's breakdown of a gigawatt of 2026.",
      example: "0.9 USD/W/year"
    ),
    Attribute(
      "programme.residency",
      .ratio,
      defaultValue: "0 %",
      range: .share,
      summary: "Share of its work that must be done at home.",
      example: "60 %"
    ),
    Attribute(
      "programme.token-rate",
      .number,
      range: .positive,
      summary: "Tokens a second of an H100-equivalent; the mean of the world's inference without"
        + " it.",
      example: "2000"
    ),
  ]
}
