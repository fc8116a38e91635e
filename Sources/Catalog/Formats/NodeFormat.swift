public import Documents
public import Systems

/// The format of node files.
public enum NodeFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "nodes",
    summary: "A server with its accelerators, ports and place in a rack.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "accelerators",
        .list(of: .text),
        isRequired: true,
        summary: "Accelerators that it takes; the first is the usual one.",
        example: "[h100-sxm]"
      ),
      Attribute(
        "count",
        .integer,
        isRequired: true,
        range: .positive,
        summary: "Accelerators in one node.",
        example: "8"
      ),
      Attribute(
        "scale-up.link",
        .text,
        isRequired: true,
        summary: "Link of the scale-up fabric.",
        example: "nvlink4"
      ),
      Attribute(
        "scale-up.domain",
        .integer,
        isRequired: true,
        range: .positive,
        summary: "Accelerators that share one scale-up fabric.",
        example: "8"
      ),
      Attribute(
        "scale-out.link",
        .text,
        isRequired: true,
        summary: "Link of the network ports.",
        example: "infiniband-ndr"
      ),
      Attribute(
        "scale-out.ports",
        .integer,
        isRequired: true,
        range: .nonNegative,
        summary: "Network ports of one node.",
        example: "8"
      ),
      Attribute(
        "host.power",
        .quantity(unit: "W"),
        isRequired: true,
        range: .nonNegative,
        summary: "Power of processors, memory, storage and board.",
        example: "1500 W"
      ),
      Attribute(
        "host.nic-power",
        .quantity(unit: "W"),
        defaultValue: "25 W",
        range: .nonNegative,
        summary: "Power of the adapter of one port.",
        example: "25 W"
      ),
      Attribute(
        "host.price",
        .quantity(unit: "USD"),
        isRequired: true,
        range: .nonNegative,
        summary: "Price of a node without accelerators.",
        example: "60000 USD"
      ),
      Attribute(
        "host.embodied-carbon",
        .quantity(unit: "kg"),
        range: .nonNegative,
        summary: "Emission of making a node without accelerators.",
        example: "1500 kg"
      ),
      Attribute(
        "fans.share",
        .ratio,
        summary: "Fan power over server power when air-cooled.",
        example: "0.1"
      ),
      Attribute(
        "rated-power",
        .quantity(unit: "W"),
        range: .positive,
        summary: "Rated power of a node.",
        example: "10.2 kW"
      ),
      Attribute(
        "rack.nodes",
        .integer,
        isRequired: true,
        range: .positive,
        summary: "Nodes in one rack as usually built.",
        example: "4"
      ),
      Attribute(
        "rack.rated",
        .quantity(unit: "W"),
        range: .positive,
        summary: "Rated power of that rack.",
        example: "41 kW"
      ),
      Attribute(
        "cooling",
        .list(of: .text),
        summary: "Cooling technologies that it is built for.",
        example: "[air, direct-liquid]"
      ),
      Attribute(
        "software",
        .text,
        summary: "Training stack that is used when a scenario names none.",
        example: "megatron-2024"
      ),
      Attribute(
        "reliability.mtbf",
        .quantity(unit: "s"),
        isRequired: true,
        range: .positive,
        summary: "Mean time between interruptions per accelerator, all causes.",
        example: "50700 h"
      ),
      Attribute(
        "reliability.restart",
        .quantity(unit: "s"),
        isRequired: true,
        range: .nonNegative,
        summary: "Time from an interruption to training again, lost work apart.",
        example: "10 min"
      ),
      Attribute(
        "storage.bandwidth",
        .quantity(unit: "B/s"),
        defaultValue: "122 MB/s",
        range: .positive,
        summary: "Storage bandwidth for checkpoints per accelerator (2 TB/s for 16,384: Llama 3).",
        example: "122 MB/s"
      ),
    ]
  )

  /// The node that a file describes.
  public static func node(_ record: Record) -> ComputeNode {
    func number(_ path: String) -> Double { record.number(path) ?? 0 }
    return ComputeNode(
      id: record.text("id") ?? "",
      name: record.text("name") ?? "",
      accelerators: record.integer("count") ?? 1,
      domain: record.integer("scale-up.domain") ?? 1,
      ports: record.integer("scale-out.ports") ?? 0,
      hostPower: number("host.power"),
      portPower: number("host.nic-power"),
      hostPrice: number("host.price"),
      perRack: record.integer("rack.nodes") ?? 1,
      timeBetweenFailures: record.number("reliability.mtbf") ?? .infinity,
      restartTime: number("reliability.restart"),
      storageBandwidth: number("storage.bandwidth"),
      embodiedCarbon: number("host.embodied-carbon")
    )
  }
}
