public import Documents
import Fabrics

/// The format of files about one network, which `narrows fabric` reads.
///
/// Every section is optional and answered on its own; fields of `fabric` may be lists, which are
/// compared side by side.
public enum FabricFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "fabric",
    summary: "A question about one network: what it is made of, how circuits join its blocks, how"
      + " its cubes are used.",
    attributes: head + fabric + circuits + cubes + traffic + AstraSection.attributes
  )

  /// Sections that a file may have, of which it has at least one.
  public static let sections = ["fabric", "circuits", "cubes", "traffic", "astra-sim"]

  /// Topologies by the words of the format.
  static let topologies = [
    "full-mesh", "ring", "torus", "switched", "clos", "rail-optimised", "dragonfly",
    "dragonfly-plus", "hyperx", "block-mesh",
  ]

  /// Version and name.
  private static let head: [Attribute] = [
    Attribute(
      "narrows",
      .integer,
      isRequired: true,
      range: .within(1...1),
      summary: "Version of the format.",
      example: "1"
    ),
    Attribute("name", .text, summary: "Name for a reader.", example: "\"100k endpoints\""),
  ]

  /// A field of a section.
  static func field(
    _ path: String,
    _ kind: Attribute.Kind,
    _ summary: String,
    _ example: String,
    range: Bounds? = nil,
    value: String? = nil,
    isRequired: Bool = false
  ) -> Attribute {
    Attribute(
      path,
      kind,
      isRequired: isRequired,
      defaultValue: value,
      range: range,
      summary: summary,
      example: example
    )
  }

  /// A count of the topology.
  private static func count(_ name: String, _ summary: String, _ example: String) -> Attribute {
    field("fabric.\(name)", .integer, summary, example, range: .within(1...100_000_000))
  }

  /// Topology, parts, hall and account.
  private static let fabric: [Attribute] =
    [
      Attribute("fabric", .map, summary: "A network whose bill of material is made."),
      field(
        "fabric.topology",
        .choice(topologies),
        "How endpoints are joined.",
        "clos",
        isRequired: true
      ),
      field(
        "fabric.rate",
        .quantity(unit: "bit/s"),
        "Rate of an endpoint, one direction; of an uplink in a `block-mesh`.",
        "800 Gb/s",
        range: .positive,
        isRequired: true
      ),
      count(
        "endpoints",
        "Endpoints: of `full-mesh`, `ring`, `switched` and `clos`.",
        "100000"
      ),
      field(
        "fabric.planes",
        .integer,
        "Parallel copies of the network, or switches of `switched`, among which the rate is split;"
          + " for `switched` as many as its switches need without it.",
        "1",
        range: .within(1...4_096)
      ),
      field(
        "fabric.tors",
        .choice(FabricDesign.FirstSwitches.allCases.map(\.rawValue)),
        "First switches of an endpoint: one, or two with half the rate each.",
        "single",
        value: "single"
      ),
      count("tiers", "Tiers of a Clos, up to 4; the fewest that hold all without it.", "3"),
      count(
        "radix",
        "Ports of a switch; what `switch` has at the rate of a link without it.",
        "64"
      ),
      field(
        "fabric.oversubscription",
        .number,
        "Rate down over rate up at the first tier.",
        "1",
        range: .within(1...64),
        value: "1"
      ),
      count("nodes", "Nodes of `rail-optimised`.", "1024"),
      count("rails", "Ports of a node of `rail-optimised`.", "8"),
      field(
        "fabric.sides",
        .list(of: .integer),
        "Sides of `torus` and `hyperx`.",
        "[4, 4, 8]"
      ),
      field(
        "fabric.twisted",
        .flag,
        "Whether wraps of a torus' short sides are shifted along its long ones.",
        "true",
        value: "false"
      ),
      count("groups", "Groups of a dragonfly.", "16"),
      count("routers", "Routers in a group of `dragonfly`.", "16"),
      count("leaves", "Leaves in a group of `dragonfly-plus`.", "16"),
      count("spines", "Spines in a group of `dragonfly-plus`.", "16"),
      count(
        "endpoints-per-switch",
        "Endpoints at a router or leaf of `dragonfly`, `dragonfly-plus` and `hyperx`.",
        "16"
      ),
      count(
        "global-links",
        "Links to other groups, of a router of `dragonfly` or a spine of `dragonfly-plus`.",
        "8"
      ),
      count("blocks", "Blocks of a `block-mesh`.", "16"),
      count("uplinks", "Uplinks of a block of a `block-mesh`.", "512"),
      field("fabric.switch", .text, "Switch of all tiers, by its catalogue id.", "sn5600"),
      field(
        "fabric.switches",
        .list(of: .text),
        "Switches by tier, the last for all above; instead of `switch`.",
        "[tomahawk-5-box, quantum-x800-q3450]"
      ),
    ] + links + places

  /// What links are made of.
  private static let links: [Attribute] = [
    field(
      "fabric.links.technology",
      .text,
      "Technology of all links, by its catalogue id.",
      "pluggable-dsp-200g"
    ),
    field(
      "fabric.links.cheapest-of",
      .list(of: .text),
      "Technologies of which each length takes the cheapest that reaches; instead of `technology`.",
      "[passive-copper-200g, pluggable-dsp-200g]"
    ),
    field(
      "fabric.links.by-kind",
      .list(of: .any),
      "Technologies by kind of link from endpoints up, the last for all above; each an id or a list"
        + " of which the cheapest that reaches is taken; instead of `technology`.",
      "[[passive-copper-200g, pluggable-dsp-200g], pluggable-dsp-200g]"
    ),
    field(
      "fabric.links.endpoint-end",
      .text,
      "Technology of the endpoints' own ends, where switches have another.",
      "pluggable-dsp-200g"
    ),
    field(
      "fabric.links.wavelengths",
      .integer,
      "Wavelengths that share a fibre of optical links: 1 as in DR, 4 as in FR4.",
      "1",
      range: .within(1...256),
      value: "1"
    ),
    field(
      "fabric.links.bidirectional",
      .flag,
      "Whether both directions of optical links share a fibre.",
      "true",
      value: "false"
    ),
  ]

  /// Hall, account and repairs.
  private static let places: [Attribute] = [
    field(
      "fabric.layout.endpoints-per-rack",
      .integer,
      "Endpoints in a rack.",
      "72",
      range: .within(1...100_000),
      value: "72"
    ),
    field(
      "fabric.layout.racks-per-row",
      .integer,
      "Racks in a row.",
      "20",
      range: .within(1...100_000),
      value: "20"
    ),
    metres("rack-pitch", "Distance between neighbouring racks of a row.", "0.6 m"),
    metres("row-pitch", "Distance between neighbouring rows.", "3 m"),
    metres("in-rack", "Longest cable that stays in its rack.", "1 m"),
    metres("riser", "What a cable needs to go up and down, with slack.", "4 m"),
    field(
      "fabric.account.endpoint-ends",
      .flag,
      "Whether the ends of links at endpoints are counted.",
      "true",
      value: "true"
    ),
    field(
      "fabric.account.first-tier",
      .flag,
      "Whether the first switches and the links below them are counted.",
      "true",
      value: "true"
    ),
    field(
      "fabric.account.card-power",
      .quantity(unit: "W"),
      "Power of an endpoint's network card; 0 leaves cards out.",
      "25 W",
      range: .nonNegative,
      value: "0 W"
    ),
    field(
      "fabric.account.card-price",
      .quantity(unit: "USD"),
      "Price of an endpoint's network card; 0 leaves cards out.",
      "1500 USD",
      range: .nonNegative,
      value: "0 USD"
    ),
    field(
      "fabric.repair.time",
      .quantity(unit: "s"),
      "Mean time until a failed part is replaced.",
      "4 h",
      range: .nonNegative,
      value: "4 h"
    ),
    field(
      "fabric.repair.flap-time",
      .quantity(unit: "s"),
      "Mean time that a flap lasts.",
      "10 s",
      range: .nonNegative,
      value: "10 s"
    ),
    field(
      "fabric.repair.halting-flaps",
      .ratio,
      "Share of flaps that last longer than a job waits.",
      "1",
      range: .share,
      value: "1"
    ),
  ]

  /// A length of the hall, with its default as the example.
  private static func metres(_ name: String, _ summary: String, _ value: String) -> Attribute {
    field(
      "fabric.layout.\(name)",
      .quantity(unit: "m"),
      summary,
      value,
      range: .nonNegative,
      value: value
    )
  }
}
