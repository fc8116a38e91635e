import Documents
import Fabrics

extension FabricFormat {
  /// Blocks joined by circuit switches, their demand, and how the topology may change.
  static let circuits: [Attribute] = [
    Attribute("circuits", .map, summary: "Blocks joined through circuit switches."),
    field(
      "circuits.switch",
      .text,
      "Circuit switch, by its catalogue id.",
      "palomar",
      value: "palomar"
    ),
    field(
      "circuits.circulators",
      .flag,
      "Whether both directions of a link share a fibre and a port.",
      "true",
      value: "true"
    ),
    field(
      "circuits.blocks[].name",
      .text,
      "Name of a block, or of the first of several.",
      "a",
      isRequired: true
    ),
    field(
      "circuits.blocks[].count",
      .integer,
      "How many alike blocks there are; those after the first are numbered.",
      "8",
      range: .within(1...256),
      value: "1"
    ),
    field(
      "circuits.blocks[].uplinks",
      .integer,
      "Links of the block to others.",
      "512",
      range: .within(1...100_000),
      isRequired: true
    ),
    field(
      "circuits.blocks[].speed",
      .quantity(unit: "bit/s"),
      "Rate of each of its uplinks; a link runs at the lower of its ends.",
      "200 Gb/s",
      range: .positive,
      isRequired: true
    ),
    field(
      "circuits.blocks[].egress",
      .quantity(unit: "bit/s"),
      "What the block sends to others in all, for `gravity`.",
      "40 Tb/s",
      range: .nonNegative
    ),
    field(
      "circuits.blocks[].ingress",
      .quantity(unit: "bit/s"),
      "What the block receives from others in all, for `gravity`; as much as it sends without it.",
      "40 Tb/s",
      range: .nonNegative
    ),
    field(
      "circuits.demand",
      .any,
      "What blocks send each other: `gravity`, the path of a CSV file (a matrix with names, or rows"
        + " over time), or a matrix written out as a list of rows, each a list of quantities.",
      "gravity",
      isRequired: true
    ),
    field(
      "circuits.window",
      .quantity(unit: "s"),
      "The last part of rows over time that counts; all of it without it.",
      "1 h",
      range: .positive
    ),
    field(
      "circuits.quantile",
      .ratio,
      "Which of the values in the window stands for a pair: 1 is the peak.",
      "1",
      range: .share,
      value: "1"
    ),
    field(
      "circuits.present",
      .any,
      "Links between blocks now: `uniform`, or a matrix of counts as a list of rows.",
      "uniform",
      value: "uniform"
    ),
    field(
      "circuits.change-limit",
      .integer,
      "Links that may be removed at most; any number without it.",
      "400",
      range: .nonNegative
    ),
    field(
      "circuits.hedging",
      .ratio,
      "Spread of each pair's traffic over its paths: 1 by their capacity, 0 free.",
      "0.3",
      range: .share,
      value: "0"
    ),
    field(
      "circuits.slack",
      .ratio,
      "How much above its least the greatest utilisation may be where paths get shorter by it.",
      "0.05",
      range: .within(0...10),
      value: "0"
    ),
    field(
      "circuits.ceiling",
      .ratio,
      "Utilisation below which only path length counts.",
      "0.8",
      range: .share,
      value: "0"
    ),
    field(
      "circuits.live",
      .ratio,
      "Share of each block's uplink capacity that stays up during rewiring.",
      "0.75",
      range: .share,
      value: "0.75"
    ),
    field(
      "circuits.spine-speed",
      .quantity(unit: "bit/s"),
      "Rate of spine ports, where a Clos is compared: blocks are derated to it.",
      "40 Gb/s",
      range: .positive
    ),
    field(
      "circuits.solver",
      .choice(CircuitScenario.Solver.allCases.map(\.rawValue)),
      "What finds links and weights: HiGHS, our own search, or whichever is there.",
      "auto",
      value: "auto"
    ),
    field(
      "circuits.error.samples",
      .integer,
      "Demands with random errors that the weights are tried on.",
      "200",
      range: .within(0...100_000),
      value: "0"
    ),
    field(
      "circuits.error.spread",
      .ratio,
      "Standard deviation of the logarithm of those errors.",
      "0.3",
      range: .within(0...3),
      value: "0.3"
    ),
    field(
      "circuits.account.transceiver-price",
      .quantity(unit: "USD/(bit/s)"),
      "Price of a transceiver per rate.",
      "0.5 USD/(Gb/s)",
      range: .nonNegative,
      value: "0.5 USD/(Gb/s)"
    ),
    field(
      "circuits.account.transceiver-energy",
      .quantity(unit: "J/bit"),
      "Energy of a bit at one transceiver.",
      "18.75 pJ/bit",
      range: .nonNegative,
      value: "18.75 pJ/bit"
    ),
    field(
      "circuits.account.speed",
      .quantity(unit: "bit/s"),
      "Rate of all uplinks in the account, where blocks of one generation are to be compared; their"
        + " own without it.",
      "200 Gb/s",
      range: .positive
    ),
    field(
      "circuits.account.switch",
      .text,
      "Switch of which aggregation blocks and spines are built.",
      "tomahawk-4-box",
      value: "tomahawk-4-box"
    ),
    field(
      "circuits.account.aggregation-stages",
      .integer,
      "Stages of switches in an aggregation block that are counted; 0 leaves them out.",
      "2",
      range: .within(0...4),
      value: "2"
    ),
    field(
      "circuits.account.spine-stages",
      .integer,
      "Stages of switches in a spine block.",
      "2",
      range: .within(1...4),
      value: "2"
    ),
    field(
      "circuits.account.fibre-price",
      .quantity(unit: "USD"),
      "Price of a strand of fibre from a block to the panel or switch, with its connectors.",
      "12 USD",
      range: .nonNegative,
      value: "12 USD"
    ),
    field(
      "circuits.account.generations",
      .number,
      "Generations of blocks that circuit switches, panels and fibre outlive.",
      "3",
      range: .within(1...20),
      value: "1"
    ),
  ]

