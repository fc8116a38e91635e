import Documents

extension FabricFormat {
  /// Traffic that is run on the network of `fabric`.
  static let traffic: [Attribute] = [
    Attribute("traffic", .map, summary: "Traffic that is run on the network of `fabric`."),
    field(
      "traffic.pattern",
      .choice(TrafficScenario.Pattern.allCases.map(\.rawValue)),
      "Who sends to whom: a permutation by chance, an incast, a shift by `distance`, random pairs,"
        + " a collective, or `flows` from a CSV file.",
      "permutation",
      isRequired: true
    ),
    field(
      "traffic.bytes",
      .quantity(unit: "B"),
      "Bytes of a flow, or the full tensor of a collective as nccl-tests counts it; `flows` has them"
        + " in its file.",
      "2 MB",
      range: .positive
    ),
    field(
      "traffic.flows",
      .text,
      "CSV file with the columns source, destination, bytes and, where they differ, start_s and"
        + " connection, for the pattern `flows`.",
      "flows.csv"
    ),
    field(
      "traffic.algorithm",
      .choice(["ring", "tree", "direct", "halving-doubling", "hierarchical", "in-network"]),
      "How a collective is carried out.",
      "ring",
      value: "ring"
    ),
    field(
      "traffic.ranks",
      .integer,
      "Endpoints that take part, from 0 on; all without it. Of an incast: with the receiver.",
      "16",
      range: .within(2...4_194_304)
    ),
    field(
      "traffic.target",
      .integer,
      "The endpoint that an incast sends to; the last without it.",
      "15",
      range: .nonNegative
    ),
    field(
      "traffic.distance",
      .integer,
      "How much further on the receiver is, for `shift`.",
      "1",
      range: .within(1...4_194_304),
      value: "1"
    ),
    field(
      "traffic.count",
      .integer,
      "Flows of `random`; as many as endpoints without it.",
      "1000",
      range: .within(1...5_000_000)
    ),
    field(
      "traffic.domain",
      .integer,
      "Endpoints of a scale-up domain, for `hierarchical`.",
      "8",
      range: .within(1...65_536),
      value: "1"
    ),
    field(
      "traffic.chunks",
      .integer,
      "Parts that follow one another through trees and chains.",
      "8",
      range: .within(1...4_096),
      value: "8"
    ),
    field(
      "traffic.fidelity",
      .choice(TrafficScenario.Fidelity.allCases.map(\.rawValue)),
      "What is run: `flows` with fair rates at every moment, or `packets` with queues, credit and"
        + " packets cut where flows collide.",
      "packets",
      value: "flows"
    ),
    field(
      "traffic.transport",
      .choice(["receiver-driven", "ideal"]),
      "What flows may ask of a link: `receiver-driven` starts with `window`, uses the line but for"
        + " the credit's margin and ends when the sender knows; `ideal` has the line at once.",
      "ideal",
      value: "receiver-driven"
    ),
    field(
      "traffic.routing",
      .text,
      "How routes are chosen: ecmp, spray, paths-N, adaptive, by-destination, valiant or"
        + " dimension-order.",
      "spray",
      value: "ecmp"
    ),
    field(
      "traffic.compare",
      .list(of: .text),
      "Other routings that are put beside it; ecmp, spray and adaptive without it.",
      "[ecmp, spray]"
    ),
    field(
      "traffic.seed",
      .integer,
      "Seed of patterns by chance and of hashes.",
      "1",
      range: .nonNegative,
      value: "1"
    ),
    field(
      "traffic.samples",
      .integer,
      "Seeds of hashes of which medians are told; without it as many as make 2,000 flows, up to 9.",
      "9",
      range: .within(1...1_001)
    ),
    field(
      "traffic.link-latency",
      .quantity(unit: "s"),
      "Time of a bit over a link with the device at its end.",
      "1 us",
      range: .nonNegative,
      value: "1 us"
    ),
    field(
      "traffic.startup",
      .quantity(unit: "s"),
      "Time of software and card before each flow's first byte, for `flows`.",
      "2 us",
      range: .nonNegative,
      value: "0 s"
    ),
    field(
      "traffic.payload",
      .quantity(unit: "B"),
      "Bytes of a message in a full packet.",
      "4086 B",
      range: .within(64...65_536),
      value: "4086 B"
    ),
    field(
      "traffic.header",
      .quantity(unit: "B"),
      "Bytes that each packet adds.",
      "64 B",
      range: .within(0...4_096),
      value: "64 B"
    ),
    field(
      "traffic.queue",
      .integer,
      "Full packets that a switch's queue holds, for `packets`.",
      "35",
      range: .within(2...100_000),
      value: "35"
    ),
    field(
      "traffic.window",
      .integer,
      "Full packets that a sender sends before the first answer.",
      "50",
      range: .within(1...100_000),
      value: "50"
    ),
    field(
      "traffic.entropies",
      .integer,
      "Hash values that a spraying sender cycles through, for `packets`; a power of two.",
      "128",
      range: .within(1...65_536),
      value: "128"
    ),
    field(
      "traffic.detection",
      .quantity(unit: "s"),
      "Time from a failure or recovery until routes change.",
      "1 ms",
      range: .nonNegative,
      value: "1 ms"
    ),
    field(
      "traffic.failures[].link",
      .integer,
      "A cable, by its number: those of endpoints come first, in their order, where there are"
        + " switches.",
      "12",
      range: .nonNegative,
      isRequired: true
    ),
    field(
      "traffic.failures[].at",
      .quantity(unit: "s"),
      "When it stops.",
      "1 ms",
      range: .nonNegative,
      isRequired: true
    ),
    field(
      "traffic.failures[].for",
      .quantity(unit: "s"),
      "How long it is down; for good without it.",
      "2 ms",
      range: .positive
    ),
  ]
}
