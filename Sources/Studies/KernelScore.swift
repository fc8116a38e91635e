public import Compute
import Foundation

/// How far predictions lie from measurements over a set of kernels.
public struct KernelScore: Hashable, Sendable {
  /// Kernels compared.
  public var count = 0
  /// Mean of |predicted/measured − 1|.
  public var mean = 0.0
  /// Median of |predicted/measured − 1|.
  public var median = 0.0
  /// The 90th percentile of |predicted/measured − 1|.
  public var p90 = 0.0
  /// Mean of predicted/measured − 1.
  public var bias = 0.0
  /// Kernels whose power was recorded and long enough to believe.
  public var powerCount = 0
  /// Mean of |predicted/measured − 1| of power.
  public var powerMean = 0.0
  /// Mean of predicted/measured − 1 of power.
  public var powerBias = 0.0

  /// Compares a machine's predictions with measured kernels.
  public init(_ cases: [KernelCase], on machine: TiledMachine, powerTime: Double = 100e-6) {
    var errors: [Double] = []
    for item in cases {
      let point = item.predicted(on: machine)
      errors.append(point.seconds / item.measuredSeconds - 1)
      if let measured = item.measuredPower, item.measuredSeconds > powerTime {
        let error = point.power / measured - 1
        powerCount += 1
        powerMean += abs(error)
        powerBias += error
      }
    }
    if powerCount > 0 {
      powerMean /= Double(powerCount)
      powerBias /= Double(powerCount)
    }
    count = errors.count
    guard count > 0 else { return }
    bias = errors.reduce(0, +) / Double(count)
    let sizes = errors.map { abs($0) }.sorted()
    mean = sizes.reduce(0, +) / Double(count)
    median = sizes[count / 2]
    p90 = sizes[min(count - 1, count * 9 / 10)]
  }
}
