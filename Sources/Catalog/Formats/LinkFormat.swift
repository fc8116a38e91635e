public import Documents
public import Fabrics

/// The format of link files.
public enum LinkFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "links",
    summary: "A link with what its communication library reaches.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "kind",
        .choice(["scale-up", "scale-out", "host"]),
        isRequired: true,
        summary: "What it joins.",
        example: "scale-up"
      ),
      Attribute(
        "bandwidth",
        .quantity(unit: "B/s"),
        isRequired: true,
        range: .positive,
        summary: "Of one accelerator (scale-up) or one port (scale-out), one direction.",
        example: "400 Gb/s"
      ),
      Attribute(
        "ports",
        .integer,
        range: .positive,
        summary: "Ports of an accelerator.",
        example: "18"
      ),
      Attribute(
        "port-bandwidth",
        .quantity(unit: "B/s"),
        range: .positive,
        summary: "Of one of those ports, one direction.",
        example: "25 GB/s"
      ),
      Attribute(
        "latency",
        .quantity(unit: "s"),
        range: .nonNegative,
        summary: "One hop in hardware.",
        example: "0.5 us"
      ),
      Attribute(
        "wiring.kind",
        .choice(["switched", "mesh", "torus"]),
        defaultValue: "switched",
        summary: "How accelerators of a domain are joined.",
        example: "switched"
      ),
      Attribute(
        "wiring.axes",
        .integer,
        range: .positive,
        summary: "Axes of a torus.",
        example: "3"
      ),
      Attribute(
        "wiring.side",
        .integer,
        range: .positive,
        summary: "Accelerators along an axis.",
        example: "16"
      ),
      Attribute(
        "in-network",
        .choice(["none", "nvls", "sharp"]),
        defaultValue: "none",
        summary: "Whether switches add.",
        example: "nvls"
      ),
      Attribute(
        "pod",
        .integer,
        range: .positive,
        summary: "Nodes under one first switch.",
        example: "32"
      ),
      Attribute(
        "spine-efficiency",
        .ratio,
        range: .positiveShare,
        summary: "Share of the rate left to large flows that cross the spine.",
        example: "0.85"
      ),
      Attribute(
        "ports-per-collective",
        .number,
        range: .positive,
        summary: "Most ports that one ring keeps busy in a domain.",
        example: "17"
      ),
      Attribute(
        "energy",
        .quantity(unit: "J/bit"),
        range: .nonNegative,
        summary: "Energy of a bit moved; the note states the boundary.",
        example: "10 pJ/bit"
      ),
      Attribute(
        "power",
        .quantity(unit: "W"),
        range: .nonNegative,
        summary: "Switches and transceivers of one accelerator or port, at any load.",
        example: "68 W"
      ),
      Attribute(
        "adapter-power",
        .quantity(unit: "W"),
        range: .nonNegative,
        summary: "Adapter of one port; nodes count it.",
        example: "25 W"
      ),
      Attribute(
        "price",
        .quantity(unit: "USD"),
        range: .nonNegative,
        summary: "Of one accelerator's or port's share of the network.",
        example: "5300 USD"
      ),
      Attribute(
        "transceivers",
        .number,
        range: .nonNegative,
        summary: "Transceivers of one port.",
        example: "4"
      ),
      Attribute(
        "transceiver-power",
        .quantity(unit: "W"),
        range: .nonNegative,
        summary: "Of one of those.",
        example: "8.1 W"
      ),
      Attribute(
        "technology",
        .text,
        summary: "Link technology of the catalogue that its longer links usually are.",
        example: "pluggable-dsp-100g"
      ),
      Attribute(
        "switch-radix",
        .integer,
        range: .positive,
        summary: "Ports of one switch chip; a domain of more takes two tiers of switches.",
        example: "72"
      ),
      Attribute(
        "collectives.source",
        .text,
        summary: "Source of the constants below.",
        example: "aiconfigurator"
      ),
      Attribute(
        "collectives.grade",
        .text,
        summary: "Grade of the constants below.",
        example: "fitted"
      ),
      Attribute(
        "collectives.note",
        .text,
        summary: "What a reader should know of them.",
        example: "\"latency carried\""
      ),
      Attribute(
        "collectives.kin",
        .text,
        summary: "Link whose constants stand in where none were measured.",
        example: "nvlink4"
      ),
      Attribute(
        "collectives.latency-ratio",
        .number,
        defaultValue: "1",
        range: .positive,
        summary: "Step latency over that of the kin.",
        example: "1.1"
      ),
      Attribute(
        "collectives.efficiency-ratio",
        .number,
        defaultValue: "1",
        range: .positive,
        summary: "Share of the line rate that large messages reach, over that of the kin.",
        example: "0.85"
      ),
    ] + regime("collectives.uniform")
      + CollectiveConstants.fields.map { field in
        attribute("collectives." + field.path.joined(separator: "."), field.kind)
      }
  )

  /// The fields of a regime that holds for every pattern.
  private static func regime(_ prefix: String) -> [Attribute] {
    [
      attribute("\(prefix).setup", .time), attribute("\(prefix).step", .time),
      attribute("\(prefix).efficiency", .efficiency), attribute("\(prefix).ramp", .bytes),
      attribute("\(prefix).copy-ratio", .ratio),
    ]
  }

  /// One fitted constant.
  private static func attribute(
    _ path: String,
    _ kind: CollectiveConstants.FieldKind
  ) -> Attribute {
    let words = path.split(separator: ".").dropFirst().joined(separator: ", ")
    let summary = "Fitted constant: \(words.replacing("-", with: " "))."
    return switch kind {
    case .time: Attribute(path, .quantity(unit: "s"), range: .nonNegative, summary: summary)
    case .bytes: Attribute(path, .quantity(unit: "B"), range: .nonNegative, summary: summary)
    case .efficiency, .ratio, .count:
      Attribute(path, .number, range: .nonNegative, summary: summary)
    }
  }

  /// The library's constants that a file holds.
  public static func constants(_ record: Record) -> CollectiveConstants {
    var result = CollectiveConstants(
      uniform: CollectiveRegime(
        setup: record.number("collectives.uniform.setup") ?? 10e-6,
        step: record.number("collectives.uniform.step") ?? 1e-6,
        efficiency: record.number("collectives.uniform.efficiency") ?? 0.8,
        ramp: record.number("collectives.uniform.ramp") ?? 0,
        copy: record.number("collectives.uniform.copy-ratio") ?? 0
      )
    )
    for field in CollectiveConstants.fields {
      if let value = record.number("collectives." + field.path.joined(separator: ".")) {
        result[field] = value
      }
    }
    return result
  }

  /// A tier inside a scale-up domain.
  ///
  /// - Parameters:
  ///   - record: What the link's file says.
  ///   - constants: What its communication library reaches.
  ///   - domain: Accelerators of the domain.
  ///   - bandwidth: Of one accelerator, one direction, when its own file gives it [B/s].
  /// - Returns: The tier.
  public static func scaleUp(
    _ record: Record,
    constants: CollectiveConstants,
    domain: Int,
    bandwidth: Double
  ) -> Tier {
    Tier(
      name: record.text("id") ?? "",
      size: domain,
      bandwidth: bandwidth > 0 ? bandwidth : record.number("bandwidth") ?? 0,
      constants: constants,
      wiring: wiring(record),
      inNetworkReduction: record.text("in-network") != "none",
      switchRadix: record.integer("switch-radix") ?? .max
    )
  }

  /// A tier of network ports between domains.
  ///
  /// - Parameters:
  ///   - record: What the link's file says.
  ///   - constants: What its communication library reaches.
  ///   - isRailOptimised: Whether ports of equal rank share a switch.
  ///   - ports: Ports of one node.
  ///   - nodesPerDomain: Nodes that share one scale-up fabric.
  ///   - oversubscription: Bandwidth into the first switches over that out of them.
  /// - Returns: The tier.
  public static func scaleOut(
    _ record: Record,
    constants: CollectiveConstants,
    isRailOptimised: Bool,
    ports: Int,
    nodesPerDomain: Double,
    oversubscription: Double
  ) -> Tier {
    let nodes = Double(record.integer("pod") ?? 32) / (isRailOptimised ? 1 : Double(max(1, ports)))
    return Tier(
      name: record.text("id") ?? "",
      size: max(1, Int((nodes / max(1, nodesPerDomain)).rounded())),
      bandwidth: record.number("bandwidth") ?? 0,
      constants: constants,
      // In-network addition between nodes is an option of the operator that few jobs run with.
      inNetworkReduction: false,
      oversubscription: oversubscription,
      spineEfficiency: record.number("spine-efficiency") ?? 1,
      busyPorts: record.number("ports-per-collective") ?? 17
    )
  }

  /// How the accelerators of a domain are joined.
  private static func wiring(_ record: Record) -> Wiring {
    switch record.text("wiring.kind") {
    case "mesh": .mesh
    case "torus":
      .torus(axes: record.integer("wiring.axes") ?? 3, side: record.integer("wiring.side") ?? 16)
    default: .switched
    }
  }
}
