public import Documents
import Fabrics

/// The configuration files of ASTRA-sim: their fields, and how they become structs.
///
/// Units are the peer's: links in 2³⁰ B/s and ns, local memory in 10⁹ B/s, peaks in 10¹² FLOP/s.
public enum AstraFiles {
  /// The network file, YAML or JSON.
  public static let network = Schema(
    name: "astra-sim-network",
    summary: "A network as ASTRA-sim's analytical back ends read it: dimensions, innermost first.",
    attributes: [
      Attribute(
        "topology",
        .list(of: .choice(AstraNetwork.Shape.allCases.map(\.rawValue))),
        isRequired: true,
        summary: "How the NPUs of each dimension are joined.",
        example: "[ Switch, Ring ]"
      ),
      Attribute(
        "npus_count",
        .list(of: .integer),
        isRequired: true,
        range: .within(2...65_536),
        summary: "NPUs along each dimension.",
        example: "[ 8, 4 ]"
      ),
      Attribute(
        "bandwidth",
        .list(of: .number),
        isRequired: true,
        range: .above(0),
        summary: "Bandwidth of one link of each dimension, one way, in 2³⁰ B/s.",
        example: "[ 400.0, 50.0 ]"
      ),
      Attribute(
        "latency",
        .list(of: .number),
        isRequired: true,
        range: .within(0...1e12),
        summary: "Latency of one link of each dimension in ns.",
        example: "[ 936.25, 1000.0 ]"
      ),
    ]
  )

  /// The system file, JSON.
  public static let system = Schema(
    name: "astra-sim-system",
    summary: "The settings of ASTRA-sim's system layer.",
    attributes: settings + algorithms + timing + ignored
  )

  /// The remote memory file, JSON.
  public static let memory = Schema(
    name: "astra-sim-memory",
    summary: "Remote memory as ASTRA-sim reads it.",
    attributes: [
      Attribute(
        "memory-type",
        .choice(["NO_MEMORY_EXPANSION", "PER_NPU_MEMORY_EXPANSION"]),
        isRequired: true,
        summary: "Whether NPUs have remote memory; shared remote memory is not modelled.",
        example: "NO_MEMORY_EXPANSION"
      ),
      number(
        "remote-mem-latency",
        "Latency of an access in ns.",
        "100",
        range: .within(0...1e12),
        value: "0"
      ),
      number(
        "remote-mem-bw",
        "Rate of remote memory in 10⁹ B/s.",
        "100",
        range: .within(0...1e9),
        value: "0"
      ),
    ]
  )

  /// A number.
  private static func number(
    _ path: String,
    _ summary: String,
    _ example: String,
    range: Bounds,
    value: String?
  ) -> Attribute {
    Attribute(
      path,
      .number,
      defaultValue: value,
      range: range,
      summary: summary,
      example: example
    )
  }

  /// Order, cutting and crossing of collectives.
  private static let settings: [Attribute] = [
    Attribute(
      "scheduling-policy",
      .choice(AstraSystem.Policy.allCases.map(\.rawValue)),
      defaultValue: "LIFO",
      summary: "Which of two waiting collectives goes first.",
      example: "LIFO"
    ),
    Attribute(
      "collective-optimization",
      .choice(AstraSystem.Optimization.allCases.map(\.rawValue)),
      defaultValue: "baseline",
      summary: "How an all-reduce crosses dimensions: whole in each, or scattered inwards first.",
      example: "localBWAware"
    ),
    Attribute(
      "preferred-dataset-splits",
      .integer,
      isRequired: true,
      range: .within(1...65_536),
      summary: "Chunks that a collective is cut into.",
      example: "4"
    ),
    Attribute(
      "active-chunks-per-dimension",
      .integer,
      defaultValue: "1",
      range: .within(1...65_536),
      summary: "Chunks in flight at once in each dimension.",
      example: "1"
    ),
  ]

  /// The algorithms, by collective.
  private static let algorithms: [Attribute] = [
    ("all-reduce", "an all-reduce"), ("reduce-scatter", "a reduce-scatter"),
    ("all-gather", "an all-gather"), ("all-to-all", "an all-to-all"),
  ].map { name, words in
    Attribute(
      "\(name)-implementation",
      .list(of: .text),
      summary: "Algorithm of \(words) in each dimension: ring, direct, direct4, halvingDoubling,"
        + " doubleBinaryTree, oneRing, oneDirect or oneHalvingDoubling.",
      example: "[ ring ]"
    )
  }

  /// Delays, memory and compute.
  private static let timing: [Attribute] = [
    number(
      "endpoint-delay",
      "Time between network and algorithm at each end in ns; the peer aborts at 0.",
      "10",
      range: .within(0...1e12),
      value: "10"
    ),
    number(
      "local-mem-bw",
      "Rate of the memory that reductions use, in 10⁹ B/s.",
      "1600",
      range: .within(0...1e9),
      value: "0"
    ),
    number(
      "peak-perf",
      "Peak of an NPU in 10¹² FLOP/s, for the roofline.",
      "900",
      range: .within(0...1e9),
      value: "0"
    ),
    number(
      "roofline-enabled",
      "1 where compute nodes are timed by the roofline.",
      "0",
      range: .within(0...1),
      value: "0"
    ),
    number(
      "replay-only",
      "1 where every node takes its recorded duration.",
      "0",
      range: .within(0...1),
      value: "0"
    ),
    number(
      "model-shared-bus",
      "0: the shared bus of older versions is not modelled.",
      "0",
      range: .within(0...0),
      value: "0"
    ),
  ]

  /// Fields that the peer accepts and that change no time.
  private static let ignored: [Attribute] = [
    "boost-mode", "intra-dimension-scheduling", "inter-dimension-scheduling", "trace-enabled",
    "track-local-mem", "local-mem-trace-filename", "local-reduction-delay", "L", "o", "g", "G",
    "model-shared-bus-comment", "local-mem-latency",
  ].map { Attribute($0, .any, summary: "Accepted and without effect.") }

  /// Fields that are named in a remark when they are written, since they change nothing.
  static let withoutEffect = Set(ignored.map(\.path))
}
