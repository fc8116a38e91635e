public import Fabrics

/// How far predictions are from measurements.
public struct CollectiveErrors: Sendable, Hashable {
  /// Cases compared.
  public var count: Int
  /// Mean of `|predicted/measured − 1|` (1).
  public var mean: Double
  /// Median of the same (1).
  public var median: Double
  /// Value that nine tenths of the cases stay below (1).
  public var ninetieth: Double
  /// Mean of `predicted/measured − 1` (1).
  public var bias: Double

  /// Compares a fabric with cases.
  public init(_ cases: some Sequence<CollectiveCase>, fabric: Fabric) {
    self.init(
      signed: cases.map { item in
        fabric.time(
          item.collective,
          bytes: item.bytes,
          group: item.group,
          elementBytes: item.elementBytes
        ).seconds / item.seconds - 1
      }
    )
  }

  /// Summarises signed errors.
  /// - Parameter signed: Values of `predicted/measured − 1`.
  public init(signed: [Double]) {
    let sorted = signed.map(\.magnitude).sorted()
    count = signed.count
    guard !sorted.isEmpty else {
      mean = 0
      median = 0
      ninetieth = 0
      bias = 0
      return
    }
    mean = sorted.reduce(0, +) / Double(count)
    median = sorted[count / 2]
    ninetieth = sorted[min(count - 1, count * 9 / 10)]
    bias = signed.reduce(0, +) / Double(count)
  }
}
