public import Workloads

/// A machine whose weights stay in memory beside the multipliers while activations flow past.
///
/// Wafers, deterministic streaming chips and cards of near-memory SRAM. Every operation is spread
/// over all processors of the part; multiplying, reading and passing activations overlap, and
/// what remains is the time that the first element needs from one end to the other:
///
///     time = max(flops/(peak·e), bytes/(BW·b), rows-in-turn·(k + n)·2 B/lane) + fixed
///     fixed = latency + crossings·√processors/clock
public struct DataflowMachine: ProductMachine {
  /// The datasheet.
  public let accelerator: Accelerator
  /// The constants.
  public let constants: DataflowConstants

  /// A machine from its datasheet and constants.
  public init(accelerator: Accelerator, constants: DataflowConstants = DataflowConstants()) {
    self.accelerator = accelerator
    self.constants = constants
  }

  /// Fixed time of one product [s].
  public var launch: Double { constants.latency + constants.crossings * crossing }

  /// Time of one crossing of a square array of processors, a hop a cycle [s].
  public var crossing: Double {
    guard accelerator.clock > 0 else { return 0 }
    return Double(max(accelerator.processors, 1)).squareRoot() / accelerator.clock
  }

  /// The longest of multiplying, reading and passing activations, plus the fixed time.
  public func product(_ work: WeightedProduct) -> KernelEstimate {
    let activations = work.rows * (work.k * operandBytes(work.format) + work.n * work.outputBytes)
    var stream = 0.0
    if constants.laneBandwidth > 0 {
      let turns = max(1, work.rows / max(constants.lanes, 1))
      stream = turns * (work.k + work.n) * 2 / constants.laneBandwidth
    }
    return estimate(
      flops: work.flops,
      bytes: work.weightBytes + activations,
      stream: stream,
      format: work.format,
      efficiency: constants.efficiency,
      fixed: launch
    )
  }

  /// Experts with those that a fixed schedule reads without need.
  public func experts(_ layer: ExpertLayer) -> KernelEstimate {
    let idle = max(0, layer.local - layer.touched)
    return experts(layer, read: layer.touched + constants.idleExperts * idle)
  }

  /// Keys and values read where they lie, scores on the multipliers.
  public func attention(_ operation: Attention) -> KernelEstimate {
    guard operation.batch > 0, operation.queries > 0, operation.context > 0 else { return .zero }
    let passes: Double = operation.pass == .backward ? 2 : 1
    return estimate(
      flops: operation.flops,
      bytes: passes * (operation.cacheBytes + operation.queryBytes),
      stream: 0,
      format: operation.format,
      efficiency: constants.attention,
      fixed: launch
    )
  }

  /// Bytes at the achieved bandwidth and a fixed time for each kernel.
  public func vector(_ operation: VectorOperation) -> KernelEstimate {
    KernelEstimate(
      seconds: operation.bytes / (accelerator.memoryBandwidth * constants.bandwidth)
        + operation.kernels * constants.vectorLatency,
      clockShare: 0,
      energy: operation.bytes * constants.energyPerByte
    )
  }

  /// The same kernels on a changed datasheet.
  public func replacing(accelerator: Accelerator) -> any Machine {
    DataflowMachine(accelerator: accelerator, constants: constants)
  }

  /// Overlapped parts and the fixed time, with energy.
  private func estimate(
    flops: Double,
    bytes: Double,
    stream: Double,
    format: NumberFormat,
    efficiency: Double,
    fixed: Double
  ) -> KernelEstimate {
    let compute = flops / (accelerator.rate(of: format) * efficiency)
    let memory = bytes / (accelerator.memoryBandwidth * constants.bandwidth)
    let work = max(compute, memory, stream)
    let seconds = work + fixed
    let perFlop =
      constants.energyPerFlop * (accelerator.peak[format] > 0 ? format.multiplierWidth : 1)
    return KernelEstimate(
      seconds: seconds,
      clockShare: compute >= work && seconds > 0 ? compute / seconds : 0,
      energy: flops * perFlop + bytes * constants.energyPerByte
    )
  }
}
