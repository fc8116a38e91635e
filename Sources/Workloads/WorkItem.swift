/// One kernel, or a number of equal ones, that a layer asks of an accelerator.
public struct WorkItem: Sendable {
  /// What the kernel computes.
  public enum Operation: Sendable {
    case matrixMultiply(MatrixMultiply)
    case grouped(GroupedMatrixMultiply)
    case attention(Attention)
    case vector(VectorOperation)
    /// Rounding of that many elements to a narrower format, with their scales.
    case quantise(elements: Double, format: NumberFormat)
  }

  /// When in a step the kernel runs.
  public enum Pass: Sendable {
    case forward
    /// Gradients of inputs, and all of backward that is not a weight gradient.
    case backward
    /// Gradients of weights.
    case weight
  }

  /// The kernel.
  public var operation: Operation
  /// When it runs.
  public var pass: Pass
  /// The recompute modes under which a forward kernel runs a second time in backward.
  public var repeated: TrainingPlan.Recompute

  /// Describes a kernel of a layer.
  public init(
    _ operation: Operation,
    pass: Pass,
    repeated: TrainingPlan.Recompute = []
  ) {
    self.operation = operation
    self.pass = pass
    self.repeated = repeated
  }
}
