public import Workloads

extension TrainingCase {
  /// The architecture that the row's columns describe.
  ///
  /// - Returns: The architecture, or the columns that are missing.
  public func architecture() -> Result<Architecture, MissingColumns> {
    var missing: [String] = []
    func need(_ column: String) -> Int {
      guard let value = integer(column), value > 0 else {
        missing.append(column)
        return 1
      }
      return value
    }
    let layers = need("layers")
    let hidden = need("hidden")
    let heads = need("heads")
    let vocabulary = need("vocab")
    let experts = integer("n_experts") ?? 0
    let intermediate = integer("ffn") ?? (experts > 0 ? integer("moe_ffn") ?? 0 : 0)
    if intermediate <= 0 { missing.append("ffn") }
    guard missing.isEmpty else { return .failure(MissingColumns(names: missing)) }

    let isLatent = text("attn") == "MLA"
    // Tables do not give the ranks of latent attention; those of DeepSeek-V2 and V3 are the only
    // ones in use (DeepSeek-AI 2024, arXiv:2405.04434, section 2.1.4; V2-Lite has no query rank).
    let latent = Architecture.Latent(
      queryRank: 1_536,
      kvRank: 512,
      ropeDimension: 64,
      plainDimension: 128,
      valueDimension: 128
    )
    var architecture = Architecture(
      layers: layers,
      hidden: hidden,
      heads: heads,
      kvHeads: integer("kv_heads") ?? heads,
      headDimension: isLatent
        ? latent.plainDimension + latent.ropeDimension : integer("head_dim") ?? hidden / heads,
      intermediate: intermediate,
      gated: integer("glu") == 1,
      vocabulary: vocabulary,
      attention: isLatent ? .latent(latent) : .grouped
    )
    if experts > 1 {
      architecture.experts = Architecture.Experts(
        count: experts,
        perToken: integer("topk") ?? 1,
        intermediate: integer("moe_ffn") ?? intermediate,
        sharedIntermediate: integer("shared_ffn") ?? 0,
        denseLayers: integer("dense_layers") ?? 0
      )
    }
    return .success(architecture)
  }

  /// Rank of low-rank adapters, when the row trains only those.
  public var adapterRank: Int? {
    guard let type = text("type")?.lowercased(), type.contains("lora") else { return nil }
    let digits = (text("model") ?? "").lowercased().split(separator: "rank").last?
      .drop { !$0.isNumber }.prefix { $0.isNumber }
    return digits.flatMap { Int($0) } ?? 16
  }

  /// The format in which the layers' products are computed, nil when the row does not say.
  public var precision: NumberFormat? {
    guard let text = text("precision")?.lowercased() else { return nil }
    if text.contains("nvfp4") { return .nvfp4 }
    if text.contains("mxfp4") { return .mxfp4 }
    if text.contains("mxfp8") || text.contains("fp8-mx") || text.contains("fp8 (mx") {
      return .mxfp8
    }
    if text.contains("fine-grained") || text.contains("fp8 block") { return .fp8Block }
    if text.contains("fp8") { return .fp8 }
    if text.contains("bf16") { return .bf16 }
    if text.contains("fp16") || text.contains("16-bit") { return .fp16 }
    if text.contains("tf32") { return .tf32 }
    return text.contains("fp32") ? .fp32 : nil
  }

  /// Whether sharded gradients are reduced in 16 bits (composer's PURE mode).
  public var reducesIn16Bits: Bool? {
    guard let text = text("precision")?.uppercased(), text.contains("FSDP") else { return nil }
    return text.contains("PURE")
  }

  /// Whether gradients are accumulated in fp32 beside their 16-bit copies (DeepSpeed's bf16 mode).
  public var accumulatesIn32Bits: Bool {
    text("precision")?.lowercased().contains("fp32 grad") ?? false
  }

