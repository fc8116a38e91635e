public import Compute

/// What a serving engine of a given date adds to kernels and links.
///
/// Every constant belongs to the engine, not to a model, a machine or a load. Ratios multiply the
/// time that the accelerator's own kernels and links would take.
public struct ServingStack: Hashable, Sendable {
  /// The catalogue name.
  public var id: String
  /// The name for a reader.
  public var name: String
  /// Time of dense products over that of the accelerator's measured kernels.
  public var matmul = 1.0
  /// Time of the experts' products over that of the accelerator's measured kernels.
  public var experts = 1.0
  /// Time of decode attention over that of the accelerator's measured kernel.
  public var decodeAttention = 1.0
  /// Time of prefill attention over that of the accelerator's measured kernel.
  public var prefillAttention = 1.0
  /// Traffic of a score between query and key outside fused kernels, 0 where attention is fused [B].
  public var scoreBytes = 0.0
  /// Time of a prefill's kernels in service over that of the same kernels back to back.
  public var prefill = 1.0
  /// Bytes of weights that one processor streams in a clock where products have few rows, 0 for no
  /// limit beside the machine's own [B].
  public var rowBytes = 0.0
  /// Traffic of element-wise kernels over the least that separate kernels need.
  public var vectorTraffic = 1.0
  /// Element-wise kernels of a layer that are launched by themselves.
  public var vectorKernels = 5.0
  /// Time between two kernels beyond that in a benchmark's loop; negative where they overlap [s].
  public var kernelGap = 0.0
  /// Time of a collective over that of the fabric's benchmark.
  public var collective = 1.0
  /// Time of a collective of 64 MB and more over that of smaller ones' ratio.
  public var bulkCollective = 1.0
  /// Time of dispatch to experts and back in a layer, beyond that of their bytes, where attention
  /// ranks hold requests of their own [s].
  public var dispatch = 0.0
  /// Host time of an iteration: scheduling, sampling, launching [s].
  public var hostPerStep = 0.5e-3
  /// Host time of an iteration for each running request [s].
  public var hostPerSequence = 5e-6
  /// Host time of launching one kernel where no graph is captured [s].
  public var hostPerKernel = 0.0
  /// Share of the host's time that runs under the device's, 0…1.
  public var hostHidden = 1.0
  /// Time of a request outside the engine's iterations: network, tokenising, first reply [s].
  public var hostPerRequest = 20e-3
  /// Inputs that a new request finds ahead of it beyond those of random arrivals.
  public var bunching = 1.0
  /// Output tokens that are gathered before the first of them is sent.
  public var replyTokens = 0.0
  /// Iterations for which inputs wait until all attention ranks have one.
  public var balanceSteps = 0.0
  /// Time of a request outside iterations where inputs and output have copies of their own [s].
  public var poolPerRequest = 50e-3
  /// Whether an iteration carries running requests beside a chunk of input.
  public var mixesPrefill = true
  /// Most tokens of one iteration.
  public var chunk = 8_192
  /// Most requests that one attention rank runs at once.
  public var batchLimit = 2_048
  /// Share of device memory that the engine takes for weights and cache, 0…1.
  public var memoryShare = 0.95
  /// Memory taken for activations, graphs and buffers [B].
  public var memoryReserve = 2e9
  /// Whether several accelerators hold layers one after the other instead of splitting each.
  public var splitsLayers = false
  /// Whether layers with a window keep and read no more than the window.
  public var keepsWindow = true
  /// Whether memory for a request's whole output is kept free from its start.
  public var reservesOutput = false
  /// Rows of the busiest rank's experts over the mean of all ranks.
  public var expertSkew = 1.0
  /// Share of a pool's prefill capacity that arrivals of varying length leave usable, 0…1.
  public var poolShare = 1.0

  /// A stack with typical constants.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

extension ServingStack {
  /// Whether runs of the engine with a pool for inputs are known: constants of pools that were
  /// fitted differ from the typical ones.
  public var isKnownWithPools: Bool {
    let typical = ServingStack(id: "", name: "")
    return poolPerRequest != typical.poolPerRequest || poolShare != typical.poolShare
  }
}

extension ServingStack: ConstantGroup {
  /// A nameless stack with typical constants.
  public init() { self.init(id: "", name: "") }

