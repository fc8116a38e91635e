public import Workloads

extension InferenceCase {
  /// How the run was driven.
  public enum Mode: String, Sendable {
    /// Continuous batching on copies that compute inputs and generate.
    case aggregated
    /// Inputs and output on copies of their own.
    case disaggregated
    /// All requests queued from the start.
    case offline
    /// One batch from its first token to its last.
    case batch
    /// One request, its input and its output timed apart.
    case singleStream = "single-stream"
  }

  /// How the run was driven, nil when the row does not say.
  public var mode: Mode? {
    let text = (text("serving_mode") ?? "").lowercased()
    if text.contains("disagg") { return .disaggregated }
    if text.contains("offline") { return .offline }
    if text.contains("static") { return .batch }
    if text.contains("single stream") || text.contains("single user")
      || text.contains("singlestream")
    {
      return .singleStream
    }
    if text.contains("vendor projection") { return .batch }
    if text.hasPrefix("agg") || text.hasPrefix("online") || text == "server" { return .aggregated }
    if number("concurrency") == 1 || number("batch") == 1 { return .singleStream }
    return number("concurrency") != nil ? .aggregated : nil
  }

  /// Whether guesses ahead were made whose acceptance the row does not say.
  public var hasUnknownSpeculation: Bool {
    guard let text = text("spec_decode")?.lowercased() else {
      return (text("notes") ?? "").contains("spec decoding")
    }
    return !text.hasPrefix("none")
  }

  /// Mean length over the nominal one: benchmarks with random lengths say so in their notes.
  private var lengthShare: Double {
    (text("notes") ?? "").contains("isl/osl nominal") ? 0.9 : 1
  }

  /// A count of tokens or requests, nil where it can be none.
  private static func plausible(_ value: Double?) -> Double? {
    value.flatMap { $0 > 0 && $0 < 1e9 ? $0 : nil }
  }

  /// Tokens of a cell, which may hold a range such as `128..4096`, whose first is taken.
  private func tokens(_ column: String) -> Double? {
    guard let text = text(column) else { return nil }
    return Self.plausible(
      Double(text) ?? text.split(separator: ".").first.flatMap { Double($0) }
    )
  }

  /// Requests at once that a cell gives, the middle of a range such as `48-64`.
  private func count(_ column: String) -> Double? {
    guard let text = text(column) else { return nil }
    if let number = Double(text) { return Self.plausible(number) }
    let ends = text.split(separator: "-").compactMap { Double($0) }
    return ends.count == 2 ? Self.plausible((ends[0] + ends[1]) / 2) : nil
  }

  /// The traffic that the row's columns describe.
  ///
  /// - Returns: The traffic, or the columns that are missing.
  public func traffic() -> Result<ServingTraffic, MissingColumns> {
    var missing: [String] = []
    let driven = (text("serving_mode") ?? "").lowercased()
    let single = mode == .singleStream || driven.contains("vendor projection")
    let input = tokens("isl") ?? (single ? 512 : nil)
    let output = tokens("osl") ?? (single ? 256 : nil)
    if input == nil { missing.append("isl") }
    if output == nil { missing.append("osl") }
    var load = ServingTraffic.Load.batch(1)
    switch mode {
    case .singleStream: break
    case .offline: load = .offline
    case .batch:
      guard let size = count("batch") ?? count("concurrency") else {
        missing.append("batch")
        break
      }
      load = .batch(size)
    case .aggregated, .disaggregated:
      if let clients = Self.plausible(number("concurrency")) {
        load = .concurrency(clients)
      } else if let rate = Self.plausible(number("qps")) {
        load = .rate(rate)
      } else {
        missing.append("concurrency")
      }
    case nil: missing.append("serving_mode")
    }
    guard missing.isEmpty, let input, let output else {
      return .failure(MissingColumns(names: missing))
    }
    // A closed loop starts with all clients at once; such benchmarks send ten requests a client.
    let isMean = text("ttft_stat") == "mean"
    return .success(
      ServingTraffic(
        input: input * lengthShare,
        output: output * lengthShare,
        load: load,
        burstShare: isMean && mode == .aggregated ? 0.1 : 0
      )
    )
  }

  /// The plan that the row's columns describe.
  ///
  /// - Parameter fallback: Accelerators when the row does not say.
  /// - Returns: The plan, or the columns that are missing.
  public func plan(chips fallback: Int = 1) -> Result<ServingPlan, MissingColumns> {
    if mode == .disaggregated { return pools() }
    let chips = integer("num_chips") ?? integer("tp") ?? fallback
    let pipeline = integer("pp") ?? 1
    var tensor = integer("tp") ?? max(1, chips / pipeline)
    var data = integer("attn_dp") ?? 1
    var expert = integer("ep") ?? 1
    let experts = Self.fields(text("decode_cfg") ?? "")
    if let own = experts["moe_ep"], own > 1 { expert = own }
    if (text("attn_dp") ?? "").contains("dp") {
      data = tensor
      tensor = 1
    }
    let layout = ServingPlan.Layout(
      tensor: tensor,
      pipeline: pipeline,
      attentionData: data,
      expert: min(expert, tensor * data)
    )
    return .success(
      ServingPlan(layout: layout, replicas: max(1, chips / layout.accelerators))
    )
  }

