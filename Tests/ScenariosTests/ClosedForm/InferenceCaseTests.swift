import Scenarios
import Testing
import Workloads

/// Rows of tables of serving runs, read as traffic, plan and formats.
struct InferenceCaseTests {
  /// A row of some columns.
  static func row(_ cells: [String: String]) -> InferenceCase {
    InferenceCase(row: cells, index: 3)
  }

  /// The traffic of a row.
  static func traffic(_ cells: [String: String]) throws -> ServingTraffic {
    let lengths = ["isl": "1000", "osl": "200"]
    return try row(lengths.merging(cells) { $1 }).traffic().get()
  }

  /// The plan of a row.
  static func plan(_ cells: [String: String]) throws -> ServingPlan {
    try row(cells).plan().get()
  }

  @Test(
    arguments: [
      ("agg", .aggregated), ("disagg", .disaggregated), ("agg offline max-throughput", .offline),
      ("Offline", .offline), ("static batch, prompt", .batch),
      ("public API, single user", .singleStream),
      ("llama-bench single stream", .singleStream), ("vendor projection", .batch),
      ("Server", .aggregated), ("online", .aggregated), ("interpretive dance", nil),
    ] as [(String, InferenceCase.Mode?)]
  )
  func `how a run was driven is read from its words`(text: String, mode: InferenceCase.Mode?) {
    #expect(Self.row(["serving_mode": text]).mode == mode)
  }

  @Test func `without words, one request is a single stream and several are clients`() {
    #expect(Self.row(["concurrency": "1"]).mode == .singleStream)
    #expect(Self.row(["batch": "1"]).mode == .singleStream)
    #expect(Self.row(["concurrency": "8"]).mode == .aggregated)
    #expect(Self.row([:]).mode == nil)
  }

  @Test func `loads follow the way of driving`() throws {
    #expect(try Self.traffic(["serving_mode": "agg", "concurrency": "8"]).load == .concurrency(8))
    #expect(try Self.traffic(["serving_mode": "agg", "qps": "2.5"]).load == .rate(2.5))
    #expect(try Self.traffic(["serving_mode": "offline"]).load == .offline)
    #expect(try Self.traffic(["serving_mode": "static", "batch": "16"]).load == .batch(16))
    #expect(try Self.traffic(["serving_mode": "static", "batch": "48-64"]).load == .batch(56))
    let single = try Self.row(["serving_mode": "single user"]).traffic().get()
    #expect(single.load == .batch(1) && single.input == 512 && single.output == 256)
  }

  @Test func `lengths are nominal where the notes say so, and ranges begin with their first`()
    throws
  {
    let plain = try Self.traffic(["concurrency": "4"])
    #expect(plain.input == 1_000 && plain.output == 200 && plain.burstShare == 0)
    let random = try Self.traffic(["concurrency": "4", "notes": "isl/osl nominal: random"])
    #expect(random.input == 900 && random.output == 180)
    #expect(try Self.traffic(["isl": "128..4096", "concurrency": "4"]).input == 128)
    let mean = try Self.traffic(["concurrency": "4", "ttft_stat": "mean"])
    #expect(mean.burstShare == 0.1)
    #expect(try Self.traffic(["concurrency": "1", "ttft_stat": "mean"]).burstShare == 0)
  }

  @Test func `what is missing is named, all at once`() {
    guard case .failure(let missing) = Self.row(["serving_mode": "agg"]).traffic() else {
      Issue.record("traffic of nothing")
      return
    }
    #expect(Set(missing.names) == ["isl", "osl", "concurrency"])
    guard
      case .failure(let pools) = Self.row(["serving_mode": "disagg", "decode_cfg": "workers=2"])
        .plan()
    else {
      Issue.record("pools of nothing")
      return
    }
    #expect(pools.names == ["workers in prefill_cfg"])
  }

  @Test func `degrees of one kind of copy fill its chips`() throws {
    let plain = try Self.plan(["serving_mode": "agg", "num_chips": "8", "tp": "4"])
    #expect(plain.layout == .init(tensor: 4) && plain.replicas == 2)
    let pipeline = try Self.plan(["serving_mode": "agg", "num_chips": "8", "pp": "2"])
    #expect(pipeline.layout == .init(tensor: 4, pipeline: 2) && pipeline.replicas == 1)
    let ranks = try Self.plan([
      "serving_mode": "agg", "num_chips": "8", "tp": "8", "ep": "8", "attn_dp": "dp-attention",
    ])
    #expect(ranks.layout == .init(attentionData: 8, expert: 8))
    let wide = try Self.plan(["serving_mode": "agg", "num_chips": "4", "tp": "4", "ep": "64"])
    #expect(wide.layout.expert == 4)
    let moe = try Self.plan([
      "serving_mode": "agg", "num_chips": "8", "tp": "8", "decode_cfg": "moe_tp=1 moe_ep=8",
    ])
    #expect(moe.layout == .init(tensor: 8, expert: 8))
  }

