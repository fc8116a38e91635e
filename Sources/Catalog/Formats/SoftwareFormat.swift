public import Documents
public import Training
public import Workloads

/// The format of software files: what a framework of a given date does well and badly.
public enum SoftwareFormat {
  /// Its fields.
  public static let schema = Schema(
    name: "software",
    summary: "A training stack of a given date.",
    figures: true,
    attributes: CommonAttributes.naming + [
      Attribute(
        "accelerators",
        .list(of: .text),
        summary: "Accelerators that this version is for, where a name has several versions.",
        example: "[h100-sxm, h200-sxm]"
      ),
      Attribute(
        "attention.kernel",
        .choice(["flash", "unfused"]),
        isRequired: true,
        summary: "Whether attention is one fused kernel.",
        example: "flash"
      ),
      Attribute(
        "matmul-ratio",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary: "Matrix products' rate in a step over the accelerator's measured kernels.",
        example: "0.95"
      ),
      Attribute(
        "attention.forward-ratio",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary: "Forward attention's rate over the accelerator's measured kernel.",
        example: "0.9"
      ),
      Attribute(
        "attention.backward-ratio",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary: "Backward attention's rate over the accelerator's backward kernel.",
        example: "0.9"
      ),
      Attribute(
        "attention.narrow-ratio",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary:
          "Attention's rate with heads of 64 and less over what the accelerator's model gives.",
        example: "1.2"
      ),
      Attribute(
        "dropout",
        .flag,
        defaultValue: "false",
        summary: "Whether residuals and attention have dropout.",
        example: "true"
      ),
      Attribute(
        "vector-traffic-ratio",
        .ratio,
        isRequired: true,
        range: .nonNegative,
        summary: "Traffic of element-wise kernels over the least that separate kernels need.",
        example: "0.9"
      ),
      Attribute(
        "quantise-traffic-ratio",
        .ratio,
        defaultValue: "1",
        range: .nonNegative,
        summary: "Time of quantising kernels over that of casts standing alone.",
        example: "0.5"
      ),
      Attribute(
        "host.per-kernel",
        .quantity(unit: "s"),
        isRequired: true,
        range: .nonNegative,
        summary: "Host time to launch one kernel.",
        example: "4 us"
      ),
      Attribute(
        "host.per-step",
        .quantity(unit: "s"),
        defaultValue: "0 s",
        range: .nonNegative,
        summary: "Host time of a step outside the passes.",
        example: "20 ms"
      ),
      Attribute(
        "overlap",
        .list(of: .choice(["tensor", "data", "pipeline", "expert"])),
        summary: "Traffic that it hides when a plan does not say.",
        example: "[data]"
      ),
      Attribute(
        "abilities",
        .list(of: .choice(SoftwareStack.Abilities.words.map(\.word))),
        summary: "What a search may choose for it; without the field, everything.",
        example: "[tensor, pipeline, interleaved]"
      ),
      Attribute(
        "hidden.tensor-share",
        .ratio,
        defaultValue: "0",
        summary: "Share of tensor-parallel traffic that hides when overlapped.",
        example: "0.6"
      ),
      Attribute(
        "hidden.pipeline-share",
        .ratio,
        defaultValue: "0",
        summary: "Share of pipeline sends that hide when overlapped.",
        example: "0.8"
      ),
      Attribute(
        "hidden.expert-share",
        .ratio,
        defaultValue: "0",
        summary: "Share of expert traffic that hides when overlapped.",
        example: "0.5"
      ),
      Attribute(
        "dispatch.per-node-share",
        .ratio,
        defaultValue: "0",
        summary: "How far dispatch sends a token once to a node instead of to each of its ranks.",
        example: "1"
      ),
      Attribute(
        "hidden.data-share",
        .ratio,
        defaultValue: "0.8",
        summary: "Share of a pass under which data-parallel traffic may hide.",
        example: "0.9"
      ),
      Attribute(
        "collective-efficiency",
        .ratio,
        defaultValue: "1",
        range: .positive,
        summary: "Bandwidth of collectives in a step over that of a benchmark.",
        example: "0.9"
      ),
      Attribute(
        "contention-ratio",
        .ratio,
        defaultValue: "0",
        range: .nonNegative,
        summary: "Time that hidden traffic adds to the kernels above it, over its own.",
        example: "0.1"
      ),
      Attribute(
        "spread-ratio",
        .ratio,
        defaultValue: "0",
        range: .nonNegative,
        summary: "Spread of speed between ranks, as a share of a step.",
        example: "0.015"
      ),
      Attribute(
        "optimizer-traffic",
        .quantity(unit: "B"),
        defaultValue: "38 B",
        range: .nonNegative,
        summary: "Bytes that the optimizer moves for a parameter it updates.",
        example: "38 B"
      ),
      Attribute(
        "gradient-size",
        .quantity(unit: "B"),
        defaultValue: "4 B",
        range: .positive,
        summary: "Bytes of an accumulated gradient in 16-bit recipes.",
        example: "4 B"
      ),
      Attribute(
        "reduction-size",
        .quantity(unit: "B"),
        defaultValue: "4 B",
        range: .positive,
        summary: "Bytes of a gradient as it is reduced in 16-bit recipes.",
        example: "2 B"
      ),
      Attribute(
        "logit-size",
        .quantity(unit: "B"),
        defaultValue: "6 B",
        range: .nonNegative,
        summary: "Bytes kept for a logit between forward and backward.",
        example: "6 B"
      ),
      Attribute(
        "quantised.gather",
        .flag,
        defaultValue: "false",
        summary: "Whether quantised recipes gather weights in 8 bits.",
        example: "true"
      ),
      Attribute(
        "quantised.dispatch",
        .flag,
        defaultValue: "false",
        summary: "Whether quantised recipes dispatch tokens to experts in 8 bits.",
        example: "true"
      ),
      Attribute(
        "memory.reserve",
        .quantity(unit: "B"),
        defaultValue: "2 GB",
        range: .nonNegative,
        summary: "Context, libraries and communication buffers.",
        example: "2 GB"
      ),
      Attribute(
        "memory.margin-share",
        .ratio,
        defaultValue: "0",
        summary: "Memory the allocator holds beyond what is in use.",
        example: "0.05"
      ),
    ]
  )