  /// The plan of a run with pools of its own for inputs and output.
  private func pools() -> Result<ServingPlan, MissingColumns> {
    var missing: [String] = []
    func pool(_ column: String) -> (layout: ServingPlan.Layout, workers: Int)? {
      let fields = Self.fields(text(column) ?? "")
      guard let workers = fields["workers"] else {
        missing.append("workers in " + column)
        return nil
      }
      let text = text(column) ?? ""
      let pipeline = fields["pp"] ?? 1
      var tensor = fields["tp"] ?? 1
      var data = fields["attn_dp"] ?? 1
      var expert = fields["moe_ep"] ?? fields["ep"] ?? 1
      if let chips = fields["gpus"] {
        let each = max(1, chips / workers)
        if text.contains("dpattn=True") {
          tensor = 1
          data = each
          // Spreading experts over all ranks is what such engines do beside attention ranks.
          expert = max(expert, each)
        } else if tensor < each {
          tensor = each
        }
      }
      let layout = ServingPlan.Layout(
        tensor: tensor,
        pipeline: pipeline,
        attentionData: data,
        expert: min(expert, tensor * data)
      )
      return (layout, workers)
    }
    let prefill = pool("prefill_cfg")
    let decode = pool("decode_cfg")
    guard let prefill, let decode else { return .failure(MissingColumns(names: missing)) }
    return .success(
      ServingPlan(
        layout: decode.layout,
        replicas: decode.workers,
        prefill: ServingPlan.PrefillPool(layout: prefill.layout, workers: prefill.workers)
      )
    )
  }

  /// The whole numbers of text such as `workers=1 tp=8 moe_ep=8`.
  private static func fields(_ text: String) -> [String: Int] {
    var found: [String: Int] = [:]
    for piece in text.split(separator: " ") {
      let pair = piece.split(separator: "=")
      if pair.count == 2, let value = Int(pair[1]), value > 0 { found[String(pair[0])] = value }
    }
    return found
  }

  /// The number formats that the row's columns describe for a model on an accelerator.
  ///
  /// - Parameters:
  ///   - architecture: The model.
  ///   - stored: The formats of the published checkpoint.
  ///   - multiplies: Whether the accelerator has units for a format.
  /// - Returns: The formats, or nil when the row does not say.
  public func recipe(
    for architecture: Architecture,
    stored: (weights: NumberFormat?, experts: NumberFormat?) = (nil, nil),
    multiplies: (NumberFormat) -> Bool
  ) -> ServingRecipe? {
    let text = (text("precision") ?? "").lowercased()
    var dense: NumberFormat?
    var experts: NumberFormat?
    if let open = text.firstIndex(of: "(") {
      for piece in text[open...].dropFirst().split(whereSeparator: { ",)".contains($0) }) {
        let words = piece.split(separator: " ")
        let format = words.count > 1 ? Self.format(String(words[1]), multiplies: multiplies) : .bf16
        if words.first == "gemm" { dense = format }
        if words.first == "moe" { experts = format }
      }
    }
    if dense == nil, text.isEmpty {
      let isWide = multiplies(.bf16) || multiplies(.fp16) || multiplies(.fp32)
      dense = stored.weights ?? (isWide ? .bf16 : .int8)
      experts = stored.experts
    } else if dense == nil {
      dense = Self.format(
        text.split(separator: " ").first.map(String.init) ?? "",
        multiplies: multiplies
      )
    }
    guard var dense else { return nil }
    var isLatent = false
    if case .latent = architecture.attention { isLatent = true }
    // Checkpoints whose 8 bits are scaled by blocks are served so, whatever the table calls them.
    if dense == .fp8, stored.weights == .fp8Block { dense = .fp8Block }
    if experts == .fp8, stored.weights == .fp8Block { experts = .fp8Block }
    let narrow = dense.isQuantised && dense.arithmetic == dense
    // Checkpoints in 4 bits leave the projections of latent attention in 16.
    let isFour = dense == .nvfp4 || dense == .mxfp4
    var recipe = ServingRecipe(
      dense,
      experts: experts,
      projections: isFour && isLatent ? .bf16 : nil,
      cache: narrow && multiplies(.fp8) ? .fp8 : .bf16
    )
    // Devices narrow the head with the rest; servers keep it in 16 bits.
    if text.contains("w4a16") || text.contains("4-bit") { recipe.head = .int4 }
    return recipe
  }

  /// The format that a word of a table means.
  private static func format(
    _ word: String,
    multiplies: (NumberFormat) -> Bool
  ) -> NumberFormat? {
    switch word {
    case "nvfp4": .nvfp4
    case "mxfp4", "w4a16_mxfp4", "w4a8_mxfp4_mxfp8": .mxfp4
    case "fp4": multiplies(.nvfp4) ? .nvfp4 : .mxfp4
    case "fp8": .fp8
    case "fp8_block": .fp8Block
    case "bf16", "": .bf16
    case "fp16", "f16", "16-bit", "float16": .fp16
    case "fp32": .fp32
    case "int8", "8-bit", "w8a8": .int8
    case "int4", "w4a16", "4-bit", "awq", "gptq", "int4_wo": .int4
    case "q8_0": .q8
    case "q4_0": .q4
    case "q4_k_m": .q4K
    default: nil
    }
  }
}