  @Test func `pools have layouts and workers of their own`() throws {
    let plan = try Self.plan([
      "serving_mode": "disagg",
      "prefill_cfg": "workers=5 bs=1 tp=1 pp=1 attn_dp=4 moe_tp=1 moe_ep=4",
      "decode_cfg": "workers=2 tp=8 ep=8 dpattn=False gpus=16",
    ])
    #expect(plan.layout == .init(tensor: 8, expert: 8) && plan.replicas == 2)
    #expect(plan.prefill?.workers == 5)
    #expect(plan.prefill?.layout == .init(attentionData: 4, expert: 4))
    #expect(plan.accelerators == 36 && plan.decodeAccelerators == 16)
    let ranks = try Self.plan([
      "serving_mode": "disagg", "prefill_cfg": "workers=1 tp=1 ep=1 dpattn=False gpus=4",
      "decode_cfg": "workers=4 tp=1 ep=1 dpattn=True gpus=32",
    ])
    #expect(ranks.layout == .init(attentionData: 8, expert: 8))
    #expect(ranks.prefill?.layout.tensor == 4)
  }

  /// Formats of a row for a dense model on hardware with all of some formats.
  static func recipe(_ precision: String, _ units: Set<NumberFormat>) -> ServingRecipe? {
    let model = Architecture(
      layers: 2,
      hidden: 64,
      heads: 4,
      kvHeads: 4,
      headDimension: 16,
      intermediate: 64,
      gated: true,
      vocabulary: 100
    )
    return row(["precision": precision]).recipe(for: model) { units.contains($0) }
  }

  @Test func `words of tables are number formats`() {
    let new: Set<NumberFormat> = [.bf16, .fp16, .fp8, .nvfp4]
    #expect(Self.recipe("FP8", new)?.weights == .fp8)
    #expect(Self.recipe("fp4", new)?.weights == .nvfp4)
    #expect(Self.recipe("fp4", [.bf16, .mxfp4])?.weights == .mxfp4)
    #expect(Self.recipe("16-bit", new)?.weights == .fp16)
    #expect(Self.recipe("Q4_K_M", new)?.weights == .q4K)
    #expect(Self.recipe("fp3", new) == nil)
    let mixed = Self.recipe("fp8 (gemm fp8_block, moe nvfp4)", new)
    #expect(mixed?.weights == .fp8Block && mixed?.expertWeights == .nvfp4)
    // Narrow products bring a narrow cache where there are units for it; narrow weights do not.
    #expect(Self.recipe("fp8", new)?.cache == .fp8)
    #expect(Self.recipe("w4a16", new)?.cache == .bf16)
    #expect(Self.recipe("", [.bf16])?.weights == .bf16)
    #expect(Self.recipe("", [.int8])?.weights == .int8)
  }

  @Test func `guesses ahead of unknown acceptance are seen`() {
    #expect(Self.row(["spec_decode": "MTP"]).hasUnknownSpeculation)
    #expect(!Self.row(["spec_decode": "none (assumed)"]).hasUnknownSpeculation)
    #expect(!Self.row([:]).hasUnknownSpeculation)
    #expect(Self.row(["notes": "after spec decoding"]).hasUnknownSpeculation)
  }

  @Test func `measured columns are kept from what describes the run`() {
    let row = Self.row([
      "ttft_ms": "120", "tpot_ms": "9", "tput_output_tok_s_total": "80", "source": "here",
      "power_w_per_chip": "500", "tpot_stat": "constraint", "model": " m",
    ])
    for column in ["ttft_ms", "tpot_ms", "tput_output_tok_s_total", "source", "row_id", "grade"] {
      #expect(row.text(column) == nil, "\(column)")
    }
    #expect(row.timeToFirstToken == 0.12 && row.throughput == 80 && row.power == 500)
    // A limit that was set is no measurement.
    #expect(row.timePerOutputToken == nil)
    #expect(row.text("model") == "m" && row.id == "row 5" && row.grade == "A")
    #expect(Self.row(["tp": "0"]).integer("tp") == nil)
    #expect(Self.row(["tp": "1e300"]).integer("tp") == nil)
  }
}
