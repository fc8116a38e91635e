public import Documents

/// The format of wall files: who supplies what would have to be relaxed, and how long that takes.
public enum WallFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "walls",
    summary: "A limit that systems run into: its layer, suppliers and lead time.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "layer",
        .text,
        isRequired: true,
        summary: "Layer of the stack that it belongs to.",
        example: "memory"
      ),
      Attribute(
        "suppliers",
        .list(of: .text),
        isRequired: true,
        summary: "Who supplies what would relax it.",
        example: "[SK hynix, Samsung, Micron]"
      ),
      Attribute(
        "years-to-resolve.shortest",
        .quantity(unit: "s"),
        isRequired: true,
        range: .nonNegative,
        summary: "Shortest time to relax it.",
        example: "1 year"
      ),
      Attribute(
        "years-to-resolve.longest",
        .quantity(unit: "s"),
        isRequired: true,
        range: .nonNegative,
        summary: "Longest time to relax it.",
        example: "2 year"
      ),
    ]
  )
}