  /// Cubes of a torus joined through circuit switches.
  static let cubes: [Attribute] = [
    Attribute("cubes", .map, summary: "A torus of cubes joined through circuit switches."),
    field(
      "cubes.switch",
      .text,
      "Circuit switch, by its catalogue id.",
      "palomar",
      value: "palomar"
    ),
    field(
      "cubes.count",
      .integer,
      "Cubes.",
      "64",
      range: .within(1...100_000),
      value: "64"
    ),
    field(
      "cubes.side",
      .integer,
      "Chips along the side of a cube.",
      "4",
      range: .within(2...64),
      value: "4"
    ),
    field(
      "cubes.hosts",
      .integer,
      "Hosts of a cube.",
      "16",
      range: .within(1...100_000),
      value: "16"
    ),
    field(
      "cubes.host-availability",
      .list(of: .ratio),
      "Share of the time in which a host is up; several are compared.",
      "[0.99, 0.995, 0.999]",
      value: "[0.999]"
    ),
    field(
      "cubes.slices",
      .list(of: .integer),
      "Slices in chips for which goodput is told; all powers of two of cubes without it.",
      "[512, 1024, 2048]"
    ),
    field(
      "cubes.target",
      .ratio,
      "Share of the time in which the promised slices must be there; without it the mean is told.",
      "0.97",
      range: .share
    ),
    field(
      "cubes.twist",
      .list(of: .integer),
      "Sides of a slice whose twisted torus is compared with the plain one.",
      "[4, 4, 8]"
    ),
    field(
      "cubes.link-rate",
      .quantity(unit: "bit/s"),
      "Rate of a link between chips, one direction.",
      "400 Gb/s",
      range: .positive,
      value: "400 Gb/s"
    ),
    field(
      "cubes.packet.switch",
      .text,
      "Packet switch of the network that is compared.",
      "quantum-qm8700"
    ),
    field(
      "cubes.packet.rate",
      .quantity(unit: "bit/s"),
      "Rate of a chip's port into that network.",
      "200 Gb/s",
      range: .positive,
      value: "200 Gb/s"
    ),
    field(
      "cubes.packet.island",
      .list(of: .integer),
      "Chips that stay joined by links of their own, as the sides of a mesh.",
      "[2, 2, 2]",
      value: "[2, 2, 2]"
    ),
    field(
      "cubes.packet.efficiency",
      .ratio,
      "Share of its rate that the packet network reaches in an all-reduce.",
      "1",
      range: .positiveShare,
      value: "1"
    ),
  ]
}
