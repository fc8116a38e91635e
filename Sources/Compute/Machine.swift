public import Workloads

/// A device that runs the operations of a model, whatever its organisation.
public protocol Machine: Sendable {
  /// Time between a kernel's launch and its first useful work, when launches are pipelined [s].
  var launch: Double { get }

  /// The cost of a dense matrix product, quantising of its left operand included.
  func matrixMultiply(_ operation: MatrixMultiply) -> KernelEstimate

  /// The cost of one matrix product for each of several experts.
  func grouped(_ operation: GroupedMatrixMultiply) -> KernelEstimate

  /// The cost of a layer's routed experts on one rank, from sorted choices to their weighted sum.
  func experts(_ layer: ExpertLayer) -> KernelEstimate

  /// The cost of fused attention: prefill, backward or decode.
  func attention(_ operation: Attention) -> KernelEstimate

  /// The cost of element-wise or reducing kernels.
  func vector(_ operation: VectorOperation) -> KernelEstimate

  /// The cost of scaling and rounding bf16 elements to a narrower format.
  func quantise(elements: Double, to format: NumberFormat) -> KernelEstimate

  /// The same machine with another datasheet, what was fitted kept.
  func replacing(accelerator: Accelerator) -> any Machine
}
