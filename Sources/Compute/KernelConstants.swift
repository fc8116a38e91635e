public import Workloads

/// Everything that is fitted about how one machine and its libraries run kernels.
///
/// A catalogue file names each constant by a dotted path, `gemm.bf16.launch`; see `named`.
public struct KernelConstants: Hashable, Sendable {
  /// Matrix products, one group per number format in the order of `NumberFormat.allCases`.
  public var gemm: [MatrixConstants]
  /// Grouped matrix products of experts, one group per number format.
  public var moe: [GroupedConstants]
  /// Attention over many queries.
  public var prefill: AttentionConstants
  /// Attention of one query per sequence against a cache.
  public var decode: DecodeConstants
  /// Element-wise kernels.
  public var vector: VectorConstants
  /// The loop in which the kernels were measured.
  public var loop: LoopConstants

  /// Constants of a typical machine, before anything is fitted.
  public init() {
    gemm = Array(repeating: MatrixConstants(), count: NumberFormat.allCases.count)
    moe = Array(repeating: GroupedConstants(), count: NumberFormat.allCases.count)
    prefill = AttentionConstants()
    decode = DecodeConstants()
    vector = VectorConstants()
    loop = LoopConstants()
  }

  /// The constants that `look` finds by dotted path, in SI units.
  ///
  /// Formats without constants of their own take those of the nearest format that has them.
  public init(named look: (String) -> Double?) {
    self.init()
    var found = Array(repeating: false, count: gemm.count)
    var foundGroup = found
    for format in NumberFormat.allCases {
      gemm[format.index] = MatrixConstants { name in
        let value = look("gemm.\(format.rawValue).\(name)")
        if value != nil { found[format.index] = true }
        return value
      }
      moe[format.index] = GroupedConstants { name in
        let value = look("moe.\(format.rawValue).\(name)")
        if value != nil { foundGroup[format.index] = true }
        return value
      }
    }
    prefill = AttentionConstants { look("prefill.\($0)") }
    decode = DecodeConstants { look("decode.\($0)") }
    vector = VectorConstants { look("vector.\($0)") }
    loop = LoopConstants { look("loop.\($0)") }
    let dense = found
    let grouped = foundGroup
    for format in NumberFormat.allCases {
      if !dense[format.index],
        let kin = format.kin.first(where: { dense[$0.index] })
      {
        gemm[format.index] = gemm[kin.index].carried(from: kin, to: format)
      }
      if !grouped[format.index],
        let kin = format.kin.first(where: { grouped[$0.index] })
      {
        moe[format.index] = moe[kin.index]
      }
    }
  }

  /// Every constant's dotted path with its unit and value, in printing order.
  ///
  /// - Parameters:
  ///   - formats: The formats whose matrix constants are listed.
  ///   - groups: The formats whose expert constants are listed.
  /// - Returns: Paths, units and values in SI.
  public func listed(
    gemm formats: [NumberFormat],
    moe groups: [NumberFormat]
  ) -> [(path: String, unit: String, value: Double)] {
    var list: [(path: String, unit: String, value: Double)] = []
    func add<Group: ConstantGroup>(_ prefix: String, _ group: Group) {
      for field in Group.fields {
        list.append((prefix + "." + field.name, field.unit, group[keyPath: field.path]))
      }
    }
    for format in formats { add("gemm.\(format.rawValue)", gemm[format.index]) }
    for format in groups { add("moe.\(format.rawValue)", moe[format.index]) }
    add("prefill", prefill)
    add("decode", decode)
    add("vector", vector)
    add("loop", loop)
    return list
  }

  /// Constants for a machine without kernels of its own, from its nearest kin.
  ///
  /// Everything here is a time of software and launch, a ratio to a datasheet rate, or an energy.
  /// Ratios and software times are carried unchanged: the same generation of libraries uses the
  /// same tiles and prologues. Energies per FLOP and byte are scaled by what the datasheets say
  /// of power over rate, as the process and voltage of the two parts show there.
  public static func transferred(
    from kin: KernelConstants,
    kin known: Accelerator,
    to accelerator: Accelerator
  ) -> KernelConstants {
    var constants = kin
    guard known.powerLimit > 0, accelerator.powerLimit > 0 else { return constants }
    // Energy follows power over rate, format by format: a part that multiplies one format faster
    // than its kin at the same power does so with less energy.
    func ratio(_ format: NumberFormat) -> Double {
      let knownRate = known.rate(of: format)
      let rate = accelerator.rate(of: format)
      guard knownRate > 0, rate > 0 else { return 1 }
      return (accelerator.powerLimit / rate) / (known.powerLimit / knownRate)
    }
    for format in NumberFormat.allCases {
      constants.gemm[format.index].energyPerFlop *= ratio(format)
      constants.moe[format.index].energyPerFlop *= ratio(format)
    }
    constants.prefill.energyPerFlop *= ratio(.bf16)
    return constants
  }
}

extension NumberFormat {
  /// Formats whose fitted constants describe this one's kernels best, nearest first.
  var kin: [NumberFormat] {
    switch self {
    case .fp32, .tf32, .fp16: [.bf16]
    case .bf16: [.fp16]
    case .fp8: [.fp8Block, .mxfp8, .bf16]
    case .fp8Block: [.fp8, .mxfp8, .bf16]
    case .mxfp8: [.fp8, .fp8Block, .bf16]
    case .mxfp4: [.nvfp4, .fp8, .fp8Block, .bf16]
    case .nvfp4: [.mxfp4, .fp8, .fp8Block, .bf16]
    case .int8: [.fp8, .fp8Block, .bf16]
    case .int4, .q8, .q4, .q4K: [.mxfp4, .bf16]
    }
  }
}
