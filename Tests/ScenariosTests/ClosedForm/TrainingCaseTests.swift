import Foundation
import Quantities
import Scenarios
import Testing
import Workloads

/// Rows of measured cases: what is read from them and what is not.
struct TrainingCaseTests {
  /// A row with everything that is needed.
  static let row = [
    "row_id": "r1", "source_group": "g", "wellspec": "A", "layers": "32", "hidden": "4096",
    "heads": "32", "kv_heads": "8", "ffn": "14336", "glu": "1", "vocab": "128256",
    "seq_len": "8192", "global_batch": "128", "micro_batch": "1", "tp": "2", "pp": "1",
    "n_gpus": "64.0", "gpu": "H100", "precision": "BF16", "recompute": "none",
    "zero": "distributed optimizer (ZeRO-1)", "step_time_s": "3.5", "mem_per_gpu_GB": "61",
  ]

  /// The row with cells changed.
  static func changed(_ cells: [String: String]) -> TrainingCase {
    TrainingCase(row: row.merging(cells) { $1 }, index: 0)
  }

  @Test func `a row gives architecture, plan and measurements`() throws {
    let test = Self.changed([:])
    #expect(test.id == "r1" && test.group == "g" && test.grade == "A")
    #expect(test.stepTime == 3.5)
    #expect(test.memory == 61.0 * 1_073_741_824)
    let architecture = try test.architecture().get()
    #expect(architecture.kvHeads == 8 && architecture.headDimension == 128)
    #expect(architecture.gated)
    let plan = try test.plan(defaultOverlap: [.data]).get()
    #expect(plan.data == 32 && plan.accelerators == 64)
    #expect(plan.sharding == .optimizer && plan.overlap == [.data] && plan.recompute == [])
  }

  /// Nothing that was measured, and no name of a row, may reach a prediction.
  @Test(arguments: [
    "row_id", "step_time_s", "tokens_per_s_per_gpu", "tflops_per_gpu", "mfu_pct", "hfu_pct",
    "mem_per_gpu_GB", "time_to_train_min", "source", "source_group", "notes", "wellspec",
    "missing",
  ])
  func `a measured column cannot be asked for`(column: String) {
    #expect(Self.changed([column: "7"]).text(column) == nil)
    #expect(Self.changed([column: "7"]).integer(column) == nil)
  }

  @Test func `missing columns are named together`() {
    let test = Self.changed(["layers": "", "heads": "x", "vocab": "-3"])
    guard case .failure(let missing) = test.architecture() else {
      Issue.record("an architecture without layers")
      return
    }
    #expect(missing.names == ["layers", "heads", "vocab"])
    guard
      case .failure(let plan) = Self.changed(["tp": "", "recompute": ""])
        .plan(defaultOverlap: [])
    else {
      Issue.record("a plan without tp")
      return
    }
    #expect(plan.names == ["tp", "recompute"])
  }

  @Test(arguments: [
    ("BF16", NumberFormat.bf16), ("fp16 mixed", .fp16), ("FP8 (TE)", .fp8), ("FP8-MX", .mxfp8),
    ("MXFP8", .mxfp8), ("NVFP4", .nvfp4), ("bf16 (FSDP PURE)", .bf16), ("FP8 block", .fp8Block),
    ("fp32", .fp32),
  ])
  func `precisions are recognised`(text: String, format: NumberFormat) {
    #expect(Self.changed(["precision": text]).precision == format)
  }

  @Test func `recomputation, sharding and overlap are recognised`() {
    #expect(Self.changed(["recompute": "full/block/21 layers"]).recompute?.layers == 21)
    #expect(
      Self.changed(["recompute": "selective (core attention)"]).recompute?.mode == .coreAttention
    )
    #expect(
      Self.changed(["recompute": "selective [mla_up_proj]"]).recompute?.mode == .latentProjection
    )
    #expect(Self.changed(["zero": "FSDP2 full shard"]).sharding == .weights)
    #expect(Self.changed(["zero": "none"]).sharding == .none)
    #expect(Self.changed(["overlap": "none stated"]).overlap == nil)
    #expect(Self.changed(["overlap": "none (no DP/TP overlap)"]).overlap == [])
    #expect(Self.changed(["overlap": "TP, DP, PP"]).overlap == [.tensor, .data, .pipeline])
    #expect(Self.changed(["type": "dense / LoRA", "model": "Llama (rank 16)"]).adapterRank == 16)
  }

  @Test func `a table needs its columns and text`() throws {
    var diagnostics = Diagnostics()
    let table = CaseTable.parse(
      "gpu,n_gpus\n\"A, B\",8\n",
      file: "c.csv",
      required: ["gpu"],
      into: &diagnostics
    )
    #expect(table?.rows.first?["gpu"] == "A, B")
    #expect(!diagnostics.hasErrors)
    #expect(
      CaseTable.parse("gpus\nA\n", file: "c.csv", required: ["gpu"], into: &diagnostics) == nil
    )
    #expect(diagnostics.errors.first?.hint?.contains("gpus") == true)
    let binary = Data([0, 1, 2, 0xFF])
    try Files.temporary("c.csv", binary) { path in
      var found = Diagnostics()
      #expect(CaseTable.read(path: path, required: [], into: &found) == nil)
      #expect(found.errors.first?.message.contains("binary") == true)
    }
    var missing = Diagnostics()
    #expect(CaseTable.read(path: "/nowhere.csv", required: [], into: &missing) == nil)
    #expect(missing.hasErrors)
  }
}