  /// The constants that are fitted, with the names they have in a catalogue file.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("matmul-ratio", "", 0.5, 3, \.matmul),
    ConstantField("experts-ratio", "", 0.3, 4, \.experts),
    ConstantField("attention.decode-ratio", "", 0.3, 4, \.decodeAttention),
    ConstantField("attention.prefill-ratio", "", 0.3, 4, \.prefillAttention),
    ConstantField("attention.score-bytes", "", 0, 40, \.scoreBytes),
    ConstantField("prefill-ratio", "", 0.5, 4, \.prefill),
    ConstantField("row-bytes", "", 0, 32, \.rowBytes),
    ConstantField("vector-traffic-ratio", "", 0.1, 12, \.vectorTraffic),
    ConstantField("vector-kernels", "", 0, 20, \.vectorKernels),
    ConstantField("kernel-gap", "us", -4e-6, 2e-5, \.kernelGap),
    ConstantField("collective-ratio", "", 0.2, 4, \.collective),
    ConstantField("collective-bulk-ratio", "", 0.5, 8, \.bulkCollective),
    ConstantField("expert-dispatch", "us", 0, 1e-3, \.dispatch),
    ConstantField("host.per-step", "ms", 0, 5e-2, \.hostPerStep),
    ConstantField("host.per-sequence", "us", 0, 4e-4, \.hostPerSequence),
    ConstantField("host.per-kernel", "us", 0, 3e-5, \.hostPerKernel),
    ConstantField("host.hidden-share", "", 0, 1, \.hostHidden),
    ConstantField("host.per-request", "ms", 0, 0.5, \.hostPerRequest),
    ConstantField("bunching", "", 0, 8, \.bunching),
    ConstantField("reply-tokens", "", 0, 40, \.replyTokens),
    ConstantField("balance-steps", "", 0, 80, \.balanceSteps),
    ConstantField("pools.per-request", "ms", 0, 2, \.poolPerRequest),
    ConstantField("expert-skew", "", 1, 4, \.expertSkew),
    ConstantField("pools.usable-share", "", 0.3, 1, \.poolShare),
  ]
}

extension ServingStack {
  /// What each fitted constant is, by the name it has in a catalogue file.
  public static let summaries: [String: String] = [
    "matmul-ratio": "Time of dense products over that of the accelerator's measured kernels.",
    "experts-ratio": "Time of the experts' products over that of the measured kernels.",
    "attention.decode-ratio": "Time of decode attention over that of the measured kernel.",
    "attention.prefill-ratio": "Time of prefill attention over that of the measured kernel.",
    "attention.score-bytes": "Traffic of a score outside fused attention, 0 where it is fused [B].",
    "prefill-ratio": "Time of a prefill in service over that of its kernels back to back.",
    "row-bytes": "Bytes of weights that a processor streams in a clock in products of few rows.",
    "vector-traffic-ratio": "Traffic of element-wise kernels over the least that they need.",
    "vector-kernels": "Element-wise kernels of a layer that are launched by themselves.",
    "kernel-gap": "Time between two kernels beyond that in a benchmark; negative for overlap.",
    "collective-ratio": "Time of a collective over that of the fabric's benchmark.",
    "collective-bulk-ratio": "Time of collectives of 64 MB and more, beyond that ratio.",
    "expert-dispatch": "Time of dispatch to experts and back in a layer, beyond that of bytes.",
    "host.per-step": "Host time of an iteration: scheduling, sampling, launching.",
    "host.per-sequence": "Host time of an iteration for each running request.",
    "host.per-kernel": "Host time of launching one kernel where no graph is captured.",
    "host.hidden-share": "Share of the host's time that runs under the device's.",
    "host.per-request": "Time of a request outside the engine's iterations.",
    "bunching": "Inputs that a new request finds ahead of it beyond those of random arrivals.",
    "expert-skew": "Rows of the busiest rank's experts over the mean of all ranks.",
    "reply-tokens": "Output tokens that are gathered before the first of them is sent.",
    "balance-steps": "Iterations for which inputs wait until all attention ranks have one.",
    "pools.per-request": "Time of a request outside iterations where pools are apart.",
    "pools.usable-share": "Share of a prefill pool's capacity that arrivals leave usable.",
  ]
}
