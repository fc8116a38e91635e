public import Workloads

/// Matrix products of one or several weight matrices over rows that are shared out among them.
public struct WeightedProduct: Hashable, Sendable {
  /// Rows of the left operands, all products together.
  public var rows: Double
  /// Weight matrices that are read.
  public var matrices: Double
  /// Columns of each weight matrix.
  public var n: Double
  /// The contracted length.
  public var k: Double
  /// The format in which operands are multiplied.
  public var format: NumberFormat
  /// The format in which weights are stored.
  public var weights: NumberFormat
  /// Bytes of one element of the result [B].
  public var outputBytes: Double

  /// Describes products by their sizes and formats.
  public init(
    rows: Double,
    matrices: Double = 1,
    n: Double,
    k: Double,
    format: NumberFormat,
    weights: NumberFormat,
    outputBytes: Double = 2
  ) {
    self.rows = rows
    self.matrices = matrices
    self.n = n
    self.k = k
    self.format = format
    self.weights = weights
    self.outputBytes = outputBytes
  }

  /// Rows of one weight matrix.
  public var rowsEach: Double { rows / max(matrices, 1) }
  /// Multiplications and additions executed [FLOP].
  public var flops: Double { 2 * rows * n * k }
  /// Bytes of the weights, each matrix once [B].
  public var weightBytes: Double { matrices * n * k * weights.bytes }
}

/// A machine that times every matrix product by one rule, whatever asks for it.
///
/// Dense products, products of experts and a layer's experts come down to ``WeightedProduct``.
public protocol ProductMachine: Machine {
  /// The datasheet.
  var accelerator: Accelerator { get }

  /// The cost of products in one kernel.
  func product(_ work: WeightedProduct) -> KernelEstimate
}

extension ProductMachine {
  /// The cost of a dense matrix product.
  public func matrixMultiply(_ operation: MatrixMultiply) -> KernelEstimate {
    let batch = Double(operation.batch)
    guard operation.m > 0, operation.n > 0, operation.k > 0, batch > 0 else { return .zero }
    return product(
      WeightedProduct(
        rows: batch * Double(operation.m),
        matrices: batch,
        n: Double(operation.n),
        k: Double(operation.k),
        format: operation.format,
        weights: operation.weights,
        outputBytes: operation.output.bytes
      )
    )
  }

  /// The cost of one product for each expert that rows reach, evenly spread.
  public func grouped(_ operation: GroupedMatrixMultiply) -> KernelEstimate {
    guard operation.rows > 0, operation.groups > 0 else { return .zero }
    let rows = Double(operation.rows)
    return product(
      WeightedProduct(
        rows: rows,
        matrices: max(1, min(Double(operation.groups), rows)),
        n: Double(operation.n),
        k: Double(operation.k),
        format: operation.format,
        weights: operation.format
      )
    )
  }

  /// The cost of a layer's experts: one kernel up and one down, weights in their stored format.
  public func experts(_ layer: ExpertLayer) -> KernelEstimate {
    experts(layer, read: layer.touched)
  }

  /// The cost of a layer's experts when a given number of them is read.
  func experts(_ layer: ExpertLayer, read: Double) -> KernelEstimate {
    guard layer.rows > 0 else { return .zero }
    func half(n: Int, k: Int) -> KernelEstimate {
      product(
        WeightedProduct(
          rows: layer.rows,
          matrices: max(1, read),
          n: Double(n),
          k: Double(k),
          format: layer.format,
          weights: layer.weights
        )
      )
    }
    return half(n: (layer.gated ? 2 : 1) * layer.inner, k: layer.hidden)
      + half(n: layer.hidden, k: layer.inner)
  }

  /// Reads bf16 and writes the narrower format.
  public func quantise(elements: Double, to format: NumberFormat) -> KernelEstimate {
    guard format.isQuantised, elements > 0 else { return .zero }
    return vector(VectorOperation(bytes: elements * (2 + format.bytes)))
  }

  /// Bytes of an operand's element as the multipliers take it, widened where they must [B].
  func operandBytes(_ format: NumberFormat) -> Double {
    accelerator.multipliesNatively(format) ? format.bytes : 2
  }
}

extension Attention {
  /// Keys that a query can see at most.
  var seen: Double { Double(min(window ?? context, context)) }

  /// Bytes of keys and values of the batch, read once; a latent cache serves both [B].
  var cacheBytes: Double {
    let isLatent = pass == .decode && kvHeads == 1 && headDimension != valueDimension
    let width = Double(isLatent ? headDimension : headDimension + valueDimension)
    return Double(batch) * seen * Double(kvHeads) * width * cache.bytes
  }

  /// Bytes of queries and outputs, 16-bit [B].
  var queryBytes: Double {
    Double(batch) * Double(queries) * Double(heads) * Double(headDimension + valueDimension) * 2
  }
}
