public import Documents

/// The format of memory files.
public enum MemoryFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "memory",
    summary: "A memory stack or device.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute("unit", .text, summary: "What one of it is.", example: "stack"),
      Attribute(
        "capacity",
        .quantity(unit: "B"),
        isRequired: true,
        range: .positive,
        summary: "Size of one.",
        example: "16 GiB"
      ),
      Attribute(
        "bandwidth",
        .quantity(unit: "B/s"),
        isRequired: true,
        range: .positive,
        summary: "Bandwidth of one.",
        example: "819 GB/s"
      ),
      Attribute(
        "energy",
        .quantity(unit: "J/bit"),
        range: .nonNegative,
        summary: "Energy of a bit read or written.",
        example: "3.9 pJ/bit"
      ),
      Attribute(
        "price",
        .quantity(unit: "USD/B"),
        range: .nonNegative,
        summary: "Price per size.",
        example: "20 USD/GB"
      ),
      Attribute(
        "temperature.limit",
        .quantity(unit: "K"),
        range: .positive,
        summary: "Temperature above which it refreshes twice as often.",
        example: "95 degC"
      ),
    ]
  )
}
