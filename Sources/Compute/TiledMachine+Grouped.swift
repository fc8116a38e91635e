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
      sources: rows,
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
  ///
  /// Rows that outgrow the cache are read again for every `panel` of columns: the share missed is
  /// `x²/(1 + x²)` with `x` the distinct rows' bytes over the cache.
  ///
  /// - Parameters:
  ///   - operation: Sizes and format.
  ///   - rows: Rows of all experts.
  ///   - sources: Distinct rows, fewer when one row goes to several experts.
  ///   - touched: Experts with any row, whose weights are read.
  ///   - weights: Format in which weights are stored, the operation's when nil.
  ///   - blocks: Row tiles of all experts for a tile height.
  /// - Returns: Time, clock share and energy.
  func grouped(
    _ operation: GroupedMatrixMultiply,
    rows: Double,
    sources: Double,
    touched: Double,
    weights: NumberFormat? = nil,
    blocks: (Double) -> Double
  ) -> KernelEstimate {
    let table = matrix[operation.format.index]
    let c = constants.moe[operation.format.index]
    let n = Double(operation.n)
    let k = Double(operation.k)
    let right = weights.map { $0 == operation.format ? table.rightBytes : $0.bytes }
    var bytes =
      touched * n * k * (right ?? table.rightBytes) + rows * k * table.leftBytes + rows * n * 2
    if c.panel > 0, accelerator.cache > 0 {
      let fill = sources * k * table.leftBytes / accelerator.cache
      bytes += rows * k * table.leftBytes * n / c.panel * fill * fill / (1 + fill * fill)
    }
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
        let total = fifthRoot(time, memory) + c.serial * min(time, memory)
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
