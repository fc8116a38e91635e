public import Documents
public import Fabrics
import Quantities

/// The format of files of circuit switches, and of passive parts in the path of light.
public enum CircuitSwitchFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "circuit-switches",
    summary:
      "What joins fibres without looking at bits: circuit switches, patch panels, circulators.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "kind",
        .choice(CircuitSwitchPart.Kind.allCases.map(\.rawValue)),
        isRequired: true,
        summary: "What moves the light: `manual` for hands, `passive` for nothing.",
        example: "mirrors"
      ),
      Attribute(
        "ports",
        .integer,
        isRequired: true,
        range: .positive,
        summary: "Ports on each side, spare ones counted.",
        example: "136"
      ),
      Attribute(
        "spare-ports",
        .integer,
        defaultValue: "0",
        range: .nonNegative,
        summary: "Ports that stand by for others.",
        example: "8"
      ),
      Attribute(
        "loss.typical",
        .number,
        isRequired: true,
        range: .nonNegative,
        summary: "Insertion loss of a typical path in dB, gain of built-in amplifiers not counted.",
        example: "1.5"
      ),
      Attribute(
        "loss.worst",
        .number,
        range: .nonNegative,
        summary: "Insertion loss that no path exceeds, in dB.",
        example: "2"
      ),
      Attribute(
        "loss.return",
        .number,
        range: .atMost(0),
        summary: "Light that comes back at its worst, in dB.",
        example: "-38"
      ),
      Attribute(
        "time.switching",
        .quantity(unit: "s"),
        isRequired: true,
        range: .nonNegative,
        summary: "Time that one path takes to move.",
        example: "10 ms"
      ),
      Attribute(
        "time.reconfiguration",
        .quantity(unit: "s"),
        range: .nonNegative,
        summary:
          "Time until links run again after paths were moved; the switching time without it.",
        example: "10 s"
      ),
      Attribute(
        "power.base",
        .quantity(unit: "W"),
        isRequired: true,
        range: .nonNegative,
        summary: "Power without paths.",
        example: "108 W"
      ),
      Attribute(
        "power.per-port",
        .quantity(unit: "W"),
        range: .nonNegative,
        summary: "Power of each path.",
        example: "0.78 W"
      ),
      Attribute(
        "price-per-port",
        .quantity(unit: "USD"),
        range: .nonNegative,
        summary: "Price of each port in use.",
        example: "100 USD"
      ),
      Attribute(
        "failure-rate",
        .quantity(unit: "1/s"),
        range: .nonNegative,
        summary: "Failures of the whole of it.",
        example: "0.0004 1/day"
      ),
    ]
  )

  /// The part that a file describes.
  public static func part(_ record: Record) -> CircuitSwitchPart {
    let switching = record.number("time.switching") ?? 0
    return CircuitSwitchPart(
      id: record.text("id") ?? "",
      name: record.text("name") ?? record.text("id") ?? "",
      kind: record.text("kind").flatMap(CircuitSwitchPart.Kind.init) ?? .passive,
      ports: record.integer("ports") ?? 1,
      sparePorts: record.integer("spare-ports") ?? 0,
      loss: record.number("loss.typical") ?? 0,
      worstLoss: record.number("loss.worst") ?? .infinity,
      returnLoss: record.number("loss.return") ?? 0,
      switchingTime: switching,
      reconfigurationTime: record.number("time.reconfiguration") ?? switching,
      power: record.number("power.base") ?? 0,
      powerPerPort: record.number("power.per-port") ?? 0,
      pricePerPort: record.number("price-per-port") ?? 0,
      failureRate: record.number("failure-rate") ?? 0
    )
  }

  /// What contradicts itself in a file that is sound field by field.
  static func problems(_ record: Record) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let ports = record.integer("ports"), let spare = record.integer("spare-ports"),
      spare >= ports
    {
      found.append(
        record.diagnostic(
          "spare-ports",
          "\(spare) spare ports of \(ports) leave none in use",
          hint: "give fewer"
        )
      )
    }
    if let typical = record.number("loss.typical"), let worst = record.number("loss.worst"),
      worst < typical
    {
      found.append(
        record.diagnostic(
          "loss.worst",
          "the worst loss is below the typical one",
          hint: "exchange them"
        )
      )
    }
    return found
  }
}
