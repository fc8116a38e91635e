public import Workloads

/// An engine that multiplies with light: weights set in cores, vectors sent through them.
///
/// A core holds `side × side` weights. Each block of weights is set once for all its rows, which
/// takes `reload`, and every row is one vector:
///
///     compute = ⌈n/side⌉·⌈k/side⌉·matrices/cores·(reload + rows/vector-rate/utilisation)
///
/// Sums over blocks, scales and functions are digital and part of `digital-power`.
public struct PhotonicMachine: ProductMachine {
  /// The datasheet.
  public let accelerator: Accelerator
  /// The parts.
  public let constants: PhotonicConstants

  /// A machine from its datasheet and parts.
  public init(accelerator: Accelerator, constants: PhotonicConstants = PhotonicConstants()) {
    self.accelerator = accelerator
    self.constants = constants
  }

  /// Fixed time of one operation [s].
  public var launch: Double { constants.launch }

  /// Blocks of weights in turn through the cores, overlapped with memory.
  public func product(_ work: WeightedProduct) -> KernelEstimate {
    let blocks =
      work.matrices * (work.n / constants.side).rounded(.up)
      * (work.k / constants.side).rounded(.up)
    let activations = work.rows * (work.k * operandBytes(work.format) + work.n * work.outputBytes)
    return estimate(
      blocks: blocks,
      rows: max(1, work.rowsEach),
      bytes: work.weightBytes + activations
    )
  }

  /// Keys and values are set as weights for the queries that share them.
  public func attention(_ operation: Attention) -> KernelEstimate {
    guard operation.batch > 0, operation.queries > 0, operation.context > 0 else { return .zero }
    let repeats = operation.pass == .backward ? 2.5 : 1
    let side = constants.side
    let kvHeads = Double(max(operation.kvHeads, 1))
    let sharing = Double(operation.heads) / kvHeads
    // Blocks above the diagonal are left out: rows are those of the mean query.
    let pairs = operation.pairs / Double(operation.batch)
    let wide =
      (Double(operation.headDimension) / side).rounded(.up)
      + (Double(operation.valueDimension) / side).rounded(.up)
    let blocks = (operation.seen / side).rounded(.up) * wide * kvHeads * Double(operation.batch)
    let rows = max(1, sharing * pairs / max(operation.seen, 1))
    return estimate(
      blocks: repeats * blocks,
      rows: rows,
      bytes: (operation.pass == .backward ? 2 : 1)
        * (operation.cacheBytes + operation.queryBytes)
    )
  }

  /// Element-wise work is electronic and moves its bytes.
  public func vector(_ operation: VectorOperation) -> KernelEstimate {
    let seconds =
      operation.bytes / (accelerator.memoryBandwidth * constants.bandwidth)
      + operation.kernels * constants.launch
    return KernelEstimate(
      seconds: seconds,
      clockShare: 0,
      energy: operation.bytes * constants.energyPerByte
    )
  }

  /// The same kernels on a changed datasheet; vectors pass as much quicker as the peak is higher.
  public func replacing(accelerator: Accelerator) -> any Machine {
    var changed = constants
    if self.accelerator.rate(of: .bf16) > 0 {
      changed.vectorRate *= accelerator.rate(of: .bf16) / self.accelerator.rate(of: .bf16)
    }
    return PhotonicMachine(accelerator: accelerator, constants: changed)
  }

  /// Weights set and vectors sent, overlapped with memory, with the energy above idle.
  private func estimate(blocks: Double, rows: Double, bytes: Double) -> KernelEstimate {
    let sending = rows / (constants.vectorRate * constants.utilisation)
    // Few blocks leave cores idle; many are shared out evenly.
    let waves = max(1, blocks / constants.cores)
    let compute = waves * (constants.reload + sending)
    let memory = bytes / (accelerator.memoryBandwidth * constants.bandwidth)
    let seconds = max(compute, memory) + constants.launch
    let samples = blocks * rows * constants.side
    let perSample =
      constants.samples > 0
      ? (constants.adcPower + constants.dacPower) / constants.samples : 0
    let standing = max(0, constants.staticPower - accelerator.idlePower)
    return KernelEstimate(
      seconds: seconds,
      clockShare: 0,
      energy: samples * perSample + standing * seconds + bytes * constants.energyPerByte
    )
  }
}
