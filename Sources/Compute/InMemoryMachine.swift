public import Workloads

/// The processing units inside the banks of a memory, and the processor that the memory serves.
public struct InMemoryConstants: ConstantGroup {
  /// Processing units in all banks together.
  public var units = 512.0
  /// 16-bit multipliers of one unit.
  public var lanes = 16.0
  /// Clock of the units [Hz].
  public var unitClock = 1e9
  /// Share of the units' rate that matrix-vector products reach: row openings, refresh, results.
  public var share = 0.6
  /// Fixed time of an operation in memory: commands, the vector in, results out [s].
  public var launch = 5e-6
  /// Share of its peak that the attached processor reaches.
  public var efficiency = 0.5
  /// Share of external bandwidth that the attached processor reaches.
  public var bandwidth = 0.75
  /// Energy of multiplying in memory, reading of the array included [J/FLOP].
  public var energyInMemory = 1.5e-12
  /// Energy of the attached processor's arithmetic [J/FLOP].
  public var energyPerFlop = 0.6e-12
  /// Energy per byte that leaves the memory [J/B].
  public var energyPerByte = 45e-12

  /// A typical machine.
  public init() {}

  /// Every constant with its name, unit and bounds.
  public static let fields: [ConstantField<Self>] = [
    ConstantField("units", "", 1, 1e6, \.units),
    ConstantField("lanes", "", 1, 1024, \.lanes),
    ConstantField("clock", "MHz", 1e7, 1e10, \.unitClock),
    ConstantField("share", "", 0.02, 1, \.share),
    ConstantField("launch", "us", 0, 1e-3, \.launch),
    ConstantField("efficiency", "", 0.02, 1, \.efficiency),
    ConstantField("bandwidth", "", 0.02, 1, \.bandwidth),
    ConstantField("energy-in-memory", "pJ/FLOP", 1e-14, 1e-10, \.energyInMemory),
    ConstantField("energy-per-flop", "pJ/FLOP", 1e-14, 1e-10, \.energyPerFlop),
    ConstantField("energy-per-byte", "pJ/B", 1e-12, 1e-9, \.energyPerByte),
  ]
}

/// Memory that multiplies: matrix-vector products in the banks, the rest on the attached processor.
///
/// A unit multiplies each weight as it comes out of its bank with one vector, so a second row of
/// activations reads the bank a second time and batching gains nothing. The attached processor,
/// whose peak and external bandwidth the datasheet gives, reads weights once for all rows; each
/// operation runs where it takes less time. A part without one has no peak above the units' own.
public struct InMemoryMachine: ProductMachine {
  /// The datasheet: peak of the attached processor, external bandwidth.
  public let accelerator: Accelerator
  /// The constants.
  public let constants: InMemoryConstants

  /// A machine from its datasheet and constants.
  public init(accelerator: Accelerator, constants: InMemoryConstants = InMemoryConstants()) {
    self.accelerator = accelerator
    self.constants = constants
  }

  /// Fixed time of one operation in memory [s].
  public var launch: Double { constants.launch }

  /// Rate of all units in 16 bits [FLOP/s].
  public var internalRate: Double {
    2 * constants.units * constants.lanes * constants.unitClock
  }

  /// Bandwidth between banks and units, two bytes a multiplier and cycle [B/s].
  public var internalBandwidth: Double {
    2 * constants.units * constants.lanes * constants.unitClock
  }

  /// Products in the banks, or on the attached processor where that takes less time.
  public func product(_ work: WeightedProduct) -> KernelEstimate {
    let activations = work.rows * (work.k * 2 + work.n * work.outputBytes)
    return quicker(
      inMemory(flops: work.flops, bytes: work.rowsEach * work.weightBytes, moved: activations),
      attached(
        flops: work.flops,
        bytes: work.weightBytes + activations,
        format: work.format
      )
    )
  }

  /// Each query head reads its keys and values from the banks, or the attached processor does.
  public func attention(_ operation: Attention) -> KernelEstimate {
    guard operation.batch > 0, operation.queries > 0, operation.context > 0 else { return .zero }
    let repeats: Double = operation.pass == .backward ? 2 : 1
    let outside = attached(
      flops: operation.flops,
      bytes: repeats * (operation.cacheBytes + operation.queryBytes),
      format: operation.format
    )
    guard operation.pass == .decode else { return outside }
    let readers = Double(operation.heads) / Double(max(operation.kvHeads, 1))
    return quicker(
      inMemory(
        flops: operation.flops,
        bytes: operation.cacheBytes * readers * Double(operation.queries),
        moved: operation.queryBytes
      ),
      outside
    )
  }

  /// Bytes over the external interface.
  public func vector(_ operation: VectorOperation) -> KernelEstimate {
    KernelEstimate(
      seconds: operation.bytes / (accelerator.memoryBandwidth * constants.bandwidth)
        + operation.kernels * constants.launch,
      clockShare: 0,
      energy: operation.bytes * constants.energyPerByte
    )
  }

  /// The same kernels on a changed datasheet; banks quicken as their interface does.
  public func replacing(accelerator: Accelerator) -> any Machine {
    var changed = constants
    if self.accelerator.memoryBandwidth > 0 {
      changed.unitClock *= accelerator.memoryBandwidth / self.accelerator.memoryBandwidth
    }
    return InMemoryMachine(accelerator: accelerator, constants: changed)
  }

  /// Work of the banks' units, with what moves over the interface.
  private func inMemory(flops: Double, bytes: Double, moved: Double) -> KernelEstimate {
    let rate = internalRate * constants.share
    let bandwidth = internalBandwidth * constants.share
    return KernelEstimate(
      seconds: max(flops / rate, bytes / bandwidth)
        + moved / (accelerator.memoryBandwidth * constants.bandwidth) + constants.launch,
      clockShare: 0,
      energy: flops * constants.energyInMemory + moved * constants.energyPerByte
    )
  }

  /// Work of the attached processor.
  private func attached(flops: Double, bytes: Double, format: NumberFormat) -> KernelEstimate {
    let compute = flops / (accelerator.rate(of: format) * constants.efficiency)
    let memory = bytes / (accelerator.memoryBandwidth * constants.bandwidth)
    let seconds = max(compute, memory) + constants.launch
    return KernelEstimate(
      seconds: seconds,
      clockShare: compute >= memory && seconds > 0 ? compute / seconds : 0,
      energy: flops * constants.energyPerFlop + bytes * constants.energyPerByte
    )
  }

  /// The estimate with less time.
  private func quicker(_ first: KernelEstimate, _ second: KernelEstimate) -> KernelEstimate {
    first.seconds <= second.seconds ? first : second
  }
}
