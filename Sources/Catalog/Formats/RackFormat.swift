public import Documents

/// The format of rack files.
public enum RackFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "racks",
    summary: "A rack as sold, for comparison with one assembled from nodes.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "node",
        .text,
        isRequired: true,
        summary: "Node that fills it.",
        example: "hgx-b200"
      ),
      Attribute(
        "nodes",
        .integer,
        isRequired: true,
        range: .positive,
        summary: "Nodes in it.",
        example: "8"
      ),
      Attribute(
        "rated",
        .quantity(unit: "W"),
        isRequired: true,
        range: .positive,
        summary: "Rated power.",
        example: "110 kW"
      ),
      Attribute(
        "switches.count",
        .integer,
        range: .nonNegative,
        summary: "Scale-up switches in it.",
        example: "9"
      ),
      Attribute(
        "switches.power",
        .quantity(unit: "W"),
        range: .nonNegative,
        summary: "Power of one of those.",
        example: "800 W"
      ),
      Attribute(
        "liquid-share",
        .ratio,
        summary: "Share of heat that leaves by liquid.",
        example: "0.85"
      ),
      Attribute(
        "supply-efficiency",
        .ratio,
        summary: "Efficiency of its power shelves.",
        example: "0.95"
      ),
      Attribute(
        "price",
        .quantity(unit: "USD"),
        range: .nonNegative,
        summary: "Price as sold.",
        example: "3100000 USD"
      ),
    ]
  )
}
