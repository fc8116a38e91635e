import Foundation
public import Workloads

extension TiledMachine {
  /// Tiles of every expert that tokens reach share the processors while weights stream.
  ///
  /// Rows spread over the experts as a power law whose busiest has `skew` times the mean.
  public func grouped(_ operation: GroupedMatrixMultiply) -> KernelEstimate {
    let groups = Double(operation.groups)
    let rows = Double(operation.rows)
    guard rows > 0, groups > 0 else { return .zero }
    // With a skew fewer experts are reached, and those reached leave less of a tile unused.
    let touched = groups * (1 - exp(-rows / groups * 2 / (1 + operation.skew)))
    return grouped(
      operation,
      rows: rows,
      touched: max(1, min(touched, rows)),
      blocks: { tile in
        let mean = rows / groups
        return groups * Self.expectedTiles(mean: mean, tile: tile)
      }
    )
  }

  /// Tiles of one expert with a mean number of rows, rounding up averaged over its spread.
  static func expectedTiles(mean: Double, tile: Double) -> Double {
    // Below a tile an expert needs one if it is reached at all, above it half a tile is unused.
    mean < tile ? 1 - exp(-mean) + mean / tile * 0.5 : mean / tile + 0.5
  }

  /// The cost with known numbers of experts reached and of row tiles by tile height.
  func grouped(
    _ operation: GroupedMatrixMultiply,
    rows: Double,
    touched: Double,
    blocks: (Double) -> Double
  ) -> KernelEstimate {
    let table = matrix[operation.format.index]
    let c = constants.moe[operation.format.index]
    let n = Double(operation.n)
    let k = Double(operation.k)
    let bytes = touched * n * k * table.rightBytes + rows * k * table.leftBytes + rows * n * 2
    let perFlop = table.peakPerFlop * table.processors / c.efficiency
    var least = Double.infinity
    var compute = 0.0
    var height = c.tileRows
    while height <= 256 {
      let tiles = blocks(height)
      for width in [64.0, 128, 256] {
        let count = max(1, tiles * (n / width).rounded(.up))
        let waves = count / table.processors
        let whole = waves.rounded(.up)
        let even = whole + c.softness * (max(waves, 1) - whole)
        let busy = 2 * (height * width + table.tileHalf * (height + width)) * perFlop
        let unit = (busy * busy + c.step * c.step).squareRoot()
        let time = even * unit * (k + c.prologue)
        let memory =
          bytes
          * (1 / (accelerator.memoryBandwidth * c.bandwidth)
            + 1 / (c.processorBandwidth * min(count, table.processors)))
        let total = fifthRoot(time, memory)
        if total < least {
          least = total
          compute = time
        }
      }
      height *= 2
    }
    let seconds = c.launch + least
    return KernelEstimate(
      seconds: seconds,
      clockShare: min(compute, least) / seconds,
      energy: 2 * rows * n * k * c.energyPerFlop + bytes * c.energyPerByte
    )
  }
}
