/// A number format in which tensors are stored or multiplied.
public enum NumberFormat: String, CaseIterable, Sendable {
  case fp32
  case tf32
  case bf16
  case fp16
  /// 8-bit floating point with one scale per tensor.
  case fp8
  /// 8-bit floating point with one scale per 128 × 128 block of weights and 1 × 128 of activations.
  case fp8Block = "fp8-block"
  /// 8-bit floating point with one shared 8-bit exponent per 32 elements (OCP MX).
  case mxfp8
  /// 4-bit floating point with one shared 8-bit exponent per 32 elements (OCP MX).
  case mxfp4
  /// 4-bit floating point with one 8-bit scale per 16 elements.
  case nvfp4
  case int8
  /// 4-bit integers with one 16-bit scale per 128 weights (AWQ, GPTQ); activations stay wide.
  case int4
  /// 8-bit integers with one 16-bit scale per 32 weights (GGUF Q8_0).
  case q8 = "q8-0"
  /// 4-bit integers with one 16-bit scale per 32 weights (GGUF Q4_0).
  case q4 = "q4-0"
  /// Mixed 4- and 6-bit blocks of 256 weights with two-level scales (GGUF Q4_K_M).
  case q4K = "q4-k-m"

  /// Bytes that one element takes in memory, its share of the scales included [B].
  public var bytes: Double {
    switch self {
    case .fp32, .tf32: 4
    case .bf16, .fp16: 2
    case .fp8, .int8: 1
    case .fp8Block: 1 + 4.0 / 128
    case .mxfp8: 1 + 1.0 / 32
    case .mxfp4: 0.5 + 1.0 / 32
    case .nvfp4: 0.5 + 1.0 / 16
    case .int4: 0.5 + 2.0 / 128
    case .q8: 34.0 / 32
    case .q4: 18.0 / 32
    // 4.83 bits a weight over a whole file: 4.5 in most blocks, 6.56 in half of two matrices.
    case .q4K: 4.83 / 8
    }
  }

  /// Whether operands must be scaled and rounded from a wider format before they are multiplied.
  public var isQuantised: Bool {
    switch self {
    case .fp32, .tf32, .bf16, .fp16: false
    case .fp8, .fp8Block, .mxfp8, .mxfp4, .nvfp4, .int8, .int4, .q8, .q4, .q4K: true
    }
  }
}
