import Documents
import Workloads

extension ScenarioFormat {
  /// Formats of weights that a served model may have.
  private static let weights = NumberFormat.allCases.map(\.rawValue)

  /// Formats of keys and values that a served model may have.
  static let caches: [NumberFormat] = [.fp32, .bf16, .fp16, .fp8, .int8, .q8, .q4]

  /// Traffic that is served.
  static let serving: [Attribute] = [
    Attribute(
      "workload.serving",
      .map,
      summary: "Traffic to serve; either this or `workload.training` is written.",
      example: "{ input: 1024, output: 1024, concurrency: 64 }"
    ),
    Attribute(
      "workload.serving.input",
      .number,
      isRequired: true,
      range: .within(1...16_777_216),
      summary: "Mean tokens of a request's input.",
      example: "2048"
    ),
    Attribute(
      "workload.serving.output",
      .number,
      isRequired: true,
      range: .within(1...16_777_216),
      summary: "Mean tokens of a request's output, the first one included.",
      example: "512"
    ),
    Attribute(
      "workload.serving.concurrency",
      .number,
      range: .within(0.001...1e9),
      summary: "Clients, each of which sends its next request when the last one is answered; one of"
        + " `concurrency`, `rate`, `batch` and `offline` is written.",
      example: "256"
    ),
    Attribute(
      "workload.serving.rate",
      .quantity(unit: "/s"),
      range: .within(1e-9...1e9),
      summary: "Mean rate at which requests arrive at random.",
      example: "12 /s"
    ),
    Attribute(
      "workload.serving.batch",
      .number,
      range: .within(1...1e9),
      summary: "Requests that start together and end together before the next ones start.",
      example: "64"
    ),
    Attribute(
      "workload.serving.offline",
      .flag,
      summary: "Whether all requests are queued from the start, so that memory sets how many run.",
      example: "true"
    ),
    Attribute(
      "workload.serving.trace",
      .any,
      summary: "Refused for now: a recorded trace needs the simulator of single requests.",
      example: "trace.csv"
    ),
    Attribute(
      "workload.serving.precision",
      .choice(weights),
      defaultValue: "bf16",
      summary: "Format of the layers' weights, and of their products where it is multiplied;"
        + " formats that narrow weights alone (`int4`, `q8-0`, `q4-0`, `q4-k-m`) are multiplied in 16 bits.",
      example: "fp8"
    ),
    Attribute(
      "workload.serving.experts-precision",
      .choice(weights),
      summary: "Format of the experts' weights; else that of the layers.",
      example: "mxfp4"
    ),
    Attribute(
      "workload.serving.projections-precision",
      .choice(weights),
      summary: "Format of attention's projections; else that of the layers, or `bf16` where a model"
        + " with latent attention has layers in 4-bit floats, as published ones do.",
      example: "bf16"
    ),
    Attribute(
      "workload.serving.kv-precision",
      .choice(caches.map(\.rawValue)),
      defaultValue: "bf16",
      summary: "Format of keys and values in memory.",
      example: "fp8"
    ),
    Attribute(
      "workload.serving.prefix-hit",
      .ratio,
      defaultValue: "0",
      summary: "Share of the input tokens whose keys and values are found in the cache.",
      example: "0.3"
    ),
    Attribute(
      "workload.serving.speculative",
      .map,
      summary: "Tokens guessed ahead and checked in one step.",
      example: "{ tokens: 2, acceptance: 0.7 }"
    ),
    Attribute(
      "workload.serving.speculative.tokens",
      .integer,
      isRequired: true,
      range: .within(1...64),
      summary: "Tokens guessed in a step.",
      example: "2"
    ),
    Attribute(
      "workload.serving.speculative.acceptance",
      .ratio,
      isRequired: true,
      summary: "Chance that a guess is right, given that those before it were.",
      example: "0.7"
    ),
    Attribute(
      "workload.serving.slo",
      .map,
      summary: "What the mean request must get, or the design is not feasible.",
      example: "{ ttft: 2 s, tpot: 50 ms }"
    ),
    Attribute(
      "workload.serving.slo.ttft",
      .quantity(unit: "s"),
      range: .positive,
      summary: "Longest mean time to the first token.",
      example: "2 s"
    ),
    Attribute(
      "workload.serving.slo.tpot",
      .quantity(unit: "s"),
      range: .positive,
      summary: "Longest mean time per output token after the first.",
      example: "50 ms"
    ),
    Attribute(
      "workload.serving.slo.ttft-p99",
      .any,
      summary: "Refused for now: percentiles need the simulator of single requests.",
      example: "2 s"
    ),
    Attribute(
      "workload.serving.slo.tpot-p99",
      .any,
      summary: "Refused for now: percentiles need the simulator of single requests.",
      example: "50 ms"
    ),
  ]

  /// The parts of a plan that only serving has; each part left out is searched for.
  static let servingPlan: [Attribute] =
    [
      degree(
        "attention-data",
        "Serving: ranks, each of `tensor` accelerators, that run attention on their own requests."
      ),
      degree(
        "replicas",
        "Serving: copies of the model that generate; else as many as there is room."
      ),
      degree(
        "batch-limit",
        "Serving: most requests that a copy runs at once; else the engine's, or less for an slo."
      ),
      degree("chunk", "Serving: most tokens of an iteration; else the engine's."),
      Attribute(
        "plan.prefill",
        .map,
        summary: "Serving: copies that only compute inputs, apart from those that generate; without"
          + " it the same copies do both.",
        example: "{ tensor: 8, workers: 2 }"
      ),
    ]
    + [
      degree("prefill.tensor", "Ranks that split each layer's matrices in the prefill pool."),
      degree("prefill.pipeline", "Stages that split the layers in the prefill pool."),
      degree("prefill.expert", "Ranks that split the experts in the prefill pool."),
      degree("prefill.attention-data", "Attention ranks of a copy of the prefill pool."),
      degree("prefill.workers", "Copies of the prefill pool; else the best ratio is searched for."),
    ]

  /// Parts of a plan that only training has.
  static let trainingOnlyPlan = [
    "virtual", "context", "data", "micro-batch", "recompute", "recomputed-layers",
    "sequence-parallel", "optimizer-sharding", "shard-group", "overlap", "schedule",
  ]

  /// Parts of a plan that only serving has.
  static let servingOnlyPlan = ["attention-data", "replicas", "batch-limit", "chunk", "prefill"]
}
