public import Documents
public import Fabrics
import Quantities

/// The format of files of packet switches.
public enum SwitchFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "switches",
    summary:
      "A box that switches packets; its own power and what is plugged into it are kept apart.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "ports",
        .integer,
        isRequired: true,
        range: .positive,
        summary: "Ports at their full rate.",
        example: "64"
      ),
      Attribute(
        "port-rate",
        .quantity(unit: "bit/s"),
        isRequired: true,
        range: .positive,
        summary: "Full rate of a port, one direction.",
        example: "800 Gb/s"
      ),
      Attribute(
        "least-port-rate",
        .quantity(unit: "bit/s"),
        range: .positive,
        summary: "Lowest rate that a port can be split into; the full rate without it.",
        example: "100 Gb/s"
      ),
      Attribute(
        "power",
        .quantity(unit: "W"),
        isRequired: true,
        range: .nonNegative,
        summary: "Chips, fans, control and conversion, without what is plugged or built in.",
        example: "570 W"
      ),
      Attribute(
        "optics.power",
        .quantity(unit: "W"),
        range: .nonNegative,
        summary: "Built-in optics with their lasers; a box that has it takes no modules.",
        example: "650 W"
      ),
      Attribute(
        "optics.price",
        .quantity(unit: "USD"),
        range: .nonNegative,
        summary: "Built-in optics with their lasers, to the buyer.",
        example: "85000 USD"
      ),
      Attribute(
        "price",
        .quantity(unit: "USD"),
        range: .nonNegative,
        summary: "The box without optics.",
        example: "41000 USD"
      ),
      Attribute(
        "latency",
        .quantity(unit: "s"),
        range: .nonNegative,
        summary: "From port to port without load.",
        example: "250 ns"
      ),
      Attribute(
        "failure-rate",
        .quantity(unit: "1/s"),
        range: .nonNegative,
        summary: "Failures that take the whole box down.",
        example: "1.9e-10 1/s"
      ),
    ]
  )

  /// The switch that a file describes.
  public static func part(_ record: Record) -> SwitchPart {
    // Quantities counts information in bytes, links count bits.
    let rate = (record.number("port-rate") ?? 0) * 8
    return SwitchPart(
      id: record.text("id") ?? "",
      name: record.text("name") ?? record.text("id") ?? "",
      ports: record.integer("ports") ?? 0,
      portRate: rate,
      leastPortRate: record.number("least-port-rate").map { $0 * 8 },
      power: record.number("power") ?? 0,
      opticsPower: record.number("optics.power") ?? 0,
      price: record.number("price") ?? 0,
      opticsPrice: record.number("optics.price") ?? 0,
      hasOptics: record.has("optics.power"),
      failureRate: record.number("failure-rate") ?? 0
    )
  }

  /// What contradicts itself in a file that is sound field by field.
  static func problems(_ record: Record) -> [Diagnostic] {
    guard let least = record.number("least-port-rate"), let rate = record.number("port-rate"),
      least > rate
    else { return [] }
    return [
      record.diagnostic(
        "least-port-rate",
        "ports cannot be split into a rate above their own",
        hint: "give at most the port-rate"
      )
    ]
  }
}