  /// What is computed again in backward, nil when the row does not say.
  public var recompute: (mode: TrainingPlan.Recompute, layers: Int?)? {
    guard let text = text("recompute")?.lowercased() else { return nil }
    if text.hasPrefix("none") { return ([], nil) }
    if text.hasPrefix("full") {
      let digits = text.split(whereSeparator: { !$0.isNumber }).first
      return (.full, digits.flatMap { Int($0) })
    }
    guard text.hasPrefix("selective") else { return nil }
    var mode: TrainingPlan.Recompute = []
    if text.contains("norm") { mode.insert(.norm) }
    if text.contains("act]") || text.contains("moe_act") { mode.insert(.activation) }
    if text.contains("mla") { mode.insert(.latentProjection) }
    if text.contains("mlp") { mode.insert(.feedForward) }
    if text.contains("sac") { mode.insert(.everyOther) }
    if mode.isEmpty || text.contains("core") { mode.insert(.coreAttention) }
    return (mode, nil)
  }

  /// Which state data-parallel ranks share out.
  public var sharding: TrainingPlan.Sharding {
    let text = (text("zero") ?? "").lowercased()
    if text.contains("not resharded") || text.contains("zero-2") || text.contains("grad_op") {
      return .gradients
    }
    if text.contains("zero-3") || text.contains("fsdp") { return .weights }
    if text.contains("zero-1") || text.contains("distributed opt") { return .optimizer }
    return .none
  }

  /// Which traffic hides, nil when the row does not say.
  public var overlap: TrainingPlan.Overlap? {
    guard let text = text("overlap")?.lowercased() else { return nil }
    if text.hasPrefix("none stated") { return nil }
    if text.hasPrefix("none") { return [] }
    var overlap: TrainingPlan.Overlap = []
    if text.contains("tp") { overlap.insert(.tensor) }
    if text.contains("dp") { overlap.insert(.data) }
    if text.contains("pp") { overlap.insert(.pipeline) }
    if text.contains("ep") && !text.contains("step") { overlap.insert(.expert) }
    return overlap
  }

  /// The plan that the row's columns describe.
  ///
  /// - Parameter defaultOverlap: Traffic that the software hides when the row does not say.
  /// - Returns: The plan, or the columns that are missing.
  public func plan(
    defaultOverlap: TrainingPlan.Overlap
  ) -> Result<TrainingPlan, MissingColumns> {
    var missing: [String] = []
    func need(_ column: String) -> Int {
      guard let value = integer(column), value > 0 else {
        missing.append(column)
        return 1
      }
      return value
    }
    let tensor = need("tp")
    let pipeline = need("pp")
    let microBatch = need("micro_batch")
    let accelerators = need("n_gpus")
    if recompute == nil { missing.append("recompute") }
    guard missing.isEmpty else { return .failure(MissingColumns(names: missing)) }
    let context = max(1, integer("cp") ?? 1)
    let data = max(1, accelerators / max(1, tensor * pipeline * context))
    let sharding = sharding
    let fsdp = integer("fsdp") ?? 1
    let schedule = (text("schedule") ?? "").lowercased()
    return .success(
      TrainingPlan(
        tensor: tensor,
        pipeline: pipeline,
        virtual: pipeline > 1 ? max(1, integer("vpp") ?? 1) : 1,
        context: context,
        expert: max(1, integer("ep") ?? 1),
        data: data,
        microBatch: microBatch,
        recompute: recompute?.mode ?? [],
        recomputedLayers: recompute?.layers,
        sequenceParallel: integer("sp") == 1,
        sharding: sharding,
        shardGroup: sharding == .weights && fsdp > 1 ? min(fsdp, data * context) : nil,
        overlap: overlap ?? defaultOverlap,
        schedule: schedule.contains("dualpipe")
          ? .dualPipe : schedule.contains("zero") ? .zeroBubble : .oneForwardOneBackward
      )
    )
  }
}

/// The columns whose absence keeps a row from being predicted.
public struct MissingColumns: Error, Hashable, Sendable {
  /// Names of the columns.
  public let names: [String]

  /// Names the columns.
  public init(names: [String]) { self.names = names }
}