  /// The stack that a file describes.
  public static func stack(_ record: Record) -> SoftwareStack {
    func number(_ path: String) -> Double { record.number(path) ?? 0 }
    var overlap: TrainingPlan.Overlap = []
    for word in record.texts("overlap") { overlap.formUnion(Self.overlap(word)) }
    return SoftwareStack(
      id: record.text("id") ?? "",
      name: record.text("name") ?? "",
      attention: record.text("attention.kernel") == "unfused" ? .unfused : .flash,
      dropout: record.flag("dropout") ?? false,
      matmulRate: record.number("matmul-ratio") ?? 1,
      attentionForward: record.number("attention.forward-ratio") ?? 1,
      attentionBackward: record.number("attention.backward-ratio") ?? 1,
      attentionNarrow: record.number("attention.narrow-ratio") ?? 1,
      vectorTraffic: number("vector-traffic-ratio"),
      quantiseTraffic: number("quantise-traffic-ratio"),
      hostPerKernel: number("host.per-kernel"),
      hostPerStep: number("host.per-step"),
      tensorHidden: number("hidden.tensor-share"),
      pipelineHidden: number("hidden.pipeline-share"),
      expertHidden: number("hidden.expert-share"),
      dispatchPerNode: number("dispatch.per-node-share"),
      dataHidden: number("hidden.data-share"),
      collectiveEfficiency: record.number("collective-efficiency") ?? 1,
      contention: number("contention-ratio"),
      spread: number("spread-ratio"),
      overlap: overlap,
      optimizerTraffic: number("optimizer-traffic"),
      gradientBytes: number("gradient-size"),
      reductionBytes: number("reduction-size"),
      memoryReserve: number("memory.reserve"),
      memoryMargin: number("memory.margin-share"),
      quantisedGather: record.flag("quantised.gather") ?? false,
      quantisedDispatch: record.flag("quantised.dispatch") ?? false,
      logitBytes: number("logit-size"),
      abilities: abilities(record)
    )
  }

  /// What a file says that the software can do; everything where it does not say.
  private static func abilities(_ record: Record) -> SoftwareStack.Abilities {
    guard record.has("abilities") else { return .all }
    let words = Set(record.texts("abilities"))
    return SoftwareStack.Abilities.words.reduce(into: []) { found, next in
      if words.contains(next.word) { found.formUnion(next.ability) }
    }
  }

  /// The traffic that a word of a scenario or catalogue file means.
  public static func overlap(_ word: String) -> TrainingPlan.Overlap {
    switch word {
    case "tensor": .tensor
    case "data": .data
    case "pipeline": .pipeline
    case "expert": .expert
    default: []
    }
  }
}
