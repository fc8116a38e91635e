public import Workloads

/// How a processor without tiles or arrays of its own in this model runs operations.
public struct RooflineConstants: ConstantGroup {
  /// Share of the peak rate that products of many rows reach.
  public var efficiency = 0.5
  /// Share of the peak rate that attention reaches.
  public var attention = 0.3
  /// Share of memory bandwidth that large streams reach.
  public var bandwidth = 0.7
  /// Fixed time of an operation [s].
  public var launch = 5e-6
  /// Rows of one pass of a compiled graph, 0 when all rows go in one.
  ///
  /// Longer prompts run in several passes, each of which reads the weights anew.
  public var rowsPerPass = 0.0
  /// Energy of the arithmetic in 16 bits at the full clock [J/FLOP].
  public var energyPerFlop = 1e-12
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte = 60e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("efficiency", "", 0.01, 1, \.efficiency),
    ConstantField("attention", "", 0.01, 1, \.attention),
    ConstantField("bandwidth", "", 0.05, 1, \.bandwidth),
    ConstantField("launch", "us", 0, 1e-3, \.launch),
    ConstantField("rows-per-pass", "", 0, 1e5, \.rowsPerPass),
    ConstantField("energy-per-flop", "pJ/FLOP", 1e-14, 1e-10, \.energyPerFlop),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 1e-9, \.energyPerByte),
  ]
}

/// A processor by its rate and bandwidth alone: neural units of phones, and CPUs.
///
/// `max(flops/(peak·e), bytes/(BW·b)) + launch`, bytes of weights once for every pass.
public struct RooflineMachine: ProductMachine {
  /// The datasheet.
  public let accelerator: Accelerator
  /// The constants.
  public let constants: RooflineConstants

  /// A machine from its datasheet and constants.
  public init(accelerator: Accelerator, constants: RooflineConstants = RooflineConstants()) {
    self.accelerator = accelerator
    self.constants = constants
  }

  /// Fixed time of one operation [s].
  public var launch: Double { constants.launch }

  /// The longer of multiplying and reading, for each pass of rows.
  public func product(_ work: WeightedProduct) -> KernelEstimate {
    let passes =
      constants.rowsPerPass > 0 ? max(1, (work.rowsEach / constants.rowsPerPass).rounded(.up)) : 1
    let activations = work.rows * (work.k * operandBytes(work.format) + work.n * work.outputBytes)
    return estimate(
      flops: work.flops,
      bytes: passes * work.weightBytes + activations,
      format: work.format,
      efficiency: constants.efficiency,
      launches: passes
    )
  }

  /// Scores and values at their own share of the peak, keys and values from memory once a pass.
  public func attention(_ operation: Attention) -> KernelEstimate {
    guard operation.batch > 0, operation.queries > 0, operation.context > 0 else { return .zero }
    let rows = Double(operation.queries)
    let passes =
      constants.rowsPerPass > 0 ? max(1, (rows / constants.rowsPerPass).rounded(.up)) : 1
    let repeats: Double = operation.pass == .backward ? 2 : 1
    return estimate(
      flops: operation.flops,
      bytes: repeats * (passes * operation.cacheBytes + operation.queryBytes),
      format: operation.format,
      efficiency: constants.attention,
      launches: passes
    )
  }

  /// Bytes at the achieved bandwidth.
  public func vector(_ operation: VectorOperation) -> KernelEstimate {
    KernelEstimate(
      seconds: operation.bytes / (accelerator.memoryBandwidth * constants.bandwidth)
        + operation.kernels * constants.launch,
      clockShare: 0,
      energy: operation.bytes * constants.energyPerByte
    )
  }

  /// The same kernels on a changed datasheet.
  public func replacing(accelerator: Accelerator) -> any Machine {
    RooflineMachine(accelerator: accelerator, constants: constants)
  }

  /// Compute and memory overlapped, with energy.
  private func estimate(
    flops: Double,
    bytes: Double,
    format: NumberFormat,
    efficiency: Double,
    launches: Double
  ) -> KernelEstimate {
    let compute = flops / (accelerator.rate(of: format) * efficiency)
    let memory = bytes / (accelerator.memoryBandwidth * constants.bandwidth)
    let seconds = max(compute, memory) + launches * constants.launch
    let perFlop =
      constants.energyPerFlop * (accelerator.peak[format] > 0 ? format.multiplierWidth : 1)
    return KernelEstimate(
      seconds: seconds,
      clockShare: compute >= memory && seconds > 0 ? compute / seconds : 0,
      energy: flops * perFlop + bytes * constants.energyPerByte
    )
  }
}
