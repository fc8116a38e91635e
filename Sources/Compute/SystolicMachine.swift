public import Workloads

/// Fitted or estimated ratios of a systolic machine.
public struct SystolicConstants: Hashable, Sendable {
  /// Share of the peak rate reached with full arrays.
  public var efficiency: Double
  /// Share of memory bandwidth reached by large streams.
  public var bandwidth: Double
  /// Fixed time of an operation inside a compiled programme [s].
  public var launch: Double
  /// Share of the peak rate that attention reaches, softmax on the vector units included.
  public var attention: Double
  /// Rate of attention's backward over its forward.
  public var backward: Double
  /// Energy of the arithmetic in 16 bits at the full clock [J/FLOP].
  public var energyPerFlop: Double
  /// Energy per byte moved from memory [J/B].
  public var energyPerByte: Double

  /// Describes a machine by its ratios.
  public init(
    efficiency: Double = 0.85,
    bandwidth: Double = 0.85,
    launch: Double = 1e-6,
    attention: Double = 0.5,
    backward: Double = 0.8,
    energyPerFlop: Double = 0.4e-12,
    energyPerByte: Double = 40e-12
  ) {
    self.efficiency = efficiency
    self.bandwidth = bandwidth
    self.launch = launch
    self.attention = attention
    self.backward = backward
    self.energyPerFlop = energyPerFlop
    self.energyPerByte = energyPerByte
  }
}

/// A machine of a few large systolic arrays fed by a compiler: TPU, Trainium, Gaudi.
///
/// Weights of one side × side block are held while rows stream through, so the contracted
/// length and the columns round up to the array's side and each block costs the fill of the
/// array besides its rows. Compute and memory overlap fully, since the schedule is compiled.
public struct SystolicMachine: ProductMachine {
  /// The datasheet.
  public let accelerator: Accelerator
  /// The ratios.
  public let constants: SystolicConstants

  /// A machine from its datasheet and ratios.
  public init(accelerator: Accelerator, constants: SystolicConstants = SystolicConstants()) {
    self.accelerator = accelerator
    self.constants = constants
  }

  /// Fixed time of one operation [s].
  public var launch: Double { constants.launch }

  /// The larger of array time and memory time, plus the fixed time.
  ///
  /// Each matrix's rows stream through the arrays that hold its blocks.
  public func product(_ work: WeightedProduct) -> KernelEstimate {
    let bytes =
      work.weightBytes
      + work.rows * (work.k * operandBytes(work.format) + work.n * work.outputBytes)
    return estimate(
      compute: work.matrices
        * padded(rows: work.rowsEach, columns: work.n, contraction: work.k)
        / accelerator.rate(of: work.format),
      flops: work.flops,
      bytes: bytes,
      format: work.format
    )
  }

  /// Scores and values on the arrays, softmax hidden in the attention efficiency.
  public func attention(_ operation: Attention) -> KernelEstimate {
    let isBackward = operation.pass == .backward
    let bytes = (operation.cacheBytes + operation.queryBytes) * (isBackward ? 2 : 1)
    // A head narrower than the array leaves part of it idle.
    let side = Double(max(accelerator.systolicSide, 1))
    let head = Double(operation.headDimension)
    let fill = head / ((head / side).rounded(.up) * side)
    let efficiency = constants.attention * max(fill, 0.5) * (isBackward ? constants.backward : 1)
    return estimate(
      compute: operation.flops / (accelerator.rate(of: operation.format) * efficiency),
      flops: operation.flops,
      bytes: bytes,
      format: operation.format
    )
  }

  /// Bytes over the achieved bandwidth; compiled programmes launch once.
  public func vector(_ operation: VectorOperation) -> KernelEstimate {
    KernelEstimate(
      seconds: operation.bytes / (accelerator.memoryBandwidth * constants.bandwidth)
        + operation.kernels * constants.launch,
      clockShare: 0,
      energy: operation.bytes * constants.energyPerByte
    )
  }

  /// FLOP at the peak rate whose time the arrays spend, rounding and setting included [FLOP].
  private func padded(rows: Double, columns: Double, contraction: Double) -> Double {
    let side = Double(max(accelerator.systolicSide, 1))
    let n = (columns / side).rounded(.up) * side
    let k = (contraction / side).rounded(.up) * side
    // The next block is set, a row a cycle, behind the current rows unless those are fewer.
    let m = max((rows / 8).rounded(.up) * 8 / constants.efficiency, side)
    return 2 * m * n * k
  }

  /// Compute and memory overlapped, with energy.
  private func estimate(
    compute: Double,
    flops: Double,
    bytes: Double,
    format: NumberFormat
  ) -> KernelEstimate {
    let memory = bytes / (accelerator.memoryBandwidth * constants.bandwidth)
    let seconds = max(compute, memory) + constants.launch
    let perFlop =
      constants.energyPerFlop * (accelerator.peak[format] > 0 ? format.multiplierWidth : 1)
    return KernelEstimate(
      seconds: seconds,
      clockShare: compute >= memory ? compute / seconds : 0,
      energy: flops * perFlop + bytes * constants.energyPerByte
    )
  }
}
