import Foundation
public import Workloads

extension TiledMachine {
  /// The least time over tile shapes and splits of the contraction, overlapped with memory.
  public func matrixMultiply(_ operation: MatrixMultiply) -> KernelEstimate {
    let table = matrix[operation.format.index]
    let m = Double(operation.m)
    let n = Double(operation.n)
    let k = Double(operation.k)
    let batch = Double(operation.batch)
    guard m > 0, n > 0, k > 0, batch > 0 else { return .zero }
    let right = operation.weights == operation.format ? table.rightBytes : operation.weights.bytes
    let bytes =
      batch * (table.leftBytes * m * k + right * n * k + operation.output.bytes * m * n)
    let flops = 2 * m * n * k * batch
    // The sum of fifth powers is compared, its root is taken once.
    var least = Double.infinity
    var compute = 0.0
    var hidden = 0.0
    @inline(__always) func consider(_ rows: Double, _ columns: Double) {
      let tiles = (m / rows).rounded(.up) * (n / columns).rounded(.up) * batch
      let busy = 2 * (rows * columns + table.tileHalf * (rows + columns)) * table.perFlop
      // Small tiles wait for their operands, large ones for their multipliers.
      let unit = (busy * busy + table.stepSquared).squareRoot()
      for split in Tile.splits {
        if split > table.splitMost { break }
        let blocks = tiles * split
        if split > 1, blocks > 2 * table.processors || k < split * table.splitLength { break }
        let waves = blocks / table.processors
        let whole = waves.rounded(.up)
        let even = whole + table.softness * (max(waves, 1) - whole)
        var time = even * unit * (k / split + table.prologue)
        if split > 1 { time += table.split + 8 * split * m * n * batch * table.partialPerByte }
        let memory =
          bytes * (table.perByte + table.perByteAlone / min(blocks, table.processors))
        let total = fifthPower(time) + fifthPower(memory)
        if total < least {
          least = total
          compute = time
          hidden = min(time, memory)
        }
      }
    }
    for tile in Tile.all { consider(tile.rows, tile.columns) }
    if table.tileStep > 0 {
      for side in Tile.sides {
        // Columns just wide enough that one wave covers the result, and rows likewise.
        let across = (table.processors / ((m / side).rounded(.up) * batch)).rounded(.down)
        if across >= 1 {
          let width = (n / across / table.tileStep).rounded(.up) * table.tileStep
          if width <= 256 { consider(side, width) }
        }
        let down = (table.processors / ((n / side).rounded(.up) * batch)).rounded(.down)
        if down >= 1 {
          let width = (m / down / table.tileStep).rounded(.up) * table.tileStep
          if width <= 256 { consider(width, side) }
        }
      }
    }
    let work = pow(least, 0.2) + table.serial * hidden
    var seconds = table.launch + work
    if table.quantise > 0 {
      seconds += table.quantise + m * k * batch * (2 + table.leftBytes) * table.quantisePerByte
    }
    let share = min(compute / work, 1) * work / seconds
    if issue == .eager { seconds = max(seconds, m < 32 ? table.dispatchNarrow : table.dispatch) }
    return KernelEstimate(
      seconds: seconds,
      clockShare: share,
      energy: flops * table.energyPerFlop + bytes * table.energyPerByte
    )
  }
}

/// The fifth power, which joins compute and memory time where they are nearly equal.
@inline(__always)
private func fifthPower(_ x: Double) -> Double {
  let square = x * x
  return square * square * x
}

/// A shape of the result that one processor works on at a time.
struct Tile: Sendable {
  /// Rows of the result.
  let rows: Double
  /// Columns of the result.
  let columns: Double

  /// The shapes that libraries choose from, narrow ones for few rows last.
  static let all: [Tile] = [
    Tile(rows: 256, columns: 128), Tile(rows: 128, columns: 256), Tile(rows: 128, columns: 128),
    Tile(rows: 128, columns: 64), Tile(rows: 64, columns: 128), Tile(rows: 64, columns: 64),
    Tile(rows: 32, columns: 128), Tile(rows: 16, columns: 128), Tile(rows: 256, columns: 256),
  ]

  /// Sides that are kept when the other one adapts to the result.
  static let sides: [Double] = [128, 256]

  /// Parts into which a contraction is split.
  static let splits: [Double] = [1, 2, 3, 4, 6, 8, 16]
}
