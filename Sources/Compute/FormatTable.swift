public import Workloads

/// One number for every number format, looked up by position rather than by hashing.
public struct FormatTable: Hashable, Sendable {
  /// The values in the order of `NumberFormat.allCases`.
  private var values: [Double]

  /// The formats that a table has values for.
  public static var formats: [NumberFormat] { NumberFormat.allCases }

  /// A table that holds the same value for every format.
  public init(repeating value: Double = 0) {
    values = Array(repeating: value, count: NumberFormat.allCases.count)
  }

  /// A table with the given values, zero for formats that are not named.
  public init(_ pairs: [NumberFormat: Double]) {
    self.init()
    for (format, value) in pairs { self[format] = value }
  }

  /// The value of one format.
  public subscript(format: NumberFormat) -> Double {
    get { values[format.index] }
    set { values[format.index] = newValue }
  }
}

extension NumberFormat {
  /// The position of the format in `allCases`, for tables indexed by format.
  @inlinable
  public var index: Int {
    switch self {
    case .fp32: 0
    case .tf32: 1
    case .bf16: 2
    case .fp16: 3
    case .fp8: 4
    case .fp8Block: 5
    case .mxfp8: 6
    case .mxfp4: 7
    case .nvfp4: 8
    case .int8: 9
    case .int4: 10
    case .q8: 11
    case .q4: 12
    case .q4K: 13
    }
  }
}
