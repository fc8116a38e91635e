/// A dense matrix product, m×k by k×n, possibly a batch of equal ones in one kernel.
public struct MatrixMultiply: Hashable, Sendable {
  /// Rows of the left operand and the result.
  public var m: Int
  /// Columns of the right operand and the result.
  public var n: Int
  /// The contracted length.
  public var k: Int
  /// Equal products done by one kernel, 1 for a plain GEMM.
  public var batch: Int
  /// The format in which operands are multiplied.
  public var format: NumberFormat
  /// The format in which the result is written.
  public var output: NumberFormat
  /// The format in which the right operand is stored: another one where weights alone are narrow.
  public var weights: NumberFormat

  /// Describes a matrix product.
  public init(
    m: Int,
    n: Int,
    k: Int,
    batch: Int = 1,
    format: NumberFormat,
    output: NumberFormat = .bf16,
    weights: NumberFormat? = nil
  ) {
    self.m = m
    self.n = n
    self.k = k
    self.batch = batch
    self.format = format
    self.output = output
    self.weights = weights ?? format
  }

  /// Multiplications and additions executed [FLOP].
  public var flops: Double { 2 * Double(m) * Double(n) * Double(k) * Double(batch) }

  /// Bytes of operands and result, each once [B].
  public var bytes: Double {
    let left = Double(m) * Double(k) * format.bytes
    let right = Double(n) * Double(k) * weights.bytes
    return Double(batch) * (left + right + Double(m) * Double(n) * output.bytes)
  }
}

/// The matrix products of local experts over the tokens routed to them, in one grouped kernel.
public struct GroupedMatrixMultiply: Hashable, Sendable {
  /// Experts held by this rank.
  public var groups: Int
  /// Token rows over all local experts together.
  public var rows: Int
  /// Columns of each expert's weight.
  public var n: Int
  /// The contracted length.
  public var k: Int
  /// The format in which operands are multiplied.
  public var format: NumberFormat
  /// Rows of the busiest expert over the mean, 1 when balanced.
  public var skew: Double

  /// Describes a grouped matrix product.
  public init(
    groups: Int,
    rows: Int,
    n: Int,
    k: Int,
    format: NumberFormat,
    skew: Double = 1
  ) {
    self.groups = groups
    self.rows = rows
    self.n = n
    self.k = k
    self.format = format
    self.skew = skew
  }

  /// Multiplications and additions executed [FLOP].
  public var flops: Double { 2 * Double(rows) * Double(n) * Double(k) }

  /// Bytes of operands and result, each once [B].
  public var bytes: Double {
    let weights = Double(groups) * Double(n) * Double(k)
    return (Double(rows) * Double(k) + weights) * format.bytes + Double(rows) * Double(n) * 2
  }
}

/// Scaled dot-product attention over a batch of sequences as one fused (flash) kernel.
public struct Attention: Hashable, Sendable {
  /// Which kernel of the attention is meant.
  public enum Pass: Hashable, Sendable {
    case forward
    case backward
    /// One new query token per sequence against a cache.
    case decode
  }

  /// The kernel that is timed.
  public var pass: Pass
  /// Sequences in the batch.
  public var batch: Int
  /// Query tokens per sequence.
  public var queries: Int
  /// Key and value tokens per sequence, those of the queries included.
  public var context: Int
  /// Query heads on this rank.
  public var heads: Int
  /// Key/value heads on this rank.
  public var kvHeads: Int
  /// Dimension of a head in the query–key product.
  public var headDimension: Int
  /// Dimension of a head in the value product.
  public var valueDimension: Int
  /// Whether a query sees only keys at or before its own position.
  public var causal: Bool
  /// Keys a query sees at most, or nil when all.
  public var window: Int?
  /// The format of the matrix products.
  public var format: NumberFormat
  /// The format of keys and values in memory.
  public var cache: NumberFormat

  /// Describes an attention kernel.
  public init(
    pass: Pass,
    batch: Int,
    queries: Int,
    context: Int,
    heads: Int,
    kvHeads: Int,
    headDimension: Int,
    valueDimension: Int,
    causal: Bool = true,
    window: Int? = nil,
    format: NumberFormat = .bf16,
    cache: NumberFormat = .bf16
  ) {
    self.pass = pass
    self.batch = batch
    self.queries = queries
    self.context = context
    self.heads = heads
    self.kvHeads = kvHeads
    self.headDimension = headDimension
    self.valueDimension = valueDimension
    self.causal = causal
    self.window = window
    self.format = format
    self.cache = cache
  }

  /// Query–key pairs that are computed, over the whole batch and one head.
  public var pairs: Double {
    let q = Double(queries)
    let c = Double(context)
    let seen = min(Double(window ?? context), c)
    guard causal else { return Double(batch) * q * seen }
    // Row i of q sees c − q + i + 1 keys, at most `seen`.
    let first = c - q + 1
    if first >= seen { return Double(batch) * q * seen }
    let growing = min(q, seen - first + 1)
    let triangle = growing * (first + first + growing - 1) / 2
    return Double(batch) * (triangle + (q - growing) * seen)
  }

  /// Multiplications and additions executed; backward is 2.5 times forward (recomputed scores) [FLOP].
  public var flops: Double {
    let forward = 2 * pairs * Double(heads) * Double(headDimension + valueDimension)
    return pass == .backward ? 2.5 * forward : forward
  }
}

/// An element-wise or reducing kernel that is bound by memory traffic.
public struct VectorOperation: Hashable, Sendable {
  /// Bytes read from and written to memory [B].
  public var bytes: Double
  /// Kernels launched.
  public var kernels: Double

  /// Describes a vector operation by its memory traffic [B] and number of kernels.
  public init(bytes: Double, kernels: Double = 1) {
    self.bytes = bytes
    self.kernels = kernels
  }
}
