import Foundation
import Testing

/// What `validate`, `calibrate` and `catalog` write.
struct ValidateCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `kernels are recognised by their columns, and unknown ones skipped with a reason`()
    throws
  {
    try folder.write(
      """
      system,gemm_dtype,m,n,k,latency_ms,power_w
      h100_sxm,bfloat16,8192,8192,8192,1.7,690
      h100_sxm,bfloat16,128,4096,4096,0.02,
      abacus,bfloat16,128,4096,4096,0.02,
      h100_sxm,fp3,128,4096,4096,0.02,
      h100_sxm,bfloat16,0,4096,4096,0.02,

      """,
      to: "some.csv"
    )
    let outcome = try Program.run(
      "validate",
      "kernels",
      "--cases",
      "some.csv",
      "--format",
      "csv",
      folder: folder.url
    )
    #expect(outcome.code == 0)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "row_id,group,metric,measured,predicted,error,skipped_because")
    #expect(lines.count == 7)
    #expect(lines[1].hasPrefix("gemm-2,h100_sxm gemm bf16,latency,0.0017"))
    #expect(lines[2].contains(",power,690.0,"))
    #expect(lines[4].contains("no part \"\"abacus\"\" in the catalogue"))
    #expect(lines[5].contains("fp3"))
    #expect(lines[6].contains("m is no whole number"))
  }

  @Test func `collectives are timed on the links of the accelerator's node`() throws {
    try folder.write(
      """
      system,op_name,nccl_dtype,num_gpus,message_size_elements,latency_ms
      gb200,all_reduce,half,4,33554432,0.2
      gb200,all_gather,half,4,33554432,0.12
      gb200,dance,half,4,33554432,0.12

      """,
      to: "collectives.csv"
    )
    let outcome = try Program.run(
      "validate",
      "--cases",
      "collectives.csv",
      "--format",
      "json",
      folder: folder.url
    )
    #expect(outcome.code == 0)
    let cases = outcome.result["cases"] as? [[String: Any]] ?? []
    #expect(cases.count == 3)
    #expect(cases.compactMap { $0["predicted"] as? Double }.count == 2)
    let summary = outcome.result["summary"] as? [[String: Any]] ?? []
    let all = summary.first { $0["group"] as? String == "all" } ?? [:]
    #expect(all["n"] as? Int == 2)
    #expect(all["skipped"] as? Int == 1)
    for key in ["mean", "median", "p90", "bias"] { #expect(all[key] is Double, "\(key)") }
  }

  @Test func `a training row that lacks what it needs is skipped and says what`() throws {
    try folder.write("row_id,gpu,n_gpus,step_time_s\nx1,H100,8,1.5\n", to: "runs.csv")
    let outcome = try Program.run(
      "validate",
      "training",
      "--cases",
      "runs.csv",
      "--format",
      "csv",
      folder: folder.url
    )
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("x1,cases,step_time,1.5,,,\"missing layers"))
  }

  @Test func `a table of something else is wrong input`() throws {
    try folder.write("a,b\n1,2\n", to: "table.csv")
    for subject in ["training", "kernels", "collectives"] {
      let outcome = try Program.run(
        "validate",
        subject,
        "--cases",
        "table.csv",
        folder: folder.url
      )
      #expect(outcome.code == 65)
      #expect(outcome.errors.contains("table.csv:1: error"))
    }
  }

  @Test func `a calibration of a part that no row is about is wrong input`() throws {
    try folder.write(
      "system,gemm_dtype,m,n,k,latency_ms\nabacus,bfloat16,8,8,8,1\n",
      to: "some.csv"
    )
    let outcome = try Program.run(
      "calibrate",
      "kernels",
      "--measured",
      "some.csv",
      "--part",
      "h100-sxm",
      folder: folder.url
    )
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("no row is about h100-sxm"))
  }

  @Test func `a collective calibration writes a mapping for a link file`() throws {
    var rows = "system,op_name,nccl_dtype,num_gpus,message_size_elements,latency_ms\n"
    for power in 8..<28 {
      for ranks in [2, 4] {
        let time = 0.01 + 2e-9 * Double(1 << power)
        rows += "gb200,all_gather,half,\(ranks),\(1 << power),\(time)\n"
      }
    }
    try folder.write(rows, to: "collectives.csv")
    let outcome = try Program.run(
      "calibrate",
      "collectives",
      "--measured",
      "collectives.csv",
      "--part",
      "gb200",
      folder: folder.url
    )
    #expect(outcome.code == 0)
    #expect(outcome.output.hasPrefix("collectives:\n"))
    #expect(outcome.output.contains("all-gather:"))
    #expect(outcome.errors.contains("held back"))
  }

  @Test func `parts are listed and shown with grades and sources`() throws {
    let list = try Program.run("catalog", "list", "accelerators", "--format", "csv")
    #expect(list.code == 0)
    #expect(list.output.contains("accelerators,h100-sxm,"))
    let shown = try Program.run("catalog", "show", "accelerators/h100-sxm", "--format", "json")
    let files = shown.result["files"] as? [[String: Any]] ?? []
    #expect(files.count == 1)
    let fields = files.first?["fields"] as? [[String: Any]] ?? []
    let bandwidth = fields.first { $0["field"] as? String == "memory.bandwidth" } ?? [:]
    #expect(bandwidth["grade"] as? String == "datasheet")
  }

  @Test func `an unknown part brings the nearest names`() throws {
    let outcome = try Program.run("catalog", "show", "h100-sxn")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("nearest: h100-sxm"))
  }

  @Test func `the shipped catalogue is sound, and a broken file of one's own is not`() throws {
    let whole = try Program.run("catalog", "check")
    #expect(whole.code == 0, "\(whole.errors)")
    try folder.write(
      "id: mine\nname: Mine\nsource: nowhere\ngrade: guessed\nlayer: x\n",
      to: "walls/mine.yaml"
    )
    let own = try Program.run("catalog", "check", "walls/mine.yaml", folder: folder.url)
    #expect(own.code == 65)
    for word in ["guessed", "suppliers", "years-to-resolve"] {
      #expect(own.errors.contains(word), "\(word)")
    }
  }
}
