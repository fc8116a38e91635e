public import Catalog
import Compute
public import Scenarios
import Workloads

extension ValidateKernels {
  /// The measured kernels of one machine in some tables; rows that are none are left out.
  ///
  /// - Parameters:
  ///   - tables: Tables of kernels.
  ///   - part: The machine's catalogue file, whose id and aliases name it in the tables.
  /// - Returns: The kernels, in the order of the tables.
  public static func kernels(_ tables: [CaseTable], of part: CatalogFile) -> [KernelCase] {
    var answers: [String: Bool] = [:]
    return tables.flatMap { table -> [KernelCase] in
      guard let sheet = Sheet(table) else { return [] }
      return table.rows.compactMap { row in
        let system = row["system"] ?? ""
        let isPart = answers[system] ?? part.answers(to: system)
        answers[system] = isPart
        guard isPart, case .success(let item) = kernel(row, sheet: sheet) else { return nil }
        return item
      }
    }
  }

  /// The kernel that a row describes, or why it describes none.
  static func kernel(
    _ row: [String: String],
    sheet: Sheet
  ) -> Result<KernelCase, MissingColumns> {
    var wrong: [String] = []
    func whole(_ column: String, least: Int = 1) -> Int {
      guard let number = row[column].flatMap(Double.init), number == number.rounded(),
        number >= Double(least), number < 1e9
      else {
        wrong.append("\(column) is no whole number from \(least)")
        return least
      }
      return Int(number)
    }
    func format(_ column: String) -> NumberFormat {
      if let found = row[column].flatMap({ formats[$0.lowercased()] }) { return found }
      wrong.append("\(column) \"\(row[column] ?? "")\" is no known format")
      return .bf16
    }
    let work: KernelCase.Work
    switch sheet {
    case .gemm:
      work = .matrix(
        MatrixMultiply(m: whole("m"), n: whole("n"), k: whole("k"), format: format("gemm_dtype"))
      )
    case .moe:
      let law = row["distribution"] ?? ""
      let exponent = law.hasPrefix("power_law_") ? Double(law.dropFirst(10)) ?? 0 : 0
      work = .mixture(
        MixtureLayer(
          tokens: whole("num_tokens"),
          hidden: whole("hidden_size"),
          inner: whole("inter_size"),
          choices: whole("topk"),
          experts: whole("num_experts"),
          tensorParallel: whole("moe_tp_size"),
          expertParallel: whole("moe_ep_size"),
          format: format("moe_dtype"),
          exponent: exponent
        )
      )
    case .prefill, .decode:
      let isDecode = sheet == .decode
      let dimension = whole("head_dim")
      let step = whole("step", least: 0)
      let queries = isDecode ? 1 : whole("isl")
      work = .attention(
        Attention(
          pass: isDecode ? .decode : .forward,
          batch: whole("batch_size"),
          queries: queries,
          context: step + queries,
          heads: whole("num_heads"),
          kvHeads: whole("num_kv_heads"),
          headDimension: dimension,
          valueDimension: dimension,
          format: format("attn_dtype"),
          cache: format("kv_cache_dtype")
        )
      )
    }
    guard let time = row["latency_ms"].flatMap(Double.init), time > 0, time.isFinite else {
      return .failure(MissingColumns(names: wrong + ["no measured latency_ms"]))
    }
    guard wrong.isEmpty else { return .failure(MissingColumns(names: wrong)) }
    let power = row["power_w"].flatMap(Double.init).flatMap { $0 > 0 ? $0 : nil }
    return .success(
      KernelCase(
        system: row["system"] ?? "",
        work: work,
        measuredSeconds: time * 1e-3,
        measuredPower: power
      )
    )
  }

  /// Formats by the names that tables give them.
  private static let formats: [String: NumberFormat] = [
    "bfloat16": .bf16, "bf16": .bf16, "float16": .fp16, "half": .fp16, "fp16": .fp16,
    "fp8": .fp8, "fp8_block": .fp8Block, "mxfp8": .mxfp8, "nvfp4": .nvfp4, "mxfp4": .mxfp4,
    "w4a16_mxfp4": .mxfp4, "int4_wo": .int4, "int8": .int8, "float": .fp32, "fp32": .fp32,
    "tf32": .tf32,
  ]
}
