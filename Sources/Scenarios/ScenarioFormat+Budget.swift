import Documents

extension ScenarioFormat {
  /// What the system and its run may take; a design that takes more is not feasible.
  static let budget: [Attribute] = [
    Attribute(
      "budget.capex",
      .quantity(unit: "USD"),
      range: .positive,
      summary: "Most that the purchase may cost: accelerators, hosts and network, and the"
        + " construction of the facility for their rated power.",
      example: "500 MUSD"
    ),
    Attribute(
      "budget.opex",
      .quantity(unit: "USD/s"),
      range: .positive,
      summary: "Most that running may cost beyond the wear of what was bought: energy, water,"
        + " maintenance and operation.",
      example: "80 MUSD/year"
    ),
    Attribute(
      "budget.power",
      .quantity(unit: "W"),
      range: .positive,
      summary: "Most power drawn from the grid in the design hour, every accelerator at its limit.",
      example: "30 MW"
    ),
    Attribute(
      "budget.rack-power",
      .quantity(unit: "W"),
      range: .positive,
      summary: "Most power that enters a rack, every accelerator at its limit.",
      example: "120 kW"
    ),
    Attribute(
      "budget.deadline",
      .quantity(unit: "s"),
      range: .positive,
      summary: "Longest time to train, failures included; needs `workload.training.tokens`.",
      example: "60 d"
    ),
    Attribute(
      "budget.carbon",
      .quantity(unit: "kg"),
      range: .positive,
      summary: "Most carbon of the whole training run, which needs `workload.training.tokens`, or"
        + " of a year of serving; the share of making the machines included.",
      example: "5000 t"
    ),
  ]
}
