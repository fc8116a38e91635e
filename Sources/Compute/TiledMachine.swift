import Foundation
public import Workloads

/// A GPU: tiles of the result spread in waves over many equal processors.
public struct TiledMachine: Machine {
  /// Whether the host issues each kernel in turn or the device replays a captured graph.
  public enum Issue: Hashable, Sendable {
    /// Kernels follow each other without waiting for the host.
    case captured
    /// Each operation takes at least the host's time to issue it.
    case eager
  }

  /// The datasheet.
  public let accelerator: Accelerator
  /// The fitted constants.
  public let constants: KernelConstants
  /// How kernels are issued.
  public let issue: Issue
  /// What the GEMM estimate needs of each format, in the order of `NumberFormat.allCases`.
  let matrix: [MatrixTable]

  /// A machine from its datasheet and fitted constants.
  public init(
    accelerator: Accelerator,
    constants: KernelConstants,
    issue: Issue = .captured
  ) {
    self.accelerator = accelerator
    self.constants = constants
    self.issue = issue
    matrix = NumberFormat.allCases.map {
      MatrixTable(accelerator: accelerator, constants: constants.gemm[$0.index], format: $0)
    }
  }

  /// Fixed time of one element-wise kernel [s].
  public var launch: Double { constants.vector.launch }

  /// Time from memory traffic at the achieved bandwidth plus one launch a kernel.
  public func vector(_ operation: VectorOperation) -> KernelEstimate {
    let rate = accelerator.memoryBandwidth * constants.vector.bandwidth
    return KernelEstimate(
      seconds: operation.bytes / rate + operation.kernels * constants.vector.launch,
      clockShare: 0,
      energy: operation.bytes * constants.vector.energyPerByte
    )
  }

  /// Reads bf16 and writes the narrower format at the quantising kernel's bandwidth.
  public func quantise(elements: Double, to format: NumberFormat) -> KernelEstimate {
    guard format.isQuantised else { return .zero }
    let table = matrix[format.index]
    let bytes = elements * (2 + format.bytes)
    return KernelEstimate(
      seconds: table.quantise + bytes * table.quantisePerByte,
      clockShare: 0,
      energy: bytes * table.energyPerByte
    )
  }
}
